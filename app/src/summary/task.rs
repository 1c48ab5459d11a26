//! How the checks of an assignment stand, in words; what is hidden says nothing before something was handed in.

use std::collections::BTreeMap;

use loadbearing_engine::grading::{Grade, Graded};
use serde::Deserialize;

use crate::languages::phrases::say;
use crate::languages::{t, t_with};
use crate::order::sort_by_key;

/// How a check stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It holds.
    Holds,
    /// It does not yet.
    Open,
    /// Nobody sees yet.
    Hidden,
}

impl State {
    /// Its name in styles.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Open => "open",
            Self::Hidden => "hidden",
        }
    }

    /// The key of its words.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Holds => "task.holds",
            Self::Open => "task.open",
            Self::Hidden => "task.hidden",
        }
    }
}

/// A check as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How it stands.
    pub state: State,
    /// What has to hold.
    pub says: String,
    /// What was found.
    pub found: String,
    /// What it is worth.
    pub worth: String,
}

/// The checks as they are shown.
#[must_use]
pub fn lines(checks: &[Graded], is_handed_in: bool) -> Vec<Line> {
    let one = |check: &Graded| {
        let worth = t_with("task.worth", &[("points", &check.of)]);
        if check.hidden && !is_handed_in {
            return Line { state: State::Hidden, says: t("task.hidden").to_owned(), found: String::new(), worth };
        }
        let state = if check.passed { State::Holds } else { State::Open };
        let found = t_with("task.found", &[("found", &say(&check.found))]);
        Line { state, says: say(&check.says), found, worth }
    };
    checks.iter().map(one).collect()
}

/// What the checks come to; without the hidden ones before something was handed in.
#[must_use]
pub fn sum(grade: &Grade, is_handed_in: bool) -> String {
    let seen = |check: &&Graded| is_handed_in || !check.hidden;
    // The sum of nothing would be -0.
    let of = grade.checks.iter().filter(seen).fold(0.0, |sum, check| sum + check.of);
    let passed = grade.checks.iter().filter(seen).filter(|check| check.passed);
    let reached = passed.fold(0.0, |sum, check| sum + check.of);
    let points = if grade.broken.is_empty() { reached } else { 0.0 };
    t_with("task.sum", &[("points", &points), ("of", &of)])
}

/// What the list needs of an assignment that is ready.
#[derive(Deserialize)]
struct Head {
    title: String,
    #[serde(default)]
    level: String,
}

/// Assignments that are ready, the easier first: id, title, level, and the text of the file.
#[must_use]
pub fn ready(all: &BTreeMap<String, String>) -> Vec<(String, String, String, String)> {
    const LEVELS: [&str; 4] = ["worked", "easy", "medium", "hard"];
    let head = |(id, text): (&String, &String)| {
        let head: Head = serde_json::from_str(text).ok()?;
        Some((id.clone(), head.title, head.level, text.clone()))
    };
    let mut ready: Vec<_> = all.iter().filter_map(head).collect();
    sort_by_key(&mut ready, |(_, _, level, _)| LEVELS.iter().position(|known| known == level).unwrap_or(LEVELS.len()));
    ready
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graded(passed: bool, hidden: bool) -> Graded {
        Graded { says: "secret".to_owned(), passed, of: 2.0, hidden, ..Graded::default() }
    }

    #[test]
    fn what_is_hidden_says_nothing_until_handed_in() {
        let grade =
            Grade { points: 4.0, of: 4.0, checks: vec![graded(true, false), graded(true, true)], broken: vec![] };
        let before = lines(&grade.checks, false);
        assert_eq!((before[0].state, before[1].state), (State::Holds, State::Hidden));
        assert!(!before[1].says.contains("secret"));
        assert_eq!(sum(&grade, false), t_with("task.sum", &[("points", &2.0), ("of", &2.0)]));
        assert_eq!(lines(&grade.checks, true)[1].state, State::Holds);
        assert!(!sum(&Grade { checks: vec![graded(false, false)], ..Grade::default() }, false).contains('-'));
        assert_eq!(sum(&grade, true), t_with("task.sum", &[("points", &4.0), ("of", &4.0)]));
    }

    #[test]
    fn the_ready_ones_are_listed_by_level() {
        let text = include_str!("../../../static/assignments.json");
        let all: BTreeMap<String, String> = serde_json::from_str(text).expect("it can be read");
        let listed = ready(&all);
        assert_eq!(listed.len(), all.len());
        assert!(listed.first().is_none_or(|first| first.2 == "worked"));
    }
}
