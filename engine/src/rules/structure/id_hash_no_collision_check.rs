//! Codes are cut from a hash, and nobody looks whether they are taken.

use crate::design::Operation;
use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Codes are cut from a hash, and nobody looks whether they are taken.
    ///
    /// ## Why it matters
    /// A hash that is cut to a few symbols meets itself early: after as many codes as the square root of the code space
    /// a repetition is likely. For seven hex digits that is after about sixteen thousand. The later link then silently
    /// replaces the earlier one.
    ///
    /// ## What to do
    /// Insert under a unique constraint and, when the code is taken, try again with a salt; or count instead of
    /// hashing.
    ///
    /// ## When it is fine
    /// When the same input may share one code, and different inputs never meet because the whole hash is kept.
    id: "id-hash-no-collision-check",
    title: "Collisions are not checked",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Practice 1. URL Shortener; worked-examples § Example 1, Step 3: detailed design; zero-to-hero § Phase 4 RADIO: O - Optimizations"),
    replaces: &[],
    message: "{component} cuts its codes from a hash and does not check whether they are taken. Two things will get the same code.",
    fix: "Check new codes against those there are and try again with a salt, or use a counter.",
    check: check;
    mend: mend;
    in ru: r"
        Collisions are not checked ⇒ Коллизии не проверяются
        {component} cuts its codes from a hash and does not check whether they are taken. Two things will get the same code. ⇒ {component} вырезает коды из хеша и не проверяет, заняты ли они. Две вещи получат один код.
        Check new codes against those there are and try again with a salt, or use a counter. ⇒ Сверяйте новые коды с имеющимися и повторяйте с солью или используйте счётчик.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.workload_text("id_strategy") != Some("hash") {
        return;
    }
    match context.workload_switch("collision_check") {
        None => verdict.needs("whether new codes are checked for collisions"),
        Some(false) => {
            if let Some(maker) = context.front(Operation::Write) {
                verdict.find(context, &[maker]);
            }
        }
        Some(true) => {}
    }
}

fn mend<'a>(_: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set_workload("collision_check", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_hashed_codes_are_not_checked() {
        check(
            "id-hash-no-collision-check",
            r#"{"workload": {"journeys": [{"id": "shorten", "entry": "client", "operation": "write"}],
                    "id_strategy": "hash", "collision_check": false},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_they_are_checked() {
        check(
            "id-hash-no-collision-check",
            r#"{"workload": {"journeys": [{"id": "shorten", "entry": "client", "operation": "write"}],
                    "id_strategy": "hash", "collision_check": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "id-hash-no-collision-check",
            r#"{"workload": {"journeys": [{"id": "shorten", "entry": "client", "operation": "write"}],
                    "id_strategy": "hash"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
