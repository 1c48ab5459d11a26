//! The report: the verdict in one line, findings, tables, and what was not checked.

use super::later::later;
use super::report_accepted::AcceptedFindings;
use super::report_causes::CausesSection;
use super::report_day::Day;
use super::report_findings::{Findings, Unchecked};
use super::report_pressure::Pressure;
use super::report_sensitivity::Sensitivity;
use super::report_tables::Tables;
use super::report_times::Times;
use super::working::Workings;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::Studio;
use crate::summary::verdict::Sentence;

/// The panel with all that the engine says of the design.
#[component]
pub fn ReportPanel() -> impl IntoView {
    view! {
        <div class="report" data-testid="report">
            <VerdictLine/>
            {later(|all| (all.report)())}
        </div>
    }
}

/// All that the engine says besides the verdict.
#[component]
pub fn BelowVerdict() -> impl IntoView {
    let studio = Studio::expect();
    // Before the engine has said anything there is nothing to say of it: a link and a kept design wait for it.
    view! {
        <Show when=move || studio.has_report()>
            <Findings/>
            <AcceptedFindings/>
            <Times/>
            <Day/>
            <Pressure/>
            <CausesSection/>
            <Sensitivity/>
            <Tables/>
            <Unchecked/>
        </Show>
    }
}

/// The verdict: sentences that show on the canvas what they speak of.
#[component]
pub fn VerdictLine() -> impl IntoView {
    let studio = Studio::expect();
    let sentences = studio.verdict;
    view! {
        <section class="verdict" aria-label=t("verdict.title") data-testid="verdict">
            <div>
                {move || sentences.get().into_iter().map(|sentence| view! { <VerdictSentence sentence/> }).collect_view()}
            </div>
            {later(|all| (all.verdict_workings)())}
        </section>
    }
}

/// Workings of the numbers in the verdict.
#[component]
pub fn VerdictWorkings() -> impl IntoView {
    let sentences = Studio::expect().verdict;
    let numbers =
        memo(move || sentences.read().iter().flat_map(|sentence| sentence.numbers.clone()).collect::<Vec<_>>());
    view! { <Workings numbers/> }
}

#[component]
fn VerdictSentence(sentence: Sentence) -> impl IntoView {
    let studio = Studio::expect();
    let Sentence { about, tone, text, shows, .. } = sentence;
    let words = if shows.is_empty() {
        text.into_view()
    } else {
        let show = move |_| studio.show(shows.clone(), []);
        view! { <button class="link" on:click=show>{text}</button> }
    };
    view! { <p data-tone=tone.name() data-testid=format!("verdict-{about}")>{words}</p> }
}
