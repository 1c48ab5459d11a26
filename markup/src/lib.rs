//! Markup in Rust for the app's views. `view!` reads what Leptos' own `view!` reads, and `#[component]` stands where
//! Leptos' own does; both are written out as calls of the app's `dom`, which knows few types. Typed views are a type for
//! each element with all that it holds, and compile to three times as much.

mod component;
mod view;

use proc_macro::TokenStream;

/// Markup as a view: `view! { <p class="soft" hidden=move || is_empty()>{words}</p> }`.
///
/// | attribute | means |
/// |---|---|
/// | `name=value` | an attribute; `None` and `false` take it away |
/// | `class:name=value` | whether it has the class |
/// | `style:name=value` | a property of its style |
/// | `prop:name=value` | a property of the element itself |
/// | `on:name=handler` | what an event does |
/// | `on:name:target=handler` | the same, with the element at hand as a field of a form |
/// | `node_ref=reference` | where the element is kept |
/// | `inner_html=text` | markup that the program itself brings along |
///
/// Values are words, figures, signals, or closures that are read again when a signal that they read has changed. A name
/// with a capital is a component, with its properties in place of attributes.
#[proc_macro]
pub fn view(tokens: TokenStream) -> TokenStream {
    view::written_out(tokens.into()).into()
}

/// A function as a component: a struct of its properties with the method `view`.
#[proc_macro_attribute]
pub fn component(_options: TokenStream, item: TokenStream) -> TokenStream {
    component::written_out(item.into()).unwrap_or_else(syn::Error::into_compile_error).into()
}
