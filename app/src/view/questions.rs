//! What the person asked to see over the page, one at a time: templates, kept designs, what this is.

use leptos::prelude::*;

use super::about::AboutDialog;
use super::designs::DesignsDialog;
use super::gallery::GalleryDialog;
use crate::command::Question;
use crate::studio::Studio;

/// The dialog of the open question, if it has one.
#[component]
pub fn Questions() -> impl IntoView {
    let studio = Studio::expect();
    move || match studio.question.get()? {
        Question::WhichTemplate => Some(view! { <GalleryDialog/> }.into_any()),
        Question::WhichDesign => Some(view! { <DesignsDialog/> }.into_any()),
        Question::About => Some(view! { <AboutDialog/> }.into_any()),
        _ => None,
    }
}
