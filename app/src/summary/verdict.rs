//! The verdict in one line: what is busiest, how much room is left, how available each journey is, and what
//! everything falls without.

use loadbearing_engine::analysis::capacity::target_utilization;
use loadbearing_engine::design::{Design, Setting};
use loadbearing_engine::report::workings::Number;
use loadbearing_engine::report::{Bottleneck, JourneyReport, Report};

use super::Tone;
use super::balance::tone_of;
use super::names::{few_of, name_of, names_of};
use super::working::Worked;
use crate::languages::figures::{percent, percent_below, significant};
use crate::languages::{find, t, t_with};

/// One sentence of the verdict.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Which one it is, for tests and style sheets: `bottleneck`, `retries`, `answered`, `availability`, `weak-points`,
    /// `start`.
    pub about: &'static str,
    /// How good or bad it is.
    pub tone: Tone,
    /// What it says.
    pub text: String,
    /// Ids of the components that it speaks of.
    pub shows: Vec<String>,
    /// Its numbers that can be opened, each with a name.
    pub numbers: Vec<(String, Worked)>,
}

impl Sentence {
    /// A sentence that shows nothing and has no number to open.
    #[must_use]
    pub fn plain(about: &'static str, tone: Tone, text: String) -> Self {
        Self { about, tone, text, shows: Vec::new(), numbers: Vec::new() }
    }
}

/// The verdict on a design.
#[must_use]
pub fn verdict(design: &Design, report: &Report) -> Vec<Sentence> {
    let unknown = |text: &str| vec![Sentence::plain("start", Tone::Unknown, text.to_owned())];
    if design.components.is_empty() {
        return unknown(t("verdict.empty"));
    }
    if design.workload.journeys.is_empty() {
        return unknown(t("verdict.no-journeys"));
    }
    if report.format.is_empty() {
        return unknown(t("verdict.pending"));
    }
    let mut sentences = vec![busiest(design, report)];
    sentences.extend(retried(design, report));
    sentences.extend(answered(design, report));
    sentences.extend(availability(design, report));
    sentences.push(weak_points(design, report));
    sentences
}

/// The verdict as one text, for screen readers and for copying.
#[must_use]
pub fn line(sentences: &[Sentence]) -> String {
    let texts: Vec<&str> = sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    texts.join(" ")
}

fn busiest(design: &Design, report: &Report) -> Sentence {
    let shows: Vec<String> = report.endless().cloned().collect();
    if !shows.is_empty() {
        let text = t_with("verdict.endless", &[("names", &few_of(design, &shows))]);
        return Sentence { shows, ..Sentence::plain("bottleneck", Tone::Bad, text) };
    }
    let Some(bottleneck) = &report.bottleneck else {
        let has_rates = design.workload.journeys.iter().any(|journey| journey.rate.is_some());
        let text = if has_rates { t("verdict.unlimited") } else { t("verdict.no-rates") };
        return Sentence::plain("bottleneck", Tone::Unknown, text.to_owned());
    };
    let Bottleneck { component, tied_with, utilization, load_factor_at_saturation } = bottleneck;
    let shows: Vec<String> = std::iter::once(component).chain(tied_with).cloned().collect();
    let name = names_of(design, &shows);
    let target = target_utilization(design);
    let load = percent(*utilization);
    let (tone, text) = if *utilization > 1.0 {
        let carried = percent(*load_factor_at_saturation);
        let times = significant(*utilization);
        let values: [(&str, &dyn std::fmt::Display); 4] =
            [("name", &name), ("load", &load), ("times", &times), ("carried", &carried)];
        // Beyond ten times, per cent are hard to read.
        let is_far = *utilization >= 10.0;
        (Tone::Bad, if is_far { t_with("verdict.far-over", &values) } else { t_with("verdict.over", &values) })
    } else {
        let room = significant(*load_factor_at_saturation);
        let values: [(&str, &dyn std::fmt::Display); 4] =
            [("name", &name), ("load", &load), ("room", &room), ("target", &percent(target))];
        if *utilization > target {
            (Tone::Warn, t_with("verdict.over-target", &values))
        } else {
            (Tone::Fine, t_with("verdict.fits", &values))
        }
    };
    let (tone, text) = match grows(design, report, component).filter(|_| *utilization > target) {
        None => (tone, text),
        // It is short of copies until they are there.
        Some((true, more)) => (Tone::Warn, format!("{text} {more}")),
        Some((false, more)) => (tone, format!("{text} {more}")),
    };
    let named = t_with("verdict.load-of", &[("name", &name_of(design, component))]);
    let numbers = vec![
        (named, Worked::Number(Number::Utilization(component.clone()))),
        (t("verdict.peak-carried").to_owned(), Worked::Number(Number::LoadFactor)),
    ];
    Sentence { shows, numbers, ..Sentence::plain("bottleneck", tone, text) }
}

/// Whether as many copies as autoscaling may add carry the peak, and that in words; `None` where it adds none.
fn grows(design: &Design, report: &Report, id: &str) -> Option<(bool, String)> {
    let component = design.components.iter().find(|component| component.id == id)?;
    let most = design.said(component, "autoscaling_max").and_then(Setting::number)?;
    let needed = report.components.get(id)?.needed.as_ref().filter(|needed| needed.unit == "instances")?.at_full;
    let is_enough = needed as f64 <= most;
    let key = if is_enough { "verdict.grows" } else { "verdict.grows-short" };
    let is_more = most > f64::from(component.instances.unwrap_or(1));
    is_more.then(|| (is_enough, t_with(key, &[("most", &significant(most)), ("needed", &needed)])))
}

/// What retries alone overload, if anything.
fn retried(design: &Design, report: &Report) -> Option<Sentence> {
    let shows: Vec<String> = report.overloaded_by_retries().cloned().collect();
    let text = t_with("verdict.retried", &[("names", &few_of(design, &shows))]);
    (!shows.is_empty()).then(|| Sentence { shows, ..Sentence::plain("retries", Tone::Bad, text) })
}

/// Journeys of which not all requests are answered at peak, for timeouts, retries, pools, places and queues with an end.
fn answered(design: &Design, report: &Report) -> Option<Sentence> {
    let least = report.short_of_answers().map(|(_, share)| share).reduce(f64::min)?;
    let each = |(id, share): (&String, f64)| {
        t_with("verdict.answered-of", &[("journey", &name_of(design, id)), ("share", &percent_below(share, Some(1.0)))])
    };
    let parts: Vec<String> = report.short_of_answers().map(each).collect();
    let text = t_with("verdict.answered", &[("journeys", &parts.join("; "))]);
    Some(Sentence::plain("answered", tone_of(least), text))
}

/// How available each journey is; nothing where that is not known yet.
fn availability(design: &Design, report: &Report) -> Option<Sentence> {
    let wanted = design.requirements.availability;
    let (mut parts, mut numbers) = (Vec::new(), Vec::new());
    let mut tone = Tone::Fine;
    for journey in &design.workload.journeys {
        let Some(share) = report.journeys.get(&journey.id).and_then(|figures| figures.availability) else { continue };
        let falls_short = wanted.is_some_and(|wanted| share < wanted);
        if falls_short || share <= 0.0 {
            tone = Tone::Bad;
        }
        let name = journey.label();
        let named = t_with("verdict.availability-of", &[("journey", &name)]);
        numbers.push((named, Worked::Number(Number::Availability(journey.id.clone()))));
        parts.push(match wanted.filter(|_| falls_short) {
            Some(wanted) => {
                let (share, wanted) = (percent_below(share, Some(wanted)), percent(wanted));
                t_with("verdict.journey-short", &[("journey", &name), ("share", &share), ("wanted", &wanted)])
            }
            None => t_with("verdict.journey", &[("journey", &name), ("share", &percent(share))]),
        });
    }
    (!parts.is_empty()).then(|| {
        let text = t_with("verdict.availability", &[("journeys", &parts.join("; "))]);
        Sentence { numbers, ..Sentence::plain("availability", tone, text) }
    })
}

fn weak_points(design: &Design, report: &Report) -> Sentence {
    let ids = |wanted: &dyn Fn(&str) -> bool| {
        let mut ids: Vec<String> = report
            .single_points_of_failure
            .iter()
            .filter(|point| wanted(&point.because))
            .map(|point| point.id.clone())
            .collect();
        ids.dedup();
        ids
    };
    let structural = ids(&|because| because != "capacity");
    let mut by_capacity = ids(&|because| because == "capacity");
    by_capacity.retain(|id| !structural.contains(id));
    let mut texts = Vec::new();
    if !structural.is_empty() {
        texts.push(t_with("verdict.weak", &[("names", &few_of(design, &structural))]));
    }
    if !by_capacity.is_empty() {
        texts.push(t_with("verdict.weak-by-capacity", &[("names", &few_of(design, &by_capacity))]));
    }
    let tone = match (structural.is_empty(), by_capacity.is_empty()) {
        (true, true) => Tone::Fine,
        (true, false) => Tone::Warn,
        _ => Tone::Bad,
    };
    // What is down as it stands, no loss takes down.
    let is_down = |journey: &JourneyReport| journey.availability.is_some_and(|share| share <= 0.0);
    let (tone, key) = match report.journeys.values().any(is_down) {
        true if tone == Tone::Fine => (Tone::Unknown, "verdict.no-weak-of-rest"),
        _ => (tone, "verdict.no-weak"),
    };
    if texts.is_empty() {
        texts.extend(find(key).map(str::to_owned));
    }
    let shows = [structural, by_capacity].concat();
    Sentence { shows, ..Sentence::plain("weak-points", tone, texts.join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::design::{Component, Journey, Operation, Rate};
    use loadbearing_engine::report::{ComponentReport, SinglePointOfFailure};

    fn design() -> Design {
        let component = |id: &str, name: &str| Component {
            id: id.to_owned(),
            name: Some(name.to_owned()),
            kind: "server".to_owned(),
            ..Component::default()
        };
        let mut design =
            Design { components: vec![component("api", "API"), component("redis", "Redis")], ..Design::default() };
        design.workload.journeys.push(Journey {
            id: "redirect".to_owned(),
            name: Some("Open a link".to_owned()),
            entry: "api".to_owned(),
            operation: Operation::Read,
            rate: Some(Rate::PerSecond(1.0)),
            peak_factor: None,
            daily_curve: None,
            content: None,
            request_bytes: None,
            response_bytes: None,
            stored_bytes: None,
        });
        design
    }

    fn report() -> Report {
        let mut report = loadbearing_engine::evaluate(&Design::default());
        report.bottleneck = Some(Bottleneck {
            component: "redis".to_owned(),
            tied_with: Vec::new(),
            utilization: 3.897,
            load_factor_at_saturation: 0.2566,
        });
        report
            .journeys
            .insert("redirect".to_owned(), JourneyReport { availability: Some(0.998_998), ..JourneyReport::default() });
        report.single_points_of_failure = [("api", "structure"), ("redis", "capacity")]
            .map(|(id, because)| SinglePointOfFailure {
                id: id.to_owned(),
                what: "component".into(),
                journeys: vec!["redirect".to_owned()],
                because: because.into(),
            })
            .into();
        report
    }

    #[test]
    fn the_worked_shortener_reads_as_one_line() {
        let mut design = design();
        design.requirements.availability = Some(0.999);
        let sentences = verdict(&design, &report());
        assert_eq!(
            line(&sentences),
            "Redis is the bottleneck: 390 % of what it can do at peak, so the design carries 25.7 % of its peak. \
             Availability: Open a link 99.8998 % (99.9 % wanted). \
             Everything falls without API. The rest cannot carry the peak without Redis."
        );
        assert!(sentences.iter().all(|sentence| sentence.tone == Tone::Bad));
        assert_eq!(sentences[0].shows, ["redis"]);
    }

    #[test]
    fn a_design_with_room_says_how_much() {
        let mut report = report();
        report.bottleneck = Some(Bottleneck {
            component: "api".to_owned(),
            tied_with: vec!["redis".to_owned()],
            utilization: 0.5,
            load_factor_at_saturation: 2.0,
        });
        report.single_points_of_failure.clear();
        let sentences = verdict(&design(), &report);
        assert_eq!(sentences[0].tone, Tone::Fine);
        assert!(sentences[0].text.contains("API, Redis") && sentences[0].text.contains("2 times"), "{sentences:?}");
        assert_eq!(sentences.last().map(|last| last.tone), Some(Tone::Fine));
    }

    #[test]
    fn what_autoscaling_may_add_is_said_where_it_is_needed() {
        let verdict_of = |settings: &str, peak: u32| {
            let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [{"id": "go", "entry": "api", "operation": "read",
                    "rate": {"per_second": PEAK}, "peak_factor": 1}]},
                "components": [{"id": "api", "kind": "server", "instances": 2, "settings": {"rps_capacity": 100 SETTINGS}}],
                "connections": []}"#;
            let text = text.replace("PEAK", &peak.to_string()).replace("SETTINGS", settings);
            let design = loadbearing_engine::read(&text).unwrap().design;
            let first = verdict(&design, &loadbearing_engine::evaluate(&design)).remove(0);
            (first.tone, first.text)
        };
        let (tone, text) = verdict_of(r#", "autoscaling_max": 8"#, 600);
        assert!(text.ends_with("Autoscaling may take it to 8 instances; 6 carry the peak."), "{text}");
        assert_eq!(tone, Tone::Warn);
        let (tone, text) = verdict_of(r#", "autoscaling_max": 8"#, 900);
        assert!(text.ends_with("Autoscaling takes it to 8 instances at most; the peak needs 9."), "{text}");
        assert_eq!(tone, Tone::Bad);
        for (settings, peak) in [("", 600), (r#", "autoscaling_max": 2"#, 600), (r#", "autoscaling_max": 8"#, 100)] {
            assert!(!verdict_of(settings, peak).1.contains("Autoscaling"), "{settings} {peak}");
        }
    }

    #[test]
    fn a_loop_without_end_goes_before_all_that_fits() {
        let mut report = report();
        report.components.insert("api".to_owned(), ComponentReport { peak: None, ..ComponentReport::default() });
        let sentences = verdict(&design(), &report);
        assert_eq!((sentences[0].tone, &*sentences[0].shows), (Tone::Bad, &["api".to_owned()][..]));
        assert!(sentences[0].text.starts_with("A loop without end leads to API"), "{sentences:?}");
    }

    #[test]
    fn what_retries_alone_overload_is_said_beside_what_fits() {
        let text = r#"{"format": "loadbearing/1", "workload": {"journeys": [{"id": "go", "entry": "client",
                "operation": "read", "rate": {"per_second": 99}, "peak_factor": 1}]},
            "components": [{"id": "client", "kind": "client-web"},
                {"id": "b", "kind": "service", "settings": {"rps_capacity": 100}}],
            "connections": [{"from": "client", "to": "b", "retries": 2, "timeout_ms": 100}]}"#;
        let design = loadbearing_engine::read(text).unwrap().design;
        let sentences = verdict(&design, &loadbearing_engine::evaluate(&design));
        let retried = sentences.iter().find(|sentence| sentence.about == "retries").unwrap();
        assert_eq!((retried.shows.as_slice(), retried.tone), (&["b".to_owned()][..], Tone::Bad));
    }

    #[test]
    fn no_loss_is_said_to_spare_what_is_down_as_it_stands() {
        let mut report = report();
        report.single_points_of_failure.clear();
        report.journeys.values_mut().for_each(|journey| journey.availability = Some(0.0));
        let last = verdict(&design(), &report).pop().unwrap();
        assert_eq!((last.tone, &*last.text), (Tone::Unknown, t("verdict.no-weak-of-rest")));
    }

    #[test]
    fn what_is_not_there_yet_is_said() {
        let empty = loadbearing_engine::evaluate(&Design::default());
        assert_eq!(verdict(&Design::default(), &empty).len(), 1);
        let mut without = design();
        without.workload.journeys[0].rate = None;
        assert_eq!(verdict(&without, &empty)[0].tone, Tone::Unknown);
        without.workload.journeys.clear();
        assert_eq!(verdict(&without, &empty)[0].about, "start");
    }
}
