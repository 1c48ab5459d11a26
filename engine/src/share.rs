//! What links hold besides a bare design: how it is shown and at which place, an assignment, or what is handed in.
//! Version 2 of links: an object that says what it is.

use crate::assignment::{self, Assignment, Submission};
use crate::design::format::{Bounds, LOAD, MOST_BYTES, POSITION};
use crate::design::link::{self, BARE_VERSION, LinkError, VERSION};
use crate::design::read::{Fields, Json, Result as Read, read_json};
use crate::design::vocabulary::Vocabulary;
use crate::design::words::Word;
use crate::design::{DesignFile, ReadError, write};
use crate::packed;

/// What a link holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Shared {
    /// A design, and how it is shown.
    Design {
        /// The design with its layout.
        file: DesignFile,
        /// How it is shown.
        shown: Shown,
    },
    /// A task to be solved.
    Assignment(Assignment),
    /// A solution.
    Submission(Submission),
}

/// How a design is shown that came by a link.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// What may be done with it, and what stands around it.
    pub manner: Manner,
    /// The world point in the middle, in world pixels, and the magnification; all of the design where absent.
    pub camera: Option<Camera>,
    /// Ids of what is selected.
    pub selected: Vec<String>,
    /// The finding that is open: id of its rule, and of the component that it names first.
    pub finding: Option<(String, Option<String>)>,
    /// What is supposed to be broken, as it is said on a command line.
    pub down: Vec<String>,
    /// How many times the peak arrives.
    pub load: Option<f64>,
    /// Light or dark; that of the visitor where absent.
    pub theme: Option<Theme>,
}

/// A place on the canvas.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// World point in the middle, in world pixels.
    pub x: f64,
    /// The same downwards.
    pub y: f64,
    /// Screen pixels for each world pixel.
    pub zoom: f64,
}

/// What may be done with a design that came by a link, and what stands around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    /// A copy to go on with.
    #[default]
    Edit,
    /// To be looked at.
    View,
    /// To be shown to others: the drawing and its verdict, large.
    Present,
    /// Within another page: the drawing alone.
    Embed,
}

impl Word for Manner {
    const WORDS: &'static [(&'static str, Self)] =
        &[("edit", Self::Edit), ("view", Self::View), ("present", Self::Present), ("embed", Self::Embed)];
}

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark letters on light ground.
    Light,
    /// Light letters on dark ground.
    Dark,
}

impl Word for Theme {
    const WORDS: &'static [(&'static str, Self)] = &[("light", Self::Light), ("dark", Self::Dark)];
}

packed!(struct Camera { x, y, zoom });
packed!(enum Manner { 0 = Edit, 1 = View, 2 = Present, 3 = Embed });
packed!(enum Theme { 0 = Light, 1 = Dark });

/// Magnification of a place on the canvas.
const ZOOM: Bounds = Bounds::new(0.0, 1000.0).above();

const FIELDS: &[&str] = &["design", "show", "camera", "selected", "finding", "down", "load", "theme"];

/// The fragment for a design that is shown so. One that is simply a copy to edit is shorter.
#[must_use]
pub fn encode_shown(file: &DesignFile, shown: &Shown) -> String {
    if *shown == Shown::default() {
        return link::encode(file);
    }
    let mut fields = vec![("design".to_owned(), design_tree(file))];
    let mut add = |name: &str, json: Json| fields.push((name.to_owned(), json));
    let words = |ids: &[String]| Json::List(ids.iter().cloned().map(Json::Text).collect());
    if shown.manner != Manner::default() {
        add("show", Json::Text(shown.manner.word().to_owned()));
    }
    if let Some(camera) = shown.camera {
        // A tenth of a pixel and a hundredth of a magnification are not seen.
        let rounded = |value: f64, steps: f64| Json::Number(libm::round(value * steps) / steps);
        add("camera", Json::List(vec![rounded(camera.x, 1.0), rounded(camera.y, 1.0), rounded(camera.zoom, 100.0)]));
    }
    if !shown.selected.is_empty() {
        add("selected", words(&shown.selected));
    }
    if let Some((rule, component)) = &shown.finding {
        let all: Vec<String> = std::iter::once(rule.clone()).chain(component.clone()).collect();
        add("finding", words(&all));
    }
    if !shown.down.is_empty() {
        add("down", words(&shown.down));
    }
    if let Some(load) = shown.load {
        add("load", Json::Number(load));
    }
    if let Some(theme) = shown.theme {
        add("theme", Json::Text(theme.word().to_owned()));
    }
    link::wrapped(VERSION, &Json::Object(fields))
}

/// The fragment for an assignment; its hidden checks are sealed.
#[must_use]
pub fn encode_assignment(assignment: &Assignment) -> String {
    let mut rounded = assignment.clone();
    link::round_layout(&mut rounded.start);
    holding("assignment", &assignment::write_sealed(&rounded), "start")
}

/// The fragment for what is handed in.
#[must_use]
pub fn encode_submission(submission: &Submission) -> String {
    let mut rounded = submission.clone();
    link::round_layout(&mut rounded.design);
    holding("submission", &assignment::write_submission(&rounded), "design")
}

fn holding(what: &str, file: &str, design: &str) -> String {
    let mut tree = link::as_tree(file);
    if let Json::Object(fields) = &mut tree {
        fields.retain(|(name, _)| name != "format");
        for (_, value) in fields.iter_mut().filter(|(name, _)| name == design) {
            *value = link::without_layout(std::mem::replace(value, Json::Null));
        }
    }
    link::wrapped(VERSION, &Json::Object(vec![(what.to_owned(), tree)]))
}

fn design_tree(file: &DesignFile) -> Json {
    let mut rounded = file.clone();
    link::round_layout(&mut rounded);
    link::without_layout(link::as_tree(&write(&rounded)))
}

/// Whatever a link holds.
///
/// # Errors
/// When the text is no link, was cut or damaged, comes from a later version, or holds something that is not valid.
pub fn decode(link: &str, vocabulary: &dyn Vocabulary) -> Result<Shared, LinkError> {
    let (version, json) = link::opened(link)?;
    let design = |json: Json| read_json(&link::with_layout(json), vocabulary).map_err(LinkError::Design);
    if version == BARE_VERSION {
        return Ok(Shared::Design { file: design(json)?, shown: Shown::default() });
    }
    let Json::Object(mut fields) = json else { return Err(LinkError::Damaged) };
    if let Some(tree) = taken(&mut fields, "assignment") {
        let tree = with_design(tree, assignment::FORMAT, "start");
        let read = assignment::read_json(&tree, vocabulary);
        return read.map(Shared::Assignment).map_err(|error| LinkError::Content { what: "assignment", error });
    }
    if let Some(tree) = taken(&mut fields, "submission") {
        let tree = with_design(tree, assignment::SUBMISSION_FORMAT, "design");
        let read = assignment::submission_of_json(&tree, vocabulary);
        return read.map(Shared::Submission).map_err(|error| LinkError::Content { what: "submission", error });
    }
    let file = design(taken(&mut fields, "design").ok_or(LinkError::Damaged)?)?;
    let shown = shown(&Json::Object(fields)).map_err(|error| LinkError::Content { what: "view", error })?;
    Ok(Shared::Design { file, shown })
}

fn taken(fields: &mut Vec<(String, Json)>, name: &str) -> Option<Json> {
    let at = fields.iter().position(|(known, _)| known == name)?;
    Some(fields.remove(at).1)
}

/// A tree with its format and with the layout of the design in it.
fn with_design(tree: Json, format: &str, design: &str) -> Json {
    let Json::Object(mut fields) = tree else { return tree };
    for (_, value) in fields.iter_mut().filter(|(name, _)| name == design) {
        *value = link::with_layout(std::mem::replace(value, Json::Null));
    }
    fields.insert(0, ("format".to_owned(), Json::Text(format.to_owned())));
    Json::Object(fields)
}

fn shown(json: &Json) -> Read<Shown> {
    let fields = Fields::only(json, FIELDS)?;
    let ids = |json: &Json| json.each(Json::id);
    Ok(Shown {
        manner: fields.optional("show", Json::word)?.unwrap_or_default(),
        camera: fields.optional("camera", camera)?,
        selected: fields.optional("selected", ids)?.unwrap_or_default(),
        finding: fields.optional("finding", finding)?,
        down: fields.optional("down", ids)?.unwrap_or_default(),
        load: fields.optional("load", |json| json.number(&LOAD))?,
        theme: fields.optional("theme", Json::word)?,
    })
}

fn camera(json: &Json) -> Read<Camera> {
    match json.list()? {
        [x, y, zoom] => Ok(Camera { x: x.number(&POSITION)?, y: y.number(&POSITION)?, zoom: zoom.number(&ZOOM)? }),
        _ => Err(ReadError::here("expected three numbers: x, y and magnification")),
    }
}

fn finding(json: &Json) -> Read<(String, Option<String>)> {
    match json.each(Json::id)?.as_slice() {
        [rule] => Ok((rule.clone(), None)),
        [rule, component] => Ok((rule.clone(), Some(component.clone()))),
        _ => Err(ReadError::here("expected a rule and a component")),
    }
}

/// What somebody handed in, from the text of a file or a link. A design that says nothing of who made it is that of
/// `name`.
///
/// # Errors
/// When the text is none of both, or holds something that is not valid: why, in one line.
pub fn submission_of(
    text: &str,
    name: &str,
    assignment: &Assignment,
    vocabulary: &dyn Vocabulary,
) -> Result<Submission, String> {
    let unnamed = |design: DesignFile| Submission {
        student: name.to_owned(),
        assignment: assignment.id.clone(),
        version: assignment.version,
        design,
        ..Submission::default()
    };
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err("the file is empty".to_owned());
    }
    if !text.starts_with(['{', '[']) {
        return match decode(text, vocabulary).map_err(|error| error.to_string())? {
            Shared::Submission(submission) => Ok(submission),
            Shared::Design { file, .. } => Ok(unnamed(file)),
            Shared::Assignment(_) => Err("this is a link to an assignment; nothing is handed in with it".to_owned()),
        };
    }
    if text.len() > MOST_BYTES {
        return Err(format!("a submission may have at most {} MB", MOST_BYTES / 1_000_000));
    }
    let read = Json::parse(text).and_then(|json| {
        let format = Fields::any(&json)?.optional("format", Json::text)?;
        if format.is_some_and(|format| format.starts_with(assignment::SUBMISSION_FORMAT_FAMILY)) {
            assignment::submission_of_json(&json, vocabulary)
        } else {
            read_json(&json, vocabulary).map(unnamed)
        }
    });
    read.map_err(|error| error.to_string())
}
