//! What a scenario comes to, in sentences, and what single losses do, as rows of a table. What is true of it is the
//! engine's business.

use loadbearing_engine::analysis::scenario::{Down, Scenario};
use loadbearing_engine::design::Design;
use loadbearing_engine::report::{JourneyOutcome, Loss, Outcome, OverCapacity};
use loadbearing_engine::rules::phrase::{percent, significant};

use super::Tone;
use super::names::{connection_name, name_of, names_of};
use super::verdict::Sentence;
use crate::languages::{find, t, t_with};

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
            let role = find(&format!("breaking.role.{}", role.word())).unwrap_or(role.word()).to_owned();
            t_with("breaking.copies-down", &[("count", count), ("role", &role), ("name", &name_of(design, component))])
        }
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
    sentences.extend(happens.map(|words| Sentence::plain("happens", Tone::Warn, words.clone())));
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
    fn a_cold_cache_is_said_to_be_cold_and_a_spike_to_be_a_spike() {
        let design = shortener();
        let mut scenario = Scenario { load: 2.0, ..Scenario::default() };
        scenario.cold.push("redis".to_owned());
        let words = supposed(&design, &scenario);
        assert_eq!(words.len(), 2);
        assert!(words[0].contains("cold") && words[1].contains('2'), "{words:?}");
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
