//! Lists of numbers, one behind the other in one piece of memory: a thousand small vectors would take longer to make
//! than to read. Says nothing about what the numbers are.

use std::ops::{Index, Range};

/// Lists by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists {
    items: Vec<usize>,
    /// By list: where it ends. It begins where the one before ends.
    ends: Vec<usize>,
}

impl Lists {
    /// Sorts things by their keys: list *k* holds the numbers of those whose key is *k*, least first. Things whose key
    /// is `count` or above are left out.
    #[must_use]
    pub fn by_key(count: usize, keys: impl Iterator<Item = usize> + Clone) -> Self {
        let mut ends = vec![0; count + 1];
        for key in keys.clone() {
            ends[key.min(count)] += 1;
        }
        ends.pop();
        let mut sum = 0;
        for end in &mut ends {
            // Where the list begins, until it is filled.
            (sum, *end) = (sum + *end, sum);
        }
        let mut items = vec![0; sum];
        for (number, key) in keys.enumerate().filter(|&(_, key)| key < count) {
            items[ends[key]] = number;
            ends[key] += 1;
        }
        Self { items, ends }
    }

    /// No list yet, and room for so many.
    #[must_use]
    pub fn with_room(lists: usize) -> Self {
        Self { items: Vec::new(), ends: Vec::with_capacity(lists) }
    }

    /// Adds to the last list, which is not closed yet.
    pub fn push(&mut self, item: usize) {
        self.items.push(item);
    }

    /// Closes the last list and begins another one.
    pub fn close(&mut self) {
        self.ends.push(self.items.len());
    }

    /// How many lists there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no list.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All lists.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &[usize]> + ExactSizeIterator {
        (0..self.ends.len()).map(|list| &self[list])
    }

    /// Where the items of a list lie among all of them.
    #[must_use]
    pub fn span(&self, list: usize) -> Range<usize> {
        let start = if list == 0 { 0 } else { self.ends[list - 1] };
        start..self.ends[list]
    }

    /// The items of all lists, one list after the other.
    #[must_use]
    pub fn items(&self) -> &[usize] {
        &self.items
    }

    /// The same lists of other numbers.
    #[must_use]
    pub fn map(&self, number: impl Fn(usize) -> usize) -> Self {
        Self { items: self.items.iter().map(|&item| number(item)).collect(), ends: self.ends.clone() }
    }

    /// Turns the order of the lists and the order within each.
    fn reverse(&mut self) {
        let all = self.items.len();
        self.items.reverse();
        self.ends.insert(0, 0);
        self.ends.pop();
        self.ends.reverse();
        for end in &mut self.ends {
            *end = all - *end;
        }
    }
}

impl Index<usize> for Lists {
    type Output = [usize];

    fn index(&self, list: usize) -> &[usize] {
        &self.items[self.span(list)]
    }
}

/// Strongly connected parts of a graph, those that call before those that are called, each sorted; `targets` are the
/// nodes that each node calls. Tarjan 1972, without recursion: a chain may be long.
#[must_use]
pub fn strong_parts(targets: &Lists) -> Lists {
    /// Of a node whose part is known.
    const DONE: u32 = u32::MAX;
    // Nodes are numbered as they are found, from 1 on; `low` is the least of those that a node leads back to.
    let mut numbers = vec![0_u32; targets.len()];
    let mut low = vec![0_u32; targets.len()];
    let mut followed = vec![0_u32; targets.len()];
    let mut found = 0;
    let (mut path, mut open) = (Vec::new(), Vec::new());
    let mut parts = Lists::default();
    for root in 0..targets.len() {
        if numbers[root] == 0 {
            path.push(root);
        }
        while let Some(&node) = path.last() {
            if numbers[node] == 0 {
                found += 1;
                numbers[node] = found;
                low[node] = found;
                open.push(node);
            }
            if let Some(&target) = targets[node].get(followed[node] as usize) {
                followed[node] += 1;
                if numbers[target] == 0 {
                    path.push(target);
                } else {
                    low[node] = low[node].min(low[target]);
                }
                continue;
            }
            path.pop();
            let lowest = low[node];
            if let Some(&caller) = path.last() {
                low[caller] = low[caller].min(lowest);
            }
            if lowest < numbers[node] {
                continue;
            }
            // It leads back to nobody before it: what was found since belongs to it.
            let start = parts.items.len();
            while let Some(member) = open.pop() {
                low[member] = DONE;
                parts.push(member);
                if member == node {
                    break;
                }
            }
            // Turned round below.
            parts.items[start..].sort_unstable_by(|a, b| b.cmp(a));
            parts.close();
        }
    }
    parts.reverse();
    parts
}

#[cfg(test)]
mod tests {
    use petgraph::algo::kosaraju_scc;
    use petgraph::graph::{DiGraph, NodeIndex};
    use proptest::prelude::*;

    use super::*;

    fn lists(of: &[&[usize]]) -> Lists {
        let mut lists = Lists::default();
        for list in of {
            list.iter().for_each(|&item| lists.push(item));
            lists.close();
        }
        lists
    }

    #[test]
    fn things_are_sorted_by_their_keys() {
        let sorted = Lists::by_key(3, [2, 0, 3, 2].into_iter());
        assert_eq!(sorted, lists(&[&[1], &[], &[0, 3]]));
    }

    #[test]
    fn who_calls_comes_first() {
        // 3 → 0 → {1, 2} → 1, and 4 alone.
        let parts = strong_parts(&lists(&[&[1], &[2], &[1], &[0, 3], &[]]));
        let parts: Vec<&[usize]> = parts.iter().collect();
        assert_eq!(parts, [[4].as_slice(), &[3], &[0], &[1, 2]]);
    }

    proptest! {
        #[test]
        fn parts_are_those_of_petgraph(edges in prop::collection::vec((0_usize..12, 0_usize..12), 0..30)) {
            let mut net: DiGraph<(), ()> = DiGraph::new();
            let mut targets = Lists::default();
            for node in 0..12 {
                net.add_node(());
                edges.iter().filter(|edge| edge.0 == node).for_each(|edge| targets.push(edge.1));
                targets.close();
            }
            for &(from, to) in &edges {
                net.add_edge(NodeIndex::new(from), NodeIndex::new(to), ());
            }
            let mut expected: Vec<Vec<usize>> =
                kosaraju_scc(&net).into_iter().map(|part| part.into_iter().map(NodeIndex::index).collect()).collect();
            expected.iter_mut().for_each(|part| part.sort_unstable());
            expected.sort();
            let parts = strong_parts(&targets);
            let mut rank = [0; 12];
            for (at, part) in parts.iter().enumerate() {
                part.iter().for_each(|&node| rank[node] = at);
            }
            prop_assert!(edges.iter().all(|&(from, to)| rank[from] <= rank[to]));
            let mut found: Vec<Vec<usize>> = parts.iter().map(<[usize]>::to_vec).collect();
            found.sort();
            prop_assert_eq!(found, expected);
        }
    }
}
