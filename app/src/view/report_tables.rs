//! The tables of the report. A number that has a working opens to it, in a row of its own below.

use std::collections::BTreeMap;

use loadbearing_engine::design::Design;
use loadbearing_engine::report::Report;

use super::working::WorkingView;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::order::gathered;
use crate::studio::Studio;
use crate::summary::costs::costs;
use crate::summary::tables::{self, Cell, Row, Table};

/// So many rows of a table are drawn unasked, the busiest first. An assumption: no more are read at a glance.
const MOST_AT_ONCE: usize = 20;

/// Which number is open: the row's id and the cell's position.
type Opened = RwSignal<Option<(String, usize)>>;

/// A table of a design and its report: so many rows of it are wanted, and more may be given.
type Draft = fn(&Design, &Report, usize) -> Table;

/// All tables, each below its title.
#[component]
pub fn Tables() -> impl IntoView {
    view! {
        <TableView draft=|design, report, _| tables::journeys(design, report)/>
        <TableView draft=tables::components/>
        <TableView draft=|design, report, _| tables::estimates(design, report)/>
        <TableView draft=|design, report, _| costs(design, report)/>
    }
}

#[component]
fn TableView(draft: Draft) -> impl IntoView {
    let studio = Studio::expect();
    let is_whole = RwSignal::new(false);
    let most = move || if is_whole.get() { usize::MAX } else { MOST_AT_ONCE };
    let table = memo(move || draft(&studio.design.read(), &studio.report.read(), most()));
    let Table { id, title, columns, .. } = table.get_untracked();
    let opened: Opened = RwSignal::new(None);
    let shown = move || table.read().rows.iter().take(most()).map(|row| row.id.clone()).collect::<Vec<_>>();
    let is_cut = memo(move || table.read().count > most());
    let all = move || t_with("table.all", &[("count", &table.read().count)]);
    let places: Memo<BTreeMap<String, usize>> =
        memo(move || gathered(table.read().rows.iter().map(|row| row.id.clone()).zip(0..)));
    let row_of = move |id: String| memo(move || table.read().rows.get(*places.read().get(&id)?).cloned());
    let labels = StoredValue::new(columns.clone());
    view! {
        <details class="table" open hidden=move || table.read().rows.is_empty() data-testid=format!("table-{id}")>
            <summary><h2>{title}</h2></summary>
            <div class="scroll" role="region" aria-label=title tabindex="0">
                <table role="table">
                    <thead role="rowgroup">
                        <tr role="row">{columns.into_iter().map(heading).collect_view()}</tr>
                    </thead>
                    <tbody role="rowgroup">
                        <For each=shown key=Clone::clone let:id>
                            <RowView row=row_of(id) opened labels/>
                        </For>
                    </tbody>
                </table>
            </div>
            <Show when=move || is_cut.get()>
                <button on:click=move |_| is_whole.set(true) data-testid=format!("table-{id}-all")>{all}</button>
            </Show>
        </details>
    }
}

/// Where there is little room the style sheet puts cells below each other, so their roles are said here.
fn heading(name: &'static str) -> impl IntoView {
    view! { <th scope="col" role="columnheader">{name}</th> }
}

#[component]
fn RowView(row: Memo<Option<Row>>, opened: Opened, labels: StoredValue<Vec<&'static str>>) -> impl IntoView {
    let width = labels.with_value(Vec::len);
    let line = move || row.get().map(|row| row_line(row, opened, labels));
    let below = move || {
        let (id, position) = opened.get()?;
        let row = row.get().filter(|row| row.id == id)?;
        let Cell { worked, source, .. } = row.cells.get(position)?.clone();
        if worked.is_empty() {
            return None;
        }
        let workings = worked.into_iter().map(|worked| view! { <WorkingView worked/> }).collect_view();
        let source =
            (!source.is_empty()).then(|| view! { <p class="soft small source">{t("findings.source")}": "{source}</p> });
        Some(view! { <tr class="opened" role="row"><td colspan=width role="cell">{workings}{source}</td></tr> })
    };
    view! { {line} {below} }
}

fn row_line(row: Row, opened: Opened, labels: StoredValue<Vec<&'static str>>) -> impl IntoView {
    let Row { id, name, cells, tone, assumed } = row;
    let assumed = (!assumed.is_empty()).then(|| view! { <span class="assumption small">{assumed}</span> });
    let label = |position: usize| labels.with_value(|labels| labels.get(position + 1).copied().unwrap_or_default());
    let cells = cells.into_iter().enumerate();
    let cells = cells.map(|(position, cell)| cell_view(&id, &name, (position, label(position)), cell, opened));
    let cells = cells.collect_view();
    view! {
        <tr role="row" data-tone=tone.name() data-testid=format!("row-{id}")>
            <th scope="row" role="rowheader">{name.clone()}{assumed}</th>
            {cells}
        </tr>
    }
}

fn cell_view(id: &str, name: &str, (position, column): (usize, &'static str), cell: Cell, opened: Opened) -> View {
    if cell.worked.is_empty() {
        return view! { <td role="cell" data-column=column>{cell.text}</td> };
    }
    let own = (id.to_owned(), position);
    let is_open = {
        let own = own.clone();
        move || opened.read().as_ref() == Some(&own)
    };
    let toggle = move |_| {
        let own = own.clone();
        opened.update(|opened| *opened = if opened.as_ref() == Some(&own) { None } else { Some(own) });
    };
    let label = t_with("working.open", &[("name", &name)]);
    view! {
        <td role="cell" data-column=column>
            <button class="number" aria-expanded=move || is_open().to_string() title=label on:click=toggle
                data-testid="number">{cell.text}<span class="unseen">" "{t("working.title")}</span></button>
        </td>
    }
}
