//! The design file: what it says, how it is read and written. What it means is none of its business.

mod facts;
mod model;
pub mod vocabulary;

pub use model::{
    Component, Connection, Consistency, Content, Design, DesignFile, Journey, LatencyTarget, Layout, Mode, Operation,
    Place, PlaceKind, Placement, Rate, Requirements, SECONDS_A_DAY, Setting, Settings, Workload,
};
