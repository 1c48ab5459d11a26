//! A lake is read for reports and nobody keeps a list of what is in it.

use crate::design::vocabulary::Source;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A lake is read for reports and nobody keeps a list of what is in it.
    ///
    /// ## Why it matters
    /// Without schemas nobody knows which of forty copies is the right one, and every report parses files again. The
    /// lake becomes a swamp.
    ///
    /// ## What to do
    /// Keep a catalogue with schemas, or use a warehouse or a lakehouse (Delta, Iceberg, Hudi).
    ///
    /// ## When it is fine
    /// For raw files that one program reads.
    id: "st-lake-swamp",
    title: "Lake without a catalogue",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 3.3 Real-Time Data Processing"),
    replaces: &[],
    message: "{component} has no catalogue; its readers: {names}.",
    fix: "Keep schemas in a catalogue, or read from a warehouse or lakehouse.",
    check: check;
    in ru: r"
        Lake without a catalogue ⇒ Озеро без каталога
        {component} has no catalogue; its readers: {names}. ⇒ У «{component}» нет каталога, а читают его {names}.
        Keep schemas in a catalogue, or read from a warehouse or lakehouse. ⇒ Храните схемы в каталоге или читайте из хранилища данных либо лейкхауса.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.nodes().filter(|(_, node)| node.kind.id == "lake") {
        let readers = context.from(number).map(|edge| edge.to).chain(context.to(number).map(|edge| edge.from));
        let names: Vec<&str> = readers
            .filter(|&other| matches!(context.node(other).kind.id, "bi" | "ml-training"))
            .map(|other| context.node(other).component.label())
            .collect();
        if names.is_empty() {
            continue;
        }
        match node.switch("catalogue") {
            None => verdict.needs("whether lakes have a catalogue"),
            Some(true) => {}
            Some(false) => {
                verdict.find(context, &[number]).with("names", Value::names(&names));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_reports_read_a_lake_without_a_catalogue() {
        check(
            "st-lake-swamp",
            r#"{"components": [{"id": "l", "kind": "lake", "settings": {"catalogue": false}},
                    {"id": "r", "kind": "bi"}],
                "connections": [{"from": "r", "to": "l"}]}"#,
            &["l"],
        );
    }

    #[test]
    fn silent_when_there_is_one() {
        check(
            "st-lake-swamp",
            r#"{"components": [{"id": "l", "kind": "lake", "settings": {"catalogue": true}},
                    {"id": "r", "kind": "bi"}],
                "connections": [{"from": "r", "to": "l"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_it_is_open() {
        check_not_checked(
            "st-lake-swamp",
            r#"{"components": [{"id": "l", "kind": "lake"}, {"id": "r", "kind": "bi"}],
                "connections": [{"from": "r", "to": "l"}]}"#,
        );
    }
}
