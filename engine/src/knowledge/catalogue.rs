//! Pages of what the engine itself declares: rules, kinds, calculators and the formulas of reports. Of rules and kinds
//! only what follows their own text, which is kept apart.

use super::Page;
use super::gathered::page;
use crate::calculator::{Described, Typed};
use crate::design::vocabulary::{Fallback, Preset, SettingSpec, Shape, Source};
use crate::kinds::{Copies, Dispatch, Group, Kind, catalogue};
use crate::rules::phrase::counted;
use crate::rules::topics::TOPICS;
use crate::rules::{Needs, Origin, Rule};
use crate::{calculators, formulas as of_reports, rules};

/// The pages of all rules, by topic.
pub fn rule_pages() -> Vec<Page> {
    let topic = |(topic, rules): &(&str, &[&'static Rule])| {
        let section = format!("Rules: {}", topic.replace('-', " "));
        rules.iter().map(|rule| rule_page(rule, &section)).collect::<Vec<_>>()
    };
    TOPICS.iter().flat_map(topic).collect()
}

fn rule_page(rule: &Rule, section: &str) -> Page {
    let needs = match rule.needs {
        Needs::Structure => "the drawing alone",
        Needs::Workload => "numbers of the workload",
        Needs::Declaration => "a wish or fact that the design states",
    };
    let origin = match rule.origin {
        Origin::Stated => "the texts state it",
        Origin::Derived => "it follows from what the texts state",
        Origin::Extension => "standard practice that the texts lack",
        Origin::Own => {
            "a rule of Loadbearing, which the texts do not list; what it rests on stands in the sources below"
        }
    };
    let mut text = format!(
        "## In short\n- Severity: {}\n- Needs {needs}\n- Where it comes from: {origin}\n",
        rule.severity.text()
    );
    if !rule.replaces.is_empty() {
        let replaced: Vec<String> = rule.replaces.iter().map(|id| format!("[{}](rule.{id})", rule_title(id))).collect();
        text.push_str(&format!("- Speaks in place of {}\n", replaced.join(", ")));
    }
    page(&format!("rule.{}", rule.id), rule.title, section, text, rule.source.text())
}

/// The name of a rule for people.
fn rule_title(id: &'static str) -> &'static str {
    rules::find(id).map_or(id, |rule| rule.title)
}

/// The pages of all kinds, by heading of the palette.
pub fn kind_pages() -> Vec<Page> {
    let mut kinds: Vec<&Kind> = catalogue::ALL.to_vec();
    kinds.sort_by_key(|kind| (kind.group, kind.name));
    kinds.into_iter().map(kind_page).collect()
}

/// A heading of the palette.
const fn group_name(group: Group) -> &'static str {
    match group {
        Group::Edge => "clients and edge",
        Group::Entry => "load balancing and entry",
        Group::Compute => "compute",
        Group::Cache => "caches",
        Group::Database => "databases",
        Group::Storage => "storage",
        Group::Messaging => "messaging and streams",
        Group::Processing => "processing and learning",
        Group::Coordination => "coordination, security, external",
        Group::Observability => "observability and delivery",
    }
}

fn kind_page(kind: &Kind) -> Page {
    let dispatch = match kind.dispatch {
        Dispatch::All => "calls everything behind it for each request",
        Dispatch::OneOf => "chooses one of interchangeable targets",
        Dispatch::Route => "sends each request to what serves its journey",
        Dispatch::Misses => "passes on what it does not answer itself",
        Dispatch::OneConsumer => "hands each message to one consumer",
        Dispatch::EverySubscriber => "hands each message to every subscriber",
        Dispatch::Split => "splits by key and needs all targets",
    };
    let copies = match kind.copies {
        Copies::Inside => "none of its own",
        Copies::Pool => "interchangeable instances",
        Copies::Shards => "shards, each with a primary and replicas",
    };
    let mut text = format!("## In short\n- Several connections: {dispatch}\n- Copies: {copies}\n");
    text.push_str(&format!("- Run by somebody else unless stated: {}\n", if kind.managed { "yes" } else { "no" }));
    text.push_str("\n## Settings\n\n| setting | taken if left open | where that is from |\n|---|---|---|\n");
    for spec in kind.all_settings() {
        let (value, source) = stands_for(spec);
        text.push_str(&format!("| {} (`{}`) | {value} | {source} |\n", spec.label, spec.name));
    }
    if !kind.presets.is_empty() {
        text.push_str("\n## Products\n\n");
        kind.presets.iter().for_each(|preset| text.push_str(&format!("- {}\n", preset_text(kind, preset))));
    }
    if !kind.links.is_empty() {
        let name = |id: &'static str| crate::kinds::find(id).map_or(id, |kind| kind.name);
        let links: Vec<String> = kind.links.iter().map(|id| format!("[{}](kind.{id})", name(id))).collect();
        text.push_str(&format!("\n## May lead to\n\n{}.\n", links.join(", ")));
    }
    let section = format!("Components: {}", group_name(kind.group));
    page(&format!("kind.{}", kind.id), kind.name, &section, text, kind.source.text())
}

fn preset_text(kind: &Kind, preset: &Preset) -> String {
    let value = |(name, value, source): &(&str, Fallback, Source)| {
        let unit = kind.setting(name).map_or("", unit_of);
        format!("`{name}` {} ({})", written(*value, unit), marked(*source))
    };
    let values: Vec<String> = preset.settings.iter().map(value).collect();
    let mut text = format!("**{}**", preset.name);
    if !values.is_empty() {
        text.push_str(&format!(": {}", values.join(", ")));
    }
    if !preset.note.is_empty() {
        text.push_str(&format!(". {}", preset.note));
    }
    text
}

/// What is taken for a setting that a design leaves open, and where that is from.
fn stands_for(spec: &SettingSpec) -> (String, String) {
    match spec.default {
        Fallback::Open => ("open".to_owned(), String::new()),
        value => (written(value, unit_of(spec)), marked(spec.source)),
    }
}

/// The unit of a figure; empty for what is none.
pub const fn unit_of(spec: &SettingSpec) -> &'static str {
    match spec.shape {
        Shape::Number { unit, .. } => unit,
        _ => "",
    }
}

/// A value with its unit, as it is written.
pub fn written(value: Fallback, unit: &str) -> String {
    match value {
        Fallback::Open => "open".to_owned(),
        Fallback::Number(number) if unit == "share" => format!("{} %", grouped(number * 100.0)),
        Fallback::Number(number) => counted(&grouped(number), unit).trim_end().to_owned(),
        Fallback::Switch(true) => "on".to_owned(),
        Fallback::Switch(false) => "off".to_owned(),
        Fallback::Text(word) => word.to_owned(),
    }
}

/// A figure with its thousands apart. What comes of shares is rounded to what they say.
pub fn grouped(number: f64) -> String {
    let text = format!("{}", libm::round(number * 1e9) / 1e9);
    let (whole, rest) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut apart = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            apart.push(',');
        }
        apart.push(digit);
    }
    rest.map_or_else(|| format!("{sign}{apart}"), |rest| format!("{sign}{apart}.{rest}"))
}

/// Where a value is from; what no text gives stands out.
fn marked(source: Source) -> String {
    match source {
        Source::Assumption => "[*assumption*](assumptions)".to_owned(),
        Source::Documented(text) => text.to_owned(),
    }
}

/// The pages of all calculators, by group.
pub fn calculator_pages() -> Vec<Page> {
    let mut all: Vec<_> = calculators::ALL.to_vec();
    all.sort_by_key(|calculator| (calculator.group, calculator.title));
    all.into_iter().map(|calculator| calculator_page(&calculator.described())).collect()
}

fn calculator_page(calculator: &Described) -> Page {
    let mut text = format!("`{}`\n\n{}\n\n## What goes in\n\n", calculator.formula, calculator.page.trim_end());
    text.push_str("| input | meaning | at first | where that is from |\n|---|---|---|---|\n");
    for input in &calculator.inputs {
        let default = match &input.default {
            None => "open".to_owned(),
            Some(Typed::Number(number)) => grouped(*number),
            Some(Typed::Numbers(numbers)) => {
                numbers.iter().map(|number| grouped(*number)).collect::<Vec<_>>().join("; ")
            }
            Some(Typed::Text(text)) => text.clone(),
        };
        let source = if input.source == "assumption" { "[*assumption*](assumptions)" } else { &input.source };
        let default = counted(&default, &input.unit);
        text.push_str(&format!("| {} | {} | {default} | {source} |\n", input.label, input.meaning));
    }
    let id = format!("calculator.{}", calculator.id);
    page(&id, &calculator.title, "Calculators", text, &calculator.source)
}

/// The pages of the formulas that reports are computed with.
pub fn formula_pages() -> Vec<Page> {
    let of = |formula: &of_reports::Formula| {
        let text = format!("`{}`\n\n{}\n", formula.formula, formula.page);
        page(&format!("formula.{}", formula.id), formula.title, "Formulas of the report", text, formula.source)
    };
    of_reports::ALL.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_with_thousands_apart() {
        assert_eq!(grouped(1_234_567.5), "1,234,567.5");
        assert_eq!((grouped(100.0), grouped(-1_000.0)), ("100".to_owned(), "-1,000".to_owned()));
        assert_eq!(written(Fallback::Number(0.999), "share"), "99.9 %");
    }
}
