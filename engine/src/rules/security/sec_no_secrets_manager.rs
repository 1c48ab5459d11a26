//! Passwords and keys of stores and partners have no place of their own.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Passwords and keys of stores and partners have no place of their own.
    ///
    /// ## Why it matters
    /// What stands in code or in a file of settings ends up in backups, logs and on laptops, and is never changed
    /// because nobody knows who uses it. One leaked key opens the database.
    ///
    /// ## What to do
    /// Keep secrets in a vault, hand them out for a short time, and change them regularly.
    ///
    /// ## When it is fine
    /// When the platform gives each program an identity and there are no passwords at all.
    id: "sec-no-secrets-manager",
    title: "Nowhere to keep secrets",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("senior-node § 12 Security & Reliability"),
    replaces: &[],
    message: "{component} needs passwords of others, and no place for secrets is drawn.",
    fix: "Add a secrets manager and take passwords and keys from it.",
    check: check;
    mend: mend;
    in ru: r"
        Nowhere to keep secrets ⇒ Негде хранить секреты
        {component} needs passwords of others, and no place for secrets is drawn. ⇒ {component} нужны чужие пароли, а место для секретов не нарисовано.
        Add a secrets manager and take passwords and keys from it. ⇒ Добавьте управление секретами и берите пароли и ключи оттуда.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.nodes().any(|(_, node)| node.kind.id == "secrets") {
        return;
    }
    let guarded = |family: Family| matches!(family, Family::Database | Family::External);
    let asks = |number: &usize| context.from(*number).any(|edge| guarded(context.node(edge.to).kind.family));
    let Some(number) = context.of_family(Family::Compute).map(|(number, _)| number).find(asks) else { return };
    // A drawing without any protection leaves it out altogether; one with some lacks this.
    let draws_protection = context
        .nodes()
        .any(|(_, node)| node.kind.family == Family::Shield || matches!(node.kind.id, "identity" | "policy"));
    if draws_protection {
        verdict.find(context, &[number]);
    } else {
        verdict.needs("where passwords and keys are kept");
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let mut fix = Fix::of(context.graph);
    let id = fix.draw("secrets", node, Load::default(), "keeps passwords and keys")?;
    fix.connect(context.node(node).id(), &id);
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_other_protection_is_drawn() {
        check(
            "sec-no-secrets-manager",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "w", "kind": "waf"},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "w"}, {"from": "w", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_it_is_there() {
        check(
            "sec-no-secrets-manager",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "w", "kind": "waf"},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}, {"id": "v", "kind": "secrets"}],
                "connections": [{"from": "client", "to": "w"}, {"from": "w", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "api", "to": "v"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_no_protection_is_drawn() {
        check_not_checked(
            "sec-no-secrets-manager",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
