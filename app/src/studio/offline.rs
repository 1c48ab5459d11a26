//! Whether all of the page is kept in this browser, and other versions of it: said, and taken up when somebody wants to.

use super::Studio;
use super::designs::Offer;
use crate::browser::offline::{self, News};
use crate::languages::t;
use crate::signals::*;
use crate::summary::Tone;

impl Studio {
    /// Has the browser keep the page, as soon as the engine is here: what people wait for comes first.
    pub(super) fn keep_page(self) {
        let is_begun = StoredValue::new(false);
        effect(move || {
            if self.engine.is_ready.get() && !is_begun.get_value() {
                is_begun.set_value(true);
                offline::keep(move |news| match news {
                    News::Kept => self.is_page_kept.set(true),
                    News::OtherVersion => self.tell(Tone::Unknown, t("notice.other-version"), Offer::TakeVersion),
                });
            }
        });
    }

    /// Takes up another version of the page; the open design is kept before.
    pub(super) fn take_version_now(self) {
        self.leave();
        offline::take_other_version();
    }
}
