//! What a design means: one file a question, each a function from what came before to a plain struct. Rules read
//! these; they compute nothing of their own kind twice.

pub mod capacity;
pub mod carried;
pub mod graph;
pub mod traffic;

pub use graph::{Edge, Figure, Graph, Node};
