//! The templates to begin with, each with a small picture of its drawing, and what there is to practise on.

use super::dialog::Dialog;
use super::gallery_practice::Questions;
use crate::browser::{page, seen};
use crate::document::BOX;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::texts::Page;
use crate::summary::gallery::{Entry, Picture, entries, groups, origin_key, picture};

/// The gallery: templates, or what there is to practise on.
#[component]
pub fn GalleryDialog() -> impl IntoView {
    let is_practice = RwSignal::new(false);
    let tab = move |own: bool, key, test_id: &'static str| {
        view! {
            <button role="tab" aria-selected=move || (is_practice.get() == own).to_string() data-testid=test_id
                on:click=move |_| is_practice.set(own)>{t(key)}</button>
        }
    };
    view! {
        <Dialog name="templates" title=t("gallery.title")>
            <div class="tabs" role="tablist">
                {tab(false, "gallery.templates", "gallery-templates")}
                {tab(true, "gallery.practice", "gallery-practice")}
            </div>
            {move || if is_practice.get() { view! { <Questions/> } } else { view! { <Templates/> } }}
        </Dialog>
    }
}

/// The templates, searched and in groups.
#[component]
fn Templates() -> impl IntoView {
    let studio = Studio::expect();
    let query = RwSignal::new(String::new());
    studio.templates.ask();
    studio.knowledge.practice.ask();
    let all = memo(move || {
        // Where the list of origins cannot be had, the templates can still be opened.
        let practice = studio.knowledge.practice.all().unwrap_or_default();
        studio.templates.all().map(|templates| entries(&templates, &practice))
    });
    let found = memo(move || all.read().as_ref().map(|all| groups(all, &query.read())).unwrap_or_default());
    let group = |(origin, entries): (&'static str, Vec<Entry>)| {
        let cards = entries.into_iter().map(|entry| view! { <TemplateCard entry/> }).collect_view();
        view! { <section><h3>{t(origin_key(origin))}</h3><ul class="templates">{cards}</ul></section> }
    };
    let open_first = move || {
        if let Some(first) = found.read_untracked().first().and_then(|(_, entries)| entries.first()) {
            open(studio, &first.id);
        }
    };
    view! {
        <input type="search" autofocus=true aria-label=t("gallery.search") placeholder=t("gallery.search")
            data-testid="search-templates" on:input:target=move |event| query.set(event.target().value())
            on:keydown=move |event| if event.key() == "Enter" { open_first() }/>
        {move || found.get().into_iter().map(group).collect_view()}
        {move || nothing(studio, all.read().is_some(), found.read().is_empty())
            .map(|words| view! { <p class="soft" role="status">{words}</p> })}
    }
}

/// Opens a template and closes the gallery.
pub fn open(studio: Studio, id: &str) {
    studio.answered();
    studio.open_template(id);
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
    let Entry { id, title, notes, components, fixed, .. } = entry;
    let (test_id, of_picture) = (format!("template-{id}"), id.clone());
    let fixed = fixed.map(|fixed| {
        let test_id = format!("template-{fixed}");
        view! { <button class="small" data-testid=test_id on:click=move |_| open(studio, &fixed)>{t("gallery.fixed")}</button> }
    });
    view! {
        <li>
            <button class="template" on:click=move |_| open(studio, &id) data-testid=test_id>
                <Thumbnail id=of_picture/>
                <strong>{title}</strong>
                <span class="soft small" data-counts="">{t_with("gallery.components", &[("count", &components)])}</span>
                <span class="soft small notes">{notes}</span>
            </button>
            {fixed}
        </li>
    }
}

/// The drawing of a template, small. It is drawn when it comes into view.
#[component]
fn Thumbnail(id: String) -> impl IntoView {
    let studio = Studio::expect();
    let (place, is_seen) = (NodeRef::new(), RwSignal::new(false));
    page::next_frame(move || {
        if let Some(element) = place.get() {
            // It may be gone by then: what is searched for leaves few cards.
            seen::once(&element, move || {
                is_seen.try_set(true);
            });
        }
    });
    let drawing = move || {
        let text = is_seen.get().then(|| studio.templates.all()?.get(&id).cloned()).flatten();
        text.as_deref().and_then(picture).map(drawing)
    };
    view! { <span class="thumbnail" node_ref=place>{drawing}</span> }
}

fn drawing(picture: Picture) -> View {
    let Picture { frame: (left, top, width, height), boxes, lines } = picture;
    let rectangle = |(x, y): (f64, f64)| view! { <rect x=x y=y width=BOX.0 height=BOX.1 rx="12"/> };
    let line = |((x1, y1), (x2, y2)): ((f64, f64), (f64, f64))| view! { <line x1=x1 y1=y1 x2=x2 y2=y2/> };
    let view_box = format!("{:.0} {:.0} {:.0} {:.0}", left - 20.0, top - 20.0, width + 40.0, height + 40.0);
    view! {
        <svg viewBox=view_box aria-hidden="true">
            {lines.into_iter().map(line).collect_view()}
            {boxes.into_iter().map(rectangle).collect_view()}
        </svg>
    }
}
