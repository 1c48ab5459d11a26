//! A number for many figures in a row, to know them again: two rows that differ have the same one less often than a machine
//! errs.

/// Figures so far: two halves that are mixed apart, by the steps of SplitMix64 (Steele, Lea and Flood 2014).
#[derive(Clone, Copy, Debug, Default)]
pub struct Print([u64; 2]);

impl Print {
    /// Adds figures, as bits.
    pub fn all<const COUNT: usize>(&mut self, values: [u64; COUNT]) {
        for value in values {
            for (half, odd) in self.0.iter_mut().zip([0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F]) {
                let mut mixed = (*half ^ value).wrapping_add(odd);
                mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
                mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
                *half = mixed ^ (mixed >> 31);
            }
        }
    }

    /// Adds figures.
    pub fn figures<const COUNT: usize>(&mut self, values: [f64; COUNT]) {
        self.all(values.map(f64::to_bits));
    }

    /// The number.
    #[must_use]
    pub fn number(self) -> u128 {
        u128::from(self.0[0]) << 64 | u128::from(self.0[1])
    }
}
