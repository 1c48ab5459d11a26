//! What is measured, for a page that prints it. The page itself is `tests/journeys/speed.mjs`.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::stages::{ROWS, is_wanted};
use crate::{measure, rules};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}

/// How many things there are to measure.
#[wasm_bindgen]
pub fn rows() -> usize {
    ROWS.len() + 1
}

/// Measures one of them, if the arguments ask for it; gives lines to print.
#[wasm_bindgen]
pub fn measured(at: usize, arguments: Vec<String>) -> Vec<String> {
    match ROWS.get(at) {
        Some(row) if is_wanted(row.key, &arguments) => measure::row(row, &now),
        None if is_wanted("rules", &arguments) => rules::rows(&now),
        _ => Vec::new(),
    }
}
