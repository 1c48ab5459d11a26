//! The connections in view: their curves, arrow heads and rates.

use crate::canvas::route::Route;
use crate::canvas::scene::Target;
use crate::connection_key::ConnectionKey;
use crate::dom::classes;
use crate::dom::prelude::*;
use crate::studio::Studio;
use crate::studio::cards::Level;
use crate::studio::gestures::{connection_id, line_id, step_place, stroke};

/// The connections in view, in one drawing.
#[component]
pub fn Connections() -> impl IntoView {
    let studio = Studio::expect();
    let keys = move || {
        let scene = studio.scene.read();
        let keys = studio.picture.read().connections.iter().filter_map(|number| scene.key(*number).cloned()).collect();
        let keys: Vec<ConnectionKey> = keys;
        keys
    };
    view! {
        <svg class="connections">
            <For each=keys key=key_of let:key><Line key=key/></For>
        </svg>
    }
}

/// Arrow heads that come from below, once more above the boxes: the beams of their loads would cover them. While
/// something is under way, beams move and heads wait.
#[component]
pub fn HeadsOverBeams() -> impl IntoView {
    let studio = Studio::expect();
    let is_resting = memo(move || studio.preview.read().is_none());
    let keys = move || {
        let (scene, cards) = (studio.scene.read(), studio.cards.read());
        let has_beam = |number: usize| {
            let card = scene.id(number).and_then(|id| cards.get(id));
            card.is_some_and(|card| card.load.is_some())
        };
        let is_covered = |number: &usize| scene.entered_from_below(*number).is_some_and(has_beam);
        let drawn = if is_resting.get() { studio.picture.read().connections.clone() } else { Vec::new() };
        drawn.into_iter().filter(is_covered).filter_map(|number| scene.key(number).cloned()).collect::<Vec<_>>()
    };
    view! { <svg class="connections heads" aria-hidden="true"><For each=keys key=key_of let:key><Head key/></For></svg> }
}

/// The head of one connection.
#[component]
fn Head(key: ConnectionKey) -> impl IntoView {
    let studio = Studio::expect();
    let key = StoredValue::new(key);
    let number = memo(move || key.with_value(|key| studio.scene.read().connection_number(key)));
    let path = move || {
        let scene = studio.scene.read();
        number.get().and_then(|number| scene.route(number)).map(Route::arrow_path).unwrap_or_default()
    };
    let level = move || {
        let lines = studio.lines.read();
        number.get().and_then(|number| lines.get(number)).map(|line| line.level).unwrap_or_default().name()
    };
    let is_selected = memo(move || key.with_value(|key| studio.shown.read().connections.contains(key)));
    let is_hovered =
        memo(move || number.get().is_some_and(|number| studio.hovered.get() == Target::Connection(number)));
    view! {
        <g class="over-beam" class:selected=is_selected class:active=is_hovered data-level=level>
            <path class="head" d=path/>
        </g>
    }
}

fn key_of(key: &ConnectionKey) -> String {
    format!("{} {} {}", key.from, key.to, key.nth)
}

/// One connection.
#[component]
fn Line(key: ConnectionKey) -> impl IntoView {
    let studio = Studio::expect();
    let test_id = format!("connection-{}-{}", key.from, key.to);
    let key = StoredValue::new(key);
    let number = memo(move || key.with_value(|key| studio.scene.read().connection_number(key)));
    let route = memo(move || studio.scene.read().route(number.get()?).cloned());
    let line =
        memo(move || number.get().and_then(|number| studio.lines.read().get(number).cloned()).unwrap_or_default());
    let is_selected = memo(move || key.with_value(|key| studio.shown.read().connections.contains(key)));
    let is_hovered =
        memo(move || number.get().is_some_and(|number| studio.hovered.get() == Target::Connection(number)));
    let part = move |name: &'static str| move || line_id(number.get().unwrap_or_default(), name);
    let place = memo(move || number.get().and_then(|number| studio.scene.read().label_of(number)).unwrap_or_default());
    let class = move || {
        let marks = [("selected", is_selected.get()), ("active", is_hovered.get()), ("idle", line.read().is_idle)];
        classes("connection", &marks)
    };
    view! {
        <g
            id=move || connection_id(number.get().unwrap_or_default())
            class=class
            role="img"
            aria-label=move || line.read().label()
            data-testid=test_id
            data-level=move || line.read().level.name()
            style:--width=move || format!("{:.2}px", line.read().width)
        >
            <path class="line" id=part("line")
                d=move || route.read().as_ref().map(|route| stroke(route, line.read().mode)).unwrap_or_default()/>
            <Show when=move || line.read().level == Level::OverCapacity>
                <path class="core" id=part("core")
                    d=move || route.read().as_ref().map(Route::path).unwrap_or_default()/>
            </Show>
            <path class="head" id=part("head") d=move || route.read().as_ref().map(Route::arrow_path).unwrap_or_default()/>
            <Show when=move || !line.read().rate.is_empty()>
                <text class="rate" id=part("rate")
                    x=move || format!("{:.1}", place.get().x) y=move || format!("{:.1}", place.get().y)>
                    {move || line.read().rate.clone()}
                </text>
            </Show>
            <Show when=move || line.read().step.is_some()>
                <g class="step" id=part("step")
                    transform=move || route.read().as_ref().map(step_place).unwrap_or_default()>
                    <rect x="-9" y="-9" width="18" height="18" rx="9"/>
                    <text y="4">{move || line.read().step.map(|step| step.to_string()).unwrap_or_default()}</text>
                </g>
            </Show>
        </g>
    }
}
