//! A dialog over the page, asked for and closed by the person: Escape, its button or a press beside it close it.

use super::icon::Icon;
use crate::browser::page;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::Studio;

/// A dialog with a title. It stands while it is asked for.
#[component]
pub fn Dialog(
    /// Tells it apart on the page.
    name: &'static str,
    title: &'static str,
    children: View,
) -> impl IntoView {
    let studio = Studio::expect();
    let id = format!("dialog-{name}");
    let own = id.clone();
    page::next_frame(move || page::open_dialog(&own));
    let title_id = format!("{id}-title");
    let labelled_by = title_id.clone();
    view! {
        <dialog id=id class="dialog" aria-labelledby=labelled_by data-testid=format!("dialog-{name}")
            on:close=move |_| studio.answered()>
            <header>
                <h2 id=title_id>{title}</h2>
                <button class="plain icon-only" aria-label=t("dialog.close") on:click=move |_| studio.answered()
                    data-testid="close-dialog"><Icon name="close"/></button>
            </header>
            <div class="body">{children}</div>
        </dialog>
    }
}
