//! Numbers for tests that draw: the same from the same seed, so that a test that passes goes on passing. Written out
//! beside the engine's own, which is what some of these tests judge.

/// Numbers from 0 up to 1 that follow from a seed (Vigna's SplitMix64).
pub struct Random(pub u64);

impl Random {
    /// The next number.
    pub fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}
