//! All kept designs with their versions as one file, and back. What comes in is added: nothing that is kept is replaced.

use std::collections::BTreeMap;

use loadbearing_engine::read;
use serde::{Deserialize, Serialize};

use super::Studio;
use super::designs::{Offer, fresh_id};
use crate::browser::store::{self, Record, Version};
use crate::browser::{files, page};
use crate::languages::{t, t_with};
use crate::signals::*;
use crate::summary::Tone;

/// Format of such files.
const FORMAT: &str = "loadbearing-designs/1";
/// What such a file begins with in every version of the format.
const FAMILY: &str = "loadbearing-designs/";
/// The largest such file that is read, in bytes: some hundred designs with many versions. An assumption.
pub const MOST_BYTES: usize = 64_000_000;

/// All that is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Everything {
    format: String,
    designs: Vec<Record>,
    #[serde(default)]
    versions: Vec<Version>,
}

/// What is to be put, and what is not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Intake {
    records: Vec<Record>,
    versions: Vec<Version>,
    /// Designs that are there already, letter by letter.
    known: usize,
    /// Designs that cannot be read.
    unreadable: usize,
}

/// Whether a text is a file of many designs, of any version.
#[must_use]
pub fn is_everything(text: &str) -> bool {
    #[derive(Deserialize)]
    struct Head {
        format: String,
    }
    serde_json::from_str::<Head>(text).is_ok_and(|head| head.format.starts_with(FAMILY))
}

/// What of a file is to be put beside what is kept. A design whose id is taken by another text gets one of its own:
/// `fresh` and its number.
#[must_use]
pub fn intake(file: Everything, kept: &[Record], fresh: &str) -> Intake {
    let mut found = Intake::default();
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    for (number, record) in file.designs.into_iter().enumerate() {
        if read(&record.text).is_err() {
            found.unreadable += 1;
            continue;
        }
        let same_id = kept.iter().find(|known| known.id == record.id);
        if same_id.is_some_and(|known| known.text == record.text) {
            found.known += 1;
            ids.insert(record.id.clone(), record.id);
            continue;
        }
        let is_usable = same_id.is_none() && !record.id.is_empty() && !ids.values().any(|id| *id == record.id);
        let id = if is_usable { record.id.clone() } else { format!("{fresh}-{number}") };
        ids.insert(record.id.clone(), id.clone());
        found.records.push(Record { id, ..record });
    }
    for version in file.versions {
        if let Some(of) = ids.get(&version.of).filter(|_| read(&version.text).is_ok()) {
            let id = Version::id_of(of, version.saved_at_ms);
            found.versions.push(Version { id, of: of.clone(), ..version });
        }
    }
    found
}

impl Studio {
    /// Hands all kept designs over as one file.
    pub fn save_everything(self) {
        spawn_local(async move {
            let found = match (store::all().await, store::versions(None).await) {
                (Ok(designs), Ok(versions)) => Everything { format: FORMAT.to_owned(), designs, versions },
                (Err(problem), _) | (_, Err(problem)) => return self.refused(&problem),
            };
            let is_saved = serde_json::to_string_pretty(&found).is_ok_and(|text| {
                let day = page::clock_iso();
                files::save(&format!("loadbearing-designs-{}.json", day.get(..10).unwrap_or_default()), &text)
            });
            if !is_saved {
                self.tell(Tone::Bad, t("notice.not-saved"), Offer::Nothing);
            }
        });
    }

    /// Adds the designs of such a file to those that are kept.
    ///
    /// # Errors
    /// When it is no such file, or of a later version.
    pub(super) fn open_everything(self, text: &str) -> Result<(), String> {
        let file: Everything = serde_json::from_str(text).map_err(|problem| problem.to_string())?;
        if file.format != FORMAT {
            return Err(t_with("everything.later", &[("format", &file.format)]));
        }
        spawn_local(async move {
            let kept = match store::all().await {
                Ok(kept) => kept,
                Err(problem) => return self.refused(&problem),
            };
            let Intake { records, versions, known, unreadable } = intake(file, &kept, &fresh_id());
            let count = records.len();
            for record in &records {
                if let Err(problem) = store::put(record).await {
                    return self.refused(&problem);
                }
            }
            for version in &versions {
                if let Err(problem) = store::put_version(version).await {
                    return self.refused(&problem);
                }
            }
            self.list_again().await;
            let tone = if unreadable > 0 { Tone::Warn } else { Tone::Fine };
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("count", &count), ("known", &known), ("unreadable", &unreadable)];
            self.tell(tone, t_with("everything.added", &values), Offer::Nothing);
        });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESIGN: &str = r#"{"format": "loadbearing/1", "title": "One"}"#;
    const OTHER: &str = r#"{"format": "loadbearing/1", "title": "Two"}"#;

    fn record(id: &str, text: &str) -> Record {
        Record { id: id.to_owned(), text: text.to_owned(), ..Record::default() }
    }

    fn version(of: &str, at_ms: f64) -> Version {
        Version {
            id: Version::id_of(of, at_ms),
            of: of.to_owned(),
            saved_at_ms: at_ms,
            text: DESIGN.to_owned(),
            ..Version::default()
        }
    }

    #[test]
    fn nothing_that_is_kept_is_replaced() {
        let file = Everything {
            format: FORMAT.to_owned(),
            designs: vec![record("a", DESIGN), record("b", OTHER), record("c", DESIGN), record("d", "{")],
            versions: vec![version("a", 1.0), version("b", 2.0), version("gone", 3.0)],
        };
        let found = intake(file, &[record("a", DESIGN), record("b", DESIGN)], "new");
        assert_eq!((found.known, found.unreadable), (1, 1));
        let ids: Vec<&str> = found.records.iter().map(|record| record.id.as_str()).collect();
        assert_eq!(ids, ["new-1", "c"]);
        // Versions stay with their design, also where that has another id now.
        let of: Vec<&str> = found.versions.iter().map(|version| version.id.as_str()).collect();
        assert_eq!(of, ["a 1", "new-1 2"]);
    }

    #[test]
    fn a_file_of_many_designs_is_told_from_one_design() {
        let file = Everything { format: FORMAT.to_owned(), ..Everything::default() };
        let text = serde_json::to_string(&file).unwrap();
        assert!(is_everything(&text) && !is_everything(DESIGN) && !is_everything("[]"));
        assert_eq!(serde_json::from_str::<Everything>(&text).unwrap(), file);
    }
}
