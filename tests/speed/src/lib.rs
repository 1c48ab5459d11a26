//! How long the engine takes for generated designs, natively (`benches/native.rs`) and in the browser (`page`). Figures
//! only: nothing here passes or fails, because a busy machine is slow.

pub mod bare;
pub mod city;
pub mod hard;
pub mod measure;
pub mod mesh;
pub mod rules;
pub mod stages;

#[cfg(target_arch = "wasm32")]
mod page;
