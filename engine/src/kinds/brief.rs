//! Kinds in brief: what is shown of them before anything is computed. Whoever reads nothing else needs none of their
//! pages, settings and presets, which are a hundred times as much.

use std::sync::LazyLock;

use super::{Copies, Group, catalogue};
use crate::design::ids::ById;

/// A kind in brief.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brief {
    /// Id in the file.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Heading it stands under in the palette.
    pub group: Group,
    /// What its copies are.
    pub copies: Copies,
}

/// All kinds, in the order of the catalogue. Copied as the program is built: a reference into a kind would be one to all
/// of it.
pub static ALL: [Brief; catalogue::ALL.len()] = {
    let mut all = [Brief { id: "", name: "", group: Group::Edge, copies: Copies::Inside }; catalogue::ALL.len()];
    let mut at = 0;
    while at < all.len() {
        let kind = catalogue::ALL[at];
        all[at] = Brief { id: kind.id, name: kind.name, group: kind.group, copies: kind.copies };
        at += 1;
    }
    all
};

/// A kind in brief by id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Brief> {
    static BY_ID: LazyLock<ById<'static, &'static Brief>> =
        LazyLock::new(|| ALL.iter().map(|brief| (brief.id, brief)).collect());
    BY_ID.get(id).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_there_in_brief() {
        for kind in catalogue::ALL {
            let brief = find(kind.id).expect("each is there");
            assert_eq!((brief.name, brief.group, brief.copies), (kind.name, kind.group, kind.copies));
        }
        assert_eq!(find("unheard-of"), None);
    }
}
