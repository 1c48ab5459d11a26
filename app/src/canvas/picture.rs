//! What is to be drawn for a view: which boxes, which curves, how much detail. Paints nothing.

use super::curve::Curve;
use super::scene::Scene;
use super::viewport::Viewport;

/// Below this zoom the text of a box cannot be read, so it is not written.
pub const NEAR_FROM_ZOOM: f64 = 0.35;
/// With more boxes than this in view, elements cost more than one painted surface.
pub const NEAR_UP_TO_BOXES: usize = 300;
/// Below this zoom an arrow head is a dot, so it is not drawn.
pub const ARROWS_FROM_ZOOM: f64 = 0.2;
/// How far beyond the view is drawn, as a share of it, so that a short pan meets no blank.
const AHEAD: f64 = 0.15;

/// How much of a box is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Text, icons, figures: elements of the page.
    Near,
    /// Plain shapes on one surface.
    Far,
}

/// What is to be drawn. Numbers are those of the scene.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// How it is to be drawn.
    pub detail: Detail,
    /// Whether arrow heads are drawn.
    pub has_arrows: bool,
    /// The boxes, in the order they are painted.
    pub boxes: Vec<usize>,
    /// The connections, in the order they are painted.
    pub connections: Vec<usize>,
}

impl Picture {
    /// What a view shows of a scene.
    pub fn of(scene: &Scene, viewport: &Viewport) -> Self {
        let view = viewport.visible();
        let area = view.expanded(view.width.max(view.height) * AHEAD);
        let boxes = scene.boxes_in(area);
        let is_near = viewport.zoom >= NEAR_FROM_ZOOM && boxes.len() <= NEAR_UP_TO_BOXES;
        Self {
            detail: if is_near { Detail::Near } else { Detail::Far },
            has_arrows: viewport.zoom >= ARROWS_FROM_ZOOM,
            boxes,
            connections: scene.connections_in(area),
        }
    }

    /// The same with some boxes alone, and the connections between those.
    #[must_use]
    pub fn only(mut self, scene: &Scene, is_shown: impl Fn(&str) -> bool) -> Self {
        let shown = |number: usize| scene.id(number).is_some_and(&is_shown);
        self.boxes.retain(|number| shown(*number));
        self.connections.retain(|number| scene.ends(*number).is_some_and(|(from, to)| shown(from) && shown(to)));
        self
    }

    /// All its curves as one SVG path: for a painter that is called once a frame.
    ///
    /// `pick` leaves some out, such as those that are painted on another surface or in another colour.
    pub fn path(&self, scene: &Scene, pick: impl Fn(usize) -> bool) -> String {
        let mut path = String::with_capacity(self.connections.len() * 64);
        self.curves(scene, pick).for_each(|curve| curve.write_path(&mut path));
        path
    }

    /// All its arrow heads as one SVG path; empty where they are too small to be seen.
    pub fn arrow_path(&self, scene: &Scene, pick: impl Fn(usize) -> bool) -> String {
        let mut path = String::new();
        if self.has_arrows {
            self.curves(scene, pick).for_each(|curve| curve.write_arrow_path(&mut path));
        }
        path
    }

    fn curves<'a>(&'a self, scene: &'a Scene, pick: impl Fn(usize) -> bool + 'a) -> impl Iterator<Item = Curve> + 'a {
        self.connections.iter().copied().filter(move |number| pick(*number)).filter_map(|number| scene.curve(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::geometry::Point;

    fn rows(count: usize) -> Scene {
        let ids: Vec<String> = (0..count).map(|number| format!("c{number}")).collect();
        let boxes = ids
            .iter()
            .enumerate()
            .map(|(number, id)| (id.as_str(), Point::new((number % 20) as f64 * 200.0, (number / 20) as f64 * 80.0)));
        Scene::new(boxes, ids.windows(2).map(|pair| (pair[0].as_str(), pair[1].as_str())))
    }

    #[test]
    fn only_what_is_in_view_or_just_beside_it_is_drawn() {
        let picture = Picture::of(&rows(1000), &Viewport::default());
        assert_eq!(picture.detail, Detail::Near);
        assert!((40..120).contains(&picture.boxes.len()), "{}", picture.boxes.len());
        assert!(!picture.connections.is_empty());
    }

    #[test]
    fn far_away_or_crowded_it_is_plain() {
        let scene = rows(1000);
        let away = Viewport { zoom: 0.3, ..Viewport::default() };
        assert_eq!(Picture::of(&scene, &away).detail, Detail::Far);
        let crowded = Viewport { zoom: 0.4, ..Viewport::default() };
        let picture = Picture::of(&scene, &crowded);
        assert!(picture.boxes.len() > NEAR_UP_TO_BOXES);
        assert_eq!(picture.detail, Detail::Far);
    }

    #[test]
    fn what_is_not_to_be_seen_takes_its_connections_with_it() {
        let scene = rows(4);
        let picture = Picture::of(&scene, &Viewport::default()).only(&scene, |id| id != "c1");
        assert_eq!(picture.boxes.len(), 3);
        // Of c0 to c1, c1 to c2 and c2 to c3 only the last is left.
        assert_eq!(picture.connections.len(), 1);
    }

    #[test]
    fn one_path_holds_all_curves_but_those_left_out() {
        let scene = rows(20);
        let picture = Picture::of(&scene, &Viewport { zoom: 0.2, ..Viewport::default() });
        assert_eq!(picture.path(&scene, |_| true).matches('M').count(), 19);
        assert_eq!(picture.path(&scene, |number| number != 3).matches('M').count(), 18);
        assert_eq!(picture.arrow_path(&scene, |_| true).matches('Z').count(), 19);
        let farther = Picture::of(&scene, &Viewport { zoom: 0.1, ..Viewport::default() });
        assert_eq!(farther.arrow_path(&scene, |_| true), "");
    }
}
