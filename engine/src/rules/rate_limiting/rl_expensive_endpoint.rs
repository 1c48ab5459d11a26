//! Some requests cost far more than others and have no limit of their own.

use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Some requests cost far more than others and have no limit of their own.
    ///
    /// ## Why it matters
    /// A limit of 1,000 a minute is harmless for a page and ruinous for an export that reads a table. Creating things
    /// is dear in another way: a bot fills the store with what nobody will ever delete. The documented limit is 10
    /// creations a minute for a user.
    ///
    /// ## What to do
    /// Give each dear endpoint a limit of its own.
    ///
    /// ## When it is fine
    /// When only trusted callers reach it.
    id: "rl-expensive-endpoint",
    title: "Dear requests under the common limit",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Practice 4. Rate Limiter Service; zero-to-hero § 2.4 URL Shortener (like Bit.ly)"),
    replaces: &[],
    message: "{component} has no limit of its own for {journeys}, which cost far more than others.",
    fix: "Add a limit by endpoint for {journeys}.",
    check: check;
    in ru: r"
        Dear requests under the common limit ⇒ Дорогие запросы под общим лимитом
        {component} has no limit of its own for {journeys}, which cost far more than others. ⇒ У «{component}» нет отдельного лимита для {journeys}, а они намного дороже остальных.
        Add a limit by endpoint for {journeys}. ⇒ Добавьте лимит по методу для {journeys}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.setting("limit_tiers").is_some()) {
        let Some(Setting::Words(costly)) = context.workload().settings.get("costly_journeys") else {
            verdict.needs("which journeys cost far more than others");
            continue;
        };
        let journeys = context.workload().journeys.iter().filter(|journey| costly.contains(&journey.id));
        let names: Vec<&str> = journeys.map(|journey| journey.label()).collect();
        match node.words("limit_tiers") {
            None => verdict.needs("what has a limit of its own"),
            Some(tiers) if !names.is_empty() && tiers.iter().all(|tier| tier != "endpoint") => {
                verdict.find(context, &[number]).with("journeys", Value::journeys(&names));
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_an_export_has_the_common_limit() {
        check(
            "rl-expensive-endpoint",
            r#"{"workload": {"journeys": [{"id": "export", "entry": "client", "operation": "read"}], "costly_journeys": ["export"]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter", "settings": {"limit_tiers": ["user", "address"]}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"}]}"#,
            &["rl"],
        );
    }

    #[test]
    fn silent_with_a_limit_by_endpoint() {
        check(
            "rl-expensive-endpoint",
            r#"{"workload": {"journeys": [{"id": "export", "entry": "client", "operation": "read"}], "costly_journeys": ["export"]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter", "settings": {"limit_tiers": ["user", "endpoint"]}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "rl-expensive-endpoint",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "rl", "kind": "rate-limiter", "settings": {"limit_tiers": ["user"]}},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "rl"}, {"from": "gw", "to": "api"}]}"#,
        );
    }
}
