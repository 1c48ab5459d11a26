//! What the templates say when they are evaluated: for each the exact set of error and core findings, and the figures
//! that the documents print or that follow from them by hand. How templates are read and compared is `support`.

mod architectures;
mod exercises;
mod feeds_and_chats;
mod fixed;
mod general;
mod interview_answers;
mod limits_files_and_videos;
mod messaging_at_scale;
mod operations;
mod patterns;
mod pipelines;
mod regions_and_rings;
mod support;
mod transactions;
mod url_shorteners;
mod worked_losses;
mod worked_url_shortener;

use loadbearing_engine::{read, templates, write};

#[test]
fn every_template_can_be_read() {
    for (id, text) in templates::ALL {
        if let Err(error) = read(text) {
            panic!("{id}: {error}");
        }
    }
}

#[test]
fn every_system_of_the_documents_is_a_template() {
    assert_eq!(templates::ALL.len(), 81);
}

#[test]
fn every_template_survives_being_written() {
    for id in templates::ids() {
        let file = templates::find(&id).unwrap_or_else(|| panic!("{id}"));
        assert_eq!(read(&write(&file)).as_ref(), Ok(&file), "{id}");
    }
}

#[test]
fn every_template_has_its_findings_tested() {
    let tests = [
        include_str!("architectures.rs"),
        include_str!("exercises.rs"),
        include_str!("feeds_and_chats.rs"),
        include_str!("general.rs"),
        include_str!("interview_answers.rs"),
        include_str!("limits_files_and_videos.rs"),
        include_str!("messaging_at_scale.rs"),
        include_str!("operations.rs"),
        include_str!("patterns.rs"),
        include_str!("pipelines.rs"),
        include_str!("regions_and_rings.rs"),
        include_str!("transactions.rs"),
        include_str!("url_shorteners.rs"),
        include_str!("worked_url_shortener.rs"),
    ];
    for (id, _) in templates::ALL {
        assert!(tests.iter().any(|test| test.contains(&format!("\"{id}\""))), "{id}");
    }
}

/// Boxes are 168 × 72 world pixels; arrows and names need air between them.
#[test]
fn every_template_is_laid_out_with_room_between_its_boxes() {
    for id in templates::ids() {
        let file = templates::find(&id).unwrap_or_else(|| panic!("{id}"));
        for component in &file.design.components {
            assert!(file.layout.contains_key(&component.id), "{id}: {} has no place", component.id);
        }
        let places: Vec<_> = file.layout.iter().collect();
        for (at, (one, (x, y))) in places.iter().enumerate() {
            for (other, (other_x, other_y)) in &places[at + 1..] {
                let apart = (x - other_x).abs() >= 168.0 + 90.0 || (y - other_y).abs() >= 72.0 + 48.0;
                assert!(apart, "{id}: {one} and {other} are too near to each other");
            }
        }
    }
}
