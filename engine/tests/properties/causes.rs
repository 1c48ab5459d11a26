//! Statements about what takes journeys down.

use std::collections::BTreeSet;

use loadbearing_engine::analysis::Graph;
use loadbearing_engine::analysis::capacity::loads;
use loadbearing_engine::analysis::copy_failures::OfOne;
use loadbearing_engine::analysis::cut_sets::{cut_sets, cut_sets_by_search};
use loadbearing_engine::analysis::traffic::solve;
use loadbearing_engine::analysis::weak_points::dependence;
use loadbearing_engine::design::{Design, Setting};
use loadbearing_engine::report::{Causes, Down, Member, Scenario};
use loadbearing_engine::{Evaluation, evaluate, evaluate_scenario};
use proptest::prelude::*;

use super::support::{config, designs, shuffled};

fn causes(design: &Design) -> std::collections::BTreeMap<String, Causes> {
    Evaluation::begin(&Graph::new(design)).all_causes()
}

/// The design with something that never fails of itself.
fn with_perfect(design: &Design, of: &Member) -> Design {
    let mut design = design.clone();
    if of.what == "component" {
        let component = design.components.iter_mut().find(|one| one.id == of.id).unwrap();
        component.settings.insert("availability".to_owned(), Setting::Number(1.0));
    } else {
        design.places.iter_mut().find(|one| one.id == of.id).unwrap().availability = Some(1.0);
    }
    design
}

fn fails_without(design: &Design, members: &[Member]) -> BTreeSet<String> {
    let down = |member: &Member| match &*member.what {
        "component" => Down::Component(member.id.clone()),
        _ => Down::Place(member.id.clone()),
    };
    let scenario = Scenario { down: members.iter().map(down).collect(), ..Scenario::default() };
    let outcome = evaluate_scenario(design, &scenario);
    outcome.journeys.into_iter().filter(|(_, journey)| journey.state == "fails").map(|(id, _)| id).collect()
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn what_never_fails_any_more_gains_exactly_what_was_promised(design in designs()) {
        let report = evaluate(&design);
        for (id, causes) in causes(&design) {
            let before = report.journeys[&id].unavailability.unwrap();
            let mut last = f64::INFINITY;
            for one in &causes.contributions {
                prop_assert!(one.gain > 0.0 && one.gain <= last && one.gain <= before * (1.0 + 1e-12), "{:?}", one);
                last = one.gain;
                let after = evaluate(&with_perfect(&design, &one.of)).journeys[&id].unavailability.unwrap();
                prop_assert!((before - after - one.gain).abs() <= 1e-12 * before, "{} {} {:?}", before, after, one);
            }
            // Whoever is not there gains nothing.
            let all = design.components.iter().map(|one| (&one.id, "component")).chain(design.places.iter().map(|one| (&one.id, "place")));
            for (of, what) in all {
                let of = Member { id: of.clone(), what: what.into() };
                if causes.contributions.iter().all(|one| one.of != of) && design_has_availability(&design, &of) {
                    let after = evaluate(&with_perfect(&design, &of)).journeys[&id].unavailability.unwrap();
                    prop_assert!((before - after).abs() <= 1e-11 * before, "{:?}", of);
                }
            }
        }
    }

    #[test]
    fn every_cut_fails_its_journey_and_none_of_it_could_be_spared(design in designs()) {
        let report = evaluate(&design);
        for (id, causes) in causes(&design) {
            let cuts = &causes.cuts;
            prop_assert_eq!(cuts.found.iter().sum::<u64>(), cuts.listed.len() as u64 + cuts.not_listed);
            for cut in &cuts.listed {
                prop_assert!(fails_without(&design, &cut.members).contains(&id), "{:?}", cut);
                for spared in 0..cut.members.len() {
                    let mut rest = cut.members.clone();
                    rest.remove(spared);
                    prop_assert!(!fails_without(&design, &rest).contains(&id), "{:?} without {}", cut, spared);
                }
                // While all of it is down the journey is.
                let down = report.journeys[&id].unavailability.unwrap();
                prop_assert!(cut.probability > 0.0 && cut.probability <= down * (1.0 + 1e-12), "{:?}", cut);
            }
            // Nothing is missing: of one and of two members all are tried.
            let members: Vec<Member> = design.components.iter().map(|one| (&one.id, "component"))
                .chain(design.places.iter().map(|one| (&one.id, "place")))
                .map(|(id, what)| Member { id: id.clone(), what: what.into() })
                .filter(|of| can_fail(&design, of)).collect();
            if fails_without(&design, &[]).contains(&id) {
                prop_assert!(cuts.listed.is_empty());
                continue;
            }
            let holds_a_cut = |set: &[Member]| cuts.listed.iter().any(|cut| cut.members.iter().all(|one| set.contains(one)));
            for (at, one) in members.iter().enumerate() {
                for other in &members[at..] {
                    let set = [one.clone(), other.clone()];
                    prop_assert_eq!(fails_without(&design, &set).contains(&id), holds_a_cut(&set), "{:?}", set);
                }
            }
        }
    }

    #[test]
    fn cuts_found_set_by_set_are_those_of_the_diagram(design in designs()) {
        let graph = Graph::new(&design);
        let traffic = solve(&graph);
        let loads = loads(&graph, &traffic);
        for structure in &dependence(&graph, &traffic).structures {
            let diagram = cut_sets(&graph, &traffic, &loads, structure).unwrap();
            prop_assert_eq!(&cut_sets_by_search(&graph, &traffic, &loads, structure).unwrap(), &diagram);
        }
    }

    #[test]
    fn causes_do_not_depend_on_the_order_of_the_file(design in designs(), turn in 0_usize..8) {
        let (one, other) = (causes(&design), causes(&shuffled(design.clone(), turn)));
        prop_assert_eq!(serde_json::to_string(&one).unwrap(), serde_json::to_string(&other).unwrap());
    }
}

/// Whether there is a figure to set.
fn design_has_availability(design: &Design, of: &Member) -> bool {
    let graph = Graph::new(design);
    of.what != "component" || graph.find(&of.id).is_some_and(|node| graph.nodes[node].number("availability").is_some())
}

fn can_fail(design: &Design, of: &Member) -> bool {
    let graph = Graph::new(design);
    let available = match graph.find(&of.id).filter(|_| of.what == "component") {
        Some(node) => OfOne::of(&graph.nodes[node]).value(),
        None => graph.fates.iter().find(|fate| fate.place.id == of.id).map_or(1.0, |fate| fate.availability.value),
    };
    available < 1.0
}
