//! Either the load or what is wanted of the design is not stated.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Either the load or what is wanted of the design is not stated.
    ///
    /// ## Why it matters
    /// A drawing is right or wrong only for a load and a wish. Without requests a second nothing is full, without a
    /// target nothing is too slow or too rarely up. The questions to ask first are: how many users, how many requests,
    /// reads for each write, how quick, how available, how fresh.
    ///
    /// ## What to do
    /// Answer them, in figures, before drawing on.
    ///
    /// ## When it is fine
    /// For a drawing that only shows what talks to what.
    id: "arch-no-requirements",
    title: "Half of the question is missing",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § Phase 4 RADIO: R - Requirements; senior-node § 1 Requirements & Scale; worked-examples § Problem-solving template; mental-models § 18. The System Design Interview Framework"),
    replaces: &["slo-unset"],
    message: "The design states {present} and leaves out {missing}. Half of what could be judged is not.",
    fix: "State {missing}.",
    check: check;
    in ru: r"
        Half of the question is missing ⇒ Не хватает половины условия
        The design states {present} and leaves out {missing}. Half of what could be judged is not. ⇒ В схеме указано «{present}», но не указано «{missing}». Половину того, что можно оценить, оценить нельзя.
        State {missing}. ⇒ Укажите: {missing}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if context.first_at_work().is_none() {
        return;
    }
    let (present, missing) = match (context.has_rates(), context.has_targets()) {
        (true, true) => return,
        // A sketch leaves out both.
        (false, false) => return verdict.needs("workload and requirements"),
        (true, false) => ("the load", "what is wanted: latency, availability, consistency"),
        (false, true) => ("what is wanted", "the load"),
    };
    // It is about the whole design, so it names none of its components.
    verdict.find(context, &[]).with("present", Value::name(present)).with("missing", Value::name(missing));
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_without_a_wish() {
        check(
            "arch-no-requirements",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[""],
        );
    }

    #[test]
    fn fires_without_a_load() {
        check(
            "arch-no-requirements",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"availability": 0.999},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[""],
        );
    }

    #[test]
    fn silent_with_both() {
        check(
            "arch-no-requirements",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1}]},
                "requirements": {"availability": 0.999},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_in_a_sketch() {
        check_not_checked(
            "arch-no-requirements",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
