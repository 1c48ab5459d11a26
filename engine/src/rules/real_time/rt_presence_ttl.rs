//! Users flicker between online and offline.

use crate::analysis::Node;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Users flicker between online and offline.
    ///
    /// ## Why it matters
    /// An entry that is not renewed in time goes, and the user is shown as gone; the next heartbeat brings the entry
    /// back. The documents take a heartbeat of 30 seconds and a life of 60, so that one lost heartbeat does no harm.
    ///
    /// ## What to do
    /// Let entries live for at least two heartbeats.
    ///
    /// ## When it is fine
    /// Never: a shorter life has no use.
    id: "rt-presence-ttl",
    title: "Presence shorter than the heartbeat",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("worked-examples § Example 2, Step 3: detailed design; zero-to-hero § 2.4 Messaging System (like WhatsApp)"),
    replaces: &[],
    message: "{component} forgets users after {measured}, and they report every {limit}. They flicker.",
    fix: "Let entries live for at least two heartbeats.",
    check: check;
    mend: mend;
    in ru: r"
        Presence shorter than the heartbeat ⇒ Присутствие короче пульса
        {component} forgets users after {measured}, and they report every {limit}. They flicker. ⇒ {component} забывает пользователей через {measured}, а они сообщают о себе каждые {limit}. Статус мигает.
        Let entries live for at least two heartbeats. ⇒ Пусть записи живут хотя бы два пульса.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    // Drawn as a service, or where there is none as what keeps it.
    let is_drawn = context.nodes().any(|(_, node)| node.kind.id == "presence");
    let keeps = |node: &Node<'_>| {
        if is_drawn { node.kind.id == "presence" } else { node.text("contents") == Some("presence") }
    };
    for (number, node) in context.nodes().filter(|(_, node)| keeps(node)) {
        // The entries mostly live in a cache behind it, and clients report to the server in front.
        let mut near = vec![number];
        near.extend(context.from(number).map(|edge| edge.to));
        near.extend(context.to(number).map(|edge| edge.from));
        let stated = |name: &str| near.iter().find_map(|&other| Some((context.node(other).number(name)?, other)));
        let (life, beat) = (stated("ttl_seconds"), stated("heartbeat_seconds"));
        let (Some((life, keeper)), Some((beat, beater))) = (life, beat) else {
            let open = if life.is_none() { "ttl_seconds" } else { "heartbeat_seconds" };
            verdict.needs_at("time to live and heartbeat of presence", node.place_of(open));
            continue;
        };
        if life.value <= beat.value {
            verdict
                .find(context, &[number])
                .measured(life.value, beat.value, "s")
                .besides(&[keeper, beater])
                .of(Part::Setting(1, "ttl_seconds"))
                .limit(Part::Setting(2, "heartbeat_seconds"))
                .with("measured", Value::Seconds(life.value))
                .with("limit", Value::Seconds(beat.value));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(*finding.besides.first()?, "ttl_seconds", 2.0 * finding.limit?, Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked_at};

    #[test]
    fn fires_when_entries_go_before_the_next_heartbeat() {
        check(
            "rt-presence-ttl",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-mobile"}, {"id": "ws", "kind": "ws-gateway"},
                    {"id": "p", "kind": "presence", "settings": {"ttl_seconds": 20, "heartbeat_seconds": 30}}],
                "connections": [{"from": "client", "to": "ws"}, {"from": "ws", "to": "p"}]}"#,
            &["p"],
        );
    }

    #[test]
    fn not_checked_leads_to_what_is_open() {
        let with = |settings: &str| {
            format!(r#"{{"components": [{{"id": "p", "kind": "presence", "settings": {{{settings}}}}}]}}"#)
        };
        check_not_checked_at("rt-presence-ttl", &with(""), "components[p].settings.ttl_seconds");
        let open = with(r#""ttl_seconds": 60"#);
        check_not_checked_at("rt-presence-ttl", &open, "components[p].settings.heartbeat_seconds");
    }

    #[test]
    fn fires_of_a_cache_that_keeps_presence() {
        check(
            "rt-presence-ttl",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "ws", "operation": "write"}]},
                "components": [{"id": "ws", "kind": "ws-gateway", "settings": {"heartbeat_seconds": 30}},
                    {"id": "r", "kind": "cache-distributed", "settings": {"contents": "presence", "ttl_seconds": 20}}],
                "connections": [{"from": "ws", "to": "r"}]}"#,
            &["r"],
        );
    }

    #[test]
    fn silent_when_they_live_for_two() {
        check(
            "rt-presence-ttl",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-mobile"}, {"id": "ws", "kind": "ws-gateway"},
                    {"id": "p", "kind": "presence", "settings": {"ttl_seconds": 60, "heartbeat_seconds": 30}}],
                "connections": [{"from": "client", "to": "ws"}, {"from": "ws", "to": "p"}]}"#,
            &[],
        );
    }
}
