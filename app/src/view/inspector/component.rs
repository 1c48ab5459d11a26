//! One component: its name, what the engine says of it, and what its kind declares.

use loadbearing_engine::kinds::{self, Kind};

use super::field::FieldRow;
use super::findings::OwnFindings;
use super::{Actions, Moves, OwnActions};
use crate::command::Question;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::component_fields::{groups, put, value};
use crate::studio::fields::Field;
use crate::studio::figures::{Line, figures, findings_of, weaknesses};
use crate::studio::kinds::lead;
use crate::summary::working::Worked;
use crate::view::icon::KindIcon;
use crate::view::markdown::{FetchedPage, PageLink};
use crate::view::working::FigureLine;

/// One component.
#[component]
pub fn ComponentInspector(id: String) -> impl IntoView {
    let studio = Studio::expect();
    let id = StoredValue::new(id);
    let kind = memo(move || {
        let design = studio.design.read();
        let found = id.with_value(|id| design.components.iter().find(|component| component.id == *id));
        found.and_then(|component| kinds::find(&component.kind)).map_or("", |kind| kind.id)
    });
    let card = memo(move || id.with_value(|id| studio.cards.read().get(id).cloned()).unwrap_or_default());
    let kind_name = move || match card.read().kind_name.as_str() {
        "" => t("card.unknown-kind").to_owned(),
        name => name.to_owned(),
    };
    // Equal fields are kept, so that typing into one does not build them anew.
    let fields = memo(move || {
        let design = studio.design.read();
        let component = id.with_value(|id| design.components.iter().find(|component| component.id == *id))?;
        Some(groups(&design, component, kinds::find(&component.kind)?))
    });
    view! {
        <div class="inspector" data-testid="inspector">
            <h2 class="unseen">{t("side.inspector")}</h2>
            <header>
                <KindIcon kind=derived(move || card.read().kind)/>
                <Name id/>
                <p class="kind-name">{kind_name}</p>
                <OwnKindOf id/>
            </header>
            <Figures id/>
            <Findings id/>
            {move || fields.get().into_iter().flatten().map(|(heading, fields)| view! { <FieldGroup id heading fields/> }).collect_view()}
            <Actions/>
            <OwnActions/>
            <Moves/>
            {move || kinds::find(kind.get()).map(|kind| view! { <KindPage kind/> })}
        </div>
    }
}

/// Of which kind of the author's own it is, where it is of one.
#[component]
fn OwnKindOf(id: StoredValue<String>) -> impl IntoView {
    let studio = Studio::expect();
    let own = memo(move || {
        let design = studio.design.read();
        let component = id.with_value(|id| design.components.iter().find(|component| component.id == *id))?;
        let (own, kind) = design.own_kind(component)?;
        Some((own.to_owned(), kinds::find(&kind.from).map_or("", |kind| kind.name)))
    });
    let line = move |(own, from): (String, &'static str)| {
        let made_from = t_with("own.made-from", &[("kind", &from)]);
        view! {
            <p class="kind-name">{made_from}</p>
            <p><button class="link" data-testid="edit-own-kind"
                on:click=move |_| studio.ask(Question::Own(Some(own.clone())))>{t("own.edit")}</button></p>
        }
    };
    move || own.get().map(line)
}

/// The name, to be typed over; without one the id is shown, but never while somebody types.
#[component]
fn Name(id: StoredValue<String>) -> impl IntoView {
    let studio = Studio::expect();
    let name = move || {
        let design = studio.design.read();
        let found = id.with_value(|id| design.components.iter().find(|component| component.id == *id));
        found.map(|component| component.label().to_owned()).unwrap_or_default()
    };
    let rename = move |text: String| {
        let name = (!text.trim().is_empty()).then_some(text);
        // Any text is a name.
        let _ = id.with_value(|id| studio.change_component(id, "name", |component| component.name = name));
    };
    // A field that was emptied stays empty for what is typed next; the id comes back when it is left.
    let draft = RwSignal::new(None::<String>);
    let shown = move || draft.get().unwrap_or_else(name);
    view! {
        <input id="inspector-first" type="text" autocomplete="off" aria-label=t("inspector.name") data-testid="name"
            prop:value=shown
            on:input:target=move |event| {
                let text = event.target().value();
                draft.set(Some(text.clone()));
                rename(text);
            }
            on:blur=move |_| draft.set(None)/>
    }
}

/// What the engine says of it, in a few lines that open to their workings.
#[component]
fn Figures(id: StoredValue<String>) -> impl IntoView {
    let studio = Studio::expect();
    let lines = memo(move || {
        let report = studio.report.read();
        id.with_value(|id| report.components.get(id).map(|figures_of| figures(id, figures_of))).unwrap_or_default()
    });
    // Figures that change leave open what is open.
    let shown = memo(move || lines.read().iter().map(Line::kept).collect::<Vec<_>>());
    let line = move |(place, Line { label, numbers, is_on_box, .. }): (usize, Line)| {
        let text = derived(move || lines.read().get(place).map(|line| line.text.clone()).unwrap_or_default());
        let is_open = if is_on_box { studio.explains } else { RwSignal::new(false) };
        let worked: Vec<Worked> = numbers.into_iter().map(Worked::Number).collect();
        view! { <FigureLine label text worked is_open/> }
    };
    view! {
        <Show when=move || !lines.read().is_empty()>
            <dl class="figures" data-testid="figures">
                {move || shown.get().into_iter().enumerate().map(line).collect_view()}
            </dl>
        </Show>
    }
}

/// Why everything falls without it, and what the rules say of it.
#[component]
fn Findings(id: StoredValue<String>) -> impl IntoView {
    let studio = Studio::expect();
    let weak = memo(move || id.with_value(|id| weaknesses(&studio.design.read(), &studio.report.read(), id)));
    let found = memo(move || id.with_value(|id| findings_of(&studio.design.read(), &studio.report.read(), id)));
    view! { <OwnFindings weak=weak.into() found/> }
}

#[component]
fn FieldGroup(id: StoredValue<String>, heading: &'static str, fields: Vec<Field>) -> impl IntoView {
    let studio = Studio::expect();
    let row = move |field: Field| {
        let name = StoredValue::new(field.name.clone());
        let held = memo(move || {
            let design = studio.design.read();
            let component = id.with_value(|id| design.components.iter().find(|component| component.id == *id))?;
            name.with_value(|name| value(component, name))
        });
        let change = Callback::new(move |value| {
            let name = name.get_value();
            id.with_value(|id| studio.change_component(id, &name, |component| put(component, &name, value)))
        });
        view! { <FieldRow field value=held.into() change/> }
    };
    view! {
        <div class="fields">
            <h3>{heading}</h3>
            {fields.into_iter().map(row).collect_view()}
        </div>
    }
}

/// What the kind is for: its page.
#[component]
fn KindPage(kind: &'static Kind) -> impl IntoView {
    view! {
        <FetchedPage id=format!("kind.{}", kind.id) lead=lead(kind) summary=t("inspector.about").into_view()>
            <p>{kind.source.text()}</p>
            <p class="small"><PageLink id=format!("kind.{}", kind.id) words=t("knowledge.open").to_owned()/></p>
        </FetchedPage>
    }
}
