//! The fields of a region, a zone or a network, and the edits that add and remove one.

use loadbearing_engine::analysis::graph::{REGION_AVAILABILITY, ZONE_AVAILABILITY};
use loadbearing_engine::design::{Design, Place, PlaceKind, Setting};

use super::fields::{Control, Field};
pub use crate::document::frames::label;
use crate::document::{Edit, ids};
use crate::languages::{t, t_with};
use crate::quantity::{Quantity, write};

const KINDS: [(PlaceKind, &str); 3] =
    [(PlaceKind::Region, "region"), (PlaceKind::Zone, "zone"), (PlaceKind::Network, "network")];

/// The fields of a place.
#[must_use]
pub fn fields(design: &Design, place: &Place) -> Vec<Field> {
    let own = |name: &str| format!("place-{}-{name}", place.id);
    let kinds = KINDS.iter().map(|(kind, word)| ((*word).to_owned(), kind_word(*kind).to_owned())).collect();
    let others = design.places.iter().filter(|other| other.id != place.id);
    let others: Vec<(String, String)> = others.map(|other| (other.id.clone(), label(other).to_owned())).collect();
    let mut fields = vec![
        Field::plain(&own("name"), t("place.name"), t("place.name.meaning"), Control::Text)
            .with_default(place.id.clone(), ""),
        Field::plain(&own("kind"), t("place.kind"), t("place.kind.meaning"), Control::Choice(kinds)),
    ];
    if !others.is_empty() {
        let field = Field::plain(&own("within"), t("place.within"), t("place.within.meaning"), Control::Choice(others));
        fields.push(field.with_default(t("place.within.none"), ""));
    }
    if let Some(default) = default_availability(place.kind) {
        let (control, default) = (Control::Quantity(Quantity::Share), write(Quantity::Share, default));
        let origin = t_with("field.assumed", &[("default", &default)]);
        let field =
            Field::plain(&own("availability"), t("place.availability"), t("place.availability.meaning"), control);
        fields.push(field.with_default(default, origin));
    }
    fields
}

/// Networks are no fate.
const fn default_availability(kind: PlaceKind) -> Option<f64> {
    match kind {
        PlaceKind::Region => Some(REGION_AVAILABILITY),
        PlaceKind::Zone => Some(ZONE_AVAILABILITY),
        PlaceKind::Network => None,
    }
}

/// What a kind of place is called.
#[must_use]
pub fn kind_word(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Region => t("place.region"),
        PlaceKind::Zone => t("place.zone"),
        PlaceKind::Network => t("place.network"),
    }
}

/// The value of a field, by the last word of its name.
#[must_use]
pub fn value(place: &Place, field: &str) -> Option<Setting> {
    match last_word(field) {
        "name" => place.name.clone().map(Setting::Text),
        "kind" => {
            let word = KINDS.iter().find(|(kind, _)| *kind == place.kind).map(|(_, word)| *word);
            word.map(|word| Setting::Text(word.to_owned()))
        }
        "within" => place.within.clone().map(Setting::Text),
        "availability" => place.availability.map(Setting::Number),
        _ => None,
    }
}

/// The edit that puts a value into a place, or takes the stated one out.
#[must_use]
pub fn put(design: &Design, id: &str, field: &str, value: Option<Setting>) -> Edit {
    let mut places = design.places.clone();
    let Some(place) = places.iter_mut().find(|place| place.id == id) else { return Edit::Nothing };
    let text = value.as_ref().and_then(Setting::text).map(str::to_owned);
    match last_word(field) {
        "name" => place.name = text,
        "kind" => {
            let kind = KINDS.iter().find(|(_, word)| Some(*word) == text.as_deref()).map(|(kind, _)| *kind);
            place.kind = kind.unwrap_or(place.kind);
        }
        "within" => place.within = text,
        "availability" => place.availability = value.as_ref().and_then(Setting::number),
        _ => {}
    }
    Edit::ChangePlaces(places)
}

fn last_word(field: &str) -> &str {
    field.rsplit('-').next().unwrap_or(field)
}

/// The edit that adds a place; a zone goes into the region where there is only one.
#[must_use]
pub fn add(design: &Design, kind: PlaceKind) -> Edit {
    let wish = KINDS.iter().find(|(known, _)| *known == kind).map_or("place", |(_, word)| *word);
    let id = ids::fresh(wish, |id| design.places.iter().any(|place| place.id == id));
    let mut regions = design.places.iter().filter(|place| place.kind == PlaceKind::Region);
    let within = match (kind, regions.next(), regions.next()) {
        (PlaceKind::Zone, Some(only), None) => Some(only.id.clone()),
        _ => None,
    };
    let name = Some(fresh_name(design, kind));
    let mut places = design.places.clone();
    places.push(Place { id, kind, within, name, availability: None });
    Edit::ChangePlaces(places)
}

/// What the next place of a kind is called.
#[must_use]
pub fn fresh_name(design: &Design, kind: PlaceKind) -> String {
    let count = design.places.iter().filter(|place| place.kind == kind).count() + 1;
    format!("{} {count}", kind_word(kind))
}

/// The edit that removes a place; what stood there stands nowhere.
#[must_use]
pub fn remove(design: &Design, id: &str) -> Edit {
    Edit::ChangePlaces(design.places.iter().filter(|place| place.id != id).cloned().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(design: &Design, edit: Edit) -> Design {
        let Edit::ChangePlaces(places) = edit else { return design.clone() };
        Design { places, ..design.clone() }
    }

    #[test]
    fn a_zone_goes_into_the_only_region() {
        let design = after(&Design::default(), add(&Design::default(), PlaceKind::Region));
        let design = after(&design, add(&design, PlaceKind::Zone));
        let design = after(&design, add(&design, PlaceKind::Zone));
        assert_eq!(design.places[2].within, Some(design.places[0].id.clone()));
        assert_ne!(design.places[1].id, design.places[2].id);
        assert_eq!(after(&design, remove(&design, "region")).places.len(), 2);
    }

    #[test]
    fn what_is_put_is_found_again() {
        let design = after(&Design::default(), add(&Design::default(), PlaceKind::Zone));
        for (field, setting) in [
            ("name", Setting::Text("Frankfurt".to_owned())),
            ("kind", Setting::Text("network".to_owned())),
            ("availability", Setting::Number(0.99)),
        ] {
            let changed = after(&design, put(&design, "zone", &format!("place-zone-{field}"), Some(setting.clone())));
            assert_eq!(value(&changed.places[0], field), Some(setting));
        }
        assert_eq!(put(&design, "gone", "name", None), Edit::Nothing);
    }
}
