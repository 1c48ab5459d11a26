//! Fixes over all templates: whatever is offered does what it says. And how many rules offer one.

mod fixed;

use loadbearing_engine::design::Design;
use loadbearing_engine::report::{FindingReport, FixReport};
use loadbearing_engine::{evaluate, read, rules, templates};

/// What is found of a rule in a template, and what its fix brings.
fn fix_of(template: &str, rule: &str) -> (FindingReport, FixReport) {
    let design = templates::find(template).unwrap_or_else(|| panic!("no template {template}")).design;
    fix_in(&design, rule)
}

fn fix_in(design: &Design, rule: &str) -> (FindingReport, FixReport) {
    let report = evaluate(design);
    let finding = report.findings.iter().find(|finding| finding.rule == rule);
    let finding = finding.unwrap_or_else(|| panic!("{rule} is not found in {:#?}", report.findings));
    (finding.clone(), fixed::judge(design, finding))
}

fn design(parts: &str) -> Design {
    let text = format!(r#"{{"format": "loadbearing/1", {parts}}}"#);
    read(&text).unwrap_or_else(|problem| panic!("{problem}")).design
}

fn steps(fix: &FixReport) -> Vec<&str> {
    fix.steps.iter().map(|step| step.says.as_str()).collect()
}

fn errors(fix: &FixReport) -> Vec<&str> {
    fix.new.iter().filter(|new| new.severity == "error").map(|new| &*new.rule).collect()
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
fn what_stands_alone_gets_a_copy_and_something_that_chooses() {
    let alone = design(
        r#""workload": {"journeys": [{"id": "read", "entry": "users", "operation": "read",
             "rate": {"per_second": 1000}, "peak_factor": 1}]},
           "components": [{"id": "users", "kind": "client-web"}, {"id": "api", "kind": "server"}],
           "connections": [{"from": "users", "to": "api"}]"#,
    );
    let (_, fix) = fix_in(&alone, "spof-single-instance");
    assert_eq!(
        steps(&fix),
        ["api: 2 instances instead of 1.", "New: Load balancer (L7), 2 instances, in front of api."]
    );
    // Up 99.9 % of the time; then both pairs: (1 − 0.001²)².
    let (before, after) = figure(&fix, "availability", "read");
    assert!((before - 0.999).abs() < 1e-12 && (after - 0.999_999_f64.powi(2)).abs() < 1e-12, "{before} {after}");
    assert_eq!(figure(&fix, "single_points_of_failure", ""), (1.0, 0.0));
    assert_eq!(figure(&fix, "copies", ""), (1.0, 4.0));
    // The balancer takes 0.5 ms of each request.
    let (before, after) = figure(&fix, "mean", "read");
    assert!(after > before + 0.4, "{before} {after}");
    assert_eq!(fix.beside.get("lb-l7").map(String::as_str), Some("api"));
    assert!(errors(&fix).is_empty(), "{:#?}", fix.new);
}

#[test]
fn what_a_fix_costs_is_said_and_a_target_that_it_misses() {
    // 20,000 a second on four servers of 5,000: full. At 70 % it takes 5.71, so six: 420 a month, 300 are wanted.
    let dear = design(
        r#""workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read",
             "rate": {"per_second": 20000}, "peak_factor": 1, "response_bytes": 0}]},
           "requirements": {"cost_per_month": 300}, "prices": {"per_month": {"server": 70}},
           "components": [{"id": "api", "kind": "server", "instances": 4}]"#,
    );
    let (_, fix) = fix_in(&dear, "cap-over-target");
    assert_eq!(steps(&fix), ["api: 6 instances instead of 4."]);
    assert_eq!(figure(&fix, "per_month", ""), (280.0, 420.0));
    assert_eq!((&*fix.currency, fix.cost_is_complete), ("USD", true));
    let missed: Vec<&str> =
        fix.turned.iter().filter(|turned| turned.met == Some(false)).map(|turned| &*turned.what).collect();
    assert_eq!(missed, ["cost"]);
}

#[test]
fn a_task_that_takes_long_goes_behind_a_queue_with_a_place_for_what_fails() {
    let waiting = design(
        r#""workload": {"journeys": [{"id": "send", "entry": "api", "operation": "write",
             "rate": {"per_second": 100}, "peak_factor": 1}]},
           "components": [{"id": "api", "kind": "server", "instances": 2}, {"id": "mail", "kind": "worker", "instances": 2}],
           "connections": [{"from": "api", "to": "mail"}]"#,
    );
    let (_, fix) = fix_in(&waiting, "msg-long-task-sync");
    let ways: Vec<(&str, &str)> =
        fix.design.connections.iter().map(|way| (way.from.as_str(), way.to.as_str())).collect();
    assert_eq!(ways, [("api", "queue"), ("mail", "dlq"), ("queue", "mail")]);
    assert!(errors(&fix).is_empty(), "{:#?}", fix.new);
    // Nobody waits for the worker any more.
    let (before, after) = figure(&fix, "mean", "send");
    assert!(after < before, "{before} {after}");
}

#[test]
fn a_cache_is_asked_first_and_leaves_a_fifth_of_the_reads() {
    let read_heavy = design(
        r#""workload": {"journeys": [
             {"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 9000}, "peak_factor": 1},
             {"id": "write", "entry": "api", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1}]},
           "components": [{"id": "api", "kind": "server", "instances": 4},
             {"id": "db", "kind": "sql", "replicas": 0}],
           "connections": [{"from": "api", "to": "db"}]"#,
    );
    let (_, fix) = fix_in(&read_heavy, "cache-missing-read-heavy");
    // 9,010 of 10,000; then 9,000 × 0.2 + 10 = 1,810.
    let (before, after) = figure(&fix, "utilization", "db");
    assert!((before - 0.901).abs() < 1e-12 && (after - 0.181).abs() < 1e-12, "{before} {after}");
    assert!(errors(&fix).is_empty(), "{:#?}", fix.new);
}

#[test]
fn a_limiter_that_is_the_only_way_on_is_asked_by_each_request() {
    let drawn_through = design(
        r#""workload": {"journeys": [
             {"id": "read", "entry": "gw", "operation": "read", "rate": {"per_second": 900}, "peak_factor": 1}]},
           "components": [{"id": "gw", "kind": "gateway", "instances": 2}, {"id": "limiter", "kind": "rate-limiter"},
             {"id": "api", "kind": "server", "instances": 2}],
           "connections": [{"from": "gw", "to": "limiter"}, {"from": "limiter", "to": "api"}]"#,
    );
    let (_, fix) = fix_in(&drawn_through, "journey-calls-unstated");
    assert_eq!(steps(&fix), ["gw → limiter: every request goes along it."]);
    assert!(fix.gone.iter().any(|gone| gone.rule == "journey-calls-unstated"), "{:#?}", fix.gone);
    // 900 requests a second on two servers of 5,000 each.
    let (_, after) = figure(&fix, "utilization", "");
    assert!((after - 0.09).abs() < 1e-12, "{after}");
    assert_eq!(fix.bottleneck_after.as_deref(), Some("api"));
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
    assert!(count >= 60, "{count}");
}
