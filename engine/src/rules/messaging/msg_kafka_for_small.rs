//! A small team runs a log for what any queue would carry.

use crate::analysis::arrivals::Which;
use crate::design::Setting;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A small team runs a log for what any queue would carry.
    ///
    /// ## Why it matters
    /// A log such as Kafka pays from about 50,000 messages a second on, or where messages are read again or by many.
    /// Below that it is slower than a queue, as it batches, and it wants brokers, partitions and offsets looked after.
    /// Which team is small is the threshold `small_team` of a design.
    ///
    /// ## What to do
    /// Use RabbitMQ or a queue of the provider.
    ///
    /// ## When it is fine
    /// When messages are read again or by several consumers, or a provider runs the log.
    id: "msg-kafka-for-small",
    title: "Log for a small team and few messages",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Theory 5. Message Queues"),
    replaces: &["scale-overengineering"],
    message: "{component} carries {measured} at peak for a team of {team}. From {limit} on a log pays for its upkeep.",
    fix: "Use a simple queue until messages are many, or have to be read again.",
    check: check;
    in ru: r"
        Log for a small team and few messages ⇒ Журнал для маленькой команды и малого числа сообщений
        {component} carries {measured} at peak for a team of {team}. From {limit} on a log pays for its upkeep. ⇒ {component} несёт в пик {measured}, а в команде {team} чел. Журнал окупает своё обслуживание начиная с {limit}.
        Use a simple queue until messages are many, or have to be read again. ⇒ Обойдитесь простой очередью, пока сообщений немного и их не нужно перечитывать.
    ",
}

/// Messages a second from which on a log is documented to pay (interview-answers § Theory 5. Message Queues).
const MANY: f64 = 50_000.0;

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.id == "stream" && !node.managed()) {
        let consumers =
            context.from(number).filter(|edge| !context.node(edge.to).kind.family.beside_the_path()).count();
        let again = ["replay", "event_sourcing"].iter().any(|name| {
            let wish = context.wish(name).and_then(Setting::switch);
            wish == Some(true)
        });
        if consumers > 1 || again || node.states("retention_hours") {
            continue;
        }
        if !context.has_rates() {
            verdict.needs("a rate of a journey");
            continue;
        }
        let peak = context.peak(number).total();
        if peak <= 0.0 || peak >= MANY {
            continue;
        }
        let Some(team) = context.wish("team_size").and_then(Setting::number) else {
            verdict.needs("team size");
            continue;
        };
        if team < context.threshold("small_team") {
            verdict
                .find(context, &[number])
                .measured(peak, MANY, "msg/s")
                .of(Part::Peak(0, Which::Both))
                .limit(Part::Documented(MANY))
                .with("measured", Value::Amount(peak, "msg/s"))
                .with("limit", Value::Amount(MANY, "msg/s"))
                .with("team", Value::Count(team));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_for_three_people_and_ten_messages() {
        check(
            "msg-kafka-for-small",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1}]},
                "requirements": {"team_size": 3},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &["q"],
        );
    }

    #[test]
    fn silent_for_a_large_team() {
        check(
            "msg-kafka-for-small",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1}]},
                "requirements": {"team_size": 30},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_messages_are_read_again() {
        check(
            "msg-kafka-for-small",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1}]},
                "requirements": {"team_size": 3, "replay": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_the_team_is_unknown() {
        check_not_checked(
            "msg-kafka-for-small",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "q", "kind": "stream"}, {"id": "w", "kind": "worker"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "q", "mode": "async"},
                    {"from": "q", "to": "w", "mode": "async"}]}"#,
        );
    }
}
