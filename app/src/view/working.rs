//! How a number comes about, opened step by step down to the design and the documents.

use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::evaluation::Explained;
use crate::summary::working::{Step, Steps, Worked, steps_of};

/// A number opened: the formula, the same with values, the result, and where each value is from.
#[component]
pub fn WorkingView(worked: Worked) -> impl IntoView {
    let studio = Studio::expect();
    let is_calculated = worked.is_calculated();
    let explained = studio.explained(worked);
    let body = move || match explained.get() {
        Explained::Known(working) => steps_view(steps_of(&studio.design.read(), &working, is_calculated)),
        Explained::Nothing => view! { <p class="soft">{t("working.too-long")}</p> },
        Explained::Waiting => view! { <p class="soft">{t("working.waiting")}</p> },
    };
    view! { <div class="working" data-testid="working">{body}</div> }
}

/// A line of a list of figures: its name, and the figure, which opens to its workings below it.
#[component]
pub fn FigureLine(
    label: &'static str,
    text: Signal<String>,
    worked: Vec<Worked>,
    /// Whether the workings are shown.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let title = t_with("working.open", &[("name", &label)]);
    let below = move || {
        let worked = worked.clone();
        is_open.get().then(|| {
            let workings = worked.into_iter().map(|worked| view! { <WorkingView worked/> }).collect_view();
            view! { <dd class="opened">{workings}</dd> }
        })
    };
    view! {
        <dt>{label}</dt>
        <dd><button class="number" title=title aria-expanded=move || is_open.get().to_string() data-testid="number"
            on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)>{move || text.get()}</button></dd>
        {below}
    }
}

/// A figure in a row of a table: a button that opens its workings in a row below, and closes them again. Of the figures
/// of a row, numbered, one is open.
#[component]
pub fn FigureOfRow(opened: RwSignal<Option<usize>>, which: usize, text: String, title: String) -> impl IntoView {
    let toggle = move |_| opened.update(|opened| *opened = Some(which).filter(|_| *opened != Some(which)));
    view! {
        <button class="number" title=title on:click=toggle data-testid="number"
            aria-expanded=move || (opened.get() == Some(which)).to_string()>{text}</button>
    }
}

/// The row below with the workings of the figure that is open.
#[component]
pub fn RowBelow(
    opened: RwSignal<Option<usize>>,
    /// By figure.
    worked: Vec<Vec<Worked>>,
    /// How many columns the table has.
    columns: usize,
) -> impl IntoView {
    move || {
        let worked = worked.get(opened.get()?)?.clone();
        let workings = worked.into_iter().map(|worked| view! { <WorkingView worked/> }).collect_view();
        Some(view! { <tr class="opened"><td colspan=columns>{workings}</td></tr> })
    }
}

/// A row of figures, each of which opens to its working in a row below.
#[component]
pub fn FiguresRow(head: String, figures: Vec<(String, Worked)>) -> impl IntoView {
    let opened = RwSignal::new(None);
    let title = t_with("working.open", &[("name", &head)]);
    let columns = figures.len() + 1;
    let worked = figures.iter().map(|(_, worked)| vec![worked.clone()]).collect();
    let cells = figures.into_iter().enumerate().map(|(which, (text, _))| {
        view! { <td><FigureOfRow opened which text title=title.clone()/></td> }
    });
    let cells = cells.collect_view();
    view! { <tr><th scope="row">{head}</th>{cells}</tr><RowBelow opened worked columns/> }
}

/// A fold that opens to the workings of what its label says, worked out only then.
#[component]
pub fn WorkingFold(label: String, worked: Vec<Worked>) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let body = move || {
        let shown = if is_open.get() { worked.clone() } else { Vec::new() };
        shown.into_iter().map(|worked| view! { <WorkingView worked/> }).collect_view()
    };
    view! {
        <details class="fold" data-testid="open-working"
            on:toggle:target=move |event| is_open.set(event.target().has_attribute("open"))>
            <summary>{label}</summary>
            {body}
        </details>
    }
}

/// A list of numbers that open to their workings, drawn when it is opened itself.
#[component]
pub fn Workings(numbers: Memo<Vec<(String, Worked)>>) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let folds = move || {
        let shown = if is_open.get() { numbers.get() } else { Vec::new() };
        shown.into_iter().map(|(label, worked)| view! { <WorkingFold label worked=vec![worked]/> }).collect_view()
    };
    view! {
        <details class="workings" hidden=move || numbers.read().is_empty() data-testid="workings"
            on:toggle:target=move |event| is_open.set(event.target().has_attribute("open"))>
            <summary>{t("verdict.workings")}</summary>
            {folds}
        </details>
    }
}

/// Steps contain steps, so this is a function with a boxed result rather than a component.
fn steps_view(steps: Steps) -> View {
    view! {
        <dl>
            <dt>{t("working.formula")}</dt>
            <dd><code class="formula">{steps.formula}</code></dd>
            <dt>{t("working.filled")}</dt>
            <dd><code>{steps.filled}</code>" = "<strong>{steps.value}</strong></dd>
        </dl>
        <ul class="inputs">{steps.inputs.into_iter().map(step_view).collect_view()}</ul>
    }
}

fn step_view(step: Step) -> View {
    let Step { name, value, origin, is_assumption, steps, .. } = step;
    let line = move || view! { <span class="name">{name}</span>" = "<strong>{value}</strong> };
    match steps {
        Some(steps) => view! {
            <li><details><summary>{line()}" "<span class="soft">{origin}</span></summary>{steps_view(steps)}</details></li>
        },
        None => {
            let class = if is_assumption { "assumption" } else { "soft" };
            view! { <li>{line()}" "<span class=class>{origin}</span></li> }
        }
    }
}
