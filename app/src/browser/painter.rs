//! Writes straight to elements that are on the page, for what changes with every move of the pointer.
//! What they should look like is decided elsewhere.

use std::cell::RefCell;
use std::collections::HashMap;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Finds elements by their ids once, and writes to them as often as it is asked.
#[derive(Debug, Default)]
pub struct Painter {
    known: RefCell<HashMap<String, Option<Element>>>,
}

impl Painter {
    /// Sets an attribute; does nothing where there is no such element.
    pub fn set(&self, id: &str, attribute: &str, value: &str) {
        self.with(id, |element| {
            // A refused attribute changes nothing on the page, and the next frame writes it again.
            let _ = element.set_attribute(attribute, value);
        });
    }

    /// Puts an element somewhere, by properties of style. Set one by one: a policy may forbid the attribute.
    pub fn place(&self, id: &str, style: &str) {
        self.with(id, |element| {
            element.unchecked_ref::<HtmlElement>().style().set_css_text(style);
        });
    }

    /// Adds a class or takes it away.
    pub fn mark(&self, id: &str, class: &str, is_on: bool) {
        self.with(id, |element| {
            let _ = element.class_list().toggle_with_force(class, is_on);
        });
    }

    /// Forgets what it found: to be called when a gesture ends, because views put new elements then.
    pub fn forget(&self) {
        self.known.borrow_mut().clear();
    }

    fn with(&self, id: &str, act: impl FnOnce(&Element)) {
        let mut known = self.known.borrow_mut();
        let element = match known.get(id) {
            Some(Some(element)) if element.is_connected() => Some(element.clone()),
            _ => {
                let found = super::page::document().and_then(|document| document.get_element_by_id(id));
                known.insert(id.to_owned(), found.clone());
                found
            }
        };
        if let Some(element) = element {
            act(&element);
        }
    }
}
