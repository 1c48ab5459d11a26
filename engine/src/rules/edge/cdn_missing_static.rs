//! Files that are the same for everyone come from the servers.

use crate::design::vocabulary::Source;
use crate::design::{Content, Operation};
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};
use std::collections::BTreeMap;

rule! {
    /// Files that are the same for everyone come from the servers.
    ///
    /// ## Why it matters
    /// Each file costs a server a request that a cache near the user could have answered, and the user a round trip
    /// across the world.
    ///
    /// ## What to do
    /// Put an edge cache (CloudFront, Cloudflare, Akamai) in front, with long lifetimes and versioned names.
    ///
    /// ## When it is fine
    /// For a handful of users near by.
    id: "cdn-missing-static",
    title: "Static files without an edge cache",
    severity: Severity::Warn,
    needs: Needs::Structure,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("zero-to-hero § Cheat Sheet: Common Patterns; mental-models § 18. The System Design Interview Framework, § 6. The Caching Strategy Decision Tree; interview-answers § Theory 7. Caching Layers"),
    replaces: &[],
    message: "{component} sends the files of {journeys} itself.",
    fix: "Put an edge cache in front of the files.",
    check: check;
    in ru: r"
        Static files without an edge cache ⇒ Статика без граничного кэша
        {component} sends the files of {journeys} itself. ⇒ {component} сам отправляет файлы: {journeys}.
        Put an edge cache in front of the files. ⇒ Поставьте перед файлами граничный кэш (CDN).
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let mut stuck: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for carried in context.carried {
        let journey = &context.workload().journeys[carried.journey];
        let at_edge = context.of_family(Family::Cdn).any(|(number, _)| carried.reaches(number));
        if journey.content != Some(Content::Static) || journey.operation != Operation::Read || at_edge {
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
            "cdn-missing-static",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read", "content": "static"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "api"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_an_edge_cache_does() {
        check(
            "cdn-missing-static",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read", "content": "static"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "cdn", "kind": "cdn"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "cdn"}, {"from": "cdn", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_content_is_made_for_each_request() {
        check(
            "cdn-missing-static",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "api"}]}"#,
            &[],
        );
    }
}
