//! What stands where: changes of frames, and of boxes that cross their borders.

use super::Studio;
use super::place_fields::fresh_name;
use crate::command::Standing;
use crate::document::{Edit, placing};
use crate::languages::{t, t_with};
use crate::signals::*;

impl Studio {
    /// Does a change of what stands where, and says which places there are more or fewer components in.
    pub(super) fn stand(self, standing: &Standing) {
        let document = self.document.get_untracked();
        let edit = match standing {
            Standing::Moved { ids, notes, by, .. } => {
                Edit::Batch(vec![placing::moved(&document, ids, *by), Edit::MoveNotes { ids: notes.clone(), by: *by }])
            }
            Standing::TakenOut { ids } => placing::taken_out(&document, ids),
            Standing::Drawn(area) => placing::drawn(&document, *area, |kind| fresh_name(document.design(), kind)),
            Standing::Sized { id, area } => placing::sized(&document, id, *area),
            Standing::Shifted { id, by } => placing::shifted(&document, id, *by),
        };
        match standing {
            Standing::Moved { series: Some(name), .. } => self.edit_in_series(name, edit),
            _ => self.edit(edit),
        };
        let said = self.document.with_untracked(|after| {
            let words = placing::crossings(&document, after).into_iter().map(|(component, place)| match place {
                Some(place) => t_with("said.stands-in", &[("component", &component), ("place", &place)]),
                None => t_with("said.stands-nowhere", &[("component", &component)]),
            });
            words.collect::<Vec<_>>()
        });
        match said.len() {
            0 => {}
            1..=3 => self.announce(said.join(" ")),
            count => self.announce(t_with("said.stand-elsewhere", &[("count", &count.to_string())])),
        }
        if let Standing::Drawn(_) = standing {
            self.announce(t("said.framed"));
        }
    }
}
