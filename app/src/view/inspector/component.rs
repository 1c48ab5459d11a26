//! One component: its name, what the engine says of it, and what its kind declares.

use loadbearing_engine::kinds::{self, Kind};
use loadbearing_engine::report::workings::Number;

use super::Actions;
use super::field::FieldRow;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::Studio;
use crate::studio::component_fields::{groups, put, value};
use crate::studio::fields::Field;
use crate::studio::figures::{Line, figures, findings_of, weaknesses};
use crate::summary::working::Worked;
use crate::view::icon::KindIcon;
use crate::view::markdown::{FetchedPage, PageLink};
use crate::view::working::WorkingFold;

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
                <KindIcon kind=kind.into()/>
                <Name id/>
                <p class="kind-name">{move || kinds::find(kind.get()).map_or(t("card.unknown-kind"), |kind| kind.name)}</p>
            </header>
            <Figures id/>
            <Findings id/>
            {move || fields.get().into_iter().flatten().map(|(heading, fields)| view! { <FieldGroup id heading fields/> }).collect_view()}
            <Actions/>
            {move || kinds::find(kind.get()).map(|kind| view! { <KindPage kind/> })}
        </div>
    }
}

/// The name, to be typed over; without one the id is shown.
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
    view! {
        <input id="inspector-first" type="text" autocomplete="off" aria-label=t("inspector.name") data-testid="name"
            prop:value=name on:input:target=move |event| rename(event.target().value())/>
    }
}

/// What the engine says of it, in four lines.
#[component]
fn Figures(id: StoredValue<String>) -> impl IntoView {
    let studio = Studio::expect();
    let lines = memo(move || {
        let report = studio.report.read();
        id.with_value(|id| report.components.get(id).map(|figures_of| figures(id, figures_of))).unwrap_or_default()
    });
    let line = |Line { label, text, .. }: Line| view! { <dt>{label}</dt><dd>{text}</dd> };
    // Figures that change leave open what is open.
    let numbers = memo(move || lines.read().iter().flat_map(|line| line.numbers.clone()).collect::<Vec<_>>());
    let fold = |(label, number): (&'static str, Number)| view! { <WorkingFold label=label.to_owned() worked=vec![Worked::Number(number)]/> };
    view! {
        <Show when=move || !lines.read().is_empty()>
            <dl class="figures" data-testid="figures">{move || lines.get().into_iter().map(line).collect_view()}</dl>
            <details class="workings">
                <summary>{t("verdict.workings")}</summary>
                {move || numbers.get().into_iter().map(fold).collect_view()}
            </details>
        </Show>
    }
}

/// Why everything falls without it, and what the rules say of it.
#[component]
fn Findings(id: StoredValue<String>) -> impl IntoView {
    let studio = Studio::expect();
    let weak = memo(move || id.with_value(|id| weaknesses(&studio.design.read(), &studio.report.read(), id)));
    let found = memo(move || id.with_value(|id| findings_of(&studio.report.read(), id)));
    let sentence = |(severity, message, fix): (String, String, String)| {
        view! { <li data-severity=severity><p>{message}</p><p class="soft">{fix}</p></li> }
    };
    view! {
        <Show when=move || !weak.read().is_empty() || !found.read().is_empty()>
            <ul class="own-findings" data-testid="own-findings">
                {move || weak.get().into_iter().map(|words| view! { <li data-severity="weak"><p>{words}</p></li> }).collect_view()}
                {move || found.get().into_iter().map(sentence).collect_view()}
            </ul>
        </Show>
    }
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
        <FetchedPage id=format!("kind.{}", kind.id) lead=kind.page.into() summary=t("inspector.about").into_view()>
            <p>{kind.source.text()}</p>
            <p class="small"><PageLink id=format!("kind.{}", kind.id) words=t("knowledge.open").to_owned()/></p>
        </FetchedPage>
    }
}
