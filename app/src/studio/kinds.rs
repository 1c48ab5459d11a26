//! The catalogue as people look for it: grouped, and searched by what they type; and what a design adds to it.

use std::sync::OnceLock;

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
    let ranking = ranking().filter(|_| !query.trim().is_empty());
    let far = |kind: &Brief| ranking.map_or(Some(0), |rank| rank(kind.id, query));
    let mut found: Vec<(u32, &'static Brief)> = brief::ALL.iter().filter_map(|kind| Some((far(kind)?, kind))).collect();
    sort_by_key(&mut found, |(rank, kind)| (*rank, told(kind.name)));
    found.into_iter().map(|(_, kind)| kind).collect()
}

/// Says how far a kind is from what is looked for.
pub type Ranking = fn(&str, &str) -> Option<u32>;

/// What says it. As the page is built for release it comes behind the drawing: small letters of all scripts are 8 kB.
static RANKING: OnceLock<Ranking> = OnceLock::new();

/// From now on, kinds are looked for with this.
pub fn rank_with(ranking: Ranking) {
    RANKING.get_or_init(|| ranking);
}

#[cfg(in_parts)]
fn ranking() -> Option<Ranking> {
    RANKING.get().copied()
}

#[cfg(not(in_parts))]
fn ranking() -> Option<Ranking> {
    Some(*RANKING.get_or_init(|| rank))
}

/// How far a kind, by its id, is from what is looked for: the worst of its words. `None` where one does not fit.
#[must_use]
pub fn rank(id: &str, query: &str) -> Option<u32> {
    let kind = kinds::find(id)?;
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let (name, own) = (told(kind.name).to_lowercase(), kind.name.to_lowercase());
    let mut worst = 0;
    for word in &words {
        let begins = |text: &str| text.split(|letter: char| !letter.is_alphanumeric()).any(|own| own.starts_with(word));
        let preset = |holds: &dyn Fn(&str) -> bool| {
            kind.presets.iter().any(|preset| holds(&preset.name.to_lowercase()) || holds(preset.id))
        };
        let rank = if name == *word || own == *word || kind.id == word || preset(&|text| text == word) {
            0
        } else if name.starts_with(word) || own.starts_with(word) {
            1
        } else if begins(&name) || begins(&own) || begins(kind.id) {
            2
        } else if preset(&|text| text.starts_with(word)) {
            3
        } else if name.contains(word) || own.contains(word) || kind.id.contains(word) {
            4
        } else if kind.page.to_lowercase().contains(word) {
            5
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
    fn a_product_finds_its_kind() {
        assert_eq!(matching("redis").first().map(|kind| kind.id), Some("cache-distributed"));
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
