//! What the design has to reach: availability, head room, freshness, and further wishes.

use leptos::prelude::*;
use loadbearing_engine::design::format;
use loadbearing_engine::design::vocabulary::{REQUIREMENTS, SettingSpec};
use loadbearing_engine::design::{Consistency, Requirements};

use super::field::{Asked, ChoiceField, QuantityField};
use super::setting_field::SettingField;
use crate::languages::t;
use crate::quantity::Quantity;
use crate::studio::Studio;
use crate::studio::wishes::put;

/// Freshness, strongest first, as written in the file.
const CONSISTENCY: [(Consistency, &str, &str); 4] = [
    (Consistency::Strong, "strong", "requirements.strong"),
    (Consistency::Causal, "causal", "requirements.causal"),
    (Consistency::ReadYourWrites, "read-your-writes", "requirements.read-your-writes"),
    (Consistency::Eventual, "eventual", "requirements.eventual"),
];

/// The form for the requirements.
#[component]
pub fn RequirementsForm() -> impl IntoView {
    let studio = Studio::expect();
    let of = move |read: fn(&Requirements) -> Option<f64>| {
        Signal::derive(move || read(&studio.design.read().requirements))
    };
    let set = move |field: &'static str, write: fn(&mut Requirements, Option<f64>)| {
        Callback::new(move |value| studio.change_requirements(field, |requirements| write(requirements, value)))
    };
    view! {
        <section aria-labelledby="requirements-title" data-testid="requirements">
            <h2 id="requirements-title">{t("requirements.title")}</h2>
            <div class="pair">
                <QuantityField
                    asked=Asked::new("availability", t("requirements.availability")).or(t("requirements.availability-absent"))
                    quantity=Quantity::Share bounds=format::AVAILABILITY
                    value=of(|requirements| requirements.availability)
                    change=set("availability", |requirements, value| requirements.availability = value)/>
                <QuantityField
                    asked=Asked::new("target-utilization", t("requirements.target")).or(t("requirements.target-absent"))
                    quantity=Quantity::Share bounds=format::TARGET_UTILIZATION
                    value=of(|requirements| requirements.target_utilization)
                    change=set("target", |requirements, value| requirements.target_utilization = value)/>
            </div>
            <Freshness/>
            <details class="further" data-testid="further-wishes">
                <summary>{t("requirements.further")}</summary>
                {REQUIREMENTS.iter().map(|spec| view! { <Wish spec/> }).collect_view()}
            </details>
        </section>
    }
}

#[component]
fn Freshness() -> impl IntoView {
    let studio = Studio::expect();
    let value = Signal::derive(move || {
        let wanted = studio.design.read().requirements.consistency;
        let known = CONSISTENCY.iter().find(|(consistency, ..)| Some(*consistency) == wanted);
        known.map_or("", |(_, word, _)| *word).to_owned()
    });
    let change = Callback::new(move |word: String| {
        let wanted = CONSISTENCY.iter().find(|(_, known, _)| *known == word).map(|(consistency, ..)| *consistency);
        studio.change_requirements("consistency", |requirements| requirements.consistency = wanted);
    });
    let mut options = vec![(String::new(), t("field.left-open").to_owned())];
    options.extend(CONSISTENCY.map(|(_, word, key)| (word.to_owned(), t(key).to_owned())));
    view! {
        <ChoiceField asked=Asked::new("consistency", t("requirements.consistency")).or(t("field.open"))
            options=Signal::stored(options) value change/>
    }
}

#[component]
fn Wish(spec: &'static SettingSpec) -> impl IntoView {
    let studio = Studio::expect();
    let value = Signal::derive(move || studio.design.read().requirements.settings.get(spec.name).cloned());
    let change = Callback::new(move |value| {
        studio.change_requirements(spec.name, |requirements| put(&mut requirements.settings, spec.name, value));
    });
    view! { <SettingField spec prefix="wish" value change/> }
}
