//! Exporting the open design: as what, in which colours, to a file, the clipboard or paper.

use super::dialog::Dialog;
use super::markdown::Markdown;
use crate::browser::{clipboard, page};
use crate::dom::prelude::*;
use crate::languages::{find, t};
use crate::studio::Studio;
use crate::studio::exporting::{Form, Wish};

/// How large pictures in pixels can be, as times of the canvas.
const SCALES: [&str; 4] = ["1", "2", "3", "4"];
/// How long the browser is given to draw what is to be printed, in milliseconds.
const BEFORE_PRINTING_MS: i32 = 300;

/// The dialog.
#[component]
pub fn ExportDialog() -> impl IntoView {
    let studio = Studio::expect();
    let is_dark = studio.dark.get_untracked();
    let wish = RwSignal::new(Wish { form: Form::default(), scale: 2.0, has_verdict: true, is_dark });
    let sheet = RwSignal::new(None::<(String, String)>);
    let print = move |_| {
        // Paper is white.
        let wish = Wish { form: Form::Svg, is_dark: false, has_verdict: false, ..wish.get_untracked() };
        sheet.set(Some((page::address_of_svg(&studio.picture(wish).0), studio.paper())));
        page::later(BEFORE_PRINTING_MS, page::print);
    };
    view! {
        <Dialog name="export" title=t("export.title")>
            <div class="on-screen">
                <Forms wish/>
                {move || wish.read().form.is_picture().then(|| view! { <PictureOptions wish/> })}
                <p class="row">
                    <button class="primary" data-testid="export-save" on:click=move |_| studio.export(wish.get_untracked())>
                        {t("export.save")}</button>
                    {move || (wish.read().form != Form::Png).then(|| view! {
                        <button data-testid="export-copy"
                            on:click=move |_| clipboard::write(&studio.exported(wish.get_untracked()))>{t("export.copy")}</button>
                    })}
                    <button data-testid="export-print" on:click=print>{t("export.print")}</button>
                </p>
                <p class="soft small">{t("export.hint")}</p>
            </div>
            {move || sheet.get().map(|(picture, paper)| view! {
                <div class="on-paper" data-testid="paper"><img src=picture alt=""/><Markdown text=paper/></div>
            })}
        </Dialog>
    }
}

#[component]
fn Forms(wish: RwSignal<Wish>) -> impl IntoView {
    let form = move |form: Form| {
        let words = |what: &str| find(&format!("export.{}{what}", form.ending())).unwrap_or_default();
        view! {
            <label class="kind">
                <input type="radio" name="export-form" data-testid=format!("export-{}", form.ending())
                    prop:checked=move || wish.read().form == form
                    on:change=move |_| wish.update(|wish| wish.form = form)/>
                <span><strong>{words("")}</strong>" "<span class="soft">{words("-hint")}</span></span>
            </label>
        }
    };
    view! { <fieldset class="kinds"><legend>{t("export.form")}</legend>{Form::ALL.map(form)}</fieldset> }
}

#[component]
fn PictureOptions(wish: RwSignal<Wish>) -> impl IntoView {
    let scale = |scale: &'static str| view! { <option value=scale>{scale}" ×"</option> };
    view! {
        <p class="row">
            {move || (wish.read().form == Form::Png).then(|| view! {
                <label>{t("export.scale")}" "
                    <select data-testid="export-scale" prop:value=move || wish.read().scale.to_string()
                        on:change:target=move |event| {
                            wish.update(|wish| wish.scale = event.target().value().parse().unwrap_or(wish.scale));
                        }>{SCALES.map(scale)}</select></label>
            })}
            <label><input data-testid="export-verdict" type="checkbox" prop:checked=move || wish.read().has_verdict
                on:change:target=move |event| wish.update(|wish| wish.has_verdict = event.target().checked())/>" "{t("export.verdict")}</label>
            <label><input data-testid="export-dark" type="checkbox" prop:checked=move || wish.read().is_dark
                on:change:target=move |event| wish.update(|wish| wish.is_dark = event.target().checked())/>" "{t("export.dark")}</label>
        </p>
    }
}
