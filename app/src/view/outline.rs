//! The design as a list beside the drawing, as a tree or as a table: what is done in one is done in the other.

use super::icon::{Icon, KindIcon};
use crate::browser::page;
use crate::command::Command;
use crate::commands;
use crate::dom::ev;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::Studio;
use crate::studio::choices::name;
use crate::studio::outline::{COLUMNS, Column, Outline, selection_of};
use crate::studio::walking::OUTLINE;
use crate::summary::outline::{About, Row};

/// The list with its head.
#[component]
pub fn OutlinePane() -> impl IntoView {
    let studio = Studio::expect();
    let outline = Outline::new(studio);
    let shape = move |is_table: bool, key: &'static str, test_id: &'static str| {
        view! {
            <button class="plain" data-testid=test_id
                aria-pressed=move || (outline.is_table.get() == is_table).to_string()
                on:click=move |_| outline.is_table.set(is_table)>{t(key)}</button>
        }
    };
    let close = move |_| {
        studio.call(&commands::toggle_outline::COMMAND, None);
    };
    view! {
        <section class="outline" aria-labelledby="outline-title" data-testid="outline">
            <header>
                <h2 id="outline-title">{t("outline.title")}</h2>
                <div role="group" aria-label=t("outline.shape")>
                    {shape(false, "outline.tree", "outline-tree")}
                    {shape(true, "outline.table", "outline-table")}
                </div>
                <button class="plain icon-only" aria-label=t("outline.close") title=t("outline.close") on:click=close>
                    <Icon name="close"/></button>
            </header>
            <Actions outline/>
            <Lines outline/>
        </section>
    }
}

/// What can be done with the line that the keyboard is on.
#[component]
fn Actions(outline: Outline) -> impl IntoView {
    let studio = Studio::expect();
    let button = move |command: &'static Command| {
        let keys = command.keys.first().map(|chord| chord.text(page::is_mac()));
        view! {
            <button class="small" title=keys disabled=move || !studio.is_enabled(command)
                data-testid=format!("outline-{}", command.id)
                on:click=move |_| { studio.call(command, None); }>{name(command)}</button>
        }
    };
    let rename = move |_| {
        if let Some(about) = outline.about() {
            outline.rewrite(about, Some(Column::Name));
        }
    };
    let cannot = move || !matches!(outline.about(), Some(About::Component(_) | About::Place(_) | About::Note(_)));
    view! {
        <div class="actions" role="group" aria-label=t("outline.actions")>
            {button(&commands::add_component::COMMAND)}
            <button class="small" title="F2" disabled=cannot data-testid="outline-rename" on:click=rename>
                {t("outline.rename")}</button>
            {button(&commands::change_kind::COMMAND)}
            {button(&commands::connect_to::COMMAND)}
            {button(&commands::delete_selection::COMMAND)}
        </div>
    }
}

/// The lines: one stop for the keyboard, however many there are.
#[component]
fn Lines(outline: Outline) -> impl IntoView {
    let on_key = move |event: ev::KeyboardEvent| {
        let command = event.ctrl_key() || event.meta_key();
        if event.alt_key() || outline.typing.read_untracked().is_some() {
            return;
        }
        if outline.key(&event.key(), command, event.shift_key()) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let drawn = memo(move || outline.drawn());
    let active = move || {
        let about = outline.about().filter(|about| drawn.read().0.contains(about))?;
        let id = about.id();
        Some(outline.cell().map_or(id.clone(), |cell| format!("{id}-{cell}")))
    };
    let role = move || if outline.is_table.get() { "treegrid" } else { "tree" };
    let room = move |side: usize| move || format!("{}px", drawn.read().1[side]);
    let is_empty = memo(move || outline.rows.read().is_empty());
    let heads = move || {
        let head = |column: Column| view! { <span role="columnheader">{t(heading(column))}</span> };
        view! { <div class="line heads" role="row">{COLUMNS.map(head)}</div> }
    };
    view! {
        <Show when=move || is_empty.get()><p class="soft nothing">{t("outline.empty")}</p></Show>
        <div id=OUTLINE class="lines" class:table=move || outline.is_table.get() role=role tabindex="0"
            aria-labelledby="outline-title" aria-multiselectable="true" aria-activedescendant=active
            data-testid="outline-lines" on:keydown=on_key on:focus=move |_| outline.bring()
            on:scroll:target=move |event| outline.scrolled(event.target().scroll_top().into())>
            <Show when=move || outline.is_table.get()>{heads()}</Show>
            <div role="presentation" style:height=room(0)></div>
            <For each=move || drawn.read().0.clone() key=|about: &About| about.id() let:about><Line outline about/></For>
            <div role="presentation" style:height=room(1)></div>
        </div>
    }
}

/// One line of the tree or of the table.
#[component]
fn Line(outline: Outline, about: About) -> impl IntoView {
    let studio = Studio::expect();
    let id = about.id();
    let about = StoredValue::new(about);
    let row = memo(move || about.with_value(|about| outline.row(about)));
    let own = about.with_value(selection_of);
    let is_selected = memo(move || studio.selection.read().holds(&own));
    let is_here = memo(move || about.with_value(|about| outline.about().as_ref() == Some(about)));
    let of = move |get: fn(&Row) -> String| move || row.read().as_ref().map(get).unwrap_or_default();
    let go = move |event: ev::PointerEvent| {
        let more = event.shift_key() || event.ctrl_key() || event.meta_key();
        about.with_value(|about| outline.go(about, None, more));
    };
    let cells = StoredValue::new(id.clone());
    view! {
        <div id=id class="line" data-testid=cells.get_value()
            role=move || if outline.is_table.get() { "row" } else { "treeitem" }
            aria-level=of(|row| row.level.to_string()) aria-posinset=of(|row| row.position.to_string())
            aria-setsize=of(|row| row.count.to_string())
            aria-expanded=move || row.read().as_ref().and_then(|row| row.is_open).map(|is_open| is_open.to_string())
            aria-selected=move || is_selected.get().to_string()
            class:here=move || is_here.get() && outline.cell().is_none()
            style:--level=of(|row| (row.level - 1).to_string()) on:click=go>
            {move || {
                let column = |(number, column): (usize, Column)| {
                    view! { <Cell outline about row=row.into() at=(format!("{}-{number}", cells.get_value()), number, column) is_here/> }
                };
                COLUMNS.into_iter().enumerate().map(column).collect_view()
            }}
        </div>
    }
}

/// One cell: what stands there, or a field while somebody types.
#[component]
fn Cell(
    outline: Outline,
    about: StoredValue<About>,
    row: Signal<Option<Row>>,
    /// Its id, its number and what it shows.
    at: (String, usize, Column),
    is_here: Memo<bool>,
) -> impl IntoView {
    let (id, number, column) = at;
    let is_typed =
        memo(move || about.with_value(|about| outline.typing.read().as_ref() == Some(&(about.clone(), column))));
    let words = memo(move || about.with_value(|about| outline.words(about, column)));
    let fold = move || {
        let is_open = row.read().as_ref().and_then(|row| row.is_open);
        let turn = move |event: ev::PointerEvent| {
            event.stop_propagation();
            about.with_value(|about| outline.open(about, !is_open.unwrap_or_default()));
        };
        is_open.map(|is_open| {
            view! { <span class="fold" class:open=move || is_open aria-hidden="true" on:click=turn><Icon name="fold"/></span> }
        })
    };
    view! {
        <span id=id class=class_of(column) class:here=move || is_here.get() && outline.cell() == Some(number)
            role=move || outline.is_table.get().then_some("gridcell")
            on:dblclick=move |_| about.with_value(|about| outline.rewrite(about.clone(), Some(column)))>
            {(column == Column::Name).then(|| view! { <span class="twist">{fold}</span><Sign about/> })}
            <Show when=move || !is_typed.get()><span class="words" title=move || words.get()>{move || words.get()}</span></Show>
            <Show when=move || is_typed.get()><Typing outline about column/></Show>
        </span>
    }
}

/// The icon of what a line is about.
#[component]
fn Sign(about: StoredValue<About>) -> impl IntoView {
    let studio = Studio::expect();
    match about.get_value() {
        About::Component(id) => {
            let kind = derived(move || studio.cards.read().get(&id).map_or("", |card| card.kind));
            view! { <KindIcon kind/> }
        }
        About::Connection(_) => view! { <Icon name="connection"/> },
        About::Place(_) => view! { <Icon name="frame"/> },
        About::Note(_) => view! { <Icon name="note"/> },
    }
}

/// A field in place of the words of a cell. Enter takes what is typed, Escape leaves it.
#[component]
fn Typing(outline: Outline, about: StoredValue<About>, column: Column) -> impl IntoView {
    const FIELD: &str = "outline-field";
    let before = about.with_value(|about| outline.held(about, column));
    let (typed, problem) = (StoredValue::new(before.clone()), RwSignal::new(String::new()));
    let take = move || {
        let result = about.with_value(|about| outline.take(about, column, &typed.get_value()));
        problem.set(result.err().unwrap_or_default());
    };
    let on_key = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "Enter" => take(),
            "Escape" => outline.leave(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    soon(|| page::focus(FIELD));
    view! {
        <input id=FIELD type="text" autocomplete="off" aria-label=t(heading(column)) data-testid=FIELD value=before
            aria-invalid=move || (!problem.read().is_empty()).to_string()
            on:input:target=move |event| typed.set_value(event.target().value()) on:keydown=on_key
            on:click=|event| event.stop_propagation() on:focusout=move |_| outline.typing.set(None)/>
        <Show when=move || !problem.read().is_empty()><span class="problem" role="alert">{move || problem.get()}</span></Show>
    }
}

const fn heading(column: Column) -> &'static str {
    match column {
        Column::Name => "outline.name",
        Column::Kind => "outline.kind",
        Column::Copies => "outline.copies",
        Column::Load => "outline.load",
    }
}

const fn class_of(column: Column) -> &'static str {
    match column {
        Column::Name => "cell name",
        Column::Kind => "cell kind-name",
        Column::Copies => "cell copies",
        Column::Load => "cell load",
    }
}
