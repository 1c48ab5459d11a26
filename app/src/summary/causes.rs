//! What takes a journey down: what each part contributes, and what has to be down together, as rows with bars.

use loadbearing_engine::design::Design;
use loadbearing_engine::report::workings::Number;
use loadbearing_engine::report::{Causes, CutsReport, JourneyReport, Member};

use super::names::name_of;
use crate::languages::figures::{grouped, seconds, significant};
use crate::languages::{t, t_with};

/// Rows of a journey that are shown, of contributions and of cuts. An assumption: no more are read.
const MOST: usize = 8;

/// A smaller part of the whole is next to nothing. An assumption: no bar shows it.
const LEAST: f64 = 0.001;

/// One row: a part of the whole, with a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is.
    pub name: String,
    /// How long it is down for it, a year.
    pub time: String,
    /// Of all the time that the journey is down, in words.
    pub share: String,
    /// The same from 0 to 1.
    pub width: f64,
    /// How the time comes about, and the part of the whole.
    pub numbers: [Number; 2],
    /// Ids of components and places that it speaks of.
    pub shows: Vec<String>,
}

/// What takes one journey down.
#[derive(Clone, Debug, PartialEq)]
pub struct Down {
    /// Name of the journey.
    pub name: String,
    /// The first thing to know.
    pub words: String,
    /// How the whole comes about of which the others are parts.
    pub whole: Number,
    /// What contributes, the most first.
    pub contributions: Vec<Bar>,
    /// The same at peak, where it is not the same.
    pub at_peak: Vec<Bar>,
    /// What has to be down together, the likeliest first.
    pub cuts: Vec<Bar>,
    /// What is not listed, and what was not looked for.
    pub rest: String,
}

/// A journey's causes in words and rows.
#[must_use]
pub fn down(design: &Design, id: &str, figures: &JourneyReport, causes: &Causes) -> Down {
    let whole = figures.unavailability.unwrap_or_default();
    let at_peak = figures.availability_at_peak.map_or(0.0, |share| 1.0 - share);
    let bar_of = |whole: f64, members: &[Member], share: f64, minutes: f64, numbers: &dyn Fn(bool) -> Number| {
        let numbers = [numbers(true), Number::OfWhole(Box::new(numbers(false)))];
        let names: Vec<&str> = members.iter().map(|member| name_of(design, &member.id)).collect();
        let width = if whole > 0.0 { (share / whole).min(1.0) } else { 0.0 };
        let shows = members.iter().map(|member| member.id.clone()).collect();
        let share = if width > 0.0 && width < LEAST { t("causes.next-to-nothing").to_owned() } else { part(width) };
        Bar { name: names.join(" + "), time: a_year(minutes), share, width, numbers, shows }
    };
    let bar = |members: &[Member], share, minutes, number: &dyn Fn(bool) -> Number| {
        bar_of(whole, members, share, minutes, number)
    };
    let at_peak: Vec<Bar> = causes
        .differing_at_peak()
        .unwrap_or_default()
        .iter()
        .take(MOST)
        .map(|one| {
            let number = |minutes| Number::ContributionAtPeak { journey: id.to_owned(), of: one.of.clone(), minutes };
            bar_of(at_peak, std::slice::from_ref(&one.of), one.gain, one.downtime_minutes_per_year, &number)
        })
        .collect();
    let contributions: Vec<Bar> = causes
        .contributions
        .iter()
        .take(MOST)
        .map(|one| {
            let number = |minutes| Number::Contribution { journey: id.to_owned(), of: one.of.clone(), minutes };
            bar(std::slice::from_ref(&one.of), one.gain, one.downtime_minutes_per_year, &number)
        })
        .collect();
    let cuts: Vec<Bar> = causes
        .cuts
        .listed
        .iter()
        .take(MOST)
        .map(|cut| {
            let number = |minutes| Number::Cut { journey: id.to_owned(), members: cut.members.clone(), minutes };
            bar(&cut.members, cut.probability, cut.downtime_minutes_per_year, &number)
        })
        .collect();
    let words = match contributions.first() {
        None => t("causes.never").to_owned(),
        Some(first) => {
            let key = if causes.method == "exact" { "causes.words" } else { "causes.words-simulated" };
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("down", &a_year(whole * MINUTES_A_YEAR)), ("name", &first.name), ("time", &first.time)];
            match key {
                "causes.words" => t_with("causes.words", &values),
                _ => t_with("causes.words-simulated", &values),
            }
        }
    };
    let rest = rest(&causes.cuts, causes.contributions.len() - contributions.len(), cuts.len());
    let whole = Number::Unavailability(id.to_owned());
    Down { name: name_of(design, id).to_owned(), words, whole, contributions, at_peak, cuts, rest }
}

/// A part of a whole, in three digits: beside other parts no nine matters.
fn part(share: f64) -> String {
    t_with("causes.part-of", &[("percent", &significant(share * 100.0))])
}

/// Minutes of a year of 365 days.
const MINUTES_A_YEAR: f64 = 525_600.0;

fn a_year(minutes: f64) -> String {
    let time = minutes * 60.0;
    if time > 0.0 && time < 1.0 {
        t("causes.under-a-second").to_owned()
    } else {
        t_with("causes.a-year", &[("time", &seconds(time))])
    }
}

fn rest(cuts: &CutsReport, contributions: usize, shown: usize) -> String {
    let mut parts = Vec::new();
    if contributions > 0 {
        parts.push(t_with("causes.more-contributions", &[("count", &grouped(contributions as f64))]));
    }
    if cuts.method != "exact" {
        parts.push(t("causes.too-wide").to_owned());
        return parts.join(" ");
    }
    let all: u64 = cuts.found.iter().sum();
    let more = all.saturating_sub(shown as u64);
    if more > 0 {
        parts.push(t_with("causes.more-cuts", &[("count", &grouped(more as f64))]));
    }
    if cuts.most_members < 3 {
        parts.push(t_with("causes.no-larger", &[("count", &cuts.most_members)]));
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::Evaluation;
    use loadbearing_engine::analysis::Graph;

    #[test]
    fn two_servers_behind_one_balancer_fail_with_it_or_together() {
        let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [{"id": "j", "name": "Read", "entry": "lb",
                "operation": "read", "rate": {"per_second": 1}}]},
            "components": [{"id": "lb", "kind": "lb-l7", "name": "Door", "settings": {"availability": 0.999}},
                {"id": "a", "kind": "server", "name": "A", "settings": {"availability": 0.99}},
                {"id": "b", "kind": "server", "name": "B", "settings": {"availability": 0.99}}],
            "connections": [{"from": "lb", "to": "a"}, {"from": "lb", "to": "b"}]}"#;
        let design = loadbearing_engine::read(text).expect("it is a design").design;
        let graph = Graph::new(&design);
        let mut evaluation = Evaluation::begin(&graph);
        while evaluation.step() {}
        let report = evaluation.report();
        let causes = evaluation.causes("j").expect("there is such a journey");
        let down = down(&design, "j", &report.journeys["j"], &causes);
        // 0.1 % of 8,760 h.
        assert!(down.words.contains("Door") && down.words.contains("8.76 h a year"), "{}", down.words);
        assert_eq!(down.cuts.iter().map(|cut| cut.name.as_str()).collect::<Vec<_>>(), ["Door", "A + B"]);
        assert!(down.cuts[0].width > down.cuts[1].width && down.cuts[0].width <= 1.0);
        assert_eq!(down.contributions.len(), 3);
    }
}
