//! What every tool is: a value that receives events and answers. The tools stand in `tools`,
//! who gets an event is decided in `machine`.

use super::event::{Context, Event, Outcome};

/// A gesture as a state machine. A press is not yet a drag; `Cancel` leads back to idle from anywhere.
pub trait Tool {
    /// What an event means in the present state.
    fn handle(&mut self, event: &Event, context: &Context<'_>) -> Outcome;

    /// Whether no gesture is under way.
    fn is_idle(&self) -> bool;
}
