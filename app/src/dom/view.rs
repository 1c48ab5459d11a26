//! A view: words or a node of the page, and what can become one.

use std::borrow::Cow;

use crate::signals::as_long_as_the_page;
use web_sys::{DocumentFragment, Node};

use super::element::{append, fragment, text};
use super::part::part;

/// Something to be put on the page. It is made already, with all that it holds.
pub enum View {
    /// Words alone. None are nothing.
    Words(Cow<'static, str>),
    /// A node; several of them come as a fragment, which leaves them where it is put.
    Node(Node),
}

impl View {
    /// A view of nothing.
    pub const NOTHING: Self = Self::Words(Cow::Borrowed(""));

    /// As a node, be it of no words.
    #[must_use]
    pub fn into_node(self) -> Node {
        match self {
            Self::Words(words) => text(&words).into(),
            Self::Node(node) => node,
        }
    }
}

/// What can be a view.
pub trait IntoView {
    /// As a view.
    fn into_view(self) -> View;
}

impl IntoView for View {
    fn into_view(self) -> View {
        self
    }
}

impl IntoView for &'static str {
    fn into_view(self) -> View {
        View::Words(Cow::Borrowed(self))
    }
}

impl IntoView for String {
    fn into_view(self) -> View {
        View::Words(Cow::Owned(self))
    }
}

impl IntoView for Cow<'static, str> {
    fn into_view(self) -> View {
        View::Words(self)
    }
}

impl<T: IntoView> IntoView for Option<T> {
    fn into_view(self) -> View {
        self.map_or(View::NOTHING, T::into_view)
    }
}

impl<T: IntoView, const N: usize> IntoView for [T; N] {
    fn into_view(self) -> View {
        self.into_iter().collect_view()
    }
}

/// A closure is asked again whenever a signal that it read has changed.
impl<T: IntoView, F: Fn() -> T + 'static> IntoView for F {
    fn into_view(self) -> View {
        part(Box::new(move || self().into_view()))
    }
}

/// What comes one after the other can stand one after the other.
pub trait CollectView {
    /// All of them as one view.
    fn collect_view(self) -> View;
}

impl<T: IntoView, I: Iterator<Item = T>> CollectView for I {
    fn collect_view(self) -> View {
        let all: DocumentFragment = fragment();
        self.for_each(|one| append(&all, one.into_view()));
        View::Node(all.into())
    }
}

/// Puts a view on the page, for as long as the page lives.
pub fn mount_to_body(draw: fn() -> View) {
    let view = as_long_as_the_page(draw);
    if let Some(body) = web_sys::window().and_then(|window| window.document()).and_then(|document| document.body()) {
        append(&body, view);
    }
}
