//! The only place that talks to the browser beyond what views do by themselves. Knows nothing of designs.

pub mod address;
pub mod bench;
pub mod clipboard;
pub mod engine;
pub mod fetch;
pub mod files;
pub mod locks;
pub mod offline;
pub mod page;
pub mod painter;
pub mod raster;
pub mod seen;
pub mod store;
pub mod surface;
