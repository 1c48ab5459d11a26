//! From a path in the design file to the field that holds it, and there.

use super::{Side, Studio};
use crate::browser::page;
use crate::canvas::selection::Selection;
use crate::signals::*;
use crate::summary::findings::connection_keys;

/// Whose field it is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Owner {
    Component(String),
    /// By its name.
    Connection(String),
    /// By its place or its id.
    Journey(String),
    Place,
    /// A component of a kind that is to be drawn.
    Drawing(String),
    Workload,
}

/// Whose field a path leads to, and what it is called there.
fn owner(path: &str) -> (Owner, String) {
    // Prices and thresholds have many names; their fields are called as they are.
    if path.starts_with("prices.") || path.starts_with("thresholds.") {
        return (Owner::Workload, path.to_owned());
    }
    if let Some(kind) = path.strip_prefix("kinds.") {
        return (Owner::Drawing(kind.to_owned()), String::new());
    }
    if let Some((journey, limit)) = path.strip_prefix("requirements.latency_ms.").and_then(|rest| rest.rsplit_once('.'))
    {
        return (Owner::Journey(journey.to_owned()), limit.to_owned());
    }
    let name = path.rsplit('.').next().unwrap_or(path).to_owned();
    let inside = |list: &str| {
        let (key, _) = path.strip_prefix(list)?.strip_prefix('[')?.rsplit_once(']')?;
        Some(key.to_owned())
    };
    type Named = (&'static str, fn(String) -> Owner);
    let owners: [Named; 4] = [
        ("components", Owner::Component),
        ("connections", Owner::Connection),
        ("workload.journeys", Owner::Journey),
        ("places", |_| Owner::Place),
    ];
    let found = owners.into_iter().find_map(|(list, owner)| Some(owner(inside(list)?)));
    match found {
        None if path == "places" => (Owner::Place, name),
        // Fields of journeys are named as their words are.
        Some(owner @ Owner::Journey(_)) => (owner, name.replace('_', "-")),
        Some(owner) => (owner, name),
        None => (Owner::Workload, name),
    }
}

impl Studio {
    /// Selects what holds a path of the design file, and moves the focus to its field.
    pub fn show_field(self, path: &str) {
        let (owner, name) = owner(path);
        let mut field = format!("field-{name}");
        let side = match owner {
            Owner::Component(id) => {
                self.show([id], []);
                Side::Inspector
            }
            Owner::Connection(name) => {
                let keys = connection_keys(&self.design.read_untracked(), &[name]);
                self.show([], keys);
                Side::Inspector
            }
            Owner::Journey(key) => {
                let design = self.design.read_untracked();
                let journeys = &design.workload.journeys;
                let at = key.parse::<usize>().ok().and_then(|at| journeys.get(at));
                let journey = at.or_else(|| journeys.iter().find(|journey| journey.id == key));
                field = format!("field-{}-{name}", journey.map_or("", |journey| journey.id.as_str()));
                Side::Workload
            }
            // Places are listed where nothing is selected.
            Owner::Place => {
                self.select(Selection::default());
                if name == "places" {
                    "add-zone".clone_into(&mut field);
                }
                Side::Inspector
            }
            Owner::Drawing(kind) => return self.add_now(&kind, None, None),
            Owner::Workload if name == "journeys" => {
                "add-journey".clone_into(&mut field);
                Side::Workload
            }
            Owner::Workload => Side::Workload,
        };
        self.open_side(side);
        page::next_frame(move || page::focus(&field));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_fields() {
        let is =
            |path: &str, expected: Owner, name: &str| assert_eq!(owner(path), (expected, name.to_owned()), "{path}");
        is("components[api].settings.rps_capacity", Owner::Component("api".to_owned()), "rps_capacity");
        is("components[a]b].instances", Owner::Component("a]b".to_owned()), "instances");
        is("connections[a->b].latency_ms", Owner::Connection("a->b".to_owned()), "latency_ms");
        is("workload.journeys[0].peak_factor", Owner::Journey("0".to_owned()), "peak-factor");
        is("places[eu].availability", Owner::Place, "availability");
        is("places", Owner::Place, "places");
        is("workload.journeys", Owner::Workload, "journeys");
        is("requirements.latency_ms.a.b.p99", Owner::Journey("a.b".to_owned()), "p99");
        is("requirements.team_size", Owner::Workload, "team_size");
        is("prices.per_month.server", Owner::Workload, "prices.per_month.server");
        is("kinds.metrics", Owner::Drawing("metrics".to_owned()), "");
        is("workload.peak_minutes", Owner::Workload, "peak_minutes");
    }
}
