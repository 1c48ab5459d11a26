//! What authors add to a design besides the system itself: kinds of their own, texts on the canvas, and pieces that are
//! kept to be put in again. Plain values, as in `model`.

use std::collections::BTreeMap;

use super::model::{Area, Component, Connection, Design, Layout, Setting, Settings, label};

/// Kinds that the author of a design made, by id.
pub type OwnKinds = BTreeMap<String, OwnKind>;

/// A kind that the author of a design made: a built-in kind with figures of its own. To the rules it is that kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OwnKind {
    /// Id of the built-in kind that it is made from.
    pub from: String,
    /// Shown to people; the id where absent.
    pub name: Option<String>,
    /// Id of the built-in kind whose icon it has; that of the one it is made from where absent.
    pub icon: Option<String>,
    /// Settings of the kind it is made from, as they are for all components of this one that do not state their own.
    pub values: Settings,
    /// Where values come from, in the author's words, by the name of the setting.
    pub sources: BTreeMap<String, String>,
}

/// Texts that lie on the canvas, by id.
pub type Notes = BTreeMap<String, Note>;

/// A text that lies on the canvas. It means nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note {
    /// What it says, in lines.
    pub text: String,
    /// Where it lies.
    pub area: Area,
}

/// Parts of designs that are kept to be put in again, by id.
pub type Pieces = BTreeMap<String, Piece>;

/// A part of a design that is kept to be put in again: components, and connections among them. It says nothing of
/// journeys and places, which other designs do not have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Piece {
    /// Shown to people; the id where absent.
    pub name: Option<String>,
    /// The boxes; their ids are unique within the piece.
    pub components: Vec<Component>,
    /// The arrows among them.
    pub connections: Vec<Connection>,
    /// Where the boxes stand to each other.
    pub layout: Layout,
}

impl Design {
    /// The author's own kind that a component is of, where there is one and it is made from the component's kind.
    #[must_use]
    pub fn own_kind(&self, component: &Component) -> Option<(&str, &OwnKind)> {
        let (id, own) = self.kinds.get_key_value(component.own.as_ref()?)?;
        (own.from == component.kind).then_some((id, own))
    }

    /// What the design says of a setting of a component: the component, else the author's own kind that it is of.
    #[must_use]
    pub fn said<'a>(&'a self, component: &'a Component, name: &str) -> Option<&'a Setting> {
        component.settings.get(name).or_else(|| self.own_kind(component)?.1.values.get(name))
    }
}

impl OwnKind {
    /// What it is called: its name, else its id.
    #[must_use]
    pub fn label<'a>(&'a self, id: &'a str) -> &'a str {
        label(self.name.as_deref(), id)
    }

    /// Id of the built-in kind whose icon it has.
    #[must_use]
    pub fn icon(&self) -> &str {
        self.icon.as_deref().unwrap_or(&self.from)
    }
}

impl Piece {
    /// What it is called: its name, else its id.
    #[must_use]
    pub fn label<'a>(&'a self, id: &'a str) -> &'a str {
        label(self.name.as_deref(), id)
    }
}
