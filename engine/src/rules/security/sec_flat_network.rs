//! All components stand in one network.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// All components stand in one network.
    ///
    /// ## Why it matters
    /// Whoever gets into one machine reaches all others. Segments turn a break-in into a contained one.
    ///
    /// ## What to do
    /// Separate what clients reach, what computes and what stores.
    ///
    /// ## When it is fine
    /// For a handful of machines.
    id: "sec-flat-network",
    title: "One network for everything",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 16. The Security Mental Model; zero-to-hero § 2.3 Security in System Design"),
    replaces: &[],
    message: "{component} and all others stand in one network. Who is in one is in all.",
    fix: "Separate public, application and data networks.",
    check: check;
    in ru: r"
        One network for everything ⇒ Одна сеть на всё
        {component} and all others stand in one network. Who is in one is in all. ⇒ {component} и все остальные стоят в одной сети. Кто попал в одного, тот во всех.
        Separate public, application and data networks. ⇒ Разделите открытую сеть, сеть приложений и сеть данных.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let networks: Vec<(usize, &str)> =
        context.nodes().filter_map(|(number, node)| Some((number, node.text("network")?))).collect();
    let placed = context.nodes().filter(|(_, node)| node.kind.setting("network").is_some()).count();
    if placed < 2 {
        return;
    }
    let Some(&(first, one)) = networks.first().filter(|_| networks.len() > 1) else {
        return verdict.needs("networks that components stand in");
    };
    if networks.iter().any(|&(_, other)| other != one) {
        return;
    }
    if networks.len() < placed {
        return verdict.needs("networks that components stand in");
    }
    verdict.find(context, &[first]);
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_all_share_a_network() {
        check(
            "sec-flat-network",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "gw", "kind": "gateway", "settings": {"network": "private"}},
                    {"id": "api", "kind": "server", "settings": {"network": "private"}},
                    {"id": "db", "kind": "sql", "settings": {"network": "private"}}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_they_are_apart() {
        check(
            "sec-flat-network",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "gw", "kind": "gateway", "settings": {"network": "public"}},
                    {"id": "api", "kind": "server", "settings": {"network": "private"}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_some_are_open() {
        check_not_checked(
            "sec-flat-network",
            r#"{"components": [{"id": "api", "kind": "server"}, {"id": "cache", "kind": "sql", "settings": {"network": "private"}},
                    {"id": "db", "kind": "sql", "settings": {"network": "private"}}],
                "connections": [{"from": "api", "to": "db"}, {"from": "api", "to": "cache"}]}"#,
        );
    }

    #[test]
    fn not_checked_while_networks_are_open() {
        check_not_checked(
            "sec-flat-network",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "api"},
                    {"from": "api", "to": "db"}]}"#,
        );
    }
}
