//! Fixes over all templates: whatever is offered does what it says. And how many rules offer one.

mod fixed;

use loadbearing_engine::report::{FindingReport, FixReport};
use loadbearing_engine::{evaluate, rules, templates};

/// What is found of a rule in a template, and what its fix brings.
fn fix_of(template: &str, rule: &str) -> (FindingReport, FixReport) {
    let design = templates::find(template).unwrap_or_else(|| panic!("no template {template}")).design;
    let report = evaluate(&design);
    let finding = report.findings.iter().find(|finding| finding.rule == rule);
    let finding = finding.unwrap_or_else(|| panic!("{rule} is not found in {template}"));
    (finding.clone(), fixed::judge(&design, finding))
}

fn figure(fix: &FixReport, figure: &str, subject: &str) -> (f64, f64) {
    let row = fix.figures.iter().find(|row| row.figure == figure && row.subject == subject);
    let row = row.unwrap_or_else(|| panic!("no {figure} of {subject:?} in {:#?}", fix.figures));
    (row.before.unwrap_or(f64::NAN), row.after.unwrap_or(f64::NAN))
}

#[test]
fn three_nodes_of_a_cache_become_seventeen_and_the_servers_are_the_bottleneck() {
    let (_, fix) = fix_of("url-shortener-worked", "cache-over-capacity");
    // 1,168,981.48 operations a second, 100,000 a node: 3.8966 with three, 0.6876 with seventeen.
    let (before, after) = figure(&fix, "utilization", "redis");
    assert!((before - 3.896_604_9).abs() < 1e-6 && (after - 0.687_636_2).abs() < 1e-6, "{before} {after}");
    assert_eq!(fix.steps[0].says, "Redis: 17 shards instead of 3.");
    assert_eq!(fix.bottleneck_before.as_deref(), Some("redis"));
    assert_eq!(fix.bottleneck_after.as_deref(), Some("api"));
    // 14 shards more, each with its replica.
    let (before, after) = figure(&fix, "copies", "");
    assert_eq!(after - before, 28.0);
    assert!(fix.gone.iter().any(|gone| gone.rule == "cache-over-capacity"), "{:#?}", fix.gone);
    assert!(fix.turned.iter().all(|turned| turned.met == Some(true)), "{:#?}", fix.turned);
}

#[test]
fn whatever_is_offered_does_what_it_says() {
    for (id, _) in templates::ALL {
        let design = templates::find(id).unwrap_or_default().design;
        let report = evaluate(&design);
        let mut asked: Vec<&str> = Vec::new();
        for finding in report.findings.iter().filter(|finding| finding.has_fix) {
            // One of each rule: each takes an evaluation of its own.
            if !asked.contains(&&*finding.rule) {
                asked.push(&finding.rule);
                let fix = fixed::judge(&design, finding);
                for new in fix.new.iter().filter(|new| new.severity == "error") {
                    println!("{id}: {} brings {}: {}", finding.rule, new.rule, new.message);
                }
            }
        }
    }
}

#[test]
fn at_least_sixty_rules_offer_a_fix() {
    let count = rules::all().filter(|rule| rule.mend.is_some()).count();
    assert!(count >= 4, "{count}");
}
