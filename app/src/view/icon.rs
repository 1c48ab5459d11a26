//! Drawings of one line: those of the kinds and those of the interface, all from one sprite inside the page.

use crate::dom::prelude::*;

/// All icons as groups, `kind-…` and `icon-…`. They lie in 24 × 24.
const SPRITE: &str = include_str!(concat!(env!("OUT_DIR"), "/icons.svg"));

/// The sprite: once on the page, never seen.
#[component]
pub fn Sprite() -> impl IntoView {
    view! { <div class="unseen" aria-hidden="true" inner_html=SPRITE></div> }
}

/// An icon of the interface.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    view! { <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><use href=format!("#icon-{name}")></use></svg> }
}

/// The icon of a kind; a question mark for a kind that is not known.
#[component]
pub fn KindIcon(kind: Signal<&'static str>) -> impl IntoView {
    let href = move || match kind.get() {
        "" => "#icon-unknown".to_owned(),
        kind => format!("#kind-{kind}"),
    };
    view! { <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><use href=href></use></svg> }
}
