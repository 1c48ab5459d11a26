//! Breaking the design to see what happens: what is supposed, and the verbs that change it. Nothing of it changes the
//! design; the engine says what follows.

use loadbearing_engine::analysis::scenario::{Down, Scenario};
use loadbearing_engine::design::{Component, Design, Mode, PlaceKind};
use loadbearing_engine::kinds;

use super::{Side, Studio};
use crate::canvas::machine::Mode as Tool;
use crate::canvas::selection::Selection;
use crate::connection_key::ConnectionKey;
use crate::languages::{t, t_with};
use crate::signals::*;
use crate::summary::outcome::down_words;

/// How much load the slider asks for at its ends: a tenth of the peak, and twenty times as much.
pub const LOADS: (f64, f64) = (0.1, 20.0);
/// Steps of the slider between its ends.
pub const LOAD_STEPS: f64 = 92.0;
/// A spike of one journey, and the slowness of one component, in times of what is usual: an assumption, since only
/// the one who breaks things knows what to be afraid of.
pub const SPIKE: f64 = 10.0;

/// The load at a step of the slider: each step is as many times more as the one before.
#[must_use]
pub fn load_at(step: f64) -> f64 {
    let load = LOADS.0 * libm::pow(LOADS.1 / LOADS.0, step / LOAD_STEPS);
    // Two digits are as fine as anybody drags.
    let digits = if load < 1.0 { 100.0 } else { 10.0 };
    (load * digits).round() / digits
}

/// The step of the slider for a load.
#[must_use]
pub fn step_of(load: f64) -> f64 {
    (libm::log(load / LOADS.0) / libm::log(LOADS.1 / LOADS.0) * LOAD_STEPS).round()
}

/// What a struck connection is as something that is down.
#[must_use]
pub fn down_connection(design: &Design, key: &ConnectionKey) -> Option<Down> {
    let mut same = design.connections.iter().filter(|one| one.from == key.from && one.to == key.to);
    let connection = same.nth(key.nth)?;
    Some(Down::Connection { from: key.from.clone(), to: key.to.clone(), id: connection.id.clone() })
}

/// Adds something that is down, or takes it away again.
pub fn toggle(scenario: &mut Scenario, down: Down) {
    toggle_in(&mut scenario.down, down);
}

/// Adds a cache that is cold, or takes it away again.
pub fn toggle_cold(scenario: &mut Scenario, cache: &str) {
    toggle_in(&mut scenario.cold, cache.to_owned());
}

fn toggle_in<T: Ord>(sorted: &mut Vec<T>, one: T) {
    match sorted.binary_search(&one) {
        Ok(place) => {
            sorted.remove(place);
        }
        Err(place) => sorted.insert(place, one),
    }
}

/// Whether something is waited for that takes a time of its own, so that it can be slow.
fn can_be_slow(design: &Design, component: &Component) -> bool {
    let is_called = design.connections.iter().any(|one| one.to == component.id && one.mode == Mode::Sync);
    is_called && kinds::find(&component.kind).is_some_and(|kind| kind.setting("latency_ms").is_some())
}

/// So many zones are supposed where a design draws none: an assumption; the clouds have three in most regions.
const SUPPOSED_ZONES: u32 = 3;

/// Zones that can be down although nobody drew them: where copies are spread over something, and over no zone or region.
fn supposed_zones(design: &Design) -> impl Iterator<Item = Down> {
    let is_drawn = design.places.iter().any(|place| place.kind != PlaceKind::Network);
    let zones = if is_drawn || design.components.is_empty() { 0 } else { SUPPOSED_ZONES };
    (1..=zones).map(|zone| Down::Zone { zone, of: SUPPOSED_ZONES })
}

fn is_cache(component: &Component) -> bool {
    kinds::find(&component.kind).is_some_and(|kind| kind.setting("hit_rate").is_some())
}

impl Studio {
    /// Whether things are being broken.
    #[must_use]
    pub fn is_breaking(self) -> bool {
        self.mode.get() == Tool::Break
    }

    /// Begins to break things, or ends it: then all is as it was.
    pub fn toggle_breaking(self) {
        if self.mode.get_untracked() == Tool::Break {
            self.choose(Tool::Select);
            self.announce(t("breaking.ended"));
        } else {
            self.select(Selection::default());
            self.close_hint();
            self.choose(Tool::Break);
            self.open_side(Side::Breaking);
            self.announce(t("breaking.begun"));
        }
    }

    /// Nothing is supposed any more.
    pub fn mend_all(self) {
        self.scenario.set(Scenario::default());
    }

    /// Takes boxes and connections down, or back.
    pub fn strike(self, selection: &Selection) {
        let design = self.design.read_untracked();
        let components = selection.components.iter().map(|id| Some(Down::Component(id.clone())));
        let connections = selection.connections.iter().map(|key| down_connection(&design, key));
        for down in components.chain(connections).flatten() {
            self.take_down(down);
        }
    }

    /// Takes one thing down, or back.
    pub fn take_down(self, down: Down) {
        self.scenario.update(|scenario| toggle(scenario, down));
    }

    /// Dependencies that can be slow, each with its id, its words, and whether it is.
    #[must_use]
    pub fn slow_knobs(self) -> Vec<(String, String, bool)> {
        let (design, scenario) = (self.design.read(), self.scenario.read());
        let slow = design.components.iter().filter(|component| can_be_slow(&design, component)).map(|component| {
            let words = t_with("breaking.is-slow", &[("name", &component.label()), ("times", &SPIKE)]);
            (format!("slow {}", component.id), words, scenario.slow.contains_key(&component.id))
        });
        slow.collect()
    }

    /// What can be turned beside the load, each with its id, its words, and whether it is: supposed zones that are down,
    /// caches that are cold, journeys that spike.
    #[must_use]
    pub fn knobs(self) -> Vec<(String, String, bool)> {
        let (design, scenario) = (self.design.read(), self.scenario.read());
        let caches = design.components.iter().filter(|component| is_cache(component)).map(|cache| {
            let words = t_with("breaking.cold", &[("name", &cache.label())]);
            (format!("cold {}", cache.id), words, scenario.cold.contains(&cache.id))
        });
        let spikes = design.workload.journeys.iter().map(|journey| {
            let words = t_with("breaking.spike", &[("name", &journey.label()), ("times", &SPIKE)]);
            (format!("spike {}", journey.id), words, scenario.journeys.contains_key(&journey.id))
        });
        let zones = supposed_zones(&design).map(|down| {
            let words = down_words(&design, &down);
            (down.text(), words, scenario.down.contains(&down))
        });
        zones.chain(caches).chain(spikes).collect()
    }

    /// Turns one of the knobs, or turns it back.
    pub fn turn(self, knob: &str) {
        if let Some(zone) = Down::supposed_zone(knob) {
            return self.take_down(zone);
        }
        self.scenario.update(|scenario| match knob.split_once(' ') {
            Some(("cold", id)) => toggle_cold(scenario, id),
            Some(("slow", id)) if scenario.slow.remove(id).is_none() => {
                scenario.slow.insert(id.to_owned(), SPIKE);
            }
            Some(("spike", id)) if scenario.journeys.remove(id).is_none() => {
                scenario.journeys.insert(id.to_owned(), SPIKE);
            }
            _ => {}
        });
    }

    /// Asks the engine, whenever the design or what is supposed changes.
    pub fn start_breaking(self) {
        effect(move || {
            self.design.track();
            let scenario = self.scenario.read();
            if self.is_breaking() && !scenario.is_empty() {
                self.engine.suppose(&scenario);
            }
        });
        effect(move || {
            self.report.track();
            if self.is_breaking() {
                self.engine.lose_each();
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::design::Connection;

    #[test]
    fn the_slider_goes_from_a_tenth_to_twenty_times_and_passes_one() {
        assert_eq!(load_at(0.0), 0.1);
        assert_eq!(load_at(LOAD_STEPS), 20.0);
        assert_eq!(load_at(step_of(1.0)), 1.0);
        for step in 1..=(LOAD_STEPS as u32) {
            assert!(load_at(f64::from(step)) >= load_at(f64::from(step - 1)));
        }
    }

    #[test]
    fn what_is_struck_twice_is_up_again() {
        let mut scenario = Scenario::default();
        toggle(&mut scenario, Down::Component("db".to_owned()));
        toggle(&mut scenario, Down::Component("api".to_owned()));
        assert_eq!(scenario.down.len(), 2);
        toggle(&mut scenario, Down::Component("db".to_owned()));
        assert_eq!(scenario.down, [Down::Component("api".to_owned())]);
        toggle_cold(&mut scenario, "redis");
        toggle_cold(&mut scenario, "redis");
        assert!(scenario.cold.is_empty());
    }

    #[test]
    fn who_is_waited_for_can_be_slow() {
        let component =
            |id: &str, kind: &str| Component { id: id.to_owned(), kind: kind.to_owned(), ..Component::default() };
        let mut design = Design {
            components: vec![component("api", "server"), component("db", "sql"), component("copy", "sql")],
            ..Design::default()
        };
        let way = |from: &str, to: &str, mode| Connection {
            from: from.to_owned(),
            to: to.to_owned(),
            mode,
            ..Connection::default()
        };
        design.connections = vec![way("api", "db", Mode::Sync), way("db", "copy", Mode::Replication)];
        let slow: Vec<&str> =
            design.components.iter().filter(|one| can_be_slow(&design, one)).map(|one| one.id.as_str()).collect();
        assert_eq!(slow, ["db"]);
    }

    #[test]
    fn of_parallel_connections_the_struck_one_is_down() {
        let way = |id: Option<&str>| Connection {
            id: id.map(str::to_owned),
            from: "a".to_owned(),
            to: "b".to_owned(),
            ..Connection::default()
        };
        let design = Design { connections: vec![way(None), way(Some("slow"))], ..Design::default() };
        let key = ConnectionKey { from: "a".to_owned(), to: "b".to_owned(), nth: 1 };
        let down = down_connection(&design, &key);
        assert!(matches!(down, Some(Down::Connection { id: Some(id), .. }) if id == "slow"));
    }
}
