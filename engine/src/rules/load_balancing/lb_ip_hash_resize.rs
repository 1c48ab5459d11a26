//! Targets are chosen by a hash of the address modulo their number, and their number changes.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Targets are chosen by a hash of the address modulo their number, and their number changes.
    ///
    /// ## Why it matters
    /// One more target changes the remainder of nearly every address: from 3 to 4, three quarters of all clients
    /// land on another copy and lose what the old one knew of them.
    ///
    /// ## What to do
    /// Use consistent hashing: one more target then takes over its own part only.
    ///
    /// ## When it is fine
    /// When the number of targets is fixed, or copies know nothing of their clients.
    id: "lb-ip-hash-resize",
    title: "Address hash over a changing group",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 3. Load Balancing; zero-to-hero § 2.1 Distributed Systems"),
    replaces: &[],
    message: "{component} chooses by a hash of the address modulo the number of targets, and {target} scales between {least} and {most} copies.",
    fix: "Use consistent hashing, or keep sessions in a shared store and choose by load.",
    check: check;
    mend: mend;
    in ru: r"
        Address hash over a changing group ⇒ Хеш адреса при меняющейся группе
        {component} chooses by a hash of the address modulo the number of targets, and {target} scales between {least} and {most} copies. ⇒ {component} выбирает по хешу адреса и остатку от числа целей, а {target} масштабируется от {least} до {most} экземпляров.
        Use consistent hashing, or keep sessions in a shared store and choose by load. ⇒ Используйте консистентное хеширование или держите сессии в общем хранилище и выбирайте по нагрузке.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        if node.text("algorithm") != Some("ip-hash") {
            continue;
        }
        for edge in wiring::choices(context.graph, number) {
            let target = context.callee(edge);
            if target.kind.setting("autoscaling_max").is_none() {
                continue;
            }
            let least = target.number("autoscaling_min").map_or(1.0, |least| least.value);
            match target.number("autoscaling_max") {
                Some(most) if most.value > least => {
                    verdict
                        .find(context, &[number, context.edge(edge).to])
                        .on(&[edge])
                        .with("target", Value::name(target.component.label()))
                        .with("least", Value::Count(least))
                        .with("most", Value::Count(most.value));
                }
                Some(_) => {}
                None => verdict.needs("between how many copies servers scale"),
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "algorithm", "consistent-hash", Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_group_scales() {
        check(
            "lb-ip-hash-resize",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "ip-hash"}},
                {"id": "api", "kind": "server", "settings": {"autoscaling_min": 2, "autoscaling_max": 10}}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
            &["lb"],
        );
    }

    #[test]
    fn silent_when_it_hashes_consistently() {
        check(
            "lb-ip-hash-resize",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "consistent-hash"}},
                {"id": "api", "kind": "server", "settings": {"autoscaling_min": 2, "autoscaling_max": 10}}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_scaling_is_open() {
        check_not_checked(
            "lb-ip-hash-resize",
            r#"{"components": [{"id": "lb", "kind": "lb-l7", "settings": {"algorithm": "ip-hash"}},
                {"id": "api", "kind": "server"}],
               "connections": [{"from": "lb", "to": "api"}]}"#,
        );
    }
}
