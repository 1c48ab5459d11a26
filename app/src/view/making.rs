//! Making an assignment of the open design: title, brief, checks, locks, and the link or file that comes of it.

use loadbearing_engine::assignment::Check;
use loadbearing_engine::grading::says_by_id;

use super::dialog::Dialog;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::Studio;
use crate::studio::making::{Making, NewCheck, askable};

/// The dialog.
#[component]
pub fn MakingDialog() -> impl IntoView {
    let studio = Studio::expect();
    let making = Making::of(studio);
    view! {
        <Dialog name="making" title=t("making.title")>
            <div class="form">
                <Line label="making.name" id="making-title" value=making.title/>
                <label for="making-brief">{t("making.brief")}</label>
                <textarea id="making-brief" data-testid="making-brief" rows="4" prop:value=move || making.brief.get()
                    on:input:target=move |event| making.brief.set(event.target().value())></textarea>
                <h3>{t("making.checks")}</h3>
                <CheckList making/>
                <CheckForm making/>
                <h3>{t("making.locks")}</h3>
                <Line label="making.locked" id="making-locked" value=making.locked/>
                <Line label="making.forbidden" id="making-forbidden" value=making.forbidden/>
                {move || making.problem.get().map(|words| view! {
                    <p class="problem" role="alert" data-testid="making-problem">{words}</p>
                })}
                <p class="row">
                    <button class="primary" data-testid="making-link" on:click=move |_| making.copy_link(studio)>
                        {t("making.link")}</button>
                    <button data-testid="making-file" on:click=move |_| making.save(studio, true)>{t("making.file")}</button>
                    <button on:click=move |_| making.save(studio, false)>{t("making.own-file")}</button>
                </p>
                <p class="soft small">{t("making.hidden-hint")}</p>
            </div>
        </Dialog>
    }
}

#[component]
fn Line(label: &'static str, id: &'static str, value: RwSignal<String>) -> impl IntoView {
    view! {
        <label for=id>{t(label)}</label>
        <input id=id data-testid=id type="text" prop:value=move || value.get()
            on:input:target=move |event| value.set(event.target().value())/>
    }
}

#[component]
fn CheckList(making: Making) -> impl IntoView {
    let studio = Studio::expect();
    let all = move || {
        let design = studio.design.read();
        let row = |(number, words, hidden): (usize, String, bool)| {
            let remove = move |_| {
                making.checks.update(|checks| {
                    checks.remove(number);
                })
            };
            view! {
                <li data-testid="making-check">{words}{hidden.then(|| format!(" ({})", t("making.is-hidden")))}" "
                    <button class="link" on:click=remove>{t("making.remove")}</button></li>
            }
        };
        let open = studio.task.assignment.read();
        // Who solves an assignment finds its hidden checks no sooner here than there.
        let came = |check: &Check| check.hidden && open.as_ref().is_some_and(|open| open.checks.contains(check));
        let words = |check: &Check| if came(check) { t("task.hidden").to_owned() } else { says_by_id(check, &design) };
        let checks = making.checks.get().into_iter().enumerate();
        checks.map(|(number, check)| row((number, words(&check), check.hidden))).collect_view()
    };
    view! { <ul class="checks-list">{all}</ul> }
}

#[component]
fn CheckForm(making: Making) -> impl IntoView {
    let studio = Studio::expect();
    let new = making.new;
    let option = move |(value, label): (String, String)| {
        let own = value.clone();
        view! { <option value=value selected=move || new.read().asks == own>{label}</option> }
    };
    let part = move |key: &'static str,
                     id: &'static str,
                     get: fn(&NewCheck) -> &String,
                     set: fn(&mut NewCheck, String)| {
        view! {
            <label>{t(key)}<input data-testid=id type="text" prop:value=move || get(&new.read()).clone()
                on:input:target=move |event| { let text = event.target().value(); new.update(|new| set(new, text)); }/></label>
        }
    };
    view! {
        <div class="check-form">
            <label>{t("making.asks")}
                <select data-testid="making-asks"
                    on:change:target=move |event| { let text = event.target().value(); new.update(|new| new.asks = text); }>
                    {askable().into_iter().map(option).collect_view()}
                </select></label>
            {part("making.of", "making-of", |new| &new.of, |new, text| new.of = text)}
            {part("making.at-least", "making-at-least", |new| &new.at_least, |new, text| new.at_least = text)}
            {part("making.at-most", "making-at-most", |new| &new.at_most, |new, text| new.at_most = text)}
            {part("making.points", "making-points", |new| &new.points, |new, text| new.points = text)}
            <label><input data-testid="making-hide" type="checkbox" prop:checked=move || new.read().is_hidden
                on:change:target=move |event| { let is = event.target().checked(); new.update(|new| new.is_hidden = is); }/>
                {t("making.hide")}</label>
            <button data-testid="making-add" on:click=move |_| making.add(studio)>{t("making.add")}</button>
        </div>
    }
}
