//! The author's own kinds and pieces: what they are called, what they state, and where that comes from.

use loadbearing_engine::design::{OwnKind, Setting};
use loadbearing_engine::kinds::{self, catalogue};

use super::dialog::Dialog;
use super::icon::{Icon, KindIcon};
use super::inspector::field::FieldRow;
use crate::document::part::PIECE;
use crate::dom::prelude::*;
use crate::languages::{t, t_with, told};
use crate::order::sort_by_key;
use crate::studio::Studio;
use crate::studio::fields::Field;
use crate::studio::own::{fields, put};

/// The dialog; what is meant stands open.
#[component]
pub fn OwnDialog(meant: Option<String>) -> impl IntoView {
    let studio = Studio::expect();
    let kinds = memo(move || studio.design.read().kinds.keys().cloned().collect::<Vec<_>>());
    let pieces = memo(move || studio.document.read().pieces().keys().cloned().collect::<Vec<_>>());
    let meant = StoredValue::new(meant.unwrap_or_default());
    let is_meant = move |entry: &str| meant.with_value(|meant| meant == entry);
    view! {
        <Dialog name="own" title=t("own.title")>
            <p class="soft">{t("own.hint")}</p>
            <h3>{t("own.kinds")}</h3>
            <For each=move || kinds.get() key=Clone::clone let:id>
                <Kind is_open=is_meant(&id) id/>
            </For>
            <NewKind/>
            <h3>{t("own.pieces")}</h3>
            <Show when=move || pieces.read().is_empty()><p class="soft">{t("own.no-pieces")}</p></Show>
            <ul class="designs">
                <For each=move || pieces.get() key=Clone::clone let:id><Piece id/></For>
            </ul>
        </Dialog>
    }
}

/// Which built-in kind a new one is made from.
#[component]
fn NewKind() -> impl IntoView {
    let studio = Studio::expect();
    let from = RwSignal::new("server".to_owned());
    view! {
        <p class="row">
            <label for="own-from">{t("own.new-from")}</label>
            <KindChoice id="own-from" value=derived(move || from.get()) choose=Callback::new(move |kind| from.set(kind))/>
            <button data-testid="new-own-kind" on:click=move |_| studio.new_own_kind(&from.get_untracked())>{t("own.new")}</button>
        </p>
    }
}

/// One of the built-in kinds, by name.
#[component]
fn KindChoice(id: &'static str, value: Signal<String>, choose: Callback<String>) -> impl IntoView {
    let mut all: Vec<(&str, &str)> = catalogue::ALL.iter().map(|kind| (kind.id, told(kind.name))).collect();
    sort_by_key(&mut all, |(_, name)| *name);
    let option = move |(kind, name): (&'static str, &'static str)| {
        view! { <option value=kind selected=move || value.get() == kind>{name}</option> }
    };
    view! {
        <select id=id data-testid=id prop:value=move || value.get() on:change:target=move |event| choose.run(event.target().value())>
            {all.into_iter().map(option).collect_view()}
        </select>
    }
}

/// A kind: its name, its icon, and what it states.
#[component]
fn Kind(id: String, is_open: bool) -> impl IntoView {
    let studio = Studio::expect();
    let test_id = format!("own-kind-{id}");
    let id = StoredValue::new(id);
    let own = memo(move || id.with_value(|id| studio.design.read().kinds.get(id).cloned()).unwrap_or_default());
    let from = memo(move || own.read().from.clone());
    let icon = derived(move || kinds::find(own.read().icon()).map_or("", |kind| kind.id));
    let change = move |field: &str, change: &dyn Fn(&mut OwnKind)| {
        // Any text is a name, and any kind an icon.
        let _ = id.with_value(|id| studio.change_own_kind(id, field, change));
    };
    let rename = move |text: String| change("name", &|own| own.name = (!text.trim().is_empty()).then(|| text.clone()));
    let choose =
        Callback::new(move |kind: String| change("icon", &|own| own.icon = (kind != own.from).then(|| kind.clone())));
    let group = move |(heading, fields): (&'static str, Vec<Field>)| {
        let rows = fields.into_iter().map(|field| view! { <Value id own field/> }).collect_view();
        view! { <div class="fields"><h3>{heading}</h3>{rows}</div> }
    };
    let made_from = move || {
        let kind = kinds::find(&from.read()).map_or("", |kind| told(kind.name));
        t_with("own.made-from", &[("kind", &kind)])
    };
    view! {
        <details class="own-kind" open=is_open data-testid=test_id>
            <summary><KindIcon kind=icon/><strong>{move || id.with_value(|id| own.read().label(id).to_owned())}</strong>
                <span class="soft">{made_from}</span></summary>
            <div class="fields">
                <label class="line">{t("inspector.name")}
                    <input data-testid="own-name" type="text" prop:value=move || own.read().name.clone().unwrap_or_default()
                        on:input:target=move |event| rename(event.target().value())/></label>
                <label class="line" for="own-icon">{t("own.icon")}</label>
                <KindChoice id="own-icon" value=derived(move || own.read().icon().to_owned()) choose/>
            </div>
            {move || kinds::find(&from.read()).map(|kind| fields(kind).into_iter().map(group).collect_view())}
            <EntryButtons entry=id.get_value() remove=Callback::new(move |()| studio.remove_own_kind(&id.get_value()))/>
        </details>
    }
}

/// What a kind states of a setting, and where the author has it from.
#[component]
fn Value(id: StoredValue<String>, own: Memo<OwnKind>, field: Field) -> impl IntoView {
    let studio = Studio::expect();
    let name = StoredValue::new(field.name.clone());
    let value = memo(move || name.with_value(|name| own.read().values.get(name).cloned()));
    let source = move || name.with_value(|name| own.read().sources.get(name).cloned()).unwrap_or_default();
    let change = Callback::new(move |value: Option<Setting>| {
        let name = name.get_value();
        id.with_value(|id| studio.change_own_kind(id, &name, |own| put(own, &name, value)))
    });
    let says = move |text: String| {
        let name = name.get_value();
        let put = |own: &mut OwnKind| {
            own.sources.insert(name.clone(), text);
        };
        // Any text is a source.
        let _ = id.with_value(|id| studio.change_own_kind(id, &format!("source {name}"), put));
    };
    let label = t_with("own.source-of", &[("field", &field.label)]);
    let field = Field { name: format!("{}-{}", id.get_value(), field.name), ..field };
    view! {
        <FieldRow field value=value.into() change/>
        <Show when=move || value.read().is_some()>
            <input class="source" type="text" aria-label=label.clone() placeholder=t("own.source")
                data-testid=format!("source-{}", name.get_value()) prop:value=source
                on:input:target=move |event| says(event.target().value())/>
        </Show>
    }
}

/// A piece: its name, and how many components it puts in.
#[component]
fn Piece(id: String) -> impl IntoView {
    let studio = Studio::expect();
    let entry = format!("{PIECE}{id}");
    let id = StoredValue::new(id);
    let piece = memo(move || id.with_value(|id| studio.document.read().pieces().get(id).cloned()).unwrap_or_default());
    let count = move || {
        let piece = piece.read();
        let names: Vec<&str> = piece.components.iter().map(|component| component.label()).collect();
        t_with("own.components", &[("count", &names.len()), ("names", &names.join(", "))])
    };
    view! {
        <li data-testid=entry.clone()>
            <input class="title" type="text" aria-label=t("inspector.name") data-testid="piece-name"
                prop:value=move || piece.read().name.clone().unwrap_or_default()
                on:input:target=move |event| id.with_value(|id| studio.name_piece(id, &event.target().value()))/>
            <span class="soft small">{count}</span>
            <EntryButtons entry remove=Callback::new(move |()| id.with_value(|id| studio.remove_piece(id)))/>
        </li>
    }
}

/// What can be done with a kind or a piece.
#[component]
fn EntryButtons(entry: String, remove: Callback<()>) -> impl IntoView {
    let studio = Studio::expect();
    let entry = StoredValue::new(entry);
    view! {
        <span class="row">
            <button data-testid="put-own" on:click=move |_| studio.put_own(&entry.get_value())>
                <Icon name="closer"/>{t("own.put")}</button>
            <button data-testid="copy-own" on:click=move |_| studio.copy_own(&entry.get_value())>
                <Icon name="duplicate"/>{t("own.copy")}</button>
            <button data-testid="remove-own" on:click=move |_| remove.run(())>
                <Icon name="delete"/>{t("designs.delete")}</button>
        </span>
    }
}
