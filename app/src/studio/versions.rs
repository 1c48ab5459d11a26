//! What a kept design was before: versions, kept by themselves while somebody works and by hand with a name, bounded in
//! number and size, looked at and brought back as one step that undo takes back.

use loadbearing_engine::{read, write};

use super::Studio;
use super::comparing::Source;
use super::designs::{Offer, Whose};
use crate::browser::page;
use crate::browser::store::{self, Version};
use crate::document::Edit;
use crate::languages::{find, t, t_with};
use crate::signals::*;
use crate::summary::Tone;

/// So many versions of one design are kept. An assumption: a day of work.
const MOST_VERSIONS: usize = 60;
/// So many bytes all versions of one design may have. An assumption: browsers give a site some hundred megabytes.
const MOST_BYTES: usize = 8_000_000;
/// After so long a change is worth a version, in milliseconds: 5 minutes. An assumption.
const WORK_MS: f64 = 300_000.0;

/// The words of why a version was put, as they are kept.
const OPENED: &str = "opened";
const WORK: &str = "work";
const RESTORE: &str = "restore";
const NAMED: &str = "named";

/// What a version is called: when it was kept, and why or what the person said.
#[must_use]
pub fn version_name(version: &Version) -> String {
    let why = find(&format!("versions.{}", version.why)).unwrap_or_default();
    let words = if version.name.is_empty() { why } else { &version.name };
    t_with("versions.called", &[("time", &page::local_time(version.saved_at_ms)), ("why", &words)])
}

/// The versions that have to go, of those of one design with the newest first: what is over the number or the size, the
/// oldest first, and those with a name last.
#[must_use]
pub fn surplus(versions: &[Version]) -> Vec<String> {
    let mut kept: Vec<&Version> = versions.iter().collect();
    let mut gone = Vec::new();
    loop {
        let bytes: usize = kept.iter().map(|version| version.text.len()).sum();
        if kept.len() <= 1 || (kept.len() <= MOST_VERSIONS && bytes <= MOST_BYTES) {
            return gone;
        }
        let unnamed = kept.iter().rposition(|version| version.name.is_empty());
        // The newest stays whatever it weighs.
        let oldest = unnamed.filter(|at| *at > 0).unwrap_or(kept.len() - 1);
        gone.push(kept.remove(oldest).id.clone());
    }
}

impl Studio {
    /// A changed design is about to be kept: what it was when it was opened is kept as a version, and so is what it is
    /// every few minutes.
    pub(super) fn note_versions(self, id: &str) {
        let (of, at_ms) = self.designs.versioned.get_value();
        let now_ms = page::clock_ms();
        let (why, text) = if of != id {
            (OPENED, write(&self.opened()))
        } else if now_ms - at_ms >= WORK_MS {
            (WORK, self.text_now())
        } else {
            return;
        };
        self.designs.versioned.set_value((id.to_owned(), now_ms));
        self.put_version(id, why, String::new(), text);
    }

    /// Keeps the open design as a version with a name.
    pub fn keep_version(self, name: &str) {
        match self.designs.whose.get_untracked() {
            Whose::Kept(id) => self.put_version(&id, NAMED, name.trim().to_owned(), self.text_now()),
            Whose::Fresh | Whose::Linked | Whose::Elsewhere(_) => {
                self.tell(Tone::Warn, t("versions.not-kept"), Offer::Nothing);
            }
        }
    }

    fn text_now(self) -> String {
        write(&self.document.read_untracked().file())
    }

    fn put_version(self, of: &str, why: &str, name: String, text: String) {
        let saved_at_ms = page::clock_ms();
        let id = Version::id_of(of, saved_at_ms);
        let version = Version { id, of: of.to_owned(), saved_at_ms, why: why.to_owned(), name, text };
        spawn_local(async move {
            if let Err(problem) = kept(version).await {
                self.refused(&problem);
            }
            self.list_versions_again().await;
        });
    }

    /// Reads anew which versions there are of the open design.
    pub fn list_versions(self) {
        spawn_local(async move { self.list_versions_again().await });
    }

    async fn list_versions_again(self) {
        let (Whose::Kept(id) | Whose::Elsewhere(id)) = self.designs.whose.get_untracked() else {
            return self.designs.versions.set(Vec::new());
        };
        if let Ok(mut versions) = store::versions(Some(&id)).await {
            versions.iter_mut().for_each(|version| version.text.clear());
            self.designs.versions.set(versions);
        }
    }

    /// Looks at a version beside the open design.
    pub fn compare_version(self, id: String) {
        self.compare(Source::Version(id), Source::Now);
    }

    /// Brings a version back. What the design is now is kept as a version before; undo takes it back as well.
    pub fn restore_version(self, id: String) {
        spawn_local(async move {
            let found = match store::version(&id).await {
                Ok(found) => found,
                Err(problem) => return self.refused(&problem),
            };
            let Some(version) = found else { return };
            match read(&version.text) {
                Ok(file) => {
                    if self.designs.whose.get_untracked() != Whose::Kept(version.of.clone()) {
                        return;
                    }
                    self.put_version(&version.of, RESTORE, String::new(), self.text_now());
                    if self.edit(Edit::Replace(Box::new(file))) {
                        self.fit();
                        self.tell(Tone::Fine, t("versions.restored"), Offer::Nothing);
                    }
                }
                Err(problem) => {
                    let words = t_with("notice.bad-kept", &[("name", &version_name(&version)), ("problem", &problem)]);
                    self.tell(Tone::Bad, words, Offer::Nothing);
                }
            }
        });
    }

    /// Forgets a version.
    pub fn remove_version(self, id: String) {
        spawn_local(async move {
            if let Err(problem) = store::remove_version(&id).await {
                self.refused(&problem);
            }
            self.list_versions_again().await;
        });
    }
}

/// Puts a version, unless the newest says the same; one with a name names that then. And lets go of what is over.
async fn kept(version: Version) -> Result<(), String> {
    let before = store::versions(Some(&version.of)).await?;
    let same = before.first().filter(|newest| newest.text == version.text);
    match same {
        Some(_) if version.name.is_empty() => return Ok(()),
        Some(newest) => {
            let (why, name) = (version.why.clone(), version.name.clone());
            store::put_version(&Version { why, name, ..newest.clone() }).await?;
        }
        None => store::put_version(&version).await?,
    }
    for id in surplus(&store::versions(Some(&version.of)).await?) {
        store::remove_version(&id).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(number: usize, name: &str, bytes: usize) -> Version {
        Version {
            id: number.to_string(),
            name: name.to_owned(),
            saved_at_ms: number as f64,
            text: "x".repeat(bytes),
            ..Version::default()
        }
    }

    #[test]
    fn the_oldest_go_first_and_those_with_a_name_last() {
        // The newest first: numbers fall.
        let all: Vec<Version> = (0..MOST_VERSIONS + 2)
            .rev()
            .map(|number| version(number, if number == 0 { "as handed in" } else { "" }, 10))
            .collect();
        assert_eq!(surplus(&all), ["1", "2"]);
        assert_eq!(surplus(&all[..MOST_VERSIONS]), [""; 0]);
    }

    #[test]
    fn what_is_too_large_goes_but_never_the_newest() {
        let all = [version(2, "", MOST_BYTES), version(1, "one", 5), version(0, "", 5)];
        assert_eq!(surplus(&all), ["0", "1"]);
        assert_eq!(surplus(&[version(0, "", 2 * MOST_BYTES)]), [""; 0]);
    }
}
