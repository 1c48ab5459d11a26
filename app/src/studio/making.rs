//! Making an assignment of the open design: what its author puts in, as the form holds it, and the file that comes of
//! it. What is wrong is said by the reader of assignments, with its place.

use loadbearing_engine::assignment::{
    Ask, Check, ESTIMATES, FIGURES, Figure, Forbidden, Locked, Survival, Within, write, write_sealed,
};
use loadbearing_engine::design::{DesignFile, PlaceKind};
use loadbearing_engine::{Assignment, link, read_assignment};

use super::Studio;
use super::designs::{Offer, file_name};
use crate::browser::{address, clipboard, files};
use crate::languages::{t, t_with, told};
use crate::quantity::figure;
use crate::signals::*;
use crate::summary::Tone;
use crate::summary::names::estimate_name;

/// What somebody puts into the form for one more check, as texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCheck {
    /// Name of a figure, or `silent`, or `survives`.
    pub asks: String,
    /// Journey or component; rules apart by commas; or what is lost, likewise.
    pub of: String,
    /// Smallest value; of what happens: times of the load.
    pub at_least: String,
    /// Largest value.
    pub at_most: String,
    /// What it is worth.
    pub points: String,
    /// Whether it is hidden.
    pub is_hidden: bool,
}

impl Default for NewCheck {
    fn default() -> Self {
        Self {
            asks: "availability".to_owned(),
            of: String::new(),
            at_least: String::new(),
            at_most: String::new(),
            points: "1".to_owned(),
            is_hidden: false,
        }
    }
}

/// Everything that a check can be about, with the words for people.
#[must_use]
pub fn askable() -> Vec<(String, String)> {
    let figures = FIGURES.iter().map(|spec| (spec.name.to_owned(), told(spec.label).to_owned()));
    let estimates = ESTIMATES.iter().map(|(id, _)| (format!("estimate:{id}"), estimate_name(id)));
    let others = [("silent", "making.silent"), ("survives", "making.survives")];
    figures.chain(estimates).chain(others.map(|(name, key)| (name.to_owned(), t(key).to_owned()))).collect()
}

/// The check that the texts come to.
///
/// # Errors
/// When a figure is none.
pub fn check_of(new: &NewCheck) -> Result<Check, String> {
    let number = |text: &str, key: &'static str| -> Result<Option<f64>, String> {
        match text.trim().trim_end_matches('%').trim() {
            "" => Ok(None),
            digits => {
                // A share may be said in per cent; read as one figure, so that 99.9 % is 0.999 to the last bit.
                let figure = if text.contains('%') { format!("{digits}e-2") } else { digits.to_owned() };
                figure.parse().map(Some).map_err(|_| t_with("making.no-figure", &[("what", &t(key))]))
            }
        }
    };
    let words: Vec<String> =
        new.of.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect();
    let (at_least, at_most) = (number(&new.at_least, "making.at-least")?, number(&new.at_most, "making.at-most")?);
    let asks = match new.asks.as_str() {
        "silent" => Ask::Silent { rules: words, of: None },
        "survives" => {
            let kind = |word: &str| match word {
                "zone" => Some(PlaceKind::Zone),
                "region" => Some(PlaceKind::Region),
                _ => None,
            };
            Ask::Survives(Survival {
                any: words.iter().find_map(|word| kind(word)),
                down: words.into_iter().filter(|word| kind(word).is_none()).collect(),
                load: at_least.unwrap_or(1.0),
                ..Survival::default()
            })
        }
        name => Ask::Figure {
            figure: match name.strip_prefix("estimate:") {
                Some(id) => Figure::Estimate(id.to_owned()),
                None => FIGURES
                    .iter()
                    .find(|spec| spec.name == name)
                    .map(|spec| Figure::Named(spec.name))
                    .ok_or_else(|| t_with("making.no-figure", &[("what", &name)]))?,
            },
            of: words.into_iter().next(),
            within: Within { at_least, at_most },
        },
    };
    let points = number(&new.points, "making.points")?.unwrap_or(1.0);
    Ok(Check { text: None, points, hidden: new.is_hidden, asks })
}

/// What the form holds.
#[derive(Clone, Copy)]
pub struct Making {
    /// Title of the assignment.
    pub title: RwSignal<String>,
    /// What is to be done.
    pub brief: RwSignal<String>,
    /// The checks so far.
    pub checks: RwSignal<Vec<Check>>,
    /// The next one.
    pub new: RwSignal<NewCheck>,
    /// Paths that are locked, apart by commas.
    pub locked: RwSignal<String>,
    /// Kinds that are forbidden, likewise.
    pub forbidden: RwSignal<String>,
    /// What is wrong.
    pub problem: RwSignal<Option<String>>,
}

impl Making {
    /// A form about the open design, or about the assignment that is open.
    #[must_use]
    pub fn of(studio: Studio) -> Self {
        let open = studio.task.assignment.get_untracked();
        let title = studio.document.read_untracked().file().design.title;
        let known = open.as_deref();
        let locked = known.map_or_else(Locked::default, |known| known.locked.clone());
        Self {
            title: RwSignal::new(known.map_or(title, |known| known.title.clone())),
            brief: RwSignal::new(known.map_or_else(String::new, |known| known.brief.clone())),
            checks: RwSignal::new(known.map_or_else(Vec::new, |known| known.checks.clone())),
            new: RwSignal::new(NewCheck::default()),
            locked: RwSignal::new(locked.numbers.join(", ")),
            forbidden: RwSignal::new(known.map_or_else(String::new, |known| known.forbidden.kinds.join(", "))),
            problem: RwSignal::new(None),
        }
    }

    /// Adds the next check, if an assignment could have it.
    pub fn add(self, studio: Studio) {
        let added = check_of(&self.new.get_untracked()).and_then(|check| {
            let mut checks = self.checks.get_untracked();
            checks.push(check);
            self.with(studio, checks.clone()).map(|_| checks)
        });
        match added {
            Ok(checks) => {
                self.checks.set(checks);
                self.problem.set(None);
            }
            Err(problem) => self.problem.set(Some(problem)),
        }
    }

    /// The assignment with these checks.
    fn with(self, studio: Studio, checks: Vec<Check>) -> Result<Assignment, String> {
        let start = studio.document.read_untracked().file();
        let words = |text: String| {
            text.split(',').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect::<Vec<_>>()
        };
        let made = Made {
            title: self.title.get_untracked(),
            brief: self.brief.get_untracked(),
            locked: words(self.locked.get_untracked()),
            forbidden: words(self.forbidden.get_untracked()),
            checks,
        };
        let base = studio.task.assignment.get_untracked().map_or_else(Assignment::default, |open| (*open).clone());
        assignment(made, start, base)
    }

    fn made(self, studio: Studio) -> Option<Assignment> {
        match self.with(studio, self.checks.get_untracked()) {
            Ok(made) => {
                self.problem.set(None);
                Some(made)
            }
            Err(problem) => {
                self.problem.set(Some(problem));
                None
            }
        }
    }

    /// Puts a link to the assignment into the clipboard.
    pub fn copy_link(self, studio: Studio) {
        let Some(made) = self.made(studio) else { return };
        let link = address::with_fragment(&link::encode_assignment(&made));
        clipboard::write(&link);
        let length = figure(link.chars().count() as f64);
        studio.tell(Tone::Fine, t_with("making.link-copied", &[("length", &length)]), Offer::Nothing);
    }

    /// Hands the assignment over as a file: its author's, or the one to give away.
    pub fn save(self, studio: Studio, is_sealed: bool) {
        let Some(made) = self.made(studio) else { return };
        let text = if is_sealed { write_sealed(&made) } else { write(&made) };
        let kind = if is_sealed { "assignment" } else { "assignment of its author" };
        if !files::save(&file_name(&format!("{} {kind}", made.title)), &text) {
            studio.tell(Tone::Bad, t("notice.not-saved"), Offer::Nothing);
        }
    }
}

/// What was put into a form, in parts.
struct Made {
    title: String,
    brief: String,
    locked: Vec<String>,
    forbidden: Vec<String>,
    checks: Vec<Check>,
}

/// The assignment that a form comes to: read back, so that whatever is wrong is said as it is of a file. What the form
/// has no field for stays as it is in the one that was open.
fn assignment(made: Made, start: DesignFile, base: Assignment) -> Result<Assignment, String> {
    let id = if base.id.is_empty() { file_name(&made.title).trim_end_matches(".json").to_owned() } else { base.id };
    let written = write(&Assignment {
        id,
        version: base.version.max(1),
        title: made.title,
        brief: made.brief,
        locked: Locked { numbers: made.locked, ..base.locked },
        forbidden: Forbidden { kinds: made.forbidden, ..base.forbidden },
        checks: made.checks,
        start,
        ..base
    });
    read_assignment(&written).map_err(|problem| problem.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new(asks: &str, of: &str, at_least: &str, at_most: &str) -> NewCheck {
        let own = |text: &str| text.to_owned();
        NewCheck { asks: own(asks), of: own(of), at_least: own(at_least), at_most: own(at_most), ..NewCheck::default() }
    }

    #[test]
    fn texts_become_checks() {
        let availability = check_of(&new("availability", "redirect", "99.9 %", "")).expect("it is one");
        assert!(matches!(
            availability.asks,
            Ask::Figure { within: Within { at_least: Some(0.999), at_most: None }, .. }
        ));
        let zone = check_of(&new("survives", "zone, redis", "2", "")).expect("it is one");
        let Ask::Survives(happens) = zone.asks else { panic!("{zone:?}") };
        assert_eq!((happens.any, happens.down, happens.load), (Some(PlaceKind::Zone), vec!["redis".to_owned()], 2.0));
        assert!(check_of(&new("p99", "redirect", "", "many")).is_err());
    }

    #[test]
    fn a_form_gives_an_assignment_or_says_what_is_wrong() {
        let made = |checks: Vec<Check>| Made {
            title: "My task".to_owned(),
            brief: String::new(),
            locked: vec!["workload".to_owned()],
            forbidden: Vec::new(),
            checks,
        };
        let good = check_of(&new("errors", "", "", "0")).expect("it is one");
        let assignment_ =
            assignment(made(vec![good]), DesignFile::default(), Assignment::default()).expect("it is one");
        assert_eq!(assignment_.id, "my-task");
        let bad = check_of(&new("silent", "no-such-rule", "", "")).expect("the reader says what is wrong");
        let problem = assignment(made(vec![bad]), DesignFile::default(), Assignment::default())
            .expect_err("there is no such rule");
        assert!(problem.starts_with("checks[0].silent[0]: there is no rule \"no-such-rule\""), "{problem}");
    }
}
