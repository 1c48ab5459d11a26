//! The stage of a guided path, beside the drawing: what to do in it, what to ask, and what of it the design has already.

use loadbearing_engine::knowledge::{Mark, Path, Step};

use super::icon::Icon;
use super::markdown::PageLink;
use crate::dom::prelude::*;
use crate::languages::phrases::say;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::summary::knowledge::{is_done, mark_key, titled};

/// The stage, while a path is walked.
#[component]
pub fn PathStrip() -> impl IntoView {
    let studio = Studio::expect();
    let walked = memo(move || studio.knowledge.walked());
    move || walked.get().map(|(path, stage)| view! { <Stage path stage/> })
}

#[component]
fn Stage(path: Path, stage: usize) -> impl IntoView {
    let studio = Studio::expect();
    let last = path.steps.len() - 1;
    let Some(step) = path.steps.get(stage).cloned() else { return View::NOTHING };
    let (of_back, of_next, of_open) = (path.id.clone(), path.id.clone(), step.opens);
    let leave = move |_| studio.knowledge.path.set(None);
    let number =
        t_with("path.stage", &[("number", &(stage + 1)), ("count", &(last + 1)), ("time", &say(&step.time()))]);
    let next = if stage == last { t("path.finish") } else { t("path.next") };
    view! {
        <aside class="path" aria-label=say(&path.title) data-testid="path">
            <header>
                <p class="soft small">{say(&path.title)}" · "{number}</p>
                <button class="plain icon-only" aria-label=t("path.leave") on:click=leave data-testid="path-leave">
                    <Icon name="close"/></button>
            </header>
            <h3 data-testid="path-stage">{say(&step.title)}</h3>
            <StageBody step/>
            <div class="answers">
                <button disabled=stage == 0 data-testid="path-back"
                    on:click=move |_| studio.go_to_stage(&of_back, stage.saturating_sub(1))>{t("path.back")}</button>
                <button on:click=move |_| studio.open_part(of_open)>{t("path.open")}</button>
                <button class="primary" data-testid="path-next"
                    on:click=move |_| studio.go_to_stage(&of_next, stage + 1)>{next}</button>
            </div>
        </aside>
    }
    .into_view()
}

#[component]
fn StageBody(step: Step) -> impl IntoView {
    let studio = Studio::expect();
    let mark = move |mark: Mark| {
        let is_done = memo(move || is_done(mark, &studio.design.read(), &studio.report.read()));
        let said = move || if is_done.get() { t("path.done") } else { t("path.open-still") };
        view! { <li data-done=move || is_done.get().to_string()>{t(mark_key(mark))}" "<span class="small">{said}</span></li> }
    };
    let helps = studio.knowledge.list.all().map(|all| titled(&all, &step.helps)).unwrap_or_default();
    let helps = helps.into_iter().map(|(id, words)| view! { <PageLink id words/> " " }).collect_view();
    view! {
        <p>{say(&step.text)}</p>
        <details><summary>{t("path.asks")}</summary>
            <ul>{step.asks.into_iter().map(|ask| view! { <li>{say(&ask)}</li> }).collect_view()}</ul></details>
        <ul class="marks" data-testid="path-marks">{step.done.into_iter().map(mark).collect_view()}</ul>
        <p class="small">{helps}</p>
    }
}
