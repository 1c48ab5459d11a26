//! Where the requests of one journey go on from each component, and what they need there. `routing` fills it in;
//! everything lies in a few pieces of memory, because a large design has thousands of steps.

use super::lists::Lists;

/// Something that a component needs of those it calls: `needs` of the members have to work.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Need<'a> {
    /// Numbers of the callees. None at all: what nothing satisfies.
    pub members: &'a [usize],
    /// Numbers of the edges to them, in the same order.
    pub edges: &'a [usize],
    /// How many of them.
    pub needs: usize,
    /// Interchangeable: they carry each other's load.
    pub interchangeable: bool,
    /// The chooser does not look whether a member works: what any of them requires is required.
    pub blind: bool,
    /// Whether the component fails without; else it only goes without.
    pub hard: bool,
}

impl Need<'_> {
    /// Whether enough members work and can be reached. An empty `cut` cuts nothing.
    #[must_use]
    pub fn is_met(&self, works: &[bool], cut: &[bool]) -> bool {
        let reached = |edge: usize| cut.get(edge) != Some(&true);
        let counts = self.members.iter().zip(self.edges).filter(|&(&member, &edge)| works[member] && reached(edge));
        counts.count() >= self.needs
    }

    /// What nothing satisfies: requests that nobody answers.
    #[must_use]
    pub const fn dead_end() -> Self {
        Self { members: &[], edges: &[], needs: 1, interchangeable: false, blind: false, hard: true }
    }
}

/// Lists of needs by number. They may be filled in any order, one after the other.
#[derive(Clone, Debug, Default)]
pub struct NeedLists {
    needs: Vec<Stored>,
    members: Vec<usize>,
    edges: Vec<usize>,
    /// By list: its first need and the one behind its last; [`UNKNOWN`] while it is not begun.
    spans: Vec<[u32; 2]>,
}

/// A need without its members, which end where the next one's begin.
#[derive(Clone, Copy, Debug)]
struct Stored {
    first: u32,
    needs: u32,
    interchangeable: bool,
    blind: bool,
    hard: bool,
}

const UNKNOWN: [u32; 2] = [u32::MAX; 2];

impl NeedLists {
    /// So many lists, none of them begun, with room for so many needs of one member each.
    #[must_use]
    pub fn with_room(lists: usize, needs: usize) -> Self {
        let (members, edges) = (Vec::with_capacity(needs), Vec::with_capacity(needs));
        Self { needs: Vec::with_capacity(needs), members, edges, spans: vec![UNKNOWN; lists] }
    }

    /// Begins a list; what is pushed from now on belongs to it.
    pub fn begin(&mut self, list: usize) {
        self.spans[list] = [self.needs.len() as u32; 2];
    }

    /// Adds to the list that was begun last.
    pub fn push(&mut self, list: usize, need: Need<'_>) {
        self.needs.push(Stored {
            first: self.members.len() as u32,
            needs: need.needs as u32,
            interchangeable: need.interchangeable,
            blind: need.blind,
            hard: need.hard,
        });
        match (need.members, need.edges) {
            // Most have one member: a slice of unknown length would be copied by a call.
            (&[member], &[edge]) => {
                self.members.push(member);
                self.edges.push(edge);
            }
            (members, edges) => {
                self.members.extend_from_slice(members);
                self.edges.extend_from_slice(edges);
            }
        }
        self.spans[list][1] = self.needs.len() as u32;
    }

    /// Whether a list was begun.
    #[must_use]
    pub fn knows(&self, list: usize) -> bool {
        self.spans[list] != UNKNOWN
    }

    /// The needs of a list; none while it is not begun.
    pub fn of(&self, list: usize) -> impl Iterator<Item = Need<'_>> {
        let [first, behind] = self.spans[list];
        (first..behind).map(|need| self.get(need as usize))
    }

    /// The needs of all lists, in the order in which they were filled.
    pub fn all(&self) -> impl ExactSizeIterator<Item = Need<'_>> {
        (0..self.needs.len()).map(|need| self.get(need))
    }

    fn get(&self, need: usize) -> Need<'_> {
        let stored = self.needs[need];
        let behind = self.needs.get(need + 1).map_or(self.members.len(), |next| next.first as usize);
        let members = stored.first as usize..behind;
        Need {
            members: &self.members[members.clone()],
            edges: &self.edges[members],
            needs: stored.needs as usize,
            interchangeable: stored.interchangeable,
            blind: stored.blind,
            hard: stored.hard,
        }
    }
}

/// What one journey does at each component, for reads (0) and for writes (1), as far as it was asked.
#[derive(Clone, Debug, Default)]
pub struct Steps {
    /// By edge: calls over it for each read, and for each write, that arrives at its caller.
    pub weights: Vec<[f64; 2]>,
    needs: NeedLists,
    /// Edges that a step looks at, kept so that not every step takes new memory.
    pub(super) scratch: Vec<usize>,
}

impl Steps {
    /// Nothing asked yet.
    #[must_use]
    pub fn new(nodes: usize, edges: usize) -> Self {
        Self { weights: vec![[0.0; 2]; edges], needs: NeedLists::with_room(2 * nodes, edges), scratch: Vec::new() }
    }

    /// Whether the step of a node is known for reads (0) or writes (1).
    #[must_use]
    pub fn knows(&self, node: usize, at: usize) -> bool {
        self.needs.knows(2 * node + at)
    }

    /// What reads (0) or writes (1) need of a node; nothing while its step is not known.
    pub fn needs(&self, node: usize, at: usize) -> impl Iterator<Item = Need<'_>> {
        self.needs.of(2 * node + at)
    }

    /// Forgets the steps of these nodes, which are all that are known.
    pub(super) fn forget_all(&mut self, nodes: &[usize], outgoing: &Lists) {
        for &node in nodes {
            outgoing[node].iter().for_each(|&edge| self.weights[edge] = [0.0; 2]);
            self.needs.spans[2 * node..2 * node + 2].fill(UNKNOWN);
        }
        self.needs.needs.clear();
        self.needs.members.clear();
        self.needs.edges.clear();
    }

    /// How many needs are known.
    #[must_use]
    pub fn needs_known(&self) -> usize {
        self.needs.all().len()
    }

    pub(super) fn begin(&mut self, node: usize, at: usize) {
        self.needs.begin(2 * node + at);
    }

    pub(super) fn push(&mut self, node: usize, at: usize, need: Need<'_>) {
        self.needs.push(2 * node + at, need);
    }
}
