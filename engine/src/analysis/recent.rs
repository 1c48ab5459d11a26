//! Answers that were asked for lately, by a number for all that they depend on (`print`).

use std::collections::HashMap;

/// Answers: those that were asked for last, and those before them. When there are so many of the last, those before are
/// forgotten.
#[derive(Clone, Debug)]
pub struct Recent<T> {
    most: usize,
    last: Answers<T>,
    before: Answers<T>,
}

/// Where each answer stands, by its number.
#[derive(Clone, Debug)]
struct Answers<T> {
    at: HashMap<u128, usize>,
    all: Vec<T>,
}

impl<T> Default for Answers<T> {
    fn default() -> Self {
        Self { at: HashMap::new(), all: Vec::new() }
    }
}

impl<T: Clone> Recent<T> {
    /// Nothing asked yet; twice as many are kept at most.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { most, last: Answers::default(), before: Answers::default() }
    }

    /// The answer with a number, where it is known.
    pub fn get(&mut self, print: u128) -> Option<T> {
        if let Some(&at) = self.last.at.get(&print) {
            return Some(self.last.all[at].clone());
        }
        let found = self.before.all[*self.before.at.get(&print)?].clone();
        self.keep(print, found.clone());
        Some(found)
    }

    /// Keeps an answer that was not known.
    pub fn keep(&mut self, print: u128, answer: T) {
        if self.last.all.len() >= self.most {
            self.before = std::mem::take(&mut self.last);
        }
        self.last.at.insert(print, self.last.all.len());
        self.last.all.push(answer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_again_stays() {
        let mut recent = Recent::new(2);
        for print in 0..3 {
            recent.keep(print, 10 * print);
        }
        assert_eq!((recent.get(0), recent.get(2)), (Some(0), Some(20)));
        recent.keep(3, 30);
        assert_eq!([0, 1, 2, 3].map(|print| recent.get(print)), [Some(0), None, Some(20), Some(30)]);
    }
}
