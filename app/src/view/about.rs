//! What this is, and the texts that its rules and figures come from.

use super::dialog::Dialog;
use super::markdown::Markdown;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::designs::VERSION;

/// The texts by their short names, with the keys of what is said about them.
const TEXTS: [(&str, &str); 5] = [
    ("interview-answers", "about.interview-answers"),
    ("worked-examples", "about.worked-examples"),
    ("mental-models", "about.mental-models"),
    ("zero-to-hero", "about.zero-to-hero"),
    ("senior-node", "about.senior-node"),
];

/// The page about the program and its sources.
#[component]
pub fn AboutDialog() -> impl IntoView {
    let studio = Studio::expect();
    let text = |(name, key): (&'static str, &'static str)| view! { <dt><code>{name}</code></dt><dd>{t(key)}</dd> };
    view! {
        <Dialog name="about" title=t("about.title")>
            <p>{t("about.what")}</p>
            <p class="soft" data-testid="version">{t_with("about.version", &[("version", &VERSION)])}</p>
            {move || studio.is_page_kept.get().then(|| view! { <p data-testid="page-kept">{t("about.kept")}</p> })}
            <h3>{t("about.sources")}</h3>
            <p>{t("about.sources-hint")}</p>
            <dl class="texts">{TEXTS.map(text)}</dl>
            <Markdown text=t("about.assumptions").to_owned()/>
        </Dialog>
    }
}
