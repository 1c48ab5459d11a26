//! How the app names one connection: by its two ends and its place among those that share them.
//! Knows nothing of what a connection carries.

/// Names one connection of a design, and keeps naming it while others come and go.
///
/// An index would point at a neighbour after an undo; an id is optional in the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionKey {
    /// The id of the component it leaves.
    pub from: String,
    /// The id of the component it enters.
    pub to: String,
    /// 0 for the first connection with these ends in the file, 1 for the second, and so on.
    pub nth: usize,
}

impl ConnectionKey {
    /// The first connection from one component to another.
    pub fn first(from: impl Into<String>, to: impl Into<String>) -> Self {
        Self { from: from.into(), to: to.into(), nth: 0 }
    }

    /// The keys of connections given by their ends, in the same order.
    pub fn number<'a>(ends: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Self> {
        let mut seen = std::collections::HashMap::new();
        ends.into_iter()
            .map(|(from, to)| {
                let count = seen.entry((from, to)).or_insert(0);
                let nth = *count;
                *count += 1;
                Self { from: from.to_owned(), to: to.to_owned(), nth }
            })
            .collect()
    }

    /// Where this connection stands in a list of connections given by their ends.
    pub fn position<'a>(&self, ends: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<usize> {
        ends.into_iter()
            .enumerate()
            .filter(|(_, (from, to))| self.from == *from && self.to == *to)
            .nth(self.nth)
            .map(|(position, _)| position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parallel_connections_have_different_keys_and_are_found_again() {
        let ends = [("a", "b"), ("b", "a"), ("a", "b")];
        let keys = ConnectionKey::number(ends);
        assert_eq!(keys[0], ConnectionKey::first("a", "b"));
        assert_eq!(keys[2].nth, 1);
        for (position, key) in keys.iter().enumerate() {
            assert_eq!(key.position(ends), Some(position));
        }
        assert_eq!(ConnectionKey::first("a", "c").position(ends), None);
    }
}
