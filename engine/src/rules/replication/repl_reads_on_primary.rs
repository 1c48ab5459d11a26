//! A store has replicas, and all reads go to the primary, which is nearly full.

use crate::analysis::capacity::Role;
use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// A store has replicas, and all reads go to the primary, which is nearly full.
    ///
    /// ## Why it matters
    /// Only the primary can take writes; each read that it answers takes room from them. A replica of the worked
    /// example answers 100,000 reads a second, twice what the primary does, and here it answers none.
    ///
    /// ## What to do
    /// Read from the replicas; keep for the primary the reads that must see the last write.
    ///
    /// ## When it is fine
    /// When reads have to be exact and the primary has room.
    id: "repl-reads-on-primary",
    title: "Replicas stand idle",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance; worked-examples § Example 1, Detailed server estimate 3. Database"),
    replaces: &["cap-over-target"],
    message: "{component} answers all {reads} from its primary, {utilization} of what that can do, while its replicas answer none.",
    fix: "Let {component} answer reads from its replicas.",
    check: check;
    mend: mend;
    in ru: r"
        Replicas stand idle ⇒ Реплики простаивают
        {component} answers all {reads} from its primary, {utilization} of what that can do, while its replicas answer none. ⇒ {component} отвечает на все {reads} с основного узла, его загрузка {utilization}, а реплики не отвечают ни на одно.
        Let {component} answer reads from its replicas. ⇒ Пусть «{component}» отвечает на чтения с реплик.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    for (number, node) in context.of_family(Family::Database) {
        let drawn = wiring::drawn_replicas(context.graph, number);
        let idle = drawn.iter().all(|&replica| context.peak(replica).reads <= 0.0);
        let unused = node.replicas() > 0 && node.text("read_from") == Some("primary") && node.states("read_from");
        if !(unused || (!drawn.is_empty() && idle)) {
            continue;
        }
        let Some(primary) = context.load(number).roles.iter().find(|role| role.role == Role::Primary) else { continue };
        let target = context.target_utilization();
        if primary.utilization > target && primary.peak.reads > 0.0 {
            verdict
                .find(context, &[number])
                .measured(primary.utilization, target, "share")
                .of(Part::RoleUtilization(0, Role::Primary))
                .limit(Part::Target)
                .with("reads", Value::Amount(primary.peak.reads, "reads/s"))
                .with("utilization", Value::Share(primary.utilization));
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let node = finding.first()?;
    if context.node(node).replicas() == 0 {
        return None;
    }
    Fix::of(context.graph).set(node, "read_from", "replicas", Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_the_primary_answers_nearly_all_it_can() {
        check(
            "repl-reads-on-primary",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 40000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "replicas": 1, "settings": {"read_from": "primary"}}],
               "connections": []}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_the_replicas_answer() {
        check(
            "repl-reads-on-primary",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 40000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "replicas": 1}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_the_primary_has_room() {
        check(
            "repl-reads-on-primary",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read", "rate": {"per_second": 30000}, "peak_factor": 1}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql", "replicas": 1, "settings": {"read_from": "primary"}}],
               "connections": []}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "repl-reads-on-primary",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read"}]},
               "components": [{"id": "db", "kind": "sql", "preset": "postgresql"}],
               "connections": []}"#,
        );
    }
}
