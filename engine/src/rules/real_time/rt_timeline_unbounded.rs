//! Lists of posts by user are never cut.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Lists of posts by user are never cut.
    ///
    /// ## Why it matters
    /// Each post is added to the list of every follower and none is removed. After a year a list has ten thousand
    /// entries of which twenty are read, and memory is paid for all. Documented lists hold 1,000 posts and live 7 days.
    ///
    /// ## What to do
    /// Cut each list after some hundreds of entries, let it expire, and read older ones from the store.
    ///
    /// ## When it is fine
    /// When all of it fits into memory for as long as anybody can plan.
    id: "rt-timeline-unbounded",
    title: "Timelines that only grow",
    severity: Severity::Info,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("interview-answers § Practice 2. News Feed; worked-examples § Example 3, Step 3: detailed design"),
    replaces: &[],
    message: "{component} keeps timelines and neither cuts nor forgets them.",
    fix: "Cut lists to about 1,000 entries and let them expire after 7 days.",
    check: check;
    mend: mend;
    in ru: r"
        Timelines that only grow ⇒ Ленты, которые только растут
        {component} keeps timelines and neither cuts nor forgets them. ⇒ {component} хранит ленты, не обрезает и не забывает их.
        Cut lists to about 1,000 entries and let them expire after 7 days. ⇒ Обрезайте списки примерно до 1000 записей, и пусть они истекают через 7 дней.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in
        context.of_family(Family::Cache).filter(|(_, node)| node.text("contents") == Some("timelines"))
    {
        match (node.switch("lists_cut"), node.number("ttl_seconds")) {
            (Some(true), _) | (_, Some(_)) => {}
            (None, None) => verdict.needs("how long timelines grow"),
            (Some(false), None) => {
                verdict.find(context, &[number]);
            }
        }
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "lists_cut", true, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_lists_only_grow() {
        check(
            "rt-timeline-unbounded",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "c", "kind": "cache-distributed", "settings": {"contents": "timelines", "lists_cut": false}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "c"}]}"#,
            &["c"],
        );
    }

    #[test]
    fn silent_when_they_are_cut() {
        check(
            "rt-timeline-unbounded",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "c", "kind": "cache-distributed", "settings": {"contents": "timelines", "lists_cut": true}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "c"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_they_expire() {
        check(
            "rt-timeline-unbounded",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "c", "kind": "cache-distributed", "settings": {"contents": "timelines", "ttl_seconds": 604800}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "c"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "rt-timeline-unbounded",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "service"},
                    {"id": "c", "kind": "cache-distributed", "settings": {"contents": "timelines"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "c"}]}"#,
        );
    }
}
