//! Many people work on one program.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Many people work on one program.
    ///
    /// ## Why it matters
    /// Twenty people, by one document, fifty by another, wait for each other's releases and break each other's tests.
    /// The threshold `large_team` of a design sets another figure than twenty.
    ///
    /// ## What to do
    /// Cut it into modules with owners, and take out the parts that change or grow most.
    ///
    /// ## When it is fine
    /// When releases are rare anyway.
    id: "arch-team-large-monolith",
    title: "Monolith for a large team",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 14. The Architecture Patterns; interview-answers § Theory 2. Microservices vs Monolith"),
    replaces: &[],
    message: "{component} is one program for {team} people. They wait for each other.",
    fix: "Cut it into modules, and take out those that change most.",
    check: check;
    in ru: r"
        Monolith for a large team ⇒ Монолит для большой команды
        {component} is one program for {team} people. They wait for each other. ⇒ {component} — одна программа на {team} чел. Они ждут друг друга.
        Cut it into modules, and take out those that change most. ⇒ Разделите её на модули и вынесите те, что меняются чаще всего.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let programs: Vec<usize> = context
        .nodes()
        .filter(|(_, node)| matches!(node.kind.id, "server" | "service" | "modular-monolith" | "serverless"))
        .map(|(number, _)| number)
        .collect();
    let [program] = programs[..] else { return };
    if context.node(program).kind.id != "server" {
        return;
    }
    let Some(team) = context.wish("team_size").and_then(Setting::number) else {
        return verdict.needs("team size");
    };
    let large = context.threshold("large_team");
    if team > large {
        verdict
            .find(context, &[program])
            .measured(team, large, "people")
            .of(Part::Wish("team_size"))
            .limit(Part::Threshold("large_team"))
            .with("team", Value::Count(team));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_sixty_share_a_program() {
        check(
            "arch-team-large-monolith",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"team_size": 60},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_six_do() {
        check(
            "arch-team-large-monolith",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"team_size": 6},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_the_team_is_unknown() {
        check_not_checked(
            "arch-team-large-monolith",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
