//! Links that were given away once: whatever changes, they open and hold the same.

use loadbearing_engine::assignment::write_submission;
use loadbearing_engine::share::Shared;
use loadbearing_engine::{link, read_assignment, write};

/// One of each kind and version: the link, then what it holds. Nothing in this file is ever changed; what is new is
/// added at its end.
const RELEASED: &str = include_str!("released.txt");

#[test]
fn every_link_that_was_ever_given_away_opens() {
    let mut count = 0;
    for released in RELEASED.split("\n---\n").filter(|released| !released.trim().is_empty()) {
        let (fragment, held) = released.trim_start().split_once('\n').unwrap();
        let file = match link::open(fragment).unwrap_or_else(|problem| panic!("{problem}\n{fragment}")) {
            Shared::Design { file, shown } => format!("{}{shown:?}", write(&file)),
            // What is sealed may be packed otherwise today; what it says is the same.
            Shared::Assignment(assignment) => {
                assert_eq!(assignment, read_assignment(held).unwrap(), "{fragment}");
                held.to_owned()
            }
            Shared::Submission(submission) => write_submission(&submission),
        };
        assert_eq!(file.trim_end(), held.trim_end(), "{fragment}");
        count += 1;
    }
    assert_eq!(count, 4);
}
