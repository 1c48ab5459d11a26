//! Where boxes and connections are: flat arrays with a grid over each, built anew for each design.
//! Knows ids and places; not what a component is, nor what is selected. The ways of connections stand in `scene/ways`.

mod ways;

use super::bends::Bend;
use super::geometry::{Point, Rect, Size};
use super::grid::Grid;
use super::route::Route;
use crate::connection_key::ConnectionKey;
use crate::document::BOX;
use crate::document::frames::HEAD;
use std::collections::{HashMap, HashSet};

/// The size of a box, in world pixels.
pub const BOX_SIZE: Size = Size::new(BOX.0, BOX.1);

/// How far outside of a box its edge still begins a connection, in screen pixels.
const EDGE_OUTSIDE: f64 = 8.0;
/// How far inside of a box its edge begins a connection, in screen pixels.
const EDGE_INSIDE: f64 = 6.0;
/// How far beside a connection it can still be picked, in screen pixels.
const CONNECTION_REACH: f64 = 7.0;
/// Below this zoom a box is too small to have an edge of its own.
const EDGES_FROM_ZOOM: f64 = 0.35;
/// How far from the lower right corner of a frame it is taken to be sized, in world pixels.
const CORNER: f64 = 16.0;
/// Beyond this, in world pixels, nothing stands: figures from a file may be absurd.
const FARTHEST: f64 = 1e6;

/// What lies under a point. Numbers are those of the scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The body of a box.
    Box(usize),
    /// The edge of a box, where connections begin.
    Edge(usize),
    /// A connection.
    Connection(usize),
    /// The name of a frame, by which it is moved.
    Frame(usize),
    /// The lower right corner of a frame, by which it is sized.
    Corner(usize),
    /// A text.
    Note(usize),
    /// The lower right corner of a text, by which it is sized.
    NoteCorner(usize),
    /// Where a selected connection leaves.
    Start(usize),
    /// Where a selected connection arrives.
    End(usize),
    /// Nothing.
    Empty,
}

impl Target {
    /// The box, be it the body or the edge.
    pub const fn any_box(self) -> Option<usize> {
        match self {
            Self::Box(number) | Self::Edge(number) => Some(number),
            _ => None,
        }
    }
}

/// The frame of a region, a zone or a network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// Id of the place.
    pub id: String,
    /// What it surrounds.
    pub area: Rect,
    /// How wide its name is, roughly.
    pub name_width: f64,
    /// The components that go with it.
    pub members: Vec<String>,
    /// The places that go with it, itself among them.
    pub inner: Vec<String>,
}

impl Frame {
    /// Where its name stands.
    fn name_area(&self) -> Rect {
        Rect { width: self.name_width.min(self.area.width), height: HEAD.min(self.area.height), ..self.area }
    }

    /// Where it is taken to be sized.
    #[must_use]
    pub fn corner_area(&self) -> Rect {
        corner_of(self.area)
    }
}

/// Where an area is taken to be sized.
fn corner_of(area: Rect) -> Rect {
    let size = CORNER.min(area.width).min(area.height);
    Rect { x: area.right() - size, y: area.bottom() - size, width: size, height: size }
}

/// A text on the canvas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    /// Its id.
    pub id: String,
    /// Where it lies.
    pub area: Rect,
}

/// The boxes and connections of a design in the order of its file, with their places.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    ids: Vec<String>,
    numbers: HashMap<String, usize>,
    rects: Vec<Rect>,
    boxes: Grid,
    keys: Vec<ConnectionKey>,
    connection_numbers: HashMap<ConnectionKey, usize>,
    ends: Vec<Option<(usize, usize)>>,
    bends: Vec<Vec<Bend>>,
    /// How far each end lies from the middle of its side; of a loop, how much farther out it runs.
    offsets: Vec<[f64; 2]>,
    touching: Vec<Vec<usize>>,
    routes: Vec<Option<Route>>,
    connections: Grid,
    labels: Vec<Point>,
    frames: Vec<Frame>,
    notes: Vec<Note>,
    locked: HashSet<String>,
}

impl PartialEq for Scene {
    fn eq(&self, other: &Self) -> bool {
        // All else that it holds follows from these.
        (&self.ids, &self.rects, &self.keys, &self.bends) == (&other.ids, &other.rects, &other.keys, &other.bends)
            && (&self.routes, &self.labels) == (&other.routes, &other.labels)
            && (&self.frames, &self.notes, &self.locked) == (&other.frames, &other.notes, &other.locked)
    }
}

impl Scene {
    /// The scene of boxes, given by id and upper left corner, and connections, given by their ends.
    ///
    /// A connection whose end is not there keeps its number but is not drawn.
    pub fn new<'a>(
        boxes: impl IntoIterator<Item = (&'a str, Point)>,
        connections: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Self {
        Self::with_bends(boxes, connections, Vec::new())
    }

    /// The same with connections that somebody has bent: bends of each, in their order.
    pub fn with_bends<'a>(
        boxes: impl IntoIterator<Item = (&'a str, Point)>,
        connections: impl IntoIterator<Item = (&'a str, &'a str)>,
        bends: Vec<Vec<Bend>>,
    ) -> Self {
        let mut scene = Self { bends, ..Self::default() };
        for (id, corner) in boxes {
            scene.numbers.entry(id.to_owned()).or_insert(scene.ids.len());
            scene.ids.push(id.to_owned());
            scene.rects.push(Rect::new(tamed(corner), BOX_SIZE));
        }
        scene.boxes = Grid::new(scene.rects.iter().copied().map(Some));
        scene.keys = ConnectionKey::number(connections);
        scene.touching = vec![Vec::new(); scene.ids.len()];
        for (number, key) in scene.keys.iter().enumerate() {
            scene.connection_numbers.insert(key.clone(), number);
            let ends = scene.numbers.get(&key.from).zip(scene.numbers.get(&key.to));
            let ends = ends.map(|(from, to)| (*from, *to));
            if let Some((from, to)) = ends {
                scene.touching[from].push(number);
                if to != from {
                    scene.touching[to].push(number);
                }
            }
            scene.ends.push(ends);
        }
        scene.bends.resize(scene.ends.len(), Vec::new());
        scene.offsets = scene.offsets_of_ends();
        scene.routes = (0..scene.ends.len()).map(|number| scene.plain_route(number)).collect();
        scene.connections = Grid::new(scene.routes.iter().map(|route| route.as_ref().map(Route::bounds)));
        scene
    }

    /// The same scene with frames behind its boxes, those that hold others first.
    #[must_use]
    pub fn framed(mut self, frames: Vec<Frame>) -> Self {
        self.frames = frames;
        self
    }

    /// The same scene with texts under its boxes and connections.
    #[must_use]
    pub fn noted(mut self, notes: Vec<Note>) -> Self {
        self.notes = notes;
        self
    }

    /// The same scene with boxes that stay where they are.
    #[must_use]
    pub fn locking<'a>(mut self, ids: impl IntoIterator<Item = &'a str>) -> Self {
        self.locked = ids.into_iter().map(str::to_owned).collect();
        self
    }

    /// All texts.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// Where a text lies.
    pub fn note_area(&self, id: &str) -> Option<Rect> {
        self.notes.iter().find(|note| note.id == id).map(|note| note.area)
    }

    /// Whether a component's box stays where it is.
    pub fn is_locked(&self, id: &str) -> bool {
        self.locked.contains(id)
    }

    /// All frames, those that hold others first.
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// The innermost frame around a point.
    pub fn frame_at(&self, point: Point) -> Option<&Frame> {
        self.frames.iter().rev().find(|frame| frame.area.contains(point))
    }

    /// How many boxes there are.
    pub fn box_count(&self) -> usize {
        self.ids.len()
    }

    /// How many connections there are, those that cannot be drawn included.
    pub fn connection_count(&self) -> usize {
        self.keys.len()
    }

    /// The component of a box.
    pub fn id(&self, number: usize) -> Option<&str> {
        self.ids.get(number).map(String::as_str)
    }

    /// The box of a component.
    pub fn number(&self, id: &str) -> Option<usize> {
        self.numbers.get(id).copied()
    }

    /// The key of a connection.
    pub fn key(&self, number: usize) -> Option<&ConnectionKey> {
        self.keys.get(number)
    }

    /// The number of a connection: also its place in the design.
    pub fn connection_number(&self, key: &ConnectionKey) -> Option<usize> {
        self.connection_numbers.get(key).copied()
    }

    /// The boxes at the two ends of a connection.
    pub fn ends(&self, connection: usize) -> Option<(usize, usize)> {
        self.ends.get(connection).copied().flatten()
    }

    /// Where a box stands.
    pub fn rect(&self, number: usize) -> Option<Rect> {
        self.rects.get(number).copied()
    }

    /// Where the box of a component stands.
    pub fn rect_of(&self, id: &str) -> Option<Rect> {
        self.rect(self.number(id)?)
    }

    /// The connections that begin or end at a box.
    pub fn connections_at(&self, number: usize) -> &[usize] {
        self.touching.get(number).map_or(&[], Vec::as_slice)
    }

    /// The rectangle around everything; `None` for an empty design.
    pub fn bounds(&self) -> Option<Rect> {
        let notes = self.notes.iter().map(|note| note.area);
        let frames = self.frames.iter().map(|frame| frame.area);
        Rect::bounding(self.boxes.bounds().into_iter().chain(frames).chain(notes))
    }

    /// The rectangle around some components; `None` where none of them is there.
    pub fn bounds_of<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Option<Rect> {
        Rect::bounding(ids.into_iter().filter_map(|id| self.rect_of(id)))
    }

    /// The boxes that touch an area, in the order they are painted.
    pub fn boxes_in(&self, area: Rect) -> Vec<usize> {
        self.boxes.touching(area)
    }

    /// The connections that may touch an area, in the order they are painted.
    pub fn connections_in(&self, area: Rect) -> Vec<usize> {
        self.connections.touching(area)
    }

    /// What lies under a point at a zoom. Bodies go before edges, edges before connections.
    pub fn target(&self, point: Point, zoom: f64) -> Target {
        if !point.is_finite() || zoom <= 0.0 {
            return Target::Empty;
        }
        let outside = EDGE_OUTSIDE / zoom;
        let inside = if zoom < EDGES_FROM_ZOOM { 0.0 } else { (EDGE_INSIDE / zoom).min(12.0) };
        let near = self.boxes.near(point, outside);
        // What is painted last lies on top.
        for number in near.iter().rev().copied() {
            let rect = self.rects[number];
            if rect.expanded(-inside).contains(point) {
                return Target::Box(number);
            }
            if rect.contains(point) {
                return Target::Edge(number);
            }
        }
        let over = |area: fn(&Frame) -> Rect| self.frames.iter().rposition(|frame| area(frame).contains(point));
        if let Some(number) = over(Frame::corner_area) {
            return Target::Corner(number);
        }
        if let Some(number) = over(Frame::name_area) {
            return Target::Frame(number);
        }
        let reach = CONNECTION_REACH / zoom;
        let connection = self.connection_at(point, reach);
        if zoom >= EDGES_FROM_ZOOM
            && let Some(number) =
                near.iter().rev().copied().find(|number| self.rects[*number].distance(point) <= outside)
        {
            return Target::Edge(number);
        }
        connection.map(Target::Connection).or_else(|| self.note_at(point)).unwrap_or(Target::Empty)
    }

    fn note_at(&self, point: Point) -> Option<Target> {
        let number = self.notes.iter().rposition(|note| note.area.contains(point))?;
        let is_corner = corner_of(self.notes[number].area).contains(point);
        Some(if is_corner { Target::NoteCorner(number) } else { Target::Note(number) })
    }

    /// The box under a point, with a margin in world pixels around each.
    pub fn box_at(&self, point: Point, margin: f64) -> Option<usize> {
        let near = self.boxes.near(point, margin);
        let distance = |number: &usize| self.rects[*number].distance(point);
        near.into_iter().rev().min_by(|one, other| distance(one).total_cmp(&distance(other)))
    }

    /// The connection through a point, within some world pixels.
    pub fn connection_at(&self, point: Point, reach: f64) -> Option<usize> {
        let near = self.connections.near(point, reach).into_iter();
        let near = near.filter_map(|number| Some((number, self.route(number)?.distance(point))));
        let nearest = near.filter(|(_, distance)| *distance <= reach).min_by(|one, other| one.1.total_cmp(&other.1));
        nearest.map(|(number, _)| number)
    }

    /// A centre for a new box that covers no other: this one, or the nearest free to the right or below.
    pub fn free_centre(&self, wanted: Point) -> Point {
        const GAP: f64 = 24.0;
        let wanted = tamed(wanted);
        let (across, down) = (BOX_SIZE.width + GAP, BOX_SIZE.height + GAP);
        for ring in 0..40_u32 {
            for row in 0..=ring {
                let column = ring - row;
                let shift = Point::new(f64::from(column) * across, f64::from(row) * down);
                let area = Rect::around(wanted + shift, BOX_SIZE).expanded(GAP / 3.0);
                if self.boxes.touching(area).is_empty() {
                    return wanted + shift;
                }
            }
        }
        wanted
    }
}

fn tamed(point: Point) -> Point {
    let within = |coordinate: f64| {
        if coordinate.is_finite() { coordinate.clamp(-FARTHEST, FARTHEST) } else { 0.0 }
    };
    Point::new(within(point.x), within(point.y))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scene() -> Scene {
        Scene::new(
            [("a", Point::new(0.0, 0.0)), ("b", Point::new(300.0, 0.0))],
            [("a", "b"), ("b", "a"), ("a", "gone"), ("a", "a")],
        )
    }

    #[test]
    fn body_edge_connection_and_nothing_are_told_apart() {
        let scene = scene();
        let target = |x, y| scene.target(Point::new(x, y), 1.0);
        assert_eq!(target(80.0, 30.0), Target::Box(0));
        assert_eq!(target(165.0, 30.0), Target::Edge(0));
        assert_eq!(target(173.0, 60.0), Target::Edge(0));
        assert_eq!(target(234.0, 28.0), Target::Connection(0));
        assert_eq!(target(234.0, 44.0), Target::Connection(1));
        assert_eq!(target(234.0, 200.0), Target::Empty);
        assert_eq!(target(f64::NAN, 0.0), Target::Empty);
    }

    #[test]
    fn a_frame_is_taken_by_its_name_and_its_corner_and_the_inner_one_first() {
        let frame = |id: &str, x, width| Frame {
            id: id.to_owned(),
            area: Rect { x, y: -100.0, width, height: 400.0 },
            name_width: 80.0,
            ..Frame::default()
        };
        let scene = scene().framed(vec![frame("eu", -40.0, 700.0), frame("eu-a", -20.0, 400.0)]);
        let target = |x, y| scene.target(Point::new(x, y), 1.0);
        assert_eq!(target(-30.0, -90.0), Target::Frame(0));
        assert_eq!(target(30.0, -90.0), Target::Frame(1));
        assert_eq!(target(300.0, -90.0), Target::Empty, "inside, a marquee begins");
        assert_eq!(target(375.0, 295.0), Target::Corner(1));
        assert_eq!(target(80.0, 30.0), Target::Box(0));
    }

    #[test]
    fn a_text_lies_under_boxes_and_connections_and_is_sized_by_its_corner() {
        let area = Rect { x: 100.0, y: -20.0, width: 160.0, height: 90.0 };
        let scene = scene().noted(vec![Note { id: "note".to_owned(), area }]);
        let target = |x, y| scene.target(Point::new(x, y), 1.0);
        assert_eq!(target(140.0, 30.0), Target::Box(0));
        assert_eq!(target(234.0, 28.0), Target::Connection(0));
        assert_eq!(target(220.0, -10.0), Target::Note(0));
        assert_eq!(target(255.0, 65.0), Target::NoteCorner(0));
        assert_eq!(scene.bounds().unwrap().y, -20.0);
    }

    #[test]
    fn from_far_away_a_box_has_no_edge() {
        let scene = scene();
        assert_eq!(scene.target(Point::new(166.0, 30.0), 0.2), Target::Box(0));
        assert_ne!(scene.target(Point::new(190.0, 70.0), 0.2), Target::Edge(0));
    }

    #[test]
    fn a_connection_without_an_end_keeps_its_number_and_is_not_drawn() {
        let scene = scene();
        assert_eq!(scene.connection_count(), 4);
        assert_eq!(scene.route(2), None);
        assert!(scene.route(3).is_some());
        assert_eq!(scene.connection_number(&ConnectionKey::first("a", "gone")), Some(2));
    }

    #[test]
    fn what_is_out_of_view_is_not_listed_but_a_connection_through_the_view_is() {
        let scene = Scene::new([("a", Point::new(-5000.0, 0.0)), ("b", Point::new(5000.0, 0.0))], [("a", "b")]);
        let view = Rect::new(Point::new(-200.0, -200.0), Size::new(400.0, 400.0));
        assert!(scene.boxes_in(view).is_empty());
        assert_eq!(scene.connections_in(view), [0]);
    }

    #[test]
    fn a_new_box_covers_none_that_is_there() {
        let scene = scene();
        let centre = scene.free_centre(Point::new(84.0, 36.0));
        assert!(scene.boxes_in(Rect::around(centre, BOX_SIZE)).is_empty());
        let free = Point::new(900.0, 900.0);
        assert_eq!(scene.free_centre(free), free);
    }

    #[test]
    fn absurd_places_are_tamed() {
        let scene = Scene::new([("a", Point::new(f64::NAN, 1e300))], []);
        assert_eq!(scene.rect(0).unwrap().corner(), Point::new(0.0, FARTHEST));
    }
}
