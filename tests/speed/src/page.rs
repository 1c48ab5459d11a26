//! The stages for a page that times them. The page itself is `tests/journeys/speed.mjs`.

use loadbearing_engine::design::Design;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::city::{SEED, city};
use crate::stages::{COMPARED, Stage, THOUSANDS, WHOLE_REPORT};

/// A generated design, kept between runs.
#[wasm_bindgen]
pub struct Course {
    design: Design,
}

/// Widths that are measured, in thousands of components.
#[wasm_bindgen]
pub fn widths() -> Vec<usize> {
    THOUSANDS.to_vec()
}

/// How many stages are compared with each other; the one after them is measured alone.
#[wasm_bindgen]
pub fn compared() -> usize {
    COMPARED.len()
}

/// The name of a stage.
#[wasm_bindgen]
pub fn name(at: usize) -> String {
    stage(at).0.to_owned()
}

fn stage(at: usize) -> Stage {
    COMPARED.get(at).copied().unwrap_or(WHOLE_REPORT)
}

#[wasm_bindgen]
impl Course {
    /// Generates a design of so many thousand components.
    #[wasm_bindgen(constructor)]
    pub fn new(thousands: usize) -> Self {
        Self { design: city(SEED, thousands) }
    }

    /// Runs a stage once.
    pub fn run(&self, at: usize) -> f64 {
        stage(at).1(&self.design)
    }
}
