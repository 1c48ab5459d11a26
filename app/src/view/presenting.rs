//! The presentation on the page: the step that is shown with its note, and the strip in which steps are made.

use loadbearing_engine::design::{Design, Step};

use super::icon::Icon;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::summary::names::names_of;
use crate::summary::verdict::line;

/// The one or the other, while there is one.
#[component]
pub fn Presentation() -> impl IntoView {
    let studio = Studio::expect();
    let is_shown = move || studio.presenting.at.get().is_some();
    let is_making = move || studio.presenting.is_making.get() && studio.presenting.at.get().is_none();
    view! {
        <Show when=is_shown><Shown/></Show>
        <Show when=is_making><Making/></Show>
    }
}

/// The step that is shown.
#[component]
fn Shown() -> impl IntoView {
    let studio = Studio::expect();
    let at = move || studio.presenting.at.get().unwrap_or_default();
    let count = memo(move || studio.document.read().steps().len());
    let note = memo(move || studio.document.read().steps().get(at()).map(|step| step.note.clone()).unwrap_or_default());
    let verdict = memo(move || line(&studio.verdict.read()));
    let number = move || t_with("steps.number", &[("number", &(at() + 1)), ("count", &count.get())]);
    view! {
        <aside class="step-strip" aria-label=t("steps.title") data-testid="step">
            <p class="note" data-testid="step-note">{move || note.get()}</p>
            <p class="soft small">{move || verdict.get()}</p>
            <div class="row">
                <button aria-label=t("steps.back") disabled=move || at() == 0 data-testid="step-back"
                    on:click=move |_| studio.show_step(at().saturating_sub(1))>"←"</button>
                <span class="small" data-testid="step-number">{number}</span>
                <button aria-label=t("steps.next") disabled=move || { at() + 1 >= count.get() } data-testid="step-next"
                    on:click=move |_| studio.show_step(at() + 1)>"→"</button>
                <button on:click=move |_| studio.end_presenting() data-testid="step-end">{t("steps.end")}</button>
            </div>
        </aside>
    }
}

/// The steps while they are made.
#[component]
fn Making() -> impl IntoView {
    let studio = Studio::expect();
    let count = memo(move || studio.document.read().steps().len());
    let numbers = move || (0..count.get()).collect::<Vec<usize>>();
    view! {
        <aside class="path steps-made" aria-label=t("steps.title") data-testid="steps">
            <header>
                <h2>{t("steps.title")}</h2>
                <button class="plain icon-only" aria-label=t("dialog.close") data-testid="steps-close"
                    on:click=move |_| studio.presenting.is_making.set(false)><Icon name="close"/></button>
            </header>
            <p class="soft small">{t("steps.hint")}</p>
            <ol><For each=numbers key=usize::to_string let:at><MadeStep at/></For></ol>
            <div class="answers">
                <button on:click=move |_| studio.add_step() data-testid="step-add">{t("steps.add")}</button>
                <button class="primary" disabled=move || count.get() == 0 data-testid="present"
                    on:click=move |_| studio.present(0)>{t("steps.present")}</button>
            </div>
        </aside>
    }
}

#[component]
fn MadeStep(at: usize) -> impl IntoView {
    let studio = Studio::expect();
    let step = memo(move || studio.document.read().steps().get(at).cloned().unwrap_or_default());
    let count = memo(move || studio.document.read().steps().len());
    let labelled = move |key| t_with(key, &[("number", &(at + 1))]);
    let is_alone = memo(move || !step.read().visible.is_empty());
    let alone = move || if is_alone.get() { t("steps.show-all") } else { t("steps.show-selected") };
    view! {
        <li data-testid="made-step">
            <textarea rows="2" aria-label=labelled("steps.note") placeholder=t("steps.note-here") data-testid=format!("step-{at}-note")
                prop:value=move || step.read().note.clone()
                on:input:target=move |event| studio.note_step(at, &event.target().value())></textarea>
            <p class="soft small">{move || about(&studio.design.read(), &step.read())}</p>
            <span class="row">
                <button class="small" on:click=move |_| studio.present(at) aria-label=labelled("steps.present-from")>"▶"</button>
                <button class="small" on:click=move |_| studio.take_step_again(at) data-testid=format!("step-{at}-again")>
                    {t("steps.again")}</button>
                <button class="small" on:click=move |_| studio.show_selected_alone(at, !is_alone.get_untracked())>
                    {alone}</button>
                <button class="small" disabled=at == 0 aria-label=labelled("steps.up") data-testid=format!("step-{at}-up")
                    on:click=move |_| studio.move_step(at, at.saturating_sub(1))>"↑"</button>
                <button class="small" disabled=move || { at + 1 >= count.get() } aria-label=labelled("steps.down")
                    on:click=move |_| studio.move_step(at, at + 1)>"↓"</button>
                <button class="small" aria-label=labelled("steps.remove") data-testid=format!("step-{at}-remove")
                    on:click=move |_| studio.remove_step(at)>"✕"</button>
            </span>
        </li>
    }
}

/// What a step points at and breaks, in words.
fn about(design: &Design, step: &Step) -> String {
    let mut parts = Vec::new();
    if !step.highlighted.is_empty() {
        parts.push(t_with("steps.points", &[("names", &names_of(design, &step.highlighted))]));
    }
    if !step.down.is_empty() {
        parts.push(t_with("steps.breaks", &[("names", &names_of(design, &step.down))]));
    }
    if let Some(load) = step.load {
        parts.push(t_with("steps.load", &[("times", &load)]));
    }
    if !step.visible.is_empty() {
        parts.push(t_with("steps.alone", &[("count", &step.visible.len())]));
    }
    parts.join(" · ")
}
