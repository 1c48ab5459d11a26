//! Pages of rules and kinds, drawn from their blocks.

use crate::dom::prelude::*;
use crate::languages::{is_original, t, t_with};
use crate::studio::Studio;
use crate::studio::texts::Page;
use crate::summary::markdown::{Block, Row, Span, blocks};

/// A page that is fetched when it is opened, under its heading; its first paragraph until then.
#[component]
pub fn FetchedPage(
    /// `rule.ID` or `kind.ID`.
    id: String,
    /// Its first paragraph.
    lead: String,
    /// What opens it.
    summary: View,
    /// What stands below it.
    children: View,
) -> impl IntoView {
    let studio = Studio::expect();
    let body = move || match studio.pages.of(&id) {
        Page::Whole(text) => view! { <Markdown text=begun_with(&lead, &text)/> },
        Page::Waiting => view! { <Markdown text=lead.clone()/> },
        Page::Missing(problem) => view! {
            <Markdown text=lead.clone()/>
            <p class="soft small" role="status">{t_with("page.missing", &[("problem", &problem)])}</p>
        },
    };
    view! {
        <details class="fetched" on:toggle=move |_| studio.pages.ask()>
            <summary>{summary}</summary>
            {body}
            {children}
        </details>
    }
}

/// A page with its first paragraph in the chosen language, where there is one and it has been shown already.
fn begun_with(lead: &str, text: &str) -> String {
    match text.split_once("\n\n") {
        Some((_, rest)) if !is_original() && lead != t("page.waiting") => format!("{lead}\n\n{rest}"),
        _ => text.to_owned(),
    }
}

/// A page of the catalogue. Its text is never markup of this page.
#[component]
pub fn Markdown(text: String) -> impl IntoView {
    view! { <div class="page">{blocks(&text).into_iter().map(block_view).collect_view()}</div> }
}

fn block_view(block: Block) -> View {
    match block {
        Block::Heading(text) => view! { <h4>{text}</h4> },
        Block::Paragraph(spans) => view! { <p>{spans_view(spans)}</p> },
        Block::List(items) => {
            let items = items.into_iter().map(|item| view! { <li>{spans_view(item)}</li> });
            view! { <ul>{items.collect_view()}</ul> }
        }
        Block::Table(heading, rows) => {
            let heading = heading.into_iter().map(|cell| view! { <th>{spans_view(cell)}</th> }).collect_view();
            let cells = |row: Row| row.into_iter().map(|cell| view! { <td>{spans_view(cell)}</td> }).collect_view();
            let rows = rows.into_iter().map(|row| view! { <tr>{cells(row)}</tr> }).collect_view();
            view! { <div class="wide"><table><thead><tr>{heading}</tr></thead><tbody>{rows}</tbody></table></div> }
        }
        Block::Code(text) => view! { <pre><code>{text}</code></pre> },
    }
}

fn spans_view(spans: Vec<Span>) -> View {
    spans
        .into_iter()
        .map(|span| match span {
            Span::Plain(text) => text.into_view(),
            Span::Strong(text) => view! { <strong>{text}</strong> },
            Span::Emphasis(text) => view! { <em>{text}</em> },
            Span::Code(text) => view! { <code>{text}</code> },
            Span::Link(words, id) => view! { <PageLink id words/> },
        })
        .collect_view()
}

/// Words that open a page of the reference.
#[component]
pub fn PageLink(id: String, words: String) -> impl IntoView {
    let studio = Studio::expect();
    let test_id = format!("link-{id}");
    view! { <button class="link" data-testid=test_id on:click=move |_| studio.open_page(&id)>{words}</button> }
}
