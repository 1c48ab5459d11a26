//! Several copies keep state of their own, and nothing brings a client back to its copy.

use crate::analysis::wiring::{self, Affinity};
use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Several copies keep state of their own, and nothing brings a client back to its copy.
    ///
    /// ## Why it matters
    /// What one copy remembers, the others do not know. Copies can then be neither added nor lost without losing
    /// sessions, so the second copy gives no capacity that one could count on.
    ///
    /// ## What to do
    /// Keep state in a store that all copies share. Where it cannot leave the copy, bind clients to copies or split
    /// them by key, and grow each copy first.
    ///
    /// ## When it is fine
    /// When each copy works for its own clients by design and a lost session is a reload.
    id: "scale-stateful-out",
    title: "State in copies that nothing binds",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 4. The Scaling Dimensions; zero-to-hero § 1.1 Understanding System Design Basics; zero-to-hero § Phase 4 RADIO: I - Implementation"),
    replaces: &[],
    message: "{component} keeps state in each of its {copies} copies, and nothing brings a client back to the same one.",
    fix: "Keep the state in a shared store such as Redis; then copies may come and go.",
    check: check;
    mend: mend;
    in ru: r"
        State in copies that nothing binds ⇒ Состояние в экземплярах без привязки
        {component} keeps state in each of its {copies} copies, and nothing brings a client back to the same one. ⇒ {component} хранит состояние в каждом из экземпляров ({copies}), и ничто не возвращает клиента к тому же.
        Keep the state in a shared store such as Redis; then copies may come and go. ⇒ Держите состояние в общем хранилище, например Redis; тогда экземпляры могут появляться и исчезать.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        let serves = matches!(node.kind.family, Family::Compute | Family::ConnectionServer);
        if !serves || node.copies() < 2 {
            continue;
        }
        match (wiring::keeps_sessions(&node), wiring::affinity(context.graph, number)) {
            (Some(true), Affinity::NoBalancer | Affinity::Unbound) => {
                verdict.find(context, &[number]).with("copies", Value::Count(f64::from(node.copies())));
            }
            (Some(true), Affinity::Open) => {
                let open = wiring::open_affinity(context.graph, number);
                let at = open.map(|(balancer, name)| context.node(balancer).place_of(name));
                verdict.needs_at("the algorithm and the stickiness of balancers", at.unwrap_or_default());
            }
            (None, Affinity::NoBalancer | Affinity::Unbound | Affinity::Open)
                if node.kind.setting("stateful").is_some() =>
            {
                verdict.needs_at("whether copies keep sessions", node.place_of("stateful"));
            }
            _ => {}
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let load = Load { peak: context.peak(node).total(), target: context.target_utilization() };
    let mut fix = Fix::of(context.graph);
    let store = fix.draw("cache-distributed", node, load, "keeps the sessions of all copies")?;
    if let Some(cache) = fix.added(&store) {
        cache.settings.insert("contents".to_owned(), Setting::Text("sessions".to_owned()));
    }
    let own = context.node(node);
    // Nothing is answered without a session.
    fix.connect(own.id(), &store).required = Some(true);
    if own.kind.setting("session_store").is_some() {
        fix.set(node, "session_store", "shared", Some(RULE.source)).done()
    } else {
        fix.set(node, "stateful", false, None).done()
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked, check_not_checked_at, stateful_behind_a_gateway};

    #[test]
    fn fires_without_a_balancer() {
        check(
            "scale-stateful-out",
            r#"{"components": [{"id": "game", "kind": "server", "instances": 2, "settings": {"stateful": true}}],
               "connections": []}"#,
            &["game"],
        );
    }

    #[test]
    fn silent_when_sessions_are_shared() {
        check(
            "scale-stateful-out",
            r#"{"components": [{"id": "game", "kind": "server", "instances": 2, "settings": {"session_store": "shared"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_one_copy() {
        check(
            "scale-stateful-out",
            r#"{"components": [{"id": "game", "kind": "server", "settings": {"stateful": true}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_leads_to_the_gateway_that_says_nothing() {
        check_not_checked_at("scale-stateful-out", &stateful_behind_a_gateway(""), "components[gw].settings.sticky");
        check_not_checked_at(
            "scale-stateful-out",
            &stateful_behind_a_gateway(r#""sticky": false"#),
            "components[gw].settings.algorithm",
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "scale-stateful-out",
            r#"{"components": [{"id": "game", "kind": "server", "instances": 2}],
               "connections": []}"#,
        );
    }
}
