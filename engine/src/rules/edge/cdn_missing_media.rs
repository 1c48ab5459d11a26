//! Video or images go to every viewer from one place.

use crate::design::vocabulary::Source;
use crate::design::{Content, Operation};
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};
use std::collections::BTreeMap;

rule! {
    /// Video or images go to every viewer from one place.
    ///
    /// ## Why it matters
    /// A viewer of a 1080p film takes 5 Mbit/s for as long as it lasts: a thousand of them 5 Gbit/s, all from one
    /// place, across every network in between. The documents want playing to start within two seconds.
    ///
    /// ## What to do
    /// Deliver by an edge cache, in several bit rates.
    ///
    /// ## When it is fine
    /// For a few viewers in one building.
    id: "cdn-missing-media",
    title: "Media without an edge cache",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § 2.4 Video Streaming Platform (like YouTube); mental-models § 19. Common Design Problems - Quick Patterns"),
    replaces: &[],
    message: "{component} sends the media of {journeys} to every viewer itself.",
    fix: "Deliver media by an edge cache.",
    check: check;
    in ru: r"
        Media without an edge cache ⇒ Медиа без граничного кэша
        {component} sends the media of {journeys} to every viewer itself. ⇒ {component} сам отправляет каждому зрителю медиа: {journeys}.
        Deliver media by an edge cache. ⇒ Отдавайте медиа через граничный кэш (CDN).
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let mut stuck: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for carried in context.carried {
        let journey = &context.workload().journeys[carried.journey];
        let at_edge = context.of_family(Family::Cdn).any(|(number, _)| carried.reaches(number));
        if journey.content != Some(Content::Media) || journey.operation != Operation::Read || at_edge {
            continue;
        }
        let sends = |number: &usize| {
            let family = context.node(*number).kind.family;
            carried.waits[*number] && matches!(family, Family::Compute | Family::Storage)
        };
        if let Some(sender) = (0..context.graph.nodes.len()).find(sends) {
            stuck.entry(sender).or_default().push(journey.label());
        }
    }
    for (sender, journeys) in stuck {
        verdict.find(context, &[sender]).with("journeys", Value::journeys(&journeys));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_a_server_sends_them() {
        check(
            "cdn-missing-media",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read", "content": "media"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "api"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_an_edge_cache_does() {
        check(
            "cdn-missing-media",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read", "content": "media"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "cdn", "kind": "cdn"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "cdn"}, {"from": "cdn", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_content_is_made_for_each_request() {
        check(
            "cdn-missing-media",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "api"}]}"#,
            &[],
        );
    }
}
