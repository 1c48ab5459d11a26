//! What takes each journey down: bars that also read as tables, each figure open to its working.

use super::report_part::ReportPart;
use super::working::{FigureOfRow, RowBelow, WorkingFold};
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::summary::causes::{Bar, Down, down};
use crate::summary::working::Worked;

/// Contributions and cuts, journey by journey. Asked for when somebody opens it.
#[component]
pub fn CausesSection() -> impl IntoView {
    let studio = Studio::expect();
    let is_open = RwSignal::new(false);
    let is_empty = memo(move || studio.report.read().journeys.is_empty());
    // Asking leads out of the page; what is drawn follows from the answers.
    effect(move || {
        let report = studio.report.read();
        if is_open.get() {
            studio.engine.find_causes(report.journeys.keys());
        }
    });
    let journeys = memo(move || {
        if !is_open.get() {
            return None;
        }
        let (design, report, causes) = (studio.design.read(), studio.report.read(), studio.engine.causes.read());
        let of = |journey: &loadbearing_engine::design::Journey| {
            Some(down(&design, &journey.id, report.journeys.get(&journey.id)?, causes.get(&journey.id)?))
        };
        Some(design.workload.journeys.iter().filter_map(of).collect::<Vec<_>>())
    });
    let body = move || {
        let journeys = journeys.get()?;
        Some(match journeys.is_empty() {
            true => view! { <p class="soft">{t("working.waiting")}</p> }.into_view(),
            false => journeys.into_iter().map(|down| view! { <JourneyDown down/> }).collect_view(),
        })
    };
    view! { <ReportPart name="causes" title=t("causes.title") is_open is_empty>{body}</ReportPart> }
}

#[component]
fn JourneyDown(down: Down) -> impl IntoView {
    let Down { name, words, whole, contributions, at_peak, cuts, rest } = down;
    let worked = vec![Worked::Number(whole)];
    view! {
        <section>
            <p><strong>{name}</strong>" "<span class="soft">{words}</span></p>
            <WorkingFold label=t("causes.whole").to_owned() worked/>
            <Bars caption=t("causes.contributions") first=t("causes.part") bars=contributions/>
            <Bars caption=t("causes.at-peak") first=t("causes.part") bars=at_peak/>
            <Bars caption=t("causes.cuts") first=t("causes.together") bars=cuts/>
            <p class="soft small" data-counts="">{rest}</p>
        </section>
    }
}

#[component]
fn Bars(caption: &'static str, first: &'static str, bars: Vec<Bar>) -> impl IntoView {
    if bars.is_empty() {
        return View::NOTHING;
    }
    view! {
        <table class="shares">
            <caption>{caption}</caption>
            <thead class="unseen"><tr><th>{first}</th><th>{t("causes.share")}</th><th>{t("causes.time")}</th></tr></thead>
            <tbody>{bars.into_iter().map(|bar| view! { <BarRow bar/> }).collect_view()}</tbody>
        </table>
    }
}

/// A row that opens to a row with its working below it.
#[component]
fn BarRow(bar: Bar) -> impl IntoView {
    let studio = Studio::expect();
    let opened = RwSignal::new(None);
    let Bar { name, time, share, width, numbers, shows } = bar;
    let worked = numbers.map(|number| vec![Worked::Number(number)]).to_vec();
    let show = move |_| studio.show(shows.clone(), []);
    let (shown, title) = (t_with("findings.show", &[("name", &name)]), t_with("working.open", &[("name", &name)]));
    view! {
        <tr>
            <th scope="row"><button class="message" title=shown on:click=show>{name}</button></th>
            <td class="bar" style:--share=format!("{width:.4}")>
                <FigureOfRow opened which=1 text=share title=title.clone()/></td>
            <td><FigureOfRow opened which=0 text=time title/></td>
        </tr>
        <RowBelow opened worked columns=3/>
    }
}
