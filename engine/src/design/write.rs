//! Writing a design file: one component, connection, journey and place a line, fields always in the same order,
//! whatever is left open left out, so that it reads well and changes little in version control.
//!
//! What points to nothing (a connection whose end was deleted) is left out, so what was written can be read again.

use std::collections::HashSet;

use super::format::FORMAT;
use super::words::Word;
use super::{
    Accepted, Area, Component, Connection, DesignFile, Journey, LatencyTarget, Layout, Mode, OwnKind, OwnKinds, Piece,
    Place, Placement, Prices, Rate, Requirements, Setting, Settings, Step, Workload,
};

/// Writes a design file.
#[must_use]
pub fn write(file: &DesignFile) -> String {
    let design = &file.design;
    let components: HashSet<&str> = design.components.iter().map(|component| component.id.as_str()).collect();
    let journeys: HashSet<&str> = design.workload.journeys.iter().map(|journey| journey.id.as_str()).collect();
    let places: HashSet<&str> = design.places.iter().map(|place| place.id.as_str()).collect();
    let known = Known { kinds: &design.kinds, components: &components, journeys: &journeys, places: &places };

    let mut parts = vec![field("format", &text(FORMAT))];
    if !design.title.is_empty() {
        parts.push(field("title", &text(&design.title)));
    }
    if !design.notes.is_empty() {
        parts.push(field("notes", &text(&design.notes)));
    }
    if design.workload != Workload::default() {
        parts.push(field("workload", &workload(&design.workload, &known)));
    }
    if design.requirements != Requirements::default() {
        parts.push(field("requirements", &requirements(&design.requirements, &known)));
    }
    if !design.thresholds.is_empty() {
        let mut thresholds = Object::default();
        thresholds.settings(&design.thresholds);
        parts.push(field("thresholds", &lines('{', thresholds.fields.into_iter(), '}', 2)));
    }
    if design.prices != Prices::default() {
        parts.push(field("prices", &prices(&design.prices)));
    }
    if !design.kinds.is_empty() {
        let kinds = design.kinds.iter().map(|(id, own)| field(id, &own_kind(own)));
        parts.push(field("kinds", &lines('{', kinds, '}', 2)));
    }
    if !design.places.is_empty() {
        parts.push(field("places", &lines('[', design.places.iter().map(|place_| place(place_, &known)), ']', 2)));
    }
    let boxes = design.components.iter().map(|component_| component(component_, &known));
    parts.push(field("components", &lines('[', boxes, ']', 2)));
    parts.push(field("connections", &connections(&design.connections, &known, 2)));
    let accepted: Vec<String> = design.accepted.iter().filter_map(|one| accepted(one, &known)).collect();
    if !accepted.is_empty() {
        parts.push(field("accepted", &lines('[', accepted.into_iter(), ']', 2)));
    }
    parts.extend(layout(&file.layout, &known, 2));
    let areas: Vec<String> = file
        .frames
        .iter()
        .filter(|(id, _)| places.contains(id.as_str()))
        .map(|(id, drawn)| field(id, &area(*drawn)))
        .collect();
    if !areas.is_empty() {
        parts.push(field("frames", &lines('{', areas.into_iter(), '}', 2)));
    }
    if !file.notes.is_empty() {
        let notes = file.notes.iter().map(|(id, note)| {
            let mut object = Object::default();
            object.text("text", Some(&note.text));
            object.add("at", &area(note.area));
            field(id, &object.finish())
        });
        parts.push(field("canvas_notes", &lines('{', notes, '}', 2)));
    }
    if !file.pieces.is_empty() {
        let pieces = file.pieces.iter().map(|(id, piece_)| field(id, &piece(piece_, &design.kinds)));
        parts.push(field("pieces", &lines('{', pieces, '}', 2)));
    }
    if !file.steps.is_empty() {
        parts.push(field("steps", &lines('[', file.steps.iter().map(|one| step(one, &known)), ']', 2)));
    }
    lines('{', parts.into_iter(), '}', 0) + "\n"
}

fn step(step: &Step, known: &Known<'_>) -> String {
    let mut object = Object::default();
    object.text("note", Some(step.note.as_str()).filter(|note| !note.is_empty()));
    if let Some(view) = step.view {
        object.add("view", &area(view));
    }
    for (name, ids) in [("visible", &step.visible), ("highlighted", &step.highlighted)] {
        let ids: Vec<&String> = ids.iter().filter(|id| known.components.contains(id.as_str())).collect();
        if !ids.is_empty() {
            object.add(name, &list(ids));
        }
    }
    if !step.down.is_empty() {
        object.add("down", &list(&step.down));
    }
    object.number("load", step.load);
    object.finish()
}

/// What may be pointed to.
struct Known<'a> {
    kinds: &'a OwnKinds,
    components: &'a HashSet<&'a str>,
    journeys: &'a HashSet<&'a str>,
    places: &'a HashSet<&'a str>,
}

/// Connections whose ends are there; `indent` is that of the brackets.
fn connections(all: &[Connection], known: &Known<'_>, indent: usize) -> String {
    let is_there = |id: &String| known.components.contains(id.as_str());
    let drawn = all.iter().filter(|connection| is_there(&connection.from) && is_there(&connection.to));
    lines('[', drawn.map(|connection_| connection(connection_, known)), ']', indent)
}

/// Where boxes stand; `None` where none has a place.
fn layout(layout: &Layout, known: &Known<'_>, indent: usize) -> Option<String> {
    let there = layout.iter().filter(|(id, _)| known.components.contains(id.as_str()));
    let positions: Vec<String> =
        there.map(|(id, &(x, y))| field(id, &format!("[{}, {}]", number(x), number(y)))).collect();
    (!positions.is_empty()).then(|| field("layout", &lines('{', positions.into_iter(), '}', indent)))
}

fn area((x, y, width, height): Area) -> String {
    format!("[{}, {}, {}, {}]", number(x), number(y), number(width), number(height))
}

fn own_kind(own: &OwnKind) -> String {
    let mut object = Object::default();
    object.text("from", Some(&own.from));
    object.text("name", own.name.as_deref());
    object.text("icon", own.icon.as_deref());
    if !own.values.is_empty() {
        let mut values = Object::default();
        values.settings(&own.values);
        object.add("values", &values.finish());
    }
    let mut sources = Object::default();
    own.sources.iter().filter(|(name, _)| own.values.contains_key(*name)).for_each(|(name, source)| {
        sources.text(name, Some(source));
    });
    if !sources.fields.is_empty() {
        object.add("sources", &sources.finish());
    }
    object.finish()
}

fn piece(piece: &Piece, kinds: &OwnKinds) -> String {
    let components: HashSet<&str> = piece.components.iter().map(|component| component.id.as_str()).collect();
    let (journeys, places) = (HashSet::new(), HashSet::new());
    let known = Known { kinds, components: &components, journeys: &journeys, places: &places };
    let mut parts: Vec<String> = piece.name.iter().map(|name| field("name", &text(name))).collect();
    let boxes = piece.components.iter().map(|component_| component(component_, &known));
    parts.push(field("components", &lines('[', boxes, ']', 6)));
    if !piece.connections.is_empty() {
        parts.push(field("connections", &connections(&piece.connections, &known, 6)));
    }
    parts.extend(layout(&piece.layout, &known, 6));
    lines('{', parts.into_iter(), '}', 4)
}

fn workload(workload: &Workload, known: &Known<'_>) -> String {
    let mut parts = Vec::new();
    if !workload.journeys.is_empty() {
        let journeys = workload.journeys.iter().map(|journey_| journey(journey_, known));
        parts.push(field("journeys", &lines('[', journeys, ']', 4)));
    }
    let mut rest = Object::default();
    rest.number("horizon_years", workload.horizon_years);
    rest.number("growth_per_year", workload.growth_per_year);
    rest.settings(&workload.settings);
    parts.extend(rest.fields);
    lines('{', parts.into_iter(), '}', 2)
}

fn journey(journey: &Journey, known: &Known<'_>) -> String {
    let mut object = Object::default();
    object.text("id", Some(&journey.id));
    object.text("name", journey.name.as_deref());
    object.text("entry", Some(journey.entry.as_str()).filter(|entry| known.components.contains(entry)));
    object.text("operation", Some(journey.operation.word()));
    if let Some(rate) = journey.rate {
        let mut inner = Object::default();
        match rate {
            Rate::PerSecond(rate) => inner.number("per_second", Some(rate)),
            Rate::PerDay(rate) => inner.number("per_day", Some(rate)),
            Rate::DailyUsers { users, actions } => {
                inner.number("daily_users", Some(users));
                inner.number("actions_per_user", Some(actions));
            }
        }
        object.add("rate", &inner.finish());
    }
    object.number("peak_factor", journey.peak_factor);
    if let Some(curve) = &journey.daily_curve {
        let values: Vec<String> = curve.iter().map(|value| number(*value)).collect();
        object.add("daily_curve", &format!("[{}]", values.join(", ")));
    }
    object.text("content", journey.content.map(Word::word));
    object.number("request_bytes", journey.request_bytes);
    object.number("response_bytes", journey.response_bytes);
    object.number("stored_bytes", journey.stored_bytes);
    object.finish()
}

fn requirements(requirements: &Requirements, known: &Known<'_>) -> String {
    let mut object = Object::default();
    object.number("availability", requirements.availability);
    object.number("target_utilization", requirements.target_utilization);
    let targets: Vec<String> = requirements
        .latency_ms
        .iter()
        .filter(|(id, _)| known.journeys.contains(id.as_str()))
        .map(|(id, target)| field(id, &latency_target(target)))
        .collect();
    if !targets.is_empty() {
        object.add("latency_ms", &format!("{{ {} }}", targets.join(", ")));
    }
    object.text("consistency", requirements.consistency.map(Word::word));
    object.settings(&requirements.settings);
    lines('{', object.fields.into_iter(), '}', 2)
}

fn prices(prices: &Prices) -> String {
    let mut object = Object::default();
    object.text("currency", prices.currency.as_deref());
    for (name, by) in [("per_month", &prices.per_month), ("per_gb_month", &prices.per_gb_month)] {
        if !by.is_empty() {
            let mut inner = Object::default();
            by.iter().for_each(|(of, price)| inner.number(of, Some(*price)));
            object.add(name, &inner.finish());
        }
    }
    object.number("egress_per_gb", prices.egress_per_gb);
    lines('{', object.fields.into_iter(), '}', 2)
}

fn latency_target(target: &LatencyTarget) -> String {
    let mut object = Object::default();
    object.number("mean", target.mean);
    object.number("p50", target.p50);
    object.number("p95", target.p95);
    object.number("p99", target.p99);
    object.finish()
}

fn place(place: &Place, known: &Known<'_>) -> String {
    let mut object = Object::default();
    object.text("id", Some(&place.id));
    object.text("kind", Some(place.kind.word()));
    object.text("name", place.name.as_deref());
    object.text("in", place.within.as_deref().filter(|outer| known.places.contains(outer)));
    object.number("availability", place.availability);
    object.finish()
}

fn component(component: &Component, known: &Known<'_>) -> String {
    let mut object = Object::default();
    object.text("id", Some(&component.id));
    let own = component.own.as_ref().filter(|own| known.kinds.get(*own).is_some_and(|own| own.from == component.kind));
    object.text("kind", Some(own.unwrap_or(&component.kind)));
    object.text("preset", component.preset.as_deref().filter(|_| own.is_none()));
    object.text("name", component.name.as_deref());
    object.text("notes", component.notes.as_deref());
    // Copies that are counted by place are counted once.
    let placed = match &component.places {
        Placement::Counted(counts) => {
            let here = counts.iter().filter(|(id, _)| known.places.contains(id.as_str()));
            here.map(|(_, count)| u64::from(*count)).sum()
        }
        _ => 0,
    };
    let instances = component.instances.filter(|&instances| placed == 0 || placed == u64::from(instances));
    object.number("instances", instances.map(f64::from));
    object.number("shards", component.shards.map(f64::from));
    object.number("replicas", component.replicas.map(f64::from));
    match &component.places {
        Placement::Nowhere => {}
        Placement::Spread(ids) => {
            let ids: Vec<&String> = ids.iter().filter(|id| known.places.contains(id.as_str())).collect();
            if !ids.is_empty() {
                object.add("places", &list(ids));
            }
        }
        Placement::Counted(counts) => {
            let mut inner = Object::default();
            for (id, count) in counts.iter().filter(|(id, _)| known.places.contains(id.as_str())) {
                inner.number(id, Some(f64::from(*count)));
            }
            if !inner.fields.is_empty() {
                object.add("places", &inner.finish());
            }
        }
    }
    object.switch("locked", Some(true).filter(|_| component.locked));
    if !component.settings.is_empty() {
        let mut inner = Object::default();
        inner.settings(&component.settings);
        object.add("settings", &inner.finish());
    }
    object.finish()
}

fn connection(connection: &Connection, known: &Known<'_>) -> String {
    let mut object = Object::default();
    object.text("id", connection.id.as_deref());
    object.text("from", Some(&connection.from));
    object.text("to", Some(&connection.to));
    object.text("mode", Some(connection.mode).filter(|mode| *mode != Mode::default()).map(Word::word));
    if let Some(ids) = &connection.journeys {
        object.add("journeys", &list(ids.iter().filter(|id| known.journeys.contains(id.as_str()))));
    }
    object.text("operation", connection.operation.map(Word::word));
    object.number("calls", connection.calls);
    object.number("share", connection.share);
    let caches = || connection.after_miss_in.iter().filter(|id| known.components.contains(id.as_str()));
    match caches().count() {
        0 => {}
        1 => object.text("after_miss_in", caches().next().map(String::as_str)),
        _ => object.add("after_miss_in", &list(caches())),
    }
    object.switch("required", connection.required);
    object.text("group", connection.group.as_deref());
    object.number("needs", connection.needs.map(f64::from));
    object.switch("fallback", Some(true).filter(|_| connection.fallback));
    if !connection.bends.is_empty() {
        let bends = connection.bends.iter().map(|(share, aside)| format!("[{}, {}]", number(*share), number(*aside)));
        object.add("bends", &format!("[{}]", bends.collect::<Vec<_>>().join(", ")));
    }
    object.number("step", connection.step.map(f64::from));
    object.settings(&connection.settings);
    object.finish()
}

/// An accepted finding; `None` where all components that it is about are gone, or there is no reason.
fn accepted(accepted: &Accepted, known: &Known<'_>) -> Option<String> {
    let there: Vec<&String> = accepted.components.iter().filter(|id| known.components.contains(id.as_str())).collect();
    if (there.is_empty() && !accepted.components.is_empty()) || accepted.reason.trim().is_empty() {
        return None;
    }
    let mut object = Object::default();
    object.text("rule", Some(&accepted.rule));
    if !there.is_empty() {
        object.add("components", &list(there));
    }
    object.text("reason", Some(&accepted.reason));
    Some(object.finish())
}

/// An object on one line, in the making.
#[derive(Default)]
pub(crate) struct Object {
    pub(crate) fields: Vec<String>,
}

impl Object {
    pub(crate) fn add(&mut self, name: &str, value: &str) {
        self.fields.push(field(name, value));
    }

    pub(crate) fn text(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.add(name, &text(value));
        }
    }

    pub(crate) fn number(&mut self, name: &str, value: Option<f64>) {
        if let Some(value) = value {
            self.add(name, &number(value));
        }
    }

    pub(crate) fn switch(&mut self, name: &str, value: Option<bool>) {
        if let Some(value) = value {
            self.add(name, if value { "true" } else { "false" });
        }
    }

    fn settings(&mut self, settings: &Settings) {
        for (name, setting) in settings {
            match setting {
                Setting::Number(value) => self.number(name, Some(*value)),
                Setting::Switch(on) => self.switch(name, Some(*on)),
                Setting::Text(value) => self.text(name, Some(value)),
                Setting::Words(words) => self.add(name, &list(words)),
            }
        }
    }

    pub(crate) fn finish(self) -> String {
        if self.fields.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", self.fields.join(", ")) }
    }
}

/// Items a line each, between brackets; `indent` is that of the brackets.
pub(crate) fn lines(open: char, items: impl Iterator<Item = String>, close: char, indent: usize) -> String {
    let mut out = String::from(open);
    let mut any = false;
    for item in items {
        out.push_str(if any { ",\n" } else { "\n" });
        out.extend(std::iter::repeat_n(' ', indent + 2));
        out.push_str(&item);
        any = true;
    }
    if any {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', indent));
    }
    out.push(close);
    out
}

pub(crate) fn list<'a>(ids: impl IntoIterator<Item = &'a String>) -> String {
    let items: Vec<String> = ids.into_iter().map(|id| text(id)).collect();
    format!("[{}]", items.join(", "))
}

pub(crate) fn field(name: &str, value: &str) -> String {
    let name = text(name);
    let mut out = String::with_capacity(name.len() + 2 + value.len());
    out.push_str(&name);
    out.push_str(": ");
    out.push_str(value);
    out
}

pub(crate) fn text(value: &str) -> String {
    // Nearly all texts of a design: what needs no escape is written as it is, a design of thousands at once.
    if value.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
        let mut out = String::with_capacity(value.len() + 2);
        out.push('"');
        out.push_str(value);
        out.push('"');
        return out;
    }
    serde_json::Value::from(value).to_string()
}

/// The shortest text that reads back as the same figure; whole numbers without a point.
pub(crate) fn number(value: f64) -> String {
    // What is not finite has no text in JSON, and no such figure can be read or typed.
    if !value.is_finite() {
        return "0".to_owned();
    }
    if value == libm::trunc(value) && value.abs() < 1e15 {
        return format!("{}", value as i64);
    }
    serde_json::Value::from(value).to_string()
}
