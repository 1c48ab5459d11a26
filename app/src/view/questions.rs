//! What the person asked to see over the page, one at a time: templates, kept designs, what this is.

use super::about::AboutDialog;
use super::designs::DesignsDialog;
use super::gallery::GalleryDialog;
use crate::command::Question;
use crate::dom::prelude::*;
use crate::studio::Studio;

/// The dialog of the open question, if it has one.
#[component]
pub fn Questions() -> impl IntoView {
    let studio = Studio::expect();
    move || match studio.question.get()? {
        Question::WhichTemplate => Some(view! { <GalleryDialog/> }),
        Question::WhichDesign => Some(view! { <DesignsDialog/> }),
        Question::About => Some(view! { <AboutDialog/> }),
        _ => None,
    }
}
