//! Each copy of a limiter counts for itself.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Each copy of a limiter counts for itself.
    ///
    /// ## Why it matters
    /// A caller who is spread over ten copies may send ten times the limit, and after a restart the count begins anew.
    ///
    /// ## What to do
    /// Keep the counters in a shared store.
    ///
    /// ## When it is fine
    /// With one copy, or where the limit need not be exact.
    id: "rl-local-counter",
    title: "Limits counted in memory",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Practice 4. Rate Limiter Service; mental-models § 19. Common Design Problems - Quick Patterns; senior-node § 12 Security & Reliability"),
    replaces: &[],
    message: "{component} counts in the memory of each of its {copies} copies. The limit is {copies} times what it should be.",
    fix: "Keep counters in a shared store such as Redis.",
    check: check;
    mend: mend;
    in ru: r"
        Limits counted in memory ⇒ Лимиты считаются в памяти
        {component} counts in the memory of each of its {copies} copies. The limit is {copies} times what it should be. ⇒ {component} считает в памяти каждого экземпляра ({copies}). Лимит во столько же раз больше, чем должен быть.
        Keep counters in a shared store such as Redis. ⇒ Держите счётчики в общем хранилище, например Redis.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.setting("limiter_store").is_some()) {
        let shared = context.from(number).any(|edge| context.node(edge.to).kind.family == Family::Cache);
        match node.text("limiter_store") {
            Some("memory") if node.copies() > 1 => {
                verdict.find(context, &[number]).with("copies", Value::Count(f64::from(node.copies())));
            }
            None if !shared && node.copies() > 1 => verdict.needs("where limiters keep their counters"),
            _ => {}
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let limiter = finding.first()?;
    let own = context.node(limiter);
    let mut fix = Fix::of(context.graph);
    if !context.from(limiter).any(|edge| context.node(edge.to).kind.family == Family::Cache) {
        let load = Load { peak: context.peak(limiter).total(), target: context.target_utilization() };
        let id = fix.draw("cache-distributed", limiter, load, "keeps the counters of all copies")?;
        fix.connect(own.id(), &id);
    }
    fix.set(limiter, "limiter_store", "shared", Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_three_copies_count_apart() {
        check(
            "rl-local-counter",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"},
                    {"id": "l", "kind": "rate-limiter", "instances": 3, "settings": {"limiter_store": "memory"}},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "gw", "to": "l"}, {"from": "l", "to": "r"}]}"#,
            &["l"],
        );
    }

    #[test]
    fn silent_when_they_share_a_store() {
        check(
            "rl-local-counter",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"},
                    {"id": "l", "kind": "rate-limiter", "instances": 3, "settings": {"limiter_store": "shared"}},
                    {"id": "r", "kind": "cache-distributed"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "gw", "to": "l"}, {"from": "l", "to": "r"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "rl-local-counter",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"},
                    {"id": "l", "kind": "rate-limiter", "instances": 3}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "gw", "to": "l"}]}"#,
        );
    }
}
