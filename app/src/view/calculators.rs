//! Calculators: formulas that need no drawing, with fields that take what people type.

use loadbearing_engine::calculator::{Described, DescribedInput};

use super::dialog::Dialog;
use super::inspector::field::FieldRow;
use super::markdown::{Markdown, PageLink};
use super::working::WorkingFold;
use crate::dom::prelude::*;
use crate::languages::phrases::{on_one_line, say};
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::calculators::field;
use crate::summary::calculators::{Answered, Came, Group, answered, first_paragraph, groups};

/// The calculators, searched and in groups, and the one that is shown.
#[component]
pub fn CalculatorsDialog() -> impl IntoView {
    let studio = Studio::expect();
    let calculators = studio.calculators;
    calculators.list.ask();
    let query = RwSignal::new(String::new());
    let found = memo(move || calculators.list.all().map(|all| groups(&all, &query.read())).unwrap_or_default());
    let shown = memo(move || calculators.shown());
    // Asking leads out of the page; what is shown follows from the answer.
    effect(move || {
        if let Some(shown) = &*shown.read() {
            studio.engine.calculate(&shown.id, calculators.inputs(shown));
        }
    });
    let nothing = move || match (calculators.list.problem(), calculators.list.all()) {
        (Some(problem), _) => Some(t_with("calculators.missing", &[("problem", &problem)])),
        (None, None) => Some(t("page.waiting").to_owned()),
        (None, Some(_)) => found.read().is_empty().then(|| t("calculators.nothing").to_owned()),
    };
    view! {
        <Dialog name="calculators" title=t("calculators.title")>
            <div class="calculators">
                <nav aria-label=t("calculators.list")>
                    <input type="search" autofocus=true aria-label=t("calculators.search") placeholder=t("calculators.search")
                        data-testid="search-calculators" on:input:target=move |event| query.set(event.target().value())/>
                    {move || found.get().into_iter().map(|group| view! { <GroupList group/> }).collect_view()}
                    {move || nothing().map(|words| view! { <p class="soft" role="status">{words}</p> })}
                </nav>
                {move || shown.get().map(|shown| view! { <CalculatorView shown/> })}
            </div>
        </Dialog>
    }
}

#[component]
fn GroupList(group: Group) -> impl IntoView {
    let studio = Studio::expect();
    let calculators = studio.calculators;
    let item = move |(id, title): (String, String)| {
        let (own, test_id) = (id.clone(), format!("calculator-{id}"));
        let is_shown = memo(move || calculators.shown().is_some_and(|shown| shown.id == own));
        view! {
            <li><button class="plain" data-testid=test_id aria-current=move || is_shown.get().then_some("true")
                on:click=move |_| calculators.chosen.set(Some(id.clone()))>{title}</button></li>
        }
    };
    let Group { title, members } = group;
    view! { <h3>{title}</h3><ul>{members.into_iter().map(item).collect_view()}</ul> }
}

#[component]
fn CalculatorView(shown: Described) -> impl IntoView {
    let studio = Studio::expect();
    let Described { id, title, formula, page, source, inputs, .. } = shown;
    let (lead, rest) = first_paragraph(&page);
    let lead = say(&on_one_line(&lead));
    let labels: Vec<(String, String)> = inputs.iter().map(|input| (input.name.clone(), say(&input.label))).collect();
    let row = |input: DescribedInput| view! { <InputRow id=id.clone() input/> };
    let rows = inputs.into_iter().map(row).collect_view();
    let (own, page_id) = (id.clone(), format!("calculator.{id}"));
    let answer = memo(move || answered(studio.engine.calculation.read().as_deref(), &own, &labels));
    view! {
        <article class="calculator" aria-labelledby="calculator-title" data-testid="calculator">
            <h3 id="calculator-title">{say(&title)}</h3>
            <Markdown text=lead/>
            <div class="fields">{rows}</div>
            <section class="answer" aria-live="polite" data-testid="answer">
                {move || answer_view(answer.get())}
            </section>
            <p><code class="formula">{say(&formula)}</code></p>
            {(!rest.is_empty()).then(|| view! { <Markdown text=rest/> })}
            <p class="soft small">{t("findings.source")}": "{source}</p>
            <p class="small"><PageLink id=page_id words=t("knowledge.open").to_owned()/></p>
        </article>
    }
}

#[component]
fn InputRow(id: String, input: DescribedInput) -> impl IntoView {
    let calculators = Studio::expect().calculators;
    let field = field(&id, &input);
    let name = field.name.clone();
    let value = derived(move || calculators.value(&name));
    let change = Callback::new(move |value| calculators.put(&id, &input, value));
    view! { <FieldRow field value change/> }
}

fn answer_view(answer: Answered) -> View {
    let line = |came: Came| {
        view! {
            <div class="came">
                <span class="soft">{came.label}</span>
                <strong>{came.value}</strong>
                <WorkingFold label=t("working.title").to_owned() worked=vec![came.worked]/>
            </div>
        }
    };
    match answer {
        Answered::Waiting => view! { <p class="soft">{t("working.waiting")}</p> },
        Answered::Refused(words) => view! { <p class="problem" role="alert">{words}</p> },
        Answered::Known(came) => came.into_iter().map(line).collect_view(),
    }
}
