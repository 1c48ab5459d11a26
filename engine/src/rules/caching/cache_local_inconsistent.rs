//! Several copies of a server each keep their own cache of what can change.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Several copies of a server each keep their own cache of what can change.
    ///
    /// ## Why it matters
    /// One copy deletes its entry on a write, the others know nothing of it. A user who reloads the page gets the
    /// new value and the old one in turn, as the balancer pleases.
    ///
    /// ## What to do
    /// Share one cache between the copies; or keep entries for seconds only; or tell all copies by an event.
    ///
    /// ## When it is fine
    /// For what never changes, such as code tables or results of pure computation.
    id: "cache-local-inconsistent",
    title: "Each copy has a cache of its own",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Theory 7. Caching Layers"),
    replaces: &["cache-no-invalidation-on-write"],
    message: "{component} lives in each of the {copies} copies of {caller} on its own, so they answer differently after a write.",
    fix: "Use a distributed cache, entries that live a few seconds, or events that reach every copy.",
    check: check;
    in ru: r"
        Each copy has a cache of its own ⇒ У каждого экземпляра свой кэш
        {component} lives in each of the {copies} copies of {caller} on its own, so they answer differently after a write. ⇒ {component} живёт отдельно в каждом экземпляре «{caller}» (всего {copies}), поэтому после записи они отвечают по-разному.
        Use a distributed cache, entries that live a few seconds, or events that reach every copy. ⇒ Используйте распределённый кэш, записи с жизнью в несколько секунд или события, доходящие до каждого экземпляра.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes() {
        if !wiring::lives_in_its_caller(&node) || node.switch("mutable") == Some(false) {
            continue;
        }
        let spread = context.to(number).find(|edge| {
            let caller = context.node(edge.from);
            caller.kind.family != Family::Client && caller.copies() > 1
        });
        let Some(edge) = spread else { continue };
        let invalidation = node.text("invalidation");
        let short = node.number("ttl_seconds").map(|ttl| ttl.value <= SHORT);
        match (short, invalidation, node.switch("mutable")) {
            (Some(true), ..) | (_, Some("event" | "versioned"), _) => {}
            (Some(false), ..) | (None, Some(_), _) | (None, None, Some(true)) => {
                let caller = context.node(edge.from);
                verdict
                    .find(context, &[number, edge.from])
                    .with("copies", Value::Count(f64::from(caller.copies())))
                    .with("caller", Value::name(caller.component.label()));
            }
            (None, None, _) => verdict.needs("how cached entries expire"),
        }
    }
}

/// Seconds for which copies may differ: an assumption; the documented in-process cache keeps 5 minutes.
const SHORT: f64 = 60.0;

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_two_copies_keep_entries_for_an_hour() {
        check(
            "cache-local-inconsistent",
            r#"{"components": [{"id": "api", "kind": "server", "instances": 2},
                {"id": "local", "kind": "cache-local", "settings": {"ttl_seconds": 3600}}],
               "connections": [{"from": "api", "to": "local"}]}"#,
            &["local"],
        );
    }

    #[test]
    fn silent_in_one_copy() {
        check(
            "cache-local-inconsistent",
            r#"{"components": [{"id": "api", "kind": "server"},
                {"id": "local", "kind": "cache-local", "settings": {"ttl_seconds": 3600}}],
               "connections": [{"from": "api", "to": "local"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_entries_live_for_seconds() {
        check(
            "cache-local-inconsistent",
            r#"{"components": [{"id": "api", "kind": "server", "instances": 2},
                {"id": "local", "kind": "cache-local", "settings": {"ttl_seconds": 10}}],
               "connections": [{"from": "api", "to": "local"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "cache-local-inconsistent",
            r#"{"components": [{"id": "api", "kind": "server", "instances": 2},
                {"id": "local", "kind": "cache-local"}],
               "connections": [{"from": "api", "to": "local"}]}"#,
        );
    }
}
