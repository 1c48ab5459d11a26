//! An edge cache has nothing behind it.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// An edge cache has nothing behind it.
    ///
    /// ## Why it matters
    /// An edge cache holds copies. What it does not know yet, or no longer, it has to fetch from the place that made
    /// it; without one the first request of everybody fails.
    ///
    /// ## What to do
    /// Connect it to its origin: the balancer or gateway, the server, or the object storage.
    ///
    /// ## When it is fine
    /// When content is pushed to it by a pipeline that is drawn as a connection to it.
    id: "cdn-no-origin",
    title: "Edge cache without origin",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("interview-answers § Theory 7. Caching Layers"),
    replaces: &["journey-dead-end"],
    message: "{component} has no origin to fetch from. What it does not hold cannot be answered.",
    fix: "Connect it to a balancer, a server or object storage, or draw what fills it.",
    check: check;
    in ru: r"
        Edge cache without origin ⇒ CDN без исходного сервера
        {component} has no origin to fetch from. What it does not hold cannot be answered. ⇒ У «{component}» нет исходного сервера. На то, чего в нём нет, не ответить.
        Connect it to a balancer, a server or object storage, or draw what fills it. ⇒ Соедините его с балансировщиком, сервером или объектным хранилищем либо нарисуйте то, что его наполняет.
    ",
}

/// Whether components of this family make what an edge cache holds, rather than ask for it.
const fn fills(family: Family) -> bool {
    matches!(
        family,
        Family::Compute | Family::Worker | Family::Storage | Family::Processing | Family::Queue | Family::Stream
    )
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.of_family(Family::Cdn) {
        let fetches = context.from(number).any(|edge| edge.to != number);
        let filled = context.to(number).any(|edge| fills(context.node(edge.from).kind.family));
        if !fetches && !filled {
            verdict.find(context, &[number]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_nothing_stands_behind_the_edge() {
        check(
            "cdn-no-origin",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "cdn", "kind": "cdn"}],
                "connections": [{"from": "client", "to": "cdn"}]}"#,
            &["cdn"],
        );
    }

    #[test]
    fn silent_when_it_fetches_from_a_server() {
        check(
            "cdn-no-origin",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "cdn", "kind": "cdn"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "cdn"}, {"from": "cdn", "to": "api"}]}"#,
            &[],
        );
    }
}
