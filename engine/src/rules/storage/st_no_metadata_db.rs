//! Files are stored and nothing knows whose they are.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Files are stored and nothing knows whose they are.
    ///
    /// ## Why it matters
    /// Object storage finds a file by its name and by nothing else. Whose it is, what versions there are, what pieces
    /// it is made of and who may see it have to be kept somewhere that can be asked.
    ///
    /// ## What to do
    /// Keep a record for each file in a database: owner, name, version, pieces.
    ///
    /// ## When it is fine
    /// For files that a program finds by a fixed name.
    id: "st-no-metadata-db",
    title: "Files without records",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Practice 5. File Storage System; zero-to-hero § 2.4 Video Streaming Platform (like YouTube)"),
    replaces: &[],
    message: "{component} is filled by {journeys}, and no database records what is in it.",
    fix: "Keep a record of each file in a database.",
    check: check,
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.id == "object-store") {
        let bare: Vec<&str> = context
            .carried
            .iter()
            .filter(|journey| journey.writes[number])
            .filter(|journey| !context.of_family(Family::Database).any(|(store, _)| journey.reaches(store)))
            .map(|journey| context.workload().journeys[journey.journey].label())
            .collect();
        // Whoever fills it may know a database by another journey.
        let recorded = context
            .to(number)
            .any(|edge| context.from(edge.from).any(|other| context.node(other.to).kind.family == Family::Database));
        if !bare.is_empty() && !recorded && node.kind.family == Family::Storage {
            verdict.find(context, &[number]).with("journeys", Value::journeys(&bare));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_only_files_are_written() {
        check(
            "st-no-metadata-db",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "o", "kind": "object-store"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "o"}]}"#,
            &["o"],
        );
    }

    #[test]
    fn silent_when_a_record_is_written_as_well() {
        check(
            "st-no-metadata-db",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "o", "kind": "object-store"}, {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "o"},
                    {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }
}
