//! A design as a drawing that stands still, from the same scene and the same figures as the canvas, with parts marked.
//! Draws nothing itself.

use std::collections::BTreeMap;

use loadbearing_engine::report::{Change, Report};

use super::cards::{Card, cards};
use super::scenery::scene_of;
use crate::canvas::geometry::{Point, Rect, Size};
use crate::canvas::picture::Picture;
use crate::canvas::viewport::Viewport;
use crate::document::Document;
use crate::document::frames::label;
use crate::languages::t_with;
use crate::order::gathered;

/// Free around the drawing, in world pixels: room for the signs.
const FREE: f64 = 32.0;

/// What has become of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The other design has it not.
    Added,
    /// The other design has it not, and it is the later one.
    Gone,
    /// Both have it and say different things of it.
    Changed,
}

impl Mark {
    /// Of a change, as it is seen from a side; nothing where that side has nothing to be marked.
    fn of(fate: &str) -> Option<Self> {
        match fate {
            "added" => Some(Self::Added),
            "removed" => Some(Self::Gone),
            "changed" => Some(Self::Changed),
            _ => None,
        }
    }

    /// Its name in the style sheets.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Gone => "gone",
            Self::Changed => "changed",
        }
    }

    /// Its sign: more than a colour.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Added => "+",
            Self::Gone => "−",
            Self::Changed => "≠",
        }
    }
}

/// A box of the drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct StillBox {
    /// Where it stands, in world pixels.
    pub area: Rect,
    /// What stands on it.
    pub card: Card,
    /// What has become of it.
    pub mark: Option<Mark>,
}

/// A connection of the drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// Its curve, as an SVG path.
    pub path: String,
    /// Its arrow head, likewise.
    pub head: String,
    /// What has become of it, and where the sign of that stands.
    pub mark: Option<(Mark, Point)>,
}

/// All of a drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Still {
    /// What it shows of the world.
    pub area: Rect,
    /// Regions, zones and networks, with their names.
    pub frames: Vec<(Rect, String)>,
    /// The connections.
    pub ways: Vec<Way>,
    /// The boxes.
    pub boxes: Vec<StillBox>,
    /// What it shows, in one sentence.
    pub words: String,
}

/// The drawing of a design as the first (0) or the second (1) of two, with what differs marked.
#[must_use]
pub fn still(document: &Document, report: &Report, changes: &[Change], side: usize) -> Still {
    let design = document.design();
    let (scene, cards) = (scene_of(document), cards(design, report));
    let at = |change: &Change| if side == 0 { change.at.0 } else { change.at.1 };
    let marks = |of: &str| -> BTreeMap<usize, Mark> {
        let own = changes.iter().filter(|change| change.of == of);
        gathered(own.filter_map(|change| Some((at(change)?, Mark::of(&change.fate)?))))
    };
    let (boxes, ways) = (marks("component"), marks("connection"));
    let by_id: BTreeMap<&str, Mark> =
        gathered(boxes.iter().filter_map(|(at, mark)| Some((design.components.get(*at)?.id.as_str(), *mark))));
    let area = scene.bounds().unwrap_or(Rect::new(Point::default(), Size::new(1.0, 1.0))).expanded(FREE);
    // All of it is in view: what a picture leaves out lies outside.
    let view = Viewport { origin: area.corner(), zoom: 1.0, size: Size::new(area.width, area.height) };
    let picture = Picture::of(&scene, &view);
    let way = |number: &usize| {
        let route = scene.route(*number)?;
        let mark = ways.get(number).map(|mark| (*mark, route.middle()));
        Some(Way { path: route.path(), head: route.arrow_path(), mark })
    };
    let still_box = |number: &usize| {
        let id = scene.id(*number)?;
        let card = cards.get(id).cloned().unwrap_or_default();
        Some(StillBox { area: scene.rect(*number)?, card, mark: by_id.get(id).copied() })
    };
    let count = |mark: Mark| boxes.values().chain(ways.values()).filter(|known| **known == mark).count();
    let named = |id: &str| design.places.iter().find(|place| place.id == id).map(label).unwrap_or_default().to_owned();
    let key = if side == 0 { "compare.still-before" } else { "compare.still-after" };
    let own = if side == 0 { Mark::Gone } else { Mark::Added };
    Still {
        area,
        frames: scene.frames().iter().map(|frame| (frame.area, named(&frame.id))).collect(),
        ways: picture.connections.iter().filter_map(way).collect(),
        boxes: picture.boxes.iter().filter_map(still_box).collect(),
        words: t_with(
            key,
            &[("count", &design.components.len()), ("own", &count(own)), ("changed", &count(Mark::Changed))],
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(parts: &str) -> Document {
        let text = format!(r#"{{"format": "loadbearing/1", {parts}}}"#);
        Document::open(loadbearing_engine::read(&text).unwrap())
    }

    #[test]
    fn each_side_marks_what_it_has_alone_and_both_what_differs() {
        let before = document(
            r#""components": [{"id": "a", "kind": "server"}, {"id": "b", "kind": "sql"}],
               "connections": [{"from": "a", "to": "b"}]"#,
        );
        let after = document(
            r#""components": [{"id": "c", "kind": "sql"}, {"id": "a", "kind": "server", "instances": 2}],
               "connections": [{"from": "a", "to": "c"}]"#,
        );
        let found = loadbearing_engine::compare(&before.file(), &after.file());
        let marks = |document: &Document, report: &Report, side: usize| {
            let drawn = still(document, report, &found.changes, side);
            let boxes: Vec<(String, Option<Mark>)> =
                drawn.boxes.iter().map(|one| (one.card.name.clone(), one.mark)).collect();
            (boxes, drawn.ways.iter().map(|way| way.mark.map(|(mark, _)| mark)).collect::<Vec<_>>())
        };
        let (changed, gone, added) = (Some(Mark::Changed), Some(Mark::Gone), Some(Mark::Added));
        let (mut boxes, ways) = marks(&before, &found.before.report, 0);
        boxes.sort_by(|one, other| one.0.cmp(&other.0));
        assert_eq!((boxes, ways), (vec![("a".to_owned(), changed), ("b".to_owned(), gone)], vec![gone]));
        let (mut boxes, ways) = marks(&after, &found.after.report, 1);
        boxes.sort_by(|one, other| one.0.cmp(&other.0));
        assert_eq!((boxes, ways), (vec![("a".to_owned(), changed), ("c".to_owned(), added)], vec![added]));
    }

    #[test]
    fn all_of_a_drawing_is_shown() {
        let all = document(r#""components": [{"id": "a", "kind": "server"}], "layout": {"a": [9000, -9000]}"#);
        let drawn = still(&all, &Report::default(), &[], 0);
        assert_eq!(drawn.boxes.len(), 1);
        assert!(drawn.area.encloses(drawn.boxes[0].area));
    }
}
