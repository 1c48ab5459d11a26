//! What users do and what the design has to reach: journeys, growth, targets, and further facts that rules ask for.

use super::inspector::field::FieldRow;
use super::workload_journey::JourneyForm;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::Studio;
use crate::studio::fields::Field;
use crate::studio::wish_fields;

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
                <button on:click=move |_| studio.add_journey() data-testid="add-journey">{t("workload.add")}</button>
            </section>
            <section class="fields" aria-labelledby="growth-title">
                <h2 id="growth-title">{t("workload.growth-title")}</h2>
                <WorkloadFields fields=wish_fields::growth()/>
                <details data-testid="further-facts">
                    <summary>{t("workload.further")}</summary>
                    <div class="fields"><WorkloadFields fields=wish_fields::further_facts()/></div>
                </details>
            </section>
            <section class="fields" aria-labelledby="requirements-title" data-testid="requirements">
                <h2 id="requirements-title">{t("requirements.title")}</h2>
                <TargetFields fields=wish_fields::targets()/>
                <details data-testid="further-wishes">
                    <summary>{t("requirements.further")}</summary>
                    <div class="fields"><TargetFields fields=wish_fields::further_wishes()/></div>
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
