//! People answer each other, and the store may show an answer before the post that it answers.

use crate::analysis::graph::Edge;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// People answer each other, and the store may show an answer before the post that it answers.
    ///
    /// ## Why it matters
    /// Copies that agree only in the end take writes over in any order. A reader whose copy has the answer and not yet
    /// the question sees a conversation that makes no sense, and moderators remove half of it.
    ///
    /// ## What to do
    /// Use a store that keeps effects behind their causes, or keep each conversation in one partition.
    ///
    /// ## When it is fine
    /// When answers are rare, or come minutes after what they answer.
    id: "cons-causal-replies",
    title: "Answers before what they answer",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("mental-models § 3. The Consistency Spectrum"),
    replaces: &[],
    message: "{component} gives its copies in any order, and people answer each other: a reply may be seen before its original.",
    fix: "Want causal reads of {component}, or keep each conversation in one partition.",
    check: check;
    in ru: r"
        Answers before what they answer ⇒ Ответ раньше того, на что отвечают
        {component} gives its copies in any order, and people answer each other: a reply may be seen before its original. ⇒ {component} отдаёт копии в любом порядке, а люди отвечают друг другу: ответ могут увидеть раньше исходного.
        Want causal reads of {component}, or keep each conversation in one partition. ⇒ Требуйте от «{component}» причинных чтений или держите каждую беседу в одной партиции.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database) {
        let eventual = node.text("consistency_level") == Some("eventual") && node.copies() > 1;
        // A log that keeps those of one key in order brings them in order.
        let is_keyed = |part: usize| context.node(part).partition_key().is_some();
        let comes_keyed =
            |edge: &Edge<'_>| is_keyed(edge.from) || context.to(edge.from).any(|before| is_keyed(before.from));
        let keyed = is_keyed(number) || context.to(number).any(comes_keyed);
        if !eventual || keyed || !context.is_written(number) {
            continue;
        }
        match context.workload_switch("replies") {
            None => verdict.needs("whether people answer each other"),
            Some(true) => {
                verdict.find(context, &[number]);
            }
            Some(false) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_copies_agree_in_the_end() {
        check(
            "cons-causal-replies",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}], "replies": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "wide-column", "replicas": 2, "settings": {"consistency_level": "eventual"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_causes_come_first() {
        check(
            "cons-causal-replies",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}], "replies": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "wide-column", "replicas": 2, "settings": {"consistency_level": "causal"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_a_conversation_is_one_partition() {
        check(
            "cons-causal-replies",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}], "replies": true},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "wide-column", "replicas": 2, "settings": {"consistency_level": "eventual", "partition_key": "conversation"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "cons-causal-replies",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "wide-column", "replicas": 2, "settings": {"consistency_level": "eventual"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
