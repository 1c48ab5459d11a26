//! Users reach a store without passing anything that works for them.

use crate::design::vocabulary::Source;
use crate::kinds::{Copies, Family};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Users reach a store without passing anything that works for them.
    ///
    /// ## Why it matters
    /// Three tiers, users, application and data, keep apart what changes for different reasons. A store that users
    /// reach over nothing but name resolution, filters or balancers has to know every user itself, and its tables
    /// cannot change without theirs.
    ///
    /// ## What to do
    /// Put an application server, a service or a gateway with one behind it between users and the store.
    ///
    /// ## When it is fine
    /// For files that everybody may read, which a content delivery network or a signed address serves.
    id: "arch-tier-skip",
    title: "No application between users and data",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 1.1 Understanding System Design Basics"),
    replaces: &["arch-unpermitted-link"],
    message: "{component} answers {way}, and no application stands between it and users.",
    fix: "Put an application server in front of {component}.",
    check: check;
    in ru: r"
        No application between users and data ⇒ Между пользователями и данными нет приложения
        {component} answers {way}, and no application stands between it and users. ⇒ {component} отвечает на «{way}», и между ним и пользователями нет приложения.
        Put an application server in front of {component}. ⇒ Поставьте перед «{component}» сервер приложений.
    ",
}

/// Whether a component passes requests on without working on them.
fn passes_on(context: &Context<'_>, number: usize) -> bool {
    let kind = context.node(number).kind;
    let inside = kind.family == Family::Cache && kind.copies == Copies::Inside;
    inside || (kind.family.only_passes_on() && kind.family != Family::ShardRouter)
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    // Each thing that passes requests on is looked at once, however many users come that way.
    let mut seen = vec![false; context.graph.nodes.len()];
    for (client, _) in context.of_family(Family::Client) {
        let mut open = vec![client];
        seen[client] = true;
        while let Some(number) = open.pop() {
            let caller = context.node(number).kind;
            for &edge in context.edges_from(number).iter().filter(|&&edge| context.edge(edge).is_sync()) {
                let to = context.edge(edge).to;
                let callee = context.node(to).kind;
                if passes_on(context, to) && !seen[to] {
                    seen[to] = true;
                    open.push(to);
                }
                // Files are fetched and sent by signed addresses.
                let store = callee.family.keeps() && callee.id != "object-store";
                let store = store || callee.family == Family::ShardRouter;
                // Databases behind balancers, gateways and delivery networks are spoken of by a rule of their own.
                let told = callee.family == Family::Database
                    && matches!(caller.family, Family::Gateway | Family::Balancer | Family::Cdn);
                if store && !told && !caller.links.contains(&callee.id) {
                    verdict
                        .find(context, &[to, client])
                        .on(&[edge])
                        .with("way", Value::name(context.node(number).component.label()));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_behind_a_firewall() {
        check(
            "arch-tier-skip",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "fw", "kind": "firewall"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "fw"}, {"from": "fw", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn fires_when_users_reach_a_file_server() {
        check(
            "arch-tier-skip",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "files", "kind": "file-store"}],
                "connections": [{"from": "client", "to": "files"}]}"#,
            &["files"],
        );
    }

    #[test]
    fn fires_once_for_many_users() {
        check(
            "arch-tier-skip",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "web", "operation": "read"},
                    {"id": "see", "entry": "phone", "operation": "read"}]},
                "components": [{"id": "phone", "kind": "client-mobile"}, {"id": "web", "kind": "client-web"},
                    {"id": "fw", "kind": "firewall"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "phone", "to": "fw"}, {"from": "web", "to": "fw"}, {"from": "fw", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_with_an_application_between() {
        check(
            "arch-tier-skip",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "fw", "kind": "firewall"},
                    {"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "fw"}, {"from": "fw", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_files_of_a_delivery_network() {
        check(
            "arch-tier-skip",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "cdn", "kind": "cdn"},
                    {"id": "files", "kind": "object-store"}],
                "connections": [{"from": "client", "to": "cdn"}, {"from": "cdn", "to": "files"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_files_behind_a_gateway() {
        check(
            "arch-tier-skip",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "gw", "kind": "gateway"},
                    {"id": "files", "kind": "object-store"}],
                "connections": [{"from": "client", "to": "gw"}, {"from": "gw", "to": "files"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_where_a_direct_line_is_told() {
        check(
            "arch-tier-skip",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "db"}]}"#,
            &[],
        );
    }
}
