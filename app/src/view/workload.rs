//! What users do: journeys with their rates and sizes, growth, and what the design has to reach.

use leptos::prelude::*;
use loadbearing_engine::design::format;
use loadbearing_engine::design::vocabulary::WORKLOAD;

use super::field::{Asked, QuantityField};
use super::requirements::RequirementsForm;
use super::setting_field::SettingField;
use super::workload_journey::JourneyForm;
use crate::languages::t;
use crate::quantity::Quantity;
use crate::studio::Studio;
use crate::studio::wishes::put;

/// The panel for workload and requirements.
#[component]
pub fn WorkloadPanel() -> impl IntoView {
    let studio = Studio::expect();
    let ids = Memo::new(move |_| {
        studio.design.read().workload.journeys.iter().map(|journey| journey.id.clone()).collect::<Vec<_>>()
    });
    view! {
        <div class="form workload" data-testid="workload">
            <section aria-labelledby="journeys-title">
                <h2 id="journeys-title">{t("workload.journeys")}</h2>
                <p class="soft">{t("workload.hint")}</p>
                <For each=move || ids.get() key=Clone::clone let:id>
                    <JourneyForm id/>
                </For>
                <button on:click=move |_| studio.add_journey() data-testid="add-journey">{t("workload.add")}</button>
            </section>
            <Growth/>
            <FurtherFacts/>
            <RequirementsForm/>
        </div>
    }
}

/// How far ahead storage is planned.
#[component]
fn Growth() -> impl IntoView {
    let studio = Studio::expect();
    let horizon = Signal::derive(move || studio.design.read().workload.horizon_years);
    let growth = Signal::derive(move || studio.design.read().workload.growth_per_year);
    let set_horizon = Callback::new(move |value| {
        studio.change_workload("horizon", |workload| workload.horizon_years = value);
    });
    let set_growth = Callback::new(move |value| {
        studio.change_workload("growth", |workload| workload.growth_per_year = value);
    });
    view! {
        <section aria-labelledby="growth-title">
            <h2 id="growth-title">{t("workload.growth-title")}</h2>
            <div class="pair">
                <QuantityField asked=Asked::new("horizon", t("workload.horizon")).or(t("workload.horizon-absent"))
                    quantity=Quantity::Years bounds=format::HORIZON_YEARS value=horizon change=set_horizon/>
                <QuantityField asked=Asked::new("growth", t("workload.growth")).or(t("workload.growth-absent"))
                    quantity=Quantity::Growth bounds=format::GROWTH_PER_YEAR value=growth change=set_growth/>
            </div>
        </section>
    }
}

/// Facts that some rules ask for, folded.
#[component]
fn FurtherFacts() -> impl IntoView {
    let studio = Studio::expect();
    let field = move |spec: &'static loadbearing_engine::design::vocabulary::SettingSpec| {
        let value = Signal::derive(move || studio.design.read().workload.settings.get(spec.name).cloned());
        let change = Callback::new(move |value| {
            studio.change_workload(spec.name, |workload| put(&mut workload.settings, spec.name, value));
        });
        view! { <SettingField spec prefix="fact" value change/> }
    };
    view! {
        <details class="further" data-testid="further-facts">
            <summary>{t("workload.further")}</summary>
            {WORKLOAD.iter().map(field).collect_view()}
        </details>
    }
}
