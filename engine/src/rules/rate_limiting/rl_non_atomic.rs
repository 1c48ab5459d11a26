//! A limiter reads a counter, thinks, and writes it back.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A limiter reads a counter, thinks, and writes it back.
    ///
    /// ## Why it matters
    /// Between reading and writing another request reads the same number. Under load, when the limit matters, most of
    /// what should be refused gets through.
    ///
    /// ## What to do
    /// Count in one step: a script in Redis.
    ///
    /// ## When it is fine
    /// For limits that need not be exact.
    id: "rl-non-atomic",
    title: "Limit counted in two steps",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Practice 4. Rate Limiter Service"),
    replaces: &[],
    message: "{component} reads and writes its counters in two steps. Requests slip through in between.",
    fix: "Count in one step, by a script in the store.",
    check: check;
    mend: mend;
    in ru: r"
        Limit counted in two steps ⇒ Лимит считается в два шага
        {component} reads and writes its counters in two steps. Requests slip through in between. ⇒ {component} читает и пишет счётчики в два шага. Между ними проскакивают запросы.
        Count in one step, by a script in the store. ⇒ Считайте за один шаг, скриптом в хранилище.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.setting("atomic").is_some()) {
        match node.switch("atomic") {
            None if node.kind.id == "rate-limiter" => verdict.needs("whether limiters count in one step"),
            Some(false) => {
                verdict.find(context, &[number]);
            }
            _ => {}
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "atomic", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_it_counts_in_two_steps() {
        check(
            "rl-non-atomic",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"},
                    {"id": "l", "kind": "rate-limiter", "settings": {"atomic": false}},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "gw", "to": "l"}, {"from": "l", "to": "r"}]}"#,
            &["l"],
        );
    }

    #[test]
    fn silent_when_it_counts_in_one() {
        check(
            "rl-non-atomic",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"},
                    {"id": "l", "kind": "rate-limiter", "settings": {"atomic": true}},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "gw", "to": "l"}, {"from": "l", "to": "r"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "rl-non-atomic",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}, {"id": "l", "kind": "rate-limiter"},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "gw", "to": "l"}, {"from": "l", "to": "r"}]}"#,
        );
    }
}
