//! Entries live far longer or far shorter than what they hold suggests.

use crate::design::vocabulary::Source;
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// Entries live far longer or far shorter than what they hold suggests.
    ///
    /// ## Why it matters
    /// Documented lives are: presence 60 s, a list of products 5 min, a session 30 min, a profile 1 h, a short link 1 h
    /// to 24 h, configuration 24 h, a timeline 7 days. Ten times longer and people see what is no longer true; ten
    /// times shorter and the cache is asked in vain. Ten times is an assumption.
    ///
    /// ## What to do
    /// Take a life near the documented one, or remove entries when the record changes.
    ///
    /// ## When it is fine
    /// When the record changes more rarely, or more often, than is usual.
    id: "cache-ttl-range",
    title: "Time to live unusual for the content",
    severity: Severity::Info,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 1.2 Scalability & Performance, § 2.4 URL Shortener (like Bit.ly); worked-examples § Example 1, Step 3: detailed design, § Example 2, Step 3: detailed design, § Example 3, Step 3: detailed design; interview-answers § Theory 7. Caching Layers"),
    replaces: &[],
    message: "{component} keeps {contents} for {measured}; {limit} is usual.",
    fix: "Set the time to live of {component} to about {limit}.",
    check: check;
    mend: mend;
    in ru: r"
        Time to live unusual for the content ⇒ Необычное время жизни для такого содержимого
        {component} keeps {contents} for {measured}; {limit} is usual. ⇒ {component} хранит {contents} {measured}; обычно — {limit}.
        Set the time to live of {component} to about {limit}. ⇒ Задайте «{component}» время жизни около {limit}.
    ",
}

/// How many times longer or shorter counts as far: an assumption.
const FAR: f64 = 10.0;

/// The documented life of what a cache keeps, shortest and longest, in seconds.
fn usual(contents: &str) -> Option<(f64, f64)> {
    let of = |seconds: f64| Some((seconds, seconds));
    match contents {
        "presence" => of(60.0),
        "product-lists" => of(300.0),
        "sessions" => of(1_800.0),
        "profiles" => of(3_600.0),
        "short-links" => Some((3_600.0, 86_400.0)),
        "configuration" => of(86_400.0),
        "timelines" => of(604_800.0),
        _ => None,
    }
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    for (number, node) in context.of_family(Family::Cache) {
        let Some(ttl) = node.number("ttl_seconds") else { continue };
        let Some(contents) = node.text("contents") else {
            verdict.needs("what caches keep");
            continue;
        };
        let Some((shortest, longest)) = usual(contents) else { continue };
        let too_long = ttl.value > longest * FAR;
        if !too_long && ttl.value * FAR >= shortest {
            continue;
        }
        let limit = if too_long { longest } else { shortest };
        verdict
            .find(context, &[number])
            .with("contents", Value::name(contents.replace('-', " ")))
            .with("measured", Value::Seconds(ttl.value))
            .with("limit", Value::Seconds(limit));
    }
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set(finding.first()?, "ttl_seconds", finding.figure("limit")?, Some(RULE.source)).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_presence_lives_an_hour() {
        check(
            "cache-ttl-range",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "c", "kind": "cache-distributed", "settings": {"ttl_seconds": 3600, "contents": "presence"}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "c"},
                    {"from": "api", "to": "db", "after_miss_in": "c"}]}"#,
            &["c"],
        );
    }

    #[test]
    fn fires_when_configuration_lives_a_minute() {
        check(
            "cache-ttl-range",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "c", "kind": "cache-distributed", "settings": {"ttl_seconds": 60, "contents": "configuration"}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "c"},
                    {"from": "api", "to": "db", "after_miss_in": "c"}]}"#,
            &["c"],
        );
    }

    #[test]
    fn silent_near_the_usual() {
        check(
            "cache-ttl-range",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "c", "kind": "cache-distributed", "settings": {"ttl_seconds": 7200, "contents": "short-links"}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "c"},
                    {"from": "api", "to": "db", "after_miss_in": "c"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_what_it_keeps() {
        check_not_checked(
            "cache-ttl-range",
            r#"{"workload": {"journeys": [{"id": "ask", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "c", "kind": "cache-distributed", "settings": {"ttl_seconds": 60}},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "c"},
                    {"from": "api", "to": "db", "after_miss_in": "c"}]}"#,
        );
    }
}
