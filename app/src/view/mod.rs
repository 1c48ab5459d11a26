//! The components of the page. They show what the studio holds and call its verbs; they decide nothing.

mod bar;
mod canvas;
mod icon;
mod inspector;
mod keys;
mod markdown;
mod palette;
mod picker;
mod shell;
mod side;

pub use shell::App;
