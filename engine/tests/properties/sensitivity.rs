//! Statements about assumptions: what is promised for an end of a range is what comes out when somebody says it.

use loadbearing_engine::design::{Design, Setting};
use loadbearing_engine::evaluate;
use loadbearing_engine::report::{Assumed, Influence, Report, sensitivity};
use proptest::prelude::*;

use super::support::{config, designs};

/// The design, with a value said where an influence says that it is assumed; `None` where several connections bear the
/// same name.
fn said(design: &Design, influence: &Influence, value: Assumed) -> Option<Design> {
    let mut design = design.clone();
    let setting = match value {
        Assumed::Figure(figure) => Setting::Number(figure),
        Assumed::Switch(on) => Setting::Switch(on),
    };
    let (subject, name) = (&influence.subject, influence.name.to_string());
    match influence.setting.split(['[', '.']).next().unwrap() {
        "workload" => {
            let journey = design.workload.journeys.iter_mut().find(|journey| journey.id == *subject).unwrap();
            assert_eq!(journey.peak_factor, None);
            journey.peak_factor = setting.number();
        }
        "places" => {
            let place = design.places.iter_mut().find(|place| place.id == *subject).unwrap();
            assert_eq!(place.availability, None);
            place.availability = setting.number();
        }
        "components" => {
            let component = design.components.iter_mut().find(|component| component.id == *subject).unwrap();
            assert_eq!(component.settings.insert(name, setting), None);
        }
        _ => {
            let called =
                |from: &str, to: &str, id: &Option<String>| id.clone().unwrap_or_else(|| format!("{from}->{to}"));
            let mut same = design.connections.iter_mut().filter(|it| called(&it.from, &it.to, &it.id) == *subject);
            let connection = same.next().unwrap();
            if same.next().is_some() {
                return None;
            }
            assert_eq!(connection.settings.insert(name, setting), None);
        }
    }
    Some(design)
}

/// Bottleneck and load factor, and of each journey: sustainable rate, unavailability, 99th percentile.
type Verdict = (Option<(String, f64)>, Vec<(String, [Option<f64>; 3])>);

fn verdict(report: &Report) -> Verdict {
    let bottleneck = report.bottleneck.as_ref().map(|it| (it.component.clone(), it.load_factor_at_saturation));
    let journeys = report.journeys.iter().map(|(id, journey)| {
        let down = journey.unavailability.filter(|_| journey.method == "exact");
        (id.clone(), [journey.sustainable, down, journey.latency_ms.p99])
    });
    (bottleneck, journeys.collect())
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn an_end_of_a_range_that_is_said_gives_what_was_promised(design in designs()) {
        let (influences, _) = sensitivity(&design);
        let now = verdict(&evaluate(&design));
        for influence in &influences {
            for end in [&influence.low, &influence.high] {
                let Some(changed) = said(&design, influence, end.value) else { continue };
                let (bottleneck, journeys) = verdict(&evaluate(&changed));
                let promised = end.bottleneck.clone().zip(end.load_factor_at_saturation);
                prop_assert_eq!(bottleneck, promised, "{}", influence.setting);
                for ((id, got), (_, before)) in journeys.iter().zip(&now.1) {
                    let promised = end.journeys.get(id).map_or(*before, |it| [it.sustainable, it.unavailability, it.p99_ms]);
                    prop_assert_eq!(*got, promised, "{} {}", &influence.setting, id);
                }
            }
        }
    }

    #[test]
    fn what_is_said_is_no_assumption_any_more(design in designs(), which in any::<prop::sample::Index>()) {
        let (influences, _) = sensitivity(&design);
        if influences.is_empty() {
            return Ok(());
        }
        let influence = which.get(&influences);
        let Some(changed) = said(&design, influence, influence.value) else { return Ok(()) };
        let (after, _) = sensitivity(&changed);
        prop_assert!(after.iter().all(|it| it.setting != influence.setting), "{}", influence.setting);
        // Saying what was assumed changes nothing.
        prop_assert_eq!(verdict(&evaluate(&changed)), verdict(&evaluate(&design)), "{}", influence.setting);
        let rest = influences.iter().filter(|it| it.setting != influence.setting).map(|it| &it.setting);
        let rest: std::collections::BTreeSet<&String> = rest.collect();
        prop_assert_eq!(after.iter().map(|it| &it.setting).collect::<std::collections::BTreeSet<_>>(), rest);
    }

    #[test]
    fn the_strongest_come_first_and_each_does_something(design in designs()) {
        let (influences, _) = sensitivity(&design);
        for pair in influences.windows(2) {
            prop_assert!((pair[0].turns, pair[0].factor) >= (pair[1].turns, pair[1].factor));
        }
        for influence in &influences {
            let moves = !influence.low.journeys.is_empty() || !influence.high.journeys.is_empty();
            prop_assert!(influence.turns > 0 || influence.factor > 1.0 || moves);
            prop_assert_eq!(influence.turns, influence.low.turned.len() + influence.high.turned.len());
            let evaluated = [&influence.low, &influence.high].into_iter().filter(|end| end.value != influence.value).count();
            prop_assert_eq!(influence.evaluations, evaluated);
        }
    }
}
