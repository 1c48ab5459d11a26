//! What a rule offers to do about a finding: the design as it would be, and in sentences what is changed. The pieces of
//! which rules make it lie in `fix_copies`, `fix_settings` and `fix_parts`. Nothing here is evaluated: what a fix brings
//! is said by `report::fix`.
//!
//! Where a new component stands on the canvas is no business of a fix: it says beside which one it belongs.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Graph;
use crate::analysis::graph::Node;
use crate::design::vocabulary::Source;
use crate::design::{Component, Connection, Design, Journey, Placement, Requirements, Workload};
use crate::kinds;

/// One sentence of what a fix does, and where a figure in it comes from that does not follow from the design.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What is changed.
    pub says: String,
    /// Texts, or that it is an assumption; `None` where the design, or what is computed from it, decides.
    pub source: Option<Source>,
}

/// A fix: changes of a design, made when somebody asks for it.
#[derive(Clone, Debug)]
pub struct Fix<'a> {
    /// What it changes.
    pub(super) graph: &'a Graph<'a>,
    /// Changed components, by their place in the design.
    components: BTreeMap<usize, Component>,
    /// Changed connections, likewise.
    connections: BTreeMap<usize, Connection>,
    /// Places of connections that go.
    disconnected: BTreeSet<usize>,
    added: Vec<Component>,
    connected: Vec<Connection>,
    workload: Option<Workload>,
    requirements: Option<Requirements>,
    beside: BTreeMap<String, String>,
    steps: Vec<Step>,
}

impl<'a> Fix<'a> {
    /// A fix that changes nothing yet.
    #[must_use]
    pub fn of(graph: &'a Graph<'a>) -> Self {
        Self {
            graph,
            components: BTreeMap::new(),
            connections: BTreeMap::new(),
            disconnected: BTreeSet::new(),
            added: Vec::new(),
            connected: Vec::new(),
            workload: None,
            requirements: None,
            beside: BTreeMap::new(),
            steps: Vec::new(),
        }
    }

    /// The fix, if it changes anything.
    #[must_use]
    pub fn done(self) -> Option<Self> {
        (!self.steps.is_empty()).then_some(self)
    }

    /// What it does, in sentences.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Ids of new components, each with that of the component beside which it belongs.
    #[must_use]
    pub const fn beside(&self) -> &BTreeMap<String, String> {
        &self.beside
    }

    /// The design as it would be.
    #[must_use]
    pub fn design(&self) -> Design {
        let mut design = self.graph.design.clone();
        for (place, component) in &self.components {
            design.components[*place] = component.clone();
        }
        for (place, connection) in &self.connections {
            design.connections[*place] = connection.clone();
        }
        let mut place = 0;
        design.connections.retain(|_| {
            place += 1;
            !self.disconnected.contains(&(place - 1))
        });
        design.components.extend(self.added.iter().cloned());
        design.connections.extend(self.connected.iter().cloned());
        if let Some(workload) = &self.workload {
            design.workload = workload.clone();
        }
        if let Some(requirements) = &self.requirements {
            design.requirements = requirements.clone();
        }
        design
    }

    /// Says what was changed.
    pub fn tell(&mut self, says: impl Into<String>, source: Option<Source>) {
        self.steps.push(Step { says: says.into(), source });
    }

    /// A component by its number, to be changed.
    pub fn component(&mut self, node: usize) -> &mut Component {
        let place = self.graph.nodes[node].index;
        let design = self.graph.design;
        self.components.entry(place).or_insert_with(|| design.components[place].clone())
    }

    /// A connection by its number, to be changed.
    pub fn connection(&mut self, edge: usize) -> &mut Connection {
        let place = self.graph.edges[edge].index;
        let design = self.graph.design;
        self.connections.entry(place).or_insert_with(|| design.connections[place].clone())
    }

    /// Takes a connection out.
    pub fn disconnect(&mut self, edge: usize) {
        self.disconnected.insert(self.graph.edges[edge].index);
    }

    /// A new connection, which says nothing but its ends.
    pub fn connect(&mut self, from: &str, to: &str) -> &mut Connection {
        self.connected.push(Connection { from: from.to_owned(), to: to.to_owned(), ..Connection::default() });
        let last = self.connected.len() - 1;
        &mut self.connected[last]
    }

    /// The workload, to be changed.
    pub fn workload(&mut self) -> &mut Workload {
        let design = self.graph.design;
        self.workload.get_or_insert_with(|| design.workload.clone())
    }

    /// A journey by its place in the workload, to be changed.
    pub fn journey(&mut self, place: usize) -> &mut Journey {
        &mut self.workload().journeys[place]
    }

    /// The requirements, to be changed.
    pub fn requirements(&mut self) -> &mut Requirements {
        let design = self.graph.design;
        self.requirements.get_or_insert_with(|| design.requirements.clone())
    }

    /// A new component of a kind, named after it, which belongs beside another one; its id. `None` of no known kind.
    pub fn add(&mut self, kind: &str, beside: usize) -> Option<String> {
        let known = kinds::find(kind)?;
        let is_free = |id: &str| self.graph.find(id).is_none() && self.added.iter().all(|other| other.id != id);
        let numbered = (2_u32..).map(|number| (format!("{kind}-{number}"), format!("{} {number}", known.name)));
        let plain = std::iter::once((kind.to_owned(), known.name.to_owned()));
        let (id, name) = plain.chain(numbered).find(|(id, _)| is_free(id))?;
        self.beside.insert(id.clone(), self.graph.nodes[beside].id().to_owned());
        let component = Component {
            id: id.clone(),
            kind: kind.to_owned(),
            name: Some(name),
            // It stands where the other one stands.
            places: spread(&self.graph.nodes[beside].component.places),
            ..Component::default()
        };
        self.added.push(component);
        Some(id)
    }

    /// A component that was added, to be said more of.
    pub fn added(&mut self, id: &str) -> Option<&mut Component> {
        self.added.iter_mut().find(|component| component.id == id)
    }

    /// What a component is called.
    #[must_use]
    pub fn label(&self, node: usize) -> &'a str {
        self.graph.nodes[node].component.label()
    }

    /// A component by its number, as it is.
    #[must_use]
    pub fn node(&self, node: usize) -> Node<'a> {
        self.graph.nodes[node]
    }

    /// The two ends of a connection as they stand in a sentence.
    #[must_use]
    pub fn way(&self, edge: usize) -> String {
        let edge = &self.graph.edges[edge];
        format!("{} → {}", self.label(edge.from), self.label(edge.to))
    }
}

/// The same places, with no count of their own.
fn spread(places: &Placement) -> Placement {
    match places.ids() {
        ids if ids.is_empty() => Placement::Nowhere,
        ids => Placement::Spread(ids.into_iter().map(str::to_owned).collect()),
    }
}
