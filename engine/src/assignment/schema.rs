//! The JSON Schemas of assignments and of what is handed in (draft 2020-12), from the tables that the reader checks
//! against. Designs within them have a schema of their own.

use serde_json::{Map, Value, json};

use super::model::{ESTIMATES, FIGURES, Level};
use super::read::{
    BOUND, CARRIED, CHECK_FIELDS, FIELDS, FORBIDDEN_FIELDS, LOAD, LOCKED_FIELDS, POINTS, QUESTION_FIELDS,
    SURVIVAL_FIELDS,
};
use super::submission::{self, MOST_STUDENT_CHARS};
use super::{FORMAT, SUBMISSION_FORMAT};
use crate::design::format::{Bounds, COUNT, MOST_ID_CHARS};
use crate::design::words::Word;

/// Schema of the design file, beside these.
const DESIGN: &str = "design.schema.json";

/// The schema of assignments.
#[must_use]
pub fn schema() -> String {
    let check = object(CHECK_FIELDS, &|field| match field {
        "text" => text("What it says, where that is not to be worded by the program."),
        "points" => figure(&POINTS, "What it is worth. Default 1."),
        "hidden" => json!({ "type": "boolean", "description": "Shown only once a design was handed in." }),
        "figure" => json!({ "enum": FIGURES.iter().map(|spec| spec.name).collect::<Vec<_>>() }),
        "estimate" => json!({ "enum": ESTIMATES.iter().map(|(id, _)| *id).collect::<Vec<_>>() }),
        "of" => id("Journey or component; left out for the whole design."),
        "silent" => list(id("Rule that has nothing to say and could be checked."), 1),
        "survives" => object(SURVIVAL_FIELDS, &|field| match field {
            "down" => list(id("Component, place, ID:primary, ID:replica=2 or FROM->TO that is lost."), 0),
            "any" => json!({ "enum": ["zone", "region"], "description": "Any one of these is lost." }),
            "load" => figure(&LOAD, "How many times the peak arrives. Default 1."),
            "journeys" => list(id("Journey that has to go on. Default all."), 0),
            _ => figure(&CARRIED, "Share of what arrives that has to be carried. Default 1."),
        }),
        _ => figure(&BOUND, "Bound of the figure, allowed itself, in its own unit."),
    });
    whole("Loadbearing assignment", FIELDS, &["format", "id", "title", "start"], &|field| match field {
        "format" => json!({ "const": FORMAT }),
        "id" => id("Tells it from others."),
        "version" => figure(&COUNT, "Counts up when checks or the start design change. Default 1."),
        "title" => text("Shown on top."),
        "level" => json!({ "enum": Level::WORDS.iter().map(|(word, _)| *word).collect::<Vec<_>>() }),
        "brief" => text("What is to be done."),
        "source" => text("Text and section that the exercise is from."),
        "questions" => list(
            object(QUESTION_FIELDS, &|field| if field == "id" { id("Unique.") } else { text("What is asked.") }),
            0,
        ),
        "locked" => object(LOCKED_FIELDS, &|field| match field {
            "components" => list(id("Component that stays as it is."), 0),
            "kinds" => list(id("Kind of which nothing is added, changed or taken away."), 0),
            _ => list(text("Path in the design file, with * for all of a list."), 0),
        }),
        "forbidden" => object(FORBIDDEN_FIELDS, &|field| match field {
            "components" => list(id("Component of the start design that has to go."), 0),
            _ => list(id("Kind of which nothing may be added."), 0),
        }),
        "checks" => list(check.clone(), 0),
        "hidden_checks" => text("Hidden checks of an assignment that was given away; written by the program."),
        _ => json!({ "$ref": DESIGN }),
    })
}

/// The schema of what is handed in.
#[must_use]
pub fn submission_schema() -> String {
    let required = &["format", "student", "assignment", "design"];
    whole("Loadbearing submission", submission::FIELDS, required, &|field| match field {
        "format" => json!({ "const": SUBMISSION_FORMAT }),
        "student" => json!({
            "type": "string", "minLength": 1, "maxLength": MOST_STUDENT_CHARS, "description": "Name or number.",
        }),
        "assignment" => id("Id of the assignment."),
        "version" => figure(&COUNT, "Version of the assignment. Default 1."),
        "handed_in" => text("When, in UTC: 2026-03-01T09:30:00Z."),
        "answers" => json!({
            "type": "object", "additionalProperties": { "type": "string" },
            "description": "Answers in words, by id of the question.",
        }),
        _ => json!({ "$ref": DESIGN }),
    })
}

fn whole(title: &str, fields: &[&str], required: &[&str], of: &dyn Fn(&str) -> Value) -> String {
    let mut all = object(fields, of);
    all["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    all["title"] = json!(title);
    all["required"] = json!(required);
    crate::design::schema_text(&all) + "\n"
}

fn object(fields: &[&str], of: &dyn Fn(&str) -> Value) -> Value {
    let properties: Map<String, Value> = fields.iter().map(|&field| (field.to_owned(), of(field))).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn text(description: &str) -> Value {
    json!({ "type": "string", "description": description })
}

fn id(description: &str) -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": MOST_ID_CHARS, "description": description })
}

fn list(items: Value, least: usize) -> Value {
    json!({ "type": "array", "items": items, "minItems": least })
}

fn figure(bounds: &Bounds, description: &str) -> Value {
    let least = if bounds.least_allowed { "minimum" } else { "exclusiveMinimum" };
    let kind = if bounds.whole { "integer" } else { "number" };
    json!({ "type": kind, least: bounds.least, "maximum": bounds.most, "description": description })
}
