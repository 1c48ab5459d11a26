//! Which language the page speaks: as chosen before, or the first that the browser's person reads. Another language than
//! English is fetched; without it the page speaks English. It is chosen for the next time that the page begins, which is
//! at once.

use loadbearing_engine::design::DesignFile;

use super::Studio;
use crate::browser::{fetch, page};
use crate::languages::{self, ALL, is_original};

/// The name under which the chosen language is kept between visits.
const LANGUAGE: &str = "loadbearing-language";

/// The code of the language to begin with.
#[must_use]
pub fn wanted() -> &'static str {
    let kept = page::remembered(LANGUAGE);
    of(kept.as_deref().into_iter().map(str::to_owned).chain(page::languages()))
}

/// The first language of some that there is, by the part of a code such as `ru-RU` before the dash.
fn of(wishes: impl Iterator<Item = String>) -> &'static str {
    let known = |wish: String| ALL.iter().map(|(code, _)| *code).find(|code| wish.split('-').next() == Some(code));
    wishes.filter_map(known).next().unwrap_or(ALL[0].0)
}

/// Whether the page begins in its own language, which has not to be fetched.
#[must_use]
pub fn begins_at_once() -> bool {
    wanted() == ALL[0].0
}

/// Fetches what the page says while nothing else is there; it stays English where that cannot be had.
pub async fn learn_first() {
    let code = wanted();
    if let Ok(text) = fetch::text(&format!("words-{code}.txt")).await {
        languages::learn(text);
        page::set_root("lang", code);
    }
}

/// Fetches the rest of what the page says, if it speaks another language than its own. What stands in dialogs comes
/// after that, without anything waiting for it.
pub async fn learn_rest() {
    if !is_original() {
        learn("later").await;
        page::aside(learn("more"));
    }
}

async fn learn(part: &'static str) {
    if let Ok(text) = fetch::text(&format!("words-{}-{part}.txt", wanted())).await {
        languages::learn(text);
    }
}

/// A design that came with the page, with its own names in the language that the page speaks.
#[must_use]
pub fn in_own_words(mut file: DesignFile, say: fn(&str) -> Option<String>) -> DesignFile {
    if is_original() {
        return file;
    }
    let design = &mut file.design;
    let names = [&mut design.title, &mut design.notes].into_iter();
    let names = names.chain(design.components.iter_mut().filter_map(|component| component.name.as_mut()));
    let names = names.chain(design.workload.journeys.iter_mut().filter_map(|journey| journey.name.as_mut()));
    for name in names.chain(design.places.iter_mut().filter_map(|place| place.name.as_mut())) {
        if let Some(own) = say(name) {
            *name = own;
        }
    }
    file
}

impl Studio {
    /// The page speaks the next language from now on, and after every beginning.
    pub fn switch_language(self) {
        let own = if is_original() { ALL[0].0 } else { wanted() };
        let next = ALL.iter().position(|(code, _)| *code == own).map_or(0, |position| (position + 1) % ALL.len());
        page::remember(LANGUAGE, ALL[next].0);
        page::reload();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_there_is_is_spoken() {
        let spoken = |wishes: &[&str]| of(wishes.iter().map(|wish| (*wish).to_owned()));
        assert_eq!(spoken(&["de-DE", "ru-RU", "en"]), "ru");
        assert_eq!(spoken(&["en-US", "ru"]), "en");
        assert_eq!(spoken(&["ru"]), "ru");
        assert_eq!((spoken(&["tlh"]), spoken(&[])), ("en", "en"));
    }
}
