//! A fix being looked at: in the report what it changes and what that brings, on the canvas what is new and changed.

use loadbearing_engine::report::FindingName;

use super::working::WorkingFold;
use crate::canvas::curve::Curve;
use crate::canvas::geometry::Rect;
use crate::dom::ev;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::Studio;
use crate::summary::Tone;
use crate::summary::fix::{Row, Told, told};
use crate::summary::working::Worked;

/// The button that shows a fix, and below it what it would bring.
#[component]
pub fn FixOffer(of: FindingName) -> impl IntoView {
    let studio = Studio::expect();
    let (asked, own) = (of.clone(), of);
    let is_open = memo(move || studio.is_trying(&own));
    let leave = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && is_open.get_untracked() {
            event.stop_propagation();
            studio.leave_fix();
        }
    };
    view! {
        <div class="offer" on:keydown=leave>
            <button aria-expanded=move || is_open.get().to_string() data-testid="preview-fix"
                on:click=move |_| studio.try_fix(asked.clone())>{t("fix.preview")}</button>
            <Show when=move || is_open.get()><FixPreview/></Show>
        </div>
    }
}

/// What the fix that is being looked at would bring. What it changes is read out; the rest is there to be read.
#[component]
fn FixPreview() -> impl IntoView {
    let studio = Studio::expect();
    let words = memo(move || studio.tried().map(|fix| told(&studio.design.read(), &fix)));
    let step = |(says, source): (String, String)| {
        let from = (!source.is_empty()).then(|| view! { <span class="soft small">" ("{source}")"</span> });
        view! { <li>{says}{from}</li> }
    };
    let steps = move || match words.get() {
        None => view! { <p class="soft">{t("working.waiting")}</p> },
        Some(words) => view! { <ul class="steps">{words.steps.into_iter().map(step).collect_view()}</ul> },
    };
    view! {
        <div class="preview" role="group" aria-label=t("fix.preview") data-testid="fix">
            <div aria-live="polite">{steps}</div>
            {move || words.get().map(|words| view! { <FixWords words/> })}
        </div>
    }
}

#[component]
fn FixWords(words: Told) -> impl IntoView {
    let studio = Studio::expect();
    let is_nothing = words.steps.is_empty();
    let line = |(tone, text): (Tone, String)| view! { <li data-tone=tone.name()>{text}</li> };
    view! {
        <table hidden=is_nothing data-testid="fix-figures">
            <thead><tr><th>{t("fix.figure")}</th><th>{t("fix.before")}</th><th>{t("fix.after")}</th></tr></thead>
            <tbody>{words.rows.into_iter().map(|row| view! { <FigureRow row/> }).collect_view()}</tbody>
        </table>
        <ul class="lines">{words.lines.into_iter().map(line).collect_view()}</ul>
        <p class="actions">
            <button class="primary" disabled=is_nothing on:click=move |_| studio.apply_fix()
                data-testid="apply-fix">{t("fix.apply")}</button>
            <button on:click=move |_| studio.leave_fix() data-testid="leave-fix">{t("fix.leave")}</button>
        </p>
    }
}

#[component]
fn FigureRow(row: Row) -> impl IntoView {
    let Row { label, before, after, worked } = row;
    let opening = |text: String, worked: Option<Worked>| match worked {
        Some(worked) => view! { <WorkingFold label=text worked=vec![worked]/> },
        None => text.into_view(),
    };
    let [is, would_be] = worked;
    let (before, after) = (opening(before, is), opening(after, would_be));
    view! { <tr><th scope="row">{label}</th><td>{before}</td><td>{after}</td></tr> }
}

/// What is new and what is changed, drawn above the design: dashed, with words, never by colour alone.
#[component]
pub fn FixGhosts() -> impl IntoView {
    let studio = Studio::expect();
    let ghosts = memo(move || studio.ghosts());
    let shapes = move || {
        let ghosts = ghosts.get();
        let added = ghosts.added.into_iter().map(|(area, words)| ghost_box("added", area, words)).collect_view();
        let changed = ghosts.changed.into_iter().map(|(area, words)| ghost_box("changed", area, words)).collect_view();
        let ways = ghosts.ways.iter().map(|curve| way("added", curve)).collect_view();
        let gone = ghosts.gone.iter().map(|curve| way("gone", curve)).collect_view();
        view! { <g>{gone}{ways}{changed}{added}</g> }
    };
    view! { <svg class="overlay fix" aria-hidden="true" data-testid="ghosts">{shapes}</svg> }
}

fn ghost_box(class: &'static str, area: Rect, words: String) -> View {
    view! {
        <g class=class>
            <rect x=area.x y=area.y width=area.width height=area.height rx="6"/>
            <text x=area.x + 4.0 y=area.y - 10.0>{words}</text>
        </g>
    }
}

fn way(class: &'static str, curve: &Curve) -> View {
    view! { <g class=class><path d=curve.path()/><path class="head" d=curve.arrow_path()/></g> }
}
