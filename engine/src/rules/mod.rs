//! The rules: one file a rule under its topic. A rule reads a context and states findings; it never hooks into a
//! central `match`, and computes nothing that an analysis already knows.

mod asked_first;
mod backups;
mod calls;
mod channels;
pub mod context;
mod dead_ends;
mod entrance;
pub mod finding;
pub mod fix;
pub mod fix_copies;
pub mod fix_parts;
pub mod fix_settings;
pub mod measure;
pub mod missing;
pub mod parts;
pub mod phrase;
mod retries;
pub mod topics;

#[cfg(test)]
pub mod testing;

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::design::vocabulary::Source;
pub use context::{Asked, Context};
pub use finding::{Finding, Lack, Verdict};
pub use fix::Fix;
pub use parts::Part;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Contradicts a documented rule, or fails under the stated load.
    Error,
    /// A documented risk.
    Warn,
    /// Advice.
    Info,
}

impl Severity {
    /// As written into reports.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
            Self::Info => "info",
        }
    }
}

/// What a rule needs to be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// The drawing alone.
    Structure,
    /// Numbers of the workload.
    Workload,
    /// A declared wish or fact.
    Declaration,
}

/// Where a rule comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The documents state it.
    Stated,
    /// It follows from what they state.
    Derived,
    /// Standard practice that they lack.
    Extension,
    /// A rule of this project: no list of rules in the documents has it.
    Own,
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Names what is wrong, never what to do.
    pub id: &'static str,
    /// The same for people.
    pub title: &'static str,
    /// Its page: what is wrong, why it matters, what to do, when it is fine. Markdown.
    pub page: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it takes to check it.
    pub needs: Needs,
    /// Where it comes from.
    pub origin: Origin,
    /// Whether it belongs to the core: always shown in full. What is not core is shown folded.
    pub core: bool,
    /// Texts and sections.
    pub source: Source,
    /// Rules that stay silent about an element when this one speaks of it.
    pub replaces: &'static [&'static str],
    /// What a finding says, with `{values}` of the finding.
    pub message: &'static str,
    /// What to do, with `{values}` of the finding.
    pub fix: &'static str,
    /// Looks for it.
    pub check: fn(&Context<'_>, &mut Verdict),
    /// Changes the design so that the finding is gone, where that can be said without knowing more than the design.
    pub mend: Option<Mend>,
}

impl Rule {
    /// Texts and sections as shown with a finding: of a rule that no text states, that it goes beyond them.
    #[must_use]
    pub fn cited(&self) -> Cow<'static, str> {
        let source = self.source.text();
        match self.origin {
            Origin::Stated | Origin::Derived => Cow::Borrowed(source),
            Origin::Extension => Cow::Owned(format!("standard practice beyond the texts, after {source}")),
            Origin::Own => Cow::Owned(format!("a rule of Loadbearing, after {source}")),
        }
    }
}

/// What a rule offers to do about one of its findings; `None` where it has nothing to offer for this one.
pub type Mend = for<'a> fn(&Finding, &Context<'a>) -> Option<Fix<'a>>;

/// Declares a rule: its doc comment is its page. A rule that offers a fix goes on with `mend: mend` behind its check.
/// What it says in other languages stands last, `in ru: r"…"`: a line of `English words ⇒ the same in this language` each
/// for its title, message and fix, and for words that it fills them with. The program holds none of it:
/// `cargo xtask lists` takes it from here into the files of languages.
#[macro_export]
macro_rules! rule {
    ($(#[doc = $page:literal])+ $($field:ident: $value:expr),+ $(; mend: $mend:expr)?
     $(; in $language:ident: $told:literal)* $(,)?) => {
        $(#[doc = $page])+
        pub static RULE: $crate::rules::Rule = $crate::rules::Rule {
            page: $crate::page!($($page),+),
            $($field: $value,)+
            mend: $crate::optional!($($mend)?),
        };
    };
}

/// What is given, if anything is.
#[macro_export]
macro_rules! optional {
    () => {
        None
    };
    ($given:expr) => {
        Some($given)
    };
}

/// All rules, in the order of topics and ids.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    topics::TOPICS.iter().flat_map(|(_, rules)| rules.iter().copied())
}

/// Topics of what belongs to any design and says little of this one: told after what the load and the drawing say.
const HYGIENE: [&str; 2] = ["observability", "security"];

/// The same among rules of other topics: backups, zones and regions.
const ALSO_HYGIENE: [&str; 4] = ["dr-no-backup", "dr-no-failover-routing", "dr-single-region", "dr-single-zone"];

/// Ids of the rules about what belongs to any design: security, watching, backups and zones.
#[must_use]
pub fn hygiene() -> BTreeSet<&'static str> {
    let topics = topics::TOPICS.iter().filter(|(topic, _)| HYGIENE.contains(topic));
    topics.flat_map(|(_, rules)| rules.iter().map(|rule| rule.id)).chain(ALSO_HYGIENE).collect()
}

/// A rule by id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id == id)
}
