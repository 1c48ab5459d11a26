//! A drawing that stands still: boxes with name and load, connections, frames, and signs on what is marked.

use crate::canvas::geometry::{Point, Rect};
use crate::dom::prelude::*;
use crate::studio::still::{Mark, Still, StillBox, Way};

/// Letters that have room on a box.
const MOST_LETTERS: usize = 22;

/// The drawing. What it shows is said in one sentence; a table beside it says the rest.
#[component]
pub fn StillView(still: Still) -> impl IntoView {
    let Still { area, frames, ways, boxes, words } = still;
    let view_box = format!("{:.0} {:.0} {:.0} {:.0}", area.x, area.y, area.width, area.height);
    let frame = |(area, label): (Rect, String)| {
        view! {
            <g class="frame"><rect x=area.x y=area.y width=area.width height=area.height rx="10"/>
                <text x=area.x + 10.0 y=area.y + 17.0>{label}</text></g>
        }
    };
    view! {
        <svg class="still" viewBox=view_box role="img" aria-label=words>
            {frames.into_iter().map(frame).collect_view()}
            {ways.into_iter().map(way).collect_view()}
            {boxes.into_iter().map(still_box).collect_view()}
        </svg>
    }
}

fn way(way: Way) -> View {
    let Way { path, head, mark } = way;
    let class = format!("way {}", mark.map_or("", |(mark, _)| mark.name()));
    let sign = mark.map(|(mark, at)| sign(mark, at));
    view! { <g class=class><path class="line" d=path/><path class="head" d=head/>{sign}</g> }
}

fn still_box(one: StillBox) -> View {
    let StillBox { area, card, mark } = one;
    let class = format!("still-box {}", mark.map_or("", Mark::name));
    let load = card.load.unwrap_or_default().clamp(0.0, 1.0);
    let name = match card.name.char_indices().nth(MOST_LETTERS) {
        Some((end, _)) => format!("{}…", &card.name[..end]),
        None => card.name.clone(),
    };
    let about = [card.copies.as_str(), card.load_label.as_str()].into_iter().filter(|text| !text.is_empty());
    let about = about.collect::<Vec<_>>().join(" · ");
    let sign = mark.map(|mark| sign(mark, area.corner()));
    view! {
        <g class=class data-level=card.level.name() data-testid=format!("still-{}", card.name)>
            <title>{card.label()}</title>
            <rect class="body" x=area.x y=area.y width=area.width height=area.height rx="6"/>
            <rect class="still-load" x=area.x y=area.bottom() - 6.0 width=area.width * load height="6"/>
            <text class="name" x=area.x + 10.0 y=area.y + 28.0 textLength=room(&name, NAME_LETTERS, area.width)
                lengthAdjust="spacingAndGlyphs">{name}</text>
            <text class="about" x=area.x + 10.0 y=area.y + 52.0 textLength=room(&about, ABOUT_LETTERS, area.width)
                lengthAdjust="spacingAndGlyphs">{about}</text>
            {sign}
        </g>
    }
}

/// So many letters of a name fit a box in their own width, in the wider of two scripts; a text of more is pressed
/// together.
const NAME_LETTERS: usize = 14;
/// The same for what stands below it.
const ABOUT_LETTERS: usize = 22;

/// How wide a text is drawn that would not fit otherwise, in world pixels; `None` for one that does.
fn room(text: &str, most: usize, width: f64) -> Option<String> {
    (text.chars().count() > most).then(|| format!("{:.0}", width - 20.0))
}

/// The sign of what has become of something, on a round ground.
fn sign(mark: Mark, at: Point) -> View {
    view! {
        <g class="sign"><rect x=at.x - 14.0 y=at.y - 14.0 width="28" height="28" rx="14"/>
            <text x=at.x y=at.y + 8.0>{mark.sign()}</text></g>
    }
}
