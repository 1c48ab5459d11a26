//! A graph for measuring the canvas: the same grid and connections for everyone who draws it. It is opened as what comes
//! with the page is, and drawn before the rest of the page has come.

use loadbearing_engine::design::{Component, Connection, Design, DesignFile};

use super::Studio;
use crate::browser::{bench, page};
use crate::canvas::geometry::Point;
use crate::canvas::viewport::Viewport;
use crate::document::Document;
use crate::order::gathered;
use crate::signals::*;

/// From the left border of one box to that of the next, and likewise down, in world pixels.
const STEP: (f64, f64) = (220.0, 120.0);
/// Where the first box stands.
const CORNER: (f64, f64) = (80.0, 80.0);

/// Whether the address asks for it. The page opens on an empty sheet then, to be given a graph.
#[must_use]
pub fn is_asked_for() -> bool {
    page::query().contains("bench=1")
}

/// Lets a bench drive the page, where the address asks for it. The canvas has its place by now. `drawn` is called with each
/// graph that is handed in.
pub fn listen(studio: Studio, drawn: fn(Studio)) {
    if !is_asked_for() {
        return;
    }
    bench::expose(bench::Hook {
        load: move |boxes: f64, connections: f64| {
            // Truncation is meant: scripts have no whole numbers.
            studio.document.set(Document::held(grid(boxes as usize, connections as usize)));
            studio.note_opened();
            home(studio);
            drawn(studio);
        },
        centre: move |number: f64| {
            let scene = studio.scene.get_untracked();
            let centre = scene.rect(number as usize)?.centre();
            let on_page = studio.on_page(studio.viewport.get_untracked().to_screen(centre));
            Some((on_page.x, on_page.y))
        },
        home: move || home(studio),
        fit: move || studio.fit(),
    });
}

fn home(studio: Studio) {
    studio.look(|viewport| Viewport { origin: Point::default(), zoom: 1.0, ..viewport });
}

/// So many boxes in a square, connected in a chain, then with what stands below, and now and then far away.
#[must_use]
pub fn grid(boxes: usize, connections: usize) -> DesignFile {
    let columns = (1..).find(|columns| columns * columns >= boxes).unwrap_or(1);
    let id = |number: usize| format!("n{number}");
    let component = |number: usize| Component {
        id: id(number),
        kind: "service".to_owned(),
        name: Some(format!("Service {number}")),
        ..Component::default()
    };
    let place = |number: usize| {
        let (column, row) = ((number % columns) as f64, (number / columns) as f64);
        (id(number), (CORNER.0 + column * STEP.0, CORNER.1 + row * STEP.1))
    };
    let mut random = Random(42);
    let connection = |number: usize| {
        let from = number % boxes;
        let to = match number {
            _ if number < boxes => (from + 1) % boxes,
            _ => match random.share() {
                share if share < 0.5 => from + columns,
                share if share < 0.95 => from + columns + 1,
                _ => (random.share() * boxes as f64) as usize,
            },
        } % boxes;
        let to = if to == from { (from + 1) % boxes } else { to };
        Connection { from: id(from), to: id(to), ..Connection::default() }
    };
    let count = if boxes == 0 { 0 } else { connections };
    DesignFile {
        design: Design {
            title: format!("{boxes} boxes"),
            components: (0..boxes).map(component).collect(),
            connections: (0..count).map(connection).collect(),
            ..Design::default()
        },
        layout: gathered((0..boxes).map(place)),
        ..DesignFile::default()
    }
}

/// The usual linear congruence, so that every run draws the same.
struct Random(u32);

impl Random {
    /// The next share, from 0 to 1.
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(self.0) / 4_294_967_296.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_is_whole_as_it_is() {
        assert_eq!(Document::held(grid(100, 150)), Document::open(grid(100, 150)));
    }

    #[test]
    fn the_grid_is_square_and_no_box_is_connected_to_itself() {
        let file = grid(100, 150);
        assert_eq!((file.design.components.len(), file.design.connections.len()), (100, 150));
        assert_eq!(file.layout.get("n99"), Some(&(80.0 + 9.0 * 220.0, 80.0 + 9.0 * 120.0)));
        assert!(file.design.connections.iter().all(|connection| connection.from != connection.to));
        assert!(grid(0, 10).design.connections.is_empty());
    }
}
