//! What a design means: one file a question, each a function from what came before to a plain struct. Rules read
//! these; they compute nothing that is computed here.

pub mod arrivals;
pub mod availability;
pub mod availability_working;
pub mod cache_model;
pub mod capacity;
pub mod carried;
pub mod circles;
pub mod cold;
pub mod composition;
pub mod cuts;
pub mod diagram;
pub mod drain;
pub mod estimates;
pub mod figures;
pub mod graph;
pub mod hashing;
pub mod latency;
mod levels;
pub mod linear;
pub mod lists;
pub mod misses;
pub mod needs;
pub mod network;
pub mod pools;
pub mod queueing;
pub mod quorum;
pub mod reliability;
pub mod reserve;
pub mod retries;
pub mod routing;
pub mod scaling;
pub mod simulation;
pub mod sizing;
pub mod steps;
pub mod stored;
pub mod structure;
pub mod traffic;
mod transform;
pub mod weak_points;
pub mod wiring;
pub mod working;

pub use graph::{Edge, Figure, Graph, Node};
