//! Reading an assignment: from a text to an assignment, or to one error with its place.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::model::{
    Ask, Assignment, Check, ESTIMATES, FIGURES, Figure, Forbidden, Locked, Question, Subject, Survival, Within,
};
use super::{FORMAT, FORMAT_FAMILY, FORMAT_VERSION, MOST_CHECKS, locks};
use crate::design::format::{Bounds, COUNT, MOST_BYTES};
use crate::design::read::{self, Fields, Json, Result, did_you_mean, quoted};
use crate::design::vocabulary::Vocabulary;
use crate::design::{DesignFile, PlaceKind, ReadError, link};

/// Fields of an assignment.
pub const FIELDS: &[&str] = &[
    "format",
    "id",
    "version",
    "title",
    "level",
    "brief",
    "source",
    "questions",
    "locked",
    "forbidden",
    "checks",
    "hidden_checks",
    "start",
];
pub const QUESTION_FIELDS: &[&str] = &["id", "text"];
pub const LOCKED_FIELDS: &[&str] = &["components", "kinds", "numbers"];
pub const FORBIDDEN_FIELDS: &[&str] = &["components", "kinds"];
pub const CHECK_FIELDS: &[&str] =
    &["text", "points", "hidden", "figure", "estimate", "of", "at_least", "at_most", "silent", "survives"];
pub const SURVIVAL_FIELDS: &[&str] = &["down", "any", "load", "journeys", "carried"];

/// What a check is worth.
pub const POINTS: Bounds = Bounds::new(0.0, 1e6).above();
/// What a figure is compared with.
pub const BOUND: Bounds = Bounds::new(-1e18, 1e18);
/// How many times the peak arrives.
pub const LOAD: Bounds = Bounds::new(0.0, 1e6);
/// Share of what arrives that is carried.
pub const CARRIED: Bounds = Bounds::share(0.0, 1.0);

/// Reads the file of an assignment, with its hidden checks open or sealed.
///
/// # Errors
/// When the text is no JSON, or says something that the format or the vocabulary forbids: the first such place.
pub fn read(text: &str, vocabulary: &dyn Vocabulary) -> Result<Assignment> {
    if text.len() > MOST_BYTES {
        return Err(ReadError::here(format!("an assignment may have at most {} MB", MOST_BYTES / 1_000_000)));
    }
    read_json(&Json::parse(text)?, vocabulary)
}

/// Reads an assignment that is parsed already.
pub(crate) fn read_json(json: &Json, vocabulary: &dyn Vocabulary) -> Result<Assignment> {
    let file = Fields::any(json)?;
    file.required("format", |json| format(json, FORMAT, FORMAT_FAMILY, "an assignment"))?;
    let file = Fields::only(json, FIELDS)?;
    let start = file.required("start", |json| read::read_json(json, vocabulary))?;
    let words = Words::of(&start, vocabulary);
    let mut checks =
        file.optional("checks", |json| checks(json, &words))?.ok_or_else(|| missing("checks")).or_else(|missing| {
            // All of them may be hidden.
            if file.json("hidden_checks").is_some() { Ok(Vec::new()) } else { Err(missing) }
        })?;
    let hidden = file.optional("hidden_checks", |json| {
        let mut checks = checks_of(&unsealed(json)?, &words)?;
        checks.iter_mut().for_each(|check| check.hidden = true);
        Ok(checks)
    })?;
    checks.extend(hidden.unwrap_or_default());
    if checks.is_empty() || checks.len() > MOST_CHECKS {
        let found = checks.len();
        let message = format!("an assignment has between 1 and {MOST_CHECKS} checks, found {found}");
        return Err(ReadError::here(message).in_field("checks"));
    }
    checks.sort_by_key(|check| check.hidden);
    let questions = file.optional("questions", questions)?.unwrap_or_default();
    Ok(Assignment {
        id: file.required("id", Json::id)?,
        version: file.optional("version", |json| json.count(&COUNT))?.unwrap_or(1),
        title: file.required("title", Json::text)?,
        level: file.optional("level", Json::word)?,
        brief: file.optional("brief", Json::text)?.unwrap_or_default(),
        source: file.optional("source", Json::text)?,
        questions,
        locked: file.optional("locked", |json| locked(json, &words))?.unwrap_or_default(),
        forbidden: file.optional("forbidden", |json| forbidden(json, &words))?.unwrap_or_default(),
        checks,
        start,
    })
}

fn missing(field: &str) -> ReadError {
    ReadError::here("missing").in_field(field)
}

/// The format of a file: this one, or why it is not.
pub(super) fn format(json: &Json, expected: &str, family: &str, what: &str) -> Result<()> {
    let found = json.text()?;
    if found == expected {
        return Ok(());
    }
    let version = found.strip_prefix(family).and_then(|version| version.parse::<u64>().ok());
    Err(ReadError::here(match version {
        Some(version) if version > FORMAT_VERSION => {
            format!("the file needs version {version} of the format, this program knows {expected}")
        }
        _ => format!("expected {what}, which says {expected:?}; found {}", quoted(&found)),
    }))
}

/// What may be named.
struct Words<'a> {
    components: Vec<&'a str>,
    journeys: Vec<&'a str>,
    kinds: Vec<&'static str>,
    rules: Vec<&'static str>,
    start: Json,
}

impl<'a> Words<'a> {
    fn of(start: &'a DesignFile, vocabulary: &dyn Vocabulary) -> Self {
        Self {
            components: start.design.components.iter().map(|component| component.id.as_str()).collect(),
            journeys: start.design.workload.journeys.iter().map(|journey| journey.id.as_str()).collect(),
            kinds: vocabulary.kind_ids(),
            rules: vocabulary.rule_ids(),
            start: locks::as_json(start),
        }
    }
}

/// An id that has to be one of those that there are.
fn one_of(json: &Json, what: &str, known: &[&str]) -> Result<String> {
    let id = json.id()?;
    if known.contains(&id.as_str()) {
        return Ok(id);
    }
    Err(ReadError::here(format!("there is no {what} {}{}", quoted(&id), did_you_mean(&id, known.iter().copied()))))
}

fn several(json: &Json, what: &str, known: &[&str]) -> Result<Vec<String>> {
    json.each(|json| one_of(json, what, known))
}

fn questions(json: &Json) -> Result<Vec<Question>> {
    let questions = json.each(|json| {
        let fields = Fields::only(json, QUESTION_FIELDS)?;
        Ok(Question { id: fields.required("id", Json::id)?, text: fields.required("text", Json::text)? })
    })?;
    for (number, question) in questions.iter().enumerate() {
        if questions[..number].iter().any(|other| other.id == question.id) {
            let error = ReadError::here(format!("{} is there already", quoted(&question.id)));
            return Err(error.in_field("id").in_item(number));
        }
    }
    Ok(questions)
}

fn locked(json: &Json, words: &Words<'_>) -> Result<Locked> {
    let fields = Fields::only(json, LOCKED_FIELDS)?;
    let numbers = fields.optional("numbers", |json| {
        json.each(|json| {
            let path = json.text()?;
            locks::checked_path(&path, &words.start)?;
            Ok(path)
        })
    })?;
    Ok(Locked {
        components: fields
            .optional("components", |json| several(json, "component", &words.components))?
            .unwrap_or_default(),
        kinds: fields.optional("kinds", |json| several(json, "kind", &words.kinds))?.unwrap_or_default(),
        numbers: numbers.unwrap_or_else(|| Locked::default().numbers),
    })
}

fn forbidden(json: &Json, words: &Words<'_>) -> Result<Forbidden> {
    let fields = Fields::only(json, FORBIDDEN_FIELDS)?;
    Ok(Forbidden {
        kinds: fields.optional("kinds", |json| several(json, "kind", &words.kinds))?.unwrap_or_default(),
        components: fields
            .optional("components", |json| several(json, "component", &words.components))?
            .unwrap_or_default(),
    })
}

fn checks(json: &Json, words: &Words<'_>) -> Result<Vec<Check>> {
    checks_of(json, words)
}

fn checks_of(json: &Json, words: &Words<'_>) -> Result<Vec<Check>> {
    json.each(|json| check(json, words))
}

fn check(json: &Json, words: &Words<'_>) -> Result<Check> {
    let fields = Fields::only(json, CHECK_FIELDS)?;
    let asked: Vec<&str> =
        ["figure", "estimate", "silent", "survives"].into_iter().filter(|name| fields.json(name).is_some()).collect();
    let asks = match asked.as_slice() {
        ["silent"] => {
            unfit(&fields, &["at_least", "at_most"], "silent")?;
            Ask::Silent {
                rules: fields.required("silent", |json| several(json, "rule", &words.rules))?,
                of: fields.optional("of", Json::id)?,
            }
        }
        ["survives"] => {
            unfit(&fields, &["at_least", "at_most", "of"], "survives")?;
            Ask::Survives(fields.required("survives", |json| survival(json, words))?)
        }
        [_] => figure(&fields, words)?,
        [] => return Err(ReadError::here("a check has one of figure, estimate, silent, survives")),
        [first, second, ..] => {
            return Err(ReadError::here(format!("a check has one question; found {first} and {second}")));
        }
    };
    Ok(Check {
        text: fields.optional("text", Json::text)?.filter(|text| !text.trim().is_empty()),
        points: fields.optional("points", |json| json.number(&POINTS))?.unwrap_or(1.0),
        hidden: fields.optional("hidden", Json::switch)?.unwrap_or_default(),
        asks,
    })
}

/// Fails at a field that has no meaning beside the question of its check.
fn unfit(fields: &Fields<'_>, names: &[&str], beside: &str) -> Result<()> {
    match names.iter().find(|name| fields.json(name).is_some()) {
        Some(name) => Err(ReadError::here(format!("means nothing beside {beside}")).in_field(name)),
        None => Ok(()),
    }
}

fn figure(fields: &Fields<'_>, words: &Words<'_>) -> Result<Ask> {
    let names = FIGURES.iter().map(|spec| spec.name);
    let named = fields.optional("figure", |json| {
        let name = json.text()?;
        FIGURES.iter().find(|spec| spec.name == name).ok_or_else(|| {
            let hint = did_you_mean(&name, names.clone());
            let all = names.clone().collect::<Vec<_>>().join(", ");
            let rest = if hint.is_empty() { format!("; there are {all}") } else { hint };
            ReadError::here(format!("unknown figure {}{rest}", quoted(&name)))
        })
    })?;
    let figure = match named {
        Some(spec) => Figure::Named(spec.name),
        None => Figure::Estimate(fields.required("estimate", |json| {
            let known: Vec<&str> = ESTIMATES.iter().map(|(id, _)| *id).collect();
            one_of(json, "estimate", &known)
        })?),
    };
    let of = match named.map(|spec| spec.subject) {
        Some(Subject::Design) => {
            unfit(fields, &["of"], "a figure of the whole design")?;
            None
        }
        Some(Subject::Journey) => Some(fields.required("of", |json| one_of(json, "journey", &words.journeys))?),
        Some(Subject::JourneyOrDesign) => fields.optional("of", |json| one_of(json, "journey", &words.journeys))?,
        // What is asked of a component may be asked of one that is still to be added.
        Some(Subject::Component) => Some(fields.required("of", Json::id)?),
        Some(Subject::ComponentOrDesign) | None => fields.optional("of", Json::id)?,
    };
    let within = Within {
        at_least: fields.optional("at_least", |json| json.number(&BOUND))?,
        at_most: fields.optional("at_most", |json| json.number(&BOUND))?,
    };
    match (within.at_least, within.at_most) {
        (None, None) => return Err(ReadError::here("a figure has at_least, at_most or both")),
        (Some(least), Some(most)) if least > most => {
            return Err(ReadError::here("lies below at_least, so nothing can be within").in_field("at_most"));
        }
        _ => {}
    }
    Ok(Ask::Figure { figure, of, within })
}

fn survival(json: &Json, words: &Words<'_>) -> Result<Survival> {
    let fields = Fields::only(json, SURVIVAL_FIELDS)?;
    let survival = Survival {
        down: fields.optional("down", |json| json.each(Json::id))?.unwrap_or_default(),
        any: fields.optional("any", Json::word::<PlaceKind>)?,
        load: fields.optional("load", |json| json.number(&LOAD))?.unwrap_or(1.0),
        journeys: fields.optional("journeys", |json| several(json, "journey", &words.journeys))?.unwrap_or_default(),
        carried: fields.optional("carried", |json| json.number(&CARRIED))?.unwrap_or(1.0),
    };
    if survival.any == Some(PlaceKind::Network) {
        return Err(ReadError::here("a network is no fate; expected zone or region").in_field("any"));
    }
    if survival.down.is_empty() && survival.any.is_none() && survival.load == 1.0 {
        return Err(ReadError::here("nothing happens; expected down, any or load"));
    }
    Ok(survival)
}

/// The hidden checks of a file that was made to be given away.
fn unsealed(json: &Json) -> Result<Json> {
    let damaged = || ReadError::here("is damaged: hidden checks are written by this program and not changed by hand");
    let bytes = URL_SAFE_NO_PAD.decode(json.text()?.trim()).map_err(|_| damaged())?;
    link::unpacked(&bytes).ok_or_else(damaged)
}

/// The reverse of `unsealed`: not to be read at a glance, and no secret.
pub(super) fn sealed(json: &Json) -> String {
    URL_SAFE_NO_PAD.encode(link::packed(json))
}
