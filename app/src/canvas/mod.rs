//! The canvas without a browser: geometry, what is in view, what is under the pointer, gestures.
//! Knows ids and rectangles; nothing of components, and nothing of how it is painted.

pub mod alignment;
pub mod curve;
pub mod event;
pub mod geometry;
pub mod grid;
pub mod machine;
pub mod picture;
pub mod scene;
pub mod selection;
pub mod spot;
pub mod tool;
pub mod tools;
pub mod viewport;

#[cfg(test)]
mod random_gestures;
