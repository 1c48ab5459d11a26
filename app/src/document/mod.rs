//! The open design with its layout, the edits that change it, and their history.
//! Knows no canvas and no page: what is selected or in view is not part of a document.

pub mod arrange;
pub mod beside;
pub mod clipboard;
pub mod difference;
pub mod edit;
pub mod frames;
pub mod heal;
mod heal_own;
pub mod history;
pub mod ids;
pub mod insertion;
mod layers;
pub mod lining;
pub mod nesting;
pub mod notes;
pub mod own;
pub mod part;
pub mod placing;
pub mod readable;
pub mod steps;

#[cfg(test)]
mod random_edits;

use loadbearing_engine::design::{
    Area, Component, Connection, Design, DesignFile, Frames, Layout, Notes, Pieces, Step,
};

pub use edit::Edit;
pub use history::History;
pub use part::Part;

/// The size of a box in the layout, in world pixels: width and height.
pub const BOX: (f64, f64) = (168.0, 72.0);

/// A design, where its boxes stand and where its places are drawn, what is written beside them, what is kept to be put in
/// again, and how it is presented.
///
/// Invariant, kept by `heal`: ids are unique, nothing refers to what is not there, and every
/// component has a place. So a document can always be written to a file that can be read again.
/// It changes only by `Edit`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    design: Design,
    layout: Layout,
    frames: Frames,
    notes: Notes,
    pieces: Pieces,
    steps: Vec<Step>,
}

impl Document {
    /// Opens a file. Boxes without a place get one.
    #[must_use]
    pub fn open(file: DesignFile) -> Self {
        let mut document = Self::held(file);
        heal::heal(&mut document);
        document
    }

    /// What a file holds, as it is: for one that is whole, such as what came with the page.
    #[must_use]
    pub fn held(file: DesignFile) -> Self {
        let DesignFile { design, layout, frames, notes, pieces, steps } = file;
        Self { design, layout, frames, notes, pieces, steps }
    }

    /// The design: what the engine evaluates.
    #[must_use]
    pub const fn design(&self) -> &Design {
        &self.design
    }

    /// What of the design means something: all but how connections are bent.
    #[must_use]
    pub fn meant(&self) -> Design {
        let mut design = self.design.clone();
        design.connections.iter_mut().for_each(|connection| connection.bends.clear());
        design
    }

    /// Where somebody has bent each connection, in the order of the design.
    #[must_use]
    pub fn bends(&self) -> Vec<Vec<(f64, f64)>> {
        self.design.connections.iter().map(|connection| connection.bends.clone()).collect()
    }

    /// The upper left corner of each box in world pixels, by component id.
    #[must_use]
    pub const fn layout(&self) -> &Layout {
        &self.layout
    }

    /// What is written on the canvas, by id.
    #[must_use]
    pub const fn notes(&self) -> &Notes {
        &self.notes
    }

    /// Parts that are kept to be put in again, by id.
    #[must_use]
    pub const fn pieces(&self) -> &Pieces {
        &self.pieces
    }

    /// The document as a file.
    #[must_use]
    pub fn file(&self) -> DesignFile {
        let Self { design, layout, frames, notes, pieces, steps } = self.clone();
        DesignFile { design, layout, frames, notes, pieces, steps }
    }

    /// How it is presented, step by step.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Whether a component is kept from being moved and deleted by hand.
    #[must_use]
    pub fn is_locked(&self, id: &str) -> bool {
        self.component(id).is_some_and(|component| component.locked)
    }

    /// A component by its id.
    #[must_use]
    pub fn component(&self, id: &str) -> Option<&Component> {
        self.design.components.iter().find(|component| component.id == id)
    }

    /// A connection by its key.
    #[must_use]
    pub fn connection(&self, key: &crate::connection_key::ConnectionKey) -> Option<&Connection> {
        self.design.connections.get(key.position(ends(&self.design))?)
    }

    /// Where a place was drawn, where somebody drew it.
    #[must_use]
    pub fn drawn(&self, place: &str) -> Option<Area> {
        self.frames.get(place).copied()
    }

    /// The upper left corner of a component's box in world pixels.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<(f64, f64)> {
        self.layout.get(id).copied()
    }
}

/// The ends of all connections, in the order of the file.
pub fn ends(design: &Design) -> impl Iterator<Item = (&str, &str)> {
    design.connections.iter().map(|connection| (connection.from.as_str(), connection.to.as_str()))
}
