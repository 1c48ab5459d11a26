//! What an inspector asks for, field by field: what a value may be, what is taken without one, and where that comes
//! from. Knows no component; those that have the fields stand in `component_fields` and `connection_fields`.

use loadbearing_engine::design::Setting;
use loadbearing_engine::design::format::Bounds;
use loadbearing_engine::design::vocabulary::{Fallback, SettingSpec, Shape, Source};

use super::day_fields;
use crate::languages::{find, t, t_with, told};
use crate::quantity::{self, Period, Quantity};

/// A number that counts nothing in particular.
const PLAIN: Quantity = Quantity::Number { unit: "" };

/// How a value is put in.
#[derive(Clone, Debug, PartialEq)]
pub enum Control {
    /// A figure.
    Quantity(Quantity),
    /// A whole number that a design file can hold.
    Count(&'static Bounds),
    /// On, off, or as it is without a word.
    Switch,
    /// One of some words: value and label.
    Choice(Vec<(String, String)>),
    /// Always one of some words: value and label.
    OneOf(Vec<(String, String)>),
    /// How often something happens; its value is the text.
    Rate,
    /// A figure for each hour of a day; its value is the text.
    Curve,
    /// Any number of some words: value and label. No value is none of them.
    Several(Vec<(String, String)>),
    /// The same; no value is all of them.
    AllOf(Vec<(String, String)>),
    /// A short text.
    Text,
    /// Words apart by commas.
    Words,
}

impl Control {
    /// Whether it needs all the width there is, so that its longest word can be read. `default` is what stands in it
    /// without a value.
    #[must_use]
    pub fn is_wide(&self, default: &str) -> bool {
        /// Letters that have room beside a label, in a list that is folded.
        const MOST_LETTERS: usize = 15;
        let is_long = |word: &str| word.chars().count() > MOST_LETTERS;
        match self {
            Self::Several(_) | Self::AllOf(_) | Self::Curve => true,
            Self::Choice(words) | Self::OneOf(words) => {
                is_long(default) || words.iter().any(|(_, label)| is_long(label))
            }
            Self::Switch => is_long(default),
            Self::Quantity(_) | Self::Count(_) | Self::Rate | Self::Text | Self::Words => false,
        }
    }
}

/// The words that are ticked, of some that can be; `is_all` says that no value is all of them.
#[must_use]
pub fn ticked(words: &[String], is_all: bool, value: Option<&Setting>) -> Vec<String> {
    match value {
        Some(Setting::Words(chosen)) => chosen.clone(),
        _ if is_all => words.to_vec(),
        _ => Vec::new(),
    }
}

/// The value once a word is ticked, or no more. What no value stands for is not stated; nor is none of all.
#[must_use]
pub fn tick(words: &[String], is_all: bool, value: Option<&Setting>, word: &str, is_on: bool) -> Option<Setting> {
    let mut chosen = ticked(words, is_all, value);
    chosen.retain(|other| other != word);
    if is_on {
        chosen.push(word.to_owned());
    }
    let is_whole = is_all && words.iter().all(|word| chosen.contains(word));
    (!chosen.is_empty() && !is_whole).then_some(Setting::Words(chosen))
}

/// One field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Tells it from the others; part of ids on the page.
    pub name: String,
    /// Shown to people.
    pub label: String,
    /// One sentence: what it means.
    pub meaning: String,
    /// How a value is put in.
    pub control: Control,
    /// What is taken without a value, as people would type it; empty where it stays open.
    pub default: String,
    /// Where that comes from, or that it stays open.
    pub origin: String,
}

impl Field {
    /// The field of a declared setting, with the default that holds for it.
    #[must_use]
    pub fn of(spec: &SettingSpec, default: Fallback, source: Source) -> Self {
        let control = match spec.shape {
            Shape::Number { unit, .. } => Control::Quantity(Quantity::of_unit(unit)),
            Shape::Switch => Control::Switch,
            Shape::Choice(words) => Control::Choice(words.iter().map(|word| plain_choice(word)).collect()),
            Shape::Text => Control::Text,
            Shape::Words => Control::Words,
        };
        let default_text = match default {
            Fallback::Open => String::new(),
            Fallback::Number(value) => written(&control, value),
            Fallback::Switch(is_on) => switch_word(is_on).to_owned(),
            Fallback::Text(word) => told(word).to_owned(),
        };
        let origin = if default == Fallback::Open { t("field.open").to_owned() } else { origin(&default_text, source) };
        Self {
            name: spec.name.to_owned(),
            label: told(spec.label).to_owned(),
            meaning: told(spec.meaning).to_owned(),
            control,
            default: default_text,
            origin,
        }
    }

    /// A field that is no setting; `key` is that of its words, `meaning_key` that of its sentence.
    #[must_use]
    pub fn plain(name: &str, label: &'static str, meaning: &'static str, control: Control) -> Self {
        Self {
            name: name.to_owned(),
            label: label.to_owned(),
            meaning: meaning.to_owned(),
            control,
            default: String::new(),
            origin: String::new(),
        }
    }

    /// Where it stays open and the engine takes something for it nevertheless, with a word on what that is. `whose` are
    /// the settings: those of a `component` or of a `connection`.
    #[must_use]
    pub fn or_taken(self, whose: &str) -> Self {
        let taken = if self.default.is_empty() { find(&format!("absent.{whose}.{}", self.name)) } else { None };
        let origin = taken.map_or(self.origin, |taken| t_with("field.taken", &[("taken", &taken)]));
        Self { origin, ..self }
    }

    /// With a default of its own and a word on where it comes from.
    #[must_use]
    pub fn with_default(self, default: impl Into<String>, origin: impl Into<String>) -> Self {
        Self { default: default.into(), origin: origin.into(), ..self }
    }
}

/// Where a default is an assumption of this program: `Without a value 1: an assumption …`.
#[must_use]
pub fn assumed(default: &str) -> String {
    origin(default, Source::Assumption)
}

/// `Without a value 100 k ops/s (worked-examples § …)`.
fn origin(default: &str, source: Source) -> String {
    match source {
        Source::Documented(text) => t_with("field.documented", &[("default", &default), ("source", &text)]),
        Source::Assumption => t_with("field.assumed", &[("default", &default)]),
    }
}

/// A word of the file, and how people read it.
fn plain_choice(word: &'static str) -> (String, String) {
    let known = told(word);
    (word.to_owned(), if known == word { word.replace('-', " ") } else { known.to_owned() })
}

/// Yes or no.
pub(super) fn switch_word(is_on: bool) -> &'static str {
    if is_on { t("field.on") } else { t("field.off") }
}

fn written(control: &Control, value: f64) -> String {
    match control {
        Control::Quantity(quantity) => quantity::write(*quantity, value),
        Control::Count(_) => quantity::write(PLAIN, value),
        _ => value.to_string(),
    }
}

/// A value as it is shown where it is not put in: switches by their word.
#[must_use]
pub fn shown(control: &Control, value: &Setting) -> String {
    match value {
        Setting::Switch(is_on) => switch_word(*is_on).to_owned(),
        value => text(control, value),
    }
}

/// A value as its field shows it: as people would type it, with few digits where it is exact in many.
#[must_use]
pub fn shown_in_field(control: &Control, value: &Setting) -> String {
    match (control, value) {
        (Control::Quantity(quantity), Setting::Number(value)) => quantity::show(*quantity, *value),
        (Control::Rate, Setting::Text(rate)) => quantity::read_rate(Period::Day, rate)
            .map_or_else(|_| rate.clone(), |understood| quantity::show_rate(understood.value)),
        _ => text(control, value),
    }
}

/// A value as people would type it; reads back to the same.
#[must_use]
pub fn text(control: &Control, value: &Setting) -> String {
    match value {
        Setting::Number(value) => written(control, *value),
        Setting::Switch(is_on) => is_on.to_string(),
        Setting::Text(text) => text.clone(),
        Setting::Words(words) => words.join(", "),
    }
}

/// How a stated value was understood, where its text alone leaves a doubt; empty where it does not.
#[must_use]
pub fn reading(control: &Control, value: &Setting) -> String {
    match control {
        Control::Rate | Control::Curve => {
            read(control, &text(control, value)).map(|(_, words)| words).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// What was typed or chosen, read: the value (`None` sets it back) and how it was understood, or why it was not.
///
/// # Errors
/// When the text is no such value; the words say what was expected.
pub fn read(control: &Control, text: &str) -> Result<(Option<Setting>, String), String> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok((None, String::new()));
    }
    Ok(match control {
        Control::Quantity(wanted) => {
            let understood = quantity::read(*wanted, trimmed).map_err(|misread| misread.to_string())?;
            (Some(Setting::Number(understood.value)), understood.words)
        }
        Control::Count(bounds) => {
            let understood = quantity::read_within(PLAIN, bounds, trimmed).map_err(|misread| misread.to_string())?;
            (Some(Setting::Number(understood.value)), understood.words)
        }
        Control::Switch => (Some(Setting::Switch(trimmed == "true")), String::new()),
        Control::Rate => {
            let understood = quantity::read_rate(Period::Day, trimmed).map_err(|misread| misread.to_string())?;
            (Some(Setting::Text(trimmed.to_owned())), understood.words)
        }
        Control::Curve => {
            let curve = day_fields::read(trimmed)?;
            (Some(Setting::Text(trimmed.to_owned())), day_fields::reading(&curve))
        }
        Control::Choice(_) | Control::OneOf(_) | Control::Text => (Some(Setting::Text(text.to_owned())), String::new()),
        Control::Words | Control::Several(_) | Control::AllOf(_) => {
            let words = trimmed.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned);
            (Some(Setting::Words(words.collect())), String::new())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::design::Rate;

    fn capacity() -> Field {
        let kind = loadbearing_engine::kinds::find("cache-distributed").expect("caches are known");
        let spec = kind.setting("ops_capacity").expect("caches have a capacity");
        Field::of(spec, spec.default, spec.source)
    }

    #[test]
    fn a_default_names_its_source() {
        let field = capacity();
        assert!(field.origin.contains("worked-examples"), "{}", field.origin);
        assert!(!field.default.is_empty());
    }

    #[test]
    fn what_is_written_is_read_again() {
        let control = capacity().control;
        let value = Setting::Number(80_000.0);
        assert_eq!(read(&control, &text(&control, &value)).map(|read| read.0), Ok(Some(value)));
        let words = Setting::Words(vec!["a".to_owned(), "b".to_owned()]);
        assert_eq!(read(&Control::Words, &text(&Control::Words, &words)).map(|read| read.0), Ok(Some(words)));
    }

    #[test]
    fn counts_are_whole_and_no_more_than_a_file_holds() {
        let control = Control::Count(&loadbearing_engine::design::format::COUNT);
        let read = |text| read(&control, text).map(|(value, _)| value);
        assert_eq!(read("15"), Ok(Some(Setting::Number(15.0))));
        assert_eq!(read("2k"), Ok(Some(Setting::Number(2_000.0))));
        for refused in ["1.5", "0", "1e7", "many"] {
            assert!(read(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn a_field_shows_few_digits_and_holds_them_all() {
        let third = Setting::Number(1.0 / 3.0);
        let control = Control::Quantity(Quantity::Milliseconds);
        assert_eq!(shown_in_field(&control, &third), "0.333333 ms");
        assert_eq!(read(&control, &text(&control, &third)).map(|read| read.0), Ok(Some(third)));
        let rate = Setting::Text(quantity::write_rate(Rate::PerDay(100.0 / 3.0)));
        assert_eq!(shown_in_field(&Control::Rate, &rate), "1k/month");
    }

    #[test]
    fn where_no_value_is_all_all_are_ticked_and_unticking_one_states_the_others() {
        let words = ["open", "create", "list"].map(str::to_owned);
        let of = |chosen: &[&str]| Some(Setting::Words(chosen.iter().map(|word| (*word).to_owned()).collect()));
        assert_eq!(ticked(&words, true, None), words);
        assert_eq!(ticked(&words, false, None), [""; 0]);
        assert_eq!(tick(&words, true, None, "create", false), of(&["open", "list"]));
        assert_eq!(tick(&words, true, of(&["open", "list"]).as_ref(), "create", true), None);
        assert_eq!(tick(&words, true, of(&["open"]).as_ref(), "open", false), None);
        assert_eq!(tick(&words, false, None, "open", true), of(&["open"]));
        assert_eq!(tick(&words, false, of(&["open"]).as_ref(), "open", false), None);
        assert_eq!(
            tick(&words, false, of(&["open", "list"]).as_ref(), "create", true),
            of(&["open", "list", "create"])
        );
    }

    #[test]
    fn a_list_with_long_words_takes_all_the_width() {
        let choice = |label: &str| Control::Choice(vec![("word".to_owned(), label.to_owned())]);
        assert!(choice("made for each request").is_wide(""));
        assert!(!choice("replicas").is_wide("replicas"));
        assert!(choice("replicas").is_wide("as the journey says it"));
        assert!(!Control::Switch.is_wide("no"));
    }

    #[test]
    fn an_empty_field_sets_back_and_nonsense_says_what_was_expected() {
        let control = capacity().control;
        assert_eq!(read(&control, "  "), Ok((None, String::new())));
        assert!(read(&control, "many").is_err());
    }
}
