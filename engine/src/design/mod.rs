//! The design file: what it says, how it is read and written. What it means is none of its business.

mod facts;
pub mod format;
pub mod ids;
pub mod link;
mod model;
mod own;
mod packed;
pub(crate) mod read;
mod schema;
pub(crate) mod tree;
pub mod vocabulary;
pub mod words;
pub(crate) mod write;

pub use model::{
    Accepted, Area, Component, Connection, Consistency, Content, Design, DesignFile, Frames, Journey, LatencyTarget,
    Layout, Mode, Operation, Place, PlaceKind, Placement, Prices, Rate, Requirements, SECONDS_A_DAY, Setting, Settings,
    Step, Workload,
};
pub use own::{Note, Notes, OwnKind, OwnKinds, Piece, Pieces};
pub use read::{ReadError, closest, read};
pub use schema::schema;
pub(crate) use schema::schema_text;
pub use write::write;
