//! Words that links need not spell out: they travel as their number in `words.txt`. The list only ever grows at its
//! end; what is not on it is spelt out.

use std::collections::HashMap;
use std::sync::LazyLock;

const TEXT: &str = include_str!("words.txt");

static WORDS: LazyLock<Vec<&'static str>> = LazyLock::new(|| TEXT.lines().collect());
static NUMBERS: LazyLock<HashMap<&'static str, u64>> =
    LazyLock::new(|| WORDS.iter().zip(0..).map(|(word, number)| (*word, number)).collect());

/// The number of a word, if it has one.
pub(super) fn number(word: &str) -> Option<u64> {
    NUMBERS.get(word).copied()
}

/// The word of a number, if there is one.
pub(super) fn word(number: u64) -> Option<&'static str> {
    WORDS.get(usize::try_from(number).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_there_twice() {
        assert_eq!(NUMBERS.len(), WORDS.len());
    }

    /// Links out in the world hold these numbers: a failure here means that a word was moved or removed.
    #[test]
    fn words_keep_their_numbers() {
        const FIRST: usize = 306;
        const CHECKSUM: u32 = 0xC6C71270;
        let first = WORDS[..FIRST].join("\n");
        assert_eq!(super::super::checksum(first.as_bytes()), CHECKSUM);
    }
}
