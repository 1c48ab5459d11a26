//! The templates to begin with, each with a small picture of its drawing.

use super::dialog::Dialog;
use crate::document::BOX;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::texts::Page;
use crate::summary::gallery::{Entry, Picture, entries, groups};

/// The gallery, searched and in groups.
#[component]
pub fn GalleryDialog() -> impl IntoView {
    let studio = Studio::expect();
    let query = RwSignal::new(String::new());
    studio.templates.ask();
    let all = memo(move || studio.templates.all().map(|templates| entries(&templates)));
    let found = memo(move || all.read().as_ref().map(|all| groups(all, &query.read())).unwrap_or_default());
    let group = |(name, entries): (String, Vec<Entry>)| {
        view! {
            <section>
                <h3>{name}</h3>
                <ul class="templates">
                    {entries.into_iter().map(|entry| view! { <TemplateCard entry/> }).collect_view()}
                </ul>
            </section>
        }
    };
    view! {
        <Dialog name="templates" title=t("gallery.title")>
            <input type="search" aria-label=t("gallery.search") placeholder=t("gallery.search")
                data-testid="search-templates" on:input:target=move |event| query.set(event.target().value())/>
            {move || found.get().into_iter().map(group).collect_view()}
            {move || nothing(studio, all.read().is_some(), found.read().is_empty())
                .map(|words| view! { <p class="soft" role="status">{words}</p> })}
        </Dialog>
    }
}

/// What stands where no template does.
fn nothing(studio: Studio, is_here: bool, is_empty: bool) -> Option<String> {
    match studio.templates.of("") {
        Page::Waiting => Some(t("page.waiting").to_owned()),
        Page::Missing(problem) if !is_here => Some(t_with("gallery.missing", &[("problem", &problem)])),
        _ => is_empty.then(|| t("gallery.nothing").to_owned()),
    }
}

#[component]
fn TemplateCard(entry: Entry) -> impl IntoView {
    let studio = Studio::expect();
    let Entry { id, title, notes, components, picture, .. } = entry;
    let test_id = format!("template-{id}");
    let open = move |_| {
        studio.answered();
        studio.open_template(&id);
    };
    view! {
        <li>
            <button class="template" on:click=open data-testid=test_id>
                <Thumbnail picture/>
                <strong>{title}</strong>
                <span class="soft small">{t_with("gallery.components", &[("count", &components)])}</span>
                <span class="soft small notes">{notes}</span>
            </button>
        </li>
    }
}

/// The drawing of a template, small.
#[component]
fn Thumbnail(picture: Picture) -> impl IntoView {
    let Picture { frame: (left, top, width, height), boxes, lines } = picture;
    let rectangle = |(x, y): (f64, f64)| view! { <rect x=x y=y width=BOX.0 height=BOX.1 rx="12"/> };
    let line = |((x1, y1), (x2, y2)): ((f64, f64), (f64, f64))| view! { <line x1=x1 y1=y1 x2=x2 y2=y2/> };
    let view_box = format!("{:.0} {:.0} {:.0} {:.0}", left - 20.0, top - 20.0, width + 40.0, height + 40.0);
    view! {
        <svg class="thumbnail" viewBox=view_box aria-hidden="true">
            {lines.into_iter().map(line).collect_view()}
            {boxes.into_iter().map(rectangle).collect_view()}
        </svg>
    }
}
