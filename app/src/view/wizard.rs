//! A decision tree, walked question by question to its end, and what the end puts onto the canvas.

use loadbearing_engine::knowledge::{End, Put, Question};

use super::markdown::Markdown;
use crate::dom::prelude::*;
use crate::languages::phrases::say;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::knowledge::{Place, place};
use crate::summary::knowledge::{Next, Walked, walk};

/// Whether a page is that of a decision tree.
#[must_use]
pub fn is_tree(id: &str) -> bool {
    id.starts_with("tree.")
}

/// Whether a page is that of a guided path.
#[must_use]
pub fn is_path(id: &str) -> bool {
    id.starts_with("path.")
}

/// The tree of a page.
#[component]
pub fn TreeWalk(id: String) -> impl IntoView {
    let knowledge = Studio::expect().knowledge;
    let walked = memo(move || {
        let all = knowledge.list.all()?;
        let tree = all.trees.iter().find(|tree| tree.id == id)?;
        Some(walk(tree, &knowledge.answers.read()))
    });
    view! { <section class="wizard" aria-live="polite" data-testid="wizard">{move || walked.get().map(walked_view)}</section> }
}

fn walked_view(walked: Walked) -> View {
    let knowledge = Studio::expect().knowledge;
    let begun = !walked.trail.is_empty();
    let line = |(number, (asked, said)): (usize, (String, String))| {
        let again = move |_| knowledge.answers.update(|answers| answers.truncate(number));
        let label = t_with("wizard.again", &[("question", &asked)]);
        view! { <li><button class="link" title=label on:click=again>{asked}" "<strong>{said}</strong></button></li> }
    };
    let trail = walked.trail.into_iter().enumerate().map(line).collect_view();
    let next = match walked.next {
        Next::Ask(question) => asking(question),
        Next::End(end) => ending(end),
        Next::Lost => View::NOTHING,
    };
    view! {
        {begun.then(|| view! { <ol class="trail">{trail}</ol> })}
        {next}
    }
}

fn asking(question: Question) -> View {
    let knowledge = Studio::expect().knowledge;
    let answer = move |(number, says): (usize, String)| {
        let test_id = format!("answer-{number}");
        let give = move |_| knowledge.answers.update(|answers| answers.push(number));
        view! { <button data-testid=test_id on:click=give>{says}</button> }
    };
    let says = question.answers.into_iter().map(|answer| answer.says).enumerate();
    view! {
        <h4>{question.asks}</h4>
        {(!question.why.is_empty()).then(|| view! { <p class="soft">{question.why}</p> })}
        <div class="answers">{says.map(answer).collect_view()}</div>
    }
}

fn ending(end: End) -> View {
    let puts = end.puts.into_iter().map(|put| view! { <PutButton put/> }).collect_view();
    view! {
        <h4 data-testid="wizard-end">{end.title}</h4>
        <Markdown text=end.text/>
        <div class="answers">{puts}</div>
    }
}

/// Puts an end onto the canvas; says where it goes.
#[component]
fn PutButton(put: Put) -> impl IntoView {
    let studio = Studio::expect();
    let test_id = format!("put-{}", put.kind);
    let words = {
        let (document, selection) = (studio.document.read_untracked(), studio.selection.read_untracked());
        let name = |id: &str| {
            let component = document.component(id);
            component.and_then(|component| component.name.clone()).unwrap_or_else(|| id.to_owned())
        };
        match place(&document, &selection, &put) {
            Place::Set(id) => t_with("wizard.set", &[("what", &say(&put.name())), ("name", &name(&id))]),
            Place::Behind(id) => t_with("wizard.behind", &[("what", &say(&put.name())), ("name", &name(&id))]),
            Place::Alone => t_with("wizard.add", &[("what", &say(&put.name()))]),
        }
    };
    let of_kind = format!("kind.{}", put.kind);
    view! {
        <button class="primary" data-testid=test_id on:click=move |_| studio.put_on_canvas(&put)>{words}</button>
        <button class="link" on:click=move |_| studio.open_page(&of_kind)>{t("wizard.about")}</button>
    }
}
