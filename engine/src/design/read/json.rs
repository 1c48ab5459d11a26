//! JSON as the reader wants it: fields keep their order, and those that are stated twice are seen. What the fields
//! mean is not known here.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::error::{ReadError, did_you_mean, out_of_bounds, quoted};
use crate::design::format::{Bounds, MOST_ID_CHARS};
use crate::design::words::Word;

pub(crate) type Result<T> = std::result::Result<T, ReadError>;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Switch(bool),
    Number(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Parses a text; an error has its line and column.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        // Some editors begin a file with an invisible mark.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim_start().is_empty() {
            return Err(ReadError::here("the file is empty"));
        }
        serde_json::from_str(text).map_err(|error| {
            let full = error.to_string();
            let message = full.split(" at line ").next().unwrap_or(&full);
            let message = match error.classify() {
                serde_json::error::Category::Eof => "the file ends too early",
                // So the parser keeps hostile files from filling the stack.
                _ if message == "recursion limit exceeded" => "lists and objects are nested too deeply to be a design",
                _ => message,
            };
            let message = match word_at(text, error.line(), error.column()) {
                Some(word @ ("NaN" | "Infinity" | "-Infinity")) => {
                    format!("{word} is no number of JSON, and no figure of a design")
                }
                Some(word) if message == "expected value" => format!("expected a value, found {word}"),
                _ => message.to_owned(),
            };
            ReadError { place: format!("line {}, column {}", error.line(), error.column()), message }
        })
    }

    fn what(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Switch(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }

    fn expected<T>(&self, what: &str) -> Result<T> {
        Err(ReadError::here(format!("expected {what}, found {}", self.what())))
    }

    pub(crate) fn text(&self) -> Result<String> {
        if let Self::Text(text) = self { Ok(text.clone()) } else { self.expected("a text") }
    }

    pub(crate) fn switch(&self) -> Result<bool> {
        if let Self::Switch(on) = self { Ok(*on) } else { self.expected("true or false") }
    }

    pub(crate) fn number(&self, bounds: &Bounds) -> Result<f64> {
        match self {
            Self::Number(value) if bounds.allow(*value) => Ok(*value),
            Self::Number(value) => Err(out_of_bounds(*value, bounds)),
            _ => self.expected("a number"),
        }
    }

    /// A whole number; the bounds of counts fit.
    pub(crate) fn count(&self, bounds: &Bounds) -> Result<u32> {
        self.number(bounds).map(|value| value as u32)
    }

    pub(crate) fn list(&self) -> Result<&[Json]> {
        if let Self::List(items) = self { Ok(items) } else { self.expected("a list") }
    }

    /// Reads each item of a list; an error says which.
    pub(crate) fn each<T>(&self, mut read: impl FnMut(&Json) -> Result<T>) -> Result<Vec<T>> {
        let items = self.list()?.iter().enumerate();
        items.map(|(number, item)| read(item).map_err(|error| error.in_item(number))).collect()
    }

    pub(crate) fn object(&self) -> Result<&[(String, Json)]> {
        if let Self::Object(fields) = self { Ok(fields) } else { self.expected("an object") }
    }

    pub(crate) fn id(&self) -> Result<String> {
        let id = self.text()?;
        checked_id(&id)?;
        Ok(id)
    }

    /// One of a few words.
    pub(crate) fn word<T: Word>(&self) -> Result<T> {
        let text = self.text()?;
        let words = || T::WORDS.iter().map(|(word, _)| *word);
        T::from_word(&text).ok_or_else(|| not_one_of(&text, words()))
    }
}

/// Checks the text of an id: not empty, not too long.
pub(crate) fn checked_id(id: &str) -> Result<()> {
    if id.is_empty() {
        return Err(ReadError::here("an id may not be empty"));
    }
    if id.len() > MOST_ID_CHARS && id.chars().count() > MOST_ID_CHARS {
        return Err(ReadError::here(format!("an id may have at most {MOST_ID_CHARS} characters")));
    }
    Ok(())
}

/// A word that is none of the allowed ones.
pub(crate) fn not_one_of<'a>(word: &str, allowed: impl Iterator<Item = &'a str> + Clone) -> ReadError {
    let hint = did_you_mean(word, allowed.clone());
    let names: Vec<&str> = allowed.collect();
    ReadError::here(format!("unknown word {}{}", quoted(word), if hint.is_empty() { known(&names) } else { hint }))
}

/// `; there are a, b, c`, or nothing where there are none.
pub(crate) fn known(names: &[&str]) -> String {
    if names.is_empty() { "; there are none".to_owned() } else { format!("; there are {}", names.join(", ")) }
}

/// The fields of an object, read by name.
pub(crate) struct Fields<'a> {
    entries: &'a [(String, Json)],
}

impl<'a> Fields<'a> {
    /// The fields of an object that may have only these.
    pub(crate) fn only(json: &'a Json, names: &[&str]) -> Result<Self> {
        let fields = Self::any(json)?;
        match fields.others(names).next() {
            Some((name, _)) => Err(unknown_field(name, names)),
            None => Ok(fields),
        }
    }

    /// The fields of an object, whatever they are called; each is there once.
    pub(crate) fn any(json: &'a Json) -> Result<Self> {
        let entries = json.object()?;
        once(entries.iter().map(|(name, _)| name.as_str()))
            .map_err(|name| ReadError::here("stated twice").in_field(name))?;
        Ok(Self { entries })
    }

    /// The fields with other names.
    pub(crate) fn others<'b>(&self, names: &'b [&str]) -> impl Iterator<Item = (&'a str, &'a Json)> + use<'a, 'b> {
        let entries = self.entries.iter().map(|(name, json)| (name.as_str(), json));
        entries.filter(|(name, _)| !names.contains(name))
    }

    pub(crate) fn json(&self, name: &str) -> Option<&'a Json> {
        self.entries.iter().find(|(known, _)| known == name).map(|(_, json)| json)
    }

    /// Reads a field that may be left out; an error says which.
    pub(crate) fn optional<T>(&self, name: &str, read: impl FnOnce(&'a Json) -> Result<T>) -> Result<Option<T>> {
        self.json(name).map(read).transpose().map_err(|error| error.in_field(name))
    }

    /// Reads a field that has to be there.
    pub(crate) fn required<T>(&self, name: &str, read: impl FnOnce(&'a Json) -> Result<T>) -> Result<T> {
        self.optional(name, read)?.ok_or_else(|| ReadError::here("missing").in_field(name))
    }
}

/// A field that there is not.
pub(crate) fn unknown_field(name: &str, names: &[&str]) -> ReadError {
    let hint = did_you_mean(name, names.iter().copied());
    let rest = if hint.is_empty() { known(names) } else { hint };
    ReadError::here(format!("unknown field {}{rest}", quoted(name))).in_field(name)
}

/// Fails with the first name that is there twice.
pub(crate) fn once<'a>(names: impl ExactSizeIterator<Item = &'a str> + Clone) -> std::result::Result<(), &'a str> {
    // Most objects are small; sets only pay for large ones.
    if names.len() <= 24 {
        let mut rest = names;
        while let Some(name) = rest.next() {
            if rest.clone().any(|other| other == name) {
                return Err(name);
            }
        }
        return Ok(());
    }
    let mut seen = std::collections::HashSet::with_capacity(names.len());
    for name in names {
        if !seen.insert(name) {
            return Err(name);
        }
    }
    Ok(())
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> std::result::Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, on: bool) -> std::result::Result<Json, E> {
        Ok(Json::Switch(on))
    }

    fn visit_u64<E>(self, value: u64) -> std::result::Result<Json, E> {
        Ok(Json::Number(value as f64))
    }

    fn visit_i64<E>(self, value: i64) -> std::result::Result<Json, E> {
        Ok(Json::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> std::result::Result<Json, E> {
        Ok(Json::Number(value))
    }

    fn visit_str<E>(self, text: &str) -> std::result::Result<Json, E> {
        Ok(Json::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> std::result::Result<Json, E> {
        Ok(Json::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Json, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = map.next_entry()? {
            fields.push(field);
        }
        Ok(Json::Object(fields))
    }
}

/// The word around a place that the parser names, both counted from 1.
fn word_at(text: &str, line: usize, column: usize) -> Option<&str> {
    let line = text.lines().nth(line.checked_sub(1)?)?;
    let is_part = |byte: u8| byte.is_ascii_alphabetic() || byte == b'-';
    let at = column.checked_sub(1)?;
    let before = line.as_bytes().get(..at)?.iter().rev().take_while(|byte| is_part(**byte)).count();
    let after = line.as_bytes().get(at..)?.iter().take_while(|byte| is_part(**byte)).count();
    line.get(at - before..at + after).filter(|word| !word.is_empty())
}
