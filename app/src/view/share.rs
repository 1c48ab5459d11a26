//! Sharing the open design: which kind of link, how long it is, its QR code, and a file where it is too long.

use loadbearing_engine::design::words::Word;
use loadbearing_engine::share::{Manner, Theme};

use super::dialog::Dialog;
use crate::browser::clipboard;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::quantity::figure;
use crate::studio::Studio;
use crate::studio::sharing::{MOST_LINK_CHARS, Wanted, qr, snippet};

/// The kinds of links, with the keys of their words.
const KINDS: [(Manner, &str, &str); 4] = [
    (Manner::Edit, "share.edit", "share.edit-hint"),
    (Manner::View, "share.view", "share.view-hint"),
    (Manner::Present, "share.present", "share.present-hint"),
    (Manner::Embed, "share.embed", "share.embed-hint"),
];

/// The dialog.
#[component]
pub fn ShareDialog() -> impl IntoView {
    let studio = Studio::expect();
    let wanted = RwSignal::new(Wanted::default());
    let link = memo(move || studio.link_to(wanted.get()));
    let length = move || link.read().chars().count();
    let is_embedded = move || wanted.read().manner == Manner::Embed;
    let text = move || match is_embedded() {
        true => snippet(&link.read(), &studio.design.read().title),
        false => link.get(),
    };
    let words = move || {
        let key = if length() > MOST_LINK_CHARS { "share.too-long" } else { "share.length" };
        t_with(key, &[("length", &figure(length() as f64)), ("most", &figure(MOST_LINK_CHARS as f64))])
    };
    view! {
        <Dialog name="share" title=t("share.title")>
            <Kinds wanted/>
            <label><input data-testid="share-here" type="checkbox" prop:checked=move || wanted.read().is_here
                on:change:target=move |event| wanted.update(|wanted| wanted.is_here = event.target().checked())/>
                {t("share.here")}</label>
            {move || is_embedded().then(|| view! { <Themes wanted/> })}
            <p data-testid="share-length" data-counts="" role="status">{words}</p>
            <textarea class="link-text" readonly=true rows="3" aria-label=t("share.link") data-testid="share-link"
                prop:value=text></textarea>
            <p class="row">
                <button class="primary" data-testid="share-copy" on:click=move |_| clipboard::write(&text())>
                    {t("share.copy")}</button>
                <button data-testid="share-file" on:click=move |_| studio.save_file()>{t("share.file")}</button>
            </p>
            {move || qr_view(&link.read())}
            <p class="soft small">{t("share.hint")}</p>
        </Dialog>
    }
}

#[component]
fn Kinds(wanted: RwSignal<Wanted>) -> impl IntoView {
    let kind = move |(manner, label, hint): (Manner, &'static str, &'static str)| {
        view! {
            <label class="kind">
                <input type="radio" name="share-kind" data-testid=format!("share-{}", manner.word())
                    prop:checked=move || wanted.read().manner == manner
                    on:change=move |_| wanted.update(|wanted| wanted.manner = manner)/>
                <span><strong>{t(label)}</strong>" "<span class="soft">{t(hint)}</span></span>
            </label>
        }
    };
    view! { <fieldset class="kinds"><legend>{t("share.kind")}</legend>{KINDS.map(kind)}</fieldset> }
}

#[component]
fn Themes(wanted: RwSignal<Wanted>) -> impl IntoView {
    let choose = move |word: String| wanted.update(|wanted| wanted.theme = Theme::from_word(&word));
    view! {
        <label>{t("share.theme")}" "
            <select data-testid="share-theme" on:change:target=move |event| choose(event.target().value())>
                <option value="">{t("share.theme-own")}</option>
                <option value="light">{t("share.theme-light")}</option>
                <option value="dark">{t("share.theme-dark")}</option>
            </select></label>
    }
}

/// The QR code, where the link fits into one.
fn qr_view(link: &str) -> View {
    match qr(link) {
        Some((size, path)) => view! {
            <svg class="qr" viewBox=format!("-4 -4 {0} {0}", size + 8) role="img" aria-label=t("share.qr") data-testid="share-qr">
                <rect x="-4" y="-4" width="100%" height="100%" fill="#fff"/>
                <path d=path fill="#000"/>
            </svg>
        },
        None => view! { <p class="soft small">{t("share.no-qr")}</p> },
    }
}
