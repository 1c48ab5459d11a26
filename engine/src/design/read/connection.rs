//! Connections: their ends, what they carry, what their callers need.

use std::collections::HashSet;

use super::error::{ReadError, quoted};
use super::json::{Fields, Json, Result};
use super::settings::settings;
use super::{Ids, unique};
use crate::design::Connection;
use crate::design::format::{BEND_SHARE, CALLS, CONNECTION_FIELDS, COUNT, MOST_BENDS, POSITION, SHARE};
use crate::design::vocabulary::{CONNECTION, SettingSpec};

pub(super) fn connections(
    json: &Json,
    components: &Ids<'_>,
    journeys: &Ids<'_>,
    caches: &HashSet<&str>,
) -> Result<Vec<Connection>> {
    let specs: Vec<&'static SettingSpec> = CONNECTION.iter().collect();
    let connections = json.each(|json| {
        let fields = Fields::any(json)?;
        let misses = |json: &Json| after_miss_in(json, components, caches);
        Ok(Connection {
            id: fields.optional("id", Json::id)?,
            from: fields.required("from", |json| components.one(json))?,
            to: fields.required("to", |json| components.one(json))?,
            settings: settings(&fields, CONNECTION_FIELDS, "connections", &specs)?,
            mode: fields.optional("mode", Json::word)?.unwrap_or_default(),
            journeys: fields.optional("journeys", |json| journeys.several(json))?,
            operation: fields.optional("operation", Json::word)?,
            calls: fields.optional("calls", |json| json.number(&CALLS))?,
            share: fields.optional("share", |json| json.number(&SHARE))?,
            after_miss_in: fields.optional("after_miss_in", misses)?.unwrap_or_default(),
            required: fields.optional("required", Json::switch)?,
            group: fields.optional("group", Json::id)?,
            needs: fields.optional("needs", |json| json.count(&COUNT))?,
            fallback: fields.optional("fallback", Json::switch)?.unwrap_or_default(),
            bends: fields.optional("bends", bends)?.unwrap_or_default(),
            step: fields.optional("step", |json| json.count(&COUNT))?,
        })
    })?;
    unique(connections.iter().map(|connection| connection.id.as_deref()), "id")?;
    Ok(connections)
}

/// Where it is bent.
fn bends(json: &Json) -> Result<Vec<(f64, f64)>> {
    let bends = json.each(|json| {
        let mut bounds = [&BEND_SHARE, &POSITION].into_iter();
        let numbers = json.each(|json| json.number(bounds.next().unwrap_or(&POSITION)))?;
        let &[share, aside] = numbers.as_slice() else {
            return Err(ReadError::here("expected two numbers: a share of the way, and how far to its right"));
        };
        Ok((share, aside))
    })?;
    if bends.len() > MOST_BENDS {
        return Err(ReadError::here(format!("more than {MOST_BENDS} bends")));
    }
    Ok(bends)
}

/// One cache, or a list of them.
fn after_miss_in(json: &Json, components: &Ids<'_>, caches: &HashSet<&str>) -> Result<Vec<String>> {
    let cache = |json: &Json| {
        let id = components.one(json)?;
        if !caches.contains(id.as_str()) {
            return Err(ReadError::here(format!("{} answers nothing itself: its kind has no hit rate", quoted(&id))));
        }
        Ok(id)
    };
    let Json::List(_) = json else { return Ok(vec![cache(json)?]) };
    let ids = json.each(cache)?;
    unique(ids.iter().map(|id| Some(id.as_str())), "")?;
    Ok(ids)
}
