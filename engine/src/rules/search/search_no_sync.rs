//! A search index is asked, and nothing brings records into it.

use crate::design::Operation;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// A search index is asked, and nothing brings records into it.
    ///
    /// ## Why it matters
    /// An index is a copy in another shape. Without events, captured changes or a job that fill it, it finds what was
    /// there when somebody loaded it by hand.
    ///
    /// ## What to do
    /// Send each change to the index: events, captured changes, or an outbox.
    ///
    /// ## When it is fine
    /// When a provider’s search reads the store by itself; then draw that.
    id: "search-no-sync",
    title: "Index that is never filled",
    severity: Severity::Error,
    needs: Needs::Structure,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("senior-node § 9 Search / Indexing; zero-to-hero § 2.4 Video Streaming Platform (like YouTube); mental-models § 13. The Distributed Transaction Patterns"),
    replaces: &[],
    message: "{component} is filled by nothing.",
    fix: "Feed {component} from the store by events or captured changes.",
    check: check;
    in ru: r"
        Index that is never filled ⇒ Индекс, который никто не наполняет
        {component} is filled by nothing. ⇒ {component} ничем не наполняется.
        Feed {component} from the store by events or captured changes. ⇒ Наполняйте «{component}» из хранилища событиями или захватом изменений.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.nodes().filter(|(_, node)| node.kind.id == "search") {
        let read = context.carried.iter().any(|journey| journey.reads[number]);
        let written = context.is_written(number);
        let feeds = |other: usize| {
            let family = context.node(other).kind.family;
            let works = matches!(family, Family::Processing | Family::Worker | Family::Stream | Family::Queue);
            works || family.keeps()
        };
        let brings = context.to(number).any(|edge| {
            let asks = edge.connection.operation == Some(Operation::Read);
            !asks && (feeds(edge.from) || !edge.is_sync())
        });
        let pulls = context.from(number).any(|edge| feeds(edge.to));
        if read && !written && !brings && !pulls {
            verdict.find(context, &[number]);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_it_is_only_asked() {
        check(
            "search-no-sync",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "search"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s"}]}"#,
            &["s"],
        );
    }

    #[test]
    fn silent_when_changes_reach_it() {
        check(
            "search-no-sync",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}, {"id": "s", "kind": "search"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s"},
                    {"from": "db", "to": "s", "mode": "async"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_the_server_writes_it() {
        check(
            "search-no-sync",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"},
                    {"id": "add", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "s", "kind": "search"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "s"}]}"#,
            &[],
        );
    }
}
