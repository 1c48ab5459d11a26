//! Written by `cargo xtask lists`; do not edit.

use crate::command::Command;

pub mod about;
pub mod add_component;
pub mod align_bottom;
pub mod align_centre;
pub mod align_left;
pub mod align_middle;
pub mod align_right;
pub mod align_top;
pub mod arrange;
pub mod arrange_down;
pub mod arrows;
pub mod assignments;
pub mod break_it;
pub mod calculators;
pub mod change_kind;
pub mod connect_to;
pub mod connect_tool;
pub mod copy;
pub mod copy_link;
pub mod cut;
pub mod delete_selection;
pub mod distribute_across;
pub mod distribute_down;
pub mod duplicate;
pub mod edit_selection;
pub mod escape;
pub mod find;
pub mod find_command;
pub mod first_and_last;
pub mod frame_selection;
pub mod frame_tool;
pub mod grade;
pub mod guided_start;
pub mod hand_tool;
pub mod help_sheet;
pub mod keep_piece;
pub mod knowledge;
pub mod lock;
pub mod make_assignment;
pub mod make_kind;
pub mod new_design;
pub mod next_component;
pub mod note_tool;
pub mod open_design;
pub mod open_file;
pub mod own_kinds;
pub mod paste;
pub mod quick_connect;
pub mod redo;
pub mod repeat_announcement;
pub mod report_problem;
pub mod save_file;
pub mod select_all;
pub mod select_tool;
pub mod share;
pub mod show_working;
pub mod single_keys;
pub mod switch_language;
pub mod take_out;
pub mod templates;
pub mod tidy_up;
pub mod toggle_contrast;
pub mod toggle_inspector;
pub mod toggle_map;
pub mod toggle_outline;
pub mod toggle_palette;
pub mod toggle_report;
pub mod toggle_theme;
pub mod toggle_workload;
pub mod undo;
pub mod walk;
pub mod wheel;
pub mod zoom_actual;
pub mod zoom_fit;
pub mod zoom_in;
pub mod zoom_out;
pub mod zoom_selection;

/// All commands, sorted by file name.
pub static ALL: &[&Command] = &[
    &about::COMMAND,
    &add_component::COMMAND,
    &align_bottom::COMMAND,
    &align_centre::COMMAND,
    &align_left::COMMAND,
    &align_middle::COMMAND,
    &align_right::COMMAND,
    &align_top::COMMAND,
    &arrange::COMMAND,
    &arrange_down::COMMAND,
    &arrows::COMMAND,
    &assignments::COMMAND,
    &break_it::COMMAND,
    &calculators::COMMAND,
    &change_kind::COMMAND,
    &connect_to::COMMAND,
    &connect_tool::COMMAND,
    &copy::COMMAND,
    &copy_link::COMMAND,
    &cut::COMMAND,
    &delete_selection::COMMAND,
    &distribute_across::COMMAND,
    &distribute_down::COMMAND,
    &duplicate::COMMAND,
    &edit_selection::COMMAND,
    &escape::COMMAND,
    &find::COMMAND,
    &find_command::COMMAND,
    &first_and_last::COMMAND,
    &frame_selection::COMMAND,
    &frame_tool::COMMAND,
    &grade::COMMAND,
    &guided_start::COMMAND,
    &hand_tool::COMMAND,
    &help_sheet::COMMAND,
    &keep_piece::COMMAND,
    &knowledge::COMMAND,
    &lock::COMMAND,
    &make_assignment::COMMAND,
    &make_kind::COMMAND,
    &new_design::COMMAND,
    &next_component::COMMAND,
    &note_tool::COMMAND,
    &open_design::COMMAND,
    &open_file::COMMAND,
    &own_kinds::COMMAND,
    &paste::COMMAND,
    &quick_connect::COMMAND,
    &redo::COMMAND,
    &repeat_announcement::COMMAND,
    &report_problem::COMMAND,
    &save_file::COMMAND,
    &select_all::COMMAND,
    &select_tool::COMMAND,
    &share::COMMAND,
    &show_working::COMMAND,
    &single_keys::COMMAND,
    &switch_language::COMMAND,
    &take_out::COMMAND,
    &templates::COMMAND,
    &tidy_up::COMMAND,
    &toggle_contrast::COMMAND,
    &toggle_inspector::COMMAND,
    &toggle_map::COMMAND,
    &toggle_outline::COMMAND,
    &toggle_palette::COMMAND,
    &toggle_report::COMMAND,
    &toggle_theme::COMMAND,
    &toggle_workload::COMMAND,
    &undo::COMMAND,
    &walk::COMMAND,
    &wheel::COMMAND,
    &zoom_actual::COMMAND,
    &zoom_fit::COMMAND,
    &zoom_in::COMMAND,
    &zoom_out::COMMAND,
    &zoom_selection::COMMAND,
];
