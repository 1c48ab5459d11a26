//! How the copies of one component fail: each for itself, all of them at once by a common cause, and repaired by so many
//! people. Knows neither where they stand nor what others need of them.

use super::composition::{beside_common_cause, up_with_repair, with_repair};
use super::graph::Node;
use super::pools::{count_up, too_few};
use crate::kinds::Copies;

/// Hours of a year of 365 days.
pub const HOURS_A_YEAR: f64 = 8_760.0;

/// How the copies of a component fail.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CopyFailures {
    /// Share of time in which a cause that takes all copies at once has them down.
    pub common: f64,
    /// Share of time in which one copy is up as far as it fails for itself.
    pub alone: f64,
    /// How many copies can be repaired at once; `None` where nobody waits for a repair.
    pub crews: Option<u32>,
}

/// Where the availability of one copy is from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OfOne {
    /// Its own setting, stated or by default.
    Availability(f64),
    /// So many failures a year of so many hours each: 1 ÷ (1 + failures × hours ÷ hours a year). Mean time between
    /// failures counts the time that a copy is up.
    Repair(f64, f64),
    /// It never fails: it lives inside its caller.
    Inside,
}

impl OfOne {
    /// What the design says of one copy. A stated availability counts before failures and repairs.
    #[must_use]
    pub fn of(node: &Node<'_>) -> Self {
        if node.kind.copies == Copies::Inside {
            return Self::Inside;
        }
        let number = |name: &str| node.number(name).map(|figure| figure.value);
        match (number("failures_per_year"), number("repair_hours")) {
            (Some(failures), Some(hours)) if !node.states("availability") => Self::Repair(failures, hours),
            _ => number("availability").map_or(Self::Inside, Self::Availability),
        }
    }

    /// Share of time in which one copy is up.
    #[must_use]
    pub fn value(self) -> f64 {
        match self {
            Self::Availability(available) => available,
            Self::Repair(failures, hours) => 1.0 / (1.0 + failures * hours / HOURS_A_YEAR),
            Self::Inside => 1.0,
        }
    }
}

impl CopyFailures {
    /// What the design says of a component. One copy alone shares no cause and waits for nobody.
    #[must_use]
    pub fn of(node: &Node<'_>) -> Self {
        let one = OfOne::of(node).value();
        if node.managed() || node.copies() <= 1 {
            return Self { common: 0.0, alone: one, crews: None };
        }
        let shared = node.number("common_cause").map_or(0.0, |figure| figure.value);
        let crews = node.number("repair_crews").map(|figure| figure.value as u32);
        Self {
            common: shared * (1.0 - one),
            alone: if shared > 0.0 { 1.0 - (1.0 - shared) * (1.0 - one) } else { one },
            crews: crews.filter(|&crews| node.is_pool() && crews < node.copies()),
        }
    }

    /// Whether copies are up independently, each with its availability.
    #[must_use]
    pub fn are_independent(&self) -> bool {
        self.common == 0.0 && self.crews.is_none()
    }

    /// Probability that fewer than `needs` of the copies that stand are up. Those in a lost place wait for it, not for a
    /// repair.
    #[must_use]
    pub fn too_few(&self, standing: u32, needs: u32) -> f64 {
        self.beside_common(self.too_few_alone(standing, needs))
    }

    /// The same without the common cause.
    #[must_use]
    pub fn too_few_alone(&self, standing: u32, needs: u32) -> f64 {
        match self.crews {
            Some(crews) if standing >= needs => {
                with_repair(standing, needs, 1.0 - self.alone, self.alone, crews).unwrap_or(1.0)
            }
            _ => too_few(&[(self.alone, standing)], needs),
        }
    }

    /// By number of the copies that stand: how likely so many are up.
    #[must_use]
    pub fn count_up(&self, standing: u32) -> Vec<f64> {
        let mut up = self.count_up_alone(standing);
        if self.common > 0.0 {
            up.iter_mut().for_each(|probability| *probability *= 1.0 - self.common);
            up[0] += self.common;
        }
        up
    }

    /// The same without the common cause.
    #[must_use]
    pub fn count_up_alone(&self, standing: u32) -> Vec<f64> {
        let repaired = self.crews.and_then(|crews| up_with_repair(standing, 1.0 - self.alone, self.alone, crews));
        repaired.unwrap_or_else(|| count_up(std::iter::repeat_n(self.alone, standing as usize)))
    }

    /// Probability of a failure that would have this one without the common cause.
    #[must_use]
    pub fn beside_common(&self, failure: f64) -> f64 {
        if self.common > 0.0 { beside_common_cause(failure, self.common) } else { failure }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(got: f64, want: f64) -> bool {
        (got / want - 1.0).abs() < 1e-12
    }

    #[test]
    fn a_copy_that_fails_twice_a_year_for_four_hours_is_down_8_of_8768_hours() {
        assert!(near(1.0 - OfOne::Repair(2.0, 4.0).value(), 8.0 / 8_768.0));
        assert_eq!(OfOne::Repair(0.0, 4.0).value(), 1.0);
    }

    #[test]
    fn a_common_cause_takes_its_share_whatever_else_there_is() {
        // Two copies of 0.9, half of what fails in common: 0.05 + 0.95 × 0.05².
        let halved = CopyFailures { common: 0.05, alone: 0.95, crews: None };
        assert!(near(halved.too_few(2, 1), 0.052_375));
        assert!(near(halved.too_few(200, 1), 0.05));
        let up = halved.count_up(2);
        assert!(near(up[0], 0.052_375) && near(up.iter().sum(), 1.0) && near(up[2], 0.95 * 0.95 * 0.95));
    }

    #[test]
    fn two_copies_and_one_crew_wait_for_each_other() {
        // Failing at 1, repaired at 9: weights 1, 2 ÷ 9, 2 ÷ 81 by number down, of 101 ÷ 81 in all.
        let one_crew = CopyFailures { common: 0.0, alone: 0.9, crews: Some(1) };
        assert!(near(one_crew.too_few(2, 1), 2.0 / 101.0));
        assert!(near(one_crew.too_few(2, 2), 20.0 / 101.0));
        assert!(near(one_crew.count_up(2)[1], 18.0 / 101.0));
        assert_eq!(one_crew.too_few(1, 2), 1.0);
        // A copy that never comes up again, and one that never fails.
        assert_eq!(CopyFailures { alone: 0.0, ..one_crew }.too_few(2, 1), 1.0);
        assert_eq!(CopyFailures { alone: 1.0, ..one_crew }.too_few(2, 1), 0.0);
    }

    #[test]
    fn figures_out_of_range_are_refused_with_their_place() {
        let rows = [
            (
                r#""common_cause": 1.5"#,
                "components[0].common_cause: expected a share from 0 to 1 (0 % to 100 %), found 1.5 (150 %)",
            ),
            (r#""repair_crews": 0"#, "components[0].repair_crews: expected a whole number from 1 to 1000000, found 0"),
            (
                r#""repair_crews": 1.5"#,
                "components[0].repair_crews: expected a whole number from 1 to 1000000, found 1.5",
            ),
            (r#""failures_per_year": -1"#, "components[0].failures_per_year: expected from 0 to 1e18, found -1"),
            (r#""repair_hours": "4 h""#, "components[0].repair_hours: expected a number, found a text"),
        ];
        for (field, want) in rows {
            let text =
                format!(r#"{{"format": "loadbearing/1", "components": [{{"id": "a", "kind": "server", {field}}}]}}"#);
            assert_eq!(crate::read(&text).unwrap_err().to_string(), want);
        }
        // Copies of a shard are not told apart by who repairs them.
        let store = r#"{"format": "loadbearing/1", "components": [{"id": "a", "kind": "sql", "repair_crews": 1}]}"#;
        assert!(crate::read(store).unwrap_err().to_string().contains("repair_crews"));
    }
}
