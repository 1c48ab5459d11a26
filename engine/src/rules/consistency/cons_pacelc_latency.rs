//! Every read has to see the last write in all regions, and a write has less time than the way between them takes.

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::design::{Consistency, Mode};
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// Every read has to see the last write in all regions, and a write has less time than the way between them takes.
    ///
    /// ## Why it matters
    /// While the network is whole there is still a choice between latency and consistency (PACELC): a write that all
    /// regions have confirmed waits for the way there and back, 50 to 150 ms by the documents. No hardware shortens it.
    ///
    /// ## What to do
    /// Give each record one home region and read it there, or let other regions be a little behind, or give writes more
    /// time.
    ///
    /// ## When it is fine
    /// When the regions are close to each other and the way is stated as shorter.
    id: "cons-pacelc-latency",
    title: "Strong over regions, and quick",
    severity: Severity::Error,
    needs: Needs::Declaration,
    origin: Origin::Derived,
    core: false,
    source: Source::Documented("mental-models § 2. The CAP Triangle, § 17. The Back-of-Envelope Calculations; zero-to-hero § Phase 4 Common Trade-offs"),
    replaces: &["repl-sync-wan"],
    message: "{component} has to be strong in {regions} regions, and “{journey}” has {limit}; the way between regions alone takes {measured} or more.",
    fix: "Keep each record in one home region, or relax consistency or the limit.",
    check: check;
    in ru: r"
        Strong over regions, and quick ⇒ Строго между регионами и быстро
        {component} has to be strong in {regions} regions, and “{journey}” has {limit}; the way between regions alone takes {measured} or more. ⇒ {component} должен быть строгим в регионах ({regions}), а у «{journey}» предел {limit}; одна дорога между регионами занимает {measured} или больше.
        Keep each record in one home region, or relax consistency or the limit. ⇒ Держите каждую запись в домашнем регионе либо ослабьте согласованность или предел.
    ",
}

/// Milliseconds of the way between regions, there and back, at least (mental-models § 17. The Back-of-Envelope
/// Calculations).
const BETWEEN_REGIONS: f64 = 50.0;

/// The longest way to a replica that is drawn, where the design states all of them, with its connection.
fn longest_way(context: &Context<'_>, store: usize) -> Option<(f64, usize)> {
    let copies = context.from(store).filter(|edge| edge.connection.mode == Mode::Replication);
    let ways: Option<Vec<_>> = copies.map(|edge| Some((edge.number("latency_ms")?, edge.number))).collect();
    ways?.into_iter().reduce(|longest, next| if next.0 > longest.0 { next } else { longest })
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, _) in context.of_family(Family::Database) {
        let mut regions = wiring::regions(context.graph, number);
        for replica in wiring::drawn_replicas(context.graph, number) {
            regions.extend(wiring::regions(context.graph, replica));
        }
        let waiting: Vec<usize> = context
            .carried
            .iter()
            .filter(|journey| journey.writes[number] && journey.waits[number])
            .map(|journey| journey.journey)
            .collect();
        if regions.len() < 2 || waiting.is_empty() {
            continue;
        }
        match context.requirements().consistency {
            None => verdict.needs("how fresh reads have to be"),
            Some(Consistency::Strong) => {
                let limit = |journey: &usize| {
                    let id = &context.workload().journeys[*journey].id;
                    let target = context.requirements().latency_ms.get(id)?;
                    Some((target.limits().reduce(f64::min)?, id, *journey))
                };
                // The journey with the shortest time; of those that have the same, the first by its id.
                let shortest = waiting.iter().filter_map(limit).min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
                let Some((limit, _, journey)) = shortest else {
                    verdict.needs("latency limits");
                    continue;
                };
                let stated = longest_way(context, number);
                let way = stated.map_or(BETWEEN_REGIONS, |(way, _)| way);
                if limit >= way {
                    continue;
                }
                let of = &context.workload().journeys[journey];
                let finding = verdict.find(context, &[number]).measured(way, limit, "ms").of_journeys([journey]);
                match stated {
                    Some((_, edge)) => finding.on(&[edge]).of(Part::Edge(0, "latency_ms")),
                    None => finding.of(Part::Documented(BETWEEN_REGIONS)),
                }
                .limit(Part::LatencyTarget)
                .with("regions", Value::Count(regions.len() as f64))
                .with("journey", Value::name(of.label()))
                .with("measured", Value::Milliseconds(way))
                .with("limit", Value::Milliseconds(limit));
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn a_way_that_is_stated_counts() {
        let design = |way: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "strong", "latency_ms": {"go": {"p99": 40}}},
                "places": [{"id": "eu", "kind": "region"}, {"id": "uk", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "places": ["eu"]}, {"id": "copy", "kind": "sql", "places": ["uk"]}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"},
                    {"from": "db", "to": "copy", "mode": "replication"WAY}]}"#
                .replace("WAY", way)
        };
        check("cons-pacelc-latency", &design(""), &["db"]);
        check("cons-pacelc-latency", &design(r#", "latency_ms": 45"#), &["db"]);
        check("cons-pacelc-latency", &design(r#", "latency_ms": 12"#), &[]);
    }

    #[test]
    fn the_order_of_journeys_is_no_matter() {
        let design = |first: &str, second: &str| {
            r#"{"workload": {"journeys": [{"id": "FIRST", "entry": "client", "operation": "write"},
                    {"id": "SECOND", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "strong", "latency_ms": {"slow": {"p99": 200}, "quick": {"p99": 20}}},
                "places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1, "places": ["eu", "us"]}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#
                .replace("FIRST", first)
                .replace("SECOND", second)
        };
        check("cons-pacelc-latency", &design("slow", "quick"), &["db"]);
        check("cons-pacelc-latency", &design("quick", "slow"), &["db"]);
    }

    #[test]
    fn fires_when_a_write_has_20_milliseconds() {
        check(
            "cons-pacelc-latency",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "strong", "latency_ms": {"go": {"p99": 20}}},
                "places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1, "places": ["eu", "us"]}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_when_it_has_200() {
        check(
            "cons-pacelc-latency",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "strong", "latency_ms": {"go": {"p99": 200}}},
                "places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1, "places": ["eu", "us"]}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_in_one_region() {
        check(
            "cons-pacelc-latency",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "strong", "latency_ms": {"go": {"p99": 20}}},
                "places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1, "places": ["eu"]}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_when_reads_may_be_old() {
        check(
            "cons-pacelc-latency",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "eventual", "latency_ms": {"go": {"p99": 20}}},
                "places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1, "places": ["eu", "us"]}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_limit() {
        check_not_checked(
            "cons-pacelc-latency",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "requirements": {"consistency": "strong"},
                "places": [{"id": "eu", "kind": "region"}, {"id": "us", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "replicas": 1, "places": ["eu", "us"]}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
