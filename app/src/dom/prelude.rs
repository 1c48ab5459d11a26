//! What a view needs by name: markup, signals, and what stands between them.

pub use loadbearing_markup::{component, view};

pub use super::{CollectView, IntoView, NodeRef, View, show};
pub use crate::signals::*;
