//! Sorting, and sets and maps from what they hold, compiled once for all.
//!
//! The standard library writes a sort out anew for each type, and sorts what a set or map is collected from as well:
//! 25 kB of the page's module under gzip. What is sorted here is a list of places; nothing the page sorts is long.

use std::cmp::Ordering;
use std::hash::{BuildHasherDefault, Hasher};

/// Sorts; what is equal keeps its order.
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = ranked(items.len(), &|one, other| compare(&items[one], &items[other]));
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|place| taken[place].take()));
}

/// Sorts by something that each has; what is equal keeps its order.
pub fn sort_by_key<T, K: Ord>(items: &mut Vec<T>, key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts; what is equal keeps its order.
pub fn sort<T: Ord>(items: &mut Vec<T>) {
    sort_by(items, T::cmp);
}

/// Sorts numbers of things that mostly stand in order already, and gives each once.
pub fn ascending(numbers: &mut Vec<usize>) {
    // Longer lists in disorder are rare, and not worth a second sort.
    const FEW: usize = 64;
    if !numbers.is_sorted() {
        if numbers.len() > FEW {
            sort(numbers);
        } else {
            for end in 1..numbers.len() {
                let mut place = end;
                while place > 0 && numbers[place - 1] > numbers[place] {
                    numbers.swap(place - 1, place);
                    place -= 1;
                }
            }
        }
    }
    numbers.dedup();
}

/// Hashes numbers that nobody chose to collide: of cells, and of places in memory.
pub type PlainHash = BuildHasherDefault<PlainHasher>;

/// See [`PlainHash`].
#[derive(Default)]
pub struct PlainHasher(u64);

impl PlainHasher {
    fn take(&mut self, number: u64) {
        // The golden ratio of 64 bits spreads neighbours (Knuth, The Art of Computer Programming 3, 6.4).
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

impl Hasher for PlainHasher {
    fn finish(&self) -> u64 {
        // The table looks at the upper and the lower bits.
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.take(u64::from(*byte)));
    }

    fn write_i32(&mut self, number: i32) {
        self.take(u64::from(number.cast_unsigned()));
    }

    fn write_usize(&mut self, number: usize) {
        self.take(number as u64);
    }
}

fn ranked(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

/// A set or a map of what it is to hold, put in one by one.
pub fn gathered<T, C: Default + Extend<T>>(items: impl IntoIterator<Item = T>) -> C {
    let mut all = C::default();
    all.extend(items);
    all
}

#[cfg(test)]
mod tests {
    use std::hash::BuildHasher;

    use super::*;

    #[test]
    fn what_is_equal_keeps_its_order() {
        let mut words = vec!["pear", "fig", "plum", "apple", "kiwi"];
        sort_by_key(&mut words, |word| word.len());
        assert_eq!(words, ["fig", "pear", "plum", "kiwi", "apple"]);
        sort(&mut words);
        assert_eq!(words, ["apple", "fig", "kiwi", "pear", "plum"]);
    }

    #[test]
    fn numbers_stand_in_order_and_once() {
        for count in [0, 1, 5, 64, 65, 300] {
            // Each number twice, in disorder: 7 has no divisor in common with the counts.
            let mut numbers: Vec<usize> = (0..2 * count).map(|place| place * 7 % count.max(1)).collect();
            ascending(&mut numbers);
            assert_eq!(numbers, (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn neighbours_do_not_meet() {
        let hashes: std::collections::BTreeSet<u64> = (-40..40)
            .flat_map(|x| (-40..40).map(move |y| (x, y)))
            .map(|cell: (i32, i32)| PlainHash::default().hash_one(cell) & 0xFFFF_FFFF)
            .collect();
        assert!(hashes.len() > 6390, "{} of 6400", hashes.len());
    }
}
