//! What part of the world is on the screen: pan and zoom, and the way between the two.
//! Knows no boxes.

use super::geometry::{Point, Rect, Size};

/// The farthest view: 1 %. All of 30,000 boxes in a square are in view at 2 %.
pub const MIN_ZOOM: f64 = 0.01;
/// The nearest view: 800 %.
pub const MAX_ZOOM: f64 = 8.0;
/// What stays free around something that is fitted into view, in screen pixels.
pub const FIT_MARGIN: f64 = 48.0;

/// On a narrow canvas less stays free: this part of its width.
const NARROW_MARGIN: f64 = 0.06;

/// Where the zoom commands stop.
const STEPS: [f64; 13] = [0.05, 0.1, 0.18, 0.25, 0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0, 8.0];
/// Beyond this, in world pixels, screen coordinates would lose their fractions.
const FARTHEST: f64 = 1e7;
/// How far the wheel turns for a zoom by a factor of e, in the pixels that browsers report.
const WHEEL_PER_E: f64 = 320.0;

/// The part of the world that the canvas shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// The world point in the upper left corner of the canvas.
    pub origin: Point,
    /// Screen pixels a world pixel.
    pub zoom: f64,
    /// The canvas, in screen pixels.
    pub size: Size,
}

impl Default for Viewport {
    fn default() -> Self {
        Self { origin: Point::default(), zoom: 1.0, size: Size::new(1024.0, 640.0) }
    }
}

impl Viewport {
    /// Where a world point is on the canvas.
    pub fn to_screen(&self, world: Point) -> Point {
        (world - self.origin) * self.zoom
    }

    /// Which world point is at a place on the canvas.
    pub fn to_world(&self, screen: Point) -> Point {
        screen * (1.0 / self.zoom) + self.origin
    }

    /// The part of the world in view.
    pub fn visible(&self) -> Rect {
        let size = Size::new(self.size.width / self.zoom, self.size.height / self.zoom);
        Rect::new(self.origin, size)
    }

    /// The world point in the middle of the canvas.
    pub fn centre(&self) -> Point {
        self.visible().centre()
    }

    /// The CSS transform that puts world coordinates on the screen, with the origin in the corner.
    pub fn transform(&self) -> String {
        let shift = self.to_screen(Point::default());
        format!("translate({:.2}px,{:.2}px) scale({})", shift.x, shift.y, self.zoom)
    }

    /// After the content was dragged by so many screen pixels.
    #[must_use]
    pub fn panned(self, by: Point) -> Self {
        self.at(self.origin - by * (1.0 / self.zoom))
    }

    /// With another zoom; the world point under `screen` stays where it is.
    #[must_use]
    pub fn zoomed_to(self, zoom: f64, screen: Point) -> Self {
        if !zoom.is_finite() || !screen.is_finite() {
            return self;
        }
        let world = self.to_world(screen);
        let zoom = zoom.clamp(MIN_ZOOM, MAX_ZOOM);
        Self { zoom, ..self }.at(world - screen * (1.0 / zoom))
    }

    /// Zoomed by a factor; the world point under `screen` stays where it is.
    #[must_use]
    pub fn zoomed_by(self, factor: f64, screen: Point) -> Self {
        self.zoomed_to(self.zoom * factor, screen)
    }

    /// Zoomed by a turn of the wheel, in pixels as browsers report them; negative is nearer.
    #[must_use]
    pub fn wheeled(self, delta: f64, screen: Point) -> Self {
        // The simplest rational stand-in for e^-x: there and back again ends where it began.
        let half = (delta / WHEEL_PER_E).clamp(-1.0, 1.0) / 2.0;
        self.zoomed_by((1.0 - half) / (1.0 + half), screen)
    }

    /// At the next step nearer, about the middle.
    #[must_use]
    pub fn zoomed_in(self) -> Self {
        let next = STEPS.into_iter().find(|step| *step > self.zoom * 1.001);
        self.zoomed_to(next.unwrap_or(MAX_ZOOM), self.middle())
    }

    /// At the next step farther, about the middle.
    #[must_use]
    pub fn zoomed_out(self) -> Self {
        let next = STEPS.into_iter().rev().find(|step| *step < self.zoom / 1.001);
        self.zoomed_to(next.unwrap_or(MIN_ZOOM), self.middle())
    }

    /// At 100 %, about the middle.
    #[must_use]
    pub fn unzoomed(self) -> Self {
        self.zoomed_to(1.0, self.middle())
    }

    /// With a rectangle in the middle and wholly in view, at `closest` at the most.
    #[must_use]
    pub fn fitted(self, content: Rect, closest: f64) -> Self {
        let margin = FIT_MARGIN.min(self.size.width * NARROW_MARGIN);
        let across = (self.size.width - 2.0 * margin).max(1.0) / content.width.max(1.0);
        let down = (self.size.height - 2.0 * margin).max(1.0) / content.height.max(1.0);
        let zoom = across.min(down).min(closest).clamp(MIN_ZOOM, MAX_ZOOM);
        Self { zoom, ..self }.centred(content.centre())
    }

    /// Where a design opens: all of it in view, but never larger than life; the origin without one.
    #[must_use]
    pub fn home(self, content: Option<Rect>) -> Self {
        match content {
            Some(content) => self.fitted(content, 1.0),
            None => Self { zoom: 1.0, ..self }.at(Point::default()),
        }
    }

    /// With a world point in the middle, at the same zoom.
    #[must_use]
    pub fn centred(self, world: Point) -> Self {
        let half = Point::new(self.size.width, self.size.height) * (0.5 / self.zoom);
        self.at(world - half)
    }

    /// Moved as little as it takes to have a rectangle in view.
    #[must_use]
    pub fn revealing(self, target: Rect) -> Self {
        let margin = FIT_MARGIN / self.zoom;
        let (view, target) = (self.visible(), target.expanded(margin));
        if view.encloses(target) {
            return self;
        }
        let shift = |start: f64, end: f64, low: f64, high: f64| {
            if high - low > end - start {
                (low + high) / 2.0 - (start + end) / 2.0
            } else {
                (low - start).min(0.0) + (high - end).max(0.0)
            }
        };
        let across = shift(view.x, view.right(), target.x, target.right());
        let down = shift(view.y, view.bottom(), target.y, target.bottom());
        self.at(self.origin + Point::new(across, down))
    }

    /// On a canvas of another size; the upper left corner stays.
    #[must_use]
    pub fn resized(self, size: Size) -> Self {
        if size.width.is_finite() && size.height.is_finite() {
            Self { size: Size::new(size.width.max(1.0), size.height.max(1.0)), ..self }
        } else {
            self
        }
    }

    /// The middle of the canvas, in screen pixels.
    pub fn middle(&self) -> Point {
        Point::new(self.size.width / 2.0, self.size.height / 2.0)
    }

    fn at(self, origin: Point) -> Self {
        if !origin.is_finite() {
            return self;
        }
        let x = origin.x.clamp(-FARTHEST, FARTHEST);
        let y = origin.y.clamp(-FARTHEST, FARTHEST);
        Self { origin: Point::new(x, y), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(one: Point, other: Point) -> bool {
        one.distance(other) < 1e-6
    }

    #[test]
    fn the_point_under_the_cursor_stays_while_zooming() {
        let cursor = Point::new(300.0, 200.0);
        let before = Viewport::default().panned(Point::new(77.0, -31.0));
        for factor in [0.1, 0.9, 1.3, 50.0] {
            let after = before.zoomed_by(factor, cursor);
            assert!(close(before.to_world(cursor), after.to_world(cursor)), "{factor}");
            assert!((MIN_ZOOM..=MAX_ZOOM).contains(&after.zoom));
        }
    }

    #[test]
    fn the_wheel_there_and_back_ends_where_it_began() {
        let cursor = Point::new(10.0, 10.0);
        let view = Viewport::default().wheeled(-100.0, cursor);
        assert!(view.zoom > 1.3 && view.zoom < 1.4);
        assert!((view.wheeled(100.0, cursor).zoom - 1.0).abs() < 1e-12);
    }

    #[test]
    fn panning_moves_the_content_with_the_hand() {
        let view = Viewport { zoom: 2.0, ..Viewport::default() }.panned(Point::new(20.0, 0.0));
        assert_eq!(view.to_screen(Point::default()), Point::new(20.0, 0.0));
        assert_eq!(view.transform(), "translate(20.00px,0.00px) scale(2)");
    }

    #[test]
    fn fitting_shows_all_with_a_margin_and_home_never_enlarges() {
        let content = Rect::new(Point::new(500.0, -900.0), Size::new(4000.0, 300.0));
        let view = Viewport::default().fitted(content, MAX_ZOOM);
        assert!(view.visible().encloses(content));
        assert!(close(view.centre(), content.centre()));
        let many = Rect::new(Point::default(), Size::new(174.0 * 220.0, 173.0 * 120.0));
        let narrow = Viewport::default().resized(Size::new(700.0, 600.0)).fitted(many, 1.0);
        assert!(narrow.visible().encloses(many), "30,000 boxes are in view at once");
        let small = Rect::new(Point::default(), Size::new(10.0, 10.0));
        assert_eq!(Viewport::default().home(Some(small)).zoom, 1.0);
        assert_eq!(Viewport::default().fitted(small, MAX_ZOOM).zoom, MAX_ZOOM);
    }

    #[test]
    fn steps_lead_to_both_ends_through_100_percent() {
        let mut view = Viewport { zoom: 0.9, ..Viewport::default() }.zoomed_in();
        assert_eq!(view.zoom, 1.0);
        for _ in 0..20 {
            view = view.zoomed_in();
        }
        assert_eq!(view.zoom, MAX_ZOOM);
        for _ in 0..20 {
            view = view.zoomed_out();
        }
        assert_eq!((view.zoom, view.unzoomed().zoom), (MIN_ZOOM, 1.0));
    }

    #[test]
    fn revealing_leaves_a_view_alone_that_shows_it_already() {
        let view = Viewport::default();
        let inside = Rect::new(Point::new(100.0, 100.0), Size::new(50.0, 50.0));
        assert_eq!(view.revealing(inside), view);
        let outside = inside.shifted(Point::new(2000.0, 0.0));
        let moved = view.revealing(outside);
        assert!(moved.visible().encloses(outside));
        assert_eq!(moved.origin.y, 0.0);
    }

    #[test]
    fn nonsense_changes_nothing() {
        let view = Viewport::default();
        assert_eq!(view.panned(Point::new(f64::NAN, 0.0)), view);
        assert_eq!(view.zoomed_by(f64::INFINITY, Point::default()), view);
        assert_eq!(view.resized(Size::new(f64::NAN, 1.0)), view);
        assert!(view.fitted(Rect::default(), f64::NAN).zoom.is_finite());
    }
}
