//! The picture from far away or of a crowd: few strokes and plain shapes, for one surface instead of elements.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::cards::{Card, Level};
use crate::browser::surface::Shapes;
use crate::canvas::geometry::{Point, Rect, Size};
use crate::canvas::picture::Picture;
use crate::canvas::scene::Scene;
use crate::canvas::selection::Selection;
use crate::canvas::viewport::Viewport;

/// One colour's worth of shapes, as the `d` of an SVG path in world pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// The shapes.
    pub path: String,
    /// The token of the colour, such as `--line-strong`.
    pub colour: &'static str,
    /// The width of the stroke in screen pixels; `None` for filled shapes.
    pub stroke: Option<f64>,
}

impl Layer {
    /// What a surface paints.
    #[must_use]
    pub fn shapes(&self) -> Shapes<'_> {
        (&self.path, self.colour, self.stroke)
    }
}

/// How far the surface reaches beyond the view on each side, in screen pixels: as far as a picture holds what is there, at
/// the least. The style sheet says the same.
const BEYOND: f64 = 64.0;

/// How the world lies on the surface.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lying {
    zoom: f64,
    /// Where the world's origin is in the view.
    origin: Point,
    view: Size,
}

impl Lying {
    /// As a view shows it.
    #[must_use]
    pub fn of(viewport: &Viewport) -> Self {
        Self { zoom: viewport.zoom, origin: viewport.to_screen(Point::default()), view: viewport.size }
    }

    /// The size of the surface, and where the world's origin is on it.
    #[must_use]
    pub fn on_surface(&self) -> ((f64, f64), Point) {
        let size = (self.view.width + 2.0 * BEYOND, self.view.height + 2.0 * BEYOND);
        (size, self.origin + Point::new(BEYOND, BEYOND))
    }

    /// How far the surface has to be shifted for another view; `None` where it cannot show it.
    #[must_use]
    pub fn shifted_to(&self, viewport: &Viewport) -> Option<Point> {
        let other = Self::of(viewport);
        let by = other.origin - self.origin;
        let is_within = by.x.abs() <= BEYOND && by.y.abs() <= BEYOND;
        (other.zoom == self.zoom && other.view == self.view && is_within).then_some(by)
    }
}

/// All layers, from the bottom up.
#[must_use]
pub fn layers(scene: &Scene, picture: &Picture, cards: &BTreeMap<String, Card>, shown: &Selection) -> Vec<Layer> {
    let mut is_over = vec![false; scene.box_count()];
    for number in &picture.boxes {
        let card = scene.id(*number).and_then(|id| cards.get(id));
        is_over[*number] = card.is_some_and(|card| card.level == Level::OverCapacity);
    }
    let leads_over = |connection: usize| scene.ends(connection).is_some_and(|(_, to)| is_over[to]);
    let lines = |pick: &dyn Fn(usize) -> bool, colour: &'static str, width: f64| {
        let (path, arrows) = (picture.path(scene, pick), picture.arrow_path(scene, pick));
        [Layer { path, colour, stroke: Some(width) }, Layer { path: arrows, colour, stroke: None }]
    };
    let mut layers = Vec::new();
    layers.extend(lines(&|connection| !leads_over(connection), "--line-strong", 1.0));
    layers.extend(lines(&leads_over, "--load-over-capacity", 2.0));
    let rects: Vec<(&str, Rect)> =
        picture.boxes.iter().filter_map(|number| Some((scene.id(*number)?, scene.rect(*number)?))).collect();
    let all = path(rects.iter().map(|(_, rect)| *rect));
    layers.push(Layer { path: all.clone(), colour: "--surface", stroke: None });
    layers.push(Layer { path: all, colour: "--line-strong", stroke: Some(1.0) });
    for (level, colour) in LEVELS {
        let of_level = |id: &str| cards.get(id).is_some_and(|card| card.level == level);
        let beams = rects.iter().filter(|(id, _)| of_level(id)).map(|(id, rect)| beam(*rect, cards.get(*id)));
        layers.push(Layer { path: path(beams), colour, stroke: None });
    }
    let chosen = rects.iter().filter(|(id, _)| shown.components.contains(*id)).map(|(_, rect)| *rect);
    layers.push(Layer { path: path(chosen), colour: "--accent", stroke: Some(2.5) });
    layers.retain(|layer| !layer.path.is_empty());
    layers
}

const LEVELS: [(Level, &str); 4] = [
    (Level::Fine, "--load-fine"),
    (Level::Near, "--load-near"),
    (Level::OverTarget, "--load-over-target"),
    (Level::OverCapacity, "--load-over-capacity"),
];

/// A third of the box, as long as the load: text would not be read, so the beam takes its place.
fn beam(rect: Rect, card: Option<&Card>) -> Rect {
    let load = card.and_then(|card| card.load).unwrap_or_default().clamp(0.0, 1.0);
    Rect { y: rect.y + rect.height * 2.0 / 3.0, width: rect.width * load, height: rect.height / 3.0, ..rect }
}

fn path(rects: impl IntoIterator<Item = Rect>) -> String {
    let mut path = String::new();
    for rect in rects {
        // Writing to a string cannot fail.
        let _ = write!(path, "M{:.0} {:.0}h{:.0}v{:.0}h{:.0}z", rect.x, rect.y, rect.width, rect.height, -rect.width);
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pan_shifts_what_is_painted_until_it_comes_to_an_edge() {
        let view = Viewport { zoom: 0.2, size: Size::new(800.0, 600.0), ..Viewport::default() };
        let lying = Lying::of(&view);
        assert_eq!(lying.shifted_to(&view.panned(Point::new(-40.0, 25.0))), Some(Point::new(-40.0, 25.0)));
        assert_eq!(lying.shifted_to(&view.panned(Point::new(0.0, BEYOND + 1.0))), None);
        assert_eq!(lying.shifted_to(&Viewport { zoom: 0.21, ..view }), None);
        let wide = Viewport { size: Size::new(900.0, 600.0), ..view };
        assert_eq!(lying.shifted_to(&wide), None);
        assert_eq!(lying.on_surface(), ((800.0 + 2.0 * BEYOND, 600.0 + 2.0 * BEYOND), Point::new(BEYOND, BEYOND)));
    }

    #[test]
    fn each_load_has_its_colour_and_its_length() {
        let scene = Scene::new([("a", Point::default()), ("b", Point::new(300.0, 0.0))], [("a", "b")]);
        let picture = Picture::of(&scene, &Viewport::default());
        let card = Card { load: Some(0.5), level: Level::Fine, ..Card::default() };
        let cards = BTreeMap::from([("a".to_owned(), card)]);
        let layers = layers(&scene, &picture, &cards, &Selection::component("b"));
        let fine = layers.iter().find(|layer| layer.colour == "--load-fine").expect("a has a load");
        assert_eq!(fine.path, "M0 48h84v24h-84z");
        assert!(layers.iter().all(|layer| layer.colour != "--load-near"));
        assert_eq!(layers.last().map(|layer| layer.colour), Some("--accent"));
    }

    #[test]
    fn what_leads_into_something_over_capacity_has_its_colour() {
        let boxes = [("a", Point::default()), ("b", Point::new(300.0, 0.0)), ("c", Point::new(300.0, 200.0))];
        let scene = Scene::new(boxes, [("a", "b"), ("a", "c")]);
        let picture = Picture::of(&scene, &Viewport::default());
        let card = Card { load: Some(2.0), level: Level::OverCapacity, ..Card::default() };
        let layers = layers(&scene, &picture, &BTreeMap::from([("b".to_owned(), card)]), &Selection::default());
        let line = |colour: &str| layers.iter().find(|layer| layer.colour == colour && layer.stroke.is_some()).unwrap();
        let route = |number| scene.route(number).unwrap().path();
        assert_eq!((&line("--load-over-capacity").path, &line("--line-strong").path), (&route(0), &route(1)));
    }
}
