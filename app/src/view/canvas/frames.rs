//! Regions, zones and networks: faint frames under what stands in them.

use loadbearing_engine::report::Down;

use crate::dom::ev;
use crate::dom::prelude::*;
use crate::studio::Studio;
use crate::studio::frames::{Frame, frames};

/// All frames, in world pixels.
#[component]
pub fn Frames() -> impl IntoView {
    let studio = Studio::expect();
    let all = memo(move || frames(&studio.design.read(), &studio.scene.read()));
    let frame = move |frame: Frame| {
        let area = frame.area;
        let test_id = format!("frame-{}", frame.id);
        let place = StoredValue::new(Down::Place(frame.id));
        let is_down = memo(move || place.with_value(|place| studio.scenario.read().down.contains(place)));
        // Else the canvas would begin to pan, and take the click with it.
        let keep = move |event: ev::PointerEvent| {
            if studio.is_breaking() {
                event.stop_propagation();
            }
        };
        let strike = move |_| {
            if studio.is_breaking() {
                studio.take_down(place.get_value());
            }
        };
        view! {
            <g class="frame" class:down=is_down>
                <rect x=area.x y=area.y width=area.width height=area.height rx="10"/>
                <text x=area.x + 10.0 y=area.y + 17.0 data-testid=test_id
                    on:pointerdown=keep on:click=strike>{frame.label}</text>
            </g>
        }
    };
    view! { <svg class="frames" aria-hidden="true">{move || all.get().into_iter().map(frame).collect_view()}</svg> }
}
