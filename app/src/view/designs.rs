//! The designs that this browser keeps: open, rename, duplicate, delete.

use super::dialog::Dialog;
use crate::browser::page;
use crate::browser::store::{Record, Version};
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::designs::Whose;
use crate::studio::versions::version_name;

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
            <p class="row">
                <button on:click=move |_| studio.save_everything() data-testid="save-all">{t("designs.save-all")}</button>
                <button on:click=move |_| studio.choose_file() data-testid="add-all">{t("designs.add-all")}</button>
            </p>
            <ul class="designs">
                <For each=move || ids.get() key=Clone::clone let:id>
                    <KeptDesign id/>
                </For>
            </ul>
            <Versions/>
        </Dialog>
    }
}

/// What the open design was before.
#[component]
fn Versions() -> impl IntoView {
    let studio = Studio::expect();
    studio.list_versions();
    let name = RwSignal::new(String::new());
    let is_kept = move || matches!(*studio.designs.whose.read(), Whose::Kept(_));
    let keep = move |_| {
        studio.keep_version(&name.get_untracked());
        name.set(String::new());
    };
    view! {
        <section class="versions" aria-labelledby="versions-title" data-testid="versions">
            <h3 id="versions-title">{t("versions.title")}</h3>
            <p class="soft small">{t("versions.hint")}</p>
            <p class="row">
                <input type="text" aria-label=t("versions.name") placeholder=t("versions.name") data-testid="version-name"
                    prop:value=move || name.get() on:input:target=move |event| name.set(event.target().value())/>
                <button on:click=keep disabled=move || !is_kept() data-testid="keep-version">{t("versions.keep")}</button>
            </p>
            <Show when=move || studio.designs.versions.read().is_empty()><p class="soft">{t("versions.none")}</p></Show>
            <ul class="designs">
                <For each=move || studio.designs.versions.get()
                    key=|version: &Version| format!("{} {}", version.id, version.name) let:version>
                    <OneVersion version=version.clone()/>
                </For>
            </ul>
        </section>
    }
}

#[component]
fn OneVersion(version: Version) -> impl IntoView {
    let studio = Studio::expect();
    let name = version_name(&version);
    let [of_compare, of_restore, of_remove] = [version.id.clone(), version.id.clone(), version.id];
    let restore = move |_| {
        studio.answered();
        studio.restore_version(of_restore.clone());
    };
    let labelled = |key| t_with(key, &[("name", &name)]);
    let labels = ["versions.compare-with", "versions.restore-named", "versions.remove-named"].map(labelled);
    let [compare_label, restore_label, remove_label] = labels;
    view! {
        <li data-testid="version">
            <span>{name}</span>
            <span class="row">
                <button aria-label=compare_label on:click=move |_| studio.compare_version(of_compare.clone())
                    data-testid="compare-version">{t("versions.compare")}</button>
                <button aria-label=restore_label on:click=restore data-testid="restore-version">
                    {t("versions.restore-it")}</button>
                <button aria-label=remove_label on:click=move |_| studio.remove_version(of_remove.clone())
                    data-testid="remove-version">{t("versions.remove")}</button>
            </span>
        </li>
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
    let is_open = move || {
        let whose = studio.designs.whose.read();
        matches!(&*whose, Whose::Kept(open) | Whose::Elsewhere(open) if id.with_value(|id| id == open))
    };
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

/// To the second: designs of the same title are told apart by it.
fn saved_at(record: &Record) -> String {
    t_with("designs.saved-at", &[("time", &page::local_second(record.saved_at_ms))])
}
