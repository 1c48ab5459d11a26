//! The app as a library, so that everything which is not a view has native tests.

pub mod canvas;
pub mod connection_key;
pub mod document;
pub mod languages;
pub mod quantity;
pub mod summary;
