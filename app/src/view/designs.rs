//! The designs that this browser keeps: open, rename, duplicate, delete.

use super::dialog::Dialog;
use crate::browser::page;
use crate::browser::store::Record;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::designs::Whose;

/// The list of kept designs.
#[component]
pub fn DesignsDialog() -> impl IntoView {
    let studio = Studio::expect();
    studio.list();
    let ids = memo(move || studio.designs.kept.read().iter().map(|record| record.id.clone()).collect::<Vec<_>>());
    view! {
        <Dialog name="designs" title=t("designs.title")>
            <p class="soft">{t("designs.hint")}</p>
            <Show when=move || ids.read().is_empty()>
                <p>{t("designs.none")}</p>
            </Show>
            <ul class="designs">
                <For each=move || ids.get() key=Clone::clone let:id>
                    <KeptDesign id/>
                </For>
            </ul>
        </Dialog>
    }
}

#[component]
fn KeptDesign(id: String) -> impl IntoView {
    let studio = Studio::expect();
    let id = StoredValue::new(id);
    let record = memo(move || {
        let kept = studio.designs.kept.read();
        id.with_value(|id| kept.iter().find(|record| record.id == *id).cloned()).unwrap_or_default()
    });
    let name = move || named(&record.read());
    let is_open = move || *studio.designs.whose.read() == Whose::Kept(id.get_value());
    let is_deleting = RwSignal::new(false);
    let open = move |_| {
        studio.answered();
        studio.open_kept(id.get_value());
    };
    view! {
        <li data-testid="kept-design" data-open=move || is_open().to_string()>
            <input class="title" type="text" aria-label=move || t_with("designs.title-of", &[("name", &name())])
                prop:value=move || record.read().title.clone() data-testid="rename-design"
                on:change:target=move |event| studio.rename_kept(id.get_value(), event.target().value())/>
            <span class="soft small">{move || saved_at(&record.read())}</span>
            <span class="row">
                <button on:click=open disabled=is_open data-testid="open-design"
                    aria-label=move || t_with("designs.open-named", &[("name", &name())])>
                    {move || if is_open() { t("designs.is-open") } else { t("designs.open") }}
                </button>
                <button on:click=move |_| studio.duplicate_kept(id.get_value()) data-testid="duplicate-design">
                    {t("designs.duplicate")}</button>
                <button on:click=move |_| is_deleting.set(true) hidden=move || is_deleting.get()
                    data-testid="delete-design" aria-label=move || t_with("designs.delete-named", &[("name", &name())])>
                    {t("designs.delete")}</button>
                <button class="danger" on:click=move |_| studio.remove_kept(id.get_value()) hidden=move || !is_deleting.get()
                    data-testid="delete-for-good">{t("designs.delete-for-good")}</button>
            </span>
        </li>
    }
}

fn named(record: &Record) -> String {
    if record.title.is_empty() { t("bar.untitled").to_owned() } else { record.title.clone() }
}

fn saved_at(record: &Record) -> String {
    t_with("designs.saved-at", &[("time", &page::local_time(record.saved_at_ms))])
}
