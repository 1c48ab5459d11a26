//! What the page opens on, before anything else is there.

use loadbearing_engine::design::DesignFile;
use loadbearing_engine::report::Report;

use super::speaking::in_own_words;
use crate::languages::phrase;

/// What the page opens on: an example with its report, or nothing while something of the visitor's own is on its way.
#[must_use]
pub fn first_sight(is_visitor_new: bool) -> (DesignFile, Report) {
    let own = |file| in_own_words(file, |english| phrase(english).map(str::to_owned));
    if is_visitor_new { (own(first_design()), first_report()) } else { Default::default() }
}

/// The design that the page opens on when there is none of the visitor's own.
#[must_use]
pub fn first_design() -> DesignFile {
    loadbearing_engine::packed::unpack(include_bytes!("first_design.bin")).unwrap_or_default()
}

/// What the engine says of [`first_design`], so that a first visit has its verdict before the engine has arrived.
/// Written by `cargo xtask lists`; a test compares it with what the engine says now.
#[must_use]
pub fn first_report() -> Report {
    loadbearing_engine::packed::unpack(include_bytes!("first_report.bin")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn what_the_page_opens_on_is_whole() {
        for file in [first_design(), DesignFile::default()] {
            assert_eq!(Document::held(file.clone()), Document::open(file));
        }
    }
}
