//! What a scenario comes to, in sentences, and what single losses do, as rows of a table. What is true of it is the
//! engine's business.

use loadbearing_engine::analysis::capacity::Role;
use loadbearing_engine::analysis::scenario::{Down, Scenario};
use loadbearing_engine::design::Design;
use loadbearing_engine::report::supposed::{OfCall, OfStrain, Supposed};
use loadbearing_engine::report::workings::{Number, When, Which};
use loadbearing_engine::report::{CallOutcome, JourneyOutcome, LeftOut, Loss, Outcome, OverCapacity};

use super::Tone;
use super::names::{connection_name, name_of, names_of, said};
use super::verdict::Sentence;
use super::working::Worked;
use crate::languages::figures::{percent, significant};
use crate::languages::{fill, find, t, t_with};

/// What is supposed, in a few words for each thing.
#[must_use]
pub fn supposed(design: &Design, scenario: &Scenario) -> Vec<String> {
    let mut parts: Vec<String> = scenario.down.iter().map(|down| down_words(design, down)).collect();
    parts.extend(scenario.cold.iter().map(|id| t_with("breaking.is-cold", &[("name", &name_of(design, id))])));
    parts.extend(
        scenario
            .slow
            .iter()
            .map(|(id, times)| t_with("breaking.is-slow", &[("name", &name_of(design, id)), ("times", times)])),
    );
    parts.extend(
        scenario
            .journeys
            .iter()
            .map(|(id, times)| t_with("breaking.spikes", &[("name", &name_of(design, id)), ("times", times)])),
    );
    if scenario.load != 1.0 {
        parts.push(t_with("breaking.load-is", &[("times", &significant(scenario.load))]));
    }
    parts
}

/// Something that is down, in words.
#[must_use]
pub fn down_words(design: &Design, down: &Down) -> String {
    match down {
        Down::Component(id) | Down::Place(id) => t_with("breaking.is-down", &[("name", &name_of(design, id))]),
        Down::Copies { component, role, count } => {
            let values: [(&str, &dyn std::fmt::Display); 2] = [("count", count), ("name", &name_of(design, component))];
            fill(find(&format!("breaking.down.{}", role.word())).unwrap_or(role.word()), &values)
        }
        Down::Zone { zone, of } => t_with("breaking.down.zone", &[("zone", zone), ("of", of)]),
        Down::Connection { from, to, .. } => {
            t_with("breaking.is-down", &[("name", &connection_name(design, &format!("{from}->{to}")))])
        }
    }
}

/// What follows, in sentences.
#[must_use]
pub fn sentences(design: &Design, outcome: &Outcome) -> Vec<Sentence> {
    let mut sentences =
        vec![Sentence::plain("supposed", Tone::Unknown, supposed(design, &outcome.scenario).join(", ") + ".")];
    for journey in &design.workload.journeys {
        if let Some(found) = outcome.journeys.get(&journey.id) {
            sentences.push(of_journey(design, journey.label(), found));
        }
    }
    let happens = outcome.happens.iter();
    sentences.extend(happens.map(|words| Sentence::plain("happens", Tone::Warn, said(design, words))));
    if !outcome.over_capacity.is_empty() {
        let text = t_with("breaking.over", &[("list", &over(design, &outcome.over_capacity))]);
        let shows = outcome.over_capacity.iter().map(|over| over.component.clone()).collect();
        sentences.push(Sentence { shows, ..Sentence::plain("over-capacity", Tone::Bad, text) });
    }
    if !outcome.cascade.is_empty() {
        let waves: Vec<String> = outcome.cascade.iter().map(|wave| over(design, wave)).collect();
        let text = t_with("breaking.cascade", &[("waves", &waves.join(&format!("{} ", t("breaking.then"))))]);
        sentences.push(Sentence::plain("cascade", Tone::Warn, text));
    }
    sentences
}

fn of_journey(design: &Design, name: &str, found: &JourneyOutcome) -> Sentence {
    let carried = percent(found.carried);
    let (tone, mut text) = match &*found.state {
        "fails" if found.failed_before => (Tone::Bad, t_with("breaking.failed-before", &[("journey", &name)])),
        "fails" => {
            let lacks: Vec<String> = found.lacks.iter().map(|id| connection_name(design, id)).collect();
            (Tone::Bad, t_with("breaking.fails", &[("journey", &name), ("lacks", &lacks.join(", "))]))
        }
        "degraded" if found.carried >= 1.0 => (Tone::Warn, t_with("breaking.goes-on", &[("journey", &name)])),
        "degraded" => (Tone::Warn, t_with("breaking.degraded", &[("journey", &name), ("carried", &carried)])),
        _ if found.carried < 1.0 => {
            (Tone::Warn, t_with("breaking.works-in-part", &[("journey", &name), ("carried", &carried)]))
        }
        _ => (Tone::Fine, t_with("breaking.works", &[("journey", &name)])),
    };
    if found.state != "fails" && !found.without.is_empty() {
        text = format!("{text} {}", t_with("breaking.without", &[("names", &names_of(design, &found.without))]));
    }
    if found.state != "fails" && found.in_cascade == "fails" {
        text = format!("{text} {}", t("breaking.fails-in-cascade"));
    }
    Sentence { shows: found.lacks.clone(), ..Sentence::plain("journey", tone, text) }
}

/// Figures that follow from a scenario, each with a name, to be opened: what is carried, how full everything is then and
/// was before, and what goes over each connection.
#[must_use]
pub fn numbers(design: &Design, outcome: &Outcome) -> Vec<(String, Worked)> {
    let if_so = |number| Worked::Supposed(Box::new(outcome.scenario.clone()), number);
    let mut found = Vec::new();
    for journey in design.workload.journeys.iter().filter(|journey| outcome.journeys.contains_key(&journey.id)) {
        let carried = |before| if_so(Supposed::Carried { journey: journey.id.clone(), before });
        found.push((t_with("breaking.carried-of", &[("journey", &journey.label())]), carried(false)));
        found.push((t_with("breaking.carried-before", &[("journey", &journey.label())]), carried(true)));
    }
    for (at, wave) in std::iter::once(&outcome.over_capacity).chain(&outcome.cascade).enumerate() {
        found.extend(of_roles(design, &outcome.scenario, wave, at));
    }
    for component in &design.components {
        let Some(then) = outcome.components.get(&component.id) else { continue };
        let (id, label) = (component.id.clone(), component.label());
        if then.utilization.is_some() {
            let number = if_so(Supposed::Then(Number::Utilization(id.clone())));
            found.push((t_with("breaking.load-of", &[("name", &label)]), number));
        } else if then.peak.is_some_and(|peak| peak.total > 0.0) {
            let number = if_so(Supposed::Then(Number::Arriving(id.clone(), When::Peak, Which::Both)));
            found.push((t_with("breaking.rate-of", &[("name", &label)]), number));
        }
        if then.utilization_before.is_some() && then.utilization_before != then.utilization {
            let number = Worked::Number(Number::Utilization(id));
            found.push((t_with("breaking.load-before", &[("name", &label)]), number));
        }
    }
    for (place, connection) in design.connections.iter().enumerate() {
        let name = connection_name(design, &format!("{}->{}", connection.from, connection.to));
        let number = if_so(Supposed::Then(Number::Connection(place, When::Peak)));
        found.push((t_with("breaking.rate-over", &[("name", &name)]), number));
    }
    found.extend(of_callers(design, outcome));
    found
}

/// What callers make of it, each with a name.
fn of_callers(design: &Design, outcome: &Outcome) -> Vec<(String, Worked)> {
    let if_so = |number| Worked::Supposed(Box::new(outcome.scenario.clone()), number);
    let mut found = Vec::new();
    for journey in &design.workload.journeys {
        if outcome.journeys.get(&journey.id).is_some_and(|then| then.answered.is_some()) {
            let number = if_so(Supposed::Answered { journey: journey.id.clone(), before: false });
            found.push((t_with("breaking.answered-of", &[("journey", &journey.label())]), number));
        }
    }
    for component in &design.components {
        let Some(strain) = outcome.components.get(&component.id).and_then(|then| then.strain) else { continue };
        let shown = [
            (OfStrain::Takes, "takes", strain.takes_ms.is_some()),
            (OfStrain::Attempts, "attempts", true),
            (OfStrain::Utilization, "attempted-load", strain.utilization.is_some()),
            (OfStrain::Wanted, "places-wanted", strain.places.wanted.is_some()),
            (OfStrain::Room, "places-room", strain.places.room.is_some()),
        ];
        for (of, words, _) in shown.into_iter().filter(|(.., is_shown)| *is_shown) {
            let number = if_so(Supposed::Strain { component: component.id.clone(), of, before: false });
            found.push((named(words, component.label()), number));
        }
    }
    for (place, connection) in design.connections.iter().enumerate() {
        let is_it = |call: &&CallOutcome| {
            (&call.from, &call.to, &call.id) == (&connection.from, &connection.to, &connection.id)
        };
        let Some(call) = outcome.calls.iter().find(is_it) else { continue };
        let name = connection_name(design, &format!("{}->{}", connection.from, connection.to));
        let pool = call.pool.as_ref();
        let shown = [
            (OfCall::Late, "late", true),
            (OfCall::Attempts, "attempts-of-call", true),
            (OfCall::Failure, "failure", true),
            (OfCall::Held, "held", true),
            (OfCall::Wanted, "places-wanted", pool.is_some_and(|pool| pool.wanted.is_some())),
            (OfCall::Room, "places-room", pool.is_some_and(|pool| pool.room.is_some())),
            (OfCall::OpenShare, "open-share", call.open_share.is_some()),
        ];
        for (of, words, _) in shown.into_iter().filter(|(.., is_shown)| *is_shown) {
            found.push((named(words, &name), if_so(Supposed::Call { place, of, before: false })));
        }
    }
    found
}

/// What a figure of something is.
fn named(words: &str, name: &str) -> String {
    find(&format!("breaking.{words}")).unwrap_or(words).replace("{name}", name)
}

/// How full roles are that are driven over their capacity, at once (0) or in a wave, and how full they were.
fn of_roles(design: &Design, scenario: &Scenario, over: &[OverCapacity], wave: usize) -> Vec<(String, Worked)> {
    let if_so = |number| Worked::Supposed(Box::new(scenario.clone()), number);
    let mut found = Vec::new();
    for one in over {
        let Some(role) = Role::of_word(&one.role) else { continue };
        let words = find(&format!("breaking.role.{}", one.role)).unwrap_or_default();
        let name = format!("{} {words}", name_of(design, &one.component));
        let component = || one.component.clone();
        if one.utilization.is_some() {
            let number = if_so(Supposed::Over { component: component(), role, wave });
            found.push((t_with("breaking.load-of", &[("name", &name)]), number));
        }
        if one.before.is_some() {
            let number = if_so(Supposed::OverBefore { component: component(), role });
            found.push((t_with("breaking.load-before", &[("name", &name)]), number));
        }
    }
    found
}

fn over(design: &Design, over: &[OverCapacity]) -> String {
    let one = |over: &OverCapacity| {
        let full = |share: Option<f64>| share.map_or_else(|| t("figure.unbounded").to_owned(), percent);
        let role = find(&format!("breaking.role.{}", over.role)).unwrap_or_default();
        t_with(
            "breaking.over-one",
            &[
                ("name", &name_of(design, &over.component)),
                ("role", &role),
                ("load", &full(over.utilization)),
                ("before", &full(over.before)),
            ],
        )
    };
    over.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// What one loss does, as a row.
#[derive(Clone, Debug, PartialEq)]
pub struct LossRow {
    /// Tells it from the others.
    pub id: String,
    /// What is lost.
    pub lost: String,
    /// What it does.
    pub does: String,
    /// How bad it is.
    pub tone: Tone,
    /// Its figures that can be opened, each with a name.
    pub numbers: Vec<(String, Worked)>,
    /// The same as a scenario, to try it.
    pub scenario: Scenario,
}

/// The losses as rows, the worst first.
#[must_use]
pub fn rows(design: &Design, losses: &[Loss]) -> Vec<LossRow> {
    let mut rows: Vec<LossRow> = losses.iter().map(|loss| row(design, loss)).collect();
    rows.sort_by_key(|row| row.tone);
    rows
}

/// What of all losses was not tried, and how many rows are not shown, in a sentence each.
#[must_use]
pub fn left_out(left_out: &[LeftOut], not_shown: usize) -> Vec<String> {
    let (callers, losses): (Vec<_>, Vec<_>) = left_out.iter().partition(|left_out| &*left_out.what == "callers");
    let kind = |left_out: &&LeftOut| {
        let what = find(&format!("breaking.left-out.{}", left_out.what)).unwrap_or(&*left_out.what).to_owned();
        format!("{} {what}", left_out.count)
    };
    let list: Vec<String> = losses.iter().map(kind).collect();
    let mut said = Vec::new();
    if not_shown > 0 {
        said.push(t_with("breaking.not-shown", &[("count", &not_shown)]));
    }
    if !list.is_empty() {
        said.push(t_with("breaking.left-out", &[("list", &list.join(", "))]));
    }
    said.extend(callers.iter().map(|_| t("breaking.left-out.callers").to_owned()));
    said
}

fn row(design: &Design, loss: &Loss) -> LossRow {
    let lost = match &*loss.what {
        "cold-cache" => t_with("breaking.is-cold", &[("name", &name_of(design, &loss.subject))]),
        _ => loss.scenario.down.first().map(|down| down_words(design, down)).unwrap_or_default(),
    };
    let mut parts = Vec::new();
    if !loss.fails.is_empty() {
        parts.push(t_with("breaking.row-fails", &[("journeys", &names_of(design, &loss.fails))]));
    }
    if !loss.over_capacity.is_empty() {
        parts.push(over(design, &loss.over_capacity));
    }
    if !loss.fails_in_cascade.is_empty() {
        parts.push(t_with("breaking.row-cascade", &[("journeys", &names_of(design, &loss.fails_in_cascade))]));
    }
    let degraded: Vec<&String> = loss.degraded.iter().map(|one| &one.journey).collect();
    if parts.is_empty() && !degraded.is_empty() {
        parts.push(t_with("breaking.row-degraded", &[("journeys", &names_of(design, degraded.iter().copied()))]));
    }
    let tone = match (loss.fails.is_empty(), loss.over_capacity.is_empty(), degraded.is_empty()) {
        (false, ..) => Tone::Bad,
        (_, false, _) | (_, _, false) => Tone::Warn,
        _ => Tone::Fine,
    };
    LossRow {
        id: format!("{}-{}", loss.what, loss.subject),
        lost,
        does: if parts.is_empty() { t("breaking.row-nothing").to_owned() } else { parts.join("; ") },
        tone,
        numbers: of_roles(design, &loss.scenario, &loss.over_capacity, 0),
        scenario: loss.scenario.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::report::{evaluate_scenario, what_if};

    fn shortener() -> Design {
        loadbearing_engine::templates::find("url-shortener-worked").expect("the template is there").design
    }

    #[test]
    fn the_loss_of_the_cache_reads_in_sentences() {
        let design = shortener();
        let outcome = evaluate_scenario(&design, &Scenario::of(Down::Component("redis".to_owned())));
        let texts: Vec<String> = sentences(&design, &outcome).into_iter().map(|sentence| sentence.text).collect();
        assert_eq!(texts[0], "Redis is down.");
        assert!(texts.iter().any(|text| text.starts_with("Over capacity then")), "{texts:?}");
    }

    #[test]
    fn what_callers_do_about_a_slow_dependency_is_told_in_order() {
        let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read",
                "rate": {"per_second": 100}, "peak_factor": 1}]},
            "components": [{"id": "api", "kind": "server"}, {"id": "db", "kind": "sql", "settings": {"latency_ms": 50}}],
            "connections": [{"from": "api", "to": "db", "timeout_ms": 100, "retries": 1}]}"#;
        let design = loadbearing_engine::read(text).expect("it is a design").design;
        let mut scenario = Scenario::default();
        scenario.slow.insert("db".to_owned(), 10.0);
        let outcome = evaluate_scenario(&design, &scenario);
        assert!(!outcome.happens.is_empty());
        let told: Vec<String> = sentences(&design, &outcome)
            .into_iter()
            .filter(|sentence| sentence.about == "happens")
            .map(|sentence| sentence.text)
            .collect();
        assert_eq!(told, outcome.happens);
    }

    #[test]
    fn figures_of_a_loss_open_to_workings_of_what_is_left() {
        let design = shortener();
        let lost = Scenario::of(Down::Component("redis".to_owned()));
        let outcome = evaluate_scenario(&design, &lost);
        let graph = loadbearing_engine::analysis::Graph::new(&design);
        let evaluation = loadbearing_engine::Evaluation::begin(&graph);
        let numbers = numbers(&design, &outcome);
        for (name, worked) in &numbers {
            let working = match worked {
                Worked::Supposed(scenario, number) => evaluation.working_if(scenario, number),
                Worked::Number(number) => evaluation.working(number),
                Worked::Given(working) | Worked::Calculated(working) | Worked::Beside(_, working) => {
                    Some((**working).clone())
                }
            };
            assert!(working.is_some(), "{name}");
        }
        let full = numbers.iter().find(|(name, _)| name.contains("Load of") && name.contains("then"));
        assert!(full.is_some(), "{numbers:?}");
    }

    #[test]
    fn a_cold_cache_is_said_to_be_cold_and_a_spike_to_be_a_spike() {
        let design = shortener();
        let mut scenario = Scenario { load: 2.0, ..Scenario::default() };
        scenario.cold.push("redis".to_owned());
        let words = supposed(&design, &scenario);
        assert_eq!(words.len(), 2);
        assert!(words[0].contains("cold") && words[1].contains('2'), "{words:?}");
    }

    #[test]
    fn what_was_not_tried_is_said() {
        let one = |what: &str, count| LeftOut { what: what.to_owned().into(), count };
        assert_eq!(left_out(&[], 0), Vec::<String>::new());
        let said = left_out(&[one("callers", 1_000), one("connection", 700), one("copy", 30)], 5);
        assert!(said[0].contains('5') && said[1].contains("700 connections, 30 single copies"), "{said:?}");
        assert!(said[2].contains("callers") && said.len() == 3, "{said:?}");
    }

    #[test]
    fn the_worst_loss_stands_first() {
        let design = shortener();
        let rows = rows(&design, &what_if(&design));
        assert_eq!(rows[0].tone, Tone::Bad);
        assert!(rows.windows(2).all(|pair| pair[0].tone <= pair[1].tone));
        assert!(rows.iter().all(|row| !row.lost.is_empty() && !row.does.is_empty()));
    }
}
