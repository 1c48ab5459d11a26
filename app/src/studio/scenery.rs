//! Where boxes, connections, frames and notes of a document are, as the canvas knows them.

use loadbearing_engine::design::Note as Written;

use crate::canvas::geometry::{Point, Rect};
use crate::canvas::scene::{Frame, Note, Scene};
use crate::document::frames::{Frame as Drawn, content, frames};
use crate::document::{Document, ends};

/// Where boxes, connections and frames of a document are.
#[must_use]
pub fn scene_of(document: &Document) -> Scene {
    let design = document.design();
    let boxes = design.components.iter().map(|component| {
        let (x, y) = document.position(&component.id).unwrap_or_default();
        (component.id.as_str(), Point::new(x, y))
    });
    let note = |(id, note): (&String, &Written)| {
        let (x, y, width, height) = note.area;
        Note { id: id.clone(), area: Rect { x, y, width, height } }
    };
    let locked = design.components.iter().filter(|component| component.locked);
    Scene::with_bends(boxes, ends(design), document.bends())
        .framed(frames(document).into_iter().map(|frame| framed(document, frame)).collect())
        .noted(document.notes().iter().map(note).collect())
        .locking(locked.map(|component| component.id.as_str()))
}

fn framed(document: &Document, frame: Drawn) -> Frame {
    let (members, inner) = content(document, &frame.id);
    let (x, y, width, height) = frame.area;
    let area = Rect { x, y, width, height };
    // Letters of the label are seven pixels wide on average.
    Frame { id: frame.id, area, name_width: 24.0 + 7.0 * frame.label.chars().count() as f64, members, inner }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::edit::{Edit, apply};
    use crate::studio::first_design;

    #[test]
    fn a_scene_is_another_one_only_where_something_is_elsewhere() {
        let mut document = Document::open(first_design());
        let before = scene_of(&document);
        apply(&mut document, Edit::ChangeTitle("Another".to_owned()));
        let mut redis = document.component("redis").unwrap().clone();
        redis.shards = Some(17);
        apply(&mut document, Edit::ChangeComponent { id: redis.id.clone(), to: Box::new(redis) });
        assert!(scene_of(&document) == before, "figures are no places");
        apply(&mut document, Edit::Move { ids: vec!["redis".to_owned()], by: (10.0, 0.0) });
        assert!(scene_of(&document) != before);
    }
}
