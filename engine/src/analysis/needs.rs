//! Services that need others, in groups: which go down with what fails, and how often. What needs each other in a
//! circle is up together (the greatest fixed point). Knows no components.

use super::composition::{Copies, over_zones};
use super::diagram::{Diagram, FAILS, Node, TooWide, WORKS};

/// One group of what a service needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The service.
    pub of: usize,
    /// What it needs some of.
    pub members: Vec<usize>,
    /// How many of them.
    pub at_least: usize,
    /// Whether the service goes down without.
    pub hard: bool,
}

/// What the loss of services does to the others, by number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aftermath {
    /// Lost, or without what it has to have.
    pub down: Vec<bool>,
    /// Up, but without something it would have, or behind something so.
    pub degraded: Vec<bool>,
    /// Up, but with fewer choices.
    pub lost_choice: Vec<bool>,
}

impl Aftermath {
    /// Whether a service works as before.
    #[must_use]
    pub fn is_unaffected(&self, service: usize) -> bool {
        !self.down[service] && !self.degraded[service]
    }
}

/// What goes down and what degrades when some services are lost.
#[must_use]
pub fn aftermath(services: usize, groups: &[Group], lost: &[usize]) -> Aftermath {
    let mut down = vec![false; services];
    for &service in lost {
        down[service] = true;
    }
    let short = |group: &Group, without: &dyn Fn(usize) -> bool| {
        group.members.iter().filter(|&&member| !without(member)).count() < group.at_least
    };
    // One service at least changes in a round, so there are no more rounds than services.
    for _ in 0..=services {
        let falls: Vec<usize> = groups
            .iter()
            .filter(|group| group.hard && !down[group.of] && short(group, &|member| down[member]))
            .map(|group| group.of)
            .collect();
        if falls.is_empty() {
            break;
        }
        for service in falls {
            down[service] = true;
        }
    }
    let mut degraded = vec![false; services];
    for _ in 0..=services {
        let worse: Vec<usize> = groups
            .iter()
            .filter(|group| !down[group.of] && !degraded[group.of])
            .filter(|group| short(group, &|member| down[member] || group.hard && degraded[member]))
            .map(|group| group.of)
            .collect();
        if worse.is_empty() {
            break;
        }
        for service in worse {
            degraded[service] = true;
        }
    }
    let mut lost_choice = vec![false; services];
    for group in groups.iter().filter(|group| group.hard && group.at_least < group.members.len()) {
        lost_choice[group.of] |= !down[group.of] && group.members.iter().any(|&member| down[member]);
    }
    Aftermath { down, degraded, lost_choice }
}

/// Probability that a service is down, its own copies and those of all it needs taken together, in zones that fail
/// as a whole.
///
/// # Errors
/// When there are too many zones, or the diagram grows too wide, for an exact answer.
pub fn unavailability(services: &[Copies], groups: &[Group], zones: &[f64], service: usize) -> Result<f64, TooWide> {
    let mut diagram = Diagram::new();
    let order = reached(services.len(), groups, service);
    let mut variable = vec![0_u32; services.len()];
    for (at, &here) in order.iter().enumerate() {
        variable[here] = at as u32;
    }
    let mut works = vec![WORKS; services.len()];
    // Callees first; on a circle until nothing changes.
    for _ in 0..=order.len() {
        let mut changed = false;
        for &here in order.iter().rev() {
            let next = own(&mut diagram, groups, here, variable[here], &works)?;
            changed |= next != works[here];
            works[here] = next;
        }
        if !changed {
            break;
        }
    }
    let compiled = diagram.compile(works[service]);
    let mut scratch = Vec::new();
    over_zones(zones, |lost| {
        let down: Vec<f64> = order.iter().map(|&here| services[here].fail(|zone| lost >> zone & 1 == 1)).collect();
        compiled.failure(&down, &mut scratch)
    })
}

fn own(
    diagram: &mut Diagram,
    groups: &[Group],
    service: usize,
    variable: u32,
    works: &[Node],
) -> Result<Node, TooWide> {
    let mut node = diagram.variable(variable)?;
    for group in groups.iter().filter(|group| group.hard && group.of == service) {
        let members: Vec<Node> = group.members.iter().map(|&member| works[member]).collect();
        let group = diagram.at_least(&members, group.at_least)?;
        node = if group == FAILS { FAILS } else { diagram.and(node, group)? };
    }
    Ok(node)
}

/// What a service needs, itself first, each as soon as it is named.
fn reached(services: usize, groups: &[Group], service: usize) -> Vec<usize> {
    let mut seen = vec![false; services];
    let mut order = Vec::new();
    let mut open = vec![service];
    while let Some(here) = open.pop() {
        if std::mem::replace(&mut seen[here], true) {
            continue;
        }
        order.push(here);
        let needed = groups.iter().filter(|group| group.hard && group.of == here).flat_map(|group| &group.members);
        let needed: Vec<usize> = needed.copied().collect();
        open.extend(needed.into_iter().rev());
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(of: usize, members: &[usize], at_least: usize, hard: bool) -> Group {
        Group { of, members: members.to_vec(), at_least, hard }
    }

    fn one(availability: f64) -> Copies {
        Copies { availability, at: vec![(None, 1)], needs: 1 }
    }

    #[test]
    fn one_of_two_down_costs_the_choice_only() {
        let groups = [group(0, &[1, 2], 1, true), group(0, &[3], 1, false)];
        let found = aftermath(4, &groups, &[1]);
        assert_eq!((found.down[0], found.degraded[0], found.lost_choice[0]), (false, false, true));
        let found = aftermath(4, &groups, &[3]);
        assert_eq!((found.down[0], found.degraded[0], found.lost_choice[0]), (false, true, false));
    }

    #[test]
    fn what_needs_each_other_is_up_together() {
        let groups = [group(0, &[1], 1, true), group(1, &[0], 1, true)];
        assert_eq!(aftermath(2, &groups, &[]).down, [false, false]);
        assert_eq!(aftermath(2, &groups, &[1]).down, [true, true]);
        let down = unavailability(&[one(0.9), one(0.9)], &groups, &[], 0).unwrap();
        assert!((down - 0.19).abs() < 1e-15);
    }
}
