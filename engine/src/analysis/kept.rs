//! What a scenario leaves of a design for one journey, kept beside the traffic that follows from it, so that its figures
//! can be explained as those of the whole design are.

use super::routing::Left;
use super::working::Working;

/// What is left, and how much arrives.
#[derive(Clone, Debug)]
pub struct Kept {
    /// By node: whether it stands.
    pub stands: Vec<bool>,
    /// By node: whether choosers keep it in rotation.
    pub works: Vec<bool>,
    /// By edge: whether it is cut.
    pub cut: Vec<bool>,
    /// By node: whether it is a cache without content.
    pub cold: Vec<bool>,
    /// How many times its rate arrives, with all others.
    pub load: f64,
    /// How many times its rate arrives besides, where the scenario says so.
    pub spike: Option<f64>,
}

impl Kept {
    /// As routing asks for it.
    #[must_use]
    pub fn left(&self) -> Left<'_> {
        Left { stands: &self.stands, works: &self.works, cut: &self.cut, cold: &self.cold }
    }

    /// The rate of a journey of this id, as often as it arrives.
    #[must_use]
    pub fn times(&self, id: &str, rate: Working) -> Working {
        let spike = self.spike.unwrap_or(1.0);
        if self.load == 1.0 && spike == 1.0 {
            return rate;
        }
        let mut working = Working::new("", rate.value * self.load * spike).worked("rate", rate);
        let mut terms = vec!["rate"];
        for (name, times, from) in [
            ("times the load", self.load, "scenario.load".to_owned()),
            ("times this journey", spike, format!("scenario.journeys.{id}")),
        ] {
            if times != 1.0 {
                working = working.stated(name, times, from);
                terms.push(name);
            }
        }
        working.formula = terms.join(" × ");
        working
    }
}
