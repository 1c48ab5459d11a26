//! What the engine says of one component or connection, in a few lines for the inspector.

use loadbearing_engine::design::Design;
use loadbearing_engine::report::workings::{Number, When, Which};
use loadbearing_engine::report::{CapacityReport, ComponentReport, FindingReport, Report};

use crate::connection_key::ConnectionKey;
use crate::languages::figures::{a_second as rate, percent};
use crate::languages::{t, t_with};
use crate::summary::findings::{connection_keys, worked};
use crate::summary::names::{name_of, said};
use crate::summary::working::Worked;

/// A figure in a line of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is.
    pub label: &'static str,
    /// The figure with its unit.
    pub text: String,
    /// Which numbers it shows.
    pub numbers: Vec<Number>,
    /// Whether it is the figure that stands on the box.
    pub is_on_box: bool,
}

impl Line {
    /// What stays while its figure changes.
    #[must_use]
    pub fn kept(&self) -> Self {
        Self { text: String::new(), ..self.clone() }
    }
}

/// The figures of a component, most important first; empty for what nothing reaches.
#[must_use]
pub fn figures(id: &str, report: &ComponentReport) -> Vec<Line> {
    let mut lines = Vec::new();
    let own = || id.to_owned();
    let mut line = |label: &'static str, text: String, number: Number| {
        lines.push(Line { label, text, numbers: vec![number], is_on_box: false });
    };
    let at_peak = |which| Number::Arriving(own(), When::Peak, which);
    if let Some(peak) = report.peak {
        line(t("figures.peak"), rate(peak.total), at_peak(Which::Both));
        if peak.reads > 0.0 && peak.writes > 0.0 {
            line(t("figures.reads"), rate(peak.reads), at_peak(Which::Reads));
            line(t("figures.writes"), rate(peak.writes), at_peak(Which::Writes));
        }
    }
    match report.capacity {
        Some(CapacityReport { total: Some(total), .. }) => {
            line(t("figures.capacity"), rate(total), Number::Capacity(own(), Which::Both));
        }
        Some(CapacityReport { reads: Some(reads), writes: Some(writes), .. }) => {
            line(t("figures.can-read"), rate(reads), Number::Capacity(own(), Which::Reads));
            line(t("figures.can-write"), rate(writes), Number::Capacity(own(), Which::Writes));
        }
        _ => {}
    }
    if let Some(load) = report.utilization {
        line(t("figures.load"), percent(load), Number::Utilization(own()));
    }
    if let Some(needed) = &report.needed {
        let text = t_with("figures.needed-copies", &[("full", &needed.at_full), ("target", &needed.at_target)]);
        let numbers = vec![Number::NeededAtFull(own()), Number::Needed(own())];
        lines.push(Line { label: t("figures.needed"), text, numbers, is_on_box: false });
    }
    // A box shows how full it is; what nothing limits shows what arrives.
    let is_load = |line: &&mut Line| matches!(line.numbers[..], [Number::Utilization(_)]);
    let on_box = if report.utilization.is_some() { lines.iter_mut().find(is_load) } else { lines.first_mut() };
    if let Some(line) = on_box {
        line.is_on_box = true;
    }
    lines
}

/// Why everything falls without a component, in one sentence for each reason; none where nothing does.
#[must_use]
pub fn weaknesses(design: &Design, report: &Report, id: &str) -> Vec<String> {
    let own = report.single_points_of_failure.iter().filter(|point| point.what == "component" && point.id == id);
    own.map(|point| {
        let name = |journey: &String| {
            let found = design.workload.journeys.iter().find(|known| known.id == *journey);
            found.map_or(journey.as_str(), |journey| journey.label()).to_owned()
        };
        let journeys = point.journeys.iter().map(name).collect::<Vec<_>>().join(", ");
        match &*point.because {
            "capacity" => t_with("figures.weak-by-capacity", &[("journeys", &journeys)]),
            "place" => t_with("figures.weak-by-place", &[("journeys", &journeys)]),
            _ => t_with("figures.weak-by-structure", &[("journeys", &journeys)]),
        }
    })
    .collect()
}

/// A finding that names a component.
#[derive(Clone, Debug, PartialEq)]
pub struct Own {
    /// `error`, `warn` or `info`.
    pub severity: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub fix: String,
    /// How what was measured and the limit come about.
    pub worked: Vec<Worked>,
}

/// The findings that name a component.
#[must_use]
pub fn findings_of(design: &Design, report: &Report, id: &str) -> Vec<Own> {
    findings_that(design, report, &|finding| finding.components.iter().any(|component| component == id))
}

/// The findings that name a connection.
#[must_use]
pub fn findings_on(design: &Design, report: &Report, key: &ConnectionKey) -> Vec<Own> {
    findings_that(design, report, &|finding| connection_keys(design, &finding.connections).contains(key))
}

/// What of the calls over a connection is sent twice, by journey, in words, with the numbers; `None` where nothing is.
#[must_use]
pub fn sent_twice(design: &Design, report: &Report, key: &ConnectionKey) -> Option<(String, Vec<Worked>)> {
    let (mut said, mut numbers) = (Vec::new(), Vec::new());
    for (id, journey) in &report.journeys {
        for hedge in &journey.latency.hedges {
            if !connection_keys(design, std::slice::from_ref(&hedge.connection)).contains(key) {
                continue;
            }
            let values: [(&str, &dyn std::fmt::Display); 3] = [
                ("journey", &name_of(design, id)),
                ("share", &percent(hedge.sent_twice)),
                ("extra", &rate(hedge.extra)),
            ];
            said.push(t_with("figures.sent-twice", &values));
            let number = |extra| Number::Hedge { journey: id.clone(), connection: hedge.connection.clone(), extra };
            numbers.extend([false, true].map(|extra| Worked::Number(number(extra))));
        }
    }
    (!said.is_empty()).then(|| (said.join("; "), numbers))
}

fn findings_that(design: &Design, report: &Report, names: &dyn Fn(&FindingReport) -> bool) -> Vec<Own> {
    let own = |finding: &FindingReport| Own {
        severity: finding.severity.clone().into_owned(),
        message: said(design, &finding.message),
        fix: said(design, &finding.fix),
        worked: worked(finding),
    };
    report.findings.iter().filter(|finding| names(finding)).map(own).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::report::{NeededReport, RatesReport};

    #[test]
    fn the_cache_that_is_too_small_says_what_it_needs() {
        let report = ComponentReport {
            peak: Some(RatesReport { reads: 1_157_407.4, writes: 11_574.1, total: 1_168_981.5 }),
            capacity: Some(CapacityReport::of_all(300_000.0)),
            utilization: Some(3.897),
            needed: Some(NeededReport { unit: "shards".into(), at_full: 12, at_target: 17 }),
            ..ComponentReport::default()
        };
        let lines = figures("redis", &report);
        assert_eq!(lines.iter().map(|line| line.numbers.len()).sum::<usize>(), 7, "every number opens");
        let on_box: Vec<String> = lines.iter().filter(|line| line.is_on_box).map(|line| line.text.clone()).collect();
        let texts: Vec<String> = lines.into_iter().map(|line| line.text).collect();
        assert!(texts[0].starts_with("1.17 M/s"), "{texts:?}");
        assert_eq!(texts[3..5], ["300 k/s", "390 %"]);
        assert!(texts[5].contains("12") && texts[5].contains("17"));
        assert_eq!(on_box, ["390 %"]);
    }

    #[test]
    fn a_connection_says_what_is_found_at_it() {
        let file = loadbearing_engine::read(
            r#"{"format": "loadbearing/1",
                "components": [{"id": "db", "kind": "sql"}, {"id": "lb", "kind": "lb-l7"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "db", "to": "lb"}, {"from": "lb", "to": "api"}]}"#,
        );
        let design = file.expect("it can be read").design;
        let report = loadbearing_engine::evaluate(&design);
        let found = |from: &str, to: &str| findings_on(&design, &report, &ConnectionKey::first(from, to));
        assert!(found("db", "lb").iter().any(|finding| finding.message.contains("not known to stand next to")));
        assert!(!found("lb", "api").iter().any(|finding| finding.message.contains("not known to stand next to")));
    }

    #[test]
    fn the_worked_example_says_why_its_cache_is_a_weak_point() {
        let file = loadbearing_engine::templates::find("url-shortener-worked").expect("the first template is there");
        let report = loadbearing_engine::evaluate(&file.design);
        assert_eq!(weaknesses(&file.design, &report, "redis").len(), 1);
        assert!(weaknesses(&file.design, &report, "db").is_empty());
        let findings = findings_of(&file.design, &report, "redis");
        assert!(findings.iter().any(|finding| finding.severity == "error" && !finding.worked.is_empty()));
    }
}
