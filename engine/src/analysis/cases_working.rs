//! Cases of a working of availability: what holds while one component that others share is up, and while it is down; of
//! targets that carry each other's load, in one state after the other.

use std::collections::BTreeSet;

use super::availability_working::{Explainer, Known, product};
use super::steps::Need;
use super::working::Working;

impl Explainer<'_> {
    /// Takes one component to be up, then to be down.
    pub fn cases(
        &mut self,
        pivot: usize,
        known: &Known,
        then: &mut dyn FnMut(&mut Self, &Known) -> Option<Working>,
    ) -> Option<(String, Working)> {
        self.count()?;
        if !self.own.levels(pivot).is_empty() {
            return self.cases_of_levels(pivot, known, then);
        }
        let up = self.own.up(pivot)?;
        let mut with = known.clone();
        with.up.insert(pivot);
        let mut without = known.clone();
        without.down.insert(pivot);
        let if_up = then(self, &with)?;
        let if_down = then(self, &without)?;
        let name = self.name(pivot).to_owned();
        let value = up.value * if_up.value + (1.0 - up.value) * if_down.value;
        let formula = format!("{name} × if {name} is up + (1 − {name}) × if {name} is down");
        let working = Working::new(formula, value)
            .worked(name.clone(), up)
            .worked(format!("if {name} is up"), if_up)
            .worked(format!("if {name} is down"), if_down);
        Some((format!("with and without {name}"), working))
    }

    /// The same of a target that carries others' load: in one state after the other, up to the one with which it carries
    /// all that may ever be asked of it.
    fn cases_of_levels(
        &mut self,
        pivot: usize,
        known: &Known,
        then: &mut dyn FnMut(&mut Self, &Known) -> Option<Working>,
    ) -> Option<(String, Working)> {
        let problem = self.own.peak?;
        let rate = |node: usize| problem.traffic.peak[node].total();
        let of_group = |need: Need<'_>| -> f64 {
            let members: BTreeSet<usize> = need.members.iter().copied().collect();
            members.into_iter().map(rate).sum()
        };
        let groups =
            self.structure.all_needs().filter(|need| self.own.together(*need) && need.members.contains(&pivot));
        let most = groups.map(of_group).fold(rate(pivot), f64::max);
        let mut parts: Vec<(String, Working)> = Vec::new();
        let states = self.own.levels(pivot).len();
        for reached in 0..=states {
            let mut now = known.clone();
            now.levels.insert(pivot, reached);
            let level = reached.checked_sub(1);
            let carries = |peak: f64| level.is_some_and(|level| self.own.levels(pivot)[level].carries(peak));
            if carries(rate(pivot)) { &mut now.up } else { &mut now.down }.insert(pivot);
            let is_last = carries(most);
            let (name, chance) = match level {
                None => {
                    let up = self.own.structurally(pivot);
                    let down = Working::new("1 − availability", 1.0 - up.value).worked("availability", up);
                    (format!("{} down", self.name(pivot)), down)
                }
                Some(level) => {
                    let own = &self.own;
                    let chance = if is_last { own.reaches(pivot, level) } else { own.reaches_just(pivot, level) };
                    (own.level_name(pivot, level, is_last), chance)
                }
            };
            if chance.value > 0.0 {
                let carried = then(self, &now)?;
                if carried.value > 0.0 {
                    parts.push((
                        name,
                        product(vec![("so likely".to_owned(), chance), ("carried then".to_owned(), carried)]),
                    ));
                }
            }
            if is_last {
                break;
            }
        }
        let name = format!("with each state of {}", self.name(pivot));
        Some((name, if parts.is_empty() { Working::new("0", 0.0) } else { Working::sum(parts) }))
    }
}
