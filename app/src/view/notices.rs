//! Words on top of the page that block nothing.

use super::icon::Icon;
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
        let keep = (offer == Offer::KeepCopy).then(|| {
            view! {
                <button class="primary" on:click=move |_| studio.keep_copy() data-testid="keep-copy">
                    {t("notice.keep-copy")}</button>
            }
        });
        let take = (offer == Offer::TakeVersion).then(|| {
            view! {
                <button class="primary" on:click=move |_| studio.take_version() data-testid="take-version">
                    {t("notice.take-version")}</button>
            }
        });
        view! {
            <div class="notice" data-tone=tone.name() data-testid="notice">
                <p>{text}</p>
                {keep}
                {take}
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
