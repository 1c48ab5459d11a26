//! A database answers every read itself, although there are many more reads than writes.

use crate::analysis::arrivals::Which;
use crate::analysis::carried::Carried;
use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict, asked_first};

rule! {
    /// A database answers every read itself, although there are many more reads than writes.
    ///
    /// ## Why it matters
    /// Most reads ask for the same few records. A database takes about 100 ms for what memory gives in 1 ms, and a
    /// cache that knows four of five answers leaves it a fifth of the reads. From 10 reads a write on that is cheap
    /// to have, which is an assumption (the threshold `read_write_ratio_for_cache` of a design sets another figure);
    /// the documented shorteners and feeds have 100. A database that gets more reads than it can answer needs one at any
    /// ratio; one that writes alone fill does not.
    ///
    /// ## What to do
    /// Put a distributed cache beside the path: ask it first, ask the database for what it did not know, delete the
    /// key on a write.
    ///
    /// ## When it is fine
    /// When every read asks for something else, or has to be exact to the last write. A view that events make for its
    /// readers (CQRS) is a copy ready to be read, as a cache is: nothing is said of it.
    id: "cache-missing-read-heavy",
    title: "Many reads and no cache",
    severity: Severity::Warn,
    needs: Needs::Workload,
    origin: Origin::Derived,
    core: true,
    source: Source::Documented("worked-examples § Example 1: URL Shortener (requirements); worked-examples § Example 1, Step 3: Scaling / server estimate; zero-to-hero § 1.2 Scalability & Performance; zero-to-hero § Phase 4 RADIO: O - Optimizations; mental-models § Quick Reference Card"),
    replaces: &[],
    message: "{component} gets {reads} and {writes} at peak, and no cache answers any of the reads.",
    fix: "Ask a cache such as Redis before {component}; at a hit rate of 80 % it would be left with {left}.",
    check: check;
    mend: mend;
    in ru: r"
        Many reads and no cache ⇒ Много чтений и нет кэша
        {component} gets {reads} and {writes} at peak, and no cache answers any of the reads. ⇒ {component} получает в пик {reads} и {writes}, и ни на одно чтение не отвечает кэш.
        Ask a cache such as Redis before {component}; at a hit rate of 80 % it would be left with {left}. ⇒ Поставьте перед «{component}» кэш, например Redis: при доле попаданий 80 % останется {left}.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    if !context.has_rates() {
        return verdict.needs("a rate of a journey");
    }
    let often = context.threshold("read_write_ratio_for_cache");
    for (number, node) in context.of_family(Family::Database) {
        let peak = context.peak(number);
        // Writes that fill a database are taken off it by no cache.
        let full = context.load(number).roles.iter().find(|role| role.peak.reads > role.read_capacity);
        // An hourly job that asks no cache among millions of reads that do is no reason for another one.
        let past = past_caches(context, number);
        let reads: f64 = past.iter().map(|&at| context.traffic.journeys[at].peak(number).reads).sum();
        let is_often = reads >= often * peak.writes;
        if reads <= 0.0 || !(is_often || full.is_some()) || wiring::primary_of(context.graph, number).is_some() {
            continue;
        }
        // What users do not wait for, reports and jobs, reads past caches for good reasons.
        if !context.is_waited_for(number) || node.managed() || is_view(context, number) {
            continue;
        }
        let finding = verdict.find(context, &[number]);
        match full.filter(|_| !is_often) {
            Some(role) => {
                finding
                    .measured(role.peak.reads, role.read_capacity, "reads/s")
                    .of(Part::RoleReads(0, role.role))
                    .limit(Part::RoleReadCapacity(0, role.role));
            }
            // Without writes there is nothing that reads could be many of.
            None if peak.writes <= 0.0 => {
                finding.measured = Some(reads);
                finding.unit = "reads/s";
                finding
                    .of_journeys(past.iter().map(|&at| context.traffic.journeys[at].journey))
                    .of(Part::ReadsOfJourneys(0));
            }
            None => {
                finding
                    .measured(reads, often * peak.writes, "reads/s")
                    .of_journeys(past.iter().map(|&at| context.traffic.journeys[at].journey))
                    .of(Part::ReadsOfJourneys(0))
                    .limit_by(
                        "writes × reads for each write",
                        &[
                            ("writes", Part::Peak(0, Which::Writes)),
                            ("reads for each write", Part::Threshold("read_write_ratio_for_cache")),
                        ],
                    );
            }
        }
        finding
            .with("reads", Value::Amount(reads, "reads/s"))
            .with("writes", Value::Amount(peak.writes, "writes/s"))
            .with("left", Value::Amount(asked_first::left_over(reads), "reads/s"));
    }
}

/// Whether only the side of questions reads a store: what it keeps was made to be read.
fn is_view(context: &Context<'_>, store: usize) -> bool {
    let reads = |edge: &usize| context.carried.iter().any(|journey| journey.edge_reads[*edge]);
    let mut readers = context.edges_to(store).iter().copied().filter(reads);
    readers.all(|edge| context.caller(edge).kind.id == "cqrs-query")
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    asked_first::cache_before(context, finding.first()?, finding.figure("reads")?)
}

/// Journeys that reach a store without asking a cache, by their place in the traffic.
fn past_caches(context: &Context<'_>, store: usize) -> Vec<usize> {
    let past = |journey: &Carried| journey.reads[store] && journey.past_caches[store];
    (0..context.carried.len()).filter(|&at| past(&context.carried[at])).collect()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_at_a_hundred_reads_a_write() {
        check(
            "cache-missing-read-heavy",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 100}, "peak_factor": 1}, {"id": "w", "entry": "api", "operation": "write", "rate": {"per_second": 1}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn shows_no_limit_where_nothing_is_written() {
        let text = r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read",
                   "rate": {"per_second": 100}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server"}, {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "db"}]}"#;
        check("cache-missing-read-heavy", text, &["db"]);
        let report = crate::evaluate(&crate::rules::testing::design(text));
        let finding = report.findings.iter().find(|finding| finding.rule == "cache-missing-read-heavy");
        assert_eq!(finding.map(|finding| (finding.measured, finding.limit)), Some((Some(100.0), None)));
    }

    #[test]
    fn silent_with_a_cache_beside_the_path() {
        check(
            "cache-missing-read-heavy",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 100}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server", "settings": {"rps_capacity": 1000000}},
                {"id": "redis", "kind": "cache-distributed"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"},
                {"from": "api", "to": "db", "after_miss_in": ["redis"]}]}"#,
            &[],
        );
    }

    #[test]
    fn silent_for_a_view_that_was_made_to_be_read() {
        check(
            "cache-missing-read-heavy",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "q", "operation": "read", "rate": {"per_second": 1000}, "peak_factor": 1},
                {"id": "change", "entry": "p", "operation": "write", "rate": {"per_second": 1}, "peak_factor": 1}]},
               "components": [{"id": "q", "kind": "cqrs-query"}, {"id": "p", "kind": "worker"},
                {"id": "view", "kind": "document-db"}],
               "connections": [{"from": "q", "to": "view"}, {"from": "p", "to": "view"}]}"#,
            &[],
        );
    }

    #[test]
    fn fires_when_others_read_the_view_as_well() {
        check(
            "cache-missing-read-heavy",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "q", "operation": "read", "rate": {"per_second": 1000}, "peak_factor": 1},
                {"id": "look", "entry": "api", "operation": "read", "rate": {"per_second": 1}, "peak_factor": 1}]},
               "components": [{"id": "q", "kind": "cqrs-query"}, {"id": "api", "kind": "server"},
                {"id": "view", "kind": "document-db"}],
               "connections": [{"from": "q", "to": "view"}, {"from": "api", "to": "view"}]}"#,
            &["view"],
        );
    }

    #[test]
    fn silent_when_reads_and_writes_are_as_many() {
        check(
            "cache-missing-read-heavy",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 10}, "peak_factor": 1}, {"id": "w", "entry": "api", "operation": "write", "rate": {"per_second": 10}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn at_few_reads_a_write_it_is_about_reads_that_pass_what_is_there() {
        let at = |reads: u32, writes: u32| {
            format!(
                r#"{{"workload": {{"journeys": [{{"id": "read", "entry": "api", "operation": "read", "rate": {{"per_second": {reads}}}, "peak_factor": 1}},
                    {{"id": "w", "entry": "api", "operation": "write", "rate": {{"per_second": {writes}}}, "peak_factor": 1}}]}},
                   "components": [{{"id": "api", "kind": "server"}},
                    {{"id": "db", "kind": "sql", "settings": {{"read_capacity": 1000, "write_capacity": 1000}}}}],
                   "connections": [{{"from": "api", "to": "db"}}]}}"#
            )
        };
        check("cache-missing-read-heavy", &at(600, 1_200), &[]);
        check("cache-missing-read-heavy", &at(1_100, 200), &["db"]);
        let report = crate::evaluate(&crate::rules::testing::design(&at(1_100, 200)));
        let found = report.findings.iter().find(|finding| finding.rule == "cache-missing-read-heavy");
        assert_eq!(found.map(|it| (it.measured, it.limit)), Some((Some(1_100.0), Some(1_000.0))));
    }

    #[test]
    fn silent_when_only_an_hourly_job_asks_no_cache() {
        check(
            "cache-missing-read-heavy",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 100}, "peak_factor": 1},
                {"id": "write", "entry": "api", "operation": "write", "rate": {"per_second": 1}, "peak_factor": 1},
                {"id": "job", "entry": "hourly", "operation": "read", "rate": {"per_day": 24}, "peak_factor": 1}]},
               "components": [{"id": "api", "kind": "server"}, {"id": "hourly", "kind": "scheduler"},
                {"id": "redis", "kind": "cache-distributed"}, {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "redis"}, {"from": "api", "to": "db"},
                {"from": "hourly", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_without_a_rate() {
        check_not_checked(
            "cache-missing-read-heavy",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read"}]},
               "components": [{"id": "api", "kind": "server"},
                {"id": "db", "kind": "sql"}],
               "connections": [{"from": "api", "to": "db"}]}"#,
        );
    }
}
