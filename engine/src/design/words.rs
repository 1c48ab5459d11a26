//! The fixed words of the design file, each with what it stands for. Reader, writer, links and the schema use the
//! same tables, so they cannot disagree.

use super::{Consistency, Content, Mode, Operation, PlaceKind};

/// A value that is written as one of a few words.
pub trait Word: Copy + PartialEq + 'static {
    /// All words, with what they stand for.
    const WORDS: &'static [(&'static str, Self)];

    /// The word for it.
    #[must_use]
    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, value)| *value == self).map_or("", |(word, _)| word)
    }

    /// What the word stands for.
    #[must_use]
    fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, value)| *value)
    }
}

impl Word for Operation {
    const WORDS: &'static [(&'static str, Self)] = &[("read", Self::Read), ("write", Self::Write)];
}

impl Word for Content {
    const WORDS: &'static [(&'static str, Self)] =
        &[("dynamic", Self::Dynamic), ("static", Self::Static), ("media", Self::Media)];
}

impl Word for Mode {
    const WORDS: &'static [(&'static str, Self)] =
        &[("sync", Self::Sync), ("async", Self::Async), ("replication", Self::Replication)];
}

impl Word for PlaceKind {
    const WORDS: &'static [(&'static str, Self)] =
        &[("region", Self::Region), ("zone", Self::Zone), ("network", Self::Network)];
}

impl Word for Consistency {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("strong", Self::Strong),
        ("causal", Self::Causal),
        ("read-your-writes", Self::ReadYourWrites),
        ("eventual", Self::Eventual),
    ];
}
