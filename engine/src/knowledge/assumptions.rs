//! The page of assumptions: every figure that no text gives, gathered from where it is declared.

use std::collections::BTreeMap;

use super::catalogue::{grouped, unit_of, written};
use crate::calculator::Typed;
use crate::calculators;
use crate::design::vocabulary::{CONNECTION, Fallback, REQUIREMENTS, SettingSpec, Source, THRESHOLDS, WORKLOAD};
use crate::kinds::catalogue;
use crate::rules::phrase::counted;

/// The page.
pub fn text() -> String {
    let mut text = "These figures stand in no text. They are the product's own, are called assumptions wherever they \
                    are used, and can be set in every design; so is every number that rests on one. What the texts \
                    leave out is listed under [what they never give](numbers.missing).\n"
        .to_owned();
    text.push_str("\n## Of components\n\n| figure | assumed | of |\n|---|---|---|\n");
    for ((name, label, value), of) in of_kinds() {
        text.push_str(&format!("| {label} (`{name}`) | {value} | {} |\n", of.join(", ")));
    }
    let tables: [(&str, &[SettingSpec]); 4] = [
        ("Of connections", CONNECTION),
        ("Of the workload", WORKLOAD),
        ("Of requirements", REQUIREMENTS),
        ("What rules compare with", THRESHOLDS),
    ];
    for (title, specs) in tables {
        let rows: Vec<String> = specs.iter().filter(|spec| is_assumed(spec.default, spec.source)).map(row).collect();
        if !rows.is_empty() {
            text.push_str(&format!("\n## {title}\n\n| figure | assumed | meaning |\n|---|---|---|\n{}", rows.concat()));
        }
    }
    text.push_str("\n## What calculators begin with\n\n| calculator | input | assumed |\n|---|---|---|\n");
    for calculator in calculators::ALL {
        let described = calculator.described();
        for input in described.inputs.iter().filter(|input| input.source == "assumption") {
            let value = match &input.default {
                None => continue,
                Some(Typed::Number(number)) => grouped(*number),
                Some(Typed::Numbers(numbers)) => {
                    numbers.iter().map(|number| grouped(*number)).collect::<Vec<_>>().join("; ")
                }
                Some(Typed::Text(text)) => text.clone(),
            };
            let (id, title) = (&described.id, &described.title);
            let value = counted(&value, &input.unit);
            text.push_str(&format!("| [{title}](calculator.{id}) | {} | {value} |\n", input.label));
        }
    }
    text
}

fn is_assumed(value: Fallback, source: Source) -> bool {
    value != Fallback::Open && source == Source::Assumption
}

fn row(spec: &SettingSpec) -> String {
    format!("| {} (`{}`) | {} | {} |\n", spec.label, spec.name, written(spec.default, unit_of(spec)), spec.meaning)
}

/// Assumed figures of kinds and products by setting and value, each with the kinds that have it.
fn of_kinds() -> BTreeMap<(&'static str, &'static str, String), Vec<String>> {
    let mut figures: BTreeMap<(&str, &str, String), Vec<String>> = BTreeMap::new();
    for kind in catalogue::ALL {
        for spec in kind.all_settings() {
            let mut add = |value, of: String| {
                let known = figures.entry((spec.name, spec.label, written(value, unit_of(spec)))).or_default();
                if !known.contains(&of) {
                    known.push(of);
                }
            };
            if is_assumed(spec.default, spec.source) {
                add(spec.default, format!("[{}](kind.{})", kind.name, kind.id));
            }
            for preset in kind.presets {
                for (_, value, source) in preset.settings.iter().filter(|(name, ..)| *name == spec.name) {
                    if is_assumed(*value, *source) {
                        add(*value, format!("[{}](kind.{}) as {}", kind.name, kind.id, preset.name));
                    }
                }
            }
        }
    }
    figures
}
