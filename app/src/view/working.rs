//! How a number comes about, opened step by step down to the design and the documents.

use leptos::prelude::*;

use crate::languages::t;
use crate::studio::Studio;
use crate::summary::working::{Step, Steps, steps_of};
use loadbearing_engine::report::Working;

/// A working: the formula, the same with values, the result, and where each value is from.
#[component]
pub fn WorkingView(working: Working) -> impl IntoView {
    let studio = Studio::expect();
    let steps = steps_of(&studio.design.read_untracked(), &working);
    view! { <div class="working" data-testid="working">{steps_view(steps)}</div> }
}

/// Steps contain steps, so this is a function with a boxed result rather than a component.
fn steps_view(steps: Steps) -> AnyView {
    view! {
        <dl>
            <dt>{t("working.formula")}</dt>
            <dd><code class="formula">{steps.formula}</code></dd>
            <dt>{t("working.filled")}</dt>
            <dd><code>{steps.filled}</code>" = "<strong>{steps.value}</strong></dd>
        </dl>
        <ul class="inputs">{steps.inputs.into_iter().map(step_view).collect_view()}</ul>
    }
    .into_any()
}

fn step_view(step: Step) -> AnyView {
    let Step { name, value, origin, is_assumption, steps } = step;
    let line = move || view! { <span class="name">{name}</span>" = "<strong>{value}</strong> }.into_any();
    match steps {
        Some(steps) => view! {
            <li><details><summary>{line()}" "<span class="soft">{origin}</span></summary>{steps_view(steps)}</details></li>
        }
        .into_any(),
        None => {
            let class = if is_assumption { "assumption" } else { "soft" };
            view! { <li>{line()}" "<span class=class>{origin}</span></li> }.into_any()
        }
    }
}
