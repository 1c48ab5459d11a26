//! What the person asked to see over the page, one at a time: templates, kept designs, what this is.

use super::later::later;
use crate::command::Question;
use crate::dom::prelude::*;
use crate::studio::Studio;

/// The dialog of the open question, if it has one.
#[component]
pub fn Questions() -> impl IntoView {
    let studio = Studio::expect();
    move || match studio.question.get()? {
        Question::WhichTemplate => Some(later(|all| (all.gallery)())),
        Question::WhichDesign => Some(later(|all| (all.designs)())),
        Question::Own(meant) => Some(later(move |all| (all.own)(meant.clone()))),
        Question::Calculators => Some(later(|all| (all.calculators)())),
        Question::Knowledge => Some(later(|all| (all.knowledge)())),
        Question::WhichAssignment => Some(later(|all| (all.ready)())),
        Question::NewAssignment => Some(later(|all| (all.making)())),
        Question::Grades => Some(later(|all| (all.grading)())),
        Question::Compare => Some(later(|all| (all.compare)())),
        Question::Share => Some(later(|all| (all.share)())),
        Question::Export => Some(later(|all| (all.export)())),
        Question::About => Some(later(|all| (all.about)())),
        _ => None,
    }
}
