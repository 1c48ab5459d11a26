//! The fields of workload and requirements: what each asks for, what is taken without a value, and how values go in
//! and out. Knows no page.

use loadbearing_engine::design::{
    Consistency, Content, Design, Journey, LatencyTarget, Operation, Requirements, Setting, Settings, Workload,
};

use super::day_fields;
use super::fields::{Control, Field};
use crate::languages::{t, t_with};
use crate::quantity::{self, Period, Quantity};

/// Consistency as written in the file, strongest first.
const CONSISTENCY: [(Consistency, &str, &str); 4] = [
    (Consistency::Strong, "strong", "requirements.strong"),
    (Consistency::Causal, "causal", "requirements.causal"),
    (Consistency::ReadYourWrites, "read-your-writes", "requirements.read-your-writes"),
    (Consistency::Eventual, "eventual", "requirements.eventual"),
];

/// Content as written in the file.
const CONTENT: [(Content, &str, &str); 3] = [
    (Content::Dynamic, "dynamic", "journey.dynamic"),
    (Content::Static, "static", "journey.static"),
    (Content::Media, "media", "journey.media"),
];

/// The limits of a journey, in milliseconds.
pub const LIMITS: [&str; 4] = ["mean", "p50", "p95", "p99"];

fn plain(name: &str, label: &'static str, control: Control, default: &str, origin: &'static str) -> Field {
    Field::plain(name, label, origin, control).with_default(default, origin)
}

fn options<T: Copy>(words: &[(T, &str, &'static str)]) -> Vec<(String, String)> {
    words.iter().map(|(_, word, key)| ((*word).to_owned(), t(key).to_owned())).collect()
}

fn word<T: PartialEq + Copy>(words: &[(T, &'static str, &str)], value: Option<T>) -> Option<Setting> {
    let (_, word, _) = words.iter().find(|(known, ..)| Some(*known) == value)?;
    Some(Setting::Text((*word).to_owned()))
}

fn meant<T: Copy>(words: &[(T, &str, &str)], setting: Option<&Setting>) -> Option<T> {
    let text = setting?.text()?;
    words.iter().find(|(_, word, _)| *word == text).map(|(value, ..)| *value)
}

/// What a journey is: its name, how often it happens, where it enters.
#[must_use]
pub fn journey(design: &Design, id: &str) -> Vec<Field> {
    let own = design.workload.journeys.iter().find(|journey| journey.id == id);
    let (peak, peak_from) = day_fields::default_peak(own.and_then(|journey| journey.daily_curve.as_deref()));
    let entries = design.components.iter().map(|component| (component.id.clone(), component.label().to_owned()));
    let operations =
        [("read", t("journey.read")), ("write", t("journey.write"))].map(|(value, label)| (value.into(), label.into()));
    vec![
        plain("name", t("journey.name"), Control::Text, "", t("journey.name-absent")),
        plain("rate", t("journey.rate"), Control::Rate, "", t("journey.rate-absent")),
        Field::plain("peak-factor", t("journey.peak-factor"), "", Control::Quantity(Quantity::Factor))
            .with_default(peak, peak_from),
        plain("entry", t("journey.entry"), Control::OneOf(entries.collect()), "", ""),
        plain("operation", t("journey.operation"), Control::OneOf(operations.into()), "", ""),
        plain(
            "content",
            t("journey.content"),
            Control::Choice(options(&CONTENT)),
            t("journey.dynamic"),
            t("journey.content-absent"),
        ),
    ]
}

/// How a journey goes through the day.
#[must_use]
pub fn day() -> Vec<Field> {
    vec![plain("daily-curve", t("day.curve"), Control::Curve, "", t("day.curve-absent"))]
}

/// What a request of a journey weighs.
#[must_use]
pub fn sizes() -> Vec<Field> {
    let size = |name, label, origin| plain(name, label, Control::Quantity(Quantity::Bytes), "", origin);
    vec![
        size("request-bytes", t("journey.request-bytes"), t("journey.size-absent")),
        size("response-bytes", t("journey.response-bytes"), t("journey.size-absent")),
        size("stored-bytes", t("journey.stored-bytes"), t("journey.stored-absent")),
    ]
}

/// How fast a journey has to be.
#[must_use]
pub fn limits() -> Vec<Field> {
    let limit = |name: &&str| {
        let mut field = plain(name, "", Control::Quantity(Quantity::Milliseconds), "", "");
        field.label = t_with("journey.limit", &[("name", name)]);
        field
    };
    LIMITS.iter().map(limit).collect()
}

/// A value of a journey, where the design states it.
#[must_use]
pub fn journey_value(journey: &Journey, name: &str) -> Option<Setting> {
    let text = |text: &str| Some(Setting::Text(text.to_owned()));
    match name {
        "name" => journey.name.as_deref().and_then(text),
        "rate" => journey.rate.and_then(|rate| text(&quantity::write_rate(rate))),
        "peak-factor" => journey.peak_factor.map(Setting::Number),
        "daily-curve" => journey.daily_curve.as_deref().and_then(|curve| text(&day_fields::write(curve))),
        "entry" => text(&journey.entry),
        "operation" => text(if journey.operation == Operation::Write { "write" } else { "read" }),
        "content" => word(&CONTENT, journey.content),
        "request-bytes" => journey.request_bytes.map(Setting::Number),
        "response-bytes" => journey.response_bytes.map(Setting::Number),
        "stored-bytes" => journey.stored_bytes.map(Setting::Number),
        _ => None,
    }
}

/// Puts a value into a journey, or takes the stated one out.
pub fn put_journey(journey: &mut Journey, name: &str, value: Option<&Setting>) {
    let text = value.and_then(Setting::text);
    let number = value.and_then(Setting::number);
    match name {
        "name" => journey.name = text.map(str::to_owned),
        "rate" => {
            let read = text.and_then(|text| quantity::read_rate(Period::Day, text).ok());
            journey.rate = read.map(|understood| understood.value);
        }
        "peak-factor" => journey.peak_factor = number,
        "daily-curve" => journey.daily_curve = text.and_then(|text| day_fields::read(text).ok()),
        "entry" => text.unwrap_or(&journey.entry.clone()).clone_into(&mut journey.entry),
        "operation" => {
            journey.operation = if text == Some("write") { Operation::Write } else { Operation::Read };
        }
        "content" => journey.content = meant(&CONTENT, value),
        "request-bytes" => journey.request_bytes = number,
        "response-bytes" => journey.response_bytes = number,
        "stored-bytes" => journey.stored_bytes = number,
        _ => {}
    }
}

/// A limit of a journey, where the design states it.
#[must_use]
pub fn limit_value(target: Option<&LatencyTarget>, name: &str) -> Option<Setting> {
    let target = target?;
    let limit = match name {
        "mean" => target.mean,
        "p50" => target.p50,
        "p95" => target.p95,
        _ => target.p99,
    };
    limit.map(Setting::Number)
}

/// Puts a limit into a target, or takes the stated one out.
pub fn put_limit(target: &mut LatencyTarget, name: &str, value: Option<&Setting>) {
    let limit = match name {
        "mean" => &mut target.mean,
        "p50" => &mut target.p50,
        "p95" => &mut target.p95,
        _ => &mut target.p99,
    };
    *limit = value.and_then(Setting::number);
}

/// How far ahead storage is planned, and how it grows.
#[must_use]
pub fn growth() -> Vec<Field> {
    vec![
        plain(
            "horizon_years",
            t("workload.horizon"),
            Control::Quantity(Quantity::Years),
            "1",
            t("workload.horizon-absent"),
        ),
        plain(
            "growth_per_year",
            t("workload.growth"),
            Control::Quantity(Quantity::Growth),
            "0 %",
            t("workload.growth-absent"),
        ),
    ]
}

/// A value of the workload, where the design states it.
#[must_use]
pub fn workload_value(workload: &Workload, name: &str) -> Option<Setting> {
    match name {
        "horizon_years" => workload.horizon_years.map(Setting::Number),
        "growth_per_year" => workload.growth_per_year.map(Setting::Number),
        setting => workload.settings.get(setting).cloned(),
    }
}

/// Puts a value into the workload, or takes the stated one out.
pub fn put_workload(workload: &mut Workload, name: &str, value: Option<Setting>) {
    match name {
        "horizon_years" => workload.horizon_years = value.as_ref().and_then(Setting::number),
        "growth_per_year" => workload.growth_per_year = value.as_ref().and_then(Setting::number),
        setting => put_setting(&mut workload.settings, setting, value),
    }
}

/// What the design has to reach.
#[must_use]
pub fn targets() -> Vec<Field> {
    let share = || Control::Quantity(Quantity::Share);
    let consistency = Control::Choice(options(&CONSISTENCY));
    vec![
        plain("availability", t("requirements.availability"), share(), "", t("requirements.availability-absent")),
        plain("target_utilization", t("requirements.target"), share(), "70 %", t("requirements.target-absent")),
        plain("consistency", t("requirements.consistency"), consistency, "", t("field.open")),
    ]
}

/// A value of the requirements, where the design states it.
#[must_use]
pub fn target_value(requirements: &Requirements, name: &str) -> Option<Setting> {
    match name {
        "availability" => requirements.availability.map(Setting::Number),
        "target_utilization" => requirements.target_utilization.map(Setting::Number),
        "consistency" => word(&CONSISTENCY, requirements.consistency),
        setting => requirements.settings.get(setting).cloned(),
    }
}

/// Puts a value into the requirements, or takes the stated one out.
pub fn put_target(requirements: &mut Requirements, name: &str, value: Option<Setting>) {
    match name {
        "availability" => requirements.availability = value.as_ref().and_then(Setting::number),
        "target_utilization" => requirements.target_utilization = value.as_ref().and_then(Setting::number),
        "consistency" => requirements.consistency = meant(&CONSISTENCY, value.as_ref()),
        setting => put_setting(&mut requirements.settings, setting, value),
    }
}

/// Puts a setting in, or takes the stated one out.
pub fn put_setting(settings: &mut Settings, name: &str, value: Option<Setting>) {
    match value {
        Some(value) => settings.insert(name.to_owned(), value),
        None => settings.remove(name),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::studio::questions::Of;
    use crate::studio::wishes::new_journey;

    fn asked(of: Of) -> Vec<Field> {
        of.groups().into_iter().flat_map(|group| of.fields(group)).collect()
    }

    fn example(field: &Field) -> Setting {
        match &field.control {
            Control::Quantity(_) => Setting::Number(0.5),
            Control::Count(_) => Setting::Number(2.0),
            Control::Rate => Setting::Text("5M/day".to_owned()),
            Control::Curve => Setting::Text(day_fields::write(&day_fields::SHAPES[0].values)),
            Control::Choice(options) | Control::OneOf(options) => Setting::Text(options[0].0.clone()),
            Control::Switch => Setting::Switch(true),
            Control::Several(_) | Control::AllOf(_) | Control::Words => Setting::Words(vec!["eu".to_owned()]),
            Control::Text => Setting::Text("words".to_owned()),
        }
    }

    #[test]
    fn what_is_put_is_found_again_and_can_be_set_back() {
        let design = loadbearing_engine::templates::find("url-shortener-worked").expect("the template is there").design;
        let mut of_design = new_journey(&design);
        for field in [journey(&design, "redirect"), day(), sizes()].concat() {
            let setting = example(&field);
            put_journey(&mut of_design, &field.name, Some(&setting));
            assert_eq!(journey_value(&of_design, &field.name), Some(setting), "{}", field.name);
        }
        let mut workload = Workload::default();
        for field in [growth(), asked(Of::Facts)].concat() {
            put_workload(&mut workload, &field.name, Some(example(&field)));
            assert_eq!(workload_value(&workload, &field.name), Some(example(&field)), "{}", field.name);
            put_workload(&mut workload, &field.name, None);
        }
        assert_eq!(workload, Workload::default());
        let mut requirements = Requirements::default();
        for field in [targets(), asked(Of::Wishes)].concat() {
            put_target(&mut requirements, &field.name, Some(example(&field)));
            assert_eq!(target_value(&requirements, &field.name), Some(example(&field)), "{}", field.name);
            put_target(&mut requirements, &field.name, None);
        }
        assert_eq!(requirements, Requirements::default());
        let mut target = LatencyTarget::default();
        for field in limits() {
            put_limit(&mut target, &field.name, Some(&Setting::Number(9.0)));
            assert_eq!(limit_value(Some(&target), &field.name), Some(Setting::Number(9.0)));
        }
    }

    #[test]
    fn an_entry_cannot_be_taken_away() {
        let design = loadbearing_engine::templates::find("url-shortener-worked").expect("the template is there").design;
        let mut of_design = new_journey(&design);
        let entry = of_design.entry.clone();
        put_journey(&mut of_design, "entry", None);
        assert_eq!(of_design.entry, entry);
    }
}
