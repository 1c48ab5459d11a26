//! Fields that take what people type, say how it was understood, and say what is taken while they are empty.

use leptos::prelude::*;
use loadbearing_engine::design::format::Bounds;
use loadbearing_engine::design::vocabulary::{Fallback, SettingSpec, Shape, Source};

use crate::languages::{t, t_with};
use crate::quantity::{self, Quantity, Understood};

/// What a field asks for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Tells the field apart on the page; also its `data-testid`.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// One sentence on what it means; may be empty.
    pub meaning: String,
    /// What is taken while it is empty; may be empty.
    pub absent: String,
}

impl Asked {
    /// A field with a name and a label.
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self { name: name.into(), label: label.into(), meaning: String::new(), absent: String::new() }
    }

    /// Says what is taken while the field is empty.
    #[must_use]
    pub fn or(mut self, absent: impl Into<String>) -> Self {
        self.absent = absent.into();
        self
    }

    /// What a declared setting asks for. `prefix` tells several fields of one setting apart.
    #[must_use]
    pub fn of_setting(prefix: &str, spec: &SettingSpec) -> Self {
        let mut asked = Self::new(format!("{prefix}-{}", spec.name), spec.label);
        asked.meaning = spec.meaning.to_owned();
        asked.absent = absent(spec);
        asked
    }
}

/// What is taken when a design leaves a setting out, and where that comes from.
#[must_use]
pub fn absent(spec: &SettingSpec) -> String {
    let value = match (spec.default, spec.shape) {
        (Fallback::Open, _) => return t("field.open").to_owned(),
        (Fallback::Number(value), Shape::Number { unit, .. }) => quantity::words_of(Quantity::of_unit(unit), value),
        (Fallback::Number(value), _) => value.to_string(),
        (Fallback::Switch(true), _) => t("field.on").to_owned(),
        (Fallback::Switch(false), _) => t("field.off").to_owned(),
        (Fallback::Text(text), _) => text.to_owned(),
    };
    match spec.source {
        Source::Assumption => t_with("field.assumed", &[("value", &value)]),
        Source::Documented(source) => t_with("field.default", &[("value", &value), ("source", &source)]),
    }
}

/// A field for a quantity; empty means that the design leaves it out.
#[component]
pub fn QuantityField(
    asked: Asked,
    quantity: Quantity,
    bounds: Bounds,
    value: Signal<Option<f64>>,
    change: Callback<Option<f64>>,
) -> impl IntoView {
    let written = move || value.get().map(|value| quantity::write(quantity, value)).unwrap_or_default();
    let reading = move || value.get().map(|value| quantity::words_of(quantity, value)).unwrap_or_default();
    let understand = move |text: String| {
        if text.trim().is_empty() {
            change.run(None);
            return Ok(String::new());
        }
        let Understood { value, words } =
            quantity::read_within(quantity, &bounds, &text).map_err(|misread| misread.to_string())?;
        change.run(Some(value));
        Ok(words)
    };
    view! {
        <TypedField asked written=Signal::derive(written) reading=Signal::derive(reading)
            understand=Callback::new(understand)/>
    }
}

/// A field whose text is understood while it is typed. What is typed stays as it is until the field is left.
#[component]
pub fn TypedField(
    asked: Asked,
    /// The value of the design as text.
    written: Signal<String>,
    /// The value of the design in words.
    reading: Signal<String>,
    /// Takes a text over and says how it was understood, or why not.
    understand: Callback<String, Result<String, String>>,
) -> impl IntoView {
    let typed: RwSignal<Option<(String, Result<String, String>)>> = RwSignal::new(None);
    let Asked { name, label, meaning, absent } = asked;
    let shown = move || typed.read().as_ref().map_or_else(|| written.get(), |(text, _)| text.clone());
    let is_wrong = move || typed.read().as_ref().is_some_and(|(_, understood)| understood.is_err());
    let note = move || match typed.get() {
        Some((_, Err(misread))) => misread,
        Some((_, Ok(words))) if !words.is_empty() => words,
        None if !reading.read().is_empty() => reading.get(),
        _ => absent.clone(),
    };
    let on_input = move |text: String| {
        let understood = understand.run(text.clone());
        typed.set(Some((text, understood)));
    };
    // What could not be understood stays to be corrected; the rest becomes what the design says.
    let on_leave = move |_| {
        if !is_wrong() {
            typed.set(None);
        }
    };
    let (id, note_id) = (format!("field-{name}"), format!("note-{name}"));
    let described = note_id.clone();
    view! {
        <div class="field">
            <label for=id.clone() title=meaning>{label}</label>
            <input id=id type="text" autocomplete="off" spellcheck="false" data-testid=name aria-describedby=described
                aria-invalid=move || is_wrong().to_string() prop:value=shown
                on:input:target=move |event| on_input(event.target().value()) on:change=on_leave on:blur=on_leave/>
            <p class="note" id=note_id data-wrong=move || is_wrong().to_string()>{note}</p>
        </div>
    }
}

/// A choice; the empty value means that the design leaves it out.
#[component]
pub fn ChoiceField(
    asked: Asked,
    /// Values with their words.
    options: Signal<Vec<(String, String)>>,
    value: Signal<String>,
    change: Callback<String>,
) -> impl IntoView {
    let Asked { name, label, meaning, absent } = asked;
    let id = format!("field-{name}");
    let option = move |(choice, words): (String, String)| {
        let own = choice.clone();
        view! { <option value=choice selected=move || *value.read() == own>{words}</option> }
    };
    let note = (!absent.is_empty()).then(|| {
        view! { <p class="note">{move || if value.read().is_empty() { absent.clone() } else { String::new() }}</p> }
    });
    view! {
        <div class="field">
            <label for=id.clone() title=meaning>{label}</label>
            <select id=id data-testid=name prop:value=move || value.get()
                on:change:target=move |event| change.run(event.target().value())>
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
            {note}
        </div>
    }
}
