//! One journey: what it is called, how often it happens, where it enters, what it weighs, how fast it has to be.

use super::inspector::field::FieldRow;
use super::workload_day::DayForm;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::fields::Field;
use crate::studio::wish_fields;

/// The form of one journey.
#[component]
pub fn JourneyForm(id: String) -> impl IntoView {
    let studio = Studio::expect();
    let id = StoredValue::new(id);
    let name = move || {
        let design = studio.design.read();
        let journey = id.with_value(|id| design.workload.journeys.iter().find(|journey| journey.id == *id));
        journey.map(|journey| journey.label().to_owned()).unwrap_or_default()
    };
    // Equal fields are kept, so that typing into one does not build them anew.
    let fields = memo(move || id.with_value(|id| wish_fields::journey(&studio.design.read(), id)));
    let number = move |_| studio.number_steps(&id.get_value());
    let remove = move |_| studio.remove_journey(&id.get_value());
    view! {
        <details class="journey" open=true data-testid=format!("journey-{}", id.get_value())>
            <summary><strong>{name}</strong></summary>
            <div class="fields">
                {move || view! { <JourneyFields id fields=fields.get()/> }}
                <details data-testid=format!("day-{}", id.get_value())>
                    <summary>{t("day.fold")}</summary>
                    <div class="fields"><DayForm id/></div>
                </details>
                <details>
                    <summary>{t("journey.sizes")}</summary>
                    <div class="fields"><JourneyFields id fields=wish_fields::sizes()/></div>
                </details>
                <details>
                    <summary>{t("journey.limits")}</summary>
                    <div class="fields"><LimitFields id/></div>
                </details>
                <button class="link" data-testid="number-steps" on:click=number title=t("journey.steps-meaning")>
                    {t("journey.steps")}</button>
                <button class="link" data-testid="remove-journey" on:click=remove
                    aria-label=move || t_with("journey.remove-named", &[("name", &name())])>{t("journey.remove")}</button>
            </div>
        </details>
    }
}

/// Fields of one journey.
#[component]
pub fn JourneyFields(id: StoredValue<String>, fields: Vec<Field>) -> impl IntoView {
    let studio = Studio::expect();
    let row = move |field: Field| {
        let (name, own) = (field.name.clone(), field.name.clone());
        let value = derived(move || {
            let design = studio.design.read();
            let journey = id.with_value(|id| design.workload.journeys.iter().find(|journey| journey.id == *id))?;
            wish_fields::journey_value(journey, &own)
        });
        let change = Callback::new(move |value: Option<_>| {
            studio.change_journey(&id.get_value(), &name, |journey| {
                wish_fields::put_journey(journey, &name, value.as_ref());
            })
        });
        view! { <FieldRow field=of(id, field) value change/> }
    };
    fields.into_iter().map(row).collect_view()
}

#[component]
fn LimitFields(id: StoredValue<String>) -> impl IntoView {
    let studio = Studio::expect();
    let row = move |field: Field| {
        let (name, own) = (field.name.clone(), field.name.clone());
        let value = derived(move || {
            let design = studio.design.read();
            wish_fields::limit_value(id.with_value(|id| design.requirements.latency_ms.get(id)), &own)
        });
        let change = Callback::new(move |value: Option<_>| {
            studio.change_latency(&id.get_value(), &name, |target| {
                wish_fields::put_limit(target, &name, value.as_ref());
            })
        });
        view! { <FieldRow field=of(id, field) value change/> }
    };
    wish_fields::limits().into_iter().map(row).collect_view()
}

/// The field under a name that no other journey's field has.
fn of(id: StoredValue<String>, field: Field) -> Field {
    Field { name: format!("{}-{}", id.get_value(), field.name), ..field }
}
