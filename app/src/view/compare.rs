//! Two designs side by side: which ones, both drawings with what differs marked, and the same as tables.

use super::compare_sides::Sides;
use super::dialog::Dialog;
use super::still::StillView;
use super::working::WorkingFold;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::Studio;
use crate::summary::Tone;
use crate::summary::comparison::{Difference, Row, Told, told};

/// The dialog.
#[component]
pub fn CompareDialog() -> impl IntoView {
    let studio = Studio::expect();
    studio.templates.ask();
    studio.list();
    // Whoever opens it from the menu wonders what has become of the open design.
    studio.begin_comparing();
    let found = memo(move || studio.compared());
    let words = memo(move || {
        let [before, after] = studio.comparing.sides.map(|beside| beside.file.get());
        Some(told([&before?, &after?], &*found.get()?))
    });
    let is_waiting = move || studio.comparing.sides.iter().all(|beside| beside.problem.read().is_empty());
    let rest = move || match words.get() {
        Some(words) => view! { <Answer words/> },
        None if is_waiting() => view! { <p class="soft">{t("working.waiting")}</p> },
        None => View::NOTHING,
    };
    let drawing = move |side: usize| {
        move || {
            found.get().and_then(|found| studio.still_beside(side, &found)).map(|still| view! { <StillView still/> })
        }
    };
    view! {
        <Dialog name="compare" title=t("compare.title")>
            <Sides/>
            <div class="beside drawings">
                <div data-testid="still-before">{drawing(0)}</div>
                <div data-testid="still-after">{drawing(1)}</div>
            </div>
            <div aria-live="polite">{move || words.read().as_ref().map(|words| view! {
                <p data-testid="compare-headline"><strong>{words.headline.clone()}</strong></p> })}</div>
            {rest}
        </Dialog>
    }
}

#[component]
fn Answer(words: Told) -> impl IntoView {
    let Told { rows, changes, lines, .. } = words;
    let line = |(tone, text): (Tone, String)| view! { <li data-tone=tone.name()>{text}</li> };
    let (has_changes, has_lines) = (!changes.is_empty(), !lines.is_empty());
    view! {
        <table class="compared" data-testid="compare-figures">
            <thead><tr><th scope="col">{t("fix.figure")}</th><th scope="col">{t("compare.first")}</th>
                <th scope="col">{t("compare.second")}</th><th scope="col">{t("compare.outcome")}</th></tr></thead>
            <tbody>{rows.into_iter().map(|row| view! { <FigureRow row/> }).collect_view()}</tbody>
        </table>
        <section hidden=!has_lines><h3>{t("compare.verdicts")}</h3>
            <ul class="lines" data-testid="compare-lines">{lines.into_iter().map(line).collect_view()}</ul></section>
        <section hidden=!has_changes><h3>{t("compare.differences")}</h3>
            <table class="compared" data-testid="compare-changes">
                <thead><tr><th scope="col">{t("compare.fate")}</th><th scope="col">{t("compare.what")}</th>
                    <th scope="col">{t("compare.fields")}</th></tr></thead>
                <tbody>{changes.into_iter().map(change_row).collect_view()}</tbody>
            </table></section>
    }
}

#[component]
fn FigureRow(row: Row) -> impl IntoView {
    let Row { label, values: [before, after], worked: [of_before, of_after], outcome, words } = row;
    let cell = |text: String, worked| match worked {
        Some(worked) => view! { <WorkingFold label=text worked=vec![worked]/> },
        None => text.into_view(),
    };
    view! {
        <tr data-outcome=outcome>
            <th scope="row">{label}</th>
            <td>{cell(before, of_before)}</td>
            <td>{cell(after, of_after)}</td>
            <td class="outcome">{words}</td>
        </tr>
    }
}

fn change_row(change: Difference) -> View {
    let Difference { fate, words, name, fields } = change;
    let fields = fields.into_iter().map(|field| view! { <li>{field}</li> }).collect_view();
    view! { <tr data-fate=fate><td>{words}</td><th scope="row">{name}</th><td><ul>{fields}</ul></td></tr> }
}
