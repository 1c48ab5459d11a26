//! Availability of groups: structures of AND, OR and k-of-n, copies in zones, common causes, few people to repair.
//! Every answer is the unavailability, a sum of positive terms, so that many nines keep their digits. Knows no
//! components.

use std::collections::HashMap;

use super::diagram::{Diagram, FAILS, Node, TooWide, WORKS};
use super::pools::too_few;

/// More zones than this are not tried in all their states.
pub const MOST_ZONES: usize = 16;

/// When something works, told of parts by number. A part that is named twice is the same part.
#[derive(Clone, Debug, PartialEq)]
pub enum WorksWhen {
    /// The part does.
    Part(usize),
    /// All do.
    All(Vec<WorksWhen>),
    /// One of them does.
    Any(Vec<WorksWhen>),
    /// So many of them do.
    AtLeast(usize, Vec<WorksWhen>),
}

/// Probability that a structure fails whose parts fail independently.
///
/// # Errors
/// When its diagram grows too wide for an exact answer.
pub fn unavailability(works_when: &WorksWhen, availability: &[f64]) -> Result<f64, TooWide> {
    let mut diagram = Diagram::new();
    // Variables in the order in which the structure names them: near in the structure, near in the diagram.
    let mut variables = HashMap::new();
    let root = build(works_when, &mut diagram, &mut variables)?;
    let mut down = vec![0.0; variables.len()];
    for (part, variable) in variables {
        down[variable as usize] = availability.get(part).map_or(1.0, |available| 1.0 - available);
    }
    Ok(diagram.compile(root).failure(&down, &mut Vec::new()))
}

fn build(works_when: &WorksWhen, diagram: &mut Diagram, variables: &mut HashMap<usize, u32>) -> Result<Node, TooWide> {
    match works_when {
        WorksWhen::Part(part) => {
            let next = variables.len() as u32;
            let variable = *variables.entry(*part).or_insert(next);
            diagram.variable(variable)
        }
        WorksWhen::All(members) => members.iter().try_fold(WORKS, |so_far, member| {
            let member = build(member, diagram, variables)?;
            diagram.and(so_far, member)
        }),
        WorksWhen::Any(members) => members.iter().try_fold(FAILS, |so_far, member| {
            let member = build(member, diagram, variables)?;
            diagram.or(so_far, member)
        }),
        WorksWhen::AtLeast(needs, members) => {
            let members: Result<Vec<Node>, TooWide> =
                members.iter().map(|member| build(member, diagram, variables)).collect();
            diagram.at_least(&members?, *needs)
        }
    }
}

/// Probability that one of several independent things fails.
#[must_use]
pub fn any_fails(fails: impl IntoIterator<Item = f64>) -> f64 {
    fails.into_iter().fold(0.0, |so_far, fails| so_far + (1.0 - so_far) * fails)
}

/// Probability that all of several independent things fail.
#[must_use]
pub fn all_fail(fails: impl IntoIterator<Item = f64>) -> f64 {
    fails.into_iter().product()
}

/// Copies of one service and where they stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Copies {
    /// Availability of one copy while its zone is up.
    pub availability: f64,
    /// By zone (`None`: in none), how many.
    pub at: Vec<(Option<usize>, u32)>,
    /// How many have to be up.
    pub needs: u32,
}

impl Copies {
    /// Probability that too few are up when some zones are lost.
    #[must_use]
    pub fn fail(&self, lost: impl Fn(usize) -> bool) -> f64 {
        let standing: u32 =
            self.at.iter().filter(|(zone, _)| zone.is_none_or(|zone| !lost(zone))).map(|(_, count)| count).sum();
        too_few(&[(self.availability, standing)], self.needs)
    }
}

/// Sums what fails over all states of the zones: a zone takes everything in it down. `fails` gives the probability
/// of failure when the zones of a bit mask are lost.
///
/// # Errors
/// Beyond [`MOST_ZONES`] zones.
pub fn over_zones(zones: &[f64], mut fails: impl FnMut(u32) -> f64) -> Result<f64, TooWide> {
    if zones.len() > MOST_ZONES {
        return Err(TooWide);
    }
    let mut sum = 0.0;
    for lost in 0..1_u32 << zones.len() {
        let state = zones.iter().enumerate().map(|(at, up)| if lost >> at & 1 == 1 { 1.0 - up } else { *up });
        let likely: f64 = state.product();
        if likely > 0.0 {
            sum += likely * fails(lost);
        }
    }
    Ok(sum)
}

/// Unavailability of services that are all needed, in zones that fail as a whole.
///
/// # Errors
/// Beyond [`MOST_ZONES`] zones.
pub fn in_zones(zones: &[f64], services: &[Copies]) -> Result<f64, TooWide> {
    over_zones(zones, |lost| any_fails(services.iter().map(|service| service.fail(|zone| lost >> zone & 1 == 1))))
}

/// Unavailability of `needs` of `copies` of which each is down with probability `down`, a share `common` of that
/// through a cause that takes all of them (β factor; Fleming 1974, NUREG/CR-4780).
#[must_use]
pub fn with_common_cause(copies: u32, needs: u32, down: f64, common: f64) -> f64 {
    let all = if needs == 0 { 0.0 } else { common * down };
    beside_common_cause(too_few(&[(1.0 - (1.0 - common) * down, copies)], needs), all)
}

/// Probability of a failure beside a cause that takes everything at once.
#[must_use]
pub fn beside_common_cause(failure: f64, common: f64) -> f64 {
    if failure >= 1.0 { 1.0 } else { common + (1.0 - common) * failure }
}

/// Unavailability of `needs` of `copies` that fail and are repaired at rates of their own, by `crews` who repair one
/// each: a birth and death process (Trivedi). `None` where nothing is ever repaired, or a rate is no rate.
#[must_use]
pub fn with_repair(copies: u32, needs: u32, failure_rate: f64, repair_rate: f64, crews: u32) -> Option<f64> {
    let up = up_with_repair(copies, failure_rate, repair_rate, crews)?;
    // A sum of nothing is −0.
    Some(if needs > copies { 1.0 } else { up.iter().take(needs as usize).fold(0.0, |sum, share| sum + share) })
}

/// By number of copies up: how likely so many are, likewise.
#[must_use]
pub fn up_with_repair(copies: u32, failure_rate: f64, repair_rate: f64, crews: u32) -> Option<Vec<f64>> {
    if !(failure_rate >= 0.0 && repair_rate >= 0.0) || failure_rate.is_infinite() || repair_rate.is_infinite() {
        return None;
    }
    let mut up = vec![0.0; copies as usize + 1];
    if failure_rate == 0.0 {
        up[copies as usize] = 1.0;
        return Some(up);
    }
    if repair_rate == 0.0 || crews == 0 {
        return None;
    }
    let (mut weight, mut all) = (1.0_f64, 0.0_f64);
    // From which numbers of copies up on all weights were scaled down, so that none leaves the range of figures.
    let mut scaled_from: Vec<usize> = Vec::new();
    for down in 0..=copies {
        all += weight;
        let at = (copies - down) as usize;
        up[at] = weight;
        let odds = failure_rate * f64::from(copies - down) / (repair_rate * f64::from((down + 1).min(crews)));
        if odds.is_infinite() {
            // A repair that takes longer than figures can say is none.
            return None;
        }
        // Before and after: a weight that has left the range of figures cannot be brought back.
        let mut scale = |weight: &mut f64| {
            [weight, &mut all].into_iter().for_each(|sum| *sum *= 1e-250);
            scaled_from.push(at);
        };
        if (weight * odds).is_infinite() {
            scale(&mut weight);
        }
        weight *= odds;
        while weight > 1e250 {
            scale(&mut weight);
        }
    }
    // All weights at once, each as often as that happened since it was found: at the third time nothing is left.
    let mut times = 0;
    for (at, weight) in up.iter_mut().enumerate() {
        while scaled_from.last().is_some_and(|&from| from <= at) {
            scaled_from.pop();
            times += 1;
        }
        for _ in 0..times {
            if *weight == 0.0 {
                break;
            }
            *weight *= 1e-250;
        }
    }
    up.iter_mut().for_each(|weight| *weight /= all);
    Some(up)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_named_twice_is_one_part() {
        let both = |other| WorksWhen::All(vec![WorksWhen::Part(other), WorksWhen::Part(0)]);
        let either = WorksWhen::Any(vec![both(1), both(2)]);
        assert!((unavailability(&either, &[0.9, 0.9, 0.9]).unwrap() - 0.109).abs() < 1e-15);
    }

    #[test]
    fn a_zone_caps_what_stands_in_it() {
        let app = Copies { availability: 1.0, at: vec![(Some(0), 5)], needs: 1 };
        assert!((in_zones(&[0.999], std::slice::from_ref(&app)).unwrap() - 0.001).abs() < 1e-12);
        assert_eq!(in_zones(&[0.5; 17], &[app]), Err(TooWide));
    }

    #[test]
    fn a_common_cause_of_a_tenth_outweighs_a_second_copy() {
        assert!((with_common_cause(2, 1, 0.001, 0.1) - 0.000_100_809_919).abs() < 1e-15);
        assert_eq!(with_common_cause(2, 0, 0.5, 1.0), 0.0);
    }

    #[test]
    fn a_crew_for_each_copy_is_the_independent_answer() {
        let alone = 0.001 / 0.101;
        assert!((with_repair(2, 1, 0.001, 0.1, 2).unwrap() - alone * alone).abs() < 1e-15);
        assert!(with_repair(2, 1, 0.001, 0.1, 1).unwrap() > alone * alone);
        assert_eq!(with_repair(2, 1, 0.001, 0.0, 1), None);
        assert_eq!(with_repair(2, 1, 0.0, 0.0, 1), Some(0.0));
    }

    #[test]
    fn copies_that_are_hardly_ever_repaired_are_down() {
        // Beside all down, one is up as often as a repair is to a failure; two, half of that squared, is below any figure.
        let up = up_with_repair(3, 1.0, 1e-200, 1).unwrap();
        assert_eq!(up[0], 1.0);
        assert!((up[1] / 1e-200 - 1.0).abs() < 1e-9, "{}", up[1]);
        assert_eq!(up[2..], [0.0, 0.0]);
        assert_eq!(up_with_repair(3, 1.0, 1e-320, 1), None, "longer than figures can say");
        let many = up_with_repair(1_000_000, 1.0, 1e-290, 2).unwrap();
        assert!((many[0] - 1.0).abs() < 1e-9 && many.iter().all(|share| share.is_finite()));
    }

    #[test]
    fn thousands_of_copies_keep_within_the_range_of_figures() {
        // One crew, as quick as one copy fails: n! ÷ k! by the number up k, so e⁻¹ ÷ k! for all but the last few.
        let up = up_with_repair(36_900, 1.0, 1.0, 1).unwrap();
        let mut expected = libm::exp(-1.0);
        for (count, probability) in up.iter().take(20).enumerate() {
            assert!((probability / expected - 1.0).abs() < 1e-9, "{count}: {probability} {expected}");
            expected /= (count + 1) as f64;
        }
        assert_eq!(up[1_000..], [0.0; 35_901]);
        // A crew for each: they are independent, nine of ten up.
        let all = up_with_repair(36_900, 0.1, 0.9, 36_900).unwrap();
        let below: f64 = all.iter().take(33_210).sum();
        assert!((below / too_few(&[(0.9, 36_900)], 33_210) - 1.0).abs() < 1e-8, "{below}");
    }
}
