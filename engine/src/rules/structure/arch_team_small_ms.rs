//! A handful of people runs many services.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A handful of people runs many services.
    ///
    /// ## Why it matters
    /// Each service brings a build, a release, alerts, a store and a network between. Below five people that is more
    /// work than what the services do; the documents suggest a monolith for fewer than five and a modular one up to
    /// twenty. The threshold `small_team` of a design sets another figure.
    ///
    /// ## What to do
    /// Put services that are always released together into one, with clear modules.
    ///
    /// ## When it is fine
    /// When the services are bought rather than built.
    id: "arch-team-small-ms",
    title: "Microservices for a small team",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 14. The Architecture Patterns; zero-to-hero § 1.1 Understanding System Design Basics; interview-answers § Theory 2. Microservices vs Monolith"),
    replaces: &["arch-nanoservices"],
    message: "{component} is one of {services} services for {team} people. Running them costs more than building them.",
    fix: "Use a monolith with modules until the team grows.",
    check: check;
    in ru: r"
        Microservices for a small team ⇒ Микросервисы для маленькой команды
        {component} is one of {services} services for {team} people. Running them costs more than building them. ⇒ {component} — один из {services} {services:сервиса|сервисов|сервисов} на {team} чел. Обслуживать их дороже, чем писать.
        Use a monolith with modules until the team grows. ⇒ Обойдитесь модульным монолитом, пока команда не выросла.
    ",
}

/// Services from which on it is spoken of: an assumption, two may be a program and its helper.
const MANY_SERVICES: usize = 3;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let services: Vec<usize> =
        context.nodes().filter(|(_, node)| node.kind.id == "service").map(|(number, _)| number).collect();
    if services.len() < MANY_SERVICES {
        return;
    }
    let Some(team) = context.wish("team_size").and_then(Setting::number) else {
        return verdict.needs("team size");
    };
    let small = context.threshold("small_team");
    if team < small {
        verdict
            .find(context, &services)
            .measured(team, small, "people")
            .of(Part::Wish("team_size"))
            .limit(Part::Threshold("small_team"))
            .with("services", Value::Count(services.len() as f64))
            .with("team", Value::Count(team));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_three_people_run_three_services() {
        check(
            "arch-team-small-ms",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"team_size": 3},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"},
                    {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "a"},
                    {"from": "gw", "to": "b"}, {"from": "gw", "to": "d"}]}"#,
            &["a"],
        );
    }

    #[test]
    fn silent_when_thirty_do() {
        check(
            "arch-team-small-ms",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"team_size": 30},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"},
                    {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "a"},
                    {"from": "gw", "to": "b"}, {"from": "gw", "to": "d"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_the_team_is_unknown() {
        check_not_checked(
            "arch-team-small-ms",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "a", "kind": "service"}, {"id": "b", "kind": "service"},
                    {"id": "d", "kind": "service"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "a"},
                    {"from": "gw", "to": "b"}, {"from": "gw", "to": "d"}]}"#,
        );
    }
}
