//! The fields of a connection: what goes over it, what the caller does without it, and what the format declares.

use loadbearing_engine::design::format::COUNT;
use loadbearing_engine::design::vocabulary::{CONNECTION, SettingSpec};
use loadbearing_engine::design::{Connection, Design, Mode, Operation, Setting};
use loadbearing_engine::kinds::{self, Family};

use super::component_fields::whole;
use super::dependence;
use super::fields::{Control, Field};
use crate::languages::t;
use crate::quantity::Quantity;

/// The fields of a connection, under the headings of the inspector.
#[must_use]
pub fn groups(design: &Design, connection: &Connection) -> Vec<(&'static str, Vec<Field>)> {
    vec![
        (t("inspector.traffic"), traffic(design, connection)),
        (t("inspector.dependence"), dependence(design, connection)),
        (t("inspector.facts"), CONNECTION.iter().map(fact).collect()),
    ]
}

fn traffic(design: &Design, connection: &Connection) -> Vec<Field> {
    let modes = [("async", t("mode.async")), ("replication", t("mode.replication"))];
    let operations = [("read", t("field.read")), ("write", t("field.write"))];
    let number = Control::Quantity(Quantity::Number { unit: "" });
    let journeys = design.workload.journeys.iter().map(|journey| (journey.id.clone(), journey.label().to_owned()));
    let mut fields = vec![
        Field::plain("mode", t("field.mode"), t("field.mode.meaning"), choice(&modes))
            .with_default(t("mode.sync"), t("field.mode.default")),
        Field::plain("journeys", t("field.journeys"), t("field.journeys.meaning"), Control::AllOf(journeys.collect()))
            .with_default("", t("field.journeys.default")),
        Field::plain("operation", t("field.operation"), t("field.operation.meaning"), choice(&operations))
            .with_default(t("field.as-journey"), t("field.operation.default")),
        Field::plain("calls", t("field.calls"), t("field.calls.meaning"), number)
            .with_default("1", t("field.calls.default")),
        Field::plain("share", t("field.share"), t("field.share.meaning"), Control::Quantity(Quantity::Share))
            .with_default("", t("field.share.default")),
    ];
    let caches = caches(design, connection);
    if !caches.is_empty() {
        let control = Control::Several(caches);
        let field = Field::plain("after_miss_in", t("field.after-miss-in"), t("field.after-miss-in.meaning"), control);
        fields.push(field.with_default("", t("field.after-miss-in.default")));
    }
    let step = Field::plain("step", t("field.step"), t("field.step.meaning"), Control::Count(&COUNT));
    fields.push(step.with_default("", t("field.step.default")));
    fields
}

/// The caches of the design, but for the one at the end of the connection.
fn caches(design: &Design, connection: &Connection) -> Vec<(String, String)> {
    let is_cache = |kind: &str| kinds::find(kind).is_some_and(|kind| kind.family == Family::Cache);
    design
        .components
        .iter()
        .filter(|component| is_cache(&component.kind) && component.id != connection.to)
        .map(|component| (component.id.clone(), component.label().to_owned()))
        .collect()
}

fn fact(spec: &SettingSpec) -> Field {
    Field::of(spec, spec.default, spec.source).or_taken("connection")
}

fn dependence(design: &Design, connection: &Connection) -> Vec<Field> {
    let (default, because) = dependence::taken(design, connection);
    vec![
        Field::plain("required", t("field.required"), t("field.required.meaning"), Control::Switch)
            .with_default(default, because),
        Field::plain("group", t("field.group"), t("field.group.meaning"), Control::Text)
            .with_default("", t("field.group.default")),
        Field::plain("needs", t("field.needs"), t("field.needs.meaning"), Control::Count(&COUNT))
            .with_default("1", t("field.needs.default")),
        Field::plain("fallback", t("field.fallback"), t("field.fallback.meaning"), Control::Switch)
            .with_default(t("field.off"), t("field.fallback.default")),
    ]
}

fn choice(words: &[(&str, &str)]) -> Control {
    Control::Choice(words.iter().map(|(value, label)| ((*value).to_owned(), (*label).to_owned())).collect())
}

/// The value of a field, where the design states it.
#[must_use]
pub fn value(connection: &Connection, name: &str) -> Option<Setting> {
    let text = |text: &str| Some(Setting::Text(text.to_owned()));
    match name {
        "mode" => match connection.mode {
            Mode::Sync => None,
            Mode::Async => text("async"),
            Mode::Replication => text("replication"),
        },
        "journeys" => connection.journeys.clone().map(Setting::Words),
        "operation" => match connection.operation? {
            Operation::Read => text("read"),
            Operation::Write => text("write"),
        },
        "calls" => connection.calls.map(Setting::Number),
        "share" => connection.share.map(Setting::Number),
        "after_miss_in" => {
            let caches = &connection.after_miss_in;
            (!caches.is_empty()).then(|| Setting::Words(caches.clone()))
        }
        "required" => connection.required.map(Setting::Switch),
        "group" => connection.group.clone().map(Setting::Text),
        "needs" => connection.needs.map(|needs| Setting::Number(f64::from(needs))),
        "fallback" => connection.fallback.then_some(Setting::Switch(true)),
        "step" => connection.step.map(|step| Setting::Number(f64::from(step))),
        setting => connection.settings.get(setting).cloned(),
    }
}

/// Puts a value into a connection, or takes the stated one out.
pub fn put(connection: &mut Connection, name: &str, value: Option<Setting>) {
    let text = value.as_ref().and_then(Setting::text);
    let number = value.as_ref().and_then(Setting::number);
    let switch = value.as_ref().and_then(Setting::switch);
    match name {
        "mode" => {
            connection.mode = match text {
                Some("async") => Mode::Async,
                Some("replication") => Mode::Replication,
                _ => Mode::Sync,
            };
        }
        "journeys" => connection.journeys = words(value),
        "operation" => {
            connection.operation = match text {
                Some("read") => Some(Operation::Read),
                Some("write") => Some(Operation::Write),
                _ => None,
            };
        }
        "calls" => connection.calls = number,
        "share" => connection.share = number,
        "after_miss_in" => connection.after_miss_in = words(value).unwrap_or_default(),
        "required" => connection.required = switch,
        "group" => connection.group = text.map(str::to_owned),
        "needs" => connection.needs = whole(value.as_ref()),
        "fallback" => connection.fallback = switch.unwrap_or(false),
        "step" => connection.step = whole(value.as_ref()),
        setting => {
            match value {
                Some(value) => connection.settings.insert(setting.to_owned(), value),
                None => connection.settings.remove(setting),
            };
        }
    }
}

fn words(value: Option<Setting>) -> Option<Vec<String>> {
    match value {
        Some(Setting::Words(words)) => Some(words),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_is_found_again_and_can_be_set_back() {
        let text = |text: &str| Setting::Text(text.to_owned());
        for (name, setting) in [
            ("mode", text("async")),
            ("journeys", Setting::Words(vec!["open".to_owned()])),
            ("operation", text("write")),
            ("calls", Setting::Number(2.5)),
            ("share", Setting::Number(0.1)),
            ("after_miss_in", Setting::Words(vec!["cache".to_owned()])),
            ("required", Setting::Switch(false)),
            ("group", text("stores")),
            ("needs", Setting::Number(2.0)),
            ("fallback", Setting::Switch(true)),
            ("step", Setting::Number(3.0)),
            ("timeout_ms", Setting::Number(250.0)),
        ] {
            let mut connection = Connection::default();
            put(&mut connection, name, Some(setting.clone()));
            assert_eq!(value(&connection, name), Some(setting), "{name}");
            put(&mut connection, name, None);
            assert_eq!(connection, Connection::default(), "{name}");
        }
    }
}
