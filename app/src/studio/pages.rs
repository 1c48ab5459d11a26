//! Pages of rules and kinds: fetched once, when somebody opens the first one. Until then, and where the network is
//! gone, the first paragraph that every build holds stands in.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::fetch;

/// Where the pages lie, relative to this page. Written by `cargo xtask lists`.
const PLACE: &str = "pages.json";

/// All pages by `rule.ID` and `kind.ID`, once they are here.
#[derive(Clone, Copy)]
pub struct Pages {
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

/// What there is to show of one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The whole of it.
    Whole(String),
    /// It is on its way.
    Waiting,
    /// It cannot be had now, and why.
    Missing(String),
}

impl Default for Pages {
    fn default() -> Self {
        Self { state: RwSignal::new(State::Untouched) }
    }
}

impl Pages {
    /// Fetches the pages unless they are here or on their way. Asked again after a failure, it tries again.
    pub fn ask(self) {
        if matches!(*self.state.read_untracked(), State::Waiting | State::Here(_)) {
            return;
        }
        self.state.set(State::Waiting);
        spawn_local(async move {
            let state = match fetch::text(PLACE).await {
                Ok(text) => read(&text),
                Err(problem) => State::Missing(problem),
            };
            self.state.try_set(state);
        });
    }

    /// One page, by `rule.ID` or `kind.ID`.
    #[must_use]
    pub fn of(self, id: &str) -> Page {
        match &*self.state.read() {
            State::Untouched | State::Waiting => Page::Waiting,
            State::Here(pages) => pages.get(id).map_or(Page::Missing(String::new()), |page| Page::Whole(page.clone())),
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
