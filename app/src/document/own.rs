//! What the author adds to the palette: kinds of their own, and pieces. Each change is one edit.

use super::{Document, Edit, Part, ids};
use loadbearing_engine::design::vocabulary::{Fallback, Source};
use loadbearing_engine::design::{Component, OwnKind, Piece, Placement, Setting, Settings};
use loadbearing_engine::kinds;

/// What ids of own kinds begin with: no built-in kind is called so, now or later.
const OWN: &str = "own-";

/// Makes an own kind of a component: its settings and those of its product become values of the kind, and the component
/// is the first of it, with the figures it had. The id of the kind, and the edit.
#[must_use]
pub fn kind_of(document: &Document, id: &str) -> Option<(String, Edit)> {
    let component = document.component(id)?;
    let kind = kinds::find(&component.kind)?;
    let base = document.design().own_kind(component).map(|(_, own)| own.clone());
    let mut own = base.unwrap_or_else(|| OwnKind { from: kind.id.to_owned(), ..OwnKind::default() });
    own.name = Some(component.label().to_owned());
    let preset = component.preset.as_deref().and_then(|preset| kind.preset(preset));
    for (name, value, source) in preset.iter().flat_map(|preset| preset.settings) {
        if let Some(value) = said(*value) {
            own.values.insert((*name).to_owned(), value);
            if let Source::Documented(text) = source {
                own.sources.insert((*name).to_owned(), (*text).to_owned());
            }
        }
    }
    for (name, value) in &component.settings {
        own.values.insert(name.clone(), value.clone());
        own.sources.remove(name);
    }
    let new_id = fresh_kind(document, component.label());
    let to = Component { own: Some(new_id.clone()), preset: None, settings: Settings::new(), ..component.clone() };
    let mut all = document.design().kinds.clone();
    all.insert(new_id.clone(), own);
    let change = Edit::ChangeComponent { id: id.to_owned(), to: Box::new(to) };
    Some((new_id, Edit::Batch(vec![Edit::ChangeKinds(all), change])))
}

fn said(value: Fallback) -> Option<Setting> {
    Some(match value {
        Fallback::Open => return None,
        Fallback::Number(value) => Setting::Number(value),
        Fallback::Switch(is_on) => Setting::Switch(is_on),
        Fallback::Text(text) => Setting::Text(text.to_owned()),
    })
}

/// A new kind made from a built-in one, which differs in nothing yet: its id, and the edit.
#[must_use]
pub fn new_kind(document: &Document, from: &str, name: &str) -> (String, Edit) {
    let id = fresh_kind(document, name);
    let mut all = document.design().kinds.clone();
    let own = OwnKind { from: from.to_owned(), name: Some(name.to_owned()), ..OwnKind::default() };
    all.insert(id.clone(), own);
    (id, Edit::ChangeKinds(all))
}

fn fresh_kind(document: &Document, name: &str) -> String {
    let name = ids::from_name(name);
    let name = name.strip_prefix(OWN).unwrap_or(&name);
    let wish = if name.is_empty() { "kind" } else { name };
    ids::fresh(&format!("{OWN}{wish}"), |id| document.design().kinds.contains_key(id))
}

/// Changes an own kind.
#[must_use]
pub fn kind_changed(document: &Document, id: &str, change: impl FnOnce(&mut OwnKind)) -> Edit {
    let mut all = document.design().kinds.clone();
    let Some(own) = all.get_mut(id) else { return Edit::Nothing };
    change(own);
    Edit::ChangeKinds(all)
}

/// Takes an own kind away. Its components, and those in pieces, state its values from now on, so that no figure changes.
#[must_use]
pub fn without_kind(document: &Document, id: &str) -> Edit {
    let design = document.design();
    let mut all = design.kinds.clone();
    let Some(gone) = all.remove(id) else { return Edit::Nothing };
    let is_of_it = |component: &&Component| component.own.as_deref() == Some(id);
    let plain = |component: &Component| {
        let mut to = Component { own: None, ..component.clone() };
        for (name, value) in &gone.values {
            to.settings.entry(name.clone()).or_insert_with(|| value.clone());
        }
        to
    };
    let changes = design
        .components
        .iter()
        .filter(is_of_it)
        .map(|component| Edit::ChangeComponent { id: component.id.clone(), to: Box::new(plain(component)) });
    let mut edits: Vec<Edit> = changes.collect();
    let mut pieces = document.pieces().clone();
    for component in pieces.values_mut().flat_map(|piece| &mut piece.components) {
        if is_of_it(&&*component) {
            *component = plain(component);
        }
    }
    edits.push(Edit::ChangePieces(pieces));
    edits.push(Edit::ChangeKinds(all));
    Edit::Batch(edits)
}

/// Keeps some components with the connections among them as a piece: its id, and the edit. `None` where there are none.
#[must_use]
pub fn piece_of(document: &Document, is_meant: impl Fn(&str) -> bool) -> Option<(String, Edit)> {
    const MOST_NAMED: usize = 3;
    let part = Part::of(document, is_meant);
    let corners = || part.components.iter().filter_map(|(_, corner)| *corner);
    let left = corners().map(|corner| corner.0).reduce(f64::min)?;
    let top = corners().map(|corner| corner.1).reduce(f64::min)?;
    let names: Vec<&str> = part.components.iter().take(MOST_NAMED).map(|(component, _)| component.label()).collect();
    let more = if part.components.len() > MOST_NAMED { " …" } else { "" };
    let mut piece = Piece { name: Some(format!("{}{more}", names.join(", "))), ..Piece::default() };
    for (component, corner) in &part.components {
        if let Some((x, y)) = corner {
            piece.layout.insert(component.id.clone(), (x - left, y - top));
        }
        piece.components.push(Component { places: Placement::Nowhere, locked: false, ..component.clone() });
    }
    piece.connections = part.connections;
    let id = ids::fresh("piece", |id| document.pieces().contains_key(id));
    let mut all = document.pieces().clone();
    all.insert(id.clone(), piece);
    Some((id, Edit::ChangePieces(all)))
}

/// Gives a piece another name.
#[must_use]
pub fn piece_named(document: &Document, id: &str, name: &str) -> Edit {
    let mut all = document.pieces().clone();
    let Some(piece) = all.get_mut(id) else { return Edit::Nothing };
    piece.name = (!name.trim().is_empty()).then(|| name.to_owned());
    Edit::ChangePieces(all)
}

/// Takes a piece away. What was put in of it stays.
#[must_use]
pub fn without_piece(document: &Document, id: &str) -> Edit {
    let mut all = document.pieces().clone();
    if all.remove(id).is_some() { Edit::ChangePieces(all) } else { Edit::Nothing }
}

#[cfg(test)]
mod tests {
    use super::super::edit::apply;
    use super::super::part::PIECE;
    use super::super::random_edits::shortener;
    use super::*;
    use crate::connection_key::ConnectionKey;

    /// The shortener with a cache that has a product and a hit rate.
    fn with_a_product() -> Document {
        let mut document = shortener();
        let mut cache = document.component("redis").unwrap().clone();
        cache.preset = Some("redis".to_owned());
        cache.settings.insert("hit_rate".to_owned(), Setting::Number(0.95));
        apply(&mut document, Edit::ChangeComponent { id: "redis".to_owned(), to: Box::new(cache) });
        document
    }

    #[test]
    fn a_kind_made_of_a_component_has_its_figures_and_their_sources() {
        let mut document = with_a_product();
        let (kind, edit) = kind_of(&document, "redis").unwrap();
        apply(&mut document, edit);
        let own = &document.design().kinds[&kind];
        assert_eq!((kind.as_str(), own.from.as_str()), ("own-redis", "cache-distributed"));
        assert_eq!(own.values["hit_rate"], Setting::Number(0.95));
        assert_eq!(own.values["ops_capacity"], Setting::Number(100_000.0));
        assert!(own.sources["ops_capacity"].starts_with("worked-examples"), "the product names its source");
        let cache = document.component("redis").unwrap();
        assert_eq!((cache.own.as_deref(), &cache.preset, cache.settings.len()), (Some("own-redis"), &None, 0));
        let part = Part::from_palette(&document, "own-redis", None, (0.0, 0.0));
        apply(&mut document, Edit::Add(part));
        let new = document.component("redis-2").unwrap();
        assert_eq!((new.kind.as_str(), new.own.as_deref()), ("cache-distributed", Some("own-redis")));
    }

    #[test]
    fn without_its_kind_a_component_states_the_figures_itself() {
        let mut document = with_a_product();
        let (kind, edit) = kind_of(&document, "redis").unwrap();
        apply(&mut document, edit);
        let edit = kind_changed(&document, &kind, |own| {
            own.values.insert("ops_capacity".to_owned(), Setting::Number(50_000.0));
        });
        apply(&mut document, edit);
        let edit = without_kind(&document, &kind);
        apply(&mut document, edit);
        let cache = document.component("redis").unwrap();
        assert_eq!(cache.settings["ops_capacity"], Setting::Number(50_000.0));
        assert_eq!((cache.own.clone(), document.design().kinds.len()), (None, 0));
    }

    #[test]
    fn a_piece_is_put_in_again_with_fresh_ids_where_its_boxes_stood_to_each_other() {
        let mut document = shortener();
        let (piece, edit) = piece_of(&document, |id| id != "client").unwrap();
        apply(&mut document, edit);
        assert_eq!(document.pieces()[&piece].label(&piece), "api, redis, db");
        let before = document.clone();
        let part = Part::from_palette(&document, &format!("{PIECE}{piece}"), None, (1000.0, 1000.0));
        assert_eq!(part.centre(), Some((1000.0, 1000.0)));
        apply(&mut document, Edit::Add(part));
        let at = |document: &Document, id: &str| document.position(id).unwrap();
        let between = |one: &str, other: &str| {
            (at(&document, other).0 - at(&document, one).0, at(&document, other).1 - at(&document, one).1)
        };
        assert_eq!(between("api", "db"), between("api-2", "db-2"));
        let new = document.connection(&ConnectionKey::first("api-2", "db-2")).unwrap();
        assert_eq!((new.after_miss_in.as_slice(), &new.journeys), (&["redis-2".to_owned()][..], &None));
        assert!(document.component("db-2").unwrap().places.ids().is_empty());
        assert_eq!(document.design().workload, before.design().workload, "journeys are as they were");
        let edit = without_piece(&document, &piece);
        apply(&mut document, edit);
        assert!(document.pieces().is_empty() && document.component("db-2").is_some());
        assert!(piece_of(&document, |_| false).is_none());
    }

    #[test]
    fn locked_components_are_neither_moved_nor_deleted_by_hand() {
        let mut document = shortener();
        let lock = |document: &mut Document, locked: bool| {
            let to = Component { locked, ..document.component("api").unwrap().clone() };
            apply(document, Edit::ChangeComponent { id: "api".to_owned(), to: Box::new(to) });
        };
        lock(&mut document, true);
        let before = document.clone();
        let ids = || vec!["api".to_owned()];
        for edit in [
            Edit::Move { ids: ids(), by: (10.0, 0.0) },
            Edit::PlaceAt(vec![("api".to_owned(), (7.0, 7.0))]),
            Edit::RemoveComponents(ids()),
        ] {
            assert_eq!(apply(&mut document, edit), Edit::Nothing);
            assert_eq!(document, before);
        }
        lock(&mut document, false);
        apply(&mut document, Edit::RemoveComponents(ids()));
        assert!(document.component("api").is_none());
    }
}
