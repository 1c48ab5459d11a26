//! The stages for a page that times them. The page itself is `tests/journeys/speed.mjs`.

use loadbearing_engine::design::Design;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::city::{SEED, city};
use crate::stages::STAGES;

/// The generated design, kept between runs.
#[wasm_bindgen]
pub struct Course {
    design: Design,
}

#[wasm_bindgen]
impl Course {
    /// Generates the design.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self { design: city(SEED) }
    }

    /// The name of a stage; none past the last.
    pub fn name(&self, stage: usize) -> Option<String> {
        STAGES.get(stage).map(|(name, _)| (*name).to_owned())
    }

    /// Runs a stage once.
    pub fn run(&self, stage: usize) -> f64 {
        STAGES.get(stage).map_or(0.0, |(_, run)| run(&self.design))
    }
}
