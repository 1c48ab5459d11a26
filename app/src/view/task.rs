//! The assignment beside the canvas: what is to be done, how its checks stand while one draws, and handing in.

use loadbearing_engine::assignment::Question;
use loadbearing_engine::grading::Graded;

use super::dialog::Dialog;
use super::markdown::Markdown;
use crate::dom::prelude::*;
use crate::languages::phrases::told;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::summary::task::{Line, State, lines, sum};

/// The panel of the assignment.
#[component]
pub fn TaskPanel() -> impl IntoView {
    let studio = Studio::expect();
    let draw = move || {
        let assignment = studio.task.assignment.get()?;
        let questions =
            assignment.questions.iter().cloned().map(|question| view! { <Answer question/> }).collect_view();
        let hidden = assignment.checks.iter().any(|check| check.hidden);
        Some(view! {
            <div class="task" data-testid="task">
                <h2>{own(&assignment.title)}</h2>
                <Markdown text=own(&assignment.brief)/>
                {assignment.source.clone().map(|source| view! { <p class="soft small">{source}</p> })}
                <Checks/>
                {hidden.then(|| view! { <p class="soft small">{t("task.hidden-hint")}</p> })}
                {questions}
                <HandIn/>
            </div>
        })
    };
    view! { {draw} }
}

/// How the checks stand.
#[component]
fn Checks() -> impl IntoView {
    let studio = Studio::expect();
    let graded = memo(move || studio.engine.grade.get());
    let all = move || {
        let graded = graded.read();
        let checks: &[Graded] = graded.as_ref().map_or(&[], |grade| &grade.checks);
        lines(checks, studio.task.is_handed_in.get()).into_iter().map(line_view).collect_view()
    };
    let words =
        move || graded.read().as_ref().map(|grade| sum(grade, studio.task.is_handed_in.get())).unwrap_or_default();
    let broken = move || {
        let graded = graded.read();
        let broken: Vec<String> = graded.as_ref().map_or_else(Vec::new, |grade| grade.broken.clone());
        broken.into_iter().map(|reason| view! { <p class="problem">{reason}</p> }).collect_view()
    };
    view! {
        <section aria-label=t("task.checks")>
            <h3>{t("task.checks")}" "<span class="soft" data-testid="task-points">{words}</span></h3>
            {broken}
            <ul class="checks-list" data-testid="task-checks">{all}</ul>
        </section>
    }
}

fn line_view(line: Line) -> View {
    let Line { state, says, found, worth } = line;
    let mark = match state {
        State::Holds => "✓",
        State::Open => "○",
        State::Hidden => "?",
    };
    view! {
        <li data-state=state.name() data-testid="task-check">
            <span class="mark" aria-label=t(state.key())>{mark}</span>
            <span>{says}<br/><span class="soft small">{found}</span></span>
            <span class="soft small">{worth}</span>
        </li>
    }
}

#[component]
fn Answer(question: Question) -> impl IntoView {
    let studio = Studio::expect();
    let Question { id, text } = question;
    let field = format!("answer-{id}");
    let own = field.clone();
    let own_id = id.clone();
    let known = move || studio.task.answers.read().get(&own_id).cloned().unwrap_or_default();
    view! {
        <p class="answer-row">
            <label for=own>{text}</label>
            <textarea id=field rows="3" prop:value=known on:input:target=move |event| {
                let answer = event.target().value();
                studio.task.answers.update(|answers| { answers.insert(id.clone(), answer); });
            }></textarea>
        </p>
    }
}

#[component]
fn HandIn() -> impl IntoView {
    let studio = Studio::expect();
    view! {
        <section aria-label=t("task.hand-in")>
            <h3>{t("task.hand-in")}</h3>
            <p class="answer-row">
                <label for="task-student">{t("task.student")}</label>
                <input id="task-student" data-testid="task-student" type="text" autocomplete="name"
                    prop:value=move || studio.task.student.get()
                    on:input:target=move |event| studio.task.student.set(event.target().value())/>
            </p>
            <p class="row">
                <button class="primary" data-testid="hand-in-file" on:click=move |_| studio.hand_in_file()>
                    {t("task.hand-in-file")}</button>
                <button data-testid="hand-in-link" on:click=move |_| studio.hand_in_link()>{t("task.hand-in-link")}</button>
            </p>
            <p class="soft small">{t("task.hand-in-hint")}</p>
        </section>
    }
}

/// What came with the page, in the language that it speaks; what somebody wrote, as it is.
fn own(text: &str) -> String {
    told(text).unwrap_or_else(|| text.to_owned())
}

/// The list of assignments that are ready.
#[component]
pub fn ReadyDialog() -> impl IntoView {
    let studio = Studio::expect();
    studio.ready.ask();
    let item = move |(id, title, level, text): (String, String, String, String)| {
        let open = move |_| {
            studio.answered();
            studio.open_ready_assignment(&text);
        };
        view! {
            <li><button class="plain" data-testid=format!("assignment-{id}") on:click=open>
                <strong>{own(&title)}</strong>" "<span class="soft small">{own(&level)}</span></button></li>
        }
    };
    let all = move || {
        let all = studio.ready.all()?;
        Some(crate::summary::task::ready(&all).into_iter().map(item).collect_view())
    };
    let waiting = move || match (studio.ready.problem(), studio.ready.all()) {
        (Some(problem), _) => Some(t_with("gallery.missing", &[("problem", &problem)])),
        (None, None) => Some(t("page.waiting").to_owned()),
        _ => None,
    };
    view! {
        <Dialog name="assignments" title=t("task.ready")>
            <p class="soft">{t("task.ready-hint")}</p>
            <ul class="designs">{all}</ul>
            {move || waiting().map(|words| view! { <p class="soft" role="status">{words}</p> })}
        </Dialog>
    }
}
