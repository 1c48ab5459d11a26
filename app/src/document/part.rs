//! A part of a design: what is added, duplicated, copied and pasted.

use super::{BOX, Document, ids};
use crate::languages::told;
use loadbearing_engine::design::{Component, Connection};
use loadbearing_engine::kinds;
use std::collections::{HashMap, HashSet};

/// How far a copy lies from its original where nobody said where, in world pixels.
pub const COPY_SHIFT: (f64, f64) = (32.0, 32.0);

/// Components with their places, and connections.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Part {
    /// The components, each with the upper left corner of its box in world pixels if it has one.
    pub components: Vec<(Component, Option<(f64, f64)>)>,
    /// Connections, among them or to others.
    pub connections: Vec<Connection>,
}

impl Part {
    /// One component with the upper left corner of its box in world pixels.
    #[must_use]
    pub fn component(component: Component, corner: (f64, f64)) -> Self {
        Self { components: vec![(component, Some(corner))], connections: Vec::new() }
    }

    /// One new component of a kind, called after it or its product, with an id that is not taken and
    /// its box around a centre.
    #[must_use]
    pub fn new_component(document: &Document, kind: &str, preset: Option<&str>, centre: (f64, f64)) -> Self {
        let id = ids::fresh(preset.unwrap_or(kind), |id| document.component(id).is_some());
        let component = Component {
            name: name(kind, preset, |name| {
                document.design().components.iter().any(|other| other.name.as_deref() == Some(name))
            }),
            id,
            kind: kind.to_owned(),
            preset: preset.map(str::to_owned),
            ..Component::default()
        };
        Self::component(component, (centre.0 - BOX.0 / 2.0, centre.1 - BOX.1 / 2.0))
    }

    /// With a connection from a component that is there already to each of this part.
    #[must_use]
    pub fn connected_from(mut self, from: &str) -> Self {
        let to = self.components.iter().map(|(component, _)| component.id.clone());
        let connections: Vec<Connection> =
            to.map(|to| Connection { from: from.to_owned(), to, ..Connection::default() }).collect();
        self.connections.extend(connections);
        self
    }

    /// Some components of a document with the connections among them.
    #[must_use]
    pub fn of(document: &Document, is_meant: impl Fn(&str) -> bool) -> Self {
        let components = document.design().components.iter().filter(|component| is_meant(&component.id));
        let inside = |connection: &&Connection| is_meant(&connection.from) && is_meant(&connection.to);
        Self {
            components: components.map(|component| (component.clone(), document.position(&component.id))).collect(),
            connections: document.design().connections.iter().filter(inside).cloned().collect(),
        }
    }

    /// The ids of its components.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.components.iter().map(|(component, _)| component.id.as_str())
    }

    /// Ready to be added to a document: with ids that are not taken there, moved by so many world
    /// pixels. Connections follow the new ids.
    #[must_use]
    pub fn fresh(mut self, document: &Document, by: (f64, f64)) -> Self {
        let mut taken: HashSet<String> =
            document.design().components.iter().map(|component| component.id.clone()).collect();
        let mut names = HashMap::new();
        for (component, corner) in &mut self.components {
            let id = ids::fresh(&component.id, |id| taken.contains(id));
            taken.insert(id.clone());
            names.insert(std::mem::replace(&mut component.id, id.clone()), id);
            *corner = corner.map(|corner| (corner.0 + by.0, corner.1 + by.1));
        }
        let follow = |id: &mut String| {
            if let Some(name) = names.get(id) {
                id.clone_from(name);
            }
        };
        for connection in &mut self.connections {
            follow(&mut connection.from);
            follow(&mut connection.to);
            connection.after_miss_in.iter_mut().for_each(follow);
            // An id tells parallel connections of one design apart, so a copy has none.
            connection.id = None;
        }
        self
    }

    /// The middle of its boxes in world pixels; `None` where none has a place.
    #[must_use]
    pub fn centre(&self) -> Option<(f64, f64)> {
        let corners = || self.components.iter().filter_map(|(_, corner)| *corner);
        let middle = |pick: fn((f64, f64)) -> f64, size: f64| {
            let least = corners().map(pick).fold(f64::INFINITY, f64::min);
            let most = corners().map(pick).fold(f64::NEG_INFINITY, f64::max);
            f64::midpoint(least, most) + size / 2.0
        };
        corners().next()?;
        Some((middle(|corner| corner.0, BOX.0), middle(|corner| corner.1, BOX.1)))
    }
}

/// The name of the product or the kind, counted up where another component is called so.
fn name(kind: &str, preset: Option<&str>, is_taken: impl Fn(&str) -> bool) -> Option<String> {
    let kind = kinds::find(kind)?;
    let product = preset.and_then(|preset| kind.preset(preset)).map(|preset| preset.name);
    let name = told(product.unwrap_or(kind.name));
    let numbered = (2..).map(|number: u32| format!("{name} {number}"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| !is_taken(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::edit::{Edit, apply};
    use crate::document::random_edits::shortener;

    #[test]
    fn a_copy_has_new_ids_and_its_connections_follow() {
        let mut document = shortener();
        let part = Part::of(&document, |id| id != "client").fresh(&document, COPY_SHIFT);
        assert_eq!(part.ids().collect::<Vec<_>>(), ["api-2", "redis-2", "db-2"]);
        assert_eq!(part.connections.len(), 2);
        assert_eq!(part.connections[1].after_miss_in, ["redis-2"]);
        apply(&mut document, Edit::Add(part));
        let (old, new) = (document.position("api").unwrap(), document.position("api-2").unwrap());
        assert_eq!(new, (old.0 + 32.0, old.1 + 32.0));
    }

    #[test]
    fn a_new_component_is_named_after_its_product_or_kind() {
        let document = shortener();
        let part = Part::new_component(&document, "cache-distributed", Some("redis"), (0.0, 0.0));
        assert_eq!(part.ids().collect::<Vec<_>>(), ["redis-2"]);
        assert_eq!(part.centre(), Some((0.0, 0.0)));
        assert_eq!(part.components[0].0.name.as_deref(), Some("Redis"));
        assert_eq!(part.connected_from("api").connections[0].to, "redis-2");
    }
}
