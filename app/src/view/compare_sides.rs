//! Which two designs are compared: the open one as it is or was, kept ones, templates, a file or a link on each side.

use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::comparing::{Group, Source};

/// Both sides, and what exchanges them.
#[component]
pub fn Sides() -> impl IntoView {
    let studio = Studio::expect();
    view! {
        <div class="beside">
            <Side side=0 label=t("compare.first")/>
            <Side side=1 label=t("compare.second")/>
        </div>
        <p class="row">
            <button data-testid="compare-swap" on:click=move |_| studio.swap_sides()>{t("compare.swap")}</button>
        </p>
    }
}

#[component]
fn Side(side: usize, label: &'static str) -> impl IntoView {
    let studio = Studio::expect();
    let beside = studio.comparing.sides[side];
    let name = if side == 0 { "before" } else { "after" };
    let choices = memo(move || studio.choices_beside(side));
    let choose = move |word: String| {
        if let Some(source) = Source::from_word(&word) {
            studio.choose_side(side, source);
        }
    };
    let group = move |Group { key, entries }: Group| {
        let entry = move |(word, text): (String, String)| {
            let own = word.clone();
            view! { <option value=word prop:selected=move || beside.source.read().word() == own>{text}</option> }
        };
        view! { <optgroup label=t(key)>{entries.into_iter().map(entry).collect_view()}</optgroup> }
    };
    let given = move |text: String| {
        if !text.trim().is_empty() {
            studio.give_beside(side, t("compare.a-link"), &text);
        }
    };
    view! {
        <fieldset class="side-of-two">
            <legend>{label}</legend>
            <select aria-label=t_with("compare.choose", &[("side", &label)]) data-testid=format!("compare-{name}")
                on:change:target=move |event| choose(event.target().value())>
                {move || choices.get().into_iter().map(group).collect_view()}
            </select>
            <span class="row">
                <button on:click=move |_| studio.choose_file_beside(side) data-testid=format!("compare-{name}-file")>
                    {t("compare.file")}</button>
                <input type="text" placeholder=t("compare.link") data-testid=format!("compare-{name}-link")
                    aria-label=t_with("compare.link-of", &[("side", &label)])
                    on:change:target=move |event| given(event.target().value())/>
            </span>
            <p class="problem" role="status">{move || beside.problem.get()}</p>
        </fieldset>
    }
}
