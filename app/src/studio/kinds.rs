//! The catalogue as people look for it: grouped, and searched by what they type; and what a design adds to it.

use std::sync::OnceLock;

use loadbearing_engine::design;
use loadbearing_engine::formats::naming;
use loadbearing_engine::kinds::brief::{self, Brief};
use loadbearing_engine::kinds::{self, Group, Kind};

use crate::document::Document;
use crate::document::part::PIECE;
use crate::languages::{phrase, told};
use crate::order::sort_by_key;

/// The groups that have kinds, in the order of the palette, each with its kinds by name.
#[must_use]
pub fn grouped(query: &str) -> Vec<(Group, Vec<&'static Brief>)> {
    let mut groups: Vec<(Group, Vec<&'static Brief>)> = Vec::new();
    for kind in matching(query) {
        match groups.iter_mut().find(|(group, _)| *group == kind.group) {
            Some((_, kinds)) => kinds.push(kind),
            None => groups.push((kind.group, vec![kind])),
        }
    }
    if query.trim().is_empty() {
        sort_by_key(&mut groups, |(group, _)| *group);
    }
    groups
}

/// The kinds that a query means, best first; all by name where there is none.
#[must_use]
pub fn matching(query: &str) -> Vec<&'static Brief> {
    let finding = finding().filter(|_| !query.trim().is_empty());
    let ranks = finding.map(|find| find(query));
    let far = |kind: &Brief| match &ranks {
        Some(ranks) => ranks.iter().find(|(id, _)| *id == kind.id).map(|(_, rank)| *rank),
        None => Some(0),
    };
    let mut found: Vec<(u32, &'static Brief)> = brief::ALL.iter().filter_map(|kind| Some((far(kind)?, kind))).collect();
    sort_by_key(&mut found, |(rank, kind)| (*rank, told(kind.name)));
    found.into_iter().map(|(_, kind)| kind).collect()
}

/// Finds the kinds that are looked for, by their ids, and says how far each is from that.
pub type Finding = fn(&str) -> Vec<(&'static str, u32)>;

/// What finds them. As the page is built for release it comes behind the drawing: small letters of all scripts are 8 kB.
static FINDING: OnceLock<Finding> = OnceLock::new();

/// From now on, kinds are looked for with this.
pub fn find_with(finding: Finding) {
    FINDING.get_or_init(|| finding);
}

#[cfg(in_parts)]
fn finding() -> Option<Finding> {
    FINDING.get().copied()
}

#[cfg(not(in_parts))]
fn finding() -> Option<Finding> {
    Some(*FINDING.get_or_init(|| find))
}

/// The kinds that are looked for, and how far each is from that: what people call so first, then what is called so by
/// the worst of its words. Where nothing fits, what was misspelt.
#[must_use]
pub fn find(query: &str) -> Vec<(&'static str, u32)> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let (called, begun) = (naming::kind_called(query), naming::kinds_begun(query));
    let rank = |kind: &Kind| match rank(kind, &words) {
        _ if called == Some(kind.id) => Some(0),
        // A product that is known to be of this kind goes before the same product of others.
        rank if begun.first() == Some(&kind.id) => Some(rank.map_or(4, |rank| rank.min(4))),
        rank if begun.contains(&kind.id) => Some(rank.map_or(5, |rank| rank.min(5))),
        rank => rank,
    };
    let found: Vec<(&str, u32)> =
        kinds::catalogue::ALL.iter().filter_map(|kind| Some((kind.id, rank(kind)?))).collect();
    if !found.is_empty() {
        return found;
    }
    let named = |kind: &&&Kind| design::closest(query.trim(), [told(kind.name)]).is_some();
    let misspelt =
        naming::kind_misspelt(query).or_else(|| kinds::catalogue::ALL.iter().find(named).map(|kind| kind.id));
    misspelt.map(|id| (id, 0)).into_iter().collect()
}

/// How far a kind is from words in small letters: the worst of them. `None` where one does not fit.
fn rank(kind: &Kind, words: &[String]) -> Option<u32> {
    let (name, own) = (told(kind.name).to_lowercase(), kind.name.to_lowercase());
    let mut worst = 0;
    for word in words {
        let begins = |text: &str| text.split(|letter: char| !letter.is_alphanumeric()).any(|own| own.starts_with(word));
        let preset = |holds: &dyn Fn(&str) -> bool| {
            kind.presets.iter().any(|preset| holds(&preset.name.to_lowercase()) || holds(preset.id))
        };
        let rank = if name == *word || own == *word || kind.id == word || preset(&|text| text == word) {
            1
        } else if name.starts_with(word) || own.starts_with(word) {
            2
        } else if begins(&name) || begins(&own) || begins(kind.id) {
            3
        } else if preset(&|text| text.starts_with(word)) {
            5
        } else if name.contains(word) || own.contains(word) || kind.id.contains(word) {
            6
        } else if kind.page.to_lowercase().contains(word) {
            7
        } else {
            return None;
        };
        worst = worst.max(rank);
    }
    Some(worst)
}

/// A kind or a piece of the author's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Own {
    /// As the palette names it.
    pub entry: String,
    /// Shown to people.
    pub label: String,
    /// Id of the kind whose icon it has; empty for a piece.
    pub icon: &'static str,
}

/// The author's own kinds, then pieces, whose names hold all words of a query.
#[must_use]
pub fn own(document: &Document, query: &str) -> Vec<Own> {
    let kinds = document.design().kinds.iter().map(|(id, own)| Own {
        entry: id.clone(),
        label: own.label(id).to_owned(),
        icon: brief::find(own.icon()).map_or("", |kind| kind.id),
    });
    let pieces = document.pieces().iter().map(|(id, piece)| Own {
        entry: format!("{PIECE}{id}"),
        label: piece.label(id).to_owned(),
        icon: "",
    });
    // Small letters of other scripts come behind the drawing.
    let query = query.to_ascii_lowercase();
    let fits = |own: &Own| {
        let label = own.label.to_ascii_lowercase();
        query.split_whitespace().all(|word| label.contains(word))
    };
    kinds.chain(pieces).filter(fits).collect()
}

/// What a group is called: the key of its words.
#[must_use]
pub const fn group_key(group: Group) -> &'static str {
    match group {
        Group::Edge => "group.edge",
        Group::Entry => "group.entry",
        Group::Compute => "group.compute",
        Group::Cache => "group.cache",
        Group::Database => "group.database",
        Group::Storage => "group.storage",
        Group::Messaging => "group.messaging",
        Group::Processing => "group.processing",
        Group::Coordination => "group.coordination",
        Group::Observability => "group.observability",
    }
}

/// The first paragraph of a kind's page, on one line.
#[must_use]
pub fn lead(kind: &Kind) -> String {
    let page = kind.page.split("\n\n").next().unwrap_or_default();
    let text = page.split_whitespace().collect::<Vec<_>>().join(" ");
    phrase(&text).map_or(text, str::to_owned)
}

/// The first sentence of the page of a kind, by its id.
#[must_use]
pub fn summary(id: &str) -> String {
    let text = kinds::find(id).map(lead).unwrap_or_default();
    match text.find(". ") {
        Some(end) => text[..=end].to_owned(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_type_finds_first_what_they_mean() {
        let rows = [
            ("redis", "cache-distributed"),
            ("postgres", "sql"),
            ("postg", "sql"),
            ("Postgrss", "sql"),
            ("postgersql", "sql"),
            ("kafka", "stream"),
            ("kaf", "stream"),
            ("kafak", "stream"),
            ("db", "sql"),
            ("s3", "object-store"),
            ("k8s", "container-platform"),
            ("kubernets", "container-platform"),
            ("elb", "lb-l7"),
            ("lb", "lb-l7"),
            ("mq", "queue"),
            ("vm", "vm"),
            ("fn", "serverless"),
            ("lambda", "serverless"),
            ("mongo", "document-db"),
            ("dynamo", "kv-db"),
            ("api gateway", "gateway"),
            ("relational", "sql"),
            ("cdn", "cdn"),
            ("read replica", "db-replica"),
        ];
        for (typed, kind) in rows {
            let found: Vec<&str> = matching(typed).iter().map(|kind| kind.id).collect();
            assert_eq!(found.first(), Some(&kind), "{typed}: {found:?}");
        }
    }

    #[test]
    fn what_is_no_word_finds_nothing() {
        for typed in ["xyzzy", "qq", "§", "loadbearingloadbearing"] {
            assert!(matching(typed).is_empty(), "{typed}: {:?}", matching(typed));
        }
    }

    #[test]
    fn every_word_has_to_fit() {
        assert!(matching("distributed cache").iter().any(|kind| kind.id == "cache-distributed"));
        assert!(matching("distributed xyzzy").is_empty());
    }

    #[test]
    fn without_a_query_all_kinds_are_there_group_by_group() {
        let groups = grouped(" ");
        assert_eq!(groups.iter().map(|(_, kinds)| kinds.len()).sum::<usize>(), brief::ALL.len());
        assert!(groups.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn a_summary_is_one_sentence() {
        for kind in brief::ALL {
            let text = summary(kind.id);
            assert!(text.len() > 10 && !text.contains('\n'), "{}: {text}", kind.id);
        }
    }
}
