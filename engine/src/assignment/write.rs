//! Writing an assignment: one check a line, fields always in the same order, whatever is left open left out.

use super::FORMAT;
use super::model::{Ask, Assignment, Check, Figure, Locked, Survival};
use super::read::sealed;
use crate::design;
use crate::design::read::Json;
use crate::design::words::Word;
use crate::design::write::{Object, field, lines, list, number, text};

/// Writes an assignment as its author keeps it: what is hidden can be read.
#[must_use]
pub fn write(assignment: &Assignment) -> String {
    whole(assignment, false)
}

/// Writes an assignment to be given away: hidden checks are not to be read at a glance. They are no secret from
/// somebody who looks for them, because what grades them is on the same page.
#[must_use]
pub fn write_sealed(assignment: &Assignment) -> String {
    whole(assignment, true)
}

fn whole(assignment: &Assignment, seals: bool) -> String {
    let mut parts = vec![
        field("format", &text(FORMAT)),
        field("id", &text(&assignment.id)),
        field("version", &number(f64::from(assignment.version))),
        field("title", &text(&assignment.title)),
    ];
    if let Some(level) = assignment.level {
        parts.push(field("level", &text(level.word())));
    }
    if !assignment.brief.is_empty() {
        parts.push(field("brief", &text(&assignment.brief)));
    }
    if let Some(source) = &assignment.source {
        parts.push(field("source", &text(source)));
    }
    if !assignment.questions.is_empty() {
        let questions = assignment.questions.iter().map(|question| {
            let mut object = Object::default();
            object.text("id", Some(&question.id));
            object.text("text", Some(&question.text));
            object.finish()
        });
        parts.push(field("questions", &lines('[', questions, ']', 2)));
    }
    if assignment.locked != Locked::default() {
        let locked = &assignment.locked;
        // The paths are always said: without them the usual ones would be meant.
        let mut object = names(&[("components", &locked.components), ("kinds", &locked.kinds)]);
        object.add("numbers", &list(&locked.numbers));
        parts.push(field("locked", &object.finish()));
    }
    let forbidden = &assignment.forbidden;
    let object = names(&[("components", &forbidden.components), ("kinds", &forbidden.kinds)]);
    if !object.fields.is_empty() {
        parts.push(field("forbidden", &object.finish()));
    }
    let is_open = |check: &&Check| !(seals && check.hidden);
    parts.push(field("checks", &lines('[', assignment.checks.iter().filter(is_open).map(check), ']', 2)));
    let hidden: Vec<String> = assignment.checks.iter().filter(|check| !is_open(check)).map(check).collect();
    if !hidden.is_empty() {
        // What the writer writes the reader reads.
        let json = Json::parse(&lines('[', hidden.into_iter(), ']', 0)).unwrap_or(Json::List(Vec::new()));
        parts.push(field("hidden_checks", &text(&sealed(&json))));
    }
    let start = design::write(&assignment.start);
    parts.push(field("start", &indented(start.trim_end())));
    lines('{', parts.into_iter(), '}', 0) + "\n"
}

/// A file within a file. No text of JSON goes over the end of a line.
pub(super) fn indented(file: &str) -> String {
    file.replace('\n', "\n  ")
}

fn names(lists: &[(&str, &Vec<String>)]) -> Object {
    let mut object = Object::default();
    for (name, ids) in lists.iter().filter(|(_, ids)| !ids.is_empty()) {
        object.add(name, &list(*ids));
    }
    object
}

fn check(check: &Check) -> String {
    let mut object = Object::default();
    object.text("text", check.text.as_deref());
    match &check.asks {
        Ask::Figure { figure, of, within } => {
            match figure {
                Figure::Named(name) => object.text("figure", Some(name)),
                Figure::Estimate(id) => object.text("estimate", Some(id)),
            }
            object.text("of", of.as_deref());
            object.number("at_least", within.at_least);
            object.number("at_most", within.at_most);
        }
        Ask::Silent { rules, of } => {
            object.add("silent", &list(rules));
            object.text("of", of.as_deref());
        }
        Ask::Survives(happens) => object.add("survives", &survival(happens)),
    }
    object.number("points", Some(check.points).filter(|points| *points != 1.0));
    object.switch("hidden", Some(true).filter(|_| check.hidden));
    object.finish()
}

fn survival(survival: &Survival) -> String {
    let usual = Survival::default();
    let mut object = names(&[("down", &survival.down)]);
    object.text("any", survival.any.map(Word::word));
    object.number("load", Some(survival.load).filter(|load| *load != usual.load));
    if !survival.journeys.is_empty() {
        object.add("journeys", &list(&survival.journeys));
    }
    object.number("carried", Some(survival.carried).filter(|carried| *carried != usual.carried));
    object.finish()
}
