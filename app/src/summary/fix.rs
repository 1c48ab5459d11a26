//! What a fix would bring, in words: what is changed, figures before and after, targets, findings that go and come.

use loadbearing_engine::design::Design;
use loadbearing_engine::report::workings::{Number, Percentile};
use loadbearing_engine::report::{FigureChange, FindingBrief, FixReport, Turned};

use super::Tone;
use super::chart::milliseconds;
use super::names::{exact, name_of, said};
use super::working::Worked;
use crate::languages::figures::{a_second, grouped, percent, significant};
use crate::languages::phrases::say;
use crate::languages::{t, t_with};

/// What a fix would bring, to be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// What is changed: a sentence, and where a figure in it comes from.
    pub steps: Vec<(String, String)>,
    /// Figures that differ.
    pub rows: Vec<Row>,
    /// What is said besides: targets missed and reached, findings gone and new.
    pub lines: Vec<(Tone, String)>,
}

/// A figure before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is.
    pub label: String,
    /// As it is.
    pub before: String,
    /// As it would be.
    pub after: String,
    /// How both come about: as it is, and as it would be.
    pub worked: [Option<Worked>; 2],
}

/// A fix in words.
#[must_use]
pub fn told(design: &Design, fix: &FixReport) -> Told {
    let steps = fix.steps.iter().map(|step| {
        let source = match &*step.source {
            "" => String::new(),
            "assumption" => t("fix.assumption").to_owned(),
            source => source.to_owned(),
        };
        // What is new has a name of the page's own language.
        (said(design, &step.says), source)
    });
    let mut rows: Vec<Row> = Vec::new();
    if fix.bottleneck_before != fix.bottleneck_after {
        let name = |id: &Option<String>| id.as_deref().map_or("–".to_owned(), |id| name_after(fix, id));
        rows.push(Row {
            label: t("fix.bottleneck").to_owned(),
            before: name(&fix.bottleneck_before),
            after: name(&fix.bottleneck_after),
            worked: [None, None],
        });
    }
    rows.extend(fix.figures.iter().filter(|row| is_shown(row)).map(|row| figure_row(fix, row)));
    let mut lines = Vec::new();
    if fix.steps.is_empty() {
        return Told { lines: vec![(Tone::Unknown, t("fix.nothing").to_owned())], ..Told::default() };
    }
    if !fix.is_gone {
        lines.push((Tone::Bad, t("fix.still-there").to_owned()));
    }
    if !fix.cost_is_complete {
        lines.push((Tone::Unknown, t("fix.cost-open").to_owned()));
    }
    lines.extend(fix.turned.iter().map(|turned| target(design, turned)));
    lines.extend(fix.new.iter().map(|new| (tone(new), t_with("fix.new", &[("message", &said(design, &new.message))]))));
    lines.extend(
        fix.gone.iter().map(|gone| (Tone::Fine, t_with("fix.gone", &[("message", &said(design, &gone.message))]))),
    );
    Told { steps: steps.collect(), rows, lines }
}

/// Of what stays as it is, only what it costs: that is always said.
fn is_shown(row: &FigureChange) -> bool {
    row.before != row.after || matches!(&*row.figure, "copies" | "per_month")
}

/// What something of the new design is called; what is new has a name of the page's own language.
fn name_after(fix: &FixReport, id: &str) -> String {
    let name = name_of(&fix.design, id);
    if fix.beside.contains_key(id) { say(name) } else { name.to_owned() }
}

fn figure_row(fix: &FixReport, row: &FigureChange) -> Row {
    let value = |value: Option<f64>| match value {
        None if matches!(&*row.figure, "mean" | "p99") => t("fix.endless").to_owned(),
        value => figure_value(&row.figure, value),
    };
    let name = name_after(fix, &row.subject);
    Row {
        label: match &*row.figure {
            "per_month" => t_with("fix.per-month", &[("currency", &fix.currency)]),
            figure => figure_label(figure, &row.subject, &name),
        },
        before: value(row.before),
        after: value(row.after),
        worked: [
            as_it_is(fix, row).filter(|_| row.before.is_some()).map(Worked::Number),
            row.working.clone().map(|working| Worked::Given(Box::new(working))),
        ],
    }
}

/// What a figure is called that is shown before and after; `name` is that of what it belongs to.
#[must_use]
pub fn figure_label(figure: &str, subject: &str, name: &str) -> String {
    let of = |key| t_with(key, &[("name", &name)]);
    match (figure, subject) {
        ("utilization", "") => t("fix.utilization").to_owned(),
        ("utilization", _) => of("fix.utilization-of"),
        ("load_factor_at_saturation", _) => t("fix.load-factor").to_owned(),
        ("availability", _) => of("fix.availability"),
        ("mean", _) => of("fix.mean"),
        ("p99", _) => of("fix.p99"),
        ("peak", _) => of("compare.peak"),
        ("sustainable", _) => of("compare.sustainable"),
        ("single_points_of_failure", _) => t("fix.weak-points").to_owned(),
        ("copies", _) => t("fix.copies").to_owned(),
        ("errors", _) => t("compare.errors").to_owned(),
        ("warnings", _) => t("compare.warnings").to_owned(),
        ("per_month", _) => t("compare.per-month").to_owned(),
        (other, _) => other.replace('_', " "),
    }
}

/// A figure that is shown before and after, in words.
#[must_use]
pub fn figure_value(figure: &str, value: Option<f64>) -> String {
    match (value, figure) {
        (None, _) => "–".to_owned(),
        (Some(value), "utilization" | "availability") => percent(value),
        (Some(value), "load_factor_at_saturation") => t_with("fix.times", &[("times", &significant(value))]),
        (Some(value), "mean" | "p99") => milliseconds(value),
        (Some(value), "peak" | "sustainable") => a_second(value),
        (Some(value), "per_month") => exact(value),
        (Some(value), _) => grouped(value),
    }
}

/// The number of the report that a figure is before the fix; `None` of what is counted.
fn as_it_is(fix: &FixReport, row: &FigureChange) -> Option<Number> {
    let of = row.subject.clone();
    Some(match &*row.figure {
        "utilization" if of.is_empty() => Number::Utilization(fix.bottleneck_before.clone()?),
        "utilization" => Number::Utilization(of),
        "load_factor_at_saturation" => Number::LoadFactor,
        "availability" => Number::Availability(of),
        "mean" => Number::Latency(of),
        "p99" => Number::Percentile(of, Percentile::P99),
        "per_month" => Number::Cost,
        _ => return None,
    })
}

fn tone(finding: &FindingBrief) -> Tone {
    match &*finding.severity {
        "error" => Tone::Bad,
        "warn" => Tone::Warn,
        _ => Tone::Fine,
    }
}

fn target(design: &Design, turned: &Turned) -> (Tone, String) {
    let name = turned.journey.as_deref().map_or("", |id| name_of(design, id));
    let is_met = turned.met == Some(true);
    let key = if is_met { "fix.reached" } else { "fix.missed" };
    let what = target_name(&turned.what, name);
    (if is_met { Tone::Fine } else { Tone::Bad }, t_with(key, &[("target", &what)]))
}

/// What is wanted, of a journey or (without a name) of the whole design.
#[must_use]
pub fn target_name(what: &str, name: &str) -> String {
    match (what, name) {
        ("peak", "") => t("fix.target-peak").to_owned(),
        ("cost", _) => t("fix.target-cost").to_owned(),
        ("peak", name) => t_with("fix.target-peak-of", &[("name", &name)]),
        ("availability", name) => t_with("fix.target-availability", &[("name", &name)]),
        (what, name) => t_with("fix.target-time", &[("what", &what), ("name", &name)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::report::FixStep;

    #[test]
    fn figures_that_stay_are_left_out_but_for_what_it_costs() {
        let row = |figure: &'static str, before: f64, after: f64| FigureChange {
            figure: figure.into(),
            before: Some(before),
            after: Some(after),
            ..FigureChange::default()
        };
        let fix = FixReport {
            is_gone: true,
            cost_is_complete: true,
            steps: vec![FixStep { says: "Redis: 17 shards instead of 3.".to_owned(), source: "assumption".into() }],
            figures: vec![
                row("utilization", 3.9, 0.69),
                row("single_points_of_failure", 1.0, 1.0),
                row("copies", 6.0, 6.0),
                row("p99", f64::NAN, 12.0),
            ],
            turned: vec![Turned { what: "peak".into(), journey: None, met: Some(false) }],
            ..FixReport::default()
        };
        let told = told(&Design::default(), &fix);
        let shown: Vec<(&str, &str)> = told.rows.iter().map(|row| (&*row.before, &*row.after)).collect();
        assert_eq!(shown[0], ("390 %", "69 %"));
        assert_eq!(shown[1], ("6", "6"));
        assert_eq!(told.steps[0].1, t("fix.assumption"));
        assert_eq!(told.lines.len(), 1);
        assert_eq!(told.lines[0].0, Tone::Bad);
    }
}
