//! What commands are given: words, options, designs. Reading files happens here and nowhere else.

use std::borrow::Cow;
use std::io::Read;

use loadbearing_engine::share::Shared;
use loadbearing_engine::{Assignment, DesignFile, assignments, design, link, read, read_assignment, templates};

use super::Refusal;

/// Bytes beyond which nothing is read; the reader of designs refuses less than that.
const MOST_BYTES: u64 = 17_000_000;

/// Words of a command, and those of the known options that are among them.
pub struct Words<'a> {
    pub plain: Vec<&'a str>,
    pub options: Vec<&'a str>,
}

/// Sorts the words of a command.
pub fn words<'a>(arguments: &'a [String], known: &[&'static str]) -> Result<Words<'a>, Refusal> {
    let (options, plain): (Vec<&str>, Vec<&str>) =
        arguments.iter().map(String::as_str).partition(|word| word.starts_with("--"));
    for option in &options {
        if !known.contains(option) {
            let rest = did_you_mean(option, known.iter().copied()).unwrap_or_default();
            return Err(format!("unknown option {option:?}{rest}").into());
        }
    }
    Ok(Words { plain, options })
}

/// Words of a command apart from the options that take a value.
pub struct Valued<'a> {
    /// Options with their values, as they are given.
    pub pairs: Vec<(&'a str, &'a str)>,
    pub rest: Vec<String>,
}

/// Takes out the options that take a value.
pub fn valued<'a>(arguments: &'a [String], known: &[&'static str]) -> Result<Valued<'a>, Refusal> {
    let (mut pairs, mut rest) = (Vec::new(), Vec::new());
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        if known.contains(&word.as_str()) {
            let value = words.next().ok_or_else(|| Refusal(format!("expected something behind {word}")))?;
            pairs.push((word.as_str(), value.as_str()));
        } else {
            rest.push(word.clone());
        }
    }
    Ok(Valued { pairs, rest })
}

/// The one word that a command takes.
pub fn one<'a>(arguments: &'a [String], what: &str) -> Result<&'a str, Refusal> {
    match words(arguments, &[])?.plain.as_slice() {
        [word] => Ok(word),
        [] => Err(format!("expected {what}").into()),
        [_, more, ..] => Err(format!("expected only {what}, found also {more:?}").into()),
    }
}

/// Refuses any word at all.
pub fn none(arguments: &[String]) -> Result<(), Refusal> {
    match words(arguments, &[])?.plain.first() {
        Some(word) => Err(format!("expected nothing more, found {word:?}").into()),
        None => Ok(()),
    }
}

/// Reads a design from a file, or from standard input where it is called `-`.
pub fn design_file(path: &str) -> Result<DesignFile, Refusal> {
    Ok(read(&text_file(path)?)?)
}

/// A design, wherever it is: a file that holds one or a link to one, `-`, `template:ID`, or a link.
pub fn any_design(word: &str) -> Result<DesignFile, Refusal> {
    if let Some(id) = word.strip_prefix("template:") {
        return Ok(read(&template(id)?)?);
    }
    let of_link = |text: &str| link::decode(text).map_err(|error| Refusal(format!("{word:.60}: {error}")));
    // A file of that name goes first: it is what people have before them.
    if word.contains('#') && !std::path::Path::new(word).exists() {
        return of_link(word);
    }
    let text = text_file(word)?;
    if text.trim_start().starts_with(|letter: char| letter.is_ascii_digit()) || text.trim_start().starts_with("http") {
        return of_link(text.trim());
    }
    read(&text).map_err(|error| Refusal(format!("{word}: {error}")))
}

/// A template by id.
pub fn template(id: &str) -> Result<Cow<'static, str>, Refusal> {
    templates::text(id).ok_or_else(|| {
        let known = templates::ids();
        let rest = did_you_mean(id, known.iter().map(String::as_str));
        let rest = rest.unwrap_or_else(|| "; `loadbearing templates` lists them".to_owned());
        Refusal(format!("there is no template {id:?}{rest}"))
    })
}

/// What a file holds, or standard input where it is called `-`; of more than `most` bytes the first.
pub fn bytes_of_file(path: &str, most: u64) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    let outcome = if path == "-" {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    outcome.map_err(|error| format!("{path}: cannot be read: {error}"))?;
    Ok(bytes)
}

/// The text of a file, or of standard input where it is called `-`.
pub fn text_file(path: &str) -> Result<String, Refusal> {
    let bytes = bytes_of_file(path, MOST_BYTES)?;
    // A text that was cut by the limit may end within a letter; it is too long either way.
    let whole = bytes.len() as u64 == MOST_BYTES;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) if whole => Ok(String::from_utf8_lossy(error.as_bytes()).into_owned()),
        Err(error) => Err(format!("{path}: is no text: byte {} is not UTF-8", error.utf8_error().valid_up_to()).into()),
    }
}

/// An assignment: the id of one that is ready, a file, or a file with a link.
pub fn assignment(word: &str) -> Result<Assignment, Refusal> {
    if let Some(ready) = assignments::find(word) {
        return Ok(ready);
    }
    let text = text_file(word)?;
    let text = text.trim();
    if text.starts_with('{') {
        return read_assignment(text).map_err(|error| Refusal(format!("{word}: {error}")));
    }
    match link::open(text) {
        Ok(Shared::Assignment(assignment)) => Ok(assignment),
        Ok(_) => Err(format!("{word}: the link holds no assignment").into()),
        Err(error) => Err(format!("{word}: {error}").into()),
    }
}

/// `; did you mean …?`, where a known word is close.
pub fn did_you_mean<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    design::closest(word, known).map(|close| format!("; did you mean {close:?}?"))
}
