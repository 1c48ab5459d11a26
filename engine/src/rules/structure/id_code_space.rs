//! There are fewer codes than things that need one.

use crate::design::vocabulary::Source;
use crate::design::{Journey, Operation, SECONDS_A_DAY};
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Part, Severity, Verdict};

rule! {
    /// There are fewer codes than things that need one.
    ///
    /// ## Why it matters
    /// A code of n symbols out of an alphabet of k can name kⁿ things and no more. Seven Base62 symbols name 3.52 ×
    /// 10¹², six name 5.68 × 10¹⁰; seven digits of a hex hash look the same and name only 2.68 × 10⁸, which 100 million
    /// new links a day use up in less than three days. Long before the end, most new codes already exist and every
    /// creation has to try several times.
    ///
    /// ## What to do
    /// Make codes one or two symbols longer, or use an alphabet of 62 symbols instead of the 16 of a hex hash.
    ///
    /// ## When it is fine
    /// When old codes expire and are handed out again. Then state the number of things that exist at one time.
    id: "id-code-space",
    title: "Code space too small",
    severity: Severity::Error,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: true,
    source: Source::Documented("interview-answers § Practice 1. URL Shortener; worked-examples § Example 1, Step 3: detailed design; zero-to-hero § 2.4 URL Shortener (like Bit.ly)"),
    replaces: &[],
    message: "{component} can make {space}, and {horizon} need {ids}. They run out.",
    fix: "Use at least {length} symbols of the same alphabet, or an alphabet of 62 symbols.",
    check: check;
    mend: mend;
    in ru: r"
        Code space too small ⇒ Пространство кодов слишком мало
        {component} can make {space}, and {horizon} need {ids}. They run out. ⇒ {component} может создать {space}, а за {horizon} нужно {ids}. Их не хватит.
        Use at least {length} symbols of the same alphabet, or an alphabet of 62 symbols. ⇒ Возьмите не меньше {length} символов того же алфавита или алфавит из 62 символов.
    ",
}

/// Days of a year in the estimates of the documents.
const DAYS_A_YEAR: f64 = 365.0;

/// Things created within so many years by journeys that store something, or by all that write where none says so.
fn created(context: &Context<'_>, journeys: &[usize], years: f64) -> Option<f64> {
    let rate = |&journey: &usize| Some(context.workload().journeys[journey].rate?.per_second());
    let rates: Vec<f64> = journeys.iter().filter_map(rate).collect();
    let growth = libm::pow(1.0 + context.workload().growth_per_year.unwrap_or(0.0), years);
    (!rates.is_empty()).then(|| rates.iter().sum::<f64>() * SECONDS_A_DAY * DAYS_A_YEAR * years * growth)
}

/// Journeys that create things, by their place in the workload.
fn creating(context: &Context<'_>) -> Vec<usize> {
    let writing =
        || context.workload().journeys.iter().enumerate().filter(|(_, journey)| journey.operation == Operation::Write);
    let stores = |journey: &Journey| journey.stored_bytes.is_some_and(|bytes| bytes > 0.0);
    let storing = writing().any(|(_, journey)| stores(journey));
    writing().filter(|(_, journey)| !storing || stores(journey)).map(|(number, _)| number).collect()
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let (alphabet, length) = (context.workload_number("code_alphabet"), context.workload_number("code_length"));
    let (Some(alphabet), Some(length)) = (alphabet, length) else {
        if alphabet.is_some() || length.is_some() || context.workload_text("id_strategy") == Some("hash") {
            verdict.needs("symbols and length of a code");
        }
        return;
    };
    let Some(maker) = context.front(Operation::Write) else { return };
    let years = context.workload().horizon_years.unwrap_or(1.0);
    let journeys = creating(context);
    let stated = context.workload_number("items_total");
    let Some(ids) = stated.or_else(|| created(context, &journeys, years)) else {
        return verdict.needs("a rate of a journey");
    };
    let space = libm::pow(alphabet, length);
    if ids < space || alphabet < 2.0 {
        return;
    }
    let enough = libm::floor(libm::log(ids) / libm::log(alphabet)) + 1.0;
    let finding = verdict.find(context, &[maker]).measured(ids, space, "codes").of_journeys(journeys).limit_by(
        "symbols ^ length",
        &[("symbols", Part::Workload("code_alphabet")), ("length", Part::Workload("code_length"))],
    );
    if stated.is_some() {
        finding.of(Part::Workload("items_total"));
    } else {
        finding.by(
            "codes a day × days a year × years × (1 + growth) ^ years",
            &[
                ("codes a day", Part::RequestsADay),
                ("days a year", Part::Constant(DAYS_A_YEAR)),
                ("years", Part::Years),
                ("growth", Part::Growth),
            ],
        );
    }
    finding
        .with("space", Value::Amount(space, "codes"))
        .with("horizon", Value::Seconds(years * DAYS_A_YEAR * SECONDS_A_DAY))
        .with("ids", Value::Amount(ids, "codes"))
        .with("length", Value::Count(enough.max(length + 1.0)));
}

fn mend<'a>(finding: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    Fix::of(context.graph).set_workload("code_length", finding.figure("length")?, None).done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_hex_codes_run_out_within_the_horizon() {
        check(
            "id-code-space",
            r#"{"workload": {"journeys": [{"id": "shorten", "entry": "client", "operation": "write", "rate": {"per_day": 100000000}, "stored_bytes": 500}],
                    "horizon_years": 3, "code_alphabet": 16, "code_length": 7},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn silent_when_base62_codes_suffice() {
        check(
            "id-code-space",
            r#"{"workload": {"journeys": [{"id": "shorten", "entry": "client", "operation": "write", "rate": {"per_day": 100000000}, "stored_bytes": 500}],
                    "horizon_years": 3, "code_alphabet": 62, "code_length": 7},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_the_length_is_open() {
        check_not_checked(
            "id-code-space",
            r#"{"workload": {"journeys": [{"id": "shorten", "entry": "client", "operation": "write", "rate": {"per_day": 100000000}, "stored_bytes": 500}],
                    "horizon_years": 3, "code_alphabet": 62},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
