//! Parts of the page that change as a whole.

use wasm_bindgen::JsCast;
use web_sys::{DocumentFragment, Element, Node, Text};

use super::element::{fragment, put, text};
use super::view::{IntoView, View};
use crate::signals::Get;
use crate::signals::{drawing_effect, memo, untracked};

/// What `draw` gives, drawn again whenever a signal that it read has changed.
#[must_use]
pub fn part(draw: Box<dyn Fn() -> View>) -> View {
    let anchor = text("");
    let mut part = Part { anchor: anchor.clone(), first: None, words: String::new() };
    drawing_effect(Box::new(move || part.show(draw())));
    View::Node(anchor.parent_node().unwrap_or_else(|| anchor.into()))
}

/// A view as long as a condition holds. While the answer stays the same, nothing is drawn.
pub fn show<T: IntoView>(
    when: impl Fn() -> bool + Send + Sync + 'static,
    draw: impl Fn() -> T + Clone + 'static,
) -> View {
    let when = memo(when);
    part(Box::new(move || {
        if !when.get() {
            return View::NOTHING;
        }
        let draw = draw.clone();
        untracked(Box::new(move || draw().into_view()))
    }))
}

/// A part of the page. Words stand in the anchor itself; nodes stand before it.
struct Part {
    anchor: Text,
    first: Option<Node>,
    words: String,
}

impl Part {
    fn show(&mut self, view: View) {
        self.clear();
        match view {
            View::Words(words) => self.say(&words),
            View::Node(node) => {
                self.say("");
                let parent = self.parent();
                // An element stays the first of its part. Of several nodes the first may be a part that changes, so
                // that something has to stand before it.
                let first = if node.is_instance_of::<Element>() { node.clone() } else { text("").into() };
                put(&parent, &first, Some(&self.anchor));
                if first != node {
                    put(&parent, &node, Some(&self.anchor));
                }
                self.first = Some(first);
            }
        }
    }

    fn say(&mut self, words: &str) {
        if self.words != words {
            self.anchor.set_data(words);
            words.clone_into(&mut self.words);
        }
    }

    /// What holds the anchor. Before it stands anywhere, a fragment does.
    fn parent(&self) -> Node {
        self.anchor.parent_node().unwrap_or_else(|| {
            let own: DocumentFragment = fragment();
            put(&own, &self.anchor, None);
            own.into()
        })
    }

    fn clear(&mut self) {
        if let (Some(first), Some(parent)) = (self.first.take(), self.anchor.parent_node()) {
            take_out(&parent, first, &self.anchor);
        }
    }
}

/// Takes out what stands from a node up to another one, which stays.
pub(super) fn take_out(parent: &Node, first: Node, end: &Node) {
    let mut next = Some(first);
    while let Some(node) = next.take_if(|node| *node != *end) {
        next = node.next_sibling();
        // A child of this parent can be taken out.
        let _ = parent.remove_child(&node);
    }
}
