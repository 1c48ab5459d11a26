//! The steps of a presentation.

use super::error::ReadError;
use super::json::{Fields, Json, Result};
use super::{Ids, area};
use crate::design::Step;
use crate::design::format::{LOAD, MOST_STEPS, STEP_FIELDS};

pub(super) fn steps(json: &Json, components: &Ids<'_>) -> Result<Vec<Step>> {
    let count = json.list()?.len();
    if count > MOST_STEPS {
        return Err(ReadError::here(format!("a presentation may have at most {MOST_STEPS} steps, found {count}")));
    }
    json.each(|json| {
        let fields = Fields::only(json, STEP_FIELDS)?;
        let several = |json: &Json| components.several(json);
        Ok(Step {
            note: fields.optional("note", Json::text)?.unwrap_or_default(),
            view: fields.optional("view", area)?,
            visible: fields.optional("visible", several)?.unwrap_or_default(),
            highlighted: fields.optional("highlighted", several)?.unwrap_or_default(),
            down: fields.optional("down", |json| json.each(Json::id))?.unwrap_or_default(),
            load: fields.optional("load", |json| json.number(&LOAD))?,
        })
    })
}
