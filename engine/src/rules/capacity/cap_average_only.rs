//! A rate is given as an average, and nothing says how high its peak is.

use std::collections::BTreeMap;

use crate::design::Journey;
use crate::design::vocabulary::Source;

use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Finding, Fix, Needs, Origin, Severity, Verdict};

rule! {
    /// A rate is given as an average, and nothing says how high its peak is.
    ///
    /// ## Why it matters
    /// The system is not built for the average but for the busiest hour. Peaks are usually 3 to 5 times the
    /// average; the worked examples use 10. Where nothing is said, 3 is assumed here, and every utilisation rests
    /// on it.
    ///
    /// ## What to do
    /// State the factor from measurements; without any, take 3 and try 10.
    ///
    /// ## When it is fine
    /// When the rate already is the peak. Then the factor is 1.
    id: "cap-average-only",
    title: "No peak factor",
    severity: Severity::Info,
    needs: Needs::Workload,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("worked-examples § Useful formulas; mental-models § 17. The Back-of-Envelope Calculations"),
    replaces: &[],
    message: "{component} is entered by {journeys} at an average rate; the peak is not stated, and 3 times the average is assumed.",
    fix: "State the peak factor of {journeys}: 3 as a rule, 10 to be careful.",
    check: check;
    mend: mend;
    in ru: r"
        No peak factor ⇒ Нет коэффициента пика
        {component} is entered by {journeys} at an average rate; the peak is not stated, and 3 times the average is assumed. ⇒ {component}: {journeys} приходят со средней частотой; пик не указан, и допущено, что он втрое выше среднего.
        State the peak factor of {journeys}: 3 as a rule, 10 to be careful. ⇒ Укажите коэффициент пика для {journeys}: обычно 3, с запасом — 10.
    ",
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let is_open =
        |journey: &Journey| journey.rate.is_some() && journey.peak_factor.is_none() && journey.daily_curve.is_none();
    let mut open: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for (_, journey, entry) in context.graph.journeys().filter(|(_, journey, _)| is_open(journey)) {
        open.entry(entry).or_default().push(journey.label());
    }
    for (entry, names) in open {
        verdict.find(context, &[entry]).with("journeys", Value::journeys(&names));
    }
}

/// Peak over average, as a rule.
const USUAL_PEAK: f64 = 3.0;

fn mend<'a>(_: &Finding, context: &Context<'a>) -> Option<Fix<'a>> {
    let mut fix = Fix::of(context.graph);
    for (place, journey, _) in context.graph.journeys() {
        if journey.rate.is_some() && journey.peak_factor.is_none() && journey.daily_curve.is_none() {
            fix.journey(place).peak_factor = Some(USUAL_PEAK);
            let says = format!("“{}”: the peak is {USUAL_PEAK} times the average.", journey.label());
            fix.tell(says, Some(RULE.source));
        }
    }
    fix.done()
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check;

    #[test]
    fn fires_when_only_the_average_is_known() {
        check(
            "cap-average-only",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 10}}]}, "components": [{"id": "api", "kind": "server"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn fires_at_each_entry() {
        check(
            "cap-average-only",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 10}},
                {"id": "clean", "entry": "job", "operation": "write", "rate": {"per_second": 1}}]},
               "components": [{"id": "api", "kind": "server"}, {"id": "job", "kind": "worker"}]}"#,
            &["api", "job"],
        );
    }

    #[test]
    fn silent_when_the_peak_is_stated() {
        check(
            "cap-average-only",
            r#"{"workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read", "rate": {"per_second": 10}, "peak_factor": 5}]},
               "components": [{"id": "api", "kind": "server"}],
               "connections": []}"#,
            &[],
        );
    }
}
