//! Pages of rules and kinds, drawn from their blocks.

use leptos::prelude::*;

use crate::languages::t_with;
use crate::studio::Studio;
use crate::studio::texts::Page;
use crate::summary::markdown::{Block, Span, blocks};

/// A page that is fetched when it is opened, under its heading; its first paragraph until then.
#[component]
pub fn FetchedPage(
    /// `rule.ID` or `kind.ID`.
    #[prop(into)]
    id: String,
    /// Its first paragraph.
    #[prop(into)]
    lead: String,
    /// What opens it.
    summary: AnyView,
    /// What stands below it.
    children: Children,
) -> impl IntoView {
    let studio = Studio::expect();
    let body = move || match studio.pages.of(&id) {
        Page::Whole(text) => view! { <Markdown text/> }.into_any(),
        Page::Waiting => view! { <Markdown text=lead.clone()/> }.into_any(),
        Page::Missing(problem) => view! {
            <Markdown text=lead.clone()/>
            <p class="soft small" role="status">{t_with("page.missing", &[("problem", &problem)])}</p>
        }
        .into_any(),
    };
    view! {
        <details class="fetched" on:toggle=move |_| studio.pages.ask()>
            <summary>{summary}</summary>
            {body}
            {children()}
        </details>
    }
}

/// A page of the catalogue. Its text is never markup of this page.
#[component]
pub fn Markdown(#[prop(into)] text: String) -> impl IntoView {
    view! { <div class="page">{blocks(&text).into_iter().map(block_view).collect_view()}</div> }
}

fn block_view(block: Block) -> AnyView {
    match block {
        Block::Heading(text) => view! { <h4>{text}</h4> }.into_any(),
        Block::Paragraph(spans) => view! { <p>{spans_view(spans)}</p> }.into_any(),
        Block::List(items) => {
            let items = items.into_iter().map(|item| view! { <li>{spans_view(item)}</li> });
            view! { <ul>{items.collect_view()}</ul> }.into_any()
        }
        Block::Code(text) => view! { <pre><code>{text}</code></pre> }.into_any(),
    }
}

fn spans_view(spans: Vec<Span>) -> impl IntoView {
    spans
        .into_iter()
        .map(|span| match span {
            Span::Plain(text) => text.into_any(),
            Span::Strong(text) => view! { <strong>{text}</strong> }.into_any(),
            Span::Emphasis(text) => view! { <em>{text}</em> }.into_any(),
            Span::Code(text) => view! { <code>{text}</code> }.into_any(),
        })
        .collect_view()
}
