//! JSON as bytes that deflate well: column by column. A list of objects becomes one column a field, numbers beside
//! numbers and words beside words; a word is spelt out once, and then goes by its number.
//!
//! Layout: the table of texts, then the values. Every count is a variable-length number, seven bits a byte.

use std::collections::HashMap;

use super::words;
use crate::design::format::MOST_BYTES;
use crate::design::read::Json;

/// More values than the largest design has; above it a link is hostile.
const MOST_VALUES: usize = 4_000_000;

/// Deeper than any field of a design file lies.
const MOST_DEPTH: usize = 32;

// What a column holds.
const NULLS: u64 = 0; // Only as the column of no values: no field of a design is null.
const SWITCHES: u64 = 1;
const WHOLE_NUMBERS: u64 = 2;
const NUMBERS: u64 = 3;
const TEXTS: u64 = 4;
const LISTS: u64 = 5;
const OBJECTS: u64 = 6;
const MIXED: u64 = 7;

/// Writes a value.
pub(super) fn pack(json: &Json) -> Vec<u8> {
    let mut packer = Packer::default();
    packer.column(&[json]);
    let mut bytes = Vec::new();
    put_number(&mut bytes, packer.texts.len() as u64);
    let mut letters = Vec::new();
    for text in &packer.texts {
        match words::number(text) {
            Some(number) => put_number(&mut bytes, number << 1 | 1),
            None => {
                put_number(&mut bytes, (text.len() as u64) << 1);
                letters.extend_from_slice(text.as_bytes());
            }
        }
    }
    bytes.append(&mut letters);
    bytes.append(&mut packer.values);
    bytes
}

/// Reads a value; `None` where the bytes are not what [`pack`] writes.
pub(super) fn unpack(bytes: &[u8]) -> Option<Json> {
    let mut bytes = Bytes::new(bytes);
    let count = bytes.count()?;
    let mut entries = Vec::new();
    for _ in 0..count {
        entries.push(bytes.number()?);
    }
    let mut texts = Vec::with_capacity(entries.len());
    for entry in entries {
        texts.push(match entry & 1 {
            1 => words::word(entry >> 1)?.to_owned(),
            _ => String::from_utf8(bytes.take(usize::try_from(entry >> 1).ok()?)?.to_vec()).ok()?,
        });
    }
    let mut unpacker = Unpacker { bytes, texts, next: 0, left: MOST_VALUES, letters: MOST_BYTES };
    let mut values = unpacker.column(1, 0)?;
    if values.len() == 1 && unpacker.bytes.rest().is_empty() { values.pop() } else { None }
}

#[derive(Default)]
struct Packer<'a> {
    texts: Vec<&'a str>,
    numbers: HashMap<&'a str, u64>,
    values: Vec<u8>,
}

impl<'a> Packer<'a> {
    fn put(&mut self, number: u64) {
        put_number(&mut self.values, number);
    }

    /// A text: 0 for the next of the table, or the number (from 1) of one that was there before.
    fn text(&mut self, text: &'a str) {
        match self.numbers.get(text) {
            Some(&number) => self.put(number),
            None => {
                self.texts.push(text);
                self.numbers.insert(text, self.texts.len() as u64);
                self.put(0);
            }
        }
    }

    fn bits(&mut self, bits: impl Iterator<Item = bool>) {
        let mut byte = 0u8;
        let mut filled = 0;
        for bit in bits {
            byte |= u8::from(bit) << filled;
            filled += 1;
            if filled == 8 {
                self.values.push(byte);
                (byte, filled) = (0, 0);
            }
        }
        if filled > 0 {
            self.values.push(byte);
        }
    }

    fn column(&mut self, values: &[&'a Json]) {
        let sort = sort_of(values);
        self.put(sort);
        match sort {
            SWITCHES => self.bits(values.iter().map(|value| matches!(value, Json::Switch(true)))),
            WHOLE_NUMBERS => self.whole_numbers(values),
            NUMBERS => {
                for value in values {
                    if let Json::Number(value) = value {
                        let (digits, exponent) = decimal(*value);
                        self.put(folded(digits));
                        self.put(folded(exponent));
                    }
                }
            }
            TEXTS => {
                for value in values {
                    if let Json::Text(text) = value {
                        self.text(text);
                    }
                }
            }
            LISTS => {
                let lists =
                    || values.iter().filter_map(|value| if let Json::List(items) = value { Some(items) } else { None });
                for items in lists() {
                    self.put(items.len() as u64);
                }
                self.column(&lists().flatten().collect::<Vec<_>>());
            }
            OBJECTS => self.objects(values),
            MIXED => {
                for value in values {
                    self.column(&[value]);
                }
            }
            _ => {}
        }
    }

    /// Whole numbers by their greatest common factor: positions on a grid become small.
    fn whole_numbers(&mut self, values: &[&'a Json]) {
        let whole: Vec<i64> = values.iter().filter_map(|value| whole_number(value)).collect();
        let factor = whole.iter().fold(0, |factor, value| common_factor(factor, value.unsigned_abs())).max(1);
        self.put(factor);
        for value in whole {
            self.put(folded(value / i64::try_from(factor).unwrap_or(1)));
        }
    }

    fn objects(&mut self, values: &[&'a Json]) {
        let objects: Vec<&'a [(String, Json)]> = values
            .iter()
            .filter_map(|value| if let Json::Object(fields) = value { Some(fields.as_slice()) } else { None })
            .collect();
        let mut names: Vec<&'a str> = Vec::new();
        let mut columns: HashMap<&'a str, Vec<(usize, &'a Json)>> = HashMap::new();
        for (row, fields) in objects.iter().enumerate() {
            for (name, value) in *fields {
                let column = columns.entry(name).or_insert_with(|| {
                    names.push(name);
                    Vec::new()
                });
                column.push((row, value));
            }
        }
        self.put(names.len() as u64);
        for name in names {
            let column = columns.remove(name).unwrap_or_default();
            self.text(name);
            let everywhere = column.len() == objects.len();
            self.put(u64::from(!everywhere));
            if !everywhere {
                let mut rows = column.iter().map(|(row, _)| *row).peekable();
                self.bits((0..objects.len()).map(|row| rows.next_if_eq(&row).is_some()));
            }
            self.column(&column.into_iter().map(|(_, value)| value).collect::<Vec<_>>());
        }
    }
}

fn sort_of(values: &[&Json]) -> u64 {
    let sort = |value: &&Json| match value {
        Json::Null => NULLS,
        Json::Switch(_) => SWITCHES,
        Json::Number(_) => NUMBERS,
        Json::Text(_) => TEXTS,
        Json::List(_) => LISTS,
        Json::Object(_) => OBJECTS,
    };
    let Some(first) = values.first().map(sort) else { return NULLS };
    if values.iter().any(|value| sort(value) != first) {
        return MIXED;
    }
    let small = first == NUMBERS && values.iter().all(|value| whole_number(value).is_some());
    if small { WHOLE_NUMBERS } else { first }
}

/// A number that is short when written whole; long round ones are shorter with an exponent.
fn whole_number(value: &Json) -> Option<i64> {
    const MOST: f64 = 16_777_216.0;
    match value {
        Json::Number(value) if *value == libm::trunc(*value) && libm::fabs(*value) < MOST => Some(*value as i64),
        _ => None,
    }
}

/// The shortest digits and the power of ten that give the number back exactly.
fn decimal(value: f64) -> (i64, i64) {
    let text = format!("{value:e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len() as i64);
    let digits = digits.replace('.', "").parse().unwrap_or(0);
    (digits, exponent.parse().unwrap_or(0) - decimals)
}

fn common_factor(mut one: u64, mut other: u64) -> u64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

/// Small numbers of either sign as small numbers without one.
fn folded(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}

fn unfolded(value: u64) -> i64 {
    ((value >> 1) as i64) ^ -((value & 1) as i64)
}

/// Appends a number, seven bits a byte, the lowest first.
pub(super) fn put_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Bytes, read from the front. Every step fails where they end.
pub(super) struct Bytes<'a> {
    left: &'a [u8],
}

impl<'a> Bytes<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { left: bytes }
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.left
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let (&byte, left) = self.left.split_first()?;
            self.left = left;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return None;
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// A number of things that each take at least a byte here or below.
    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok().filter(|&count| count <= MOST_VALUES)
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, left) = self.left.split_at_checked(count)?;
        self.left = left;
        Some(taken)
    }

    fn bits(&mut self, count: usize) -> Option<Vec<bool>> {
        let bytes = self.take(count.div_ceil(8))?;
        Some((0..count).map(|at| bytes[at / 8] >> (at % 8) & 1 == 1).collect())
    }
}

struct Unpacker<'a> {
    bytes: Bytes<'a>,
    texts: Vec<String>,
    /// The first text that was not asked for yet.
    next: usize,
    /// Values that may still come.
    left: usize,
    /// Bytes of text that may still come: one long text can be asked for many times.
    letters: usize,
}

impl Unpacker<'_> {
    fn text(&mut self) -> Option<String> {
        let at = match self.bytes.number()? {
            0 => {
                self.next += 1;
                self.next - 1
            }
            number => usize::try_from(number - 1).ok()?,
        };
        let text = self.texts.get(at)?;
        self.letters = self.letters.checked_sub(text.len())?;
        Some(text.clone())
    }

    fn column(&mut self, count: usize, depth: usize) -> Option<Vec<Json>> {
        self.left = self.left.checked_sub(count)?;
        if depth > MOST_DEPTH {
            return None;
        }
        match self.bytes.number()? {
            NULLS => (count == 0).then(Vec::new),
            SWITCHES => Some(self.bytes.bits(count)?.into_iter().map(Json::Switch).collect()),
            WHOLE_NUMBERS => {
                let factor = i64::try_from(self.bytes.number()?).ok()?;
                (0..count)
                    .map(|_| Some(Json::Number(unfolded(self.bytes.number()?).checked_mul(factor)? as f64)))
                    .collect()
            }
            NUMBERS => (0..count).map(|_| self.decimal().map(Json::Number)).collect(),
            TEXTS => (0..count).map(|_| self.text().map(Json::Text)).collect(),
            LISTS => self.lists(count, depth),
            OBJECTS => self.objects(count, depth),
            MIXED => (0..count).map(|_| self.column(1, depth + 1)?.pop()).collect(),
            _ => None,
        }
    }

    fn decimal(&mut self) -> Option<f64> {
        let digits = unfolded(self.bytes.number()?);
        let exponent = unfolded(self.bytes.number()?);
        format!("{digits}e{exponent}").parse().ok().filter(|value: &f64| value.is_finite())
    }

    fn lists(&mut self, count: usize, depth: usize) -> Option<Vec<Json>> {
        let mut lengths = Vec::new();
        let mut whole = 0usize;
        for _ in 0..count {
            let length = self.bytes.count()?;
            whole = whole.checked_add(length)?;
            lengths.push(length);
        }
        let mut items = self.column(whole, depth + 1)?.into_iter();
        Some(lengths.into_iter().map(|length| Json::List(items.by_ref().take(length).collect())).collect())
    }

    fn objects(&mut self, count: usize, depth: usize) -> Option<Vec<Json>> {
        let mut objects: Vec<Vec<(String, Json)>> = vec![Vec::new(); count];
        for _ in 0..self.bytes.count()? {
            let name = self.text()?;
            let rows: Vec<usize> = match self.bytes.number()? {
                0 => (0..count).collect(),
                1 => {
                    let present = self.bytes.bits(count)?;
                    (0..count).filter(|&row| present[row]).collect()
                }
                _ => return None,
            };
            self.letters = self.letters.checked_sub(name.len().checked_mul(rows.len())?)?;
            let values = self.column(rows.len(), depth + 1)?;
            for (row, value) in rows.into_iter().zip(values) {
                objects[row].push((name.clone(), value));
            }
        }
        Some(objects.into_iter().map(Json::Object).collect())
    }
}
