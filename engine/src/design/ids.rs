//! Maps by id, or by other short keys. Says nothing about what has which.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// What has which id.
pub type ById<'a, T> = HashMap<&'a str, T, BuildHasherDefault<IdHasher>>;

/// What has which key, where keys are few numbers.
pub type ByKey<K, T> = HashMap<K, T, BuildHasherDefault<IdHasher>>;

/// A few multiplications. Whoever drew a design gains nothing by ids that fall together, so that the standard hasher,
/// which withstands strangers, would cost time for nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct IdHasher(u64);

/// Any odd number with many bits set: 2^64 divided by the golden ratio (Knuth, TAOCP vol. 3, § 6.4).
const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

impl IdHasher {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(FACTOR);
    }
}

impl Hasher for IdHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        // The last eight bytes, some of which were there already: a piece of unknown length would be copied by a call.
        match bytes.last_chunk::<8>() {
            Some(last) if !rest.is_empty() => self.mix(u64::from_le_bytes(*last)),
            Some(_) => {}
            None => self.mix(rest.iter().fold(rest.len() as u64, |word, &byte| word << 8 | u64::from(byte))),
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(u64::from(byte));
    }

    fn write_u32(&mut self, number: u32) {
        self.mix(u64::from(number));
    }

    /// Both ends of a product have to differ: a map takes its place from one and a mark from the other.
    fn finish(&self) -> u64 {
        (self.0 ^ (self.0 >> 32)).wrapping_mul(FACTOR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::hash::{BuildHasher, BuildHasherDefault};

    #[test]
    fn ids_that_differ_little_are_far_apart() {
        let hash = |id: String| BuildHasherDefault::<IdHasher>::default().hash_one(id);
        let hashes: Vec<u64> =
            (0..4096).map(|number| hash(format!("service-{}-{}", number / 64, number % 64))).collect();
        for bits in [0, 52] {
            let mut places: Vec<u64> = hashes.iter().map(|hash| hash >> bits & 0xFFF).collect();
            places.sort_unstable();
            places.dedup();
            // Thrown at random, 4,096 balls leave 37 % of 4,096 bins empty.
            assert!(places.len() > 2400, "{}", places.len());
        }
    }
}
