//! A part of the report that is folded, and worked out when somebody opens it.

use crate::dom::prelude::*;

/// The fold with its title. What stands in it asks `is_open` before it computes anything.
#[component]
pub fn ReportPart(
    /// Tells it apart on the page.
    name: &'static str,
    title: &'static str,
    is_open: RwSignal<bool>,
    /// Whether there is nothing to say.
    is_empty: Memo<bool>,
    children: View,
) -> impl IntoView {
    view! {
        <details class="times" data-testid=name hidden=is_empty
            on:toggle:target=move |event| is_open.set(event.target().has_attribute("open"))>
            <summary><h2>{title}</h2></summary>
            {children}
        </details>
    }
}
