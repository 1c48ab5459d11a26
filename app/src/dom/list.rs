//! Lists by key: what stays in the list stays on the page as it is.

use std::collections::HashMap;
use std::mem::take;
use std::rc::Rc;

use crate::signals::Owner;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node, Text};

use super::element::{fragment, put, text};
use super::part::take_out;
use super::view::{IntoView, View};
use crate::signals::{drawing_effect, untracked};

/// One view for each item, told apart by `key`. Drawn once; moved and taken out as the items change.
pub fn each<I: 'static, T: IntoView>(
    items: impl Fn() -> Vec<I> + 'static,
    key: impl Fn(&I) -> String + 'static,
    draw: impl Fn(I) -> T + 'static,
) -> View {
    let draw: Rc<dyn Fn(I) -> View> = Rc::new(move |item| draw(item).into_view());
    let item = move |item: I| {
        let draw = Rc::clone(&draw);
        Item { key: key(&item), draw: Box::new(move || draw(item)) }
    };
    list(Box::new(move || items().into_iter().map(&item).collect()))
}

/// What is to stand in a list.
struct Item {
    key: String,
    draw: Box<dyn FnOnce() -> View>,
}

/// What stands in a list: its first and last node, and who owns its signals.
struct Row {
    key: String,
    first: Node,
    last: Node,
    owner: Owner,
}

fn list(items: Box<dyn Fn() -> Vec<Item>>) -> View {
    let end = text("");
    let own = fragment();
    put(&own, &end, None);
    // Rows outlive the run of the effect in which they are drawn.
    let parent = Owner::current().unwrap_or_default();
    let mut rows = Vec::new();
    drawing_effect(Box::new(move || rows = arranged(take(&mut rows), items(), &end, &parent)));
    View::Node(own.into())
}

fn arranged(rows: Vec<Row>, items: Vec<Item>, end: &Text, owner: &Owner) -> Vec<Row> {
    let Some(parent) = end.parent_node() else { return rows };
    let mut places: HashMap<String, usize> = HashMap::new();
    for (place, row) in rows.iter().enumerate() {
        places.insert(row.key.clone(), place);
    }
    let mut before: Vec<Option<Row>> = rows.into_iter().map(Some).collect();
    let mut after: Vec<(Option<usize>, Row)> = Vec::with_capacity(items.len());
    for Item { key, draw } in items {
        let kept = places.remove(&key).and_then(|place| Some((Some(place), before[place].take()?)));
        after.push(kept.unwrap_or_else(|| (None, Row::drawn(key, draw, owner))));
    }
    for row in before.into_iter().flatten() {
        row.remove(&parent);
    }
    // From the end: whoever stood before what follows now stays, so that the others are moved around it.
    let mut next: Node = end.clone().into();
    let mut bound = usize::MAX;
    for (place, row) in after.iter().rev() {
        match place {
            Some(place) if *place < bound => bound = *place,
            _ => row.put(&parent, &next),
        }
        next = row.first.clone();
    }
    after.into_iter().map(|(_, row)| row).collect()
}

impl Row {
    fn drawn(key: String, draw: Box<dyn FnOnce() -> View>, owner: &Owner) -> Self {
        let owner = owner.child();
        let node = owner.with(|| untracked(draw)).into_node();
        if node.is_instance_of::<Element>() {
            return Self { key, first: node.clone(), last: node, owner };
        }
        // Of several nodes the first and the last may be parts that change, so that something has to stand around them.
        let (first, last): (Node, Node) = (text("").into(), text("").into());
        let whole: Node = fragment().into();
        for node in [&first, &node, &last] {
            put(&whole, node, None);
        }
        Self { key, first, last, owner }
    }

    fn put(&self, parent: &Node, before: &Node) {
        let mut next = Some(self.first.clone());
        while let Some(node) = next {
            next = if node == self.last { None } else { node.next_sibling() };
            put(parent, &node, Some(before));
        }
    }

    fn remove(self, parent: &Node) {
        take_out(parent, self.first, &self.last);
        let _ = parent.remove_child(&self.last);
        self.owner.cleanup();
    }
}
