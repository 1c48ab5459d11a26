//! The questions of the kit, put to the report of this engine.

use std::panic::catch_unwind;

use loadbearing_engine::design::Design;
use loadbearing_engine::report::{Down, Outcome, RatesReport, Report, Scenario};
use loadbearing_engine::{DesignFile, evaluate, evaluate_scenario, link as links, read, write};
use serde_json::{Map, Value, json};

use super::{change, list, neutral};

/// A design with its report.
pub struct Asked {
    neutral: Value,
    design: Design,
    report: Report,
}

fn opened(neutral: &Value) -> DesignFile {
    let file = neutral::file(neutral).to_string();
    read(&file).unwrap_or_else(|error| panic!("{error}\n{file}"))
}

/// The design as the text of a file.
pub fn file(neutral: &Value) -> String {
    write(&opened(neutral))
}

/// The design as a link.
pub fn link(neutral: &Value) -> String {
    links::encode(&opened(neutral))
}

/// How a file or link of such bytes ends.
pub fn ending(what: &str, bytes: &[u8]) -> Value {
    let (what, text) = (what.to_owned(), String::from_utf8(bytes.to_vec()));
    let ended = catch_unwind(move || {
        let design = match (text, &*what) {
            (Err(error), _) => Err(error.to_string()),
            (Ok(text), "file") => read(&text).map_err(|error| error.to_string()),
            (Ok(text), _) => links::decode(&text).map_err(|error| error.to_string()),
        };
        design.map(|file| evaluate(&file.design))
    });
    match ended {
        Err(_) => json!("panic"),
        Ok(Err(error)) => json!(format!("error: {error}")),
        Ok(Ok(_)) => json!("report"),
    }
}

/// The rule that says what the kit asks about.
fn rule(on: &Value) -> &'static str {
    match on.as_str().unwrap() {
        "unreached" => "arch-orphan",
        "dead-end" => "journey-dead-end",
        "encryption-towards-clients" => "sec-no-tls",
        other => panic!("unknown check {other}"),
    }
}

impl Asked {
    /// Evaluates a design of the kit.
    pub fn new(neutral: &Value) -> Self {
        let design = opened(neutral).design;
        let report = evaluate(&design);
        Self { neutral: neutral.clone(), design, report }
    }

    /// The answer to a question.
    pub fn answer(&self, question: &Value) -> Value {
        let text = |field: &str| question[field].as_str().unwrap_or_else(|| panic!("{question} names no {field}"));
        if question.get("under").is_some() {
            return self.under(question);
        }
        let report = &self.report;
        let journey = || &report.journeys[text("journey")];
        let component = || &report.components[text("component")];
        match text("question") {
            "arrivals" if text("moment") == "peak" => part(component().peak, question),
            "arrivals" => part(component().average, question),
            "calls" => {
                let ends =
                    |of: &&loadbearing_engine::report::ConnectionReport| of.from == text("from") && of.to == text("to");
                let over: Vec<_> = report.connections.iter().filter(ends).collect();
                let [over] = over[..] else { panic!("{question} means {} connections", over.len()) };
                json!(if text("moment") == "peak" { over.peak } else { over.average })
            }
            "utilization" => json!(component().utilization),
            "copies_needed" => json!(component().needed.as_ref().map(|needed| needed.at_full)),
            "availability" => json!(journey().availability),
            "availability_at_peak" => json!(journey().availability_at_peak),
            "sustainable" => json!(journey().sustainable),
            "mean_latency_ms" => json!(journey().latency_ms.mean),
            "p99_latency_ms" => json!(journey().latency_ms.p99),
            "worst_attempts" => {
                let made = journey().retries.iter().find(|made| made.component == text("component"));
                json!(made.map_or(1.0, |made| made.most))
            }
            "bottleneck" => json!(report.bottleneck.as_ref().map(|bottleneck| &bottleneck.component)),
            "single_points" => {
                let points = report.single_points_of_failure.iter();
                let fails = points.filter(|point| point.because == text("because"));
                let fails = fails.filter(|point| point.journeys.iter().any(|journey| journey == text("journey")));
                json!(fails.map(|point| &*point.id).collect::<Vec<_>>())
            }
            "backlog_growth" => {
                let waits = report.queues.iter().find(|queue| queue.queue == text("queue"));
                json!(waits.map(|queue| queue.growth))
            }
            "stored_in_a_year" => self.estimate("storage-per-year", text("component")),
            "stored_at_horizon" => self.estimate("storage-horizon", text("component")),
            "bandwidth_in" => self.estimate("bandwidth-in", text("journey")),
            "every-availability" => self.every_availability(),
            "every-traffic" => self.every_traffic(),
            "remark" => json!(report.findings.iter().any(|finding| {
                finding.rule == rule(&question["on"]) && finding.components.iter().any(|id| id == text("about"))
            })),
            "verdict" => {
                let rule = rule(&question["on"]);
                let is_wrong = report.findings.iter().any(|finding| finding.rule == rule);
                let is_open = report.not_checked.iter().any(|open| open.rule == rule);
                json!(if is_wrong {
                    "wrong"
                } else if is_open {
                    "not-checked"
                } else {
                    "fine"
                })
            }
            other => panic!("unknown question {other}"),
        }
    }

    fn estimate(&self, id: &str, subject: &str) -> Value {
        let found = self.report.estimates.iter().find(|of| of.id == id && of.subject == subject);
        json!(found.map(|of| of.value))
    }

    fn every_availability(&self) -> Value {
        let of = self.report.journeys.iter();
        let both = of
            .map(|(id, journey)| (id.clone(), json!({"whole": journey.availability, "rest": journey.unavailability})));
        Value::Object(both.collect::<Map<_, _>>())
    }

    fn every_traffic(&self) -> Value {
        let total = |rates: Option<RatesReport>| rates.map(|rates| rates.total);
        let components = self.report.components.iter();
        let components =
            components.map(|(id, of)| (id.clone(), json!({"average": total(of.average), "peak": total(of.peak)})));
        let connections = self.report.connections.iter().enumerate();
        let connections =
            connections.map(|(at, of)| (format!("connection {at}"), json!({"average": of.average, "peak": of.peak})));
        Value::Object(components.chain(connections).collect::<Map<_, _>>())
    }

    /// The answer while something is supposed.
    fn under(&self, question: &Value) -> Value {
        let under = &question["under"];
        let ids = |field: &str| list(under, field).iter().map(|id| id.as_str().unwrap().to_owned());
        let is_component = |id: &String| self.design.components.iter().any(|component| component.id == *id);
        let down =
            ids("lost").map(|id| if is_component(&id) { Down::Component(id) } else { Down::Place(id) }).collect();
        let load = under["load"].as_f64().unwrap_or(1.0);
        let text = |field: &str| question[field].as_str().unwrap();
        if text("question") == "p99_latency_ms" {
            assert!(under["lost"].is_null() && under["cold"].is_null(), "{question}");
            let mut more = self.neutral.clone();
            change::apply(&mut more, &[json!({"op": "load", "by": load})]);
            let mut plain = question.clone();
            plain.as_object_mut().unwrap().remove("under");
            return Self::new(&more).answer(&plain);
        }
        let scenario = Scenario { down, load, cold: ids("cold").collect(), ..Scenario::default() };
        let outcome: Outcome = evaluate_scenario(&self.design, &scenario);
        assert!(outcome.unknown.is_empty(), "{question}");
        match text("question") {
            "arrivals" => part(outcome.components[text("component")].peak, question),
            "utilization" => json!(outcome.components[text("component")].utilization),
            "state" => json!(outcome.journeys[text("journey")].state),
            "carried" => json!(outcome.journeys[text("journey")].carried),
            other => panic!("{other} is not asked under a supposition"),
        }
    }
}

fn part(rates: Option<RatesReport>, question: &Value) -> Value {
    let of = |rates: RatesReport| match question["operation"].as_str() {
        Some("read") => rates.reads,
        Some("write") => rates.writes,
        _ => rates.total,
    };
    json!(rates.map(of))
}
