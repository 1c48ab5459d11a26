//! Where the time of each journey goes, and how it grows with the load: drawings that also read as tables.

use super::working::{FigureOfRow, FiguresRow, RowBelow, WorkingFold};
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::summary::chart::{Chart, Part, SIZE, chart, parts};
use crate::summary::pressure::found_by;
use crate::summary::working::Worked;

/// Where the time goes, and how it grows, journey by journey. Worked out when somebody opens it.
#[component]
pub fn Times() -> impl IntoView {
    let studio = Studio::expect();
    let is_open = RwSignal::new(false);
    let body = move || is_open.get().then(|| view! { <Shares/><Curves/> });
    // Asking leads out of the page; what is drawn follows from the answer.
    effect(move || {
        studio.report.track();
        if is_open.get() {
            studio.engine.grow();
        }
    });
    view! {
        <details class="times" data-testid="times"
            on:toggle:target=move |event| is_open.set(event.target().has_attribute("open"))>
            <summary><h2>{t("times.title")}</h2></summary>
            {body}
        </details>
    }
}

/// Of each journey, what takes its mean time.
#[component]
fn Shares() -> impl IntoView {
    let studio = Studio::expect();
    let journeys = memo(move || {
        let (design, report) = (studio.design.read(), studio.report.read());
        let of = |journey: &loadbearing_engine::design::Journey| {
            let figures = report.journeys.get(&journey.id)?;
            let parts = parts(&design, &journey.id, &figures.latency.parts);
            Some((journey.label().to_owned(), parts, found_by(&figures.latency.approximations)))
        };
        design.workload.journeys.iter().filter_map(of).filter(|(_, parts, _)| !parts.is_empty()).collect::<Vec<_>>()
    });
    let table = move |(name, parts, found_by): (String, Vec<Part>, String)| {
        view! {
            <table class="shares">
                <caption>{name}</caption>
                <thead class="unseen"><tr><th>{t("times.part")}</th><th>{t("times.share")}</th><th>{t("times.mean")}</th></tr></thead>
                <tbody>{parts.into_iter().map(|part| view! { <PartRow part/> }).collect_view()}</tbody>
            </table>
            <p class="soft small">{found_by}</p>
        }
    };
    view! {
        <section data-testid="shares">
            <h3>{t("times.where")}</h3>
            {move || journeys.get().into_iter().map(table).collect_view()}
        </section>
    }
}

/// A row whose figures open to their workings, in a row below it.
#[component]
fn PartRow(part: Part) -> impl IntoView {
    let Part { name, time, share, width, numbers } = part;
    let opened = RwSignal::new(None);
    let title = t_with("working.open", &[("name", &name)]);
    let worked = numbers.map(|number| vec![Worked::Number(number)]).to_vec();
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="bar" style:--share=format!("{width:.4}")>
                <FigureOfRow opened which=1 text=share title=title.clone()/></td>
            <td><FigureOfRow opened which=0 text=time title/></td>
        </tr>
        <RowBelow opened worked columns=3/>
    }
}

/// Time and load against what arrives.
#[component]
fn Curves() -> impl IntoView {
    let studio = Studio::expect();
    let charts = memo(move || {
        let design = studio.design.read();
        let curves = studio.engine.curves.read();
        curves.as_ref().map(|curves| curves.iter().map(|curve| chart(&design, curve)).collect::<Vec<_>>())
    });
    let drawings = move || match charts.get() {
        None => view! { <p class="soft">{t("working.waiting")}</p> }.into_view(),
        Some(charts) if charts.is_empty() => view! { <p class="soft">{t("verdict.no-rates")}</p> }.into_view(),
        Some(charts) => charts.into_iter().map(|chart| view! { <LoadChart chart/> }).collect_view().into_view(),
    };
    view! { <section data-testid="curves"><h3>{t("times.curves")}</h3>{drawings}</section> }
}

#[component]
fn LoadChart(chart: Chart) -> impl IntoView {
    let Chart { name, mean, p99, utilization, now, full, top, words, rows, numbers, .. } = chart;
    let line = |at: f64, class: &'static str| view! { <line class=class x1=at x2=at y1="0" y2=SIZE.1 - 14.0/> };
    let row = |(head, figures): (String, Vec<(String, Worked)>)| view! { <FiguresRow head figures/> };
    let folds = numbers.into_iter().map(|(label, worked)| view! { <WorkingFold label worked=vec![worked]/> });
    view! {
        <figure class="curve">
            <figcaption><strong>{name}</strong>" "<span class="soft">{words.clone()}</span></figcaption>
            <svg viewBox=format!("0 0 {} {}", SIZE.0, SIZE.1) role="img" aria-label=words>
                {full.map(|at| line(at, "full"))}
                {now.map(|at| line(at, "now"))}
                <path class="utilization" d=utilization/>
                <path class="p99" d=p99/>
                <path class="mean" d=mean/>
                <text x="4" y="11">{top}</text>
                {now.map(|at| view! { <text class="mark" x=at y=SIZE.1 - 3.0>{t("times.now")}</text> })}
                {full.map(|at| view! { <text class="mark end" x=at y=SIZE.1 - 3.0>{t("times.full")}</text> })}
            </svg>
            <p class="legend small"><span class="mean">{t("times.mean")}</span><span class="p99">{t("times.p99")}</span>
                <span class="utilization">{t("times.utilization")}</span></p>
            {folds.collect_view()}
            <details><summary>{t("times.as-table")}</summary>
                <table>
                    <thead><tr><th>{t("times.load")}</th><th>{t("times.utilization")}</th><th>{t("times.mean")}</th>
                        <th>{t("times.p99")}</th></tr></thead>
                    <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                </table>
            </details>
        </figure>
    }
}
