//! The rules that the documents ask for, against those that there are: every one that a program can check is checked,
//! by a rule of its name or, where it is a figure rather than a fault, by what is named here.

use std::collections::{BTreeMap, BTreeSet};

use loadbearing_engine::rules::{self, Needs, Origin};

/// Ids of the documented rules, each with what it takes to check it: the drawing (A), the workload (B), a declared wish
/// or fact (C), or a person (D).
const DOCUMENTED: &str = include_str!("documented_rules.txt");

/// Documented rules that ask for a figure, and where it stands.
const FIGURES: [(&str, &str); 2] = [
    // "Print the count next to the finding of those two rules; never count it as a finding of its own."
    ("cap-servers-insufficient", "servers-needed"),
    ("st-cost-estimate", "storage-cost-per-year"),
];

fn documented() -> BTreeMap<&'static str, &'static str> {
    DOCUMENTED.lines().filter_map(|line| line.split_once(' ')).collect()
}

#[test]
fn all_340_that_a_program_can_check_are_checked() {
    let all = documented();
    let of = |sort: &str| all.values().filter(|known| **known == sort).count();
    assert_eq!([of("A"), of("B"), of("C"), of("D")], [171, 58, 111, 15]);
    let there: BTreeSet<&str> = rules::all().map(|rule| rule.id).collect();
    let figures: BTreeSet<&str> = FIGURES.iter().map(|(id, _)| *id).collect();
    let unchecked: Vec<&str> = all
        .iter()
        .filter(|(id, sort)| **sort != "D" && !there.contains(**id) && !figures.contains(**id))
        .map(|(id, _)| *id)
        .collect();
    assert!(unchecked.is_empty(), "nothing checks {unchecked:?}");
    assert!(figures.is_disjoint(&there), "a figure is no finding");
    let checked = there.iter().filter(|id| all.contains_key(**id)).count() + figures.len();
    assert_eq!(checked, 340);
}

#[test]
fn every_rule_is_documented_or_says_that_it_is_ours() {
    let all = documented();
    let mut ours = 0;
    for rule in rules::all() {
        let is_documented = all.get(rule.id).is_some_and(|sort| *sort != "D");
        assert_eq!(
            is_documented,
            rule.origin != Origin::Own,
            "{}: `Origin::Own` is for what no document lists",
            rule.id
        );
        ours += usize::from(!is_documented);
    }
    assert!(ours > 5, "{ours} are ours: the check sees little");
}

#[test]
fn figures_are_among_the_estimates() {
    for (rule, estimate) in FIGURES {
        assert!(loadbearing_engine::formulas::find(estimate).is_some(), "{rule}");
    }
}

/// Rules about the workload that also need a limit, which is a wish.
const OF_LIMITS: [&str; 2] = ["res-latency-budget", "slo-latency"];

/// A rule says that it needs what the documents say: the drawing, the workload, or a declared wish or fact.
#[test]
fn rules_need_what_the_documents_say() {
    let all = documented();
    for rule in rules::all() {
        let needs = match all.get(rule.id) {
            Some(&"A") => Needs::Structure,
            Some(&"B") if !OF_LIMITS.contains(&rule.id) => Needs::Workload,
            Some(_) => Needs::Declaration,
            None => continue,
        };
        assert_eq!(rule.needs, needs, "{}", rule.id);
    }
}

/// No rule stands twice, replaces itself, or replaces one that there is not.
#[test]
fn precedence_names_rules_that_there_are() {
    let mut seen = BTreeSet::new();
    for rule in rules::all() {
        assert!(seen.insert(rule.id), "{} is there twice", rule.id);
        for other in rule.replaces {
            assert!(rules::find(other).is_some_and(|other| other.id != rule.id), "{}: {other}", rule.id);
        }
    }
}
