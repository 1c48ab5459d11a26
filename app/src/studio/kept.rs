//! The designs that this browser keeps: what was open last, opened again, renamed, duplicated, forgotten.

use loadbearing_engine::design::DesignFile;
use loadbearing_engine::{read, write};

use super::Studio;
use super::designs::{LAST, Offer, Whose, fresh_id, remember_last};
use crate::browser::store::{self, Record};
use crate::browser::{address, page};
use crate::document::Edit;
use crate::languages::phrases::say;
use crate::languages::{t, t_with};
use crate::signals::*;
use crate::summary::Tone;

impl Studio {
    /// What was open last, if there is such a thing; the example stays otherwise.
    pub(super) fn restore(self) {
        let last = page::remembered(LAST).and_then(|text| serde_json::from_str::<Record>(&text).ok());
        // What was open last in this tab goes before what was open last in any.
        if let Some(id) = page::remembered_in_tab(LAST)
            && !id.is_empty()
            && last.as_ref().is_none_or(|last| last.id != id)
        {
            return self.open_kept(id);
        }
        let Some(last) = last else {
            if self.designs.notice.read_untracked().is_none() {
                self.tell(Tone::Unknown, t("notice.first"), Offer::Nothing);
            }
            return;
        };
        if last.text.is_empty() {
            // Too long to be kept twice: only its id stands there.
            self.open_kept(last.id);
        } else {
            match read(&last.text) {
                Ok(file) => {
                    self.resume(file, last.id);
                    self.when_whole(move |later| (later.resume_task)(self, &last.assignment));
                }
                Err(problem) => {
                    let words =
                        t_with("notice.bad-kept", &[("name", &last.title), ("problem", &say(&problem.to_string()))]);
                    self.tell(Tone::Bad, words, Offer::Nothing);
                }
            }
        }
    }

    /// Goes on with what was open last; without an id it was fresh.
    fn resume(self, file: DesignFile, id: String) {
        let fragment = address::fragment();
        let notice = self.designs.notice.get_untracked();
        self.begin(file, if id.is_empty() { Whose::Fresh } else { Whose::Kept(id) });
        // A link that could not be read is still to be read about.
        if !fragment.is_empty() {
            self.designs.notice.set(notice);
        }
    }

    /// Opens a design that is kept.
    pub fn open_kept(self, id: String) {
        spawn_local(async move {
            self.open_kept_now(id).await;
        });
    }

    /// Opens a design that is kept. Says whether it could be opened.
    pub(super) async fn open_kept_now(self, id: String) -> bool {
        match store::get(&id).await {
            Ok(Some(record)) => match read(&record.text) {
                Ok(file) => {
                    self.leave();
                    remember_last(&record);
                    self.begin(file, Whose::Kept(id));
                    self.resume_task(&record.assignment);
                    return true;
                }
                Err(problem) => {
                    let words =
                        t_with("notice.bad-kept", &[("name", &record.title), ("problem", &say(&problem.to_string()))]);
                    self.tell(Tone::Bad, words, Offer::Nothing);
                }
            },
            Ok(None) => page::forget_in_tab(LAST),
            Err(problem) => self.refused(&problem),
        }
        false
    }

    /// Reads anew which designs are kept.
    pub fn list(self) {
        spawn_local(async move { self.list_again().await });
    }

    pub(super) async fn list_again(self) {
        match store::all().await {
            Ok(mut records) => {
                records.iter_mut().for_each(|record| record.text.clear());
                self.designs.kept.set(records);
            }
            Err(problem) => self.refused(&problem),
        }
    }

    /// Gives a kept design another title.
    pub fn rename_kept(self, id: String, title: String) {
        if self.designs.whose.get_untracked() == Whose::Kept(id.clone()) {
            self.edit(Edit::ChangeTitle(title));
            self.keep_now();
        } else {
            self.when_free(id.clone(), move || {
                self.change_kept(id, move |file, record| {
                    file.design.title.clone_from(&title);
                    record.title = title;
                });
            });
        }
    }

    /// Keeps a second copy of a kept design.
    pub fn duplicate_kept(self, id: String) {
        self.keep_now();
        self.change_kept(id, |file, record| {
            let title = t_with("designs.copy-of", &[("title", &record.title)]);
            file.design.title.clone_from(&title);
            (record.title, record.id) = (title, fresh_id());
        });
    }

    fn change_kept(self, id: String, change: impl FnOnce(&mut DesignFile, &mut Record) + 'static) {
        spawn_local(async move {
            let Ok(Some(mut record)) = store::get(&id).await else { return };
            let Ok(mut file) = read(&record.text) else { return };
            change(&mut file, &mut record);
            record.text = write(&file);
            self.put(Record { saved_at_ms: page::clock_ms(), ..record });
        });
    }

    /// Forgets a kept design. Where it is the open one, a blank sheet follows.
    pub fn remove_kept(self, id: String) {
        let is_open = self.designs.whose.get_untracked() == Whose::Kept(id.clone());
        let own = id.clone();
        let remove = move || {
            spawn_local(async move {
                if let Err(problem) = store::remove(&own).await {
                    self.refused(&problem);
                }
                self.list_again().await;
            });
        };
        if is_open {
            // This tab holds it, so no other one does.
            page::forget(LAST);
            self.begin(DesignFile::default(), Whose::Fresh);
            remove();
        } else {
            self.when_free(id, remove);
        }
    }
}
