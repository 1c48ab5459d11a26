//! What a view needs by name: markup, signals, and what stands between them.

pub use loadbearing_markup::{component, view};

pub use super::{CollectView, IntoView, NodeRef, View};
pub use crate::signals::*;
