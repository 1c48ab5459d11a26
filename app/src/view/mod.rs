//! The components of the page. They show what the studio holds and call its verbs; they decide nothing.

mod about;
mod bar;
mod breaking;
mod calculators;
mod canvas;
mod designs;
mod dialog;
mod gallery;
mod help;
mod icon;
mod inspector;
mod keys;
mod later;
mod markdown;
mod menu;
mod notices;
mod palette;
mod picker;
mod questions;
mod report;
mod report_accepted;
mod report_causes;
mod report_day;
mod report_findings;
mod report_part;
mod report_pressure;
mod report_sensitivity;
mod report_tables;
mod report_times;
mod shell;
mod side;
mod working;
mod workload;
mod workload_day;
mod workload_journey;

pub use shell::App;
