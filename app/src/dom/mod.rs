//! What views are made of: elements, words, parts that change, lists. Knows nothing of designs.
//!
//! Everything here is plain: a view is a node of the page, a value that changes is one boxed closure, and each kind of
//! change has one effect for all views. Leptos' own views are a type for each element with all that it holds, which the
//! compiler then writes out one by one; that took 300 kB of the module under gzip, this takes a tenth of it. Signals,
//! memos and owners are those of Leptos.

mod element;
pub mod ev;
mod list;
mod part;
pub mod prelude;
mod value;
mod view;

pub use element::{Builder, NodeRef, drawing, element, escaped, several};
pub use list::each;
pub use part::{part, show};
pub use value::{IntoValue, Value, classes};
pub use view::{CollectView, IntoView, View, mount_to_body};
