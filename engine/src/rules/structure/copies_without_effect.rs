//! Copies are stated in a word that this kind of component does not use.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Copies;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Copies are stated in a word that this kind of component does not use.
    ///
    /// ## Why it matters
    /// Servers and balancers have instances; stores, caches and streams have shards and replicas. What is stated in the
    /// other word adds nothing: the figures are those of one copy, and the design looks larger than it is.
    ///
    /// ## What to do
    /// State instances for a pool, shards and replicas for a store or cache.
    ///
    /// ## When it is fine
    /// Never: the figures do not see them.
    id: "copies-without-effect",
    title: "Copies without effect",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Own,
    core: true,
    source: Source::Assumption,
    replaces: &[],
    message: "{component} states {word}, which has no effect on this kind of component.",
    fix: "State {instead} instead.",
    check: check;
    in ru: r"
        Copies without effect ⇒ Экземпляры без действия
        {component} states {word}, which has no effect on this kind of component. ⇒ У «{component}» указано «{word}», а на такой вид компонента это не действует.
        State {instead} instead. ⇒ Укажите вместо этого: {instead}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        let stated = [
            ("instances", node.component.instances.is_some()),
            ("shards", node.component.shards.is_some()),
            ("replicas", node.component.replicas.is_some()),
        ];
        let (counts, instead): (&[&str], &str) = match node.kind.copies {
            // The directory of a router may be copied, though no figure counts it.
            Copies::Inside if wiring::is_lookup_service(&node) => (&["instances"], "instances"),
            Copies::Inside => (&[], "the copies of what it lives in"),
            Copies::Pool => (&["instances"], "instances"),
            Copies::Shards if node.is_pool() => (&["instances"], ""),
            Copies::Shards => (&["shards", "replicas"], "shards and replicas"),
        };
        let idle: Vec<&str> =
            stated.iter().filter(|(word, is)| *is && !counts.contains(word)).map(|(word, _)| *word).collect();
        if !idle.is_empty() {
            verdict.find(context, &[number]).with("word", Value::names(&idle)).with("instead", Value::name(instead));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_a_broker_states_instances_beside_replicas() {
        let broker = r#"{"components": [{"id": "q", "kind": "queue", "instances": 3, "replicas": 2}]}"#;
        check("copies-without-effect", broker, &["q"]);
        check("copies-without-effect", &broker.replace(r#", "replicas": 2"#, ""), &[]);
    }

    #[test]
    fn fires_when_a_pool_states_shards() {
        check("copies-without-effect", r#"{"components": [{"id": "api", "kind": "server", "shards": 3}]}"#, &["api"]);
    }

    #[test]
    fn fires_when_a_store_states_instances() {
        check("copies-without-effect", r#"{"components": [{"id": "db", "kind": "sql", "instances": 3}]}"#, &["db"]);
    }

    #[test]
    fn silent_about_the_copies_of_a_lookup_service() {
        let router = r#"{"components": [{"id": "r", "kind": "shard-router", "instances": 2, "settings": {"lives_in": "HOME"}}]}"#;
        check("copies-without-effect", &router.replace("HOME", "lookup-service"), &[]);
        check("copies-without-effect", &router.replace("HOME", "application"), &["r"]);
    }

    #[test]
    fn silent_when_each_uses_its_own_word() {
        check(
            "copies-without-effect",
            r#"{"components": [{"id": "api", "kind": "server", "instances": 3},
                    {"id": "db", "kind": "sql", "shards": 2, "replicas": 1}]}"#,
            &[],
        );
    }
}
