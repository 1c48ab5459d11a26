//! Fixes that say something of a component, a connection or the workload: one setting each, told with what it was. A
//! figure that the design does not give names its text, or is called an assumption.

use super::context::Context;
use super::finding::Finding;
use super::fix::Fix;
use super::phrase::{Value, counted, grouped, significant};
use crate::design::Setting;
use crate::design::vocabulary::{CONNECTION, REQUIREMENTS, SettingSpec, Shape, Source, WORKLOAD};
use crate::kinds::Family;

/// Failures that open a breaker.
pub const BREAKER_FAILURES: f64 = 5.0;
/// Seconds until a call is tried again.
pub const BREAKER_RESET_SECONDS: f64 = 30.0;
/// Milliseconds that a call may take.
pub const CALL_TIMEOUT_MS: f64 = 3_000.0;
/// Who says so.
pub const BREAKER: Source =
    Source::Documented("interview-answers § Theory 9. Circuit Breaker; mental-models § 11. The Resilience Patterns");
/// Part of its caller's time that a call may take where both give up: an assumption.
pub const INNER_PART: f64 = 0.8;

/// Puts circuit breakers on the connections of a finding.
pub fn breakers<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).break_circuits(&finding.edges).done()
}

/// Ready to be a setting.
pub trait IntoSetting {
    /// As a setting.
    fn setting(self) -> Setting;
}

impl IntoSetting for f64 {
    fn setting(self) -> Setting {
        Setting::Number(self)
    }
}

impl IntoSetting for bool {
    fn setting(self) -> Setting {
        Setting::Switch(self)
    }
}

impl IntoSetting for &str {
    fn setting(self) -> Setting {
        Setting::Text(self.to_owned())
    }
}

impl IntoSetting for Vec<String> {
    fn setting(self) -> Setting {
        Setting::Words(self)
    }
}

impl Fix<'_> {
    /// A setting of a component. Nothing where its kind has none of that name, or the value is no possible one.
    #[must_use]
    pub fn set(mut self, node: usize, name: &str, value: impl IntoSetting, source: Option<Source>) -> Self {
        let known = self.node(node);
        let value = value.setting();
        let Some(spec) = known.kind.setting(name).filter(|spec| fits(spec, &value)) else { return self };
        let before = match value {
            Setting::Number(_) => known.number(name).map(|figure| Setting::Number(figure.value)),
            Setting::Switch(_) => known.switch(name).map(Setting::Switch),
            Setting::Text(_) => known.text(name).map(|text| Setting::Text(text.to_owned())),
            Setting::Words(_) => known.words(name).map(|words| Setting::Words(words.to_vec())),
        };
        if known.component.settings.get(name) == Some(&value) {
            return self;
        }
        let says = sentence(self.label(node), spec, &value, before.as_ref());
        self.component(node).settings.insert(name.to_owned(), value);
        self.tell(says, source);
        self
    }

    /// A setting of a connection.
    #[must_use]
    pub fn set_on(mut self, edge: usize, name: &str, value: impl IntoSetting, source: Option<Source>) -> Self {
        let value = value.setting();
        let Some(spec) = declared(CONNECTION, name).filter(|spec| fits(spec, &value)) else { return self };
        let before = self.graph.edges[edge].connection.settings.get(name);
        if before == Some(&value) {
            return self;
        }
        let says = sentence(&self.way(edge), spec, &value, before);
        self.connection(edge).settings.insert(name.to_owned(), value);
        self.tell(says, source);
        self
    }

    /// A setting of a connection, of each of these.
    #[must_use]
    pub fn set_on_all(
        self,
        edges: &[usize],
        name: &str,
        value: impl IntoSetting + Copy,
        source: Option<Source>,
    ) -> Self {
        edges.iter().fold(self, |fix, &edge| fix.set_on(edge, name, value, source))
    }

    /// A circuit breaker on each of these connections, with the figures that documents give it.
    #[must_use]
    pub fn break_circuits(self, edges: &[usize]) -> Self {
        self.set_on_all(edges, "circuit_breaker", true, None)
            .set_on_all(edges, "circuit_breaker_failures", BREAKER_FAILURES, Some(BREAKER))
            .set_on_all(edges, "circuit_breaker_reset_seconds", BREAKER_RESET_SECONDS, Some(BREAKER))
    }

    /// Signals that are measured from now on as well, by the first component that says what it measures.
    #[must_use]
    pub fn measure(self, signals: &[&str]) -> Self {
        let found = self.graph.of_family(Family::Observing).find_map(|node| {
            let known = self.node(node).words("signals")?;
            Some((node, known.to_vec()))
        });
        let Some((node, mut words)) = found else { return self };
        words.extend(signals.iter().map(|&signal| signal.to_owned()));
        self.set(node, "signals", words, None)
    }

    /// A fact of the workload.
    #[must_use]
    pub fn set_workload(mut self, name: &str, value: impl IntoSetting, source: Option<Source>) -> Self {
        let value = value.setting();
        let Some(spec) = declared(WORKLOAD, name).filter(|spec| fits(spec, &value)) else { return self };
        let before = self.graph.design.workload.settings.get(name);
        let says = sentence("Workload", spec, &value, before);
        self.workload().settings.insert(name.to_owned(), value);
        self.tell(says, source);
        self
    }

    /// A wish.
    #[must_use]
    pub fn wish(mut self, name: &str, value: impl IntoSetting, source: Option<Source>) -> Self {
        let value = value.setting();
        let Some(spec) = declared(REQUIREMENTS, name).filter(|spec| fits(spec, &value)) else { return self };
        let before = self.graph.design.requirements.settings.get(name);
        let says = sentence("Requirements", spec, &value, before);
        self.requirements().settings.insert(name.to_owned(), value);
        self.tell(says, source);
        self
    }
}

fn declared(specs: &'static [SettingSpec], name: &str) -> Option<&'static SettingSpec> {
    specs.iter().find(|spec| spec.name == name)
}

/// Whether a file may hold the value.
fn fits(spec: &SettingSpec, value: &Setting) -> bool {
    match (spec.shape, value) {
        (Shape::Number { least, most, .. }, Setting::Number(value)) => (least..=most).contains(value),
        (Shape::Choice(words), Setting::Text(word)) => words.contains(&word.as_str()),
        (Shape::Switch, Setting::Switch(_)) | (Shape::Text, Setting::Text(_)) | (Shape::Words, Setting::Words(_)) => {
            true
        }
        _ => false,
    }
}

fn sentence(of: &str, spec: &SettingSpec, value: &Setting, before: Option<&Setting>) -> String {
    let label = lowered(spec.label);
    let now = spoken(spec, value);
    match before.map(|before| spoken(spec, before)).filter(|was| *was != now) {
        Some(was) => format!("{of}: {label} {now} instead of {was}."),
        None => format!("{of}: {label} {now}."),
    }
}

/// The label as it stands within a sentence; names such as “TLS” stay as they are.
fn lowered(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain([second]).chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}

fn spoken(spec: &SettingSpec, value: &Setting) -> String {
    match value {
        Setting::Number(value) => {
            let Shape::Number { unit, .. } = spec.shape else { return significant(*value) };
            match unit {
                "share" => Value::Share(*value).text(),
                "B" => Value::Bytes(*value).text(),
                "s" => Value::Seconds(*value).text(),
                "ms" => Value::Milliseconds(*value).text(),
                _ if libm::floor(*value) == *value => counted(&grouped(*value), unit),
                _ => format!("{} {unit}", significant(*value)),
            }
        }
        Setting::Switch(on) => if *on { "on" } else { "off" }.to_owned(),
        Setting::Text(text) => text.clone(),
        Setting::Words(words) => words.join(", "),
    }
}
