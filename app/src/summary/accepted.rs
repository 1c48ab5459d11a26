//! Findings that somebody lives with: what each of them covers, and why.

use loadbearing_engine::design::{Accepted, Design};
use loadbearing_engine::report::{FindingReport, Report};

use super::names::{names_of, said, spaced};
use crate::languages::phrases::say;
use crate::languages::{t, t_with};

/// One that is lived with.
#[derive(Clone, Debug, PartialEq)]
pub struct Lived {
    /// As the design says it.
    pub entry: Accepted,
    /// The rule's name for people.
    pub title: String,
    /// Where it holds.
    pub about: String,
    /// What is found and no longer told; that nothing is, where nothing is.
    pub found: Vec<String>,
}

/// What the design lives with, in its order.
#[must_use]
pub fn lived_with(design: &Design, report: &Report) -> Vec<Lived> {
    let of = |entry: &Accepted| {
        let covered: Vec<&FindingReport> =
            report.accepted.iter().map(|one| &one.finding).filter(|finding| covers(entry, finding)).collect();
        let title = covered.first().map_or_else(|| spaced(&entry.rule), |finding| say(&finding.title));
        let about = if entry.components.is_empty() {
            t("accepted.everywhere").to_owned()
        } else {
            t_with("accepted.at", &[("names", &names_of(design, &entry.components))])
        };
        let found: Vec<String> = covered.iter().map(|finding| said(design, &finding.message)).collect();
        let found = if found.is_empty() { vec![t("accepted.nothing").to_owned()] } else { found };
        Lived { entry: entry.clone(), title, about, found }
    };
    design.accepted.iter().map(of).collect()
}

fn covers(entry: &Accepted, finding: &FindingReport) -> bool {
    let named = finding.components.first().is_some_and(|first| entry.components.contains(first));
    *finding.rule == *entry.rule && (entry.components.is_empty() || named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::summary::findings::cards;

    fn design() -> Design {
        let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [{"id": "j", "entry": "api", "operation": "read",
            "rate": {"per_second": 9000}, "peak_factor": 1}]}, "components": [{"id": "api", "kind": "server", "name": "API"}]}"#;
        loadbearing_engine::read(text).expect("it is a design").design
    }

    #[test]
    fn what_is_accepted_is_told_apart_until_it_is_taken_back() {
        let mut design = design();
        let before = cards(&design, &loadbearing_engine::evaluate(&design));
        let found = &before.core[0].places[0];
        design.accepted.push(Accepted { reason: "a demo".to_owned(), ..found.accept.clone() });
        let report = loadbearing_engine::evaluate(&design);
        assert!(!cards(&design, &report).core.iter().any(|card| card.rule == before.core[0].rule));
        let lived = lived_with(&design, &report);
        assert_eq!((lived.len(), lived[0].title.as_str()), (1, before.core[0].title.as_str()));
        assert_eq!((lived[0].about.as_str(), &lived[0].found[0]), ("at API", &found.message));
        // It stays to be taken back when nothing is found any more.
        design.components[0].instances = Some(9);
        let lived = lived_with(&design, &loadbearing_engine::evaluate(&design));
        assert_eq!(lived[0].found, [t("accepted.nothing")]);
    }
}
