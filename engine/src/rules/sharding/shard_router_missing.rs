//! A store is split, and nothing finds the shard of a key.

use crate::analysis::wiring;
use crate::design::Mode;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::fix_parts::Load;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A store is split, and nothing finds the shard of a key.
    ///
    /// ## Why it matters
    /// The caller has a key and four addresses. Without something that knows the rule, be it a library, the driver,
    /// a proxy or a lookup service, every caller carries a rule of its own, and two that differ write the same
    /// record to two shards.
    ///
    /// ## What to do
    /// Put the rule in one place: a router in the application or the driver, or a proxy in front of the shards.
    ///
    /// ## When it is fine
    /// When the product routes by itself, as wide-column stores do.
    id: "shard-router-missing",
    title: "Nobody knows the shard",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("worked-examples § Example 1, Detailed server estimate 3. Database"),
    replaces: &[],
    message: "{component} is split into {shards} shards, and nothing finds the shard of a key.",
    fix: "Draw a shard router, in the application or as a proxy, between the callers and {component}.",
    check: check;
    mend: mend;
    in ru: r"
        Nobody knows the shard ⇒ Никто не знает, где шард
        {component} is split into {shards} shards, and nothing finds the shard of a key. ⇒ {component} разделён на {shards} {shards:шард|шарда|шардов}, и ничто не находит шард по ключу.
        Draw a shard router, in the application or as a proxy, between the callers and {component}. ⇒ Нарисуйте маршрутизатор шардов, в приложении или прокси, между вызывающими и {component}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for sharding in wiring::shardings(context.graph) {
        let [store] = sharding.stores[..] else { continue };
        let node = context.node(store);
        // A kind that does not say who routes does it by itself.
        if sharding.router.is_some() || node.kind.setting("router").is_none() {
            continue;
        }
        match node.text("router") {
            Some("none") => {
                verdict.find(context, &[store]).with("shards", Value::Count(f64::from(sharding.count)));
            }
            Some(_) => {}
            None => verdict.needs("what finds the shard of a key"),
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let store = finding.first()?;
    let called = |edge: &usize| context.edge(*edge).connection.mode != Mode::Replication;
    let edges: Vec<usize> = context.edges_to(store).iter().copied().filter(called).collect();
    let mut fix = Fix::of(context.graph);
    fix.put_before(store, &edges, "shard-router", Load::default())?;
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_nothing_finds_the_shard() {
        check(
            "shard-router-missing",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"router": "none"}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_the_driver_does() {
        check(
            "shard-router-missing",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4, "settings": {"router": "driver"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_behind_a_router() {
        check(
            "shard-router-missing",
            r#"{"components": [{"id": "r", "kind": "shard-router"},
                {"id": "db", "kind": "sql", "shards": 4}],
               "connections": [{"from": "r", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_a_store_that_routes_by_itself() {
        check(
            "shard-router-missing",
            r#"{"components": [{"id": "db", "kind": "wide-column", "shards": 4}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "shard-router-missing",
            r#"{"components": [{"id": "db", "kind": "sql", "shards": 4}],
               "connections": []}"#,
        );
    }
}
