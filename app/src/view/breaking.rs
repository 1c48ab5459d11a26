//! Breaking the design: what is supposed and what follows, what every single loss would do, and the knobs.

use std::sync::Arc;

use crate::dom::prelude::*;
use loadbearing_engine::analysis::scenario::Scenario;
use loadbearing_engine::report::Outcome;

use super::icon::Icon;
use super::report::VerdictLine;
use super::working::Workings;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::breaking::{LOAD_STEPS, load_at, step_of};
use crate::summary::outcome::{LossRow, left_out, numbers, rows};
use crate::summary::working::Worked;

/// The panel of the mode: what is supposed, the knobs, and the table of single losses.
#[component]
pub fn BreakingPanel() -> impl IntoView {
    let studio = Studio::expect();
    let is_whole = memo(move || studio.scenario.read().is_empty());
    let follows = move || match is_whole.get() {
        true => view! { <p class="soft">{t("breaking.what-to-do")}</p> }.into_view(),
        false => view! { <VerdictLine/> }.into_view(),
    };
    view! {
        <div class="breaking" data-testid="breaking">
            <h2>{t("breaking.title")}</h2>
            {follows}
            <Workings numbers=memo(move || figures(studio))/>
            <p class="actions">
                <button on:click=move |_| studio.mend_all() disabled=is_whole
                    data-testid="mend-all"><Icon name="back"/>{t("breaking.mend-all")}</button>
                <button class="primary" on:click=move |_| studio.toggle_breaking() data-testid="leave-breaking">
                    {t("breaking.leave")}</button>
            </p>
            <LoadKnob/>
            <Switches/>
            <LossTable/>
        </div>
    }
}

/// The figures of what follows, to be opened.
fn figures(studio: Studio) -> Vec<(String, Worked)> {
    let outcome = studio.engine.outcome.read();
    let is_it = |outcome: &&Arc<Outcome>| {
        let scenario = studio.scenario.read();
        !scenario.is_empty() && outcome.scenario == *scenario
    };
    outcome.as_ref().filter(is_it).map_or_else(Vec::new, |outcome| numbers(&studio.design.read(), outcome))
}

/// How much of the peak arrives.
#[component]
fn LoadKnob() -> impl IntoView {
    let studio = Studio::expect();
    let load = memo(move || studio.scenario.read().load);
    let label = move || t_with("breaking.load-is", &[("times", &load.get())]);
    let turn = move |text: String| {
        if let Ok(step) = text.parse::<f64>() {
            studio.scenario.update(|scenario| scenario.load = load_at(step));
        }
    };
    view! {
        <div class="knob">
            <label for="breaking-load">{t("breaking.load")}</label>
            <input id="breaking-load" type="range" min="0" max=LOAD_STEPS step="1" data-testid="load"
                prop:value=move || step_of(load.get()).to_string() aria-valuetext=label
                on:input:target=move |event| turn(event.target().value())/>
            <output for="breaking-load">{label}</output>
        </div>
    }
}

/// Caches that are cold and journeys that spike; folded, since they are many, dependencies that are slow.
#[component]
fn Switches() -> impl IntoView {
    let studio = Studio::expect();
    let choices = memo(move || studio.knobs());
    let slow = memo(move || studio.slow_knobs());
    let row = move |(id, label, is_on): (String, String, bool)| {
        let test_id = format!("knob-{id}");
        view! {
            <li><label>
                <input type="checkbox" prop:checked=is_on data-testid=test_id on:change=move |_| studio.turn(&id)/>
                {label}
            </label></li>
        }
    };
    view! {
        <ul class="switches">{move || choices.get().into_iter().map(row).collect_view()}</ul>
        <details hidden=move || slow.read().is_empty() data-testid="slow-knobs">
            <summary>{t("breaking.slow")}</summary>
            <ul class="switches">{move || slow.get().into_iter().map(row).collect_view()}</ul>
        </details>
    }
}

/// Rows of the table of single losses: an assumption, nobody reads more.
const MOST_ROWS: usize = 200;

/// What each single loss does, the worst first; a press tries it.
#[component]
fn LossTable() -> impl IntoView {
    let studio = Studio::expect();
    let losses = memo(move || {
        let losses = studio.engine.losses.read();
        let losses = losses.as_ref()?;
        let mut rows = rows(&studio.design.read(), &losses.0);
        let not_shown = rows.split_off(rows.len().min(MOST_ROWS)).len();
        Some((rows, left_out(&losses.1, not_shown)))
    });
    let body = move || match losses.get() {
        None => view! { <p class="soft">{t("working.waiting")}</p> }.into_view(),
        Some((rows, left_out)) => view! {
            <div>
            <table data-testid="losses">
                <thead><tr><th>{t("breaking.lost")}</th><th>{t("breaking.does")}</th></tr></thead>
                <tbody>{rows.into_iter().map(|row| view! { <LossLine row/> }).collect_view()}</tbody>
            </table>
            {left_out.into_iter().map(|said| view! { <p class="soft small">{said}</p> }).collect_view()}
            </div>
        }
        .into_view(),
    };
    view! { <section aria-labelledby="losses-title"><h3 id="losses-title">{t("breaking.each")}</h3>{body}</section> }
}

#[component]
fn LossLine(row: LossRow) -> impl IntoView {
    let studio = Studio::expect();
    let LossRow { id, lost, does, tone, numbers, scenario } = row;
    let own = scenario.clone();
    let is_tried = memo(move || *studio.scenario.read() == own);
    let test_id = format!("loss-{id}");
    let try_it = move |_| {
        let next = if is_tried.get_untracked() { Scenario::default() } else { scenario.clone() };
        studio.scenario.set(next);
    };
    view! {
        <tr data-tone=tone.name()>
            <th scope="row"><button class="link" aria-pressed=move || is_tried.get().to_string() on:click=try_it
                data-testid=test_id>{lost}</button></th>
            <td>{does}<Workings numbers=memo(move || numbers.clone())/></td>
        </tr>
    }
}
