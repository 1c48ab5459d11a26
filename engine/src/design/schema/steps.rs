//! The steps of a presentation in the schema.

use serde_json::{Value, json};

use super::{figure, ids, object, text};
use crate::design::format::{LOAD, MOST_STEPS, POSITION};

pub(super) fn steps() -> Value {
    let step = object(&[
        ("note", text("What is said.")),
        (
            "view",
            json!({
                "type": "array",
                "description": "What is in view: left and upper border, width and height, in pixels; all where absent.",
                "items": figure(&POSITION, ""),
                "minItems": 4,
                "maxItems": 4,
            }),
        ),
        ("visible", ids("Ids of the components that are shown; all where there are none.")),
        ("highlighted", ids("Ids of the components that are pointed at.")),
        ("down", ids("What is supposed to be down, as it is said on the command line.")),
        ("load", figure(&LOAD, "How many times the peak arrives.")),
    ]);
    json!({
        "type": "array",
        "maxItems": MOST_STEPS,
        "description": "How it is presented, step by step. It means nothing for the figures.",
        "items": step,
    })
}
