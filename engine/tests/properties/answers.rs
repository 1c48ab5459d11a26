//! Statements about what is said: nothing is skipped, and whatever is given ends in an answer.

use loadbearing_engine::design::{Operation, Setting};
use loadbearing_engine::report::Report;
use loadbearing_engine::{DesignFile, evaluate, link, read, write};
use proptest::prelude::*;

use super::support::{component, config, connection, designs, journey};

fn says(report: &Report, rule: &str, id: &str) -> bool {
    report.findings.iter().any(|finding| finding.rule == rule && finding.components.iter().any(|named| named == id))
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn s10_what_no_journey_reaches_and_what_reaches_no_end_is_said(design in designs()) {
        let mut design = design;
        design.components.push(component("zz-alone", "server"));
        design.components.push(component("zz-nowhere", "gateway"));
        design.workload.journeys.push(journey("stuck", "zz-nowhere", Operation::Read, 1.0));
        let report = evaluate(&design);
        prop_assert_eq!(report.components.len(), design.components.len());
        prop_assert_eq!(report.connections.len(), design.connections.len());
        prop_assert_eq!(report.journeys.len(), design.workload.journeys.len());
        prop_assert!(says(&report, "arch-orphan", "zz-alone"));
        prop_assert!(says(&report, "journey-dead-end", "zz-nowhere"));
    }

    #[test]
    fn s11_a_rule_that_lacks_what_it_needs_says_so(design in designs(), checks in prop::option::of(any::<bool>())) {
        let mut design = design;
        // All other choosers are settled, so that only this one is open.
        for component in &mut design.components {
            if component.settings.contains_key("health_checks") || ["lb-l7", "lb-l4", "gateway"].contains(&component.kind.as_str()) {
                component.settings.insert("health_checks".to_owned(), Setting::Switch(true));
            }
        }
        design.components.retain(|component| component.kind != "dns");
        prop_assume!(design.workload.journeys.iter().all(|journey| design.components.iter().any(|component| component.id == journey.entry)));
        let known = |id: &String| design.components.iter().any(|component| component.id == *id);
        design.connections.retain(|connection| known(&connection.from) && known(&connection.to));
        let mut balancer = component("zz-lb", "lb-l7");
        if let Some(checks) = checks {
            balancer.settings.insert("health_checks".to_owned(), Setting::Switch(checks));
        }
        let mut target = component("zz-target", "server");
        target.instances = Some(2);
        design.components.extend([balancer, target]);
        design.connections.push(connection("zz-lb", "zz-target"));
        design.workload.journeys.push(journey("zz", "zz-lb", Operation::Read, 1.0));
        let report = evaluate(&design);
        let rule = "lb-no-health-check";
        let open = report.not_checked.iter().any(|entry| entry.rule == rule && !entry.needs.is_empty());
        prop_assert_eq!(says(&report, rule, "zz-lb"), checks == Some(false));
        prop_assert_eq!(open, checks.is_none());
    }

    #[test]
    fn s12_a_damaged_file_ends_in_a_report_or_a_clear_error(design in designs(), at: prop::sample::Index, with: char, cut: bool) {
        let text = write(&DesignFile { design, ..DesignFile::default() });
        let mut characters: Vec<char> = text.chars().collect();
        let at = at.index(characters.len());
        characters[at] = with;
        if cut {
            characters.truncate(at);
        }
        match read(&characters.into_iter().collect::<String>()) {
            Ok(file) => prop_assert!(!evaluate(&file.design).format.is_empty()),
            Err(error) => prop_assert!(!error.to_string().is_empty() && !error.to_string().contains('\n')),
        }
    }

    #[test]
    fn s12_a_damaged_link_ends_in_a_report_or_a_clear_error(design in designs(), at: prop::sample::Index, with: char) {
        let link = link::encode(&DesignFile { design: design.clone(), ..DesignFile::default() });
        prop_assert_eq!(link::decode(&link).unwrap().design, design);
        let mut characters: Vec<char> = link.chars().collect();
        let at = at.index(characters.len());
        characters[at] = with;
        match link::decode(&characters.into_iter().collect::<String>()) {
            Ok(file) => prop_assert!(!evaluate(&file.design).format.is_empty()),
            Err(error) => prop_assert!(!error.to_string().is_empty()),
        }
    }

    #[test]
    fn s12_any_bytes_end_in_a_report_or_a_clear_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let text = String::from_utf8_lossy(&bytes);
        if let Ok(file) = read(&text) {
            prop_assert!(!evaluate(&file.design).format.is_empty());
        }
        if let Ok(file) = link::decode(&text) {
            prop_assert!(!evaluate(&file.design).format.is_empty());
        }
    }
}
