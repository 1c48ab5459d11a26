//! What the second language says of everything that the engine says: kinds, settings, rules, calculators, and the sentences
//! of reports. A text without words stands in the message as a line that a language file only has to finish.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Once;

use loadbearing_app::languages::{figures, is_original, learn, phrase, t};
use loadbearing_app::quantity::{self, Period, Quantity};
use loadbearing_app::summary::knowledge::page as knowledge_page;
use loadbearing_app::summary::names::said;
use loadbearing_engine::calculate;
use loadbearing_engine::calculator::Described;
use loadbearing_engine::design::vocabulary::{
    CONNECTION, Fallback, REQUIREMENTS, SettingSpec, Shape, THRESHOLDS, WORKLOAD,
};
use loadbearing_engine::design::{Component, Design, Rate};
use loadbearing_engine::kinds::catalogue;
use loadbearing_engine::knowledge::Reference;
use loadbearing_engine::report::Working;
use loadbearing_engine::report::workings::{Number, working};
use loadbearing_engine::rules::finding::without_target;

/// English texts that have to be told.
type Texts = BTreeSet<String>;

fn speak() {
    static SPOKEN: Once = Once::new();
    SPOKEN.call_once(|| {
        learn(include_str!("../../static/words-ru.txt").to_owned());
        learn(include_str!("../../static/words-ru-later.txt").to_owned());
        learn(include_str!("../../static/words-ru-more.txt").to_owned());
    });
    assert!(!is_original());
}

/// Every text is told.
#[track_caller]
fn assert_told(texts: &Texts) {
    speak();
    assert!(!texts.is_empty(), "nothing was gathered: the check sees nothing");
    let lines: Vec<String> =
        texts.iter().filter(|text| phrase(text).is_none()).map(|text| format!("{text} ⇒ \n")).collect();
    assert!(lines.is_empty(), "{} texts have no words:\n{}", lines.len(), lines.concat());
}

/// A text on one line, as language files hold it.
fn put(texts: &mut Texts, text: &str) {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().any(char::is_alphabetic) {
        texts.insert(text);
    }
}

fn put_setting(texts: &mut Texts, spec: &SettingSpec) {
    put(texts, spec.label);
    put(texts, spec.meaning);
    if let Shape::Choice(words) = spec.shape {
        words.iter().for_each(|word| put(texts, word));
    }
    if let Fallback::Text(word) = spec.default {
        put(texts, word);
    }
    spec.ranges.iter().for_each(|range| put(texts, range.because));
}

#[test]
fn the_page_speaks_it() {
    speak();
    assert_eq!(t("verdict.title"), "Вердикт");
    assert_eq!(figures::seconds(8.8 * 86_400.0), "8,8\u{a0}дня");
    assert_eq!(figures::a_second(1_168_981.5), "1,17\u{a0}млн/с");
    assert_eq!(figures::grouped(10_000.0), "10\u{202f}000");
    assert_eq!(figures::grouped(1_000.0), "1000");
    let one = "API: 1 instance instead of 3.";
    assert_eq!(said(&Design::default(), one), "API: 1 экземпляр вместо 3.");
    let full = "Use 12 shards, or 17 to stay at 70 %.";
    assert_eq!(said(&Design::default(), full), "Возьмите 12 шардов или 17, чтобы держать 70\u{a0}%.");
}

#[test]
fn what_is_typed_in_russian_is_understood() {
    speak();
    let rate = |text: &str| quantity::read_rate(Period::Day, text).map(|understood| understood.value);
    assert_eq!(rate("100 млн в день"), Ok(Rate::PerDay(100e6)));
    assert_eq!(rate("1,5 тыс. в секунду"), Ok(Rate::PerSecond(1_500.0)));
    assert_eq!(rate("50 млн пользователей x 10"), Ok(Rate::DailyUsers { users: 50e6, actions: 10.0 }));
    for written in [Rate::PerDay(100e6), Rate::PerSecond(0.5), Rate::DailyUsers { users: 50e6, actions: 10.0 }] {
        assert_eq!(rate(&quantity::write_rate(written)), Ok(written));
    }
    for (kind, value) in [(Quantity::Bytes, 1.5e12), (Quantity::Milliseconds, 10.0), (Quantity::Share, 0.999)] {
        let text = quantity::write(kind, value);
        assert!(!text.contains('.') && text.contains(char::is_whitespace), "{text}");
        assert_eq!(quantity::read(kind, &text).map(|understood| understood.value), Ok(value), "{text}");
    }
}

#[test]
fn texts_that_come_last_hold_no_values() {
    assert!(!include_str!("../../static/words-ru-more.txt").contains('{'));
}

#[test]
fn kinds_and_settings_are_told() {
    let mut texts = Texts::new();
    for kind in catalogue::ALL {
        put(&mut texts, kind.name);
        kind.all_settings().into_iter().for_each(|spec| put_setting(&mut texts, spec));
    }
    for spec in [CONNECTION, WORKLOAD, REQUIREMENTS, THRESHOLDS].into_iter().flatten() {
        put_setting(&mut texts, spec);
    }
    assert_told(&texts);
}

#[test]
fn titles_messages_and_fixes_of_rules_are_told() {
    let mut texts = Texts::new();
    for rule in loadbearing_engine::rules::all() {
        [rule.title, rule.message, rule.fix].into_iter().for_each(|text| put(&mut texts, text));
        put(&mut texts, &without_target(rule.fix));
    }
    assert_told(&texts);
}

#[test]
fn what_rules_lack_is_told() {
    let mut texts = Texts::new();
    loadbearing_engine::rules::missing::MISSING.iter().for_each(|(needs, _)| put(&mut texts, needs));
    assert_told(&texts);
}

#[test]
fn calculators_are_told() {
    let text = include_str!("../../static/calculators.json");
    let all: Vec<Described> = serde_json::from_str(text).expect("they can be read");
    let mut texts = Texts::new();
    for one in &all {
        let lead = one.page.split("\n\n").next().unwrap_or_default();
        [&one.title, &one.group, lead].into_iter().for_each(|text| put(&mut texts, text));
        for input in &one.inputs {
            [&input.label, &input.meaning].into_iter().for_each(|text| put(&mut texts, text));
            input.choices.iter().for_each(|word| put(&mut texts, &word.replace(['-', '_'], " ")));
        }
        let answer = calculate(&one.id, &BTreeMap::new()).expect("its defaults are allowed");
        answer
            .outputs
            .iter()
            .filter(|output| output.id.rsplit('_').next().is_none_or(|end| end.parse::<u32>().is_err()))
            .for_each(|output| put(&mut texts, &output.label));
    }
    assert_told(&texts);
}

#[test]
fn kinds_say_what_they_are_for() {
    let mut texts = Texts::new();
    let text = include_str!("../../static/pages.json");
    let pages: BTreeMap<String, String> = serde_json::from_str(text).expect("they can be read");
    for (_, page) in pages.iter().filter(|(id, _)| id.starts_with("kind.")) {
        put(&mut texts, page.split("\n\n").next().unwrap_or_default());
    }
    assert_told(&texts);
}

#[test]
fn templates_are_told() {
    let text = include_str!("../../static/templates.json");
    let all: BTreeMap<String, String> = serde_json::from_str(text).expect("they can be read");
    let mut texts = Texts::new();
    for (_, text) in all.iter().filter(|(id, _)| !id.ends_with("-fixed")) {
        let design = loadbearing_engine::read(text).expect("it can be read").design;
        [&design.title, &design.notes].into_iter().for_each(|text| put(&mut texts, text));
        let components = design.components.iter().filter_map(|component| component.name.as_deref());
        let journeys = design.workload.journeys.iter().filter_map(|journey| journey.name.as_deref());
        let places = design.places.iter().filter_map(|place| place.name.as_deref());
        components.chain(journeys).chain(places).for_each(|text| put(&mut texts, text));
    }
    assert_told(&texts);
}

#[test]
fn headings_of_the_reference_and_its_trees_are_told() {
    let all: Reference = serde_json::from_str(include_str!("../../static/knowledge.json")).expect("it can be read");
    let mut texts = Texts::new();
    for page in &all.pages {
        [&page.title, &page.section].into_iter().for_each(|text| put(&mut texts, text));
    }
    for tree in &all.trees {
        for question in &tree.questions {
            [&question.asks, &question.why].into_iter().for_each(|text| put(&mut texts, text));
            question.answers.iter().for_each(|answer| put(&mut texts, &answer.says));
        }
        tree.ends.iter().flat_map(|end| [&end.title, &end.text]).for_each(|text| put(&mut texts, text));
    }
    for heading in ["Why it matters", "What to do", "When it is fine", "In short", "Settings", "May lead to"] {
        put(&mut texts, heading);
    }
    assert_told(&texts);
    let mut of_trees = all.pages.iter().filter(|page| page.id.starts_with("tree."));
    assert!(of_trees.all(|page| knowledge_page(&all, Some(&page.id)).is_some_and(|told| told.title != page.title)));
}

#[test]
fn names_stay_whole_whatever_they_hold_and_new_parts_are_told() {
    speak();
    let component = |name: &str| Component { name: Some(name.to_owned()), ..Component::default() };
    let components = ["API: users, old", "API: users", "API"].map(component).to_vec();
    let design = Design { components, ..Design::default() };
    let says = |english: &str| said(&design, english);
    assert_eq!(says("API: users, old: 2 instances instead of 1."), "API: users, old: 2 экземпляра вместо 1.");
    assert_eq!(says("API: users: 5 instances instead of 2."), "API: users: 5 экземпляров вместо 2.");
    let new = says("New: Load balancer (L7) 2, 2 instances, in front of API: users, old.");
    assert!(new.starts_with("Новое: Балансировщик (L7) 2, 2 экземпляра, ") && new.contains("API: users, old"), "{new}");
    assert!(!new.contains("front"), "{new}");
}

#[test]
fn calculators_say_when_they_mislead() {
    let text = include_str!("../../static/calculators.json");
    let all: Vec<Described> = serde_json::from_str(text).expect("they can be read");
    let mut texts = Texts::new();
    for one in &all {
        let page = one.page.lines().map(str::trim).collect::<Vec<_>>().join("\n");
        let (_, after) = page.split_once("## When it misleads\n").expect("each page says so");
        put(&mut texts, after.split("\n\n").next().unwrap_or_default());
    }
    assert_eq!(texts.len(), all.len());
    assert_told(&texts);
}

/// Words that only English sentences have.
const ENGLISH: [&str; 24] = [
    " the ",
    " of ",
    " and ",
    " is ",
    " are ",
    " at ",
    " with ",
    " not ",
    " for ",
    " from ",
    " that ",
    " what ",
    " has ",
    " it ",
    " its ",
    " by ",
    " to ",
    " in ",
    " on ",
    " peak ",
    " copies ",
    " reads ",
    " writes ",
    " capacity ",
];

/// What is English in a text, but for the names of a design.
fn english_in(design: &Design, text: &str) -> Option<String> {
    let mut text = format!(" {} ", said(design, text).to_lowercase().replace([',', '.', ':', ';', '(', ')'], " "));
    let components = design.components.iter().map(|component| component.label());
    let names = components.chain(design.workload.journeys.iter().map(|journey| journey.label()));
    let mut names: Vec<String> =
        names.map(|name| name.to_lowercase().replace([',', '.', ':', ';', '(', ')'], " ")).collect();
    // "Ask for orders" goes before "Orders" does.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    for name in names {
        text = text.replace(&name, "");
    }
    ENGLISH.iter().any(|word| text.contains(word)).then_some(text)
}

#[test]
fn sentences_of_reports_are_told_whatever_they_are_filled_with() {
    speak();
    let mut english = Texts::new();
    let mut seen = 0;
    let mut approximated = Texts::new();
    for (_, text) in loadbearing_engine::templates::ALL {
        let design = loadbearing_engine::read(text).expect("it can be read").design;
        let report = loadbearing_engine::evaluate(&design);
        for finding in &report.findings {
            seen += 1;
            for text in [&finding.message, &finding.fix] {
                english.extend(english_in(&design, text).map(|told| format!("{}: {text} -> {told}\n", finding.rule)));
            }
        }
        let of_times = report.journeys.values().flat_map(|journey| &journey.latency.approximations);
        let of_balance = report.balance.iter().flat_map(|balance| &balance.approximations);
        let found_by = of_times.chain(of_balance).chain(report.queues.iter().flat_map(|queue| &queue.approximations));
        approximated.extend(found_by.map(|text| text.to_string()));
        let needs = report.not_checked.iter().map(|open| &*open.needs);
        english.extend(needs.filter(|needs| phrase(needs).is_none()).map(|needs| format!("{needs} ⇒ \n")));
    }
    assert!(seen > 300, "{seen} findings: the check sees little");
    assert!(approximated.len() > 3, "{approximated:?}");
    english.extend(approximated.into_iter().filter(|text| phrase(text).is_none()));
    assert!(english.is_empty(), "{}", english.into_iter().collect::<String>());
}

#[test]
fn workings_are_told() {
    speak();
    let mut names = Texts::new();
    for id in ["url-shortener-worked", "chat-worked", "news-feed-twitter", "sharded-db", "multi-region", "bulkhead"] {
        let design = loadbearing_engine::templates::find(id).expect("it is there").design;
        let components = design.components.iter().flat_map(|component| {
            let id = || component.id.clone();
            [Number::Utilization(id()), Number::NeededAtFull(id()), Number::Needed(id())]
        });
        let journeys = design.workload.journeys.iter().flat_map(|journey| {
            let id = || journey.id.clone();
            [
                Number::Sustainable(id()),
                Number::Availability(id()),
                Number::AvailabilityAtPeak(id()),
                Number::Latency(id()),
            ]
        });
        for working in components.chain(journeys).filter_map(|number| working(&design, &number)) {
            gather(&design, &working, &mut names);
        }
    }
    assert!(names.is_empty(), "{}", names.into_iter().collect::<String>());
}

/// Names of values that are still English.
fn gather(design: &Design, working: &Working, names: &mut Texts) {
    for input in &working.inputs {
        names.extend(english_in(design, &input.name).map(|told| format!("{} -> {told}\n", input.name)));
        if let Some(inner) = input.inner() {
            gather(design, inner, names);
        }
    }
}
