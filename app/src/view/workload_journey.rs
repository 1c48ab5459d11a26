//! One journey: what it is called, how often it happens, where it enters, what it weighs, how fast it has to be.

use leptos::prelude::*;
use loadbearing_engine::design::format::{self, Bounds};
use loadbearing_engine::design::{Content, Journey, LatencyTarget, Operation};

use super::field::{Asked, ChoiceField, QuantityField, TypedField};
use crate::languages::{t, t_with};
use crate::quantity::{self, Period, Quantity};
use crate::studio::Studio;

/// A figure of a journey: its name in the file, its label, what is taken without it, how to read and write it.
type Figure = (&'static str, &'static str, &'static str, fn(&Journey) -> Option<f64>, fn(&mut Journey, Option<f64>));

/// A latency limit: its name, and how to read and write it.
type Limit = (&'static str, fn(&LatencyTarget) -> Option<f64>, fn(&mut LatencyTarget, Option<f64>));

const SIZES: [Figure; 3] = [
    ("request-bytes", "journey.request-bytes", "journey.size-absent", |journey| journey.request_bytes,
        |journey, value| journey.request_bytes = value),
    ("response-bytes", "journey.response-bytes", "journey.size-absent", |journey| journey.response_bytes,
        |journey, value| journey.response_bytes = value),
    ("stored-bytes", "journey.stored-bytes", "journey.stored-absent", |journey| journey.stored_bytes,
        |journey, value| journey.stored_bytes = value),
];

const PEAK: Figure = ("peak-factor", "journey.peak-factor", "journey.peak-absent", |journey| journey.peak_factor,
    |journey, value| journey.peak_factor = value);

const LIMITS: [Limit; 4] = [
    ("mean", |target| target.mean, |target, value| target.mean = value),
    ("p50", |target| target.p50, |target, value| target.p50 = value),
    ("p95", |target| target.p95, |target, value| target.p95 = value),
    ("p99", |target| target.p99, |target, value| target.p99 = value),
];

/// The form of one journey.
#[component]
pub fn JourneyForm(id: String) -> impl IntoView {
    let studio = Studio::expect();
    let journey = {
        let id = id.clone();
        Memo::new(move |_| studio.design.read().workload.journeys.iter().find(|journey| journey.id == id).cloned())
    };
    let id = StoredValue::new(id);
    let name = move || journey.read().as_ref().map(|journey| journey.label().to_owned()).unwrap_or_default();
    let remove = move |_| studio.remove_journey(&id.read_value());
    view! {
        <details class="journey" open=true data-testid=format!("journey-{}", id.read_value())>
            <summary><strong>{name}</strong></summary>
            <NameAndRate id journey/>
            <FigureField id journey figure=PEAK quantity=Quantity::Factor bounds=format::PEAK_FACTOR/>
            <Choices id journey/>
            <details class="further">
                <summary>{t("journey.sizes")}</summary>
                {SIZES.map(|figure| view! {
                    <FigureField id journey figure quantity=Quantity::Bytes bounds=format::BYTES/>
                })}
            </details>
            <Limits id/>
            <button class="link" data-testid="remove-journey" on:click=remove
                aria-label=move || t_with("journey.remove-named", &[("name", &name())])>{t("journey.remove")}</button>
        </details>
    }
}

#[component]
fn NameAndRate(id: StoredValue<String>, journey: Memo<Option<Journey>>) -> impl IntoView {
    let studio = Studio::expect();
    let own = id.get_value();
    let name = move || journey.read().as_ref().and_then(|journey| journey.name.clone()).unwrap_or_default();
    let rename = move |text: String| {
        let name = (!text.trim().is_empty()).then(|| text.trim().to_owned());
        studio.change_journey(&id.read_value(), "name", |journey| journey.name = name);
        Ok(String::new())
    };
    let rate = move || journey.read().as_ref().and_then(|journey| journey.rate);
    let retime = move |text: String| {
        let understood = if text.trim().is_empty() {
            None
        } else {
            Some(quantity::read_rate(Period::Day, &text).map_err(|misread| misread.to_string())?)
        };
        let (rate, words) = understood.map(|understood| (understood.value, understood.words)).unzip();
        studio.change_journey(&id.read_value(), "rate", |journey| journey.rate = rate);
        Ok(words.unwrap_or_default())
    };
    let absent = t_with("journey.name-absent", &[("id", &own)]);
    view! {
        <TypedField asked=Asked::new(format!("{own}-name"), t("journey.name")).or(absent)
            written=Signal::derive(name) reading=Signal::stored(String::new()) understand=Callback::new(rename)/>
        <TypedField asked=Asked::new(format!("{own}-rate"), t("journey.rate")).or(t("journey.rate-absent"))
            written=Signal::derive(move || rate().map(quantity::write_rate).unwrap_or_default())
            reading=Signal::derive(move || rate().map(quantity::words_of_rate).unwrap_or_default())
            understand=Callback::new(retime)/>
    }
}

#[component]
fn FigureField(
    id: StoredValue<String>,
    journey: Memo<Option<Journey>>,
    figure: Figure,
    quantity: Quantity,
    bounds: Bounds,
) -> impl IntoView {
    let studio = Studio::expect();
    let (field, label, absent, get, set) = figure;
    let asked = Asked::new(format!("{}-{field}", id.read_value()), t(label)).or(t(absent));
    let value = Signal::derive(move || journey.read().as_ref().and_then(get));
    let change =
        Callback::new(move |value| studio.change_journey(&id.read_value(), field, |journey| set(journey, value)));
    view! { <QuantityField asked quantity bounds value change/> }
}

/// Where the journey enters, whether it writes, and what its answers are made of.
#[component]
fn Choices(id: StoredValue<String>, journey: Memo<Option<Journey>>) -> impl IntoView {
    let studio = Studio::expect();
    let own = id.get_value();
    let of = move |read: fn(&Journey) -> String| {
        Signal::derive(move || journey.read().as_ref().map(read).unwrap_or_default())
    };
    let set = move |field: &'static str, write: fn(&mut Journey, String)| {
        Callback::new(move |word| studio.change_journey(&id.read_value(), field, |journey| write(journey, word)))
    };
    let components = Memo::new(move |_| {
        let design = studio.design.read();
        let named = design.components.iter().map(|component| (component.id.clone(), component.label().to_owned()));
        named.collect::<Vec<_>>()
    });
    view! {
        <ChoiceField asked=Asked::new(format!("{own}-entry"), t("journey.entry")) options=components.into()
            value=of(|journey| journey.entry.clone()) change=set("entry", |journey, word| journey.entry = word)/>
        <div class="pair">
            <ChoiceField asked=Asked::new(format!("{own}-operation"), t("journey.operation"))
                options=words(&[("read", t("journey.read")), ("write", t("journey.write"))])
                value=of(|journey| operation_word(journey.operation).to_owned())
                change=set("operation", |journey, word| journey.operation = operation(&word))/>
            <ChoiceField asked=Asked::new(format!("{own}-content"), t("journey.content")).or(t("journey.content-absent"))
                options=words(&[("", t("field.left-open")), ("dynamic", t("journey.dynamic")),
                    ("static", t("journey.static")), ("media", t("journey.media"))])
                value=of(|journey| journey.content.map_or("", content_word).to_owned())
                change=set("content", |journey, word| journey.content = content(&word))/>
        </div>
    }
}

/// How fast the journey has to be.
#[component]
fn Limits(id: StoredValue<String>) -> impl IntoView {
    let studio = Studio::expect();
    let field = move |(name, get, set): Limit| {
        let asked = Asked::new(format!("{}-{name}", id.read_value()), t_with("journey.limit", &[("name", &name)]));
        let value = Signal::derive(move || {
            studio.design.read().requirements.latency_ms.get(&*id.read_value()).and_then(get)
        });
        let change =
            Callback::new(move |value| studio.change_latency(&id.read_value(), name, |target| set(target, value)));
        view! { <QuantityField asked quantity=Quantity::Milliseconds bounds=format::LATENCY_MS value change/> }
    };
    view! {
        <details class="further">
            <summary>{t("journey.limits")}</summary>
            <div class="pair">{LIMITS.map(field)}</div>
        </details>
    }
}

fn words(words: &[(&str, &str)]) -> Signal<Vec<(String, String)>> {
    Signal::stored(words.iter().map(|(value, words)| ((*value).to_owned(), (*words).to_owned())).collect())
}

const fn operation_word(operation: Operation) -> &'static str {
    match operation {
        Operation::Read => "read",
        Operation::Write => "write",
    }
}

fn operation(word: &str) -> Operation {
    if word == "write" { Operation::Write } else { Operation::Read }
}

const fn content_word(content: Content) -> &'static str {
    match content {
        Content::Dynamic => "dynamic",
        Content::Static => "static",
        Content::Media => "media",
    }
}

fn content(word: &str) -> Option<Content> {
    [Content::Dynamic, Content::Static, Content::Media].into_iter().find(|content| content_word(*content) == word)
}
