//! The JSON Schema of design files (draft 2020-12), written from the same declarations that the reader checks
//! against. What a schema cannot say (ids that have to exist, places in a circle) only the reader knows.

mod prices;
mod steps;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::format::{
    AVAILABILITY, BEND_SHARE, BYTES, Bounds, CALLS, COUNT, CURVE_HOURS, CURVE_VALUE, EXTENT, FORMAT, GROWTH_PER_YEAR,
    HORIZON_YEARS, LATENCY_FIELDS, LATENCY_MS, MOST_BENDS, MOST_COMPONENTS, MOST_ID_CHARS, PEAK_FACTOR, POSITION, RATE,
    REPLICAS, SHARE, TARGET_UTILIZATION,
};
use super::vocabulary::{CONNECTION, Fallback, REQUIREMENTS, SettingSpec, Shape, THRESHOLDS, Vocabulary, WORKLOAD};
use super::words::Word;
use super::{Consistency, Content, Mode, Operation, PlaceKind};

/// The schema, as indented JSON.
#[must_use]
pub fn schema(vocabulary: &dyn Vocabulary) -> String {
    let mut definitions = Definitions::default();
    let kinds = kinds(vocabulary, &mut definitions);
    let mut all = object(&[
        ("format", json!({ "const": FORMAT })),
        ("title", text("Shown on top of the page.")),
        ("notes", text("Free text of the author.")),
        ("workload", workload(&mut definitions)),
        ("requirements", requirements(&mut definitions)),
        ("thresholds", with_settings(object(&[]), THRESHOLDS, &mut definitions)),
        ("prices", prices::prices(vocabulary)),
        ("kinds", own_kinds(vocabulary)),
        ("places", list(place())),
        ("components", json!({ "type": "array", "maxItems": MOST_COMPONENTS, "items": component(vocabulary, kinds) })),
        ("connections", list(connection(&mut definitions))),
        ("accepted", list(accepted(vocabulary))),
        (
            "layout",
            json!({
                "type": "object",
                "description": "Top left corner of each box, by component id, in pixels. It means nothing.",
                "additionalProperties": { "type": "array", "items": figure(&POSITION, ""), "minItems": 2, "maxItems": 2 },
            }),
        ),
        (
            "frames",
            json!({
                "type": "object",
                "description": "Left and upper border, width and height of each place as it is drawn, by place id, in pixels. They mean nothing.",
                "additionalProperties": area(),
            }),
        ),
        ("canvas_notes", notes()),
        ("pieces", pieces()),
    ]);
    all["properties"]["steps"] = steps::steps();
    all["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    all["title"] = json!("Loadbearing design file");
    all["required"] = json!(["format"]);
    all["$defs"] = Value::Object(definitions.named);
    schema_text(&all) + "\n"
}

/// A schema as text.
pub(crate) fn schema_text(schema: &Value) -> String {
    indented(schema, 0)
}

/// Indented where objects hold objects, on one line otherwise: a schema that people can read and compare.
fn indented(value: &Value, indent: usize) -> String {
    let line = value.to_string();
    let inner = indent + 2;
    let (open, items, close) = match value {
        _ if line.len() + indent <= 118 => return line,
        Value::Object(fields) => {
            let item = |(name, value): (&String, &Value)| format!("{}: {}", json!(name), indented(value, inner));
            ('{', fields.iter().map(item).collect::<Vec<_>>(), '}')
        }
        Value::Array(items) => ('[', items.iter().map(|value| indented(value, inner)).collect(), ']'),
        _ => return line,
    };
    let separator = format!(",\n{:inner$}", "");
    format!("{open}\n{:inner$}{}\n{:indent$}{close}", "", items.join(&separator), "")
}

/// Settings by name, each written once. Where kinds give the same name other bounds or defaults, the name gets a
/// number.
#[derive(Default)]
struct Definitions {
    named: Map<String, Value>,
}

impl Definitions {
    fn setting(&mut self, spec: &SettingSpec) -> Value {
        let definition = setting(spec);
        let mut name = format!("setting-{}", spec.name);
        let mut number = 1;
        while self.named.get(&name).is_some_and(|known| *known != definition) {
            number += 1;
            name = format!("setting-{}-{number}", spec.name);
        }
        let reference = json!({ "$ref": format!("#/$defs/{name}") });
        self.named.insert(name, definition);
        reference
    }

    fn settings<'a>(&mut self, specs: impl IntoIterator<Item = &'a SettingSpec>) -> Map<String, Value> {
        specs.into_iter().map(|spec| (spec.name.to_owned(), self.setting(spec))).collect()
    }
}

fn setting(spec: &SettingSpec) -> Value {
    let mut definition = match spec.shape {
        Shape::Number { least, most, unit } => figure(&Bounds::of_setting(least, most, unit), unit),
        Shape::Switch => json!({ "type": "boolean" }),
        Shape::Choice(words) => json!({ "enum": words }),
        Shape::Text => json!({ "type": "string" }),
        Shape::Words => json!({ "type": "array", "items": { "type": "string" } }),
    };
    let unit = definition["description"].as_str().map(|unit| format!(" {unit}")).unwrap_or_default();
    definition["description"] = json!(format!("{}{unit}", spec.meaning));
    match spec.default {
        Fallback::Open => {}
        Fallback::Number(value) => definition["default"] = number(value),
        Fallback::Switch(on) => definition["default"] = json!(on),
        Fallback::Text(word) => definition["default"] = json!(word),
    }
    definition
}

/// For each kind, the rule that allows its settings and presets.
fn kinds(vocabulary: &dyn Vocabulary, definitions: &mut Definitions) -> Vec<Value> {
    let mut rules = Vec::new();
    for kind in vocabulary.kind_ids() {
        let specs = vocabulary.settings_of(kind).unwrap_or_default();
        let settings = definitions.settings(specs);
        let name = format!("settings-of-{kind}");
        let reference = format!("#/$defs/{name}");
        definitions.named.insert(name, json!({ "properties": settings }));
        let mut properties = json!({ "settings": { "$ref": reference, "unevaluatedProperties": false } });
        properties["preset"] = json!({ "enum": vocabulary.presets_of(kind) });
        rules.push(json!({
            "if": { "properties": { "kind": { "const": kind } }, "required": ["kind"] },
            // A setting may also stand beside `settings`.
            "then": { "$ref": reference, "properties": properties },
        }));
    }
    // What an own kind has only the reader knows.
    rules.push(json!({
        "if": { "properties": { "kind": { "not": { "enum": vocabulary.kind_ids() } } }, "required": ["kind"] },
        "then": { "additionalProperties": {} },
    }));
    rules
}

/// Kinds that the author made; their values are settings of the kinds that they are made from.
fn own_kinds(vocabulary: &dyn Vocabulary) -> Value {
    let of_kind = |kind: &&str| {
        let values = json!({ "$ref": format!("#/$defs/settings-of-{kind}"), "unevaluatedProperties": false });
        json!({
            "if": { "properties": { "from": { "const": kind } }, "required": ["from"] },
            "then": { "properties": { "values": values } },
        })
    };
    let built_in = |meaning: &str| json!({ "enum": vocabulary.kind_ids(), "description": meaning });
    let mut own = object(&[
        ("from", built_in("Id of the built-in kind that it is made from.")),
        ("name", text("Shown to people; the id where absent.")),
        ("icon", built_in("Id of the built-in kind whose icon it has.")),
        ("values", json!({ "type": "object", "description": "Settings as they are for all components of it." })),
        (
            "sources",
            json!({
                "type": "object",
                "description": "Where values come from, by the name of the setting.",
                "additionalProperties": { "type": "string" },
            }),
        ),
    ]);
    own["required"] = json!(["from"]);
    own["allOf"] = vocabulary.kind_ids().iter().map(of_kind).collect();
    by_id("Kinds that the author made, by id. No built-in kind is called so.", own)
}

fn notes() -> Value {
    let mut note = object(&[("text", text("What it says, in lines.")), ("at", area())]);
    note["required"] = json!(["text", "at"]);
    by_id("Texts that lie on the canvas, by id. They mean nothing.", note)
}

/// Their components and connections are as those of the design.
fn pieces() -> Value {
    let same = |field: &str| json!({ "$ref": format!("#/properties/{field}") });
    let mut piece = object(&[
        ("name", text("Shown to people; the id where absent.")),
        ("components", json!({ "$ref": "#/properties/components", "minItems": 1 })),
        ("connections", same("connections")),
        ("layout", same("layout")),
    ]);
    piece["required"] = json!(["components"]);
    by_id("Parts that are kept to be put in again, by id. They name no journeys and no places.", piece)
}

fn by_id(meaning: &str, member: Value) -> Value {
    json!({
        "type": "object",
        "description": meaning,
        "propertyNames": { "minLength": 1, "maxLength": MOST_ID_CHARS },
        "additionalProperties": member,
    })
}

fn area() -> Value {
    json!({
        "type": "array",
        "prefixItems": [figure(&POSITION, ""), figure(&POSITION, ""), figure(&EXTENT, ""), figure(&EXTENT, "")],
        "minItems": 4,
        "maxItems": 4,
        "description": "Left and upper border, width and height, in pixels.",
    })
}

fn component(vocabulary: &dyn Vocabulary, kinds: Vec<Value>) -> Value {
    let mut component = object(&[
        ("id", id("Unique among components.")),
        (
            "kind",
            json!({
                "anyOf": [{ "enum": vocabulary.kind_ids() }, id("One of the author's own.")],
                "description": "What it is.",
            }),
        ),
        ("preset", text("Product whose figures it takes.")),
        ("name", text("Shown to people; the id where absent.")),
        ("notes", text("Free text of the author.")),
        ("instances", figure(&COUNT, "Interchangeable copies.")),
        ("shards", figure(&COUNT, "Parts that each hold a share of the content.")),
        ("replicas", figure(&REPLICAS, "Further copies of each shard, besides its primary.")),
        (
            "places",
            json!({
                "description": "Where its copies stand: spread evenly, or counted by place.",
                "anyOf": [
                    ids("Spread evenly."),
                    { "type": "object", "additionalProperties": figure(&COUNT, "Copies in this place.") },
                ],
            }),
        ),
        ("locked", switch("Whether its box is kept from being moved or deleted by hand. It means nothing.")),
        ("settings", json!({ "type": "object", "description": "What its kind declares." })),
    ]);
    component["required"] = json!(["id", "kind"]);
    component["allOf"] = Value::Array(kinds);
    open_to_settings(component)
}

/// Other fields than those named here may come from the settings of a kind.
fn open_to_settings(mut object: Value) -> Value {
    if let Some(fields) = object.as_object_mut() {
        fields.remove("additionalProperties");
        fields.insert("unevaluatedProperties".to_owned(), json!(false));
    }
    object
}

fn connection(definitions: &mut Definitions) -> Value {
    let mut connection = object(&[
        ("id", id("Tells parallel connections apart.")),
        ("from", id("Id of the calling component.")),
        ("to", id("Id of the called component.")),
        ("mode", word::<Mode>("Whether the caller waits; a store never waits for a worker, broker or pipeline.")),
        ("journeys", ids("Ids of the journeys it carries; where absent, all that arrive and fit.")),
        ("operation", word::<Operation>("Whether the calls read or write.")),
        ("calls", figure(&CALLS, "Calls for each request that arrives at the caller; 1 where absent.")),
        ("share", figure(&SHARE, "Part of the traffic that goes this way.")),
        (
            "after_miss_in",
            json!({
                "description": "Ids of caches: only what they did not answer goes this way.",
                "anyOf": [id("One cache."), ids("Several caches.")],
            }),
        ),
        ("required", switch("Whether the caller fails without it.")),
        ("group", id("Connections of one component that share a group are alternatives.")),
        ("needs", figure(&COUNT, "How many of the group are needed.")),
        ("fallback", switch("Carries nothing until the other members of its group are down.")),
        ("bends", bends()),
        ("step", figure(&COUNT, "Number that is drawn at it. It means nothing.")),
    ]);
    connection["required"] = json!(["from", "to"]);
    with_settings(connection, CONNECTION, definitions)
}

fn workload(definitions: &mut Definitions) -> Value {
    let bytes = |meaning: &str| figure(&BYTES, meaning);
    let mut journey = object(&[
        ("id", id("Unique among journeys.")),
        ("name", text("Shown to people; the id where absent.")),
        ("entry", id("Id of the component where it enters.")),
        ("operation", word::<Operation>("Whether its requests read or write.")),
        ("rate", rate()),
        ("peak_factor", figure(&PEAK_FACTOR, "Peak rate over average rate; no less than the daily curve reaches.")),
        ("daily_curve", daily_curve()),
        ("content", word::<Content>("What its answers are made of.")),
        ("request_bytes", bytes("Size of a request.")),
        ("response_bytes", bytes("Size of an answer.")),
        ("stored_bytes", bytes("Bytes that one request leaves in a durable store.")),
    ]);
    journey["required"] = json!(["id", "operation"]);
    let workload = object(&[
        ("journeys", list(journey)),
        ("horizon_years", figure(&HORIZON_YEARS, "How far ahead storage is planned.")),
        ("growth_per_year", figure(&GROWTH_PER_YEAR, "Growth of stored amounts a year, as a share.")),
    ]);
    with_settings(workload, WORKLOAD, definitions)
}

fn rate() -> Value {
    let one = |fields: &[&str]| {
        let parts: Vec<(&str, Value)> = fields.iter().map(|field| (*field, figure(&RATE, ""))).collect();
        let mut rate = object(&parts);
        rate["required"] = json!(fields);
        rate
    };
    json!({
        "description": "How often it happens on average. A day has 86,400 seconds.",
        "anyOf": [one(&["per_second"]), one(&["per_day"]), one(&["daily_users", "actions_per_user"])],
    })
}

fn requirements(definitions: &mut Definitions) -> Value {
    let limits: Vec<(&str, Value)> = LATENCY_FIELDS.iter().map(|field| (*field, figure(&LATENCY_MS, "ms"))).collect();
    let requirements = object(&[
        ("availability", figure(&AVAILABILITY, "Wanted availability of every journey.")),
        ("target_utilization", figure(&TARGET_UTILIZATION, "Utilisation that should not be passed at peak.")),
        (
            "latency_ms",
            json!({ "type": "object", "description": "By journey id.", "additionalProperties": object(&limits) }),
        ),
        ("consistency", word::<Consistency>("How fresh reads have to be.")),
    ]);
    with_settings(requirements, REQUIREMENTS, definitions)
}

fn accepted(vocabulary: &dyn Vocabulary) -> Value {
    let mut accepted = object(&[
        ("rule", json!({ "enum": vocabulary.rule_ids(), "description": "Id of the rule." })),
        ("components", ids("Ids of the components that it names first; where absent, wherever it speaks.")),
        ("reason", text("Why the author lives with it.")),
    ]);
    accepted["required"] = json!(["rule", "reason"]);
    accepted
}

fn place() -> Value {
    let mut place = object(&[
        ("id", id("Unique among places.")),
        ("kind", word::<PlaceKind>("What it is.")),
        ("name", text("Shown to people; the id where absent.")),
        ("in", id("Id of the place it lies in.")),
        ("availability", figure(&AVAILABILITY, "Share of time it is up, given that what it lies in is.")),
    ]);
    place["required"] = json!(["id", "kind"]);
    place
}

/// Settings may stand among the fields, or in an object `settings`.
fn with_settings(mut value: Value, specs: &[SettingSpec], definitions: &mut Definitions) -> Value {
    let settings = definitions.settings(specs);
    if let Some(properties) = value["properties"].as_object_mut() {
        properties.extend(settings.clone());
        let nested = json!({ "type": "object", "properties": settings, "additionalProperties": false });
        properties.insert("settings".to_owned(), nested);
    }
    value
}

fn object(fields: &[(&str, Value)]) -> Value {
    let properties: BTreeMap<&str, &Value> = fields.iter().map(|(name, value)| (*name, value)).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn daily_curve() -> Value {
    let mut curve = list(figure(&CURVE_VALUE, ""));
    curve["minItems"] = json!(CURVE_HOURS);
    curve["maxItems"] = json!(CURVE_HOURS);
    curve["description"] = json!(
        "How its rate goes through the day: a value for each full hour from midnight on, in any unit, with straight lines          between them. Their mean stands for the average rate."
    );
    curve
}

fn bends() -> Value {
    let along = figure(&BEND_SHARE, "How far along the way from middle to middle, as a share of it.");
    let aside = figure(&POSITION, "How far to the right of that way, in pixels at 100 %.");
    json!({
        "description": "Where it is bent by hand; means nothing for what it carries.",
        "type": "array",
        "maxItems": MOST_BENDS,
        "items": { "type": "array", "prefixItems": [along, aside], "items": false, "minItems": 2 },
    })
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn text(meaning: &str) -> Value {
    json!({ "type": "string", "description": meaning })
}

fn switch(meaning: &str) -> Value {
    json!({ "type": "boolean", "description": meaning })
}

fn id(meaning: &str) -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": MOST_ID_CHARS, "description": meaning })
}

fn ids(meaning: &str) -> Value {
    json!({ "type": "array", "items": { "type": "string" }, "uniqueItems": true, "description": meaning })
}

fn word<T: Word>(meaning: &str) -> Value {
    let words: Vec<&str> = T::WORDS.iter().map(|(word, _)| *word).collect();
    json!({ "enum": words, "description": meaning })
}

fn figure(bounds: &Bounds, meaning: &str) -> Value {
    let least = if bounds.least_allowed { "minimum" } else { "exclusiveMinimum" };
    let sort = if bounds.whole { "integer" } else { "number" };
    let mut figure = json!({ "type": sort, least: number(bounds.least), "maximum": number(bounds.most) });
    if !meaning.is_empty() {
        figure["description"] = json!(meaning);
    }
    figure
}

/// Whole numbers without a point.
fn number(value: f64) -> Value {
    if value == libm::trunc(value) && value.abs() < 1e15 { json!(value as i64) } else { json!(value) }
}

#[cfg(test)]
mod tests {
    use super::super::format;
    use super::*;
    use crate::Words;

    #[test]
    fn the_checked_in_schema_is_current() {
        let checked_in = include_str!("../../../docs/design.schema.json");
        assert!(checked_in == schema(&Words), "run `cargo xtask lists`");
    }

    #[test]
    fn the_schema_names_the_fields_that_the_reader_knows() {
        let schema: Value = serde_json::from_str(&schema(&Words)).unwrap();
        let journey = &schema["properties"]["workload"]["properties"]["journeys"]["items"];
        let none: &[SettingSpec] = &[];
        let none_of_its_own: &[&str] = &[];
        let rows = [
            (&schema, format::FILE_FIELDS, none),
            (&schema["properties"]["workload"], format::WORKLOAD_FIELDS, WORKLOAD),
            (&schema["properties"]["requirements"], format::REQUIREMENTS_FIELDS, REQUIREMENTS),
            (&schema["properties"]["thresholds"], none_of_its_own, THRESHOLDS),
            (&schema["properties"]["accepted"]["items"], format::ACCEPTED_FIELDS, none),
            (&schema["properties"]["prices"], format::PRICES_FIELDS, none),
            (&schema["properties"]["steps"]["items"], format::STEP_FIELDS, none),
            (journey, format::JOURNEY_FIELDS, none),
            (&schema["properties"]["places"]["items"], format::PLACE_FIELDS, none),
            (&schema["properties"]["kinds"]["additionalProperties"], format::OWN_KIND_FIELDS, none),
            (&schema["properties"]["canvas_notes"]["additionalProperties"], format::NOTE_FIELDS, none),
            (&schema["properties"]["pieces"]["additionalProperties"], format::PIECE_FIELDS, none),
            (&schema["properties"]["components"]["items"], format::COMPONENT_FIELDS, none),
            (&schema["properties"]["connections"]["items"], format::CONNECTION_FIELDS, CONNECTION),
        ];
        for (object, fields, settings) in rows {
            let mut named: Vec<&str> = object["properties"].as_object().unwrap().keys().map(String::as_str).collect();
            let mut known: Vec<&str> = fields.iter().copied().chain(settings.iter().map(|spec| spec.name)).collect();
            named.retain(|name| *name != "settings");
            known.retain(|name| *name != "settings");
            known.sort_unstable();
            assert_eq!(named, known);
        }
    }
}
