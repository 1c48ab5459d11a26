//! A single lookup service knows where each record is.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A single lookup service knows where each record is.
    ///
    /// ## Why it matters
    /// Every request asks it first. When it is gone the shards are all up and nobody finds anything; when it is
    /// slow, everything is.
    ///
    /// ## What to do
    /// Several copies of the directory, and its answers cached by those who ask.
    ///
    /// ## When it is fine
    /// When callers keep the whole directory and only fetch changes.
    id: "shard-directory-spof",
    title: "One directory for all shards",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 4. Database Sharding"),
    replaces: &["repl-none", "spof-single-instance"],
    message: "{component} finds the shard of every record in a directory, and {directory} exists once.",
    fix: "Run several copies of {directory} and cache its answers.",
    check: check;
    mend: mend;
    in ru: r"
        One directory for all shards ⇒ Один справочник на все шарды
        {component} finds the shard of every record in a directory, and {directory} exists once. ⇒ {component} находит шард каждой записи по справочнику, а {directory} существует в одном экземпляре.
        Run several copies of {directory} and cache its answers. ⇒ Запустите несколько экземпляров «{directory}» и кэшируйте его ответы.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for sharding in wiring::shardings(context.graph) {
        if sharding.text("shard_strategy") != Some("directory") {
            continue;
        }
        let asks = |edge: &&usize| context.edge(**edge).text("purpose") == Some("lookup");
        let in_router = |router: usize| {
            let called = context.edges_from(router).iter().find(asks).map(|&edge| context.edge(edge).to);
            called.or(wiring::is_lookup_service(&context.node(router)).then_some(router))
        };
        let Some(directory) = sharding.router.and_then(in_router) else {
            verdict.needs("the service that finds the shard of a key");
            continue;
        };
        let node = context.node(directory);
        // A router has no copies of its own in the figures; as a service apart it runs as often as it is drawn.
        let copies = if sharding.router == Some(directory) { node.instances() } else { node.copies() };
        if copies == 1 && !node.managed() {
            verdict
                .find(context, &[sharding.subject(), directory])
                .with("directory", Value::name(node.component.label()));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let directory = *finding.nodes.get(1)?;
    let mut fix = Fix::of(context.graph);
    if context.node(directory).copies() > 0 {
        return fix.second_copy(directory).done();
    }
    // A router is counted by its instances, although it has no copies in the figures.
    fix.component(directory).instances = Some(2);
    fix.tell(format!("{}: 2 instances instead of 1.", fix.label(directory)), Some(RULE.source));
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_lookup_service_exists_once() {
        check(
            "shard-directory-spof",
            r#"{"components": [{"id": "r", "kind": "shard-router", "settings": {"shard_strategy": "directory", "lives_in": "lookup-service"}},
                {"id": "s1", "kind": "sql"},
                {"id": "s2", "kind": "sql"},
                {"id": "s3", "kind": "sql"}],
               "connections": [{"from": "r", "to": "s1"},
                {"from": "r", "to": "s2"},
                {"from": "r", "to": "s3"}]}"#,
            &["r"],
        );
    }

    #[test]
    fn silent_with_another_strategy() {
        check(
            "shard-directory-spof",
            r#"{"components": [{"id": "r", "kind": "shard-router", "settings": {"shard_strategy": "consistent", "lives_in": "lookup-service"}},
                {"id": "s1", "kind": "sql"},
                {"id": "s2", "kind": "sql"},
                {"id": "s3", "kind": "sql"}],
               "connections": [{"from": "r", "to": "s1"},
                {"from": "r", "to": "s2"},
                {"from": "r", "to": "s3"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_with_two_copies() {
        check(
            "shard-directory-spof",
            r#"{"components": [{"id": "r", "kind": "shard-router", "instances": 2, "settings": {"shard_strategy": "directory", "lives_in": "lookup-service"}},
                {"id": "s1", "kind": "sql"},
                {"id": "s2", "kind": "sql"},
                {"id": "s3", "kind": "sql"}],
               "connections": [{"from": "r", "to": "s1"},
                {"from": "r", "to": "s2"},
                {"from": "r", "to": "s3"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_the_directory_is_not_drawn() {
        check_not_checked(
            "shard-directory-spof",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"shard_strategy": "directory"}}],
               "connections": []}"#,
        );
    }

    #[test]
    fn not_checked_while_its_place_is_open() {
        check_not_checked(
            "shard-directory-spof",
            r#"{"components": [{"id": "r", "kind": "shard-router", "settings": {"shard_strategy": "directory"}},
                {"id": "s1", "kind": "sql"},
                {"id": "s2", "kind": "sql"},
                {"id": "s3", "kind": "sql"}],
               "connections": [{"from": "r", "to": "s1"},
                {"from": "r", "to": "s2"},
                {"from": "r", "to": "s3"}]}"#,
        );
    }
}
