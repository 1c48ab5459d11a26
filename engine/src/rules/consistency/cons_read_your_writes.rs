//! Users may not see what they have just written.

use crate::design::Consistency;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Users may not see what they have just written.
    ///
    /// ## Why it matters
    /// A write goes to the primary, the next read to a replica that has not heard of it. The user sees the old page and
    /// writes again.
    ///
    /// ## What to do
    /// Read one's own records from the primary, stay on one copy for a session, or wait for the copy to catch up.
    ///
    /// ## When it is fine
    /// When reads come much later than writes.
    id: "cons-read-your-writes",
    title: "Own writes not visible",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Theory 6. Consistency Patterns; zero-to-hero § 1.2 Scalability & Performance; mental-models § 3. The Consistency Spectrum"),
    replaces: &[],
    message: "{component} answers reads from replicas, which may lag, and users have to see their own writes.",
    fix: "Read from the primary after a write, or replicate synchronously.",
    check: check;
    in ru: r"
        Own writes not visible ⇒ Свои записи не видны
        {component} answers reads from replicas, which may lag, and users have to see their own writes. ⇒ {component} отвечает на чтения с реплик, которые могут отставать, а пользователи должны видеть свои записи.
        Read from the primary after a write, or replicate synchronously. ⇒ После записи читайте с основного узла или реплицируйте синхронно.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let stores: Vec<usize> = context
        .of_family(Family::Database)
        .filter(|(number, node)| {
            let both = context.is_written(*number) && context.carried.iter().any(|journey| journey.reads[*number]);
            let lags = node.replicas() > 0 && node.text("read_from") == Some("replicas");
            both && lags && node.text("replication_mode") != Some("sync")
        })
        .map(|(number, _)| number)
        .collect();
    if stores.is_empty() {
        return;
    }
    match context.requirements().consistency {
        None => verdict.needs("how fresh reads have to be"),
        Some(Consistency::ReadYourWrites) => {
            for number in stores {
                verdict.find(context, &[number]);
            }
        }
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_replicas_lag() {
        check(
            "cons-read-your-writes",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"},
                    {"id": "write", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "read-your-writes"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_where_old_reads_are_told_already() {
        let design = r#"{"workload": {"journeys": [{"id": "read", "entry": "db", "operation": "read"},
                {"id": "write", "entry": "db", "operation": "write"}]},
            "requirements": {"consistency": "read-your-writes"},
            "components": [{"id": "db", "kind": "sql", "replicas": 1,
                "settings": {"replication_mode": "async", "read_from": "replicas"}}]}"#;
        check("repl-stale-read", design, &["db"]);
        check("cons-read-your-writes", design, &[]);
    }

    #[test]
    fn silent_when_the_primary_answers() {
        check(
            "cons-read-your-writes",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"},
                    {"id": "write", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "read-your-writes"},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1, "settings": {"read_from": "primary"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_how_fresh() {
        check_not_checked(
            "cons-read-your-writes",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"},
                    {"id": "write", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
