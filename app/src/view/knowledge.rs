//! The reference: its sections beside the page that is shown.

use loadbearing_engine::knowledge::Page;

use super::dialog::Dialog;
use super::icon::Icon;
use super::markdown::{Markdown, PageLink};
use super::wizard::{TreeWalk, is_path, is_tree};
use crate::command::Question;
use crate::connection_key::ConnectionKey;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::knowledge::PAGE_TITLE;
use crate::studio::texts::Page as Text;
use crate::summary::calculators::first_paragraph;
use crate::summary::findings::{self, Found};
use crate::summary::knowledge::{Section, found, page, sections, titled};

/// So many sections stand unfolded before anything is searched.
const OPEN_SECTIONS: usize = 2;

/// The reference, searched and in sections, and the page that is shown.
#[component]
pub fn KnowledgeDialog() -> impl IntoView {
    let studio = Studio::expect();
    let knowledge = studio.knowledge;
    knowledge.list.ask();
    studio.pages.ask();
    let query = RwSignal::new(String::new());
    let own = move |id: &str| match studio.pages.of(id) {
        Text::Whole(text) => text,
        Text::Waiting | Text::Missing(_) => String::new(),
    };
    let found = memo(move || knowledge.list.all().map(|all| sections(&all, &query.read(), own)).unwrap_or_default());
    let shown = memo(move || {
        let all = knowledge.list.all()?;
        page(&all, knowledge.shown.read().as_deref())
    });
    let nothing = move || match (knowledge.list.problem(), knowledge.list.all()) {
        (Some(problem), _) => Some(t_with("knowledge.missing", &[("problem", &problem)])),
        (None, None) => Some(t("page.waiting").to_owned()),
        (None, Some(_)) => found.read().is_empty().then(|| t("knowledge.nothing").to_owned()),
    };
    let open_first = move || {
        let first =
            found.read_untracked().first().and_then(|section| section.members.first()).map(|(id, _)| id.clone());
        if let Some(id) = first {
            knowledge.show(&id);
        }
    };
    let is_searched = move || !query.read().trim().is_empty();
    let list = move || {
        let is_searched = is_searched();
        let section = |(place, section): (usize, Section)| {
            let is_open = is_searched || place < OPEN_SECTIONS;
            view! { <SectionList section is_open/> }
        };
        found.get().into_iter().enumerate().map(section).collect_view()
    };
    view! {
        <Dialog name="knowledge" title=t("knowledge.title")>
            <div class="calculators knowledge">
                <nav aria-label=t("knowledge.list")>
                    <input type="search" autofocus=true aria-label=t("knowledge.search") placeholder=t("knowledge.search")
                        data-testid="search-knowledge" on:input:target=move |event| query.set(event.target().value())
                        on:keydown=move |event| if event.key() == "Enter" { open_first() }/>
                    {list}
                    {move || nothing().map(|words| view! { <p class="soft" role="status">{words}</p> })}
                </nav>
                {move || shown.get().map(|shown| view! { <PageView shown/> })}
            </div>
        </Dialog>
    }
}

#[component]
fn SectionList(section: Section, is_open: bool) -> impl IntoView {
    let knowledge = Studio::expect().knowledge;
    let item = move |(id, title): (String, String)| {
        let (own, test_id) = (id.clone(), format!("page-{id}"));
        let is_shown = memo(move || knowledge.shown.read().as_ref() == Some(&own));
        view! {
            <li><button class="plain" data-testid=test_id aria-current=move || is_shown.get().then_some("true")
                on:click=move |_| knowledge.show(&id)>{title}</button></li>
        }
    };
    let Section { title, members } = section;
    let count = members.len();
    view! {
        <details open=is_open>
            <summary>{title}" "<span class="soft small">{count.to_string()}</span></summary>
            <ul>{members.into_iter().map(item).collect_view()}</ul>
        </details>
    }
}

/// A page with what leads on from it.
#[component]
fn PageView(shown: Page) -> impl IntoView {
    let studio = Studio::expect();
    let knowledge = studio.knowledge;
    let Page { id, title, section, text, source, named_by } = shown;
    let (lead, rest) = first_paragraph(&text);
    let (of_tree, of_found, of_text, of_more) = (id.clone(), id.clone(), id.clone(), id);
    let back = move || {
        knowledge.has_past().then(|| {
            view! {
                <button class="plain small" data-testid="page-back" on:click=move |_| knowledge.back()>
                    <Icon name="back"/>{t("knowledge.back")}</button>
            }
        })
    };
    let own = move || match studio.pages.of(&of_text) {
        Text::Whole(text) => view! { <Markdown text/> },
        Text::Waiting if of_text.starts_with("rule.") || of_text.starts_with("kind.") => {
            view! { <p class="soft">{t("page.waiting")}</p> }
        }
        Text::Waiting | Text::Missing(_) => View::NOTHING,
    };
    view! {
        <article class="reference" aria-labelledby=PAGE_TITLE data-testid="page">
            <p class="soft small head">{section}{back}</p>
            <h3 id=PAGE_TITLE>{title}</h3>
            <FoundHere page=of_found/>
            {is_tree(&of_tree).then(|| view! { <Markdown text=lead/> <TreeWalk id=of_tree.clone()/> })}
            {own}
            {if is_tree(&of_tree) {
                view! { <details><summary>{t("wizard.all")}</summary><Markdown text=rest/></details> }
            } else {
                view! { <Markdown text/> }
            }}
            {(!source.is_empty()).then(|| view! { <p class="soft small">{t("findings.source")}": "{source}</p> })}
            <LeadsOn id=of_more named_by/>
        </article>
    }
}

/// What the open design has of what a rule looks for.
#[component]
fn FoundHere(page: String) -> impl IntoView {
    let studio = Studio::expect();
    let here = memo(move || found(&studio.design.read(), &studio.report.read(), &page));
    let item = move |found: Found| {
        let Found { message, components, connections, .. } = found;
        let show = move |_| {
            let keys: Vec<ConnectionKey> = findings::connection_keys(&studio.design.read_untracked(), &connections);
            studio.answered();
            studio.show(components.clone(), keys);
        };
        view! { <li><button class="link" data-testid="page-found" on:click=show>{message}</button></li> }
    };
    let list = move || {
        let here = here.get();
        (!here.is_empty()).then(|| {
            let items = here.into_iter().map(item).collect_view();
            view! { <section class="found"><h4>{t("knowledge.found")}</h4><ul>{items}</ul></section> }
        })
    };
    view! { {list} }
}

/// What a page leads on to: a path to walk, a calculator to open, and the pages that name it.
#[component]
fn LeadsOn(id: String, named_by: Vec<String>) -> impl IntoView {
    let studio = Studio::expect();
    let named = studio.knowledge.list.all().map(|all| titled(&all, &named_by)).unwrap_or_default();
    let calculator = id.strip_prefix("calculator.").map(str::to_owned);
    let open = calculator.map(|calculator| {
        let open = move |_| {
            studio.calculators.chosen.set(Some(calculator.clone()));
            studio.ask(Question::Calculators);
        };
        view! { <p><button class="primary" data-testid="open-calculator" on:click=open>{t("knowledge.calculate")}</button></p> }
    });
    let begin = is_path(&id).then(|| {
        view! {
            <p><button class="primary" data-testid="begin-path" on:click=move |_| studio.begin_path(&id)>
                {t("knowledge.begin-path")}</button></p>
        }
    });
    let links = named.into_iter().map(|(id, words)| view! { <li><PageLink id words/></li> }).collect_view();
    view! {
        {open}
        {begin}
        {(!named_by.is_empty()).then(|| view! {
            <section><h4>{t("knowledge.named-by")}</h4><ul class="links">{links}</ul></section>
        })}
    }
}
