//! Connections: their ends, what they carry, what their callers need.

use std::collections::HashSet;

use super::error::{ReadError, quoted};
use super::json::{Fields, Json, Result};
use super::settings::settings;
use super::{Ids, unique};
use crate::design::Connection;
use crate::design::format::{CALLS, CONNECTION_FIELDS, COUNT, SHARE};
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
            step: fields.optional("step", |json| json.count(&COUNT))?,
        })
    })?;
    unique(connections.iter().map(|connection| connection.id.as_deref()), "id")?;
    Ok(connections)
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
