//! Where the keyboard is on the canvas: the box or the connection that the next key is about, and the ways from one to
//! the next. What is selected is apart from it.

use super::geometry::{Point, Rect};
use super::scene::Scene;
use super::selection::Selection;
use crate::connection_key::ConnectionKey;
use crate::order::{sort_by, sort_by_key};

/// Boxes whose upper borders differ by less than this, in world pixels, are in one row.
const ROW: f64 = 64.0;

/// Where the keyboard is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Spot {
    /// On the canvas as a whole.
    #[default]
    Nowhere,
    /// About to leave the canvas: the next Tab goes to what follows it on the page.
    Out,
    /// On a component.
    Component(String),
    /// On a connection.
    Connection(ConnectionKey),
    /// On a text.
    Note(String),
}

impl Spot {
    /// The one thing that is selected; `None` where nothing is, or several things are.
    #[must_use]
    pub fn selected(selection: &Selection) -> Option<Self> {
        let component = selection.only_component().map(|id| Self::Component(id.to_owned()));
        let connection = || selection.only_connection().cloned().map(Self::Connection);
        component.or_else(connection).or_else(|| selection.only_note().map(|id| Self::Note(id.to_owned())))
    }

    /// What it would select.
    #[must_use]
    pub fn selection(&self) -> Selection {
        match self {
            Self::Component(id) => Selection::component(id.clone()),
            Self::Connection(key) => Selection::connection(key.clone()),
            Self::Note(id) => Selection::note(id.clone()),
            Self::Nowhere | Self::Out => Selection::default(),
        }
    }

    /// The component, if it is on one.
    #[must_use]
    pub fn component(&self) -> Option<&str> {
        match self {
            Self::Component(id) => Some(id),
            _ => None,
        }
    }

    /// Where it is drawn; `None` for what is gone.
    #[must_use]
    pub fn area(&self, scene: &Scene) -> Option<Rect> {
        match self {
            Self::Component(id) => scene.rect_of(id),
            Self::Connection(key) => Some(scene.curve(scene.connection_number(key)?)?.bounds()),
            Self::Note(id) => scene.note_area(id),
            Self::Nowhere | Self::Out => None,
        }
    }

    /// The point from which ways to others are measured.
    fn centre(&self, scene: &Scene) -> Option<Point> {
        match self {
            Self::Connection(key) => Some(scene.curve(scene.connection_number(key)?)?.middle()),
            other => other.area(scene).map(|area| area.centre()),
        }
    }
}

/// All that can be walked to, in reading order: row by row, and each box followed by the connections that leave it.
/// Texts stand where they begin.
#[must_use]
pub fn reading_order(scene: &Scene) -> Vec<Spot> {
    // Texts are numbered behind boxes.
    let notes = scene.notes().iter().map(|note| Some(note.area));
    let areas = (0..scene.box_count()).map(|number| scene.rect(number)).chain(notes);
    let mut boxes: Vec<(f64, f64, usize)> = areas
        .enumerate()
        .filter_map(|(number, area)| area.map(|area| ((area.y / ROW).round(), area.x, number)))
        .collect();
    sort_by(&mut boxes, |one, other| {
        one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)).then(one.2.cmp(&other.2))
    });
    let mut places = vec![0; boxes.len()];
    for (place, (.., number)) in boxes.iter().enumerate() {
        places[*number] = place;
    }
    let mut order = Vec::new();
    for (.., number) in boxes {
        if let Some(note) = number.checked_sub(scene.box_count()).and_then(|number| scene.notes().get(number)) {
            order.push(Spot::Note(note.id.clone()));
            continue;
        }
        order.extend(scene.id(number).map(|id| Spot::Component(id.to_owned())));
        let touching = scene.connections_at(number).iter().copied();
        let mut leaving: Vec<(usize, usize)> = touching
            .filter_map(|connection| scene.ends(connection).map(|ends| (ends, connection)))
            .filter(|((from, _), _)| *from == number)
            .map(|((_, to), connection)| (places[to], connection))
            .collect();
        sort_by_key(&mut leaving, |leaving| *leaving);
        order.extend(leaving.into_iter().filter_map(|(_, number)| scene.key(number).cloned().map(Spot::Connection)));
    }
    order
}

/// The next in reading order, or the one before; `None` at the end.
#[must_use]
pub fn beside(scene: &Scene, here: Option<&Spot>, is_back: bool) -> Option<Spot> {
    let mut order = reading_order(scene);
    if is_back {
        order.reverse();
    }
    let place = here.and_then(|here| order.iter().position(|spot| spot == here));
    order.into_iter().nth(place.map_or(0, |place| place + 1))
}

/// The nearest component in a direction; from nowhere, the first in reading order.
#[must_use]
pub fn toward(scene: &Scene, here: Option<&Spot>, way: Point) -> Option<Spot> {
    let Some(centre) = here.and_then(|here| here.centre(scene)) else { return beside(scene, None, false) };
    nearest(scene, here, centre, way, 0..scene.box_count())
}

/// The next component in a direction along a connection, or the nearest where none leads there. From a connection, its
/// ends.
#[must_use]
pub fn along(scene: &Scene, here: &Spot, way: Point) -> Option<Spot> {
    let centre = here.centre(scene)?;
    let connected: Vec<usize> = match here {
        Spot::Component(id) => {
            let number = scene.number(id)?;
            let ends = scene.connections_at(number).iter().filter_map(|connection| scene.ends(*connection));
            ends.map(|(from, to)| if from == number { to } else { from }).collect()
        }
        Spot::Connection(key) => {
            let (from, to) = scene.ends(scene.connection_number(key)?)?;
            vec![from, to]
        }
        Spot::Note(_) => Vec::new(),
        Spot::Nowhere | Spot::Out => return None,
    };
    nearest(scene, Some(here), centre, way, connected).or_else(|| toward(scene, Some(here), way))
}

fn nearest(
    scene: &Scene,
    here: Option<&Spot>,
    centre: Point,
    way: Point,
    candidates: impl IntoIterator<Item = usize>,
) -> Option<Spot> {
    let own = here.and_then(Spot::component).and_then(|id| scene.number(id));
    let all = candidates.into_iter().filter(|number| Some(*number) != own);
    let costs = all.filter_map(|number| Some((number, cost(scene.rect(number)?.centre() - centre, way)?)));
    let (number, _) = costs.min_by(|one, other| one.1.total_cmp(&other.1))?;
    scene.id(number).map(|id| Spot::Component(id.to_owned()))
}

/// How far something lies in a direction, sideways counted twice; `None` where it lies elsewhere.
fn cost(to: Point, way: Point) -> Option<f64> {
    let ahead = to.x * way.x + to.y * way.y;
    let aside = (to.x * way.y).abs() + (to.y * way.x).abs();
    (ahead > 0.0 && ahead * 2.0 >= aside).then_some(ahead + 2.0 * aside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::scene::Note;

    const RIGHT: Point = Point::new(1.0, 0.0);
    const DOWN: Point = Point::new(0.0, 1.0);

    /// ```text
    /// a   b
    ///     c
    /// ```
    fn scene() -> Scene {
        let boxes = [("c", Point::new(300.0, 200.0)), ("b", Point::new(300.0, 10.0)), ("a", Point::default())];
        Scene::new(boxes, [("a", "c"), ("a", "b"), ("b", "c")])
    }

    fn component(id: &str) -> Spot {
        Spot::Component(id.to_owned())
    }

    fn connection(from: &str, to: &str) -> Spot {
        Spot::Connection(ConnectionKey::first(from, to))
    }

    #[test]
    fn each_box_is_followed_by_the_connections_that_leave_it() {
        let expected = [
            component("a"),
            connection("a", "b"),
            connection("a", "c"),
            component("b"),
            connection("b", "c"),
            component("c"),
        ];
        assert_eq!(reading_order(&scene()), expected);
    }

    #[test]
    fn a_text_is_read_where_it_begins() {
        let area = Rect { x: 100.0, y: 190.0, width: 80.0, height: 40.0 };
        let scene = scene().noted(vec![Note { id: "note".to_owned(), area }]);
        let note = Spot::Note("note".to_owned());
        assert_eq!(beside(&scene, Some(&connection("b", "c")), false), Some(note.clone()));
        assert_eq!(beside(&scene, Some(&note), false), Some(component("c")));
        assert_eq!((note.area(&scene), Spot::selected(&note.selection())), (Some(area), Some(note)));
    }

    #[test]
    fn the_order_is_walked_both_ways_and_ends() {
        let scene = scene();
        assert_eq!(beside(&scene, None, false), Some(component("a")));
        assert_eq!(beside(&scene, None, true), Some(component("c")));
        assert_eq!(beside(&scene, Some(&component("a")), false), Some(connection("a", "b")));
        assert_eq!(beside(&scene, Some(&component("b")), true), Some(connection("a", "c")));
        assert_eq!(beside(&scene, Some(&component("c")), false), None);
        assert_eq!(beside(&Scene::default(), None, false), None);
    }

    #[test]
    fn an_arrow_goes_to_the_nearest_box_there_whether_connected_or_not() {
        let scene = scene();
        assert_eq!(toward(&scene, None, RIGHT), Some(component("a")), "from nowhere to the first");
        assert_eq!(toward(&scene, Some(&component("a")), RIGHT), Some(component("b")));
        assert_eq!(toward(&scene, Some(&component("b")), DOWN), Some(component("c")));
        assert_eq!(toward(&scene, Some(&component("b")), RIGHT), None);
    }

    #[test]
    fn a_walk_follows_connections_before_it_takes_what_is_nearer() {
        let boxes = [("a", Point::default()), ("near", Point::new(200.0, 0.0)), ("far", Point::new(600.0, 0.0))];
        let scene = Scene::new(boxes, [("a", "far")]);
        assert_eq!(along(&scene, &component("a"), RIGHT), Some(component("far")));
        assert_eq!(along(&scene, &component("near"), RIGHT), Some(component("far")));
        assert_eq!(along(&scene, &connection("a", "far"), RIGHT), Some(component("far")));
        assert_eq!(along(&scene, &Spot::Nowhere, RIGHT), None);
    }
}
