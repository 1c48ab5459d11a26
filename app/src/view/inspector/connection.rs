//! One connection: its ends, its rate, and what it declares.

use loadbearing_engine::design::Connection;
use loadbearing_engine::report::workings::{Number, When};

use super::Actions;
use super::field::FieldRow;
use super::findings::OwnFindings;
use crate::connection_key::ConnectionKey;
use crate::document::ends as ends_of;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::Studio;
use crate::studio::connection_fields::{groups, put, value};
use crate::studio::fields::Field;
use crate::studio::figures::{findings_on, sent_twice};
use crate::summary::working::Worked;
use crate::view::icon::Icon;
use crate::view::working::FigureLine;

/// One connection.
#[component]
pub fn ConnectionInspector(key_of: ConnectionKey) -> impl IntoView {
    let studio = Studio::expect();
    let key = StoredValue::new(key_of);
    let found = memo(move || key.with_value(|key| studio.document.read().connection(key).cloned()));
    let line = move || {
        let number = key.with_value(|key| studio.scene.read().connection_number(key));
        number.and_then(|number| studio.lines.read().get(number).cloned()).unwrap_or_default()
    };
    let place = memo(move || key.with_value(|key| key.position(ends_of(&studio.design.read()))));
    let figure = move |place: usize| {
        let worked = vec![Worked::Number(Number::Connection(place, When::Peak))];
        view! { <FigureLine label=t("figures.peak") text=derived(move || line().rate) worked is_open=studio.explains/> }
    };
    let twice = memo(move || key.with_value(|key| sent_twice(&studio.design.read(), &studio.report.read(), key)));
    let twice_line = move |(text, worked): (String, Vec<Worked>)| {
        view! { <FigureLine label=t("figures.twice") text=derived(move || text.clone()) worked is_open=studio.explains/> }
    };
    let told = memo(move || key.with_value(|key| findings_on(&studio.design.read(), &studio.report.read(), key)));
    let fields = memo(move || found.read().as_ref().map(|connection| groups(&studio.design.read(), connection)));
    let group =
        move |(heading, fields): (&'static str, Vec<Field>)| view! { <FieldGroup key_of=key found heading fields/> };
    view! {
        <div class="inspector" data-testid="inspector">
            <header>
                <Icon name="connection"/>
                <h2 id="inspector-first" tabindex="-1">{move || ends(studio, key)}</h2>
            </header>
            <dl class="figures" data-testid="figures">{move || place.get().map(figure)}{move || twice.get().map(twice_line)}</dl>
            <OwnFindings weak=derived(Vec::new) found=told/>
            {move || fields.get().into_iter().flatten().map(group).collect_view()}
            <Actions/>
        </div>
    }
}

/// `API → Redis`.
fn ends(studio: Studio, key: StoredValue<ConnectionKey>) -> String {
    let cards = studio.cards.read();
    let name = |id: &String| cards.get(id).map(|card| card.name.clone()).unwrap_or_default();
    key.with_value(|key| format!("{} → {}", name(&key.from), name(&key.to)))
}

#[component]
fn FieldGroup(
    key_of: StoredValue<ConnectionKey>,
    found: Memo<Option<Connection>>,
    heading: &'static str,
    fields: Vec<Field>,
) -> impl IntoView {
    let studio = Studio::expect();
    let row = move |field: Field| {
        let name = StoredValue::new(field.name.clone());
        let held =
            memo(move || found.read().as_ref().and_then(|connection| name.with_value(|name| value(connection, name))));
        let change = Callback::new(move |value| {
            let name = name.get_value();
            key_of.with_value(|key| studio.change_connection(key, &name, |connection| put(connection, &name, value)))
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
