//! Elements, their attributes and what they hold. The only place that makes nodes.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::order::PlainHash;
use crate::signals::{GetValue, LocalStorage, SetValue, StoredValue};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, DocumentFragment, Element, HtmlElement, Node, Text};

use super::ev::Handler;
use super::value::Value;
use super::view::View;
use crate::signals::drawing_effect;

/// What elements look like one by one.
const STYLE: &str = "style";
const DRAWINGS: &str = "http://www.w3.org/2000/svg";

/// Attributes and their values, as a view was written.
type Attributes = &'static [(&'static str, &'static str)];

/// A place in a view where an element is written: where its name and its attributes lie in memory, and how many they are.
type Written = (usize, usize, usize, usize);

thread_local!(
    /// What elements are copied from that were written once and are made several times: every box, every line of a list.
    static PATTERNS: RefCell<HashMap<Written, Option<Node>, PlainHash>> = RefCell::default()
);

/// An element, or several nodes, while they are put together.
pub struct Builder {
    node: Node,
}

/// An element with the attributes that are known while compiling.
#[must_use]
pub fn element(name: &'static str, attributes: Attributes) -> Builder {
    Builder { node: made(name, attributes, || document().create_element(name)) }
}

/// Likewise an element of a drawing.
#[must_use]
pub fn drawing(name: &'static str, attributes: Attributes) -> Builder {
    Builder { node: made(name, attributes, || document().create_element_ns(Some(DRAWINGS), name)) }
}

/// Several nodes without an element around them.
#[must_use]
pub fn several() -> Builder {
    Builder { node: fragment().into() }
}

/// An element. From its second time on it is copied, since each word that is told the browser is decoded first.
fn made(name: &'static str, attributes: Attributes, make: impl Fn() -> Result<Element, JsValue>) -> Node {
    if attributes.iter().any(|(name, _)| *name == STYLE) {
        // Not every browser lets copies have one where the policy forbids the attribute.
        return with(make(), attributes);
    }
    let written = (name.as_ptr() as usize, name.len(), attributes.as_ptr() as usize, attributes.len());
    let pattern = PATTERNS.with_borrow_mut(|patterns| match patterns.get_mut(&written) {
        Some(pattern) => Some(pattern.get_or_insert_with(|| with(make(), attributes)).clone()),
        None => {
            patterns.insert(written, None);
            None
        }
    });
    // An element can be copied.
    pattern.and_then(|pattern| pattern.clone_node().ok()).unwrap_or_else(|| with(make(), attributes))
}

fn with(made: Result<Element, JsValue>, attributes: Attributes) -> Node {
    let element = made.expect("names of elements are written in the program");
    for (name, value) in attributes {
        set(&element, name, Some(value));
    }
    element.into()
}

fn document() -> Document {
    thread_local!(static DOCUMENT: Document = web_sys::window()
        .and_then(|window| window.document())
        .expect("views are drawn in a page"));
    DOCUMENT.with(Document::clone)
}

/// Nodes without an element around them.
pub(super) fn fragment() -> DocumentFragment {
    document().create_document_fragment()
}

/// Words as a node.
pub(super) fn text(words: &str) -> Text {
    document().create_text_node(words)
}

/// Puts a view behind what a node holds already.
pub(super) fn append(parent: &Node, view: View) {
    match view {
        View::Words(words) if words.is_empty() => {}
        view => put(parent, &view.into_node(), None),
    }
}

/// Puts a node before another one, or last.
pub(super) fn put(parent: &Node, node: &Node, before: Option<&Node>) {
    // Only a node inside of itself could be refused.
    let _ = parent.insert_before(node, before);
}

/// Words as markup that says just them, also between quotes.
#[must_use]
pub fn escaped(words: &str) -> String {
    let mut markup = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '"' => markup.push_str("&quot;"),
            _ => markup.push(letter),
        }
    }
    markup
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    if name == STYLE {
        // The page's policy forbids the attribute, so that no text can bring a style along.
        return element.unchecked_ref::<HtmlElement>().style().set_css_text(value.unwrap_or_default());
    }
    // Names of attributes are written in the program.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// How a value gets to its element.
type Way = fn(&Element, &'static str, &Value);

fn as_attribute(element: &Element, name: &'static str, value: &Value) {
    set(element, name, value.words());
}

fn as_class(element: &Element, name: &'static str, value: &Value) {
    // Names of classes are written in the program.
    let _ = element.class_list().toggle_with_force(name, value.words().is_some());
}

fn as_style(element: &Element, name: &'static str, value: &Value) {
    let style = element.unchecked_ref::<HtmlElement>().style();
    // What the browser does not take, it leaves.
    let _ = style.set_property(name, value.words().unwrap_or_default());
}

fn as_property(element: &Element, name: &'static str, value: &Value) {
    let value = match value {
        Value::Flag(is_on) => JsValue::from_bool(*is_on),
        value => JsValue::from_str(value.words().unwrap_or_default()),
    };
    // Elements take any property.
    let _ = js_sys::Reflect::set(element, &JsValue::from_str(name), &value);
}

impl Builder {
    /// Gives it an attribute.
    #[must_use]
    pub fn attribute(self, name: &'static str, value: Value) -> Self {
        self.given(name, value, as_attribute, false)
    }

    /// Says whether it has a class.
    #[must_use]
    pub fn class(self, name: &'static str, value: Value) -> Self {
        self.given(name, value, as_class, false)
    }

    /// Gives it a property of style.
    #[must_use]
    pub fn style(self, name: &'static str, value: Value) -> Self {
        self.given(name, value, as_style, false)
    }

    /// Sets a property of the element itself, such as what stands in a field.
    #[must_use]
    pub fn property(self, name: &'static str, value: Value) -> Self {
        // Whoever types changes it as well, so that it may differ from what was set last.
        self.given(name, value, as_property, true)
    }

    #[inline(never)]
    fn given(self, name: &'static str, value: Value, way: Way, is_always: bool) -> Self {
        let element: &Element = self.node.unchecked_ref();
        match value {
            Value::Changing(ask) => {
                let element = element.clone();
                let mut last = None;
                drawing_effect(Box::new(move || {
                    let value = ask();
                    // What is new has nothing that could be taken away.
                    if is_always || last.as_ref().and_then(Value::words) != value.words() {
                        way(&element, name, &value);
                    }
                    last = Some(value);
                }));
            }
            Value::Absent if !is_always => {}
            value => way(element, name, &value),
        }
        self
    }

    /// Answers an event.
    #[must_use]
    pub fn on(self, handler: Handler) -> Self {
        handler.listen(&self.node);
        self
    }

    /// Keeps the element where it can be found.
    #[must_use]
    pub fn kept_in(self, reference: &NodeRef) -> Self {
        reference.keep(self.node.unchecked_ref());
        self
    }

    /// Puts markup into it that the program brings along. Words of others in it are [`escaped`].
    #[must_use]
    pub fn holding(self, markup: &str) -> Self {
        self.node.unchecked_ref::<Element>().set_inner_html(markup);
        self
    }

    /// Puts words into it.
    #[must_use]
    pub fn words(self, words: &str) -> Self {
        put(&self.node, &text(words), None);
        self
    }

    /// Puts a view into it.
    #[must_use]
    pub fn child(self, view: View) -> Self {
        append(&self.node, view);
        self
    }

    /// What it has become.
    #[must_use]
    pub fn done(self) -> View {
        View::Node(self.node)
    }
}

/// Where an element is found once it is made.
#[derive(Clone, Copy)]
pub struct NodeRef(StoredValue<Option<Element>, LocalStorage>);

impl NodeRef {
    /// Of no element yet.
    #[must_use]
    pub fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    fn keep(self, element: &Element) {
        self.0.set_value(Some(element.clone()));
    }

    /// The element, as long as what it belongs to stands on the page.
    #[must_use]
    pub fn get(self) -> Option<Element> {
        self.0.try_get_value().flatten()
    }
}

impl Default for NodeRef {
    fn default() -> Self {
        Self::new()
    }
}
