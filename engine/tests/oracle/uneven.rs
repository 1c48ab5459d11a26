//! Drawn designs whose shards get more or less than an even part.

use loadbearing_engine::design::{Design, Setting};
use loadbearing_engine::kinds::{self, Copies};

use super::generate::Dice;

/// The same with three shards of whatever is split, some of which get more than others: all of the time, or only where
/// one key is hot.
pub fn with_uneven_shards(mut design: Design, numbers: &[u32]) -> Design {
    let mut dice = Dice { numbers: numbers.iter() };
    if dice.one_in(2) {
        design.workload.settings.insert("hottest_key_share".to_owned(), Setting::Number(0.25));
    }
    for component in &mut design.components {
        let kind = kinds::find(&component.kind).unwrap();
        if kind.copies == Copies::Shards && component.instances.is_none() {
            component.shards = Some(3);
            if kind.setting("largest_shard_share").is_some() && dice.one_in(2) {
                let share = dice.of(&[0.2, 0.45, 0.6]);
                component.settings.insert("largest_shard_share".to_owned(), Setting::Number(share));
            }
        }
    }
    design
}
