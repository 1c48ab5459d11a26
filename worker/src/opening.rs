//! What came by a link, with the verdict on it: all that the worker can do before the rest of it has come.

use loadbearing_engine::share::{Manner, Shared, Shown};
use loadbearing_engine::{DesignFile, link, verdict};

use crate::Opened;

/// For how long a design is evaluated before what is known by then is shown, in milliseconds: what most people take for
/// no wait (Nielsen, 1993).
const PATIENCE_MS: f64 = 100.0;

/// What a link holds, where it has a design that can be shown before all of the page is there: of an assignment what it
/// begins with, of what is handed in the solution. `now_ms` tells milliseconds of a clock that does not go back.
#[must_use]
pub fn opened(fragment: &str, now_ms: impl Fn() -> f64) -> Option<Opened> {
    let (file, shown) = match link::open(fragment).ok()? {
        Shared::Design { file, shown } => (file, shown),
        Shared::Assignment(assignment) => (assignment.start, Shown::default()),
        Shared::Submission(submission) => (submission.design, Shown::default()),
    };
    if !is_plain(&file, &shown) {
        return None;
    }
    let since = now_ms();
    let (report, is_whole) = verdict(&file.design, || now_ms() - since > PATIENCE_MS);
    let Shown { manner, camera, theme, .. } = shown;
    Some(Opened { file, manner, camera, theme, report, is_whole })
}

/// Whether a design is shown as it is: whole, with a place for each box, and with nothing that is down.
fn is_plain(file: &DesignFile, shown: &Shown) -> bool {
    let has_places = file.design.components.iter().all(|component| file.layout.contains_key(&component.id));
    let is_in_steps = shown.manner == Manner::Present && !file.steps.is_empty();
    has_places && !is_in_steps && shown.down.is_empty() && shown.load.is_none()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use loadbearing_engine::design::Step;
    use loadbearing_engine::share::{encode_assignment, encode_submission};
    use loadbearing_engine::{Submission, assignments, templates};

    use super::*;

    #[test]
    fn a_link_is_shown_with_its_verdict_or_with_what_is_known_of_it_after_a_while() {
        let file = templates::find("url-shortener-worked").unwrap();
        let shown = Shown { manner: Manner::View, ..Shown::default() };
        let fragment = link::encode_shown(&file, &shown);
        for (pace, is_whole) in [(0.0, true), (PATIENCE_MS + 1.0, false)] {
            let clock = Cell::new(0.0);
            let opened = opened(&fragment, || clock.replace(clock.get() + pace)).unwrap();
            assert_eq!((opened.manner, opened.is_whole), (Manner::View, is_whole));
            assert_eq!(opened.report == verdict(&file.design, || false).0, is_whole);
            assert_eq!(opened.file, link::decode(&fragment).unwrap());
        }
    }

    #[test]
    fn what_cannot_be_shown_at_once_is_left_to_the_page() {
        let mut file = templates::find("url-shortener-worked").unwrap();
        let is_silent = |fragment: &str| opened(fragment, || 0.0).is_none();
        assert!(!is_silent(&link::encode(&file)));
        let broken = Shown { down: vec!["redis".to_owned()], ..Shown::default() };
        let loaded = Shown { load: Some(2.0), ..Shown::default() };
        for shown in [broken, loaded] {
            assert!(is_silent(&link::encode_shown(&file, &shown)), "{shown:?}");
        }
        let presented = Shown { manner: Manner::Present, ..Shown::default() };
        assert!(!is_silent(&link::encode_shown(&file, &presented)));
        file.steps.push(Step { note: "Look here".to_owned(), ..Step::default() });
        assert!(is_silent(&link::encode_shown(&file, &presented)), "steps");
        file.layout.remove("redis");
        assert!(is_silent(&link::encode(&file)), "a box without a place");
        assert!(is_silent("") && is_silent("1.cut"));
    }

    #[test]
    fn an_assignment_is_shown_as_what_it_begins_with_and_a_solution_as_it_is() {
        let assignment = assignments::find("hold-the-url-shortener").unwrap();
        let (start, _) = verdict(&assignment.start.design, || false);
        let shown = opened(&encode_assignment(&assignment), || 0.0).unwrap();
        assert_eq!((shown.file.design, shown.report), (assignment.start.design, start));
        let design = templates::find("three-tier").unwrap();
        let handed_in = Submission {
            student: "Ada".to_owned(),
            assignment: "hold-the-url-shortener".to_owned(),
            version: 1,
            design: design.clone(),
            ..Submission::default()
        };
        assert_eq!(opened(&encode_submission(&handed_in), || 0.0).unwrap().file.design, design.design);
    }
}
