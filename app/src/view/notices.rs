//! Words on top of the page that block nothing.

use super::icon::Icon;
use crate::command::Effect as Errand;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::Studio;
use crate::studio::designs::{Notice, Offer};

/// The notice, while there is one.
#[component]
pub fn Notices() -> impl IntoView {
    let studio = Studio::expect();
    let close = move |_| studio.designs.notice.set(None);
    let notice = move |Notice { tone, text, offer }: Notice| {
        let button = move |key, test_id: &'static str, act: fn(Studio)| {
            view! { <button class="primary" on:click=move |_| act(studio) data-testid=test_id>{t(key)}</button> }
        };
        let way = match offer {
            Offer::Nothing => None,
            Offer::KeepCopy => Some(button("notice.keep-copy", "keep-copy", Studio::keep_copy)),
            Offer::TakeVersion => Some(button("notice.take-version", "take-version", Studio::take_version)),
            Offer::Fork => {
                Some(button("notice.fork", "fork", |studio| studio.when_whole(move |later| (later.fork)(studio))))
            }
            Offer::SaveFile => Some(button("notice.save-file", "notice-save-file", |studio| {
                studio.when_whole(move |later| (later.run_errand)(studio, &Errand::SaveFile));
            })),
        };
        view! {
            <div class="notice" data-tone=tone.name() data-testid="notice">
                <p>{text}</p>
                {way}
                <button class="plain icon-only" aria-label=t("notice.close") on:click=close data-testid="close-notice">
                    <Icon name="close"/></button>
            </div>
        }
    };
    view! {
        <div class="notices" role="status" aria-label=t("notice.label")>
            {move || studio.designs.notice.get().map(notice)}
        </div>
    }
}
