//! Where the requests of one journey go on from a thing and what they want there, sentence by sentence from the
//! contract of the design file. No rates.

use loadbearing_engine::design::{Content, Journey, Mode, Operation};
use loadbearing_engine::kinds::{Dispatch, Family};

use super::world::{Thing, Wire, World};

pub const READ: usize = 0;
pub const WRITE: usize = 1;

/// Calls over a wire for each request that arrives, and as what they arrive.
#[derive(Clone, Debug)]
pub struct Flow {
    pub wire: usize,
    pub calls: f64,
    pub arrives: usize,
}

/// `k` of the members have to work.
#[derive(Clone, Debug, PartialEq)]
pub struct Want {
    /// Things, and as what requests arrive there.
    pub members: Vec<(usize, usize)>,
    pub k: usize,
    pub set: bool,
    pub blind: bool,
}

#[derive(Clone, Debug, Default)]
pub struct Behaviour {
    pub flows: Vec<Flow>,
    pub wants: Vec<Want>,
}

/// One journey, while some things are lost and some others do not work for it.
pub struct Routes<'a> {
    pub world: &'a World<'a>,
    pub journey: &'a Journey,
    /// By thing: is gone altogether.
    pub lost: Vec<bool>,
    /// By thing: is out of rotation.
    pub out: Vec<bool>,
}

impl<'a> Routes<'a> {
    pub fn whole(world: &'a World<'a>, journey: &'a Journey) -> Self {
        let none = vec![false; world.things.len()];
        Self { world, journey, lost: none.clone(), out: none }
    }

    pub fn enters_as(&self) -> (usize, usize) {
        let entry = self.world.find(&self.journey.entry);
        let broker = self.world.things[entry].kind.family.is_broker();
        let writes = broker || self.journey.operation == Operation::Write;
        (entry, usize::from(writes))
    }

    fn thing(&self, wire: usize) -> &Thing<'a> {
        &self.world.things[self.world.wires[wire].to]
    }

    fn carried(&self, from: usize, operation: usize) -> Vec<usize> {
        (0..self.world.wires.len())
            .filter(|&wire| self.world.wires[wire].from == from && self.carries(wire, operation))
            .collect()
    }

    fn carries(&self, wire: usize, operation: usize) -> bool {
        let connection = self.world.wires[wire].connection;
        let named = connection.journeys.as_ref().map(|ids| ids.contains(&self.journey.id));
        if named == Some(false) {
            return false;
        }
        if connection.mode == Mode::Replication {
            return operation == WRITE;
        }
        // Named journeys fit as they are; else a stated operation chooses what fits.
        named.is_some() || connection.operation.is_none_or(|stated| number(stated) == operation)
    }

    fn arrives(&self, wire: usize, operation: usize) -> usize {
        let replicates = self.world.wires[wire].connection.mode == Mode::Replication;
        if replicates || self.thing(wire).kind.family.is_broker() {
            return WRITE;
        }
        self.world.wires[wire].connection.operation.map_or(operation, number)
    }

    /// Asked or told besides: whoever observes and coordinates, replicas, caches beside the path.
    fn beside(&self, wire: usize, operation: usize) -> bool {
        let connection = self.world.wires[wire].connection;
        let to = self.world.wires[wire].to;
        connection.mode == Mode::Replication
            || self.thing(wire).kind.family.beside_the_path()
            || (self.thing(wire).kind.family == Family::Cache
                && !self.in_path(to, self.arrives(wire, operation), &mut vec![false; self.world.things.len()]))
    }

    /// A cache is in the path of what it passes on to something that answers.
    fn in_path(&self, cache: usize, operation: usize, seen: &mut Vec<bool>) -> bool {
        if std::mem::replace(&mut seen[cache], true) {
            return false;
        }
        self.carried(cache, operation).into_iter().any(|wire| {
            let mode = self.world.wires[wire].connection.mode;
            let waits = mode == Mode::Sync || (mode == Mode::Async && operation == WRITE);
            let family = self.thing(wire).kind.family;
            let answers = match family {
                Family::Cache => self.in_path(self.world.wires[wire].to, self.arrives(wire, operation), seen),
                _ => !family.beside_the_path(),
            };
            waits && answers
        })
    }

    /// By thing: whether somebody answers its reads, and its writes. Taken up one by one, nobody answering at first.
    pub fn answered(&self) -> Vec<[bool; 2]> {
        let mut answered = vec![[false; 2]; self.world.things.len()];
        loop {
            let before = answered.clone();
            for (thing, answers) in answered.iter_mut().enumerate() {
                for (operation, answers) in answers.iter_mut().enumerate() {
                    let itself = !self.world.things[thing].kind.family.only_passes_on()
                        || (operation == READ && self.hit_rate(thing) > 0.0)
                        || (operation == WRITE && self.is_filled_from_behind(thing));
                    let goes_on = |&wire: &usize| {
                        let to = self.world.wires[wire].to;
                        self.leads_on(wire, operation) && before[to][self.arrives(wire, operation)]
                    };
                    *answers = itself || self.carried(thing, operation).iter().any(goes_on);
                }
            }
            if answered == before {
                return answered;
            }
        }
    }

    /// An edge cache keeps what those behind it write to it, as long as no user could write there as well.
    fn is_filled_from_behind(&self, thing: usize) -> bool {
        let wires = 0..self.world.wires.len();
        let writers: Vec<Family> = wires
            .filter(|&wire| self.world.wires[wire].to == thing)
            .filter(|&wire| self.carried(self.world.wires[wire].from, WRITE).contains(&wire))
            .filter(|&wire| self.arrives(wire, WRITE) == WRITE)
            .map(|wire| self.world.things[self.world.wires[wire].from].kind.family)
            .collect();
        self.world.things[thing].kind.family == Family::Cdn
            && !writers.is_empty()
            && !writers.iter().any(|family| family.only_passes_on())
    }

    /// Whether a request may be answered over a wire: by what stands there, or through a coordinator that is called.
    fn leads_on(&self, wire: usize, operation: usize) -> bool {
        let Wire { connection, from, .. } = &self.world.wires[wire];
        let among_others = !matches!(self.world.things[*from].kind.dispatch, Dispatch::All | Dispatch::Misses)
            || connection.group.is_some();
        let is_asked = self.calls(wire) > 0.0 && (among_others || connection.share != Some(0.0));
        is_asked && (self.thing(wire).kind.family.beside_the_path() || !self.beside(wire, operation))
    }

    fn required(&self, wire: usize, operation: usize) -> bool {
        let connection = self.world.wires[wire].connection;
        let must = connection.mode == Mode::Sync || self.thing(wire).kind.family.is_broker();
        connection.required.unwrap_or(must && !self.beside(wire, operation))
    }

    fn calls(&self, wire: usize) -> f64 {
        let default = if self.thing(wire).kind.family.beside_the_path() { 0.0 } else { 1.0 };
        self.world.wires[wire].connection.calls.unwrap_or(default)
    }

    pub fn hit_rate(&self, thing: usize) -> f64 {
        let this = &self.world.things[thing];
        if self.lost[thing] || !matches!(this.kind.family, Family::Cache | Family::Cdn) {
            return 0.0;
        }
        let for_all = matches!(self.journey.content, Some(Content::Static | Content::Media));
        if this.kind.family == Family::Cdn && !for_all && !this.component.settings.contains_key("hit_rate") {
            return 0.0;
        }
        this.number("hit_rate").unwrap_or(0.0)
    }

    /// What is left of the reads after the caches that a wire names, and after those that these were asked after.
    fn left(&self, wire: usize, operation: usize) -> f64 {
        if operation == WRITE {
            return 1.0;
        }
        let this = &self.world.wires[wire];
        let mut caches: Vec<usize> = Vec::new();
        let mut open = vec![wire];
        while let Some(wire) = open.pop() {
            for id in &self.world.wires[wire].connection.after_miss_in {
                let cache = self.world.find(id);
                if !caches.contains(&cache) {
                    caches.push(cache);
                    let asking = 0..self.world.wires.len();
                    open.extend(asking.filter(|&other| {
                        self.world.wires[other].from == this.from && self.world.wires[other].to == cache
                    }));
                }
            }
        }
        let mut left = 1.0;
        let mut choices: Vec<Option<(usize, String)>> = Vec::new();
        // What goes on from a cache was left over by it already.
        for &cache in caches.iter().filter(|&&cache| cache != this.from && self.hit_rate(cache) > 0.0) {
            let here = self.asking(this.from, cache);
            let part: f64 = here.iter().map(|&wire| self.calls(wire) * self.share(wire).unwrap_or(1.0)).sum();
            let groups = |wires: Vec<usize>| -> Vec<Option<(usize, String)>> {
                let group = |wire: usize| {
                    let Wire { connection, from, .. } = &self.world.wires[wire];
                    connection.group.clone().map(|group| (*from, group))
                };
                let mut groups: Vec<_> = wires.into_iter().map(group).collect();
                groups.sort();
                groups.dedup();
                groups
            };
            let mut groups_of = groups(here);
            // Whoever asks it himself is not concerned with what others did.
            if part <= 0.0 && !matches!(groups_of.as_slice(), [Some(_)]) {
                groups_of = groups(self.asked_by_others(this.from, cache));
            }
            let groups = groups_of;
            match groups.as_slice() {
                [] => {}
                [Some((from, group))] => {
                    if !choices.contains(&groups[0]) {
                        left *= self.left_by_choice(*from, group, &caches);
                        choices.push(groups[0].clone());
                    }
                }
                _ if part > 0.0 => left *= 1.0 - part.min(1.0) * self.hit_rate(cache),
                _ => left *= 1.0 - self.hit_rate(cache),
            }
        }
        left
    }

    fn asking(&self, from: usize, cache: usize) -> Vec<usize> {
        self.carried(from, READ).into_iter().filter(|&wire| self.world.wires[wire].to == cache).collect()
    }

    /// Each way to choose as many members of a group as are needed, as likely as the product of its shares: what the
    /// caches among them leave.
    fn left_by_choice(&self, from: usize, group: &str, caches: &[usize]) -> f64 {
        let members: Vec<usize> = self
            .carried(from, READ)
            .into_iter()
            .filter(|&wire| self.world.wires[wire].connection.group.as_deref() == Some(group))
            .collect();
        let (chosen, k) = self.chosen(&members);
        let parts = self.parts(&chosen, 1);
        let askable = parts.iter().filter(|part| **part > 0.0).count();
        let (mut all, mut left) = (0.0, 0.0);
        for choice in 0..1_usize << chosen.len() {
            if choice.count_ones() as usize != k.min(askable) {
                continue;
            }
            let (mut likely, mut leaves) = (1.0, 1.0);
            for at in (0..chosen.len()).filter(|at| choice >> at & 1 == 1) {
                let to = self.world.wires[chosen[at]].to;
                likely *= parts[at];
                if caches.contains(&to) {
                    leaves *= 1.0 - self.calls(chosen[at]).min(1.0) * self.hit_rate(to);
                }
            }
            all += likely;
            left += likely * leaves;
        }
        left / all
    }

    /// The wires over which reads that come by a thing ask a cache on their way in, or through others that the thing
    /// calls.
    fn asked_by_others(&self, thing: usize, cache: usize) -> Vec<usize> {
        let plain = |wire: usize| {
            let Wire { connection, .. } = &self.world.wires[wire];
            let afterwards = connection.after_miss_in.iter().any(|id| self.world.find(id) == cache);
            connection.mode == Mode::Sync && !afterwards
        };
        let reach = |start: usize, not_through: Option<usize>| {
            let mut seen = vec![start];
            let mut at = 0;
            while at < seen.len() {
                let from = seen[at];
                at += 1;
                for wire in self.carried(from, READ) {
                    let to = self.world.wires[wire].to;
                    if plain(wire) && Some(from) != not_through && !seen.contains(&to) {
                        seen.push(to);
                    }
                }
            }
            seen
        };
        let ahead = reach(thing, None).into_iter().filter(|&from| self.asking(from, cache).into_iter().any(plain));
        let on_the_way =
            reach(self.enters_as().0, None).into_iter().filter(|&from| reach(from, Some(cache)).contains(&thing));
        ahead.chain(on_the_way).flat_map(|from| self.asking(from, cache)).collect()
    }

    fn share(&self, wire: usize) -> Option<f64> {
        self.world.wires[wire].connection.share
    }

    /// What arrives at a thing goes on so, and wants that.
    pub fn behaviour(&self, thing: usize, operation: usize) -> Behaviour {
        let mut found = Behaviour::default();
        let carried = self.carried(thing, operation);
        let group = |wire: usize| self.world.wires[wire].connection.group.clone();
        let dispatch = self.world.things[thing].kind.dispatch;
        let passed = if dispatch == Dispatch::Misses && operation == READ { 1.0 - self.hit_rate(thing) } else { 1.0 };
        let mut groups: Vec<String> = carried.iter().filter_map(|&wire| group(wire)).collect();
        groups.sort();
        groups.dedup();
        for name in groups {
            let members: Vec<usize> =
                carried.iter().copied().filter(|&wire| group(wire).as_ref() == Some(&name)).collect();
            self.one_of(thing, operation, &members, passed, &mut found);
        }
        let single: Vec<usize> = carried.iter().copied().filter(|&wire| group(wire).is_none()).collect();
        match dispatch {
            Dispatch::All | Dispatch::EverySubscriber | Dispatch::Misses => {
                self.all(thing, operation, &single, passed, &mut found);
            }
            _ => {
                let main: Vec<usize> = single.iter().copied().filter(|&wire| !self.beside(wire, operation)).collect();
                let sync = |&wire: &usize| self.world.wires[wire].connection.mode == Mode::Sync;
                let any_sync = main.iter().any(sync);
                let mut targets: Vec<usize> =
                    main.into_iter().filter(|wire| !any_sync || sync(wire) || dispatch == Dispatch::Split).collect();
                let aside: Vec<usize> = single.iter().copied().filter(|wire| !targets.contains(wire)).collect();
                self.all(thing, operation, &aside, 1.0, &mut found);
                if matches!(dispatch, Dispatch::OneOf | Dispatch::Route) {
                    let names = |wire: &usize| self.world.wires[*wire].connection.journeys.is_some();
                    if targets.iter().any(names) {
                        targets.retain(names);
                    }
                }
                if matches!(dispatch, Dispatch::OneOf | Dispatch::OneConsumer) {
                    self.one_of(thing, operation, &targets, 1.0, &mut found);
                } else {
                    for (wire, part) in targets.iter().zip(self.parts(&targets, 1)) {
                        self.call(thing, operation, *wire, part, &mut found);
                    }
                }
            }
        }
        found
    }

    fn all(&self, thing: usize, operation: usize, wires: &[usize], passed: f64, found: &mut Behaviour) {
        for &wire in wires {
            self.call(thing, operation, wire, passed * self.share(wire).unwrap_or(1.0), found);
        }
    }

    fn call(&self, thing: usize, operation: usize, wire: usize, part: f64, found: &mut Behaviour) {
        let calls = part * self.left(wire, operation) * self.calls(wire);
        self.flow(operation, wire, calls, found);
        let ever = calls > 0.0 || self.world.wires[wire].connection.required == Some(true);
        if ever && self.required(wire, operation) && !self.world.things[thing].kind.family.is_broker() {
            let members = vec![(self.world.wires[wire].to, self.arrives(wire, operation))];
            found.wants.push(Want { members, k: 1, set: false, blind: false });
        }
    }

    fn flow(&self, operation: usize, wire: usize, calls: f64, found: &mut Behaviour) {
        let to = self.world.wires[wire].to;
        let nobody_there = self.lost[to] && self.thing(wire).kind.family == Family::Cache;
        let calls = if nobody_there { 0.0 } else { calls };
        found.flows.push(Flow { wire, calls, arrives: self.arrives(wire, operation) });
    }

    fn one_of(&self, thing: usize, operation: usize, wires: &[usize], passed: f64, found: &mut Behaviour) {
        if wires.is_empty() {
            return;
        }
        let connection = |wire: usize| self.world.wires[wire].connection;
        let (chosen, k) = self.chosen(wires);
        let parts = self.parts(&chosen, k);
        let mut ever = false;
        for &wire in wires {
            let at = chosen.iter().position(|other| *other == wire);
            let each = passed * self.left(wire, operation) * self.calls(wire);
            ever |= each > 0.0 || connection(wire).required == Some(true);
            self.flow(operation, wire, at.map_or(0.0, |at| parts[at]) * each, found);
        }
        let required = wires.iter().any(|&wire| self.required(wire, operation));
        if ever && required && !self.world.things[thing].kind.family.is_broker() {
            let members =
                wires.iter().map(|&wire| (self.world.wires[wire].to, self.arrives(wire, operation))).collect();
            let blind = self.world.things[thing].switch("health_checks") == Some(false);
            found.wants.push(Want { members, k, set: true, blind });
        }
    }

    /// The alternatives that are chosen among, and how many of them a request needs.
    fn chosen(&self, wires: &[usize]) -> (Vec<usize>, usize) {
        let connection = |wire: usize| self.world.wires[wire].connection;
        let k = wires.iter().map(|&wire| connection(wire).needs.unwrap_or(1)).max().unwrap() as usize;
        let in_rotation = |wire: usize| {
            let to = self.world.wires[wire].to;
            !self.lost[to] && !self.out[to]
        };
        let mut chosen: Vec<usize> =
            wires.iter().copied().filter(|&wire| in_rotation(wire) && !connection(wire).fallback).collect();
        if chosen.len() < k {
            chosen.extend(wires.iter().copied().filter(|&wire| in_rotation(wire) && connection(wire).fallback));
        }
        (chosen, k)
    }

    /// Given shares are normalised, the others divide what is left; a request that needs `k` asks nobody twice.
    fn parts(&self, wires: &[usize], k: usize) -> Vec<f64> {
        let given: f64 = wires.iter().filter_map(|&wire| self.share(wire)).sum();
        let open = wires.iter().filter(|&&wire| self.share(wire).is_none()).count();
        let mut parts: Vec<f64> = wires
            .iter()
            .map(|&wire| match self.share(wire) {
                _ if given == 0.0 && open == 0 => 1.0 / wires.len() as f64,
                Some(share) if open == 0 || given > 1.0 => share / given,
                Some(share) => share,
                None => (1.0 - given).max(0.0) / open as f64,
            })
            .collect();
        if k > 1 {
            let aim = (k.min(parts.len())) as f64;
            // Water is poured in until it stands at `aim`; nobody holds more than 1.
            let (mut low, mut high) = (0.0, 1e12);
            for _ in 0..200 {
                let middle: f64 = (low + high) / 2.0;
                let poured: f64 = parts.iter().map(|part| (part * middle).min(1.0)).sum();
                if poured < aim { low = middle } else { high = middle }
            }
            for part in &mut parts {
                *part = (*part * high).min(1.0);
            }
        }
        parts
    }
}

fn number(operation: Operation) -> usize {
    usize::from(operation == Operation::Write)
}
