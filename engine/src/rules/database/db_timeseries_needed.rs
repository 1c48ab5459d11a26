//! Measurements are kept in rows of an ordinary database.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Measurements are kept in rows of an ordinary database.
    ///
    /// ## Why it matters
    /// Measurements come in masses, are never changed, are asked for by time and fade in value. A store made for them
    /// compresses them, thins out old ones and drops whole days at once; a row store keeps an index entry for each.
    ///
    /// ## What to do
    /// Use a time-series store: InfluxDB, TimescaleDB, VictoriaMetrics, Prometheus.
    ///
    /// ## When it is fine
    /// For a few measurements a minute: nothing is said while less than one a second comes at peak, which is an assumption.
    id: "db-timeseries-needed",
    title: "Measurements in an ordinary database",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("mental-models § 5. The Database Selection Matrix; zero-to-hero § 2.2 Storage and Databases"),
    replaces: &[],
    message: "{component} keeps measurements in rows. It neither compresses nor thins them out.",
    fix: "Keep them in a time-series store.",
    check: check;
    in ru: r"
        Measurements in an ordinary database ⇒ Измерения в обычной базе
        {component} keeps measurements in rows. It neither compresses nor thins them out. ⇒ {component} хранит измерения строками: не сжимает и не прореживает.
        Keep them in a time-series store. ⇒ Храните их в БД временных рядов.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Database).filter(|(number, _)| context.is_reached(*number)) {
        match node.text("contents") {
            None if node.kind.setting("contents").is_some() => verdict.needs("what stores keep"),
            Some("metrics")
                if !matches!(node.kind.id, "tsdb" | "columnar" | "wide-column") && !are_few(context, number) =>
            {
                verdict.find(context, &[number]);
            }
            _ => {}
        }
    }
}

/// Whether few measurements come, where the load is stated.
fn are_few(context: &Context<'_>, store: usize) -> bool {
    let writes = context.peak(store).writes;
    writes > 0.0 && writes < MASSES
}

/// Measurements a second at peak from which on they come in masses: an assumption, no document gives a figure.
const MASSES: f64 = 1.0;

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_a_relational_store_keeps_them() {
        check(
            "db-timeseries-needed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql", "settings": {"contents": "metrics"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["db"],
        );
    }

    #[test]
    fn silent_for_a_few_a_minute() {
        let at = |rate: f64| {
            format!(
                r#"{{"workload": {{"journeys": [{{"id": "go", "entry": "api", "operation": "write", "rate": {{"per_second": {rate}}}, "peak_factor": 1}}]}},
                "components": [{{"id": "api", "kind": "server"}},
                    {{"id": "db", "kind": "sql", "settings": {{"contents": "metrics"}}}}],
                "connections": [{{"from": "api", "to": "db"}}]}}"#
            )
        };
        check("db-timeseries-needed", &at(0.1), &[]);
        check("db-timeseries-needed", &at(1.0), &["db"]);
    }

    #[test]
    fn silent_when_a_store_made_for_them_does() {
        check(
            "db-timeseries-needed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "tsdb", "settings": {"contents": "metrics"}}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says() {
        check_not_checked(
            "db-timeseries-needed",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "write"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
