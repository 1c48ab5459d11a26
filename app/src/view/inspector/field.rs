//! One field of an inspector: its control, how it understood what was typed, and where its default comes from.

use loadbearing_engine::design::Setting;

use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::fields::{Control, Field, read, reading, shown_in_field, text, tick, ticked};
use crate::view::icon::Icon;

/// What a field is about to change: `None` sets it back. An error says why it cannot be.
pub type Change = Callback<Option<Setting>, Result<(), String>>;

/// What a field says under its control.
#[derive(Clone, Debug, Default, PartialEq)]
enum Note {
    #[default]
    Origin,
    Understood(String),
    Problem(String),
}

/// One field.
#[component]
pub fn FieldRow(field: Field, value: Signal<Option<Setting>>, change: Change) -> impl IntoView {
    let note = RwSignal::new(Note::default());
    let Field { name, label, meaning, control, default, origin } = field;
    let id = format!("field-{name}");
    let is_stated = move || value.read().is_some();
    let is_wide = control.is_wide(&default);
    let set_back = move |_| note.set(problem(change.run(None)));
    let can_be_empty = !matches!(control, Control::OneOf(_));
    let understood = {
        let control = control.clone();
        move || value.read().as_ref().map(|value| reading(&control, value)).filter(|words| !words.is_empty())
    };
    let control = match control {
        Control::Several(options) => view! { <Checks options is_all=false value change/> },
        Control::AllOf(options) => view! { <Checks options is_all=true value change/> },
        Control::Choice(options) => {
            let default = Some(default);
            view! { <Choice id=id.clone() options default value change/> }
        }
        Control::OneOf(options) => view! { <Choice id=id.clone() options default=None value change/> },
        Control::Switch => {
            let options =
                vec![("true".to_owned(), t("field.on").to_owned()), ("false".to_owned(), t("field.off").to_owned())];
            view! { <Choice id=id.clone() options default=Some(default) value change/> }
        }
        control => view! { <Typed id=id.clone() control default value typed=Typing { note, change }/> },
    };
    let origin = StoredValue::new(origin);
    let back_label = t_with("field.set-back", &[("field", &label)]);
    view! {
        <div class="field" class:wide=is_wide data-stated=move || is_stated().to_string() data-testid=format!("field-{name}")>
            <label for=id.clone() title=meaning>{label}</label>
            <span class="control">
                {control}
                <Show when=move || can_be_empty && is_stated()>
                    <button class="plain icon-only" title=back_label.clone() aria-label=back_label.clone()
                        data-testid="set-back" on:click=set_back><Icon name="back"/></button>
                </Show>
            </span>
            {move || match note.get() {
                Note::Origin if is_stated() => {
                    understood().map(|words| view! { <p class="note">{words}</p> })
                }
                Note::Origin => origin.with_value(|origin| (!origin.is_empty()).then(|| {
                    view! { <p class="note">{origin.clone()}</p> }
                })),
                Note::Understood(words) => Some(view! { <p class="note understood" role="status">{words}</p> }),
                Note::Problem(words) => Some(view! { <p class="note problem" role="alert">{words}</p> }),
            }}
        </div>
    }
}

fn problem(result: Result<(), String>) -> Note {
    result.map_or_else(Note::Problem, |()| Note::Origin)
}

/// Where typing leads.
#[derive(Clone, Copy)]
struct Typing {
    note: RwSignal<Note>,
    change: Change,
}

impl Typing {
    /// Reads what was typed; what cannot be read says so and leaves what stood there before the typing began, not
    /// the part of it that could be read on the way.
    fn typed(self, control: &Control, typed: &str, before: &Option<Setting>) {
        let note = match read(control, typed) {
            Ok((value, words)) => match self.change.run(value) {
                Ok(()) if words.is_empty() => Note::Origin,
                Ok(()) => Note::Understood(words),
                Err(refusal) => self.refused(refusal, before),
            },
            Err(misread) => self.refused(misread, before),
        };
        self.note.set(note);
    }

    fn refused(self, why: String, before: &Option<Setting>) -> Note {
        // What the design held is what it can hold again.
        let _ = self.change.run(before.clone());
        Note::Problem(why)
    }
}

/// A figure or a text.
#[component]
fn Typed(
    id: String,
    control: Control,
    default: String,
    value: Signal<Option<Setting>>,
    typed: Typing,
) -> impl IntoView {
    // While someone types, the field is theirs; afterwards it shows what the design holds.
    let draft = RwSignal::new(None::<String>);
    let before = StoredValue::new(None::<Setting>);
    let control = StoredValue::new(control);
    let held = move || value.read().as_ref().map(|value| control.with_value(|control| shown_in_field(control, value)));
    let shown = move || draft.get().or_else(held).unwrap_or_default();
    view! {
        <input id=id type="text" autocomplete="off" spellcheck="false" placeholder=default
            prop:value=shown
            aria-invalid=move || matches!(*typed.note.read(), Note::Problem(_)).to_string()
            on:focus=move |_| before.set_value(value.get_untracked())
            on:input:target=move |event| {
                let text = event.target().value();
                control.with_value(|control| typed.typed(control, &text, &before.get_value()));
                draft.set(Some(text));
            }
            on:blur=move |_| {
                // What was refused stays to be read and mended.
                if !matches!(*typed.note.read_untracked(), Note::Problem(_)) {
                    draft.set(None);
                    typed.note.set(Note::Origin);
                }
            }/>
    }
}

/// One of some words, or none.
#[component]
fn Choice(
    id: String,
    options: Vec<(String, String)>,
    /// What stands for no choice; `None` where one has to be made.
    default: Option<String>,
    value: Signal<Option<Setting>>,
    change: Change,
) -> impl IntoView {
    let none = default.map(|default| if default.is_empty() { t("field.not-stated").to_owned() } else { default });
    let held = move || value.read().as_ref().map(|value| text(&Control::Text, value)).unwrap_or_default();
    let is_switch = options.first().is_some_and(|(value, _)| value == "true");
    let control = if is_switch { Control::Switch } else { Control::Text };
    let choose = move |chosen: String| {
        if let Ok((value, _)) = read(&control, &chosen) {
            // A word from the list is always allowed.
            let _ = change.run(value);
        }
    };
    let option = move |(value, label): (String, String)| {
        let own = value.clone();
        view! { <option value=value selected=move || held() == own>{label}</option> }
    };
    view! {
        <select id=id prop:value=held on:change:target=move |event| choose(event.target().value())>
            {none.map(|none| view! { <option value="" selected=move || held().is_empty()>{none}</option> })}
            {options.into_iter().map(option).collect_view()}
        </select>
    }
}

/// Any number of some words; `is_all` says that no value is all of them.
#[component]
fn Checks(
    options: Vec<(String, String)>,
    is_all: bool,
    value: Signal<Option<Setting>>,
    change: Change,
) -> impl IntoView {
    let words = StoredValue::new(options.iter().map(|(word, _)| word.clone()).collect::<Vec<_>>());
    let is_ticked =
        move |word: &String| words.with_value(|words| ticked(words, is_all, value.read().as_ref()).contains(word));
    let check = move |(word, label): (String, String)| {
        let own = word.clone();
        let toggle = move |is_on: bool| {
            let value = words.with_value(|words| tick(words, is_all, value.read_untracked().as_ref(), &word, is_on));
            // Words from the list are always allowed.
            let _ = change.run(value);
        };
        view! {
            <label>
                <input type="checkbox" prop:checked=move || is_ticked(&own)
                    on:change:target=move |event| toggle(event.target().checked())/>
                {label}
            </label>
        }
    };
    view! { <span class="checks">{options.into_iter().map(check).collect_view()}</span> }
}
