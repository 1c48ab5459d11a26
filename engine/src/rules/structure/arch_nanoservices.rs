//! There are more than twice as many services as people.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// There are more than twice as many services as people.
    ///
    /// ## Why it matters
    /// A service wants somebody who knows it, releases it and is called at night. One person cannot be that for many;
    /// two for each is an assumption. Services that small also pay a network for what was a function call.
    ///
    /// ## What to do
    /// Merge small services that belong together.
    ///
    /// ## When it is fine
    /// When most of them are made and run by a tool.
    id: "arch-nanoservices",
    title: "More services than people can own",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Theory 2. Microservices vs Monolith"),
    replaces: &[],
    message: "{component} is one of {services} services for {team} people.",
    fix: "Merge services until each has an owner.",
    check: check;
    in ru: r"
        More services than people can own ⇒ Сервисов больше, чем под силу людям
        {component} is one of {services} services for {team} people. ⇒ {component} — один из {services} {services:сервиса|сервисов|сервисов} на {team} чел.
        Merge services until each has an owner. ⇒ Объединяйте сервисы, пока у каждого не будет владельца.
    ",
}

/// Services for each person that pass: an assumption.
const EACH: f64 = 2.0;
/// Services below which it is not spoken of: an assumption.
const SEVERAL: usize = 3;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let services: Vec<usize> =
        context.nodes().filter(|(_, node)| node.kind.id == "service").map(|(number, _)| number).collect();
    if services.len() < SEVERAL {
        return;
    }
    let Some(team) = context.wish("team_size").and_then(Setting::number) else {
        return verdict.needs("team size");
    };
    if services.len() as f64 > EACH * team {
        verdict
            .find(context, &services)
            .with("services", Value::Count(services.len() as f64))
            .with("team", Value::Count(team));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_with_a_low_threshold_for_small_teams() {
        check(
            "arch-nanoservices",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"team_size": 2},
                "thresholds": {"small_team": 1},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "c", "kind": "service"},
                    {"id": "d", "kind": "service"}, {"id": "e", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "a", "to": "c"},
                    {"from": "a", "to": "d"}, {"from": "a", "to": "e"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_with_enough_people() {
        check(
            "arch-nanoservices",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"team_size": 5},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "c", "kind": "service"},
                    {"id": "d", "kind": "service"}, {"id": "e", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "a", "to": "c"},
                    {"from": "a", "to": "d"}, {"from": "a", "to": "e"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_where_the_small_team_is_told() {
        check(
            "arch-nanoservices",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"team_size": 2},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "c", "kind": "service"},
                    {"id": "d", "kind": "service"}, {"id": "e", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "a", "to": "c"},
                    {"from": "a", "to": "d"}, {"from": "a", "to": "e"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_the_team_is_unknown() {
        check_not_checked(
            "arch-nanoservices",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "a", "kind": "service"},
                    {"id": "b", "kind": "service"}, {"id": "c", "kind": "service"},
                    {"id": "d", "kind": "service"}, {"id": "e", "kind": "service"}],
                "connections": [{"from": "client", "to": "a"}, {"from": "a", "to": "b"}, {"from": "a", "to": "c"},
                    {"from": "a", "to": "d"}, {"from": "a", "to": "e"}]}"#,
        );
    }
}
