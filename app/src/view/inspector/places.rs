//! Regions, zones and networks: where components may stand.

use loadbearing_engine::design::PlaceKind;

use super::field::FieldRow;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::fields::Field;
use crate::studio::place_fields::{add, fields, kind_word, label, put, remove, value};
use crate::view::icon::Icon;

/// All places of the design, to be added, changed and removed.
#[component]
pub fn Places() -> impl IntoView {
    let studio = Studio::expect();
    let ids = move || studio.design.read().places.iter().map(|place| place.id.clone()).collect::<Vec<_>>();
    let button = move |kind: PlaceKind, test_id: &'static str| {
        let add_one = move |_| {
            let edit = add(&studio.design.read_untracked(), kind);
            studio.edit(edit);
        };
        view! {
            <button id=test_id data-testid=test_id on:click=add_one><Icon name="closer"/>{kind_word(kind)}</button>
        }
    };
    view! {
        <section class="fields" data-testid="places">
            <h3>{t("place.title")}</h3>
            <p class="soft">{t("place.hint")}</p>
            <For each=ids key=Clone::clone let:id><PlaceRow id/></For>
            <div class="actions">
                {button(PlaceKind::Region, "add-region")}
                {button(PlaceKind::Zone, "add-zone")}
                {button(PlaceKind::Network, "add-network")}
            </div>
        </section>
    }
}

/// One place, folded until somebody changes it.
#[component]
fn PlaceRow(id: String) -> impl IntoView {
    let studio = Studio::expect();
    let id = StoredValue::new(id);
    let found = memo(move || {
        let design = studio.design.read();
        id.with_value(|id| design.places.iter().find(|place| place.id == *id).cloned())
    });
    let name = move || found.read().as_ref().map(|place| label(place).to_owned()).unwrap_or_default();
    let kind = move || found.read().as_ref().map(|place| kind_word(place.kind)).unwrap_or_default();
    let drawn = memo(move || found.read().as_ref().map(|place| fields(&studio.design.read(), place)));
    let row = move |field: Field| {
        let field_name = StoredValue::new(field.name.clone());
        let held =
            memo(move || found.read().as_ref().and_then(|place| field_name.with_value(|name| value(place, name))));
        let change = Callback::new(move |value| {
            let name = field_name.get_value();
            let edit = id.with_value(|id| put(&studio.design.read_untracked(), id, &name, value));
            studio.edit_in_series(&name, edit);
            Ok(())
        });
        view! { <FieldRow field value=held.into() change/> }
    };
    let take_out = move |_| {
        let edit = id.with_value(|id| remove(&studio.design.read_untracked(), id));
        studio.edit(edit);
    };
    view! {
        <details class="place">
            <summary><strong>{name}</strong>" "<span class="soft">{kind}</span></summary>
            <div class="fields">
                {move || drawn.get().into_iter().flatten().map(row).collect_view()}
                <div class="actions">
                    <button on:click=take_out aria-label=move || t_with("place.remove", &[("place", &name())])>
                        <Icon name="delete"/>{t("place.remove-short")}
                    </button>
                </div>
            </div>
        </details>
    }
}
