//! Cases of availability of groups: structures, quorums of copies, zones, common causes, repair.

use std::collections::HashMap;

use loadbearing_engine::analysis::composition::{self, Copies, WorksWhen};
use loadbearing_engine::analysis::pools::too_few;
use serde_json::{Value, json};

use crate::input::{count, count_or, list, name, number, numbers, whole};

const MINUTES_A_YEAR: f64 = 365.0 * 24.0 * 60.0;
const MINUTES_IN_30_DAYS: f64 = 30.0 * 24.0 * 60.0;

fn said(down: f64) -> Value {
    json!({"availability": 1.0 - down, "unavailability": down})
}

/// The answer where no exact one can be had: no number.
pub fn too_wide() -> Value {
    json!({"error": "too wide for an exact answer"})
}

pub fn k_of_n(case: &Value) -> Option<Value> {
    let copies: Vec<(f64, u32)> = numbers(case, "availabilities")?.into_iter().map(|up| (up, 1)).collect();
    Some(said(too_few(&copies, small(count(case, "k")?)?)))
}

fn small(count: u64) -> Option<u32> {
    u32::try_from(count).ok()
}

pub fn common_cause(case: &Value) -> Option<Value> {
    let (n, k) = (small(count(case, "n")?)?, small(count(case, "k")?)?);
    Some(said(composition::with_common_cause(n, k, number(case, "unit_unavailability")?, number(case, "beta")?)))
}

pub fn repairable(case: &Value) -> Option<Value> {
    let (n, k) = (small(count(case, "n")?)?, small(count(case, "k")?)?);
    let (fails, repairs) = (number(case, "failure_rate")?, number(case, "repair_rate")?);
    let crews = small(count_or(case, "repair_crews", u64::from(n))?)?;
    let mut answer = said(composition::with_repair(n, k, fails, repairs, crews)?);
    answer["unit_availability"] = json!(1.0 - composition::with_repair(1, 1, fails, repairs, 1)?);
    Some(answer)
}

pub fn composite(case: &Value) -> Option<Value> {
    let down = fails(case.get("tree")?)?;
    Some(
        json!({"availability_percent": 100.0 - 100.0 * down, "downtime_minutes_per_30_days": down * MINUTES_IN_30_DAYS}),
    )
}

fn fails(tree: &Value) -> Option<f64> {
    let Some(parts) = tree.as_array() else {
        let percent = tree.as_f64().or_else(|| tree.as_str()?.trim_end_matches('%').trim().parse().ok())?;
        return Some((100.0 - percent) / 100.0);
    };
    let (first, rest) = parts.split_first()?;
    match first.as_str()? {
        "series" => Some(composition::any_fails(rest.iter().map(fails).collect::<Option<Vec<_>>>()?)),
        "parallel" => Some(composition::all_fail(rest.iter().map(fails).collect::<Option<Vec<_>>>()?)),
        "multiregion" => {
            let one = fails(rest.get(1)?)?;
            Some(composition::all_fail(std::iter::repeat_n(one, usize::try_from(whole(rest.first()?)?).ok()?)))
        }
        _ => None,
    }
}

pub fn dependency(case: &Value) -> Option<Value> {
    let mut places = HashMap::new();
    let mut available = Vec::new();
    for component in list(case, "components") {
        places.insert(name(component.get("id")?), available.len());
        available.push(number(component, "availability")?);
    }
    let works_when = works_when(case.get("up_when")?, &places)?;
    let Ok(down) = composition::unavailability(&works_when, &available) else { return Some(too_wide()) };
    let mut answer = said(down);
    answer["downtime_minutes_per_year"] = json!(down * MINUTES_A_YEAR);
    Some(answer)
}

fn works_when(tree: &Value, places: &HashMap<String, usize>) -> Option<WorksWhen> {
    let Some(parts) = tree.as_array() else { return Some(WorksWhen::Part(*places.get(&name(tree))?)) };
    let (first, rest) = parts.split_first()?;
    let members = |rest: &[Value]| rest.iter().map(|part| works_when(part, places)).collect::<Option<Vec<_>>>();
    match first.as_str()? {
        "and" => Some(WorksWhen::All(members(rest)?)),
        "or" => Some(WorksWhen::Any(members(rest)?)),
        "kofn" => {
            let (needs, rest) = rest.split_first()?;
            Some(WorksWhen::AtLeast(usize::try_from(whole(needs)?).ok()?, members(rest)?))
        }
        _ => None,
    }
}

/// Zones of a case: their ids and availabilities.
pub fn zones(case: &Value) -> Option<(HashMap<String, usize>, Vec<f64>)> {
    let mut places = HashMap::new();
    let mut available = Vec::new();
    for zone in list(case, "zones") {
        places.insert(name(zone.get("id")?), available.len());
        available.push(number(zone, "availability")?);
    }
    Some((places, available))
}

/// Copies of one service of a case, in their zones.
pub fn copies(service: &Value, zones: &HashMap<String, usize>) -> Option<Copies> {
    let at = match service.get("instances") {
        Some(Value::Object(instances)) => {
            let here = |(zone, count): (&String, &Value)| Some((zones.get(zone).copied(), small(whole(count)?)?));
            instances.iter().map(here).collect::<Option<_>>()?
        }
        Some(count) if !count.is_null() => vec![(None, small(whole(count)?)?)],
        _ => vec![(None, small(count_or(service, "replicas", 1)?)?)],
    };
    Some(Copies {
        availability: number(service, "instance_availability")?,
        at,
        needs: small(count_or(service, "min_up", 1)?)?,
    })
}

pub fn zonal(case: &Value) -> Option<Value> {
    let (places, available) = zones(case)?;
    let services: Vec<Copies> =
        list(case, "services").iter().map(|service| copies(service, &places)).collect::<Option<_>>()?;
    Some(composition::in_zones(&available, &services).map_or_else(|_| too_wide(), said))
}
