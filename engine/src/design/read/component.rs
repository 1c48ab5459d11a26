//! Components: kind, preset, copies, places and settings.

use std::collections::{BTreeMap, HashMap};

use super::error::{ReadError, did_you_mean, quoted};
use super::json::{Fields, Json, Result, known};
use super::settings::settings;
use super::{Ids, not_too_many, unique};
use crate::design::format::{COMPONENT_FIELDS, COUNT, REPLICAS};
use crate::design::vocabulary::{SettingSpec, Vocabulary};
use crate::design::{Component, OwnKinds, Placement, Setting, Settings};

/// The kinds that a design knows: the built-in ones and the author's own.
pub(super) struct Kinds<'a> {
    pub(super) vocabulary: &'a dyn Vocabulary,
    pub(super) own: &'a OwnKinds,
}

/// The declarations of kinds, looked up once each.
type Declared = HashMap<String, Vec<&'static SettingSpec>>;

pub(super) fn components(json: &Json, kinds: &Kinds<'_>, places: &Ids<'_>) -> Result<Vec<Component>> {
    not_too_many(json.list()?.len())?;
    let mut declared = Declared::new();
    let components = json.each(|json| component(json, kinds, places, &mut declared))?;
    unique(components.iter().map(|component| Some(component.id.as_str())), "id")?;
    Ok(components)
}

fn component(json: &Json, kinds: &Kinds<'_>, places: &Ids<'_>, declared: &mut Declared) -> Result<Component> {
    let fields = Fields::any(json)?;
    let id = fields.required("id", Json::id)?;
    let named = fields.required("kind", |json| kind(json, kinds, declared))?;
    let specs = declared.get(&named).map_or(&[][..], Vec::as_slice);
    let settings = settings(&fields, COMPONENT_FIELDS, &named, specs)?;
    fewest_and_most(&settings)
        .map_err(|error| if fields.json("autoscaling_max").is_some() { error } else { error.in_field("settings") })?;
    // Products of the kind that an own kind is made from are none of its own: it has its own figures.
    let preset = fields.optional("preset", |json| preset(json, kinds.vocabulary, &named))?;
    let instances = fields.optional("instances", |json| json.count(&COUNT))?;
    let placement = fields.optional("places", |json| placement(json, places, instances))?.unwrap_or_default();
    Ok(Component {
        preset,
        name: fields.optional("name", Json::text)?,
        notes: fields.optional("notes", Json::text)?,
        instances,
        shards: fields.optional("shards", |json| json.count(&COUNT))?,
        replicas: fields.optional("replicas", |json| json.count(&REPLICAS))?,
        places: placement,
        locked: fields.optional("locked", Json::switch)?.unwrap_or_default(),
        settings,
        id,
        kind: kinds.own.get(&named).map_or_else(|| named.clone(), |own| own.from.clone()),
        own: kinds.own.contains_key(&named).then_some(named),
    })
}

/// An autoscaler cannot go up to less than what it goes down to.
pub(super) fn fewest_and_most(settings: &Settings) -> Result<()> {
    let copies = |name: &str| settings.get(name).and_then(Setting::number);
    match (copies("autoscaling_min"), copies("autoscaling_max")) {
        (Some(fewest), Some(most)) if fewest > most => {
            let message = format!("{most} is below the `autoscaling_min` of {fewest}");
            Err(ReadError::here(message).in_field("autoscaling_max"))
        }
        _ => Ok(()),
    }
}

/// The id of a kind, as the file names it.
fn kind(json: &Json, kinds: &Kinds<'_>, declared: &mut Declared) -> Result<String> {
    let kind = json.text()?;
    if !declared.contains_key(&kind) {
        let built_in = kinds.own.get(&kind).map_or(&kind, |own| &own.from);
        let Some(specs) = kinds.vocabulary.settings_of(built_in) else {
            let own = kinds.own.keys().map(String::as_str);
            let hint = did_you_mean(&kind, own.chain(kinds.vocabulary.kind_ids()));
            return Err(ReadError::here(format!("unknown kind {}{hint}", quoted(&kind))));
        };
        declared.insert(kind.clone(), specs);
    }
    Ok(kind)
}

fn preset(json: &Json, vocabulary: &dyn Vocabulary, kind: &str) -> Result<String> {
    let preset = json.text()?;
    let presets = vocabulary.presets_of(kind);
    if presets.contains(&preset.as_str()) {
        return Ok(preset);
    }
    let hint = did_you_mean(&preset, presets.iter().copied());
    let rest = if hint.is_empty() { known(&presets) } else { hint };
    Err(ReadError::here(format!("unknown preset {} of {kind}{rest}", quoted(&preset))))
}

fn placement(json: &Json, places: &Ids<'_>, instances: Option<u32>) -> Result<Placement> {
    match json {
        Json::List(items) if items.is_empty() => Ok(Placement::Nowhere),
        Json::List(_) => places.several(json).map(Placement::Spread),
        Json::Object(_) => counted(json, places, instances),
        _ => Err(ReadError::here("expected a list of places, or an object with the copies in each")),
    }
}

fn counted(json: &Json, places: &Ids<'_>, instances: Option<u32>) -> Result<Placement> {
    let mut counts = BTreeMap::new();
    for (id, json) in Fields::any(json)?.others(&[]) {
        let count = places.check(id).and_then(|()| json.count(&COUNT)).map_err(|error| error.in_field(id))?;
        counts.insert(id.to_owned(), count);
    }
    let placed: u64 = counts.values().copied().map(u64::from).sum();
    match instances {
        _ if counts.is_empty() => Ok(Placement::Nowhere),
        Some(instances) if u64::from(instances) != placed => {
            Err(ReadError::here(format!("{placed} copies are placed, but `instances` says {instances}")))
        }
        _ => Ok(Placement::Counted(counts)),
    }
}
