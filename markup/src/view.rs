//! Markup as nested calls: `element`, then each attribute, then each child. What is known while compiling stands in one
//! list for each element.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeBlock, NodeElement};
use rstml::{Infallible, Parser, ParserConfig};
use syn::{Expr, Stmt};

/// Elements of drawings, which the browser makes apart from those of text.
const DRAWN: [&str; 9] = ["svg", "g", "path", "rect", "circle", "line", "text", "title", "use"];

/// The calls, or what is wrong with the markup.
pub fn written_out(tokens: TokenStream) -> TokenStream {
    let (nodes, problems) = Parser::new(ParserConfig::new()).parse_recoverable(tokens).split_vec();
    if let Some(problem) = problems.into_iter().next() {
        let problem = problem.emit_as_expr_tokens();
        return quote! { { #problem } };
    }
    several(&nodes)
}

fn several(nodes: &[Node]) -> TokenStream {
    match nodes {
        [node] => one(node),
        nodes => {
            let children = nodes.iter().map(child);
            quote! { crate::dom::several() #(#children)* .done() }
        }
    }
}

/// A node as a view.
fn one(node: &Node) -> TokenStream {
    match node {
        Node::Element(element) => element_or_component(element),
        Node::Fragment(fragment) => several(&fragment.children),
        Node::Block(block) => {
            let value = without_braces(block);
            quote! { crate::dom::IntoView::into_view(#value) }
        }
        Node::Text(text) => quote! { crate::dom::IntoView::into_view(#text) },
        other => complaint(other, "write text as a literal"),
    }
}

/// What a block of one expression holds; as an argument it needs no braces.
fn without_braces(block: &NodeBlock) -> TokenStream {
    match block.try_block().map(|block| block.stmts.as_slice()) {
        Some([Stmt::Expr(value, None)]) => quote! { #value },
        _ => quote! { #block },
    }
}

/// A node as the next child of what was begun.
fn child(node: &Node) -> TokenStream {
    match node {
        Node::Text(text) => quote! { .words(#text) },
        node => {
            let view = one(node);
            quote! { .child(#view) }
        }
    }
}

fn element_or_component(element: &NodeElement<Infallible>) -> TokenStream {
    let name = element.name().to_string();
    match name.as_str() {
        "Show" => return shown(element),
        "For" => return listed(element),
        name if name.starts_with(|first: char| first.is_ascii_uppercase()) => return component(element),
        _ => {}
    }
    let (mut fixed, mut given, mut late) = (Vec::new(), Vec::new(), Vec::new());
    for attribute in element.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return complaint(attribute, "an attribute has a name");
        };
        let key: String = attribute.key.to_string().split_whitespace().collect();
        match (attribute.value(), text_of(attribute)) {
            (Some(_), Some(text)) if !key.contains(':') => fixed.push(quote! { (#key, #text) }),
            // A property may depend on what the element holds: the chosen one of some options.
            (Some(value), _) if key.starts_with("prop:") => late.push(call(&key, value)),
            (Some(value), _) => given.push(call(&key, value)),
            (None, _) => fixed.push(quote! { (#key, "") }),
        }
    }
    let begin = if DRAWN.contains(&name.as_str()) { format_ident!("drawing") } else { format_ident!("element") };
    let children = element.children().iter().map(child);
    quote! { crate::dom::#begin(#name, &[#(#fixed),*]) #(#given)* #(#children)* #(#late)* .done() }
}

/// The words of an attribute that are known while compiling.
fn text_of(attribute: &KeyedAttribute) -> Option<String> {
    match attribute.value()? {
        Expr::Lit(literal) => match &literal.lit {
            syn::Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// An attribute as a call.
fn call(key: &str, value: &Expr) -> TokenStream {
    let parts: Vec<&str> = key.splitn(2, ':').collect();
    let read = quote! { crate::dom::IntoValue::into_value(#value) };
    match parts.as_slice() {
        ["class", class] => quote! { .class(#class, #read) },
        ["style", property] => quote! { .style(#property, #read) },
        ["prop", property] => quote! { .property(#property, #read) },
        ["on", event] => match event.strip_suffix(":target") {
            Some(event) => {
                let event = format_ident!("{event}");
                quote! { .on(crate::dom::ev::#event(crate::dom::ev::at_hand(#value))) }
            }
            None => {
                let event = format_ident!("{event}");
                quote! { .on(crate::dom::ev::#event(#value)) }
            }
        },
        ["node_ref"] => quote! { .kept_in(&#value) },
        ["inner_html"] => quote! { .holding(#value) },
        _ => quote! { .attribute(#key, #read) },
    }
}

fn component(element: &NodeElement<Infallible>) -> TokenStream {
    let name = element.name();
    let mut properties = Vec::new();
    for attribute in element.attributes() {
        let NodeAttribute::Attribute(attribute) = attribute else {
            return complaint(attribute, "a property has a name");
        };
        let key = &attribute.key;
        properties.push(match attribute.value() {
            Some(value) => quote! { #key: #value },
            None => quote! { #key },
        });
    }
    if !element.children().is_empty() {
        let children = several(element.children());
        properties.push(quote! { children: #children });
    }
    quote! { #name { #(#properties),* }.view() }
}

/// `<Show when=condition>…</Show>`: what it holds, as long as the condition holds.
fn shown(element: &NodeElement<Infallible>) -> TokenStream {
    let Some(when) = property(element, "when") else { return complaint(&element.open_tag, "`when` is missing") };
    let children = several(element.children());
    quote! { crate::dom::show(#when, move || #children) }
}

/// `<For each=items key=name let:item>…</For>`: what it holds, once for each item.
fn listed(element: &NodeElement<Infallible>) -> TokenStream {
    let item = element.attributes().iter().find_map(|attribute| match attribute {
        NodeAttribute::Attribute(attribute) => {
            attribute.key.to_string().split_whitespace().collect::<String>().strip_prefix("let:").map(str::to_owned)
        }
        NodeAttribute::Block(_) => None,
    });
    let (Some(items), Some(key), Some(item)) = (property(element, "each"), property(element, "key"), item) else {
        return complaint(&element.open_tag, "`each`, `key` and `let:name` are needed");
    };
    let (item, children) = (format_ident!("{item}"), several(element.children()));
    quote! { crate::dom::each(#items, #key, move |#item| #children) }
}

fn property<'a>(element: &'a NodeElement<Infallible>, name: &str) -> Option<&'a Expr> {
    element.attributes().iter().find_map(|attribute| match attribute {
        NodeAttribute::Attribute(attribute) if attribute.key.to_string() == name => attribute.value(),
        _ => None,
    })
}

fn complaint(place: &impl quote::ToTokens, words: &str) -> TokenStream {
    syn::Error::new_spanned(place, words).into_compile_error()
}
