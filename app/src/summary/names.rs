//! Names and figures for people: ids become names, figures get their unit, paths in the design become words.

use loadbearing_engine::design::Design;
use loadbearing_engine::rules::phrase;

use super::labels;
use crate::languages::figures::{self, local};
use crate::languages::phrases::say_but;
use crate::languages::{find, t, t_with};

/// The name of a component, a journey or a place; the id where nothing has it.
#[must_use]
pub fn name_of<'a>(design: &'a Design, id: &'a str) -> &'a str {
    let component = design.components.iter().find(|component| component.id == id).map(|component| component.label());
    let journey = || design.workload.journeys.iter().find(|journey| journey.id == id).map(|journey| journey.label());
    let place = || design.places.iter().find(|place| place.id == id).and_then(|place| place.name.as_deref());
    component.or_else(journey).or_else(place).unwrap_or(id)
}

/// Names of several, with commas between them.
#[must_use]
pub fn names_of<'a>(design: &'a Design, ids: impl IntoIterator<Item = &'a String>) -> String {
    let names: Vec<&str> = ids.into_iter().map(|id| name_of(design, id)).collect();
    names.join(", ")
}

/// Names in one sentence beyond which only their number is said.
const MOST_NAMES: usize = 6;

/// The first few names of several, and how many more there are.
#[must_use]
pub fn few_of(design: &Design, ids: &[String]) -> String {
    let names = names_of(design, ids.iter().take(MOST_NAMES));
    match ids.len().saturating_sub(MOST_NAMES) {
        0 => names,
        more => t_with("names.and-more", &[("names", &names), ("count", &figures::grouped(more as f64))]),
    }
}

/// `a->b` with the names of both; an id of something as its name.
#[must_use]
pub fn connection_name(design: &Design, name: &str) -> String {
    match name.split_once("->") {
        Some((from, to)) => format!("{} → {}", name_of(design, from), name_of(design, to)),
        None => name_of(design, name).to_owned(),
    }
}

/// A figure in three digits with its unit.
#[must_use]
pub fn figure(value: f64, unit: &str) -> String {
    let english = match unit {
        "B" => phrase::bytes(value),
        "B/s" => format!("{}/s", phrase::bytes(value)),
        "share" => phrase::percent(value),
        "s" => phrase::seconds(value),
        "ms" => format!("{} ms", phrase::significant(value)),
        "min" => phrase::seconds(value * 60.0),
        "" => phrase::scaled(value),
        unit if value.fract() == 0.0 && value.abs() < 1e5 => phrase::counted(&phrase::grouped(value), unit),
        unit => phrase::counted(&phrase::scaled(value), unit),
    };
    local(english)
}

/// A figure as exactly as it is worth reading: whole numbers in full, others to four decimals or six digits.
#[must_use]
pub fn exact(value: f64) -> String {
    if !value.is_finite() {
        return t("figure.unbounded").to_owned();
    }
    if value.abs() >= 1e15 {
        return figures::scaled(value);
    }
    if value.fract() == 0.0 {
        return figures::grouped(value);
    }
    if value.abs() >= 1.0 {
        let text = format!("{:.4}", value.abs());
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let whole = phrase::grouped(whole.parse().unwrap_or(value.trunc()));
        let fraction = fraction.trim_end_matches('0');
        let sign = if value < 0.0 { "-" } else { "" };
        let point = if fraction.is_empty() { "" } else { "." };
        return local(format!("{sign}{whole}{point}{fraction}"));
    }
    // Close to 1 the digits that tell are those that are missing.
    let decimals = [3, 6, 9, 12].into_iter().find(|decimals| {
        let text = format!("{value:.decimals$}");
        text.parse::<f64>().is_ok_and(|read| ((read - value) / value).abs() < 1e-6)
    });
    let text = format!("{value:.*}", decimals.unwrap_or(15));
    local(text.trim_end_matches('0').trim_end_matches('.').to_owned())
}

/// A place in the design file in words: `workload.journeys[1].rate` is "the rate of Create a short link". What is
/// counted there is named: `connections[lb->a,lb->b]`.
#[must_use]
pub fn place_in_design(design: &Design, path: &str) -> String {
    if path == "constant" {
        return t("working.constant").to_owned();
    }
    if let Some(input) = path.strip_prefix("inputs.") {
        return t_with("working.field-put-in", &[("field", &spaced(input))]);
    }
    let Some((list, rest)) = path.split_once('[') else { return labels::of_design(path) };
    let Some((keys, field)) = rest.split_once(']') else { return labels::of_design(path) };
    const MOST: usize = 3;
    let mut owners: Vec<String> = keys.split(',').filter_map(|key| owner(design, list, key)).collect();
    let more = owners.len().saturating_sub(MOST);
    owners.truncate(MOST);
    let owner = if more > 0 { format!("{} … (+{more})", owners.join(", ")) } else { owners.join(", ") };
    let field = field.trim_start_matches('.').trim_start_matches("settings.").trim_start_matches("values.");
    match field.strip_prefix("places.") {
        _ if owner.is_empty() => labels::of_design(path),
        _ if field.is_empty() => owner,
        Some(place) => {
            let field = t_with("working.copies-in", &[("place", &name_of(design, place))]);
            t_with("working.field-of", &[("field", &field), ("owner", &owner)])
        }
        None => {
            let field = match list {
                "components" => labels::of_component(design, first_id(design, keys), field),
                "connections" => labels::of_connection(field),
                "kinds" => labels::of_own_kind(design, keys, field),
                "workload.journeys" => labels::of_journey(field),
                "places" => labels::of_place(field),
                _ => spaced(field),
            };
            t_with("working.field-of", &[("field", &field), ("owner", &owner)])
        }
    }
}

/// The id of the first component that keys name, by place or id.
fn first_id<'a>(design: &'a Design, keys: &'a str) -> &'a str {
    let key = keys.split(',').next().unwrap_or(keys).trim_matches(['"', '\'']);
    let is_there = design.components.iter().any(|component| component.id == key);
    let by_place = || design.components.get(key.parse::<usize>().ok()?).map(|component| component.id.as_str());
    if is_there { key } else { by_place().unwrap_or(key) }
}

/// The name of a member of a list of the file, by its place, id or ends.
fn owner(design: &Design, list: &str, key: &str) -> Option<String> {
    // An id stands in quotes or plain where it is no number.
    let key = key.trim_matches(['"', '\'']);
    let position = key.parse::<usize>().ok();
    match list {
        "workload.journeys" => {
            let mut journeys = design.workload.journeys.iter().enumerate();
            let found = journeys.find(|(at, journey)| position == Some(*at) || journey.id == key);
            found.map(|(_, journey)| journey.label().to_owned())
        }
        "components" => {
            let by_id = design.components.iter().find(|component| component.id == key);
            by_id.or_else(|| design.components.get(position?)).map(|component| component.label().to_owned())
        }
        "connections" => {
            let by_name = design.connections.iter().find(|connection| connection.name() == key);
            by_name.or_else(|| design.connections.get(position?)).map(|connection| {
                format!("{} → {}", name_of(design, &connection.from), name_of(design, &connection.to))
            })
        }
        "kinds" => design.kinds.get(key).map(|own| own.label(key).to_owned()),
        "places" => Some(name_of(design, key).to_owned()),
        _ => None,
    }
}

/// An id or a field's name as words.
#[must_use]
pub fn spaced(id: &str) -> String {
    id.replace(['_', '-'], " ")
}

/// Words of the engine in the chosen language, with the names of the design as they are.
#[must_use]
pub fn said(design: &Design, english: &str) -> String {
    let components = design.components.iter().map(|component| component.label());
    let journeys = design.workload.journeys.iter().map(|journey| journey.label());
    let places = design.places.iter().map(|place| place.name.as_deref().unwrap_or(&place.id));
    let names: Vec<&str> = components.chain(journeys).chain(places).collect();
    say_but(english, &names)
}

/// The name of an estimate.
#[must_use]
pub fn estimate_name(id: &str) -> String {
    find(&format!("estimate.{id}")).map_or_else(|| spaced(id), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::design::{Component, Journey, Operation};

    #[test]
    fn figures_have_a_unit_and_three_digits() {
        assert_eq!(figure(1_168_981.5, "ops/s"), "1.17 M ops/s");
        assert_eq!(figure(54.75e12, "B"), "54.75 TB");
        assert_eq!(figure(0.9995, "share"), "99.95 %");
        assert_eq!(figure(12.0, "shards"), "12 shards");
        assert_eq!([figure(1.0, "instances"), figure(1.0, "copies")], ["1 instance", "1 copy"]);
        assert_eq!(figure(528.0, "min"), "8.8 h");
    }

    #[test]
    fn exact_figures_keep_what_tells() {
        assert_eq!(exact(1e8), "100,000,000");
        assert_eq!(exact(115_740.740_740_74), "115,740.7407");
        assert_eq!(exact(0.999), "0.999");
        assert_eq!(exact(0.000_123_456), "0.000123456");
        assert_eq!(exact(-1.5), "-1.5");
        assert_eq!(exact(0.0), "0");
        assert_eq!(exact(f64::INFINITY), "unbounded");
    }

    #[test]
    fn places_in_the_design_are_named() {
        let mut design = Design::default();
        design.workload.journeys.push(Journey {
            id: "a".to_owned(),
            name: Some("Open".to_owned()),
            entry: "client".to_owned(),
            operation: Operation::Read,
            rate: None,
            peak_factor: None,
            daily_curve: None,
            content: None,
            request_bytes: None,
            response_bytes: None,
            stored_bytes: None,
        });
        design.components.push(Component { id: "db".to_owned(), ..Component::default() });
        assert_eq!(place_in_design(&design, "workload.journeys[0].peak_factor"), "Peak over average of Open");
        assert_eq!(place_in_design(&design, "components[0].settings.read_capacity"), "read capacity of db");
        assert_eq!(place_in_design(&design, "components[db].shards"), "Shards of db");
        assert_eq!(place_in_design(&design, "components[db]"), "db");
        assert_eq!(place_in_design(&design, "components[db].places.eu-a"), "copies in eu-a of db");
        assert_eq!(place_in_design(&design, "places[p,q,r,s,t]"), "p, q, r … (+2)");
        assert_eq!(place_in_design(&design, "workload.horizon_years"), "Storage planned ahead");
        assert_eq!(place_in_design(&design, "components[9].x["), "x[");
        assert_eq!(place_in_design(&design, "constant"), "constant");
    }
}
