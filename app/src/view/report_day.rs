//! The day: how often journeys happen, how many copies follow, and when something is short. Drawings that also read as
//! tables, with figures that open to their workings.

use super::report_part::ReportPart;
use super::working::{FiguresRow, WorkingFold};
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::summary::chart::SIZE;
use crate::summary::day::{DayChart, charts};
use crate::summary::working::Worked;

/// Hours that are written below a drawing, with how their words stand to the place.
const WRITTEN: [(f64, &str); 5] =
    [(0.0, "mark start"), (6.0, "mark"), (12.0, "mark"), (18.0, "mark"), (24.0, "mark end")];

/// The day. Put into words when somebody opens it.
#[component]
pub fn Day() -> impl IntoView {
    let studio = Studio::expect();
    let is_open = RwSignal::new(false);
    let is_empty = memo(move || studio.report.read().day.is_none());
    let drawn = memo(move || {
        let (design, report) = (studio.design.read(), studio.report.read());
        if is_open.get() { charts(&design, &report) } else { Vec::new() }
    });
    let body = move || drawn.get().into_iter().map(|chart| view! { <Drawing chart/> }).collect_view();
    view! { <ReportPart name="day" title=t("day.title") is_open is_empty>{body}</ReportPart> }
}

#[component]
fn Drawing(chart: DayChart) -> impl IntoView {
    let studio = Studio::expect();
    let DayChart { id, name, load, works, there, short, top, tone, words, also, columns, rows, figures } = chart;
    let (is_pool, scales) = (!works.is_empty(), !there.is_empty());
    let floor = SIZE.1 - 16.0;
    let hour = |(hour, class): (f64, &'static str)| {
        view! { <text class=class x=SIZE.0 * hour / 24.0 y=SIZE.1 - 3.0>{format!("{hour:02.0}")}</text> }
    };
    let lack = |(x, width, share): (f64, f64, f64)| {
        view! { <rect class="short" x=x width=width y=floor * (1.0 - share) height=floor * share/> }
    };
    let show = {
        let id = id.clone();
        move |_| studio.show([id.clone()], [])
    };
    let heading = if is_pool {
        let label = t_with("findings.show", &[("name", &name)]);
        view! { <button class="message" title=label on:click=show><strong>{name}</strong></button> }.into_view()
    } else {
        view! { <strong>{name}</strong> }.into_view()
    };
    let is_short = !short.is_empty();
    let folds = figures.into_iter().map(|(label, worked)| view! { <WorkingFold label worked=vec![worked]/> });
    view! {
        <figure class="curve day" data-tone=tone.name() data-testid=format!("day-of-{id}")>
            <figcaption>{heading}" "<span>{words.clone()}</span>" "<span class="soft">{also}</span></figcaption>
            <svg viewBox=format!("0 0 {} {}", SIZE.0, SIZE.1) role="img" aria-label=words>
                {short.into_iter().map(lack).collect_view()}
                <path class="there" d=there/>
                <path class="works" d=works/>
                <path class="load" d=load/>
                <text x="4" y="11">{top}</text>
                {WRITTEN.into_iter().map(hour).collect_view()}
            </svg>
            {legend(is_pool, scales, is_short)}
            {folds.collect_view()}
            {table(columns, rows)}
        </figure>
    }
}

fn legend(is_pool: bool, scales: bool, is_short: bool) -> View {
    if !is_pool {
        return View::NOTHING;
    }
    view! {
        <p class="legend small"><span class="load">{t("day.filled")}</span><span class="works">{t("day.works")}</span>
            {scales.then(|| view! { <span class="there">{t("day.there")}</span> })}
            {is_short.then(|| view! { <span class="short">{t("day.is-short")}</span> })}</p>
    }
    .into_view()
}

fn table(columns: Vec<&'static str>, rows: Vec<(String, Vec<(String, Worked)>)>) -> View {
    let row = |(head, figures): (String, Vec<(String, Worked)>)| view! { <FiguresRow head figures/> };
    let head = columns.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view();
    view! {
        <details><summary>{t("times.as-table")}</summary>
            <table><thead><tr>{head}</tr></thead><tbody>{rows.into_iter().map(row).collect_view()}</tbody></table>
        </details>
    }
    .into_view()
}
