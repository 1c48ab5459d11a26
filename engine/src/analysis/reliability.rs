//! Probability that two points of a network are connected when points and ways fail independently. Knows no
//! components.
//!
//! Method: a frontier dynamic programme (after Hardy, Lucet and Limnios 2007). Ways are gone through one by one; a
//! state says of the points that still have ways to come which are down, which the source reaches, and which reach
//! which. Failed and connected mass are summed apart, so that many nines keep their digits.

use std::collections::BTreeMap;

/// More states than this at once are not followed.
pub const MOST_STATES: usize = 300_000;
/// Points that may be in the frontier.
const MOST_WIDE: usize = 30;

/// A way between two points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Way {
    /// Where it begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// Probability that it is up.
    pub availability: f64,
}

/// Probability that there is no connection; `None` beyond [`MOST_STATES`]. `points` are the availabilities.
#[must_use]
pub fn disconnected(points: &[f64], ways: &[Way], directed: bool, source: usize, sink: usize) -> Option<f64> {
    if source == sink {
        return Some(1.0 - points[source]);
    }
    let ways = on_the_way(points.len(), ways, directed, source, sink);
    let ordered = order(points.len(), &ways, directed, source);
    Run::new(points, &ordered, directed, source, sink).solve()
}

/// Ways that lead from the source and to the sink.
fn on_the_way(points: usize, ways: &[Way], directed: bool, source: usize, sink: usize) -> Vec<Way> {
    let reach = |start: usize, back: bool| {
        let mut seen = vec![false; points];
        seen[start] = true;
        let mut grew = true;
        while grew {
            grew = false;
            for way in ways {
                let (from, to) = if back { (way.to, way.from) } else { (way.from, way.to) };
                for (from, to) in [(from, to), if directed { (from, to) } else { (to, from) }] {
                    if seen[from] && !seen[to] {
                        seen[to] = true;
                        grew = true;
                    }
                }
            }
        }
        seen
    };
    let (after, before) = (reach(source, false), reach(sink, true));
    let useful = |way: &&Way| {
        let back = directed && (way.to == source || way.from == sink);
        way.from != way.to && !back && after[way.from] && after[way.to] && before[way.from] && before[way.to]
    };
    ways.iter().filter(useful).copied().collect()
}

/// Takes up point after point, all ways of one together: next is the point that leaves the frontier smallest, among
/// those whose callers are done where there are such.
fn order(points: usize, ways: &[Way], directed: bool, source: usize) -> Vec<Way> {
    let mut left: Vec<Way> = ways.to_vec();
    let mut ordered = Vec::with_capacity(ways.len());
    let mut open = vec![false; points];
    open[source] = true;
    while !left.is_empty() {
        let mut best: Option<((bool, i64, usize), usize)> = None;
        for point in (0..points).filter(|&point| open[point]) {
            let mine = |way: &&Way| way.from == point || !directed && way.to == point;
            let fed = directed && left.iter().any(|way| way.to == point);
            let mut fresh: Vec<usize> =
                left.iter().filter(mine).map(|way| way.from + way.to - point).filter(|&to| !open[to]).collect();
            fresh.sort_unstable();
            fresh.dedup();
            // What only this point still feeds can go next.
            let freed = fresh.iter().filter(|&&to| left.iter().filter(|way| way.to == to).count() == 1).count();
            let key = (fed, 2 * fresh.len() as i64 - freed as i64, point);
            if left.iter().any(|way| mine(&way)) && best.is_none_or(|(other, _)| key < other) {
                best = Some((key, point));
            }
        }
        let Some((_, point)) = best else { break };
        let (mine, others): (Vec<Way>, Vec<Way>) =
            left.into_iter().partition(|way| way.from == point || !directed && way.to == point);
        for way in mine {
            open[way.from] = true;
            open[way.to] = true;
            ordered.push(way);
        }
        left = others;
    }
    ordered
}

/// By place in the frontier: whom it reaches, as bits. First come two sets: who is down, and whom the source reaches.
type State = Vec<u32>;

struct Run<'a> {
    points: &'a [f64],
    ways: &'a [Way],
    directed: bool,
    source: usize,
    sink: usize,
    /// Place of each point in the frontier.
    place: Vec<Option<usize>>,
    failed: f64,
}

const DOWN: usize = 0;
const REACHED: usize = 1;
const ROWS: usize = 2;

impl<'a> Run<'a> {
    fn new(points: &'a [f64], ways: &'a [Way], directed: bool, source: usize, sink: usize) -> Self {
        Self { points, ways, directed, source, sink, place: vec![None; points.len()], failed: 0.0 }
    }

    fn solve(mut self) -> Option<f64> {
        let (mut last_out, mut last_in) = (vec![None; self.points.len()], vec![None; self.points.len()]);
        for (at, way) in self.ways.iter().enumerate() {
            last_out[way.from] = Some(at);
            last_in[way.to] = Some(at);
            if !self.directed {
                last_out[way.to] = Some(at);
                last_in[way.from] = Some(at);
            }
        }
        if self.ways.is_empty() {
            return Some(1.0);
        }
        let mut states = BTreeMap::from([(vec![0, 0], 1.0)]);
        for point in [self.source, self.sink] {
            states = self.enter(states, point)?;
        }
        for (at, way) in self.ways.iter().enumerate() {
            for point in [way.from, way.to] {
                if self.place[point].is_none() {
                    states = self.enter(states, point)?;
                }
            }
            states = self.cross(states, way)?;
            for point in [way.from, way.to] {
                let done = |last: Option<usize>| last.is_none_or(|last| last <= at);
                let (no_out, no_in) = (done(last_out[point]), done(last_in[point]));
                if point != self.sink && point != self.source && (no_in || no_out) {
                    states = self.settle(states, point, no_out, no_in);
                }
            }
            states = self.drop_lost(states, at);
        }
        self.failed += states.values().sum::<f64>();
        Some(self.failed.clamp(0.0, 1.0))
    }

    /// A point joins the frontier, up or down.
    fn enter(&mut self, states: BTreeMap<State, f64>, point: usize) -> Option<BTreeMap<State, f64>> {
        let taken: Vec<usize> = self.place.iter().flatten().copied().collect();
        let place = (0..MOST_WIDE).find(|place| !taken.contains(place))?;
        self.place[point] = Some(place);
        let up = self.points[point];
        let is_end = point == self.source || point == self.sink;
        let mut next = BTreeMap::new();
        for (mut state, mass) in states {
            if state.len() < ROWS + place + 1 {
                state.resize(ROWS + place + 1, 0);
            }
            if up < 1.0 {
                if is_end {
                    self.failed += mass * (1.0 - up);
                } else {
                    let mut lost = state.clone();
                    lost[DOWN] |= 1 << place;
                    *next.entry(lost).or_insert(0.0) += mass * (1.0 - up);
                }
            }
            if point == self.source {
                state[REACHED] |= 1 << place;
            }
            if up > 0.0 {
                *next.entry(state).or_insert(0.0) += mass * up;
            }
        }
        Some(next)
    }

    /// A way is up or down. States in which the sink is reached are done.
    fn cross(&mut self, states: BTreeMap<State, f64>, way: &Way) -> Option<BTreeMap<State, f64>> {
        let (from, to, sink) = (self.place[way.from]?, self.place[way.to]?, self.place[self.sink]?);
        let mut next = BTreeMap::new();
        for (state, mass) in states {
            let mut joined = state.clone();
            if (state[DOWN] >> from | state[DOWN] >> to) & 1 == 0 {
                join(&mut joined, from, to);
                if !self.directed {
                    join(&mut joined, to, from);
                }
            }
            if joined == state {
                *next.entry(state).or_insert(0.0) += mass;
                continue;
            }
            if joined[REACHED] >> sink & 1 == 0 && way.availability > 0.0 {
                *next.entry(joined).or_insert(0.0) += mass * way.availability;
            }
            if way.availability < 1.0 {
                *next.entry(state).or_insert(0.0) += mass * (1.0 - way.availability);
            }
        }
        (next.len() <= MOST_STATES).then_some(next)
    }

    /// A point has no way in or out to come: what it can no longer matter for is forgotten.
    fn settle(
        &mut self,
        states: BTreeMap<State, f64>,
        point: usize,
        no_out: bool,
        no_in: bool,
    ) -> BTreeMap<State, f64> {
        let Some(place) = self.place[point] else { return states };
        let bit = 1_u32 << place;
        let mut next = BTreeMap::new();
        for (mut state, mass) in states {
            if no_out {
                // Whoever reaches it also reaches all it reaches.
                for row in &mut state[REACHED..] {
                    *row &= !bit;
                }
            }
            let reached = state[REACHED] & bit != 0;
            if no_in && !reached && !state[ROWS..].iter().any(|row| row & bit != 0) {
                // Nobody gets there any more: as good as down, unless it is yet to be told apart by its own row.
                state[ROWS + place] = 0;
                if !no_out {
                    state[DOWN] |= bit;
                }
            }
            if no_out && no_in {
                state[DOWN] &= !bit;
                state[ROWS + place] = 0;
            }
            *next.entry(state).or_insert(0.0) += mass;
        }
        if no_out && no_in {
            self.place[point] = None;
        }
        next
    }

    /// States from which nothing that the source reaches leads on have failed.
    fn drop_lost(&mut self, states: BTreeMap<State, f64>, at: usize) -> BTreeMap<State, f64> {
        let mut leads_on = 0_u32;
        for way in &self.ways[at + 1..] {
            for point in [Some(way.from), (!self.directed).then_some(way.to)].into_iter().flatten() {
                leads_on |= self.place[point].map_or(0, |place| 1 << place);
            }
        }
        let mut next = BTreeMap::new();
        for (state, mass) in states {
            if state[REACHED] & leads_on == 0 {
                self.failed += mass;
            } else {
                next.insert(state, mass);
            }
        }
        next
    }
}

/// A way that is up: who reaches its start also reaches its end, and all that reaches.
fn join(state: &mut State, from: usize, to: usize) {
    if state[REACHED] >> to & 1 == 1 {
        return;
    }
    let beyond = 1 << to | state[ROWS + to];
    if state[REACHED] >> from & 1 == 1 {
        state[REACHED] |= beyond;
        // What the source reaches needs no further word.
        let reached = state[REACHED];
        for (place, row) in state[ROWS..].iter_mut().enumerate() {
            *row = if reached >> place & 1 == 1 { 0 } else { *row & !reached };
        }
        return;
    }
    for (place, row) in state[ROWS..].iter_mut().enumerate() {
        if place == from || *row >> from & 1 == 1 {
            *row |= beyond & !(1 << place);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ways(list: &[(usize, usize, f64)]) -> Vec<Way> {
        list.iter().map(|&(from, to, availability)| Way { from, to, availability }).collect()
    }

    #[test]
    fn the_bridge_both_ways_and_one_way() {
        let bridge = ways(&[(0, 1, 0.9), (0, 2, 0.9), (1, 2, 0.9), (1, 3, 0.9), (2, 3, 0.9)]);
        assert!((disconnected(&[1.0; 4], &bridge, false, 0, 3).unwrap() - 0.02152).abs() < 1e-12);
        assert!((disconnected(&[1.0; 4], &bridge, true, 0, 3).unwrap() - 0.02881).abs() < 1e-12);
    }

    #[test]
    fn no_way_never_connects() {
        assert_eq!(disconnected(&[1.0; 2], &[], true, 0, 1), Some(1.0));
        assert_eq!(disconnected(&[1.0; 2], &ways(&[(1, 0, 0.9)]), true, 0, 1), Some(1.0));
        assert_eq!(disconnected(&[0.9; 2], &[], true, 0, 0).map(|down| (down * 10.0).round()), Some(1.0));
    }

    #[test]
    fn any_small_network_is_as_all_its_states_say() {
        let mut random = crate::analysis::simulation::SplitMix::new(7);
        for _ in 0..40 {
            let points: Vec<f64> = (0..5).map(|_| if random.share() < 0.3 { 1.0 } else { random.share() }).collect();
            let list: Vec<(usize, usize, f64)> = (0..7)
                .map(|_| ((random.share() * 5.0) as usize, (random.share() * 5.0) as usize, random.share()))
                .collect();
            for directed in [true, false] {
                let want = by_all_states(&points, &list, directed);
                let got = disconnected(&points, &ways(&list), directed, 0, 4).unwrap();
                assert!((got - want).abs() < 1e-12, "{points:?} {list:?} {directed}: {got} {want}");
            }
        }
    }

    fn by_all_states(points: &[f64], list: &[(usize, usize, f64)], directed: bool) -> f64 {
        let all = points.len() + list.len();
        let mut failed = 0.0;
        for up in 0..1_u32 << all {
            let is_up = |at: usize| up >> at & 1 == 1;
            let availability = |at: usize| if at < points.len() { points[at] } else { list[at - points.len()].2 };
            let likely: f64 =
                (0..all).map(|at| if is_up(at) { availability(at) } else { 1.0 - availability(at) }).product();
            let mut reached = [false; 5];
            reached[0] = is_up(0);
            for _ in 0..5 {
                for (at, &(from, to, _)) in list.iter().enumerate().filter(|(at, _)| is_up(points.len() + at)) {
                    debug_assert!(at < list.len());
                    for (from, to) in [(from, to), if directed { (from, to) } else { (to, from) }] {
                        reached[to] |= reached[from] && is_up(to);
                    }
                }
            }
            failed += if reached[4] { 0.0 } else { likely };
        }
        failed
    }
}
