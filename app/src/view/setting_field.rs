//! A field for a declared setting, drawn from its declaration.

use leptos::prelude::*;
use loadbearing_engine::design::Setting;
use loadbearing_engine::design::format::Bounds;
use loadbearing_engine::design::vocabulary::{SettingSpec, Shape};

use super::field::{Asked, ChoiceField, QuantityField, TypedField};
use crate::languages::t;
use crate::quantity::Quantity;

/// A field for a setting; empty means that the design leaves it out.
#[component]
pub fn SettingField(
    spec: &'static SettingSpec,
    /// Tells several fields of one setting apart.
    #[prop(into)]
    prefix: String,
    value: Signal<Option<Setting>>,
    change: Callback<Option<Setting>>,
) -> impl IntoView {
    let asked = Asked::of_setting(&prefix, spec);
    match spec.shape {
        Shape::Number { least, most, unit } => {
            let number = Signal::derive(move || value.read().as_ref().and_then(Setting::number));
            let change = Callback::new(move |number: Option<f64>| change.run(number.map(Setting::Number)));
            let (quantity, bounds) = (Quantity::of_unit(unit), Bounds::new(least, most));
            view! { <QuantityField asked quantity bounds value=number change/> }.into_any()
        }
        Shape::Switch => {
            let options = vec![("", t("field.left-open")), ("on", t("field.on")), ("off", t("field.off"))];
            let word = move || match value.read().as_ref().and_then(Setting::switch) {
                Some(true) => "on",
                Some(false) => "off",
                None => "",
            };
            let change = move |word: String| match word.as_str() {
                "on" => change.run(Some(Setting::Switch(true))),
                "off" => change.run(Some(Setting::Switch(false))),
                _ => change.run(None),
            };
            choice(asked, options, Signal::derive(move || word().to_owned()), Callback::new(change))
        }
        Shape::Choice(words) => {
            let mut options = vec![("", t("field.left-open"))];
            options.extend(words.iter().map(|word| (*word, *word)));
            let word = move || value.read().as_ref().and_then(Setting::text).unwrap_or_default().to_owned();
            let change = move |word: String| change.run((!word.is_empty()).then_some(Setting::Text(word)));
            choice(asked, options, Signal::derive(word), Callback::new(change))
        }
        Shape::Text | Shape::Words => {
            let is_list = spec.shape == Shape::Words;
            let written = move || value.read().as_ref().map(words_of).unwrap_or_default();
            let understand = move |text: String| {
                change.run(setting_of(&text, is_list));
                Ok(String::new())
            };
            let (written, understand) = (Signal::derive(written), Callback::new(understand));
            view! { <TypedField asked written reading=Signal::stored(String::new()) understand/> }.into_any()
        }
    }
}

fn choice(
    asked: Asked,
    options: Vec<(&'static str, &'static str)>,
    value: Signal<String>,
    change: Callback<String>,
) -> AnyView {
    let options = options.into_iter().map(|(value, words)| (value.to_owned(), words.to_owned())).collect::<Vec<_>>();
    view! { <ChoiceField asked options=Signal::stored(options) value change/> }.into_any()
}

fn words_of(setting: &Setting) -> String {
    match setting {
        Setting::Text(text) => text.clone(),
        Setting::Words(words) => words.join(", "),
        Setting::Number(value) => value.to_string(),
        Setting::Switch(is_on) => t(if *is_on { "field.on" } else { "field.off" }).to_owned(),
    }
}

/// Text as it is, or words between commas; nothing where there is none.
fn setting_of(text: &str, is_list: bool) -> Option<Setting> {
    let words: Vec<String> =
        text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    if words.is_empty() {
        None
    } else if is_list {
        Some(Setting::Words(words))
    } else {
        Some(Setting::Text(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_between_commas() {
        assert_eq!(setting_of("eu, us,", true), Some(Setting::Words(vec!["eu".to_owned(), "us".to_owned()])));
        assert_eq!(setting_of("eu, us", false), Some(Setting::Text("eu, us".to_owned())));
        assert_eq!(setting_of(" ", true), None);
    }
}
