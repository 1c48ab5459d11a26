//! Retries and queues: what is the case in a sentence each, with figures that open to their workings.

use super::report_part::ReportPart;
use super::working::WorkingFold;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::summary::pressure::{Told, is_nothing, queues, retries, shown_names};

/// What retries and queues make of the peak. Put into words when somebody opens it.
#[component]
pub fn Pressure() -> impl IntoView {
    let studio = Studio::expect();
    let is_open = RwSignal::new(false);
    let is_empty = memo(move || is_nothing(&studio.report.read()));
    let told = memo(move || {
        let (design, report) = (studio.design.read(), studio.report.read());
        if is_open.get() { [retries(&design, &report), queues(&design, &report)] } else { Default::default() }
    });
    let section = move |key: &'static str, told: Vec<Told>| {
        let cards = told.into_iter().map(|told| view! { <ToldCard told/> }).collect_view();
        view! { <section><h3>{t(key)}</h3><ul class="cards">{cards}</ul></section> }
    };
    let body = move || {
        let [retries, queues] = told.get();
        let keys = [("pressure.retries-title", retries), ("pressure.queues-title", queues)];
        keys.into_iter().filter(|(_, told)| !told.is_empty()).map(|(key, told)| section(key, told)).collect_view()
    };
    view! { <ReportPart name="pressure" title=t("pressure.title") is_open is_empty>{body}</ReportPart> }
}

#[component]
fn ToldCard(told: Told) -> impl IntoView {
    let studio = Studio::expect();
    let label = t_with("pressure.show", &[("names", &shown_names(&studio.design.read_untracked(), &told))]);
    let Told { shows, tone, text, also, figures } = told;
    let show = move |_| studio.show(shows.clone(), []);
    let folds = figures.into_iter().map(|(label, worked)| view! { <WorkingFold label worked=vec![worked]/> });
    view! {
        <li class="finding" data-tone=tone.name()>
            <button class="message" title=label on:click=show>{text}</button>
            <p class="fix">{also}</p>
            <details class="workings">
                <summary>{t("verdict.workings")}</summary>
                {folds.collect_view()}
            </details>
        </li>
    }
}
