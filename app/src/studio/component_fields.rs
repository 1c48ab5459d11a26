//! The fields of a component: its product, its copies, where they stand, and what its kind declares.

use loadbearing_engine::design::format::{COUNT, REPLICAS};
use loadbearing_engine::design::vocabulary::{Fallback, SettingSpec, Source};
use loadbearing_engine::design::{Component, Design, OwnKind, Place, Placement, Setting};
use loadbearing_engine::kinds::{Copies, Kind};

use super::fields::{Control, Field, assumed, shown, switch_word};
use crate::languages::{t, t_with, told};

/// The fields of a component of a kind, under the headings of the inspector.
#[must_use]
pub fn groups(design: &Design, component: &Component, kind: &Kind) -> Vec<(&'static str, Vec<Field>)> {
    let (scaling, settings): (Vec<&SettingSpec>, Vec<&SettingSpec>) =
        kind.all_settings().into_iter().partition(|spec| is_of_autoscaling(spec));
    let own = design.own_kind(component);
    let is_own = |spec: &SettingSpec| own.is_some_and(|(_, own)| own.values.contains_key(spec.name));
    let (figures, others): (Vec<&SettingSpec>, Vec<&SettingSpec>) =
        settings.into_iter().partition(|spec| is_own(spec) || is_figure(component, kind, spec));
    let field = |spec: &&SettingSpec| match own {
        Some((id, own)) if is_own(spec) => of_own(id, own, setting(component, kind, spec)),
        _ => setting(component, kind, spec),
    };
    let groups = [
        (t("inspector.size"), size(design, component, kind, own.is_some())),
        (t("inspector.autoscaling"), scaling.iter().map(|spec| said(field(spec))).collect()),
        (t("inspector.figures"), figures.iter().map(field).collect()),
        (t("inspector.facts"), others.iter().map(field).collect::<Vec<Field>>()),
    ];
    groups.into_iter().filter(|(_, fields)| !fields.is_empty()).collect()
}

/// How the number of copies follows what arrives.
fn is_of_autoscaling(spec: &SettingSpec) -> bool {
    spec.name.starts_with("autoscaling_")
}

/// A field that says what it means while it is open: what is taken then depends on the others.
fn said(field: Field) -> Field {
    if field.default.is_empty() { Field { origin: field.meaning.clone(), ..field } } else { field }
}

/// What the engine computes with: it has a default; the rest stays open until somebody states it.
fn is_figure(component: &Component, kind: &Kind, spec: &SettingSpec) -> bool {
    let (default, _) = default_of(component, kind, spec);
    default != Fallback::Open
}

fn default_of(component: &Component, kind: &Kind, spec: &SettingSpec) -> (Fallback, Source) {
    let preset = component.preset.as_deref().and_then(|id| kind.preset(id));
    let of_preset = preset.and_then(|preset| preset.settings.iter().find(|(name, ..)| *name == spec.name));
    of_preset.map_or((spec.default, spec.source), |(_, value, source)| (*value, *source))
}

fn setting(component: &Component, kind: &Kind, spec: &SettingSpec) -> Field {
    let (default, source) = default_of(component, kind, spec);
    let field = Field::of(spec, default, source).or_taken("component");
    if spec.name == "managed" && default == Fallback::Open {
        let word = switch_word(kind.managed);
        let origin = t_with("field.of-kind", &[("default", &word), ("kind", &told(kind.name))]);
        return field.with_default(word, origin);
    }
    field
}

/// A field whose value without one is that of the author's own kind.
fn of_own(id: &str, own: &OwnKind, field: Field) -> Field {
    let Some(value) = own.values.get(&field.name) else { return field };
    let (default, kind) = (shown(&field.control, value), own.label(id));
    let source = own.sources.get(&field.name).filter(|source| !source.trim().is_empty());
    let origin = match source {
        Some(source) => t_with("field.own-sourced", &[("default", &default), ("kind", &kind), ("source", source)]),
        None => t_with("field.own", &[("default", &default), ("kind", &kind)]),
    };
    field.with_default(default, origin)
}

/// Product, copies and places. Products of the kind that an own kind is made from are none of its own.
fn size(design: &Design, component: &Component, kind: &Kind, is_own: bool) -> Vec<Field> {
    let count = |name: &str, label, meaning, bounds, default: &str| {
        Field::plain(name, label, meaning, Control::Count(bounds)).with_default(default, assumed(default))
    };
    let mut fields = Vec::new();
    if !kind.presets.is_empty() && !is_own {
        let presets = kind.presets.iter().map(|preset| (preset.id.to_owned(), told(preset.name).to_owned())).collect();
        let field = Field::plain("preset", t("field.preset"), t("field.preset.meaning"), Control::Choice(presets));
        fields.push(field.with_default("", t("field.preset.none")));
    }
    match kind.copies {
        Copies::Inside => {}
        Copies::Pool => {
            let field = count("instances", t("field.instances"), t("field.instances.meaning"), &COUNT, "1");
            fields.push(match &component.places {
                Placement::Counted(counts) => {
                    let all = counts.values().sum::<u32>().to_string();
                    let origin = t_with("field.counted", &[("default", &all)]);
                    field.with_default(all, origin)
                }
                _ => field,
            });
        }
        Copies::Shards => {
            fields.push(count("shards", t("field.shards"), t("field.shards.meaning"), &COUNT, "1"));
            fields.push(count("replicas", t("field.replicas"), t("field.replicas.meaning"), &REPLICAS, "0"));
        }
    }
    if kind.copies != Copies::Inside && !design.places.is_empty() {
        let name = |place: &Place| place.name.clone().unwrap_or_else(|| place.id.clone());
        let places = design.places.iter().map(|place| (place.id.clone(), name(place))).collect();
        let field = Field::plain("places", t("field.places"), t("field.places.meaning"), Control::Several(places));
        fields.push(field.with_default("", t("field.places.none")));
    }
    fields
}

/// The value of a field, where the design states it.
#[must_use]
pub fn value(component: &Component, name: &str) -> Option<Setting> {
    let count = |count: Option<u32>| count.map(|count| Setting::Number(f64::from(count)));
    match name {
        "preset" => component.preset.clone().map(Setting::Text),
        "instances" => count(component.instances),
        "shards" => count(component.shards),
        "replicas" => count(component.replicas),
        "places" => {
            let ids: Vec<String> = component.places.ids().into_iter().map(str::to_owned).collect();
            (!ids.is_empty()).then_some(Setting::Words(ids))
        }
        setting => component.settings.get(setting).cloned(),
    }
}

/// Puts a value into a component, or takes the stated one out.
pub fn put(component: &mut Component, name: &str, value: Option<Setting>) {
    match name {
        "preset" => component.preset = value.as_ref().and_then(Setting::text).map(str::to_owned),
        "instances" => component.instances = whole(value.as_ref()),
        "shards" => component.shards = whole(value.as_ref()),
        "replicas" => component.replicas = whole(value.as_ref()),
        "places" => {
            component.places = match value {
                Some(Setting::Words(ids)) if !ids.is_empty() => Placement::Spread(ids),
                _ => Placement::Nowhere,
            };
        }
        setting => {
            match value {
                Some(value) => component.settings.insert(setting.to_owned(), value),
                None => component.settings.remove(setting),
            };
        }
    }
}

/// A count as a design holds it. Fields let only whole numbers through.
#[must_use]
pub fn whole(value: Option<&Setting>) -> Option<u32> {
    Some(value?.number()? as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::kinds;

    #[test]
    fn what_is_put_is_found_again_and_can_be_set_back() {
        for (name, setting) in [
            ("preset", Setting::Text("redis".to_owned())),
            ("instances", Setting::Number(15.0)),
            ("shards", Setting::Number(3.0)),
            ("replicas", Setting::Number(1.0)),
            ("places", Setting::Words(vec!["eu".to_owned()])),
            ("hit_rate", Setting::Number(0.8)),
        ] {
            let mut component = Component::default();
            put(&mut component, name, Some(setting.clone()));
            assert_eq!(value(&component, name), Some(setting), "{name}");
            put(&mut component, name, None);
            assert_eq!(component, Component::default(), "{name}");
        }
    }

    #[test]
    fn every_kind_has_fields_and_none_twice() {
        for kind in kinds::catalogue::ALL {
            let groups = groups(&Design::default(), &Component::default(), kind);
            let mut names: Vec<&str> =
                groups.iter().flat_map(|(_, fields)| fields).map(|field| field.name.as_str()).collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{}", kind.id);
        }
    }

    #[test]
    fn a_component_of_an_own_kind_shows_its_figures_with_the_authors_source() {
        let mut own = OwnKind { from: "sql".to_owned(), name: Some("Ours".to_owned()), ..OwnKind::default() };
        own.values.insert("read_capacity".to_owned(), Setting::Number(123.0));
        own.sources.insert("read_capacity".to_owned(), "load test".to_owned());
        let design = Design { kinds: [("own-db".to_owned(), own)].into(), ..Design::default() };
        let component = Component { kind: "sql".to_owned(), own: Some("own-db".to_owned()), ..Component::default() };
        let all = groups(&design, &component, kinds::find("sql").expect("databases are known"));
        let fields: Vec<&Field> = all.iter().flat_map(|(_, fields)| fields).collect();
        let reads = fields.iter().find(|field| field.name == "read_capacity").expect("databases read");
        assert!(reads.default.starts_with("123") && reads.origin.contains("load test"), "{reads:?}");
        assert!(fields.iter().all(|field| field.name != "preset"));
    }

    #[test]
    fn what_holds_without_a_value_is_said_truly() {
        let field = |component: &Component, kind: &str, name: &str| {
            let groups = groups(&Design::default(), component, kinds::find(kind).expect("the kind is known"));
            let found = groups.into_iter().flat_map(|(_, fields)| fields).find(|field| field.name == name);
            found.expect("the kind has the field")
        };
        let plain = Component::default();
        assert_eq!(field(&plain, "sql", "shards").origin, "Without a value 1: an assumption, no document gives it");
        assert_eq!(field(&plain, "sql", "replicas").origin, "Without a value 0: an assumption, no document gives it");
        let spread =
            Component { places: Placement::Counted([("eu".to_owned(), 2), ("us".to_owned(), 3)].into()), ..plain };
        let copies = field(&spread, "server", "instances");
        assert!(copies.default == "5" && copies.origin.contains("places"), "{copies:?}");
        for (kind, word) in [("sql", "no"), ("object-store", "yes")] {
            let managed = field(&Component::default(), kind, "managed");
            assert!(managed.default == word && managed.origin.contains(word), "{managed:?}");
        }
        let cause = field(&Component::default(), "sql", "common_cause");
        assert!(cause.default.is_empty() && cause.origin.contains("independently"), "{cause:?}");
        let network = field(&Component::default(), "sql", "network");
        assert!(network.origin.contains("rules"), "{network:?}");
    }

    #[test]
    fn the_default_is_that_of_the_product() {
        let kind = kinds::find("sql").expect("databases are known");
        let spec = kind.setting("read_capacity").expect("databases read");
        let plain = setting(&Component::default(), kind, spec);
        let product = Component { preset: Some("postgresql".to_owned()), ..Component::default() };
        assert_ne!(setting(&product, kind, spec).default, plain.default);
    }
}
