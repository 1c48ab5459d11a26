//! What is to be drawn for a view: which boxes, which curves, how much detail. Paints nothing.

use super::geometry::Rect;
use super::route::Route;
use super::scene::Scene;
use super::viewport::Viewport;

/// Below this zoom the text of a box cannot be read, so it is not written.
pub const NEAR_FROM_ZOOM: f64 = 0.35;
/// With more boxes than this in view, elements cost more than one painted surface.
pub const NEAR_UP_TO_BOXES: usize = 300;
/// Below this zoom an arrow head is a dot, so it is not drawn.
pub const ARROWS_FROM_ZOOM: f64 = 0.2;
/// How far beyond the view is drawn at least, as a share of it, so that a short pan meets no blank.
const AHEAD: f64 = 0.05;
/// What is drawn ends on lines this far apart, as a share of the view (or up to half of that), so that a pan draws
/// nothing new with most of its moves. Lines farther apart draw more that nobody sees: with half of the view, loading,
/// panning and zooming cost more (`docs/benchmarks.md`).
const STEP: f64 = 0.125;

/// How much of a box is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Text, icons, figures: elements of the page.
    Near,
    /// Plain shapes on one surface.
    Far,
}

/// The part of the world that is drawn, and how much of it: the same for all views that differ little.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    area: Rect,
    /// Whether text can be read.
    is_readable: bool,
    has_arrows: bool,
}

impl Part {
    /// What a view needs.
    pub fn of(viewport: &Viewport) -> Self {
        let view = viewport.visible();
        let size = view.width.max(view.height).max(1.0);
        let area = view.expanded(size * AHEAD);
        let step = lines_apart(size * STEP);
        let (left, top) = ((area.x / step).floor() * step, (area.y / step).floor() * step);
        let (right, bottom) = (area.x + area.width, area.y + area.height);
        let (right, bottom) = ((right / step).ceil() * step, (bottom / step).ceil() * step);
        Self {
            area: Rect { x: left, y: top, width: right - left, height: bottom - top },
            is_readable: viewport.zoom >= NEAR_FROM_ZOOM,
            has_arrows: viewport.zoom >= ARROWS_FROM_ZOOM,
        }
    }
}

/// The largest power of two that is at most so much: lines stay where they are while a zoom changes a little.
fn lines_apart(most: f64) -> f64 {
    let mut step = 1.0;
    while step * 2.0 <= most {
        step *= 2.0;
    }
    step
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
        Self::of_part(scene, &Part::of(viewport))
    }

    /// What lies in a part of the world.
    pub fn of_part(scene: &Scene, part: &Part) -> Self {
        let boxes = scene.boxes_in(part.area);
        let is_near = part.is_readable && boxes.len() <= NEAR_UP_TO_BOXES;
        Self {
            detail: if is_near { Detail::Near } else { Detail::Far },
            has_arrows: part.has_arrows,
            boxes,
            connections: scene.connections_in(part.area),
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
        self.routes(scene, pick).for_each(|route| route.write_path(&mut path));
        path
    }

    /// All its arrow heads as one SVG path; empty where they are too small to be seen.
    pub fn arrow_path(&self, scene: &Scene, pick: impl Fn(usize) -> bool) -> String {
        let mut path = String::new();
        if self.has_arrows {
            self.routes(scene, pick).for_each(|route| route.write_arrow_path(&mut path));
        }
        path
    }

    fn routes<'a>(&'a self, scene: &'a Scene, pick: impl Fn(usize) -> bool + 'a) -> impl Iterator<Item = &'a Route> {
        self.connections.iter().copied().filter(move |number| pick(*number)).filter_map(|number| scene.route(number))
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
    fn a_pan_draws_something_new_now_and_then_and_always_all_that_is_in_view() {
        let views: Vec<Viewport> =
            (0..60).map(|step| Viewport::default().panned(Point::new(-15.0, -7.0) * f64::from(step))).collect();
        let parts: Vec<Part> = views.iter().map(Part::of).collect();
        let changes = parts.windows(2).filter(|pair| pair[0] != pair[1]).count();
        assert!((1..30).contains(&changes), "{changes}");
        for (view, part) in views.iter().zip(&parts) {
            assert!(part.area.encloses(view.visible()));
            assert!(
                part.area.width < view.visible().width.max(view.visible().height) * (1.0 + 2.0 * AHEAD + 2.0 * STEP)
            );
        }
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
