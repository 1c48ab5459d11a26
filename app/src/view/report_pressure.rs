//! Timeouts, retries and queues: what is the case in a sentence each, with figures that open to their workings.

use super::report_part::ReportPart;
use super::working::WorkingFold;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::summary::balance::balance;
use crate::summary::pressure::{Told, found_by, is_nothing, queues, retries, shown_names};

/// What callers, retries and queues make of the peak. Put into words when somebody opens it.
#[component]
pub fn Pressure() -> impl IntoView {
    let studio = Studio::expect();
    let is_open = RwSignal::new(false);
    let is_empty = memo(move || is_nothing(&studio.report.read()));
    let told = memo(move || {
        let (design, report) = (studio.design.read(), studio.report.read());
        match is_open.get() {
            true => {
                let of_balance = report.balance.as_ref().map(|balance| found_by(&balance.approximations));
                let of_queues = report.queues.first().map(|queue| found_by(&queue.approximations));
                vec![
                    ("balance.title", balance(&design, &report), of_balance),
                    ("pressure.retries-title", retries(&design, &report), None),
                    ("pressure.queues-title", queues(&design, &report), of_queues),
                ]
            }
            false => Vec::new(),
        }
    });
    let section = move |(key, told, found_by): (&'static str, Vec<Told>, Option<String>)| {
        let cards = told.into_iter().map(|told| view! { <ToldCard told/> }).collect_view();
        view! { <section><h3>{t(key)}</h3><ul class="cards">{cards}</ul><p class="soft small">{found_by}</p></section> }
    };
    let body = move || told.get().into_iter().filter(|(_, told, _)| !told.is_empty()).map(section).collect_view();
    view! { <ReportPart name="pressure" title=t("pressure.title") is_open is_empty>{body}</ReportPart> }
}

#[component]
fn ToldCard(told: Told) -> impl IntoView {
    let studio = Studio::expect();
    let label = t_with("pressure.show", &[("names", &shown_names(&studio.design.read_untracked(), &told))]);
    let Told { shows, tone, text, also, figures } = told;
    let shows_any = !shows.is_empty();
    let show = move |_| studio.show(shows.clone(), []);
    // A journey as a whole has no place on the canvas.
    let said = match shows_any {
        true => view! { <button class="message" title=label on:click=show>{text}</button> },
        false => view! { <p class="message">{text}</p> },
    };
    let is_bare = figures.is_empty();
    let folds = figures.into_iter().map(|(label, worked)| view! { <WorkingFold label worked=vec![worked]/> });
    view! {
        <li class="finding" data-tone=tone.name()>
            {said}
            <p class="fix">{also}</p>
            <details class="workings" hidden=is_bare>
                <summary>{t("verdict.workings")}</summary>
                {folds.collect_view()}
            </details>
        </li>
    }
}
