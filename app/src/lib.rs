//! The app as a library, so that everything which is not a view has native tests.

pub mod browser;
pub mod canvas;
pub mod command;
pub mod commands;
pub mod connection_key;
pub mod document;
pub mod dom;
pub mod languages;
pub mod order;
pub mod quantity;
pub mod signals;
pub mod studio;
pub mod summary;
pub mod view;
