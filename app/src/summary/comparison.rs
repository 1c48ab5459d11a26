//! Two designs side by side, in words: what differs, figures of both and which are better, targets, findings.

use std::sync::Arc;

use loadbearing_engine::design::vocabulary::{CONNECTION, SettingSpec, Shape};
use loadbearing_engine::design::{Design, DesignFile};
use loadbearing_engine::kinds;
use loadbearing_engine::report::{Change, ComparedFigure, Comparison, FindingBrief, Side, TargetChange, Value};

use super::Tone;
use super::fix::{figure_label, figure_value, target_name};
use super::labels;
use super::names::{exact, figure, name_of, said};
use super::working::Worked;
use crate::languages::{find, t, t_with};

/// Two designs side by side, to be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// How many changes there are, and what they come to, in a sentence.
    pub headline: String,
    /// Figures of both.
    pub rows: Vec<Row>,
    /// What differs.
    pub changes: Vec<Difference>,
    /// Targets that are met by one alone; findings that are gone and new.
    pub lines: Vec<(Tone, String)>,
}

/// A figure of both.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is.
    pub label: String,
    /// Of the first, and of the second.
    pub values: [String; 2],
    /// How each comes about, where that can be said.
    pub worked: [Option<Worked>; 2],
    /// `better`, `worse`, `same`, `unclear`, or nothing.
    pub outcome: String,
    /// The same in words, with a sign.
    pub words: &'static str,
}

/// Something that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// `added`, `removed` or `changed`.
    pub fate: String,
    /// The same as a word, with a sign.
    pub words: &'static str,
    /// What it is called, with what it is.
    pub name: String,
    /// What differs of it, field by field.
    pub fields: Vec<String>,
}

/// A comparison in words.
#[must_use]
pub fn told(files: [&Arc<DesignFile>; 2], found: &Comparison) -> Told {
    let designs = files.map(|file| Arc::new(file.design.clone()));
    let count = |outcome: &str| found.figures.iter().filter(|row| row.outcome == outcome).count();
    let headline = match found.changes.len() {
        0 => t("compare.no-difference").to_owned(),
        changes => t_with(
            "compare.headline",
            &[("changes", &changes), ("better", &count("better")), ("worse", &count("worse"))],
        ),
    };
    let mut rows = Vec::new();
    if found.before.bottleneck != found.after.bottleneck {
        rows.push(busiest(&designs, found));
    }
    rows.extend(found.figures.iter().map(|row| told_row(&designs, found, row)));
    let mut lines: Vec<(Tone, String)> = found.targets.iter().map(|target| told_target(&designs, target)).collect();
    lines.extend(
        found.new.iter().map(|new| (tone(new), t_with("fix.new", &[("message", &said(&designs[1], &new.message))]))),
    );
    lines.extend(
        found
            .gone
            .iter()
            .map(|gone| (Tone::Fine, t_with("fix.gone", &[("message", &said(&designs[0], &gone.message))]))),
    );
    if found.figures_left_out > 0 {
        lines.push((Tone::Unknown, t_with("compare.left-out", &[("count", &found.figures_left_out)])));
    }
    let changes = found.changes.iter().map(|change| difference(&designs, change)).collect();
    Told { headline, rows, changes, lines }
}

fn busiest(designs: &[Arc<Design>; 2], found: &Comparison) -> Row {
    let name =
        |side: &Side, design: &Arc<Design>| side.bottleneck.as_deref().map_or("–", |id| name_of(design, id)).to_owned();
    Row {
        label: t("fix.bottleneck").to_owned(),
        values: [name(&found.before, &designs[0]), name(&found.after, &designs[1])],
        worked: [None, None],
        outcome: String::new(),
        words: "",
    }
}

/// What has this id is called so in the second design, or else in the first.
fn either_name(designs: &[Arc<Design>; 2], id: &str) -> String {
    let after = name_of(&designs[1], id);
    if after == id { name_of(&designs[0], id).to_owned() } else { after.to_owned() }
}

fn told_row(designs: &[Arc<Design>; 2], found: &Comparison, row: &ComparedFigure) -> Row {
    let sides = [(row.before, &row.says_before, &found.before), (row.after, &row.says_after, &found.after)];
    let value = |(value, says, side): (Option<f64>, &loadbearing_engine::report::Word, &Side)| {
        let text = value.map(|value| match &*row.figure {
            "per_month" => format!("{} {}", figure_value("per_month", Some(value)), side.currency),
            name => figure_value(name, Some(value)),
        });
        match (text, find(&format!("compare.says-{says}"))) {
            (Some(text), Some(words)) => format!("{text} ({words})"),
            (Some(text), None) => text,
            (None, Some(words)) => words.to_owned(),
            (None, None) => "–".to_owned(),
        }
    };
    let workings = [&row.working_before, &row.working_after];
    let worked = |side: usize| {
        workings[side].clone().map(|working| Worked::Beside(Arc::clone(&designs[side]), Box::new(working)))
    };
    Row {
        label: figure_label(&row.figure, &row.subject, &either_name(designs, &row.subject)),
        values: sides.map(value),
        worked: [worked(0), worked(1)],
        outcome: row.outcome.to_string(),
        words: match &*row.outcome {
            "better" => t("compare.better"),
            "worse" => t("compare.worse"),
            "same" => t("compare.same"),
            "unclear" => t("compare.unclear"),
            _ => "",
        },
    }
}

fn told_target(designs: &[Arc<Design>; 2], target: &TargetChange) -> (Tone, String) {
    let name = target.journey.as_deref().map_or_else(String::new, |id| either_name(designs, id));
    let what = target_name(&target.what, &name);
    match (target.before, target.after) {
        (_, Some(true)) => (Tone::Fine, t_with("fix.reached", &[("target", &what)])),
        (_, Some(false)) => (Tone::Bad, t_with("fix.missed", &[("target", &what)])),
        (_, None) => (Tone::Unknown, t_with("compare.not-asked", &[("target", &what)])),
    }
}

fn tone(finding: &FindingBrief) -> Tone {
    match &*finding.severity {
        "error" => Tone::Bad,
        "warn" => Tone::Warn,
        _ => Tone::Fine,
    }
}

fn difference(designs: &[Arc<Design>; 2], change: &Change) -> Difference {
    let design = if change.at.1.is_some() || change.at.0.is_none() { &designs[1] } else { &designs[0] };
    let what = match &*change.of {
        "component" => {
            let kind = design.components.iter().find(|one| one.id == change.id).map(|one| one.kind.as_str());
            kind.and_then(kinds::find).map(|kind| kind.name).unwrap_or_default().to_owned()
        }
        of => find(&format!("compare.of-{of}")).map_or_else(|| of.replace('_', " "), str::to_owned),
    };
    let name = match (change.name.as_str(), what.as_str()) {
        ("", what) => what.to_owned(),
        (name, "") => name.to_owned(),
        (name, what) if name == what => name.to_owned(),
        (name, what) => t_with("compare.named", &[("name", &name), ("what", &what)]),
    };
    let field = |field: &loadbearing_engine::report::FieldChange| {
        let spec = spec_of(design, change, &field.field);
        let label = label_of(design, change, &field.field);
        let told = |value: &Option<Value>| {
            value.as_ref().map_or_else(|| t("compare.open").to_owned(), |value| in_words(value, spec))
        };
        match &*change.fate {
            "added" => t_with("compare.field", &[("field", &label), ("value", &told(&field.after))]),
            "removed" => t_with("compare.field", &[("field", &label), ("value", &told(&field.before))]),
            _ => t_with(
                "compare.field-changed",
                &[("field", &label), ("before", &told(&field.before)), ("after", &told(&field.after))],
            ),
        }
    };
    // What it is called and what it is stands in front.
    let is_said =
        |name: &str| change.fate != "changed" && (name == "name" || (name == "kind" && change.of == "component"));
    Difference {
        fate: change.fate.to_string(),
        words: match &*change.fate {
            "added" => t("compare.added"),
            "removed" => t("compare.removed"),
            _ => t("compare.changed"),
        },
        name,
        fields: change.fields.iter().filter(|one| !is_said(&one.field)).map(field).collect(),
    }
}

fn spec_of(design: &Design, change: &Change, field: &str) -> Option<&'static SettingSpec> {
    match &*change.of {
        "component" => {
            let component = design.components.iter().find(|one| one.id == change.id)?;
            kinds::find(&component.kind)?.setting(field)
        }
        "connection" => CONNECTION.iter().find(|spec| spec.name == field),
        _ => None,
    }
}

fn label_of(design: &Design, change: &Change, field: &str) -> String {
    match &*change.of {
        "component" => labels::of_component(design, &change.id, field),
        "connection" => labels::of_connection(field),
        "journey" => labels::of_journey(field),
        "place" => labels::of_place(field),
        "workload" | "requirements" | "thresholds" | "prices" => match field.split_once('.') {
            Some(("latency_ms", rest)) => rest.split_once('.').map_or_else(
                || rest.to_owned(),
                |(journey, percentile)| {
                    t_with("fix.target-time", &[("what", &percentile), ("name", &name_of(design, journey))])
                },
            ),
            _ => labels::of_design(&format!("{}.{field}", change.of)),
        },
        _ => find(&format!("compare.field-{field}")).map_or_else(|| field.replace('_', " "), str::to_owned),
    }
}

/// Longest text that is shown whole, in characters.
const LONGEST_TEXT: usize = 80;

fn in_words(value: &Value, spec: Option<&'static SettingSpec>) -> String {
    match (value, spec.map(|spec| spec.shape)) {
        (Value::Number(value), Some(Shape::Number { unit, .. })) => figure(*value, unit),
        (Value::Number(value), _) => exact(*value),
        (Value::Switch(true), _) => t("field.on").to_owned(),
        (Value::Switch(false), _) => t("field.off").to_owned(),
        (Value::Text(text), _) => match text.char_indices().nth(LONGEST_TEXT) {
            Some((end, _)) => format!("“{}…”", &text[..end]),
            None => format!("“{text}”"),
        },
        (Value::Words(words), _) if words.is_empty() => t("compare.nothing").to_owned(),
        (Value::Words(words), _) => words.join(", "),
        (Value::Numbers(values), _) => values.iter().map(|value| exact(*value)).collect::<Vec<_>>().join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::{compare, read, templates};

    fn beside(before: &str, after: &str) -> Told {
        let [before, after] =
            [before, after].map(|parts| Arc::new(read(&format!(r#"{{"format": "loadbearing/1", {parts}}}"#)).unwrap()));
        told([&before, &after], &compare(&before, &after))
    }

    #[test]
    fn the_worked_example_and_its_mended_form_are_told() {
        let [before, after] =
            ["url-shortener-worked", "url-shortener-worked-fixed"].map(|id| Arc::new(templates::find(id).unwrap()));
        let told = told([&before, &after], &compare(&before, &after));
        let row = |label: &str| told.rows.iter().find(|row| row.label == label).unwrap_or_else(|| panic!("{label}"));
        assert_eq!(row(t("fix.bottleneck")).values, ["Redis", "API"]);
        assert_eq!(row(t("fix.utilization")).values[0], "390 %");
        assert_eq!(row(t("fix.utilization")).words, t("compare.better"));
        let redis = told.changes.iter().find(|one| one.name.starts_with("Redis")).unwrap();
        assert_eq!((redis.fate.as_str(), redis.fields.join("; ").contains("3 → 17")), ("changed", true), "{redis:?}");
        assert!(told.lines.iter().any(|(tone, _)| *tone == Tone::Fine));
        for change in &told.changes {
            assert!(!change.fields.iter().any(|field| field.contains('{')), "{change:?}");
        }
    }

    #[test]
    fn what_differs_is_called_as_in_the_inspector() {
        let told = beside(
            r#""components": [{"id": "c", "kind": "cache-distributed", "name": "Hot", "settings": {"hit_rate": 0.8}}]"#,
            r#""components": [{"id": "c", "kind": "cache-distributed", "name": "Hot", "settings": {"hit_rate": 0.9}},
                {"id": "d", "kind": "sql"}]"#,
        );
        let hot = &told.changes[0];
        assert_eq!(hot.fields, ["Hit rate: 80 % → 90 %"]);
        assert_eq!((told.changes[1].fate.as_str(), told.changes[1].fields.len()), ("added", 0));
    }

    #[test]
    fn equal_designs_are_said_to_be_equal() {
        let one = r#""components": [{"id": "c", "kind": "sql"}]"#;
        let told = beside(one, one);
        assert_eq!(told.headline, t("compare.no-difference"));
        assert!(told.changes.is_empty() && told.lines.is_empty());
    }
}
