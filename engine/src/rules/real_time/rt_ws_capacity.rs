//! More connections are held open than the connection servers can hold.

use crate::analysis::capacity::whole;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// More connections are held open than the connection servers can hold.
    ///
    /// ## Why it matters
    /// A connection costs memory and a file handle for as long as it is open, busy or not. The documents reckon with
    /// 10,000 for each server: a million users who are online need a hundred servers. Who comes after the last free
    /// place is turned away.
    ///
    /// ## What to do
    /// Add connection servers, with some 30 % to spare for reconnects after a failure, or raise the limit of each where
    /// it was measured.
    ///
    /// ## When it is fine
    /// When the figure is all users of the day rather than those who are online at the same time.
    id: "rt-ws-capacity",
    title: "Too many open connections",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("zero-to-hero § 2.4 Messaging System (like WhatsApp)"),
    replaces: &["cap-over-capacity", "cap-over-target"],
    message: "{component} can hold {limit} open and {measured} come. {missing} of the users find no place.",
    fix: "Use {at_full} servers of {each} each.",
    check: check;
    mend: mend;
    in ru: r"
        Too many open connections ⇒ Слишком много открытых соединений
        {component} can hold {limit} open and {measured} come. {missing} of the users find no place. ⇒ {component} держит {limit} открытых соединений, а приходит {measured}. Места не хватит для {missing} пользователей.
        Use {at_full} servers of {each} each. ⇒ Возьмите {at_full} {at_full:сервер|сервера|серверов} по {each}.
    ",
}

/// Connections that one server can hold (zero-to-hero).
const ONE_SERVER: f64 = 10_000.0;
/// How many times the open connections find a place where servers are added: 30 % to spare, as the page says.
const WITH_RESERVE: f64 = 1.3;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let servers: Vec<usize> = context.of_family(Family::ConnectionServer).map(|(number, _)| number).collect();
    if servers.is_empty() {
        return;
    }
    let Some(open) = context.workload_number("concurrent_connections") else {
        return verdict.needs("connections held open");
    };
    let each = |number: usize| {
        let figure = context.node(number).number("connection_capacity");
        figure.map_or(ONE_SERVER, |figure| figure.value)
    };
    let limit: f64 = servers.iter().map(|&number| each(number) * f64::from(context.node(number).copies().max(1))).sum();
    if open <= limit {
        return;
    }
    let of_one = each(servers[0]);
    let at_full = if of_one > 0.0 { libm::ceil(open / of_one) } else { f64::INFINITY };
    verdict
        .find(context, &servers)
        .measured(open, limit, "connections")
        .of(Part::Workload("concurrent_connections"))
        .limit(Part::OfAllServers("connection_capacity", ONE_SERVER))
        .with("limit", Value::Amount(limit, "connections"))
        .with("measured", Value::Amount(open, "connections"))
        .with("missing", Value::Share(1.0 - limit / open))
        .with("at_full", Value::Count(at_full))
        .with("each", Value::Amount(of_one, "connections"));
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    let own = context.node(node);
    let each = own.number("connection_capacity").map_or(ONE_SERVER, |figure| figure.value);
    let more = whole((finding.measured? * WITH_RESERVE - finding.limit?) / each);
    let load = Load { peak: context.peak(node).total(), target: context.target_utilization() };
    let fix = Fix::of(context.graph).count(node, "instances", u64::from(own.copies().max(1)) + more, None);
    if fix.steps().is_empty() { None } else { fix.balanced(node, load, context.unbalanced()).done() }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_more_are_online_than_the_servers_can_hold() {
        check(
            "rt-ws-capacity",
            r#"{"workload": {"journeys": [{"id": "send", "entry": "app", "operation": "write"}],
                    "concurrent_connections": 50000},
                "components": [{"id": "app", "kind": "client-mobile"},
                    {"id": "chat", "kind": "ws-gateway", "instances": 3}],
                "connections": [{"from": "app", "to": "chat"}]}"#,
            &["chat"],
        );
    }

    #[test]
    fn silent_when_all_just_fit() {
        check(
            "rt-ws-capacity",
            r#"{"workload": {"journeys": [{"id": "send", "entry": "app", "operation": "write"}],
                    "concurrent_connections": 50000},
                "components": [{"id": "app", "kind": "client-mobile"},
                    {"id": "chat", "kind": "ws-gateway", "instances": 5}],
                "connections": [{"from": "app", "to": "chat"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_how_many_are_online() {
        check_not_checked(
            "rt-ws-capacity",
            r#"{"workload": {"journeys": [{"id": "send", "entry": "app", "operation": "write"}]},
                "components": [{"id": "app", "kind": "client-mobile"}, {"id": "chat", "kind": "ws-gateway"}],
                "connections": [{"from": "app", "to": "chat"}]}"#,
        );
    }
}
