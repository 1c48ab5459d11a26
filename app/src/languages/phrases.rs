//! Sentences that the engine makes, in the chosen language: `New: {what}, in front of {name}.` is found by what stands
//! around its values, which are told likewise. Comes behind the drawing, with what shows such sentences.

use std::sync::OnceLock;

use super::{CHOSEN, figures, fill_by, is_original, phrase};

/// English sentences with values, and what the chosen language says for each.
type Sentences = Vec<(&'static str, &'static str)>;

/// How deep values lie in values: a step of a fix holds a list, which holds figures.
const DEPTH: u32 = 8;

/// What stands between names in quotes.
const QUOTES: &str = "”, “";

/// What the chosen language says for words of the engine; what it does not know stays English.
#[must_use]
pub fn say(english: &str) -> String {
    say_but(english, &[])
}

/// The words of the chosen language for a text of several lines; none where it speaks English or does not know it.
#[must_use]
pub fn told(english: &str) -> Option<String> {
    let line = on_one_line(english);
    Some(say(&line)).filter(|told| *told != line)
}

/// A text without the ends of its lines, as language files hold it.
#[must_use]
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands between the words of sentences: a name that holds it would be taken apart.
const BETWEEN: [&str; 6] = [": ", ". ", ", ", "; ", "“", " ("];

/// The same; what is a name, such as that of a component, stays as it is, whatever it holds.
#[must_use]
pub fn say_but(english: &str, names: &[&str]) -> String {
    if is_original() {
        return english.to_owned();
    }
    let (text, masks) = masked(english, names);
    let is_name = |text: &str| {
        let mut letters = text.chars();
        let only = letters.next().filter(|_| letters.next().is_none());
        names.contains(&text) || only.is_some_and(|only| masks.iter().any(|(mask, _)| *mask == only))
    };
    let told = said(&text, DEPTH, &is_name).unwrap_or(text);
    masks.iter().fold(told, |told, (mask, name)| told.replace(*mask, name))
}

/// A text with a letter of no language in place of each name that would be taken apart; and what those letters stand for.
fn masked<'a>(english: &str, names: &[&'a str]) -> (String, Vec<(char, &'a str)>) {
    let is_held = |name: &&str| BETWEEN.iter().any(|sign| name.contains(sign)) && english.contains(*name);
    let mut held: Vec<&str> = names.iter().copied().filter(is_held).collect();
    // A name may hold another one.
    held.sort_unstable_by_key(|name| (usize::MAX - name.len(), *name));
    held.dedup();
    let masks: Vec<(char, &str)> = ('\u{e000}'..='\u{f8ff}').zip(held).collect();
    let mask = |text: String, (mask, name): &(char, &str)| text.replace(name, mask.encode_utf8(&mut [0; 4]));
    (masks.iter().fold(english.to_owned(), mask), masks)
}

/// What the chosen language says, if it knows the words.
fn said(english: &str, depth: u32, is_name: &dyn Fn(&str) -> bool) -> Option<String> {
    if is_name(english) {
        return None;
    }
    if let Some(words) = phrase(english).map(|words| plain(words).to_owned()).or_else(|| small(english)) {
        return Some(words);
    }
    let figure = figures::local(english.to_owned());
    if figure != english {
        return Some(figure);
    }
    let depth = depth.checked_sub(1)?;
    let told = |value: &str| said(value, depth, is_name).unwrap_or_else(|| value.to_owned());
    if english.starts_with('“') && english.contains(QUOTES) {
        // Names one after another, each in its quotes.
        let names = english.trim_matches(['“', '”']).split(QUOTES);
        return Some(names.map(|name| told(&format!("“{name}”"))).collect::<Vec<_>>().join(", "));
    }
    // The sentence that says most goes first, whether it speaks of one or of many.
    let many = of_many(english);
    let by_sentence = || {
        sentences().iter().find_map(|(pattern, words)| {
            let values = values(pattern, english).or_else(|| values(pattern, many.as_deref()?))?;
            let value = |name: &str| {
                let (_, value) = values.iter().find(|(known, _)| *known == name)?;
                let is_word = words.contains(&format!("{{{name}:"));
                Some(phrase(value).filter(|_| is_word).map_or_else(|| told(value), str::to_owned))
            };
            Some(fill_by(words, &value))
        })
    };
    let other = || several(english, &told).or_else(|| operands(english, &told)).or_else(|| numbered(english));
    by_sentence().or_else(other)
}

/// What has a number because another one has its name: `Queue 2`.
fn numbered(english: &str) -> Option<String> {
    let (name, number) = english.rsplit_once(' ')?;
    number.parse::<u32>().ok()?;
    phrase(name).map(|words| format!("{} {number}", plain(words)))
}

/// The same text with the words behind a 1 as they stand behind other counts, which is how sentences are known.
fn of_many(english: &str) -> Option<String> {
    let mut words: Vec<String> = english.split(' ').map(str::to_owned).collect();
    let mut is_changed = false;
    for at in 1..words.len() {
        let end = words[at].find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(words[at].len());
        if words[at - 1] == "1" && end > 2 {
            let (word, rest) = words[at].split_at(end);
            words[at] = format!("{}{rest}", figures::plural(word));
            is_changed = true;
        }
    }
    is_changed.then(|| words.join(" "))
}

/// Words that the language knows with a capital letter, as the name of a field, and that stand within a sentence here.
fn small(english: &str) -> Option<String> {
    let mut letters = english.chars();
    let first = letters.next().filter(|first| first.is_ascii_lowercase())?;
    let words = plain(phrase(&format!("{}{}", first.to_ascii_uppercase(), letters.as_str()))?);
    let mut letters = words.chars();
    let first = letters.next()?;
    let is_short = letters.clone().next().is_none_or(char::is_uppercase);
    Some(if is_short { words.to_owned() } else { first.to_lowercase().chain(letters).collect() })
}

/// A word that has several forms stands alone in the last one: of how many there are.
fn plain(words: &str) -> &str {
    words.rsplit('|').next().unwrap_or(words)
}

/// The names in a formula.
fn operands(english: &str, told: &dyn Fn(&str) -> String) -> Option<String> {
    const SIGNS: [char; 9] = ['÷', '×', '−', '+', '^', '(', ')', ';', '='];
    if !english.contains(['÷', '×', '−', '+', '^']) {
        return None;
    }
    let parts = english.split_inclusive(SIGNS).map(|part| {
        let sign = part.chars().next_back().filter(|sign| SIGNS.contains(sign)).map_or(0, char::len_utf8);
        let (name, sign) = part.split_at(part.len() - sign);
        let word = name.trim();
        // What stands before a bracket is a function.
        if word.is_empty() || sign == "(" && !word.contains(' ') {
            part.to_owned()
        } else {
            part.replacen(word, &told(word), 1)
        }
    });
    Some(parts.collect())
}

/// Sentences one after another, and members of a list.
fn several(english: &str, told: &dyn Fn(&str) -> String) -> Option<String> {
    [". ", "; ", ", "].iter().find(|between| english.contains(*between)).map(|between| {
        let parts = english.split(between).map(|part| match *between {
            // Each sentence is known with its full stop.
            ". " if !part.ends_with('.') => told(&format!("{part}.")).trim_end_matches('.').to_owned(),
            _ => told(part),
        });
        parts.collect::<Vec<_>>().join(between)
    })
}

/// All that have values in them; of two that fit, the one that says more of its own is meant.
fn sentences() -> &'static Sentences {
    static SENTENCES: OnceLock<Sentences> = OnceLock::new();
    SENTENCES.get_or_init(|| {
        let all = CHOSEN.iter().filter_map(OnceLock::get).flat_map(|table| &table.phrases);
        let mut found: Sentences =
            all.map(|(english, words)| (*english, *words)).filter(|(english, _)| english.contains('{')).collect();
        found.sort_by_key(|(english, _)| (usize::MAX - own(english), *english));
        found
    })
}

/// Bytes of a sentence that are no names of values.
fn own(sentence: &str) -> usize {
    sentence.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest).len()).sum()
}

/// The values in a text that was made by a sentence; `None` if it was not. Each value is as short as it may be.
fn values<'a>(pattern: &'a str, text: &'a str) -> Option<Vec<(&'a str, &'a str)>> {
    let Some(open) = pattern.find('{') else {
        return (pattern == text).then(Vec::new);
    };
    let mut text = text.strip_prefix(&pattern[..open])?;
    let (name, rest) = pattern[open + 1..].split_once('}')?;
    let whole = text;
    let next = &rest[..rest.find('{').unwrap_or(rest.len())];
    if next.is_empty() {
        // Nothing stands behind it.
        return (rest.is_empty() && !text.is_empty()).then(|| vec![(name, text)]);
    }
    let mut end = 0;
    while let Some(at) = text.find(next) {
        end += at;
        if end > 0
            && let Some(mut others) = values(rest, &whole[end..])
        {
            others.push((name, &whole[..end]));
            return Some(others);
        }
        let step = whole[end..].chars().next().map_or(1, char::len_utf8);
        end += step;
        text = &whole[end..];
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pattern: &str, text: &str) -> Option<String> {
        let mut values = values(pattern, text)?;
        values.sort_unstable();
        Some(values.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn values_are_what_stands_between_the_words() {
        assert_eq!(found("{a}: {b} instead of {c}.", "API: 2 instead of 1.").as_deref(), Some("a=API b=2 c=1"));
        assert_eq!(
            found("New: {a}, {b}.", "New: Queue, with a replica, in front.").as_deref(),
            Some("a=Queue b=with a replica, in front")
        );
        assert_eq!(found("of {a}", "of x of y").as_deref(), Some("a=x of y"));
        for (pattern, text) in [("{a}: x.", "API: y."), ("of {a}", "of "), ("{a} of {b}", " of b"), ("plain", "plan")] {
            assert_eq!(found(pattern, text), None, "{pattern}");
        }
    }

    #[test]
    fn what_is_there_once_is_known_by_what_is_there_twice() {
        assert_eq!(of_many("API: 1 copy instead of 3.").as_deref(), Some("API: 1 copies instead of 3."));
        assert_eq!(of_many("2 copies, 10 shards"), None);
    }

    #[test]
    fn names_that_would_be_taken_apart_are_masked() {
        let names = ["API", "API: users", "API: users, old", "DB"];
        let (text, masks) = masked("API: users, old: 2 instead of API: users.", &names);
        assert_eq!(text, "\u{e000}: 2 instead of \u{e001}.");
        assert_eq!(masks, [('\u{e000}', "API: users, old"), ('\u{e001}', "API: users")]);
        assert_eq!(masked("API: 2 instead of 1.", &names), ("API: 2 instead of 1.".to_owned(), Vec::new()));
    }

    #[test]
    fn english_stays_english() {
        assert_eq!(say("New: Queue, in front of API."), "New: Queue, in front of API.");
    }
}
