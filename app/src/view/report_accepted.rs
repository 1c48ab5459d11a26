//! Living with findings: the small form below each, and the list of those that are lived with.

use loadbearing_engine::design::Accepted;

use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::summary::accepted::{Lived, lived_with};

/// Asks why somebody lives with a finding.
#[component]
pub fn AcceptForm(entry: Accepted, about: String) -> impl IntoView {
    let studio = Studio::expect();
    let reason = RwSignal::new(String::new());
    let is_empty = memo(move || reason.read().trim().is_empty());
    let everywhere =
        entry.components.is_empty().then(|| view! { <p class="soft small">{t("accepted.covers-all")}</p> });
    let accept = move |_| {
        if !is_empty.get_untracked() {
            studio.accept(Accepted { reason: reason.get_untracked().trim().to_owned(), ..entry.clone() });
            studio.announce(t("accepted.said"));
        }
    };
    let label = t_with("accepted.why-of", &[("name", &about)]);
    view! {
        <details class="fold accept">
            <summary data-testid="accept">{t("accepted.accept")}</summary>
            {everywhere}
            <span class="control">
                <input type="text" autocomplete="off" placeholder=t("accepted.why") aria-label=label data-testid="accept-why"
                    on:input:target=move |event| reason.set(event.target().value())/>
                <button disabled=is_empty on:click=accept data-testid="accept-now">{t("accepted.do")}</button>
            </span>
        </details>
    }
}

/// The findings that are lived with.
#[component]
pub fn AcceptedFindings() -> impl IntoView {
    let studio = Studio::expect();
    let lived = memo(move || lived_with(&studio.design.read(), &studio.report.read()));
    let card = move |one: Lived| {
        let Lived { entry, title, about, found } = one;
        let reason = entry.reason.clone();
        let label = t_with("accepted.take-back-of", &[("name", &title)]);
        let take_back = move |_| studio.take_back(&entry);
        let found = found.into_iter().map(|words| view! { <p class="soft">{words}</p> }).collect_view();
        view! {
            <li class="finding" data-testid="accepted-finding">
                <p class="head"><strong>{title}</strong><span class="soft">{about}</span></p>
                <p>{reason}</p>
                {found}
                <button aria-label=label on:click=take_back data-testid="take-back">{t("accepted.take-back")}</button>
            </li>
        }
    };
    view! {
        <details class="folded" hidden=move || lived.read().is_empty() data-testid="accepted">
            <summary data-counts="">{move || t_with("accepted.title", &[("count", &lived.read().len())])}</summary>
            <ul class="cards">{move || lived.get().into_iter().map(card).collect_view()}</ul>
        </details>
    }
}
