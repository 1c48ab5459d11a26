//! Texts that lie beside the page: the pages of rules and kinds, and the templates. Each collection is fetched once,
//! when somebody asks for the first of its texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::browser::fetch;
use crate::signals::*;

/// Where the pages of rules and kinds lie, by `rule.ID` and `kind.ID`. Written by `cargo xtask lists`, as the other.
pub const PAGES: &str = "pages.json";
/// Where the templates lie, by id.
pub const TEMPLATES: &str = "templates.json";

/// A collection of texts by id, once it is here.
#[derive(Clone, Copy)]
pub struct Texts {
    place: &'static str,
    state: RwSignal<State>,
}

/// How far the fetching is.
#[derive(Clone)]
enum State {
    /// Nobody has asked.
    Untouched,
    /// On their way.
    Waiting,
    /// Here.
    Here(Arc<BTreeMap<String, String>>),
    /// Not to be had, and why.
    Missing(String),
}

/// What there is to show of one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The whole of it.
    Whole(String),
    /// It is on its way.
    Waiting,
    /// It cannot be had now, and why.
    Missing(String),
}

impl Texts {
    /// The texts that lie at a place, relative to this page. Fetches nothing yet.
    #[must_use]
    pub fn at(place: &'static str) -> Self {
        Self { place, state: RwSignal::new(State::Untouched) }
    }

    /// Fetches the texts unless they are here or on their way. Asked again after a failure, it tries again.
    pub fn ask(self) {
        if matches!(*self.state.read_untracked(), State::Waiting | State::Here(_)) {
            return;
        }
        self.state.set(State::Waiting);
        spawn_local(async move {
            let state = match fetch::text(self.place).await {
                Ok(text) => read(&text),
                Err(problem) => State::Missing(problem),
            };
            self.state.try_set(state);
        });
    }

    /// All texts; none while they are not here.
    #[must_use]
    pub fn all(self) -> Option<Arc<BTreeMap<String, String>>> {
        match &*self.state.read() {
            State::Here(texts) => Some(texts.clone()),
            _ => None,
        }
    }

    /// One text, by id.
    #[must_use]
    pub fn of(self, id: &str) -> Page {
        match &*self.state.read() {
            State::Untouched | State::Waiting => Page::Waiting,
            State::Here(texts) => texts.get(id).map_or(Page::Missing(String::new()), |text| Page::Whole(text.clone())),
            State::Missing(problem) => Page::Missing(problem.clone()),
        }
    }
}

fn read(text: &str) -> State {
    match serde_json::from_str(text) {
        Ok(pages) => State::Here(Arc::new(pages)),
        Err(problem) => State::Missing(problem.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_checked_in_can_be_read() {
        let text = include_str!("../../../static/pages.json");
        assert!(matches!(read(text), State::Here(pages) if pages.contains_key("rule.cap-over-capacity")));
    }

    #[test]
    fn what_is_no_json_is_said_to_be_missing() {
        assert!(matches!(read("<html>"), State::Missing(_)));
    }
}
