//! What surrounds the drawing: workload, requirements, thresholds, prices and places.

use std::collections::{BTreeMap, HashMap};

use super::error::{ReadError, did_you_mean, quoted};
use super::json::{Fields, Json, Result, not_one_of};
use super::settings::settings;
use super::{Ids, unique};
use crate::design::format::{
    AVAILABILITY, BYTES, CURVE_HOURS, CURVE_VALUE, GROWTH_PER_YEAR, HORIZON_YEARS, JOURNEY_FIELDS, LATENCY_FIELDS,
    LATENCY_MS, MOST_CURRENCY_CHARS, PEAK_FACTOR, PLACE_FIELDS, PRICE, PRICES_FIELDS, RATE, RATE_FIELDS,
    REQUIREMENTS_FIELDS, TARGET_UTILIZATION, TIERS, WORKLOAD_FIELDS,
};
use crate::design::vocabulary::{REQUIREMENTS, THRESHOLDS, Vocabulary, WORKLOAD};
use crate::design::{Journey, LatencyTarget, Place, Prices, Rate, Requirements, Settings, Workload};

pub(super) fn workload(json: &Json, components: &Ids<'_>) -> Result<Workload> {
    let fields = Fields::any(json)?;
    let settings = settings(&fields, WORKLOAD_FIELDS, "the workload", &WORKLOAD.iter().collect::<Vec<_>>())?;
    let journeys = fields.optional("journeys", |json| journeys(json, components))?.unwrap_or_default();
    Ok(Workload {
        journeys,
        horizon_years: fields.optional("horizon_years", |json| json.number(&HORIZON_YEARS))?,
        growth_per_year: fields.optional("growth_per_year", |json| json.number(&GROWTH_PER_YEAR))?,
        settings,
    })
}

fn journeys(json: &Json, components: &Ids<'_>) -> Result<Vec<Journey>> {
    let journeys = json.each(|json| journey(json, components))?;
    unique(journeys.iter().map(|journey| Some(journey.id.as_str())), "id")?;
    Ok(journeys)
}

fn journey(json: &Json, components: &Ids<'_>) -> Result<Journey> {
    let fields = Fields::only(json, JOURNEY_FIELDS)?;
    let bytes = |json: &Json| json.number(&BYTES);
    let peak_factor = fields.optional("peak_factor", |json| json.number(&PEAK_FACTOR))?;
    let daily_curve = fields.optional("daily_curve", daily_curve)?;
    let journey = Journey {
        id: fields.required("id", Json::id)?,
        name: fields.optional("name", Json::text)?,
        // A journey whose entry is not drawn yet enters nowhere, and the report says so.
        entry: fields.optional("entry", |json| components.one(json))?.unwrap_or_default(),
        operation: fields.required("operation", Json::word)?,
        rate: fields.optional("rate", rate)?,
        peak_factor,
        daily_curve,
        content: fields.optional("content", Json::word)?,
        request_bytes: fields.optional("request_bytes", bytes)?,
        response_bytes: fields.optional("response_bytes", bytes)?,
        stored_bytes: fields.optional("stored_bytes", bytes)?,
    };
    if let (Some(stated), Some(reached)) = (journey.peak_factor, journey.curve_peak())
        && stated < reached * (1.0 - ROUNDED)
    {
        let message =
            format!("the daily_curve alone reaches {reached} times the average; state no less, or leave it out");
        return Err(ReadError::here(message).in_field("peak_factor"));
    }
    Ok(journey)
}

/// A peak factor may be rounded by such a part.
const ROUNDED: f64 = 1e-3;

fn daily_curve(json: &Json) -> Result<Vec<f64>> {
    let values = json.each(|json| json.number(&CURVE_VALUE))?;
    if values.len() != CURVE_HOURS {
        let message = format!("expected {CURVE_HOURS} values, one for each full hour, found {}", values.len());
        return Err(ReadError::here(message));
    }
    if values.iter().all(|value| *value <= 0.0) {
        return Err(ReadError::here("expected a value above 0 in at least one hour"));
    }
    Ok(values)
}

fn rate(json: &Json) -> Result<Rate> {
    let fields = Fields::only(json, RATE_FIELDS)?;
    let figure = |name: &str| fields.optional(name, |json| json.number(&RATE));
    let users = (figure("daily_users")?, figure("actions_per_user")?);
    match (figure("per_second")?, figure("per_day")?, users) {
        (Some(rate), None, (None, None)) => Ok(Rate::PerSecond(rate)),
        (None, Some(rate), (None, None)) => Ok(Rate::PerDay(rate)),
        (None, None, (Some(users), Some(actions))) => Ok(Rate::DailyUsers { users, actions }),
        (None, None, (Some(_), None)) => Err(ReadError::here("missing").in_field("actions_per_user")),
        (None, None, (None, Some(_))) => Err(ReadError::here("missing").in_field("daily_users")),
        _ => Err(ReadError::here("expected one of per_second, per_day, or daily_users with actions_per_user")),
    }
}

pub(super) fn requirements(json: &Json, journeys: &Ids<'_>) -> Result<Requirements> {
    let fields = Fields::any(json)?;
    let specs: Vec<_> = REQUIREMENTS.iter().collect();
    Ok(Requirements {
        settings: settings(&fields, REQUIREMENTS_FIELDS, "the requirements", &specs)?,
        availability: fields.optional("availability", |json| json.number(&AVAILABILITY))?,
        target_utilization: fields.optional("target_utilization", |json| json.number(&TARGET_UTILIZATION))?,
        latency_ms: fields.optional("latency_ms", |json| latency_targets(json, journeys))?.unwrap_or_default(),
        consistency: fields.optional("consistency", Json::word)?,
    })
}

pub(super) fn thresholds(json: &Json) -> Result<Settings> {
    settings(&Fields::any(json)?, &[], "the thresholds", &THRESHOLDS.iter().collect::<Vec<_>>())
}

fn latency_targets(json: &Json, journeys: &Ids<'_>) -> Result<BTreeMap<String, LatencyTarget>> {
    let mut targets = BTreeMap::new();
    for (id, json) in Fields::any(json)?.others(&[]) {
        let target = journeys.check(id).and_then(|()| latency_target(json)).map_err(|error| error.in_field(id))?;
        targets.insert(id.to_owned(), target);
    }
    Ok(targets)
}

fn latency_target(json: &Json) -> Result<LatencyTarget> {
    let fields = Fields::only(json, LATENCY_FIELDS)?;
    let limit = |name: &str| fields.optional(name, |json| json.number(&LATENCY_MS));
    Ok(LatencyTarget { mean: limit("mean")?, p50: limit("p50")?, p95: limit("p95")?, p99: limit("p99")? })
}

pub(super) fn prices(json: &Json, vocabulary: &dyn Vocabulary) -> Result<Prices> {
    let fields = Fields::only(json, PRICES_FIELDS)?;
    let unknown_kind = |kind: &str| {
        let known = vocabulary.settings_of(kind).is_some();
        (!known).then(|| {
            let hint = did_you_mean(kind, vocabulary.kind_ids());
            ReadError::here(format!("unknown kind {}{hint}", quoted(kind)))
        })
    };
    let unknown_tier = |tier: &str| (!TIERS.contains(&tier)).then(|| not_one_of(tier, TIERS.iter().copied()));
    Ok(Prices {
        currency: fields.optional("currency", currency)?,
        per_month: fields.optional("per_month", |json| prices_by(json, &unknown_kind))?.unwrap_or_default(),
        per_gb_month: fields.optional("per_gb_month", |json| prices_by(json, &unknown_tier))?.unwrap_or_default(),
        egress_per_gb: fields.optional("egress_per_gb", |json| json.number(&PRICE))?,
    })
}

fn currency(json: &Json) -> Result<String> {
    let currency = json.text()?;
    if currency.trim().is_empty() || currency.chars().count() > MOST_CURRENCY_CHARS {
        return Err(ReadError::here(format!("a currency has 1 to {MOST_CURRENCY_CHARS} characters")));
    }
    Ok(currency)
}

fn prices_by(json: &Json, unknown: &dyn Fn(&str) -> Option<ReadError>) -> Result<BTreeMap<String, f64>> {
    let mut prices = BTreeMap::new();
    for (of, json) in Fields::any(json)?.others(&[]) {
        let price = unknown(of).map_or_else(|| json.number(&PRICE), Err).map_err(|error| error.in_field(of))?;
        prices.insert(of.to_owned(), price);
    }
    Ok(prices)
}

pub(super) fn places(json: &Json) -> Result<Vec<Place>> {
    let places = json.each(|json| {
        let fields = Fields::only(json, PLACE_FIELDS)?;
        Ok(Place {
            id: fields.required("id", Json::id)?,
            kind: fields.required("kind", Json::word)?,
            within: fields.optional("in", Json::id)?,
            name: fields.optional("name", Json::text)?,
            availability: fields.optional("availability", |json| json.number(&AVAILABILITY))?,
        })
    })?;
    unique(places.iter().map(|place| Some(place.id.as_str())), "id")?;
    let ids = Ids::of("place", places.iter().map(|place| place.id.as_str()));
    for (number, place) in places.iter().enumerate() {
        if let Some(outer) = &place.within {
            ids.check(outer).map_err(|error| error.in_field("in").in_item(number))?;
        }
    }
    not_in_a_circle(&places)?;
    Ok(places)
}

fn not_in_a_circle(places: &[Place]) -> Result<()> {
    let numbers: HashMap<&str, usize> = places.iter().enumerate().map(|(at, place)| (place.id.as_str(), at)).collect();
    // A place is settled once the way out of it is known to end.
    let mut settled = vec![false; places.len()];
    for start in 0..places.len() {
        let mut way = Vec::new();
        let mut next = Some(start);
        while let Some(at) = next.filter(|&at| !settled[at]) {
            settled[at] = true;
            way.push(at);
            next = places[at].within.as_deref().and_then(|outer| numbers.get(outer).copied());
        }
        if let Some(again) = next.filter(|at| way.contains(at)) {
            let message = format!("{} lies in itself", quoted(&places[again].id));
            return Err(ReadError::here(message).in_field("in").in_item(again));
        }
    }
    Ok(())
}
