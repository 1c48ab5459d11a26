//! One volume is attached to several components.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};
use std::collections::BTreeSet;

rule! {
    /// One volume is attached to several components.
    ///
    /// ## Why it matters
    /// A block volume is a disk: it knows no files and no locks of others. Two that write to it without knowing of each
    /// other destroy its file system.
    ///
    /// ## What to do
    /// Use a file service, or object storage.
    ///
    /// ## When it is fine
    /// With a file system made for shared disks.
    id: "db-block-shared",
    title: "Shared volume",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("zero-to-hero § Cheat Sheet: Technology Choices"),
    replaces: &[],
    message: "{component} is a disk, and several copies use it at once: {names}.",
    fix: "Use a file service or object storage instead.",
    check: check;
    in ru: r"
        Shared volume ⇒ Общий том
        {component} is a disk, and several copies use it at once: {names}. ⇒ {component} — это диск, и к нему одновременно подключены: {names}.
        Use a file service or object storage instead. ⇒ Возьмите вместо него файловый сервис или объектное хранилище.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "block-store") {
        let users: BTreeSet<usize> = context.to(number).map(|edge| edge.from).collect();
        let copies: u32 = users.iter().map(|&user| context.node(user).copies().max(1)).sum();
        if copies > 1 {
            let names: Vec<&str> = users.iter().map(|&user| context.node(user).component.label()).collect();
            verdict.find(context, &[number]).with("names", Value::names(&names));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_several_servers_use_one_disk() {
        check(
            "db-block-shared",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"},
                    {"id": "api", "kind": "server", "instances": 3},
                    {"id": "d", "kind": "block-store"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "d"}]}"#,
            &["d"],
        );
    }

    #[test]
    fn silent_when_one_server_does() {
        check(
            "db-block-shared",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "d", "kind": "block-store"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "d"}]}"#,
            &[],
        );
    }
}
