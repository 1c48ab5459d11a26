//! Regions, zones and networks: faint frames under what stands in them.

use crate::dom::prelude::*;
use crate::studio::Studio;
use crate::studio::frames::{Frame, frames};

/// All frames, in world pixels.
#[component]
pub fn Frames() -> impl IntoView {
    let studio = Studio::expect();
    let all = memo(move || frames(&studio.design.read(), &studio.scene.read()));
    let frame = |frame: Frame| {
        let area = frame.area;
        view! {
            <g class="frame">
                <rect x=area.x y=area.y width=area.width height=area.height rx="10"/>
                <text x=area.x + 10.0 y=area.y + 17.0>{frame.label}</text>
            </g>
        }
    };
    view! { <svg class="frames" aria-hidden="true">{move || all.get().into_iter().map(frame).collect_view()}</svg> }
}
