//! Settings: each value checked against its declaration.

use super::error::{ReadError, did_you_mean, quoted};
use super::json::{Fields, Json, Result, known, not_one_of};
use crate::design::format::Bounds;
use crate::design::vocabulary::{SettingSpec, Shape};
use crate::design::{Setting, Settings};

/// Reads settings that stand among other fields, or in an object `settings` beside them.
///
/// `owner` is whose settings these are, for messages; `fields` are the names of what else may be there.
pub(super) fn settings(
    object: &Fields<'_>,
    fields: &[&str],
    owner: &str,
    specs: &[&'static SettingSpec],
) -> Result<Settings> {
    let mut settings = Settings::new();
    for (name, json) in object.others(fields).filter(|(name, _)| *name != "settings") {
        let spec = find(specs, name).ok_or_else(|| {
            let all = || fields.iter().copied().chain(specs.iter().map(|spec| spec.name));
            let hint = did_you_mean(name, all());
            let rest = if hint.is_empty() { known(&all().collect::<Vec<_>>()) } else { hint };
            ReadError::here(format!("unknown field {}{rest}", quoted(name))).in_field(name)
        })?;
        settings.insert(name.to_owned(), setting(json, spec).map_err(|error| error.in_field(name))?);
    }
    let Some(nested) = object.json("settings") else { return Ok(settings) };
    inner(nested, fields, owner, specs, &mut settings).map_err(|error| error.in_field("settings"))?;
    Ok(settings)
}

/// Reads settings that are an object of their own.
pub(super) fn values(json: &Json, owner: &str, specs: &[&'static SettingSpec]) -> Result<Settings> {
    let mut settings = Settings::new();
    inner(json, &[], owner, specs, &mut settings)?;
    Ok(settings)
}

fn inner(
    json: &Json,
    fields: &[&str],
    owner: &str,
    specs: &[&'static SettingSpec],
    settings: &mut Settings,
) -> Result<()> {
    for (name, json) in Fields::any(json)?.others(&[]) {
        let read = || match find(specs, name) {
            None => Err(unknown(name, fields, owner, specs)),
            Some(_) if settings.contains_key(name) => Err(ReadError::here("stated twice: here and beside `settings`")),
            Some(spec) => setting(json, spec),
        };
        let value = read().map_err(|error| error.in_field(name))?;
        settings.insert(name.to_owned(), value);
    }
    Ok(())
}

fn find(specs: &[&'static SettingSpec], name: &str) -> Option<&'static SettingSpec> {
    specs.iter().find(|spec| spec.name == name).copied()
}

fn unknown(name: &str, fields: &[&str], owner: &str, specs: &[&'static SettingSpec]) -> ReadError {
    if fields.contains(&name) {
        return ReadError::here(format!("{} stands beside `settings`, not in it", quoted(name)));
    }
    let mut names: Vec<&str> = specs.iter().map(|spec| spec.name).collect();
    names.sort_unstable();
    let hint = did_you_mean(name, names.iter().copied());
    let all = if names.is_empty() { "none".to_owned() } else { nearest(name, &names) };
    ReadError::here(format!(
        "unknown setting {}{hint}{} settings of {owner}: {all}",
        quoted(name),
        if hint.is_empty() { ";" } else { "" }
    ))
}

/// So many settings are named where one is not known.
const MOST_NAMED: usize = 8;

/// The names that are nearest to a word, by the alphabet, and how many more there are.
fn nearest(word: &str, names: &[&str]) -> String {
    let mut by_distance: Vec<&str> = names.to_vec();
    // A word of a hostile file may be long; comparing it would take the product of both lengths.
    if word.len() <= 100 {
        by_distance.sort_by_cached_key(|name| strsim::osa_distance(word, name));
    }
    let more = by_distance.len().saturating_sub(MOST_NAMED);
    by_distance.truncate(MOST_NAMED);
    by_distance.sort_unstable();
    match more {
        0 => by_distance.join(", "),
        more => format!("{} and {more} more", by_distance.join(", ")),
    }
}

fn setting(json: &Json, spec: &SettingSpec) -> Result<Setting> {
    Ok(match spec.shape {
        Shape::Number { least, most, unit } => Setting::Number(json.number(&Bounds::of_setting(least, most, unit))?),
        Shape::Switch => Setting::Switch(json.switch()?),
        Shape::Text => Setting::Text(json.text()?),
        Shape::Words => Setting::Words(json.each(Json::text)?),
        Shape::Choice(words) => {
            let word = json.text()?;
            if !words.contains(&word.as_str()) {
                return Err(not_one_of(&word, words.iter().copied()));
            }
            Setting::Text(word)
        }
    })
}
