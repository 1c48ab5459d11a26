//! Regions, zones and networks: faint frames under what stands in them.

use loadbearing_engine::design::PlaceKind;
use loadbearing_engine::report::Down;

use crate::canvas::scene::Frame;
use crate::document::frames::label;
use crate::dom::prelude::*;
use crate::studio::Studio;
use crate::studio::gestures::frame_id;

/// All frames, in world pixels.
#[component]
pub fn Frames() -> impl IntoView {
    let studio = Studio::expect();
    let all = memo(move || {
        let (scene, design) = (studio.scene.read(), studio.design.read());
        let named = |frame: &Frame| {
            let place = design.places.iter().find(|place| place.id == frame.id);
            let is_network = place.is_some_and(|place| place.kind == PlaceKind::Network);
            (frame.clone(), place.map(label).unwrap_or_default().to_owned(), is_network)
        };
        scene.frames().iter().map(named).collect::<Vec<_>>()
    });
    let frame = move |(frame, label, is_network): (Frame, String, bool)| {
        let (area, corner) = (frame.area, frame.corner_area());
        let (id, test_id) = (frame_id(&frame.id), format!("frame-{}", frame.id));
        let place = Down::Place(frame.id);
        let is_down = memo(move || studio.scenario.read().down.contains(&place));
        let (right, bottom) = (corner.x + corner.width - 4.0, corner.y + corner.height - 4.0);
        let grip = format!(
            "M{} {bottom}L{right} {}M{} {bottom}L{right} {}",
            corner.x + 4.0,
            corner.y + 4.0,
            corner.x + 8.0,
            corner.y + 8.0
        );
        view! {
            <g id=id class="frame" class:down=is_down class:network=move || is_network>
                <rect x=area.x y=area.y width=area.width height=area.height rx="10"/>
                <path class="grip" d=grip/>
                <text x=area.x + 10.0 y=area.y + 17.0 data-testid=test_id>{label}</text>
            </g>
        }
    };
    view! { <svg class="frames" aria-hidden="true">{move || all.get().into_iter().map(frame).collect_view()}</svg> }
}
