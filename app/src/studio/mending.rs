//! Trying a fix: it is asked of the engine, shown beside the design, and applied as one step that can be taken back, or
//! left. Until then nothing of the design changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use loadbearing_engine::design::{Component, Design};
use loadbearing_engine::report::{FindingName, FixReport};

use super::Studio;
use crate::canvas::curve::Curve;
use crate::canvas::geometry::{Point, Rect, Size};
use crate::canvas::scene::Scene;
use crate::canvas::selection::Selection;
use crate::connection_key::ConnectionKey;
use crate::document::{BOX, beside, ends};
use crate::languages::phrases::say;
use crate::languages::{t, t_with};
use crate::order::gathered;
use crate::signals::*;
use crate::summary::names::said;

/// A fix that is being looked at: of which finding, and of which design.
#[derive(Clone, Debug, PartialEq)]
pub struct Mending {
    /// The finding.
    pub of: FindingName,
    /// The design as it was when the fix was asked for: of another one it says nothing.
    pub design: Arc<Design>,
}

/// What is drawn of a fix above the design.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ghosts {
    /// Boxes that are new.
    pub added: Vec<(Rect, String)>,
    /// Boxes that are changed, and how.
    pub changed: Vec<(Rect, String)>,
    /// Ways that are new, or lead elsewhere from now on.
    pub ways: Vec<Curve>,
    /// Ways that go.
    pub gone: Vec<Curve>,
}

/// What a fix adds and changes, to be drawn.
#[must_use]
pub fn ghosts(design: &Design, scene: &Scene, fix: &FixReport, corners: &BTreeMap<String, (f64, f64)>) -> Ghosts {
    let size = Size::new(BOX.0, BOX.1);
    let place = |id: &str| match corners.get(id) {
        Some(&(x, y)) => Some(Rect::new(Point::new(x, y), size)),
        None => scene.rect_of(id),
    };
    let before = |id: &str| design.components.iter().find(|component| component.id == id);
    let mut found = Ghosts::default();
    for component in &fix.design.components {
        let Some(area) = place(&component.id) else { continue };
        match before(&component.id) {
            None => found.added.push((area, t_with("fix.ghost-new", &[("name", &say(component.label()))]))),
            Some(known) if known != component => found.changed.push((area, changes(component, fix))),
            Some(_) => {}
        }
    }
    let keyed = |design: &Design| -> Vec<ConnectionKey> { ConnectionKey::number(ends(design)) };
    let (old, new) = (keyed(design), keyed(&fix.design));
    let curve = |key: &ConnectionKey| Some(Curve::between(place(&key.from)?, place(&key.to)?));
    let said = |design: &Design, keys: &[ConnectionKey], key: &ConnectionKey| {
        keys.iter().position(|known| known == key).map(|at| design.connections[at].clone())
    };
    for key in &new {
        if said(design, &old, key) != said(&fix.design, &new, key) {
            found.ways.extend(curve(key));
        }
    }
    found.gone.extend(old.iter().filter(|key| !new.contains(key)).filter_map(curve));
    found
}

/// What the sentences of a fix say of a component.
fn changes(component: &Component, fix: &FixReport) -> String {
    let own = format!("{}: ", component.label());
    let said = fix.steps.iter().map(|step| said(&fix.design, &step.says));
    let said = said.filter_map(|words| Some(words.strip_prefix(&own)?.trim_end_matches('.').to_owned()));
    let words: Vec<String> = said.collect();
    if words.is_empty() { t("fix.ghost-changed").to_owned() } else { words.join(", ") }
}

impl Studio {
    /// Asks what the fix of a finding would bring; asked again, leaves it.
    pub fn try_fix(self, of: FindingName) {
        if self.mending.read_untracked().as_ref().is_some_and(|mending| mending.of == of) {
            return self.leave_fix();
        }
        self.engine.mend(&of);
        self.reveal(&Selection { components: gathered(of.components.clone()), ..Selection::default() });
        self.mending.set(Some(Mending { of, design: self.design.get_untracked() }));
    }

    /// Whether the fix of a finding is being looked at.
    #[must_use]
    pub fn is_trying(self, of: &FindingName) -> bool {
        let design = self.design.read();
        self.mending.read().as_ref().is_some_and(|mending| mending.of == *of && mending.design == *design)
    }

    /// What the fix that is being looked at would bring; nothing while that is not known.
    #[must_use]
    pub fn tried(self) -> Option<Arc<FixReport>> {
        let mending = self.mending.get()?;
        if mending.design != *self.design.read() {
            return None;
        }
        self.engine.fix.get().filter(|fix| fix.of == mending.of)
    }

    /// Changes the design as the fix does that is being looked at.
    pub fn apply_fix(self) {
        let Some(fix) = untracked(Box::new(move || self.tried())) else { return };
        let mut design = fix.design.clone();
        // What is new has a name of the page's own language.
        for component in design.components.iter_mut().filter(|component| fix.beside.contains_key(&component.id)) {
            component.name = component.name.as_deref().map(say);
        }
        let edit = beside::mended(&self.document.read_untracked(), &design, &fix.beside);
        self.mending.set(None);
        if self.edit(edit) {
            self.announce(t("fix.applied"));
        }
    }

    /// Leaves the fix; the design is as it was.
    pub fn leave_fix(self) {
        if self.mending.read_untracked().is_some() {
            self.mending.set(None);
            self.announce(t("fix.left"));
        }
    }

    /// What is drawn of the fix that is being looked at.
    #[must_use]
    pub fn ghosts(self) -> Ghosts {
        let Some(fix) = self.tried() else { return Ghosts::default() };
        let corners = beside::corners(&self.document.read(), &fix.beside);
        ghosts(&self.design.read(), &self.scene.read(), &fix, &corners)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::design::Connection;
    use loadbearing_engine::report::FixStep;

    #[test]
    fn what_is_added_changed_and_led_elsewhere_is_drawn() {
        let component = |id: &str| Component { id: id.to_owned(), kind: "server".to_owned(), ..Component::default() };
        let way =
            |from: &str, to: &str| Connection { from: from.to_owned(), to: to.to_owned(), ..Connection::default() };
        let design = Design {
            components: vec![component("a"), component("b")],
            connections: vec![way("a", "b")],
            ..Design::default()
        };
        let mut after = design.clone();
        after.components[1].instances = Some(2);
        after.components.push(component("lb"));
        after.connections = vec![way("a", "lb"), way("lb", "b")];
        let fix = FixReport {
            design: after,
            steps: vec![FixStep { says: "b: 2 instances instead of 1.".to_owned(), source: "".into() }],
            ..FixReport::default()
        };
        let scene = Scene::new([("a", Point::default()), ("b", Point::new(400.0, 0.0))], [("a", "b")]);
        let found = ghosts(&design, &scene, &fix, &[("lb".to_owned(), (200.0, 136.0))].into());
        let area = Rect::new(Point::new(400.0, 0.0), Size::new(BOX.0, BOX.1));
        assert_eq!(found.changed, [(area, "2 instances instead of 1".to_owned())]);
        assert_eq!(found.added.len(), 1);
        assert_eq!((found.ways.len(), found.gone.len()), (2, 1));
        assert_eq!(found.added[0].0.corner(), Point::new(200.0, 136.0));
    }
}
