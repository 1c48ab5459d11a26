//! The load fits one server and one database, or the team is small, and the design has the parts of a large one.

use crate::analysis::wiring;
use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// The load fits one server and one database, or the team is small, and the design has the parts of a large one.
    ///
    /// ## Why it matters
    /// A stream, a platform for containers, many services or several regions cost people before they cost money: each
    /// has to be run, watched and understood. Up to 1,000 requests a second are within the range of one server, and
    /// fewer than five developers have better to do.
    ///
    /// ## What to do
    /// Start with one tier and one store. Add a part when a number asks for it, and write the number down.
    ///
    /// ## When it is fine
    /// When growth is certain, or the parts are there for teams, law or availability rather than for load.
    id: "scale-overengineering",
    title: "More machinery than the load asks for",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § Phase 4 Interview Tips; mental-models § 14. The Architecture Patterns"),
    replaces: &[],
    message: "The design has {parts} parts meant for large systems, {component} first of all. They pay off from {limit} on, and it has {measured}.",
    fix: "Start with one server tier and one database, and add {component} when a number asks for it.",
    check: check;
    in ru: r"
        More machinery than the load asks for ⇒ Избыточное проектирование
        The design has {parts} parts meant for large systems, {component} first of all. They pay off from {limit} on, and it has {measured}. ⇒ В схеме есть части для больших систем ({parts}), прежде всего «{component}». Они окупаются от {limit}, а здесь {measured}.
        Start with one server tier and one database, and add {component} when a number asks for it. ⇒ Начните с одного уровня серверов и одной базы, а {component} добавьте, когда этого потребуют числа.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let small = context.threshold("small_team");
    let team = context.wish("team_size").and_then(Setting::number).filter(|team| *team < small);
    if !context.has_rates() && team.is_none() {
        return verdict.needs("a rate of a journey");
    }
    let peak: f64 = context.traffic.journeys.iter().map(|journey| journey.rate * journey.peak_factor).sum();
    // What is full asks for more, not for less.
    let is_full = context.nodes().any(|(number, _)| context.load(number).utilization.is_some_and(|full| full > 1.0));
    let is_little = peak > 0.0 && peak <= ONE_SERVER;
    if is_full || !is_little && team.is_none() {
        return;
    }
    let own = |number: usize| !context.node(number).managed();
    // Redis Pub/Sub is a cache that passes messages on between servers.
    let streams = context.of_family(Family::Stream).filter(|(_, node)| node.kind.id != "redis-pubsub");
    let platforms = context.nodes().filter(|(_, node)| node.kind.id == "container-platform");
    let large = streams.into_iter().chain(platforms).map(|(number, _)| number);
    let mut parts: Vec<usize> = large.filter(|&number| own(number)).collect();
    let is_reached = |number: &usize| context.peak(*number).total() > 0.0;
    let services = context.nodes().filter(|(_, node)| node.kind.id == "service").map(|(number, _)| number);
    let services: Vec<usize> = services.filter(is_reached).collect();
    // Of the services of a small team another rule speaks.
    if is_little && services.len() >= SERVICES {
        parts.extend(services);
    }
    // Who states how available it is to be has a second region for that; what a provider runs is anywhere without work.
    if context.requirements().availability.is_none() {
        let nodes = context.nodes().map(|(number, _)| number).filter(|&number| own(number));
        parts.extend(nodes.filter(|&number| wiring::regions(context.graph, number).len() > 1));
    }
    parts.sort_unstable();
    parts.dedup();
    if parts.is_empty() {
        return;
    }
    let found = verdict.find(context, &parts).with("parts", Value::Count(parts.len() as f64));
    match team.filter(|_| !is_little) {
        None => found
            .measured(peak, ONE_SERVER, "req/s")
            .of(Part::Demand)
            .limit(Part::Documented(ONE_SERVER))
            .with("measured", Value::Amount(peak, "req/s"))
            .with("limit", Value::Amount(ONE_SERVER, "req/s")),
        Some(team) => found
            .measured(team, small, "people")
            .of(Part::Wish("team_size"))
            .limit(Part::Threshold("small_team"))
            .with("measured", Value::Amount(team, "people"))
            .with("limit", Value::Amount(small, "people")),
    };
}

/// Requests a second that any one server answers (zero-to-hero § Cheat Sheet: Numbers to Remember).
const ONE_SERVER: f64 = 1_000.0;

/// Services from which on a design counts as made of many: an assumption.
const SERVICES: usize = 4;

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_with_a_stream_for_ten_requests_a_second() {
        check(
            "scale-overengineering",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 10}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server"},
                {"id": "s", "kind": "stream"}],
               "connections": [{"from": "api", "to": "s", "mode": "async"}]}"#,
            &["s"],
        );
    }

    #[test]
    fn fires_with_the_parts_of_a_large_system_for_a_small_team() {
        let design = |rate: u32, team: u32, own: &str| {
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": RATE}, "peak_factor": 1}]},
               "requirements": {"team_size": TEAM},
               "components": [{"id": "api", "kind": "container-platform", "instances": 4OWN}, {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "db", "calls": 0.01}]}"#
                .replace("RATE", &rate.to_string())
                .replace("TEAM", &team.to_string())
                .replace("OWN", own)
        };
        check("scale-overengineering", &design(3_000, 4, ""), &["api"]);
        check("scale-overengineering", &design(100, 4, ""), &["api"]);
        check("scale-overengineering", &design(3_000, 5, ""), &[]);
        // Somebody else runs it.
        check("scale-overengineering", &design(3_000, 4, r#", "settings": {"managed": true}"#), &[]);
        // It is full.
        check("scale-overengineering", &design(50_000, 4, ""), &[]);
    }

    #[test]
    fn silent_with_a_stream_for_fifty_thousand() {
        check(
            "scale-overengineering",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 50000}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server"},
                {"id": "s", "kind": "stream"}],
               "connections": [{"from": "api", "to": "s", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_where_something_is_full() {
        check(
            "scale-overengineering",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 10}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 5}},
                {"id": "s", "kind": "stream"}],
               "connections": [{"from": "api", "to": "s", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_a_small_design() {
        check(
            "scale-overengineering",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 10}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "scale-overengineering",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server"}],
               "connections": []}"#,
        );
    }
}
