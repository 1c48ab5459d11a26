//! What there is to practise on: the questions and problems of the texts, each with the templates that answer it, an
//! empty design to answer it oneself, and the pages that help.

use loadbearing_engine::knowledge::practice::Question;

use super::gallery::open;
use super::markdown::PageLink;
use crate::dom::prelude::*;
use crate::languages::phrases::{on_one_line, say};
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::summary::gallery::level_key;
use crate::summary::knowledge::titled;

/// The questions, then the problems.
#[component]
pub fn Questions() -> impl IntoView {
    let studio = Studio::expect();
    let practice = studio.knowledge.practice;
    practice.ask();
    studio.templates.ask();
    studio.knowledge.list.ask();
    let list = |key, questions: &[Question]| {
        let items = questions.iter().cloned().map(|question| view! { <QuestionRow question/> }).collect_view();
        view! { <section><h3>{t(key)}</h3><ol class="questions">{items}</ol></section> }
    };
    let problem = move || match practice.problem() {
        Some(problem) => Some(t_with("gallery.missing", &[("problem", &problem)])),
        None => practice.all().is_none().then(|| t("page.waiting").to_owned()),
    };
    view! {
        <p class="soft">{t("practice.hint")}</p>
        {move || practice.all().map(|all| view! {
            {list("practice.questions", &all.questions)}
            {list("practice.problems", &all.problems)}
        })}
        {move || problem().map(|words| view! { <p class="soft" role="status">{words}</p> })}
    }
}

#[component]
fn QuestionRow(question: Question) -> impl IntoView {
    let studio = Studio::expect();
    let Question { number, level, title, brief, templates, helps, empty } = question;
    let list = if level.is_empty() { "problem" } else { "question" };
    let (row_id, empty_id) = (format!("{list}-{number}"), format!("{list}-{number}-empty"));
    let template = move |id: String| {
        let of_title = id.clone();
        let name = move || {
            let text = studio.templates.all().and_then(|all| all.get(&of_title).cloned());
            text.and_then(|text| Some(say(&loadbearing_engine::read(&text).ok()?.design.title)))
                .unwrap_or_else(|| of_title.clone())
        };
        view! { <button class="link" on:click=move |_| open(studio, &id)>{name}</button> " " }
    };
    let begin = move |_| {
        studio.answered();
        studio.open_text(&empty);
    };
    let links = move || {
        let helps = studio.knowledge.list.all().map(|all| titled(&all, &helps)).unwrap_or_default();
        helps.into_iter().map(|(id, words)| view! { <PageLink id words/> " " }).collect_view()
    };
    let has_templates = !templates.is_empty();
    let answers = templates.into_iter().map(template).collect_view();
    view! {
        <li data-testid=row_id>
            <p><strong>{say(&title)}</strong>" "
                <span class="soft small">{level_key(&level).map(t)}</span></p>
            <p class="small">{say(&on_one_line(&brief))}</p>
            <p class="small links">
                <button class="small" data-testid=empty_id on:click=begin>{t("practice.begin")}</button>
                {has_templates.then(|| view! { <span class="soft">{t("practice.answers")}</span> })}
                {answers}
            </p>
            <p class="small links"><span class="soft">{t("practice.helps")}</span> {links}</p>
        </li>
    }
}
