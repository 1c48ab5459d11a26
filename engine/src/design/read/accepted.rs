//! Findings that the author lives with: the rule, the components, and the reason.

use super::Ids;
use super::error::{ReadError, did_you_mean, quoted};
use super::json::{Fields, Json, Result};
use crate::design::Accepted;
use crate::design::format::ACCEPTED_FIELDS;
use crate::design::vocabulary::Vocabulary;

pub(super) fn accepted(json: &Json, vocabulary: &dyn Vocabulary, components: &Ids<'_>) -> Result<Vec<Accepted>> {
    let rules = vocabulary.rule_ids();
    json.each(|json| {
        let fields = Fields::only(json, ACCEPTED_FIELDS)?;
        Ok(Accepted {
            rule: fields.required("rule", |json| rule(json, &rules))?,
            components: fields.optional("components", |json| components.several(json))?.unwrap_or_default(),
            reason: fields.required("reason", reason)?,
        })
    })
}

fn rule(json: &Json, rules: &[&'static str]) -> Result<String> {
    let id = json.id()?;
    if rules.is_empty() || rules.contains(&id.as_str()) {
        return Ok(id);
    }
    let hint = did_you_mean(&id, rules.iter().copied());
    Err(ReadError::here(format!("there is no rule {}{hint}", quoted(&id))))
}

fn reason(json: &Json) -> Result<String> {
    let reason = json.text()?;
    if reason.trim().is_empty() {
        return Err(ReadError::here("a finding is accepted for a reason"));
    }
    Ok(reason)
}
