//! Findings as cards: one card a rule, the worst first, with what is not core folded away. And what could not be
//! checked, by what is missing.

use std::collections::HashMap;

use loadbearing_engine::design::{Accepted, Design};
use loadbearing_engine::kinds;
use loadbearing_engine::report::workings::Number;
use loadbearing_engine::report::{FindingName, FindingReport, Report, Word};

use super::Tone;
use super::names::{connection_name, figure, name_of, said};
use super::working::Worked;
use crate::connection_key::ConnectionKey;
use crate::document::ends;
use crate::languages::figures::form;
use crate::languages::phrases::say;
use crate::languages::{t, t_with, told};
use crate::order::{gathered, sort_by_key};

/// All that one rule found.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Id of the rule.
    pub rule: Word,
    /// The rule's name for people.
    pub title: String,
    /// How bad it is.
    pub tone: Tone,
    /// The same as a word.
    pub severity: &'static str,
    /// Each place where it was found.
    pub places: Vec<Found>,
    /// Texts and sections.
    pub source: Word,
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub fix: String,
    /// Its name, where a change of the design is offered that does it.
    pub name: Option<FindingName>,
    /// What was measured and what it should not pass, in words; empty where nothing was measured.
    pub measure: String,
    /// How what was measured and the limit come about.
    pub worked: Vec<Worked>,
    /// Names of what it is about.
    pub about: String,
    /// What has to be said to live with it, but for the reason.
    pub accept: Accepted,
    /// Ids of the components.
    pub components: Vec<String>,
    /// Connections: ids, or `from->to`.
    pub connections: Vec<String>,
}

/// Findings to read, and findings that are folded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cards {
    /// Errors, and what the core rules say.
    pub core: Vec<Card>,
    /// The rest.
    pub folded: Vec<Card>,
}

/// The findings of a report as cards, in the order of the report.
#[must_use]
pub fn cards(design: &Design, report: &Report) -> Cards {
    let mut cards = Cards::default();
    // Looked up once: a large design has thousands of findings.
    let names = gathered(design.components.iter().map(|component| (component.id.as_str(), component.label())));
    for finding in &report.findings {
        let list = if finding.core || finding.severity == "error" { &mut cards.core } else { &mut cards.folded };
        let found = found(design, finding, &names);
        match list.iter_mut().find(|card| card.rule == finding.rule) {
            Some(card) => card.places.push(found),
            None => list.push(card(finding, found)),
        }
    }
    for list in [&mut cards.core, &mut cards.folded] {
        sort_by_key(list, |card| card.tone);
    }
    cards
}

/// How many findings there are of each severity, in words: `2 errors, 1 warning`.
#[must_use]
pub fn counts(report: &Report) -> String {
    let count = |severity: &str| report.findings.iter().filter(|finding| finding.severity == severity).count();
    let parts: Vec<String> = [
        (count("error"), t("findings.errors")),
        (count("warn"), t("findings.warnings")),
        (count("info"), t("findings.advices")),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, forms)| format!("{count} {}", form(&count.to_string(), forms)))
    .collect();
    if parts.is_empty() { t("findings.none").to_owned() } else { parts.join(", ") }
}

fn card(finding: &FindingReport, found: Found) -> Card {
    let (tone, severity) = match &*finding.severity {
        "error" => (Tone::Bad, t("findings.error")),
        "warn" => (Tone::Warn, t("findings.warning")),
        _ => (Tone::Fine, t("findings.advice")),
    };
    Card {
        rule: finding.rule.clone(),
        title: say(&finding.title),
        tone,
        severity,
        places: vec![found],
        source: finding.source.clone(),
    }
}

fn found(design: &Design, finding: &FindingReport, names: &HashMap<&str, &str>) -> Found {
    let name = |id: &String| names.get(id.as_str()).copied().unwrap_or_else(|| name_of(design, id)).to_owned();
    let mut about: Vec<String> = finding.components.iter().map(name).collect();
    if about.is_empty() {
        about = finding.connections.iter().map(|name| connection_name(design, name)).collect();
    }
    Found {
        message: said(design, &finding.message),
        fix: said(design, &finding.fix),
        name: finding.has_fix.then(|| finding.name()),
        measure: match (finding.measured, finding.limit) {
            (Some(measured), Some(limit)) => t_with(
                "findings.measure",
                &[("measured", &figure(measured, &finding.unit)), ("limit", &figure(limit, &finding.unit))],
            ),
            _ => String::new(),
        },
        worked: worked(finding),
        about: if about.is_empty() { t("findings.whole").to_owned() } else { about.join(", ") },
        accept: acceptance(finding),
        components: finding.components.clone(),
        connections: finding.connections.clone(),
    }
}

/// What covers a finding: its rule and the component that it names first; the rule alone where it names none.
fn acceptance(finding: &FindingReport) -> Accepted {
    let components = finding.components.first().cloned().into_iter().collect();
    Accepted { rule: finding.rule.to_string(), components, reason: String::new() }
}

/// What a finding measured and its limit, where it measured anything. That all is 100 % needs no working.
#[must_use]
pub fn worked(finding: &FindingReport) -> Vec<Worked> {
    let number = |limit| {
        let (rule, message) = (finding.rule.to_string(), finding.message.clone());
        Worked::Number(Number::Finding { rule, message, connections: finding.connections.clone(), limit })
    };
    match (finding.measured, finding.limit) {
        (Some(_), Some(1.0)) => vec![number(false)],
        (Some(_), Some(_)) => vec![number(false), number(true)],
        _ => Vec::new(),
    }
}

/// The connections that findings name: by id, or every one between two ends.
#[must_use]
pub fn connection_keys(design: &Design, names: &[String]) -> Vec<ConnectionKey> {
    let keys = ConnectionKey::number(ends(design));
    let is_named = |position: usize| {
        let connection = &design.connections[position];
        let by_ends = format!("{}->{}", connection.from, connection.to);
        names.iter().any(|name| connection.id.as_ref() == Some(name) || *name == by_ends)
    };
    keys.into_iter().enumerate().filter(|(position, _)| is_named(*position)).map(|(_, key)| key).collect()
}

/// Rules that could not be checked for want of one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Unchecked {
    /// What the design has to state.
    pub needs: Word,
    /// The rules: id and name.
    pub rules: Vec<(Word, String)>,
    /// Where it would be stated, as a path in the file; empty where nothing of the design could.
    pub at: String,
}

impl Unchecked {
    /// What the button says that leads there; `None` where it leads nowhere.
    #[must_use]
    pub fn way(&self) -> Option<String> {
        match self.at.strip_prefix("kinds.") {
            _ if self.at.is_empty() => None,
            Some(kind) => {
                let name = kinds::find(kind).map_or(kind, |kind| told(kind.name));
                Some(t_with("findings.draw", &[("kind", &name)]))
            }
            None => Some(t("findings.state").to_owned()),
        }
    }
}

/// What was not checked, by what is missing; what would allow most comes first.
#[must_use]
pub fn unchecked(report: &Report) -> Vec<Unchecked> {
    let mut groups: Vec<Unchecked> = Vec::new();
    for entry in &report.not_checked {
        let named = (entry.rule.clone(), say(&entry.title));
        match groups.iter_mut().find(|group| group.needs == say(&entry.needs)) {
            Some(group) => group.rules.push(named),
            None => {
                groups.push(Unchecked { needs: say(&entry.needs).into(), rules: vec![named], at: entry.at.clone() })
            }
        }
    }
    sort_by_key(&mut groups, |group| std::cmp::Reverse(group.rules.len()));
    groups
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use loadbearing_engine::report::NotChecked;

    fn finding(rule: &'static str, severity: &'static str, core: bool, component: &str) -> FindingReport {
        FindingReport {
            rule: rule.into(),
            title: rule.into(),
            severity: severity.into(),
            core,
            components: vec![component.to_owned()],
            connections: Vec::new(),
            message: format!("{component} is full."),
            measured: Some(1_168_981.5),
            limit: Some(300_000.0),
            unit: "ops/s".into(),
            working: None,
            limit_working: None,
            fix: "Add one.".to_owned(),
            has_fix: false,
            source: "worked-examples".into(),
            values: BTreeMap::new(),
        }
    }

    fn report() -> Report {
        let mut report = loadbearing_engine::evaluate(&Design::default());
        report.findings = vec![
            finding("minor", "warn", false, "a"),
            finding("warned", "warn", true, "a"),
            finding("full", "error", true, "a"),
            finding("full", "error", true, "b"),
        ];
        report.not_checked = [("one", "x"), ("two", "y"), ("three", "y")]
            .map(|(rule, needs)| NotChecked {
                needs: needs.into(),
                rule: rule.into(),
                title: rule.into(),
                at: if needs == "x" { "kinds.metrics" } else { "requirements.team_size" }.to_owned(),
            })
            .into();
        report
    }

    #[test]
    fn one_fault_at_several_places_is_one_card_and_errors_come_first() {
        let cards = cards(&Design::default(), &report());
        assert_eq!(cards.core.iter().map(|card| &*card.rule).collect::<Vec<_>>(), ["full", "warned"]);
        assert_eq!(cards.core[0].places.len(), 2);
        assert_eq!(cards.core[0].places[0].measure, "measured 1.17 M ops/s, limit 300 k ops/s");
        assert_eq!(cards.core[0].places[0].worked.len(), 2);
        assert_eq!(cards.folded.iter().map(|card| &*card.rule).collect::<Vec<_>>(), ["minor"]);
        assert_eq!(counts(&report()), "2 errors, 2 warnings");
    }

    #[test]
    fn what_was_not_checked_is_grouped_by_what_is_missing() {
        let groups = unchecked(&report());
        assert_eq!(
            groups.iter().map(|group| (&*group.needs, group.rules.len())).collect::<Vec<_>>(),
            [("y", 2), ("x", 1)]
        );
        assert_eq!(groups[0].way().as_deref(), Some("State it"));
        assert!(groups[1].way().is_some_and(|words| words.starts_with("Add ")));
    }

    #[test]
    fn connections_are_found_by_id_and_by_their_ends() {
        use loadbearing_engine::design::Connection;
        let way = |id: Option<&str>, to: &str| Connection {
            id: id.map(str::to_owned),
            from: "a".to_owned(),
            to: to.to_owned(),
            ..Connection::default()
        };
        let design =
            Design { connections: vec![way(None, "b"), way(Some("slow"), "b"), way(None, "c")], ..Design::default() };
        let keys = |name: &str| connection_keys(&design, &[name.to_owned()]);
        assert_eq!(keys("slow").iter().map(|key| key.nth).collect::<Vec<_>>(), [1]);
        assert_eq!(keys("a->b").len(), 2);
        assert_eq!(keys("a->c"), [ConnectionKey::first("a", "c")]);
    }
}
