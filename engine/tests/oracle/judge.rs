//! What one journey needs, and whether it is served in one state of all copies and places.

use super::routes::{Behaviour, Routes, Want};
use super::traffic::Loads;
use super::world::{Thing, World};

/// What a journey needs of each thing.
#[derive(Debug)]
pub struct Needs {
    pub entry: usize,
    /// By thing: what its requests want; `None` where none of them matters.
    pub wants: Vec<Option<Vec<Want>>>,
    /// By thing: whether reads, and whether writes are among them.
    pub arrives: Vec<[bool; 2]>,
}

/// Follows what is wanted from the entry on; with `all` also what is carried without being wanted.
pub fn needs(routes: &Routes<'_>, all: bool) -> Needs {
    let things = routes.world.things.len();
    let (entry, first) = routes.enters_as();
    let mut arrives = vec![[false; 2]; things];
    let mut open = vec![(entry, first)];
    while let Some((thing, operation)) = open.pop() {
        if std::mem::replace(&mut arrives[thing][operation], true) {
            continue;
        }
        let Behaviour { flows, wants } = routes.behaviour(thing, operation);
        open.extend(wants.into_iter().flat_map(|want| want.members));
        if all {
            let carrying = flows.iter().filter(|flow| flow.calls > 0.0);
            open.extend(carrying.map(|flow| (routes.world.wires[flow.wire].to, flow.arrives)));
        }
    }
    let answered = routes.answered();
    let wants = |thing: usize| {
        let operations: Vec<usize> = (0..2).filter(|&operation| arrives[thing][operation]).collect();
        let mut wants: Vec<Want> =
            operations.iter().flat_map(|&operation| routes.behaviour(thing, operation).wants).collect();
        if operations.iter().any(|&operation| !answered[thing][operation]) {
            // What nobody ever answers wants something that there is not.
            wants.push(Want { members: Vec::new(), k: 1, set: false, blind: false });
        }
        (!operations.is_empty()).then_some(wants)
    };
    Needs { entry, wants: (0..things).map(wants).collect(), arrives }
}

/// Which copies of each thing are up. Things without copies have one entry: themselves.
pub type Ups = Vec<Vec<bool>>;

/// By thing: whether it works, everything that can be up together being up.
pub fn works(world: &World<'_>, needs: &Needs, ups: &Ups, peak: Option<&Loads>) -> Vec<bool> {
    let up: Vec<bool> = world
        .things
        .iter()
        .zip(ups)
        .enumerate()
        .map(
            |(at, (thing, ups))| {
                if thing.copies.is_empty() { ups[0] } else { thing.serves_all(ups, needs.arrives[at]) }
            },
        )
        .collect();
    let carries: Vec<bool> = match peak {
        None => up.clone(),
        Some(loads) => (0..up.len()).map(|at| up[at] && loads.carries(world, at, &ups[at])).collect(),
    };
    let mut met = vec![true; up.len()];
    loop {
        let works: Vec<bool> = (0..up.len()).map(|at| carries[at] && met[at]).collect();
        let next: Vec<bool> = needs
            .wants
            .iter()
            .map(|wants| wants.iter().flatten().all(|want| satisfied(world, want, &up, &met, &works, ups, peak)))
            .collect();
        if next == met {
            return works;
        }
        met = next;
    }
}

fn satisfied(
    world: &World<'_>,
    want: &Want,
    up: &[bool],
    met: &[bool],
    works: &[bool],
    ups: &Ups,
    peak: Option<&Loads>,
) -> bool {
    if want.blind && want.members.iter().any(|&(member, _)| !met[member]) {
        return false;
    }
    let mut different: Vec<usize> = want.members.iter().map(|member| member.0).collect();
    different.sort_unstable();
    different.dedup();
    let stands = |member: usize| up[member] && met[member];
    if let (Some(loads), true) = (peak, want.set && different.len() > 1) {
        let brought: f64 = different.iter().map(|&member| loads.peak(member)).sum();
        let can: f64 = different
            .iter()
            .filter(|&&member| stands(member))
            .map(|&member| loads.can(world, member, &ups[member]))
            .sum();
        let alternatives = want.members.iter().filter(|&&(member, _)| stands(member)).count();
        return can >= brought * (1.0 - 1e-12) && alternatives >= want.k;
    }
    let counts = |member: usize| if want.blind && peak.is_none() { up[member] } else { works[member] };
    want.members.iter().filter(|member| counts(member.0)).count() >= want.k
}

/// Everything up, but for these.
pub fn all_up(world: &World<'_>, down: impl Fn(usize, usize) -> bool) -> Ups {
    let ups = |(at, thing): (usize, &Thing<'_>)| (0..thing.copies.len().max(1)).map(|copy| !down(at, copy)).collect();
    world.things.iter().enumerate().map(ups).collect()
}

/// Shares of time in which the user is not served, and in which the peak is not carried: all states, one by one.
pub fn unavailability(world: &World<'_>, needs: &Needs, loads: &Loads) -> (f64, f64) {
    let mut variables: Vec<(Option<usize>, usize, usize, f64)> = Vec::new();
    for (at, spot) in world.spots.iter().enumerate() {
        variables.push((Some(at), 0, 0, spot.availability));
    }
    for (at, thing) in world.things.iter().enumerate().filter(|(at, _)| needs.wants[*at].is_some()) {
        for copy in 0..thing.copies.len().max(1) {
            variables.push((None, at, copy, thing.availability()));
        }
    }
    variables.retain(|variable| variable.3 < 1.0);
    assert!(variables.len() <= 14, "{} variables", variables.len());
    let (mut fails, mut fails_at_peak) = (0.0, 0.0);
    for state in 0..1_usize << variables.len() {
        let mut probability = 1.0;
        let mut spots = vec![false; world.spots.len()];
        let mut down: Vec<(usize, usize)> = Vec::new();
        for (bit, &(spot, thing, copy, availability)) in variables.iter().enumerate() {
            if state >> bit & 1 == 0 {
                probability *= availability;
                continue;
            }
            probability *= 1.0 - availability;
            match spot {
                Some(spot) => spots[spot] = true,
                None => down.push((thing, copy)),
            }
        }
        if probability == 0.0 {
            continue;
        }
        let ups = all_up(world, |at, copy| {
            let stands_in = world.things[at].copies.get(copy).and_then(|copy| copy.place);
            down.contains(&(at, copy)) || stands_in.is_some_and(|spot| world.spot_down(spot, &spots))
        });
        if !works(world, needs, &ups, None)[needs.entry] {
            fails += probability;
        }
        if !works(world, needs, &ups, Some(loads))[needs.entry] {
            fails_at_peak += probability;
        }
    }
    (fails, fails_at_peak)
}
