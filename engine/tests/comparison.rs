//! Two designs side by side, over all templates and their mended forms: figures are those of the reports, each working
//! gives its figure, and whoever looks from the other side sees the same turned round.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

mod formula;

use formula::judge::{assert_close, judge};
use loadbearing_engine::report::{Comparison, FindingBrief};
use loadbearing_engine::{DesignFile, compare, evaluate, read, templates, write};
use serde_json::Value;

/// A figure as it is compared: of what, which, before, after, and what became of it.
type Seen = (String, String, Option<f64>, Option<f64>, String);

fn pairs() -> Vec<(&'static str, DesignFile, DesignFile)> {
    let mended = |id| Some((id, templates::find(id)?, templates::find(&templates::fixed_id(id)?)?));
    templates::ALL.iter().filter_map(|(id, _)| mended(*id)).collect()
}

fn file(design: &DesignFile) -> Value {
    serde_json::from_str(&write(design)).unwrap()
}

#[test]
fn every_figure_comes_with_a_working_that_gives_it() {
    for (id, before, after) in &pairs() {
        let found = compare(before, after);
        assert_eq!((&found.before.report, &found.after.report), (&evaluate(&before.design), &evaluate(&after.design)));
        let files = [file(before), file(after)];
        for row in &found.figures {
            let is_counted = matches!(&*row.figure, "errors" | "warnings" | "single_points_of_failure");
            for (value, working, design) in
                [(row.before, &row.working_before, &files[0]), (row.after, &row.working_after, &files[1])]
            {
                let place = format!("{id}: {} of {}", row.figure, row.subject);
                assert_eq!(value.is_some() && !is_counted, working.is_some(), "{place}");
                if let Some((value, working)) = value.zip(working.as_ref()) {
                    assert_close(judge(&serde_json::to_value(working).unwrap(), design, &place), value, &place);
                }
            }
        }
    }
}

#[test]
fn seen_from_the_other_side_it_is_the_same_turned_round() {
    for (id, before, after) in &pairs() {
        let (forth, back) = (compare(before, after), compare(after, before));
        let turned = |word: &str| match word {
            "better" => "worse".to_owned(),
            "worse" => "better".to_owned(),
            other => other.to_owned(),
        };
        let rows = |found: &Comparison, turn: bool| -> Vec<Seen> {
            let row = |row: &loadbearing_engine::report::ComparedFigure| {
                let (one, other, outcome) = match turn {
                    true => (row.after, row.before, turned(&row.outcome)),
                    false => (row.before, row.after, row.outcome.to_string()),
                };
                (row.figure.to_string(), row.subject.clone(), one, other, outcome)
            };
            found.figures.iter().map(row).collect()
        };
        assert_eq!(rows(&forth, false), rows(&back, true), "{id}");
        let fates = |found: &Comparison, turn: bool| -> Vec<(String, String, String)> {
            let fate = |fate: &str| match (turn, fate) {
                (true, "added") => "removed".to_owned(),
                (true, "removed") => "added".to_owned(),
                _ => fate.to_owned(),
            };
            found.changes.iter().map(|one| (one.of.to_string(), one.id.clone(), fate(&one.fate))).collect()
        };
        assert_eq!(fates(&forth, false), fates(&back, true), "{id}");
        let briefs = |found: &[FindingBrief]| found.iter().map(|one| one.message.clone()).collect::<Vec<_>>();
        assert_eq!((briefs(&forth.gone), briefs(&forth.new)), (briefs(&back.new), briefs(&back.gone)), "{id}");
    }
}

#[test]
fn a_design_beside_itself_differs_in_nothing() {
    for (id, _) in templates::ALL.iter().step_by(7) {
        let design = templates::find(id).unwrap();
        let found = compare(&design, &design);
        assert!(found.changes.is_empty() && found.targets.is_empty() && found.gone.is_empty() && found.new.is_empty());
        let judged = found.figures.iter().filter(|row| !matches!(&*row.outcome, "same" | "" | "unclear"));
        assert_eq!(judged.count(), 0, "{id}");
        assert!(found.figures.iter().filter(|row| row.figure == "utilization").count() <= 1, "{id}");
    }
}

#[test]
fn what_is_mended_is_better_and_what_it_costs_is_said() {
    let (before, after) =
        (templates::find("url-shortener-worked").unwrap(), templates::find("url-shortener-worked-fixed").unwrap());
    let found = compare(&before, &after);
    let row = |figure: &str, subject: &str| {
        found.figures.iter().find(|row| row.figure == figure && row.subject == subject).unwrap()
    };
    // 1,168,981.48 operations a second at three nodes of 100,000.
    assert!((row("utilization", "").before.unwrap() - 3.896_604_9).abs() < 1e-6);
    assert_eq!(row("utilization", "").outcome, "better");
    // 10 G a day at ten times the average: 1,157,407.4 a second, in both.
    assert_eq!(
        (row("peak", "redirect").before, &*row("peak", "redirect").outcome),
        (row("peak", "redirect").after, "same")
    );
    assert!((row("peak", "redirect").after.unwrap() - 1_157_407.4).abs() < 0.1);
    assert_eq!(
        (row("p99", "redirect").says_before.as_ref(), row("p99", "redirect").outcome.as_ref()),
        ("unbounded", "better")
    );
    let redis = found.changes.iter().find(|change| change.id == "redis").unwrap();
    assert_eq!((&*redis.fate, &*redis.name), ("changed", "Redis"));
    assert!(redis.fields.iter().any(|field| field.field == "shards"), "{redis:?}");
    let peak = found.targets.iter().find(|target| target.what == "peak" && target.journey.is_none()).unwrap();
    assert_eq!((peak.before, peak.after), (Some(false), Some(true)));
    assert!(found.gone.iter().any(|gone| gone.rule == "cache-over-capacity"));
}

#[test]
fn a_comparison_comes_back_from_its_json() {
    let (_, before, after) = pairs().swap_remove(0);
    let mut found = compare(&before, &after);
    let text = serde_json::to_string(&found).unwrap();
    (found.before.report, found.after.report) = Default::default();
    found.changes.iter_mut().for_each(|change| change.at = (None, None));
    assert_eq!(serde_json::from_str::<Comparison>(&text).unwrap(), found);
}

#[test]
fn a_journey_that_only_one_has_is_neither_better_nor_worse() {
    let design = |journeys: &str| {
        let text = format!(
            r#"{{"format": "loadbearing/1", "components": [{{"id": "a", "kind": "server"}}],
                "workload": {{"journeys": [{journeys}]}}}}"#
        );
        read(&text).unwrap()
    };
    let one = r#"{"id": "one", "entry": "a", "operation": "read", "rate": {"per_second": 10}}"#;
    let two = r#"{"id": "two", "entry": "a", "operation": "read", "rate": {"per_second": 10}}"#;
    let found = compare(&design(one), &design(&format!("{one}, {two}")));
    let rows: Vec<_> = found.figures.iter().filter(|row| row.subject == "two").collect();
    assert_eq!(rows.len(), 4);
    assert!(rows.iter().all(|row| row.says_before == "absent" && row.outcome.is_empty()), "{rows:#?}");
    // Twice the load of the same server: 10 × 3 of 5,000, then 20 × 3.
    let full = found.figures.iter().find(|row| row.figure == "utilization" && row.subject == "a").unwrap();
    assert_eq!((full.before, full.after, full.outcome.as_ref()), (Some(0.006), Some(0.012), "worse"));
}
