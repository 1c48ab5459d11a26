//! What has to go on when something happens: the scenarios of a check, and what the engine says of them.

use super::Answer;
use super::asked::name;
use crate::analysis::scenario::{Down, Scenario};
use crate::assignment::Survival;
use crate::design::words::Word;
use crate::design::{Design, PlaceKind};
use crate::report::{Evaluation, Outcome};
use crate::rules::phrase::{percent, significant};

/// What of two shares that differ by less is taken as equal.
const EQUAL: f64 = 1e-9;

/// What has to hold, one sentence without a stop.
pub(super) fn says(happens: &Survival, design: &Design) -> String {
    let mut events = Vec::new();
    if !happens.down.is_empty() {
        let lost: Vec<String> = happens.down.iter().map(|id| name(id, design)).collect();
        events.push(format!("the loss of {}", lost.join(" and ")));
    }
    if let Some(kind) = happens.any {
        events.push(format!("the loss of any one {}", kind.word()));
    }
    if happens.load != 1.0 {
        events.push(format!("{} times the load", significant(happens.load)));
    }
    let who = match happens.journeys.as_slice() {
        [] => "every journey".to_owned(),
        ids => ids.iter().map(|id| name(id, design)).collect::<Vec<_>>().join(" and "),
    };
    let all =
        if happens.carried >= 1.0 { String::new() } else { format!(", {} of it at least", percent(happens.carried)) };
    format!("{who} survives {}{all}", events.join(" together with "))
}

pub(super) fn answer(happens: &Survival, evaluation: &Evaluation<'_>) -> Answer {
    let mut down = Vec::new();
    for word in &happens.down {
        match Down::named(evaluation.graph, word) {
            Some(lost) => down.push(lost),
            None => return Answer::no(format!("nothing of the design is called “{word}”")),
        }
    }
    let base = Scenario { down, load: happens.load, ..Scenario::default() };
    let Some(kind) = happens.any else { return tried(happens, evaluation, &base) };
    let places = &evaluation.graph.design.places;
    let ids: Vec<&str> = places.iter().filter(|place| place.kind == kind).map(|place| place.id.as_str()).collect();
    if ids.is_empty() {
        let plural = if kind == PlaceKind::Zone { "zones" } else { "regions" };
        return Answer::no(format!("the design has no {plural}"));
    }
    for id in ids {
        let mut scenario = base.clone();
        scenario.down.push(Down::Place(id.to_owned()));
        let answer = tried(happens, evaluation, &scenario);
        if !answer.passed {
            return Answer { found: format!("without “{id}”: {}", answer.found), ..answer };
        }
    }
    Answer { passed: true, found: "all of it goes on".to_owned(), measured: None }
}

/// Supposes one thing, and asks each journey.
fn tried(happens: &Survival, evaluation: &Evaluation<'_>, scenario: &Scenario) -> Answer {
    let outcome: Outcome = evaluation.outcome(scenario);
    let meant = |id: &String| happens.journeys.is_empty() || happens.journeys.contains(id);
    if let Some(id) = happens.journeys.iter().find(|id| !outcome.journeys.contains_key(*id)) {
        return Answer::no(format!("there is no journey “{id}” any more"));
    }
    let design = evaluation.graph.design;
    for (id, journey) in outcome.journeys.iter().filter(|(id, _)| meant(id)) {
        let who = name(id, design);
        if journey.state == "fails" {
            let lacks: Vec<String> = journey.lacks.iter().map(|lost| name(lost, design)).collect();
            let lacks = if lacks.is_empty() { String::new() } else { format!(" without {}", lacks.join(", ")) };
            return Answer::no(format!("{who} fails{lacks}"));
        }
        if journey.carried + EQUAL < happens.carried {
            let found = format!("{who} carries {} of what arrives", percent(journey.carried));
            return Answer { passed: false, found, measured: Some(journey.carried) };
        }
        if journey.in_cascade == "fails" && happens.carried >= 1.0 {
            return Answer::no(format!("{who} fails when what is driven over its capacity falls"));
        }
    }
    Answer { passed: true, found: "all of it goes on".to_owned(), measured: None }
}
