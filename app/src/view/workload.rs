//! What users do and what the design has to reach: journeys, growth, targets, questions that rules ask, prices, and
//! the figures that rules compare with.

use super::inspector::field::FieldRow;
use super::workload_journey::JourneyForm;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::fields::Field;
use crate::studio::questions::{Group, Of, threshold_of, thresholds};
use crate::studio::{price_fields, wish_fields};

/// The panel for workload and requirements.
#[component]
pub fn WorkloadPanel() -> impl IntoView {
    let studio = Studio::expect();
    let ids = memo(move || {
        studio.design.read().workload.journeys.iter().map(|journey| journey.id.clone()).collect::<Vec<_>>()
    });
    view! {
        <div class="inspector workload" data-testid="workload">
            <section class="fields" aria-labelledby="journeys-title">
                <h2 id="journeys-title">{t("workload.journeys")}</h2>
                <p class="soft">{t("workload.hint")}</p>
                <For each=move || ids.get() key=Clone::clone let:id>
                    <JourneyForm id/>
                </For>
                <button id="add-journey" on:click=move |_| studio.add_journey() data-testid="add-journey">{t("workload.add")}</button>
            </section>
            <section class="fields" aria-labelledby="growth-title">
                <h2 id="growth-title">{t("workload.growth-title")}</h2>
                <WorkloadFields fields=wish_fields::growth()/>
                <details data-testid="further-facts">
                    <summary>{t("workload.further")}</summary>
                    <div class="fields"><Questions of=Of::Facts/></div>
                </details>
            </section>
            <section class="fields" aria-labelledby="requirements-title" data-testid="requirements">
                <h2 id="requirements-title">{t("requirements.title")}</h2>
                <TargetFields fields=wish_fields::targets()/>
                <p class="soft">{t("requirements.hint")}</p>
                <Questions of=Of::Wishes/>
            </section>
            <section class="fields" aria-label=t("price.title")>
                <details data-testid="prices">
                    <summary><h2>{t("price.title")}</h2></summary>
                    <div class="fields"><p class="soft">{t("price.hint")}</p><PriceFields/></div>
                </details>
                <details data-testid="thresholds">
                    <summary><h2>{t("thresholds.title")}</h2></summary>
                    <div class="fields"><p class="soft">{t("thresholds.hint")}</p><ThresholdFields/></div>
                </details>
            </section>
        </div>
    }
}

#[component]
fn WorkloadFields(fields: Vec<Field>) -> impl IntoView {
    let studio = Studio::expect();
    let row = move |field: Field| {
        let (name, own) = (field.name.clone(), field.name.clone());
        let value = derived(move || wish_fields::workload_value(&studio.design.read().workload, &own));
        let change = Callback::new(move |value| {
            studio.change_workload(&name, |workload| wish_fields::put_workload(workload, &name, value))
        });
        view! { <FieldRow field value change/> }
    };
    fields.into_iter().map(row).collect_view()
}

#[component]
fn TargetFields(fields: Vec<Field>) -> impl IntoView {
    let studio = Studio::expect();
    let row = move |field: Field| {
        let (name, own) = (field.name.clone(), field.name.clone());
        let value = derived(move || wish_fields::target_value(&studio.design.read().requirements, &own));
        let change = Callback::new(move |value| {
            studio.change_requirements(&name, |requirements| wish_fields::put_target(requirements, &name, value))
        });
        view! { <FieldRow field value change/> }
    };
    fields.into_iter().map(row).collect_view()
}

/// Questions in groups that are folded: each says how many rules wait for an answer.
#[component]
fn Questions(of: Of) -> impl IntoView {
    let studio = Studio::expect();
    let group = move |group: Group| {
        let waiting = memo(move || of.waiting(group, &studio.report.read()));
        let words = move || match waiting.get() {
            0 => String::new(),
            1 => t("questions.one-waits").to_owned(),
            count => t_with("questions.wait", &[("count", &count)]),
        };
        let fields = match of {
            Of::Wishes => view! { <TargetFields fields=of.fields(group)/> }.into_view(),
            Of::Facts => view! { <WorkloadFields fields=of.fields(group)/> }.into_view(),
        };
        view! {
            <details class="questions" data-testid=group.key>
                <summary>{t(group.key)}" "<span class="soft small">{words}</span></summary>
                <div class="fields">{fields}</div>
            </details>
        }
    };
    of.groups().into_iter().map(group).collect_view()
}

/// What things cost. Which there are follows from what is drawn.
#[component]
fn PriceFields() -> impl IntoView {
    let studio = Studio::expect();
    // Equal fields are kept, so that typing into one does not build them anew.
    let fields = memo(move || price_fields::fields(&studio.design.read()));
    let row = move |field: Field| {
        let (name, own) = (field.name.clone(), field.name.clone());
        let value = derived(move || price_fields::value(&studio.design.read().prices, &own));
        let change = Callback::new(move |value: Option<_>| {
            studio.change_prices(&name, |prices| price_fields::put(prices, &name, value.as_ref()))
        });
        view! { <FieldRow field value change/> }
    };
    move || fields.get().into_iter().map(row).collect_view()
}

#[component]
fn ThresholdFields() -> impl IntoView {
    let studio = Studio::expect();
    let row = move |field: Field| {
        let name = StoredValue::new(threshold_of(&field.name).to_owned());
        let value = derived(move || name.with_value(|name| studio.design.read().thresholds.get(name).cloned()));
        let change = Callback::new(move |value| {
            let name = name.get_value();
            studio.change_thresholds(&name, |settings| wish_fields::put_setting(settings, &name, value))
        });
        view! { <FieldRow field value change/> }
    };
    thresholds().into_iter().map(row).collect_view()
}
