//! The design wants much and does not say how available it has to be.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// The design wants much and does not say how available it has to be.
    ///
    /// ## Why it matters
    /// Redundancy costs money, and without a target nobody can say whether it is enough or too much. The documented
    /// steps are 99 % (3.7 days a year), 99.9 % (8.8 hours), 99.95 %, 99.99 % (53 minutes) and 99.999 %.
    ///
    /// ## What to do
    /// State the availability that users need, and no more.
    ///
    /// ## When it is fine
    /// For an experiment that may be down for a day.
    id: "slo-unset",
    title: "No availability wanted",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 1.1 Understanding System Design Basics, § Phase 4 RADIO: R - Requirements; mental-models § 15. The Observability Stack"),
    replaces: &[],
    message: "The design says what is wanted of it, and not how available it has to be.",
    fix: "State the wanted availability.",
    check: check;
    in ru: r"
        No availability wanted ⇒ Желаемая доступность не указана
        The design says what is wanted of it, and not how available it has to be. ⇒ В схеме сказано, чего от неё хотят, но не сказано, насколько доступной она должна быть.
        State the wanted availability. ⇒ Укажите желаемую доступность.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.first_at_work().is_none() || context.requirements().availability.is_some() {
        return;
    }
    // A design without any wishes leaves them out altogether; one with some lacks this.
    if !context.has_targets() {
        verdict.needs("wanted availability");
    } else {
        // It is about the whole design, so it names none of its components.
        verdict.find(context, &[]);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_other_wishes_are_stated() {
        check(
            "slo-unset",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 10}}]},
                "requirements": {"consistency": "strong"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[""],
        );
    }

    #[test]
    fn silent_when_it_is_stated() {
        check(
            "slo-unset",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "strong", "availability": 0.999},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_where_only_the_subject_is_stated() {
        check_not_checked(
            "slo-unset",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"domain": "social"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "api"}]}"#,
        );
    }

    #[test]
    fn not_checked_without_any_wish() {
        check_not_checked(
            "slo-unset",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
