//! What lies beside the page: the pages of rules and kinds, the templates, the calculators. Each collection is fetched
//! once, when somebody asks for the first of its members.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;

use crate::browser::fetch;
use crate::signals::*;

/// Where the pages of rules and kinds lie, by `rule.ID` and `kind.ID`. Written by `cargo xtask lists`, as the other.
pub const PAGES: &str = "pages.json";
/// Where the templates lie, by id.
pub const TEMPLATES: &str = "templates.json";
/// Where the assignments that are ready lie, by id.
pub const ASSIGNMENTS: &str = "assignments.json";

/// Texts by id, once they are here.
pub type Texts = Fetched<BTreeMap<String, String>>;

/// A collection, once it is here.
pub struct Fetched<T: Send + Sync + 'static> {
    place: &'static str,
    state: RwSignal<State<T>>,
}

impl<T: Send + Sync + 'static> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Fetched<T> {}

/// How far the fetching is.
enum State<T> {
    /// Nobody has asked.
    Untouched,
    /// On their way.
    Waiting,
    /// Here.
    Here(Arc<T>),
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

impl<T: DeserializeOwned + Send + Sync + 'static> Fetched<T> {
    /// What lies at a place, relative to this page. Fetches nothing yet.
    #[must_use]
    pub fn at(place: &'static str) -> Self {
        Self { place, state: RwSignal::new(State::Untouched) }
    }

    /// Fetches it unless it is here or on its way. Asked again after a failure, it tries again.
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

    /// All of it; none while it is not here.
    #[must_use]
    pub fn all(self) -> Option<Arc<T>> {
        match &*self.state.read() {
            State::Here(all) => Some(all.clone()),
            _ => None,
        }
    }

    /// Why it cannot be had, where it cannot.
    #[must_use]
    pub fn problem(self) -> Option<String> {
        match &*self.state.read() {
            State::Missing(problem) => Some(problem.clone()),
            _ => None,
        }
    }
}

impl Texts {
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

fn read<T: DeserializeOwned>(text: &str) -> State<T> {
    match serde_json::from_str(text) {
        Ok(all) => State::Here(Arc::new(all)),
        Err(problem) => State::Missing(problem.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_checked_in_can_be_read() {
        let text = include_str!("../../../static/pages.json");
        let state = read::<BTreeMap<String, String>>(text);
        assert!(matches!(state, State::Here(pages) if pages.contains_key("rule.cap-over-capacity")));
    }

    #[test]
    fn what_is_no_json_is_said_to_be_missing() {
        assert!(matches!(read::<BTreeMap<String, String>>("<html>"), State::Missing(_)));
    }
}
