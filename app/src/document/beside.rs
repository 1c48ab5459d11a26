//! Where new boxes go that belong beside others: near to them, and over none that is there.

use std::collections::BTreeMap;

use loadbearing_engine::design::{Design, DesignFile};

use super::{BOX, Document, Edit, ends};
use crate::connection_key::ConnectionKey;

/// From one box to the next one in a row, and to the one below, in world pixels.
const STEP: (f64, f64) = (BOX.0 + 92.0, BOX.1 + 64.0);
/// Between two boxes at least.
const GAP: f64 = 16.0;
/// So many rings are looked through; whoever has drawn more than that around one box finds the new one further down.
const RINGS: i32 = 12;

/// Upper left corners for new boxes, each beside the one that it belongs to, in world pixels.
#[must_use]
pub fn corners(document: &Document, beside: &BTreeMap<String, String>) -> BTreeMap<String, (f64, f64)> {
    let mut taken: Vec<(f64, f64)> = document.layout().values().copied().collect();
    let mut found = BTreeMap::new();
    for (new, near) in beside {
        let corner = free(&taken, document.position(near).unwrap_or_default());
        taken.push(corner);
        found.insert(new.clone(), corner);
    }
    found
}

/// The edit that puts another design in the place of this one, with new boxes at their corners: one step to take back.
#[must_use]
pub fn mended(document: &Document, design: &Design, beside: &BTreeMap<String, String>) -> Edit {
    let mut file = document.file();
    file.layout.extend(corners(document, beside));
    let mut design = design.clone();
    // What mends a design knows nothing of how it is drawn.
    let keys = ConnectionKey::number(ends(&design));
    for (key, connection) in keys.iter().zip(&mut design.connections) {
        if let Some(before) = document.connection(key) {
            connection.bends.clone_from(&before.bends);
        }
    }
    Edit::Replace(Box::new(DesignFile { design, ..file }))
}

/// A corner around another one that leaves all boxes room: below first, then above, then to the sides, ring by ring.
fn free(taken: &[(f64, f64)], near: (f64, f64)) -> (f64, f64) {
    let is_free = |corner: (f64, f64)| {
        let apart = |one: f64, other: f64, size: f64| (one - other).abs() >= size + GAP;
        taken.iter().all(|other| apart(corner.0, other.0, BOX.0) || apart(corner.1, other.1, BOX.1))
    };
    for ring in 1..=RINGS {
        let rows = (1..=ring).flat_map(|row| [row, -row]).chain([0]);
        for row in rows {
            for column in [0, -ring, ring] {
                let corner = (near.0 + f64::from(column) * STEP.0, near.1 + f64::from(row) * STEP.1);
                if is_free(corner) {
                    return corner;
                }
            }
        }
    }
    let lowest = taken.iter().map(|corner| corner.1).fold(near.1, f64::max);
    (near.0, lowest + STEP.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::edit::apply;
    use crate::document::random_edits::shortener;

    #[test]
    fn a_new_box_lies_below_where_nothing_is() {
        let near = (100.0, 40.0);
        assert_eq!(free(&[near], near), (100.0, 40.0 + STEP.1));
        assert_eq!(free(&[near, (100.0, 40.0 + STEP.1)], near), (100.0 - STEP.0, 40.0 + STEP.1));
    }

    #[test]
    fn two_new_boxes_do_not_lie_on_each_other() {
        let document = shortener();
        let beside = ["one", "two"].map(|new| (new.to_owned(), "api".to_owned())).into();
        let found = corners(&document, &beside);
        assert_ne!(found["one"], found["two"]);
    }

    #[test]
    fn a_mended_design_is_one_step_that_leads_back() {
        let mut document = shortener();
        document.design.connections[0].bends = vec![(0.5, 40.0)];
        let start = document.clone();
        let mut design = document.meant();
        let mut copy = design.components[1].clone();
        "new".clone_into(&mut copy.id);
        design.components.push(copy);
        design.components[2].shards = Some(17);
        let edit = mended(&document, &design, &[("new".to_owned(), "api".to_owned())].into());
        let back = apply(&mut document, edit);
        assert_eq!(document.meant(), design);
        assert_eq!(document.bends(), start.bends());
        assert!(document.position("new").is_some());
        apply(&mut document, back);
        assert_eq!(document, start);
    }
}
