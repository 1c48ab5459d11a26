//! What the shapes of a drawing are: kinds and products by the words that stand on them, else by what they look like. The
//! words that kinds do not know of themselves stand in `words.txt`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use super::Imported;
use super::sketch::{Group, Line, Shape, Sketch};
use crate::design::format::MOST_ID_CHARS;
use crate::design::{Component, Connection, Design, DesignFile, Layout, Mode, Place, PlaceKind, Placement};
use crate::kinds::{self, catalogue};

/// Words by kind and product.
const WORDS: &str = include_str!("words.txt");
/// What the line of words begins with that name products and say nothing by themselves.
const SAYS_NOTHING: &str = "!";
/// What the line of words begins with that there is no kind for.
const NO_KIND: &str = "?";
/// What lines of words begin with that say little, and of words that mean it only where nothing else stands.
const MARKS: [char; 2] = ['~', '='];
/// Words that end like a plural and are none.
const NO_PLURALS: [&str; 1] = ["nats"];
/// Where a name goes on to something else than what the shape is: `cache for sessions`.
const ASIDES: [&str; 12] = [" for ", " of ", " with ", " on ", " in ", " to ", " via ", " by ", "(", "[", " - ", ":"];
/// So much room a box and the way to the next one take, in world pixels.
const ROOM: (f64, f64) = (232.0, 128.0);
/// Half of a box, in world pixels.
const HALF: (f64, f64) = (84.0, 36.0);
/// Most letters of a name: what is longer is a text, and looking for words in it takes its time.
const MOST_LETTERS: usize = 200;
/// So many names of a list are named in a note.
const MOST_NAMED: usize = 8;
/// Words of what places are called.
const PLACES: [(PlaceKind, &[&str]); 3] = [
    (PlaceKind::Region, &["region"]),
    (PlaceKind::Zone, &["zone", "az", "data centre", "data center", "datacenter"]),
    (PlaceKind::Network, &["vpc", "vnet", "network", "subnet", "dmz"]),
];

/// What a word means.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Meaning {
    /// Nothing where it is known that there is no kind for it.
    kind: &'static str,
    preset: Option<&'static str>,
    /// How much it says: what stands in a line with `~` says little.
    weight: u8,
    /// Whether it means that only where nothing else stands.
    is_alone: bool,
}

impl Meaning {
    /// Whether somebody who types it looks for a kind.
    const fn is_sought(&self) -> bool {
        self.weight > 1 && !self.kind.is_empty()
    }
}

/// Meanings by phrases in small letters, single gaps between their words.
static MEANINGS: LazyLock<HashMap<String, Meaning>> = LazyLock::new(meanings);
/// Words of the longest phrase.
static LONGEST: LazyLock<usize> =
    LazyLock::new(|| MEANINGS.keys().map(|phrase| phrase.split(' ').count()).max().unwrap_or(1));

/// What a shape is taken for that no word fits.
fn fallback() -> &'static str {
    lines().next().unwrap_or_default()
}

fn lines() -> impl Iterator<Item = &'static str> {
    WORDS.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn meanings() -> HashMap<String, Meaning> {
    let mut known: HashMap<String, Meaning> = HashMap::new();
    let mut unsaid: BTreeSet<String> = BTreeSet::new();
    for line in lines().skip(1) {
        let Some((what, phrases)) = line.split_once(':') else { continue };
        if what == SAYS_NOTHING {
            unsaid.extend(phrases.split(',').map(|phrase| words(phrase).join(" ")));
            continue;
        }
        let (weight, is_alone) = (if what.starts_with('~') { 1 } else { 2 }, what.starts_with('='));
        let (kind, preset) = kind_and_preset(what);
        for phrase in phrases.split(',') {
            known.entry(words(phrase).join(" ")).or_insert(Meaning { kind, preset, weight, is_alone });
        }
    }
    for kind in catalogue::ALL {
        for phrase in [kind.name, kind.id] {
            known.entry(words(phrase).join(" ")).or_insert(Meaning {
                kind: kind.id,
                preset: None,
                weight: 2,
                is_alone: false,
            });
        }
    }
    for kind in catalogue::ALL {
        for preset in kind.presets {
            let is_of = |other: &&&kinds::Kind| other.presets.iter().any(|own| own.id == preset.id);
            if catalogue::ALL.iter().filter(is_of).count() > 1 {
                continue;
            }
            for phrase in [preset.name, preset.id].map(|phrase| words(phrase).join(" ")) {
                if !unsaid.contains(&phrase) {
                    let meaning = Meaning { kind: kind.id, preset: Some(preset.id), weight: 2, is_alone: false };
                    known.entry(phrase).or_insert(meaning);
                }
            }
        }
    }
    known
}

/// What a line of words means, without its marks; no kind where there is none.
fn kind_and_preset(what: &'static str) -> (&'static str, Option<&'static str>) {
    let what = what.trim_start_matches(MARKS).trim_start_matches(NO_KIND);
    match what.split_once('/') {
        Some((kind, preset)) => (kind, Some(preset)),
        None => (what, None),
    }
}

/// The words of a text in small letters, each without the s of its plural; `OrderService` is two.
fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    let mut was_small = false;
    for letter in text.chars() {
        if !letter.is_alphanumeric() || (was_small && letter.is_uppercase()) {
            found.push(std::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
        was_small = letter.is_lowercase();
    }
    found.push(word);
    found.retain(|word| !word.is_empty());
    for word in &mut found {
        if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !NO_PLURALS.contains(&word.as_str()) {
            word.pop();
        }
    }
    found
}

/// The kind that people mean who type this: by its name or id, a product of it, or another word for it; where nothing is
/// called so. Words that say little mean none.
#[must_use]
pub fn kind_called(text: &str) -> Option<&'static str> {
    let meaning = MEANINGS.get(&words(text).join(" ")).filter(|meaning| meaning.is_sought())?;
    Some(meaning.kind)
}

/// The kinds that something begins to name, as [`kind_called`] knows them: first the one that is named with the fewest
/// letters more.
#[must_use]
pub fn kinds_begun(text: &str) -> Vec<&'static str> {
    let begun = words(text).join(" ");
    let fits = |(phrase, meaning): &(&String, &Meaning)| meaning.is_sought() && phrase.starts_with(&begun);
    let mut found: Vec<(usize, &String, &'static str)> = match begun.is_empty() {
        true => Vec::new(),
        false => MEANINGS.iter().filter(fits).map(|(phrase, meaning)| (phrase.len(), phrase, meaning.kind)).collect(),
    };
    found.sort_unstable();
    found.into_iter().map(|(.., kind)| kind).collect()
}

/// The kind that a misspelt word was meant for: one letter of four or five is wrong, or one or two of more.
#[must_use]
pub fn kind_misspelt(text: &str) -> Option<&'static str> {
    let typed = words(text).join(" ");
    let allowed = match typed.chars().count() {
        0..=3 => return None,
        4..=5 => 1,
        // What is longer than any phrase is none.
        6..=MOST_LETTERS => 2,
        _ => return None,
    };
    let near =
        MEANINGS.iter().filter(|(phrase, meaning)| meaning.is_sought() && phrase.len().abs_diff(typed.len()) <= 4);
    let near = near.map(|(phrase, meaning)| (strsim::osa_distance(&typed, phrase), phrase, meaning.kind));
    near.filter(|(distance, ..)| *distance <= allowed).min().map(|(.., kind)| kind)
}

/// What a text means: all of it, where that is known, or else the phrase that says most, and of those the last, for a name
/// ends with what a thing is. A product that stands elsewhere in it is that of its kind.
fn meaning(text: &str) -> Option<Meaning> {
    if let Some(meaning) = MEANINGS.get(&words(&text.to_lowercase()).join(" ")) {
        return Some(*meaning).filter(|meaning| !meaning.kind.is_empty());
    }
    let lower = text.to_lowercase();
    let end = ASIDES.iter().filter_map(|aside| lower.find(aside)).filter(|end| *end > 0).min();
    // Small letters may be longer than large ones, so that the place is none in the text.
    let head = end.and_then(|end| text.get(..end)).and_then(meaning_of);
    let whole = meaning_of(text);
    match (head, whole) {
        (Some(head), Some(whole)) if head.weight < whole.weight => Some(whole),
        (head, whole) => head.or(whole),
    }
}

fn meaning_of(text: &str) -> Option<Meaning> {
    // Names of products have large letters in their middle: they are looked for as they are, too.
    let whole: Vec<String> =
        text.split(|letter: char| !letter.is_alphanumeric()).flat_map(|word| words(&word.to_lowercase())).collect();
    let mut best: Option<(u8, usize, usize, Meaning)> = None;
    let mut found = Vec::new();
    for words in [whole, words(text)] {
        for start in 0..words.len() {
            for end in start + 1..=words.len().min(start + *LONGEST) {
                let Some(meaning) = MEANINGS.get(&words[start..end].join(" ")) else { continue };
                if meaning.is_alone && end - start < words.len() {
                    continue;
                }
                found.push(*meaning);
                // Counted from the end, for both ways to part words.
                let key = (meaning.weight, usize::MAX - (words.len() - end), end - start, *meaning);
                if best.as_ref().is_none_or(|best| (best.0, best.1, best.2) < (key.0, key.1, key.2)) {
                    best = Some(key);
                }
            }
        }
    }
    let mut meaning = best.map(|(.., meaning)| meaning).filter(|meaning| !meaning.kind.is_empty())?;
    if meaning.preset.is_none() {
        meaning.preset = found
            .iter()
            .find(|other| other.kind == meaning.kind && other.preset.is_some())
            .and_then(|other| other.preset);
    }
    Some(meaning)
}

/// The design of a sketch, and what was guessed or left out.
#[must_use]
pub fn design(mut sketch: Sketch) -> Imported {
    let mut notes = Notes::default();
    let (places, place_of) = places(&sketch.groups, &mut notes);
    let mut ids = Ids::default();
    let mut id_of: HashMap<&str, String> = HashMap::new();
    let mut components = Vec::new();
    for shape in &mut sketch.shapes {
        if let Some((end, _)) = shape.label.char_indices().nth(MOST_LETTERS) {
            shape.label.truncate(end);
            notes.cut += 1;
        }
        if let Some((end, _)) = shape.looks.char_indices().nth(MOST_LETTERS) {
            shape.looks.truncate(end);
        }
    }
    for shape in &sketch.shapes {
        if id_of.contains_key(shape.key.as_str()) {
            continue;
        }
        let component = component(shape, &mut ids, &place_of, &mut notes);
        id_of.insert(&shape.key, component.id.clone());
        components.push(component);
    }
    let connections = sketch.lines.iter().filter_map(|line| connection(line, &id_of, &mut notes)).collect();
    let layout = layout(&sketch.shapes, &id_of);
    notes.left_out.extend(sketch.left_out);
    let design = Design { title: sketch.title, places, components, connections, ..Design::default() };
    Imported { file: DesignFile { design, layout, ..DesignFile::default() }, is_exact: false, notes: notes.told() }
}

/// What is said about an import, gathered.
#[derive(Default)]
struct Notes {
    guessed: Vec<String>,
    unnamed: usize,
    groups: Vec<String>,
    labels: Vec<String>,
    undirected: usize,
    loose: usize,
    own: usize,
    cut: usize,
    left_out: Vec<String>,
}

impl Notes {
    fn told(self) -> Vec<String> {
        let kind = kinds::find(fallback()).map_or("", |kind| kind.name);
        let mut told = Vec::new();
        let mut tell = |count: usize, sentence: String| {
            if count > 0 {
                told.push(sentence);
            }
        };
        tell(
            self.guessed.len(),
            format!("Nothing says what these are; each was taken for a {kind}: {}.", listed(&self.guessed)),
        );
        tell(self.unnamed, format!("Shapes without words, named after what they were taken for: {}.", self.unnamed));
        tell(
            self.groups.len(),
            format!("What surrounds shapes and is no region, zone or network was left out: {}.", listed(&self.groups)),
        );
        tell(self.labels.len(), format!("What stood on lines was left out: {}.", listed(&self.labels)));
        tell(
            self.undirected,
            format!("Lines that point both ways or neither were taken as they were drawn: {}.", self.undirected),
        );
        tell(self.loose, format!("Lines that do not join two shapes were left out: {}.", self.loose));
        tell(self.own, format!("Lines from a shape to itself were left out: {}.", self.own));
        tell(self.cut, format!("Names of more than {MOST_LETTERS} letters were cut: {}.", self.cut));
        tell(self.left_out.len(), format!("Left out: {}.", listed(&self.left_out)));
        told
    }
}

/// Names in a row, each once; of many, the first.
fn listed(names: &[String]) -> String {
    let mut seen = BTreeSet::new();
    let once: Vec<&str> = names.iter().map(String::as_str).filter(|name| seen.insert(*name)).collect();
    let mut text = once.iter().take(MOST_NAMED).copied().collect::<Vec<_>>().join(", ");
    if once.len() > MOST_NAMED {
        text.push_str(&format!(" and {} more", once.len() - MOST_NAMED));
    }
    text
}

/// Ids that are not taken yet.
#[derive(Default)]
struct Ids {
    /// How many begin so.
    taken: BTreeMap<String, usize>,
}

impl Ids {
    fn fresh(&mut self, name: &str) -> String {
        let parts: Vec<String> = name
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|part| !part.is_empty())
            .map(str::to_lowercase)
            .collect();
        let mut stem: String = parts.join("-").chars().take(MOST_ID_CHARS / 2).collect();
        if stem.is_empty() {
            stem.push_str("shape");
        }
        loop {
            let count = self.taken.entry(stem.clone()).or_default();
            *count += 1;
            if *count == 1 {
                return stem;
            }
            // The next round sees to it that nobody is called so already.
            let numbered = format!("{stem}-{count}");
            if !self.taken.contains_key(&numbered) {
                self.taken.insert(numbered.clone(), 1);
                return numbered;
            }
        }
    }
}

fn component(shape: &Shape, ids: &mut Ids, place_of: &HashMap<&str, String>, notes: &mut Notes) -> Component {
    let by_label = meaning(&shape.label);
    // Drawings that this program made say what a shape is in so many words.
    let said =
        kinds::find(&shape.looks).map(|kind| Meaning { kind: kind.id, preset: None, weight: u8::MAX, is_alone: false });
    let by_looks = said.or_else(|| meaning(&shape.looks));
    // What an icon says is seldom vague; words that say little are.
    let found = match (by_label, by_looks) {
        (Some(label), Some(looks)) if label.kind == looks.kind => Some(label),
        (Some(label), Some(looks)) if label.weight < looks.weight => Some(looks),
        (label, looks) => label.or(looks),
    };
    let (kind, preset) = found.map_or((fallback(), None), |meaning| (meaning.kind, meaning.preset));
    let kind_name = kinds::find(kind).map_or(kind, |kind| kind.name);
    let name = if shape.label.is_empty() { kind_name } else { shape.label.as_str() };
    match (found.is_none(), shape.label.is_empty()) {
        (true, false) => notes.guessed.push(shape.label.clone()),
        (_, true) => notes.unnamed += 1,
        _ => {}
    }
    let place = shape.group.as_deref().and_then(|group| place_of.get(group));
    Component {
        id: ids.fresh(name),
        kind: kind.to_owned(),
        preset: preset.map(str::to_owned),
        name: Some(name.to_owned()),
        places: place.map_or(Placement::Nowhere, |place| Placement::Spread(vec![place.clone()])),
        ..Component::default()
    }
}

/// The groups that are places, and for each group the place that its shapes stand in.
fn places<'a>(groups: &'a [Group], notes: &mut Notes) -> (Vec<Place>, HashMap<&'a str, String>) {
    let mut ids = Ids::default();
    let mut places: Vec<Place> = Vec::new();
    let mut place_of: HashMap<&str, String> = HashMap::new();
    let by_key: HashMap<&str, &Group> = groups.iter().map(|group| (group.key.as_str(), group)).collect();
    // What surrounds comes before what it surrounds; a few rounds are enough for all that is drawn.
    let mut waiting: Vec<&Group> = groups.iter().collect();
    for round in 0..16 {
        waiting.retain(|group| {
            let outer = group.within.as_deref().filter(|outer| by_key.contains_key(outer));
            let around = outer.and_then(|outer| place_of.get(outer).cloned());
            let is_outer_known =
                outer.is_none_or(|outer| place_of.contains_key(outer) || !is_place_somewhere(&by_key, outer));
            if !is_outer_known && round < 15 {
                return true;
            }
            match place_kind(&group.label) {
                Some(kind) => {
                    let id = ids.fresh(&group.label);
                    places.push(Place {
                        id: id.clone(),
                        kind,
                        within: around,
                        name: Some(group.label.clone()),
                        availability: None,
                    });
                    place_of.insert(&group.key, id);
                }
                None => {
                    if let Some(around) = around {
                        place_of.insert(&group.key, around);
                    }
                    if !group.label.is_empty() {
                        notes.groups.push(group.label.clone());
                    }
                }
            }
            false
        });
    }
    (places, place_of)
}

/// Whether a group, or one around it, is a place.
fn is_place_somewhere(groups: &HashMap<&str, &Group>, key: &str) -> bool {
    let mut key = Some(key);
    for _ in 0..16 {
        let Some(group) = key.and_then(|key| groups.get(key)) else { return false };
        if place_kind(&group.label).is_some() {
            return true;
        }
        key = group.within.as_deref();
    }
    false
}

fn place_kind(label: &str) -> Option<PlaceKind> {
    let words = words(label);
    let holds = |phrase: &&str| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words.windows(phrase.len()).any(|window| window.iter().map(String::as_str).eq(phrase.iter().copied()))
    };
    PLACES.iter().find(|(_, phrases)| phrases.iter().any(holds)).map(|(kind, _)| *kind)
}

fn connection(line: &Line, id_of: &HashMap<&str, String>, notes: &mut Notes) -> Option<Connection> {
    let (Some(from), Some(to)) = (id_of.get(line.from.as_str()), id_of.get(line.to.as_str())) else {
        notes.loose += 1;
        return None;
    };
    if from == to {
        notes.own += 1;
        return None;
    }
    notes.undirected += usize::from(line.is_undirected);
    if !line.label.is_empty() {
        notes.labels.push(line.label.clone());
    }
    let mode = if line.is_dashed { Mode::Async } else { Mode::Sync };
    Some(Connection { from: from.clone(), to: to.clone(), mode, ..Connection::default() })
}

/// Where boxes stand: as they were drawn, with room for boxes of this program.
fn layout(shapes: &[Shape], id_of: &HashMap<&str, String>) -> Layout {
    let median = |pick: fn((f64, f64)) -> f64| {
        let mut sizes: Vec<f64> =
            shapes.iter().filter_map(|shape| shape.size).map(pick).filter(|size| *size > 0.0).collect();
        sizes.sort_by(f64::total_cmp);
        sizes.get(sizes.len() / 2).copied()
    };
    let wider = |room: f64, size: Option<f64>| size.map_or(1.0, |size| (room / (size * 1.5)).clamp(1.0, 4.0));
    let (across, down) = (wider(ROOM.0, median(|size| size.0)), wider(ROOM.1, median(|size| size.1)));
    let placed = shapes.iter().filter_map(|shape| {
        let (x, y) = shape.middle.filter(|(x, y)| x.abs() < 1e6 && y.abs() < 1e6)?;
        let corner = (libm::round(x * across - HALF.0), libm::round(y * down - HALF.1));
        Some((id_of.get(shape.key.as_str())?.clone(), corner))
    });
    placed.collect()
}

#[cfg(test)]
mod tests;
