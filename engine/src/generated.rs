//! Designs out of a row of numbers, for property tests: every kind, setting and field turns up, and every design is
//! one that a file may hold. Fewer or smaller numbers give a smaller design, so failures shrink well.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::design::vocabulary::{CONNECTION, REQUIREMENTS, SettingSpec, Shape, THRESHOLDS, WORKLOAD};
use crate::design::words::Word;
use crate::design::{
    Accepted, Component, Connection, Design, DesignFile, Journey, LatencyTarget, Mode, Note, Operation, OwnKind,
    OwnKinds, Piece, Place, PlaceKind, Placement, Prices, Rate, Requirements, Setting, Settings, Step, Workload,
};
use crate::kinds::{self, Kind};

/// Any design file, with positions on whole pixels.
pub(crate) fn design_files() -> impl Strategy<Value = DesignFile> {
    prop::collection::vec(any::<u32>(), 0..400).prop_map(|numbers| Choices { numbers: numbers.into_iter() }.file())
}

struct Choices {
    numbers: std::vec::IntoIter<u32>,
}

impl Choices {
    fn below(&mut self, count: usize) -> usize {
        self.numbers.next().map_or(0, |number| number as usize % count.max(1))
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == count - 1
    }

    fn sometimes<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.one_in(3) { Some(make(self)) } else { None }
    }

    fn of<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }

    fn word<T: Word>(&mut self) -> T {
        T::WORDS[self.below(T::WORDS.len())].1
    }

    fn figure(&mut self, least: f64, most: f64) -> f64 {
        let numbers =
            [0.0, 1.0, 0.1, 0.999, 2.5, 1e-9, 300.0, 80_000.0, 1e10, 123_456_789.012_345_6, 1e17, f64::MIN_POSITIVE];
        let at = self.below(numbers.len() + 1);
        numbers.get(at).copied().unwrap_or(least).clamp(least, most)
    }

    fn text(&mut self) -> String {
        let texts = [
            "a",
            "API",
            "Café \"Ünder\" <b>",
            "line\nbreak\t\\",
            "日本 🗾",
            "client",
            "id",
            "\u{0}\u{7f}\u{2028}",
            " ",
        ];
        texts[self.below(texts.len())].to_owned()
    }

    fn ids(&mut self, most: usize) -> Vec<String> {
        let count = self.below(most);
        (0..count).map(|number| format!("{}{number}", self.text())).collect()
    }

    fn some_of(&mut self, ids: &[String]) -> Vec<String> {
        ids.iter().filter(|_| self.one_in(2)).cloned().collect()
    }

    fn settings<'a>(&mut self, specs: impl Iterator<Item = &'a SettingSpec>) -> Settings {
        let mut settings = Settings::new();
        for spec in specs {
            if !self.one_in(6) {
                continue;
            }
            let value = match spec.shape {
                Shape::Number { least, most, unit: "copies" } => {
                    Setting::Number(libm::floor(self.figure(least, most)).max(least))
                }
                Shape::Number { least, most, .. } => Setting::Number(self.figure(least, most)),
                Shape::Switch => Setting::Switch(self.one_in(2)),
                Shape::Choice(words) => Setting::Text(words[self.below(words.len())].to_owned()),
                Shape::Text => Setting::Text(self.text()),
                Shape::Words => Setting::Words(self.ids(3)),
            };
            settings.insert(spec.name.to_owned(), value);
        }
        // An autoscaler goes up to no less than what it goes down to.
        let copies = |name: &str| settings.get(name).and_then(Setting::number);
        if let (Some(fewest), Some(most)) = (copies("autoscaling_min"), copies("autoscaling_max")) {
            settings.insert("autoscaling_min".to_owned(), Setting::Number(fewest.min(most)));
            settings.insert("autoscaling_max".to_owned(), Setting::Number(fewest.max(most)));
        }
        settings
    }

    fn file(mut self) -> DesignFile {
        let places = self.places();
        let place_ids: Vec<String> = places.iter().map(|place| place.id.clone()).collect();
        let kinds = self.own_kinds();
        let components: Vec<Component> =
            self.ids(8).into_iter().map(|id| self.component(id, &place_ids, &kinds)).collect();
        let ids: Vec<String> = components.iter().map(|component| component.id.clone()).collect();
        let journeys: Vec<Journey> = self.ids(4).into_iter().map(|id| self.journey(id, &ids)).collect();
        let journey_ids: Vec<String> = journeys.iter().map(|journey| journey.id.clone()).collect();
        let caches: Vec<String> = components
            .iter()
            .filter(|component| kinds::find(&component.kind).is_some_and(|kind| kind.setting("hit_rate").is_some()))
            .map(|component| component.id.clone())
            .collect();
        let count = if ids.is_empty() { 0 } else { self.below(10) };
        let connections = (0..count).map(|number| self.connection(number, &ids, &journey_ids, &caches)).collect();
        let layout = ids
            .iter()
            .filter_map(|id| self.sometimes(|choices| (id.clone(), (choices.below(4000) as f64 - 2000.0, 40.0))))
            .collect();
        let frames = place_ids
            .iter()
            .filter_map(|id| {
                self.sometimes(|choices| (id.clone(), (choices.below(4000) as f64 - 2000.0, -40.0, 320.0, 200.0)))
            })
            .collect();
        let workload = Workload {
            journeys,
            horizon_years: self.sometimes(|choices| choices.figure(0.0, 100.0)),
            growth_per_year: self.sometimes(|choices| choices.figure(-1.0, 100.0)),
            settings: self.settings(WORKLOAD.iter()),
        };
        let requirements = self.requirements(&journey_ids);
        let (title, notes) = (self.text(), self.text());
        let thresholds = self.settings(THRESHOLDS.iter());
        let accepted = (0..self.below(3)).map(|_| self.accepted(&ids)).collect();
        let prices = self.prices();
        let design = Design {
            title,
            notes,
            workload,
            requirements,
            thresholds,
            prices,
            kinds,
            places,
            components,
            connections,
            accepted,
        };
        let notes = self.ids(3).into_iter().map(|id| (id, self.note())).collect();
        let pieces = self.ids(3).into_iter().map(|id| (id, self.piece(&design.kinds))).collect();
        let steps = (0..self.below(3))
            .map(|_| Step {
                note: self.text(),
                view: self.sometimes(|choices| (choices.below(4000) as f64 - 2000.0, -40.0, 320.0, 200.0)),
                visible: self.some_of(&ids),
                highlighted: self.some_of(&ids),
                down: self.some_of(&ids),
                load: self.sometimes(|choices| choices.figure(0.0, 20.0)),
            })
            .collect();
        DesignFile { design, layout, frames, notes, pieces, steps }
    }

    fn own_kinds(&mut self) -> OwnKinds {
        let all = kinds::catalogue::ALL;
        let mut own = OwnKinds::new();
        for id in self.ids(4) {
            let kind: &Kind = all[self.below(all.len())];
            let values = self.settings(kind.all_settings().into_iter());
            let source = |name: &String| self.sometimes(|choices| (name.clone(), choices.text()));
            let sources = values.keys().filter_map(source).collect();
            let icon = self.sometimes(|choices| all[choices.below(all.len())].id.to_owned());
            own.insert(
                id,
                OwnKind { from: kind.id.to_owned(), name: self.sometimes(Self::text), icon, values, sources },
            );
        }
        own
    }

    fn note(&mut self) -> Note {
        Note { text: self.text(), area: (self.below(4000) as f64 - 2000.0, -40.0, 320.0, 200.0) }
    }

    fn piece(&mut self, kinds: &OwnKinds) -> Piece {
        let count = 1 + self.below(3);
        let components: Vec<Component> = (0..count).map(|at| self.component(format!("p{at}"), &[], kinds)).collect();
        let ids: Vec<String> = components.iter().map(|component| component.id.clone()).collect();
        let connections = (0..self.below(3))
            .map(|number| {
                let journeys = self.sometimes(|_| Vec::new());
                Connection { journeys, ..self.connection(number, &ids, &[], &[]) }
            })
            .collect();
        let layout = ids.into_iter().map(|id| (id, (self.below(400) as f64, 40.0))).collect();
        Piece { name: self.sometimes(Self::text), components, connections, layout }
    }

    fn accepted(&mut self, components: &[String]) -> Accepted {
        let rules = ["lb-spof", "repl-none", "cap-over-target"];
        let rule = rules[self.below(rules.len())].to_owned();
        Accepted { rule, components: self.some_of(components), reason: "known".to_owned() }
    }

    fn prices(&mut self) -> Prices {
        let all = kinds::catalogue::ALL;
        let count = self.below(3);
        let kinds = (0..count).map(|_| (all[self.below(all.len())].id.to_owned(), self.figure(0.0, 1e12))).collect();
        Prices {
            currency: self.sometimes(|_| "EUR".to_owned()),
            per_month: kinds,
            per_gb_month: self.sometimes(|choices| ("hot".to_owned(), choices.figure(0.0, 1e12))).into_iter().collect(),
            egress_per_gb: self.sometimes(|choices| choices.figure(0.0, 1e12)),
        }
    }

    fn places(&mut self) -> Vec<Place> {
        let mut places: Vec<Place> = Vec::new();
        for id in self.ids(4) {
            let within = self.sometimes(|choices| choices.of(&places).map(|place| place.id.clone())).flatten();
            let (kind, name) = (self.word::<PlaceKind>(), self.sometimes(Self::text));
            let availability = self.sometimes(|choices| choices.figure(0.0, 1.0));
            places.push(Place { id, kind, within, name, availability });
        }
        places
    }

    fn component(&mut self, id: String, places: &[String], own_kinds: &OwnKinds) -> Component {
        let all = kinds::catalogue::ALL;
        let of_own: Vec<&String> = own_kinds.keys().collect();
        let own = self.sometimes(|choices| choices.of(&of_own).map(|id| (*id).clone())).flatten();
        let built_in = own.as_ref().and_then(|own| kinds::find(&own_kinds[own].from));
        let kind: &Kind = built_in.unwrap_or_else(|| all[self.below(all.len())]);
        let preset = self.of(kind.presets).filter(|_| own.is_none()).map(|preset| preset.id.to_owned());
        let stands = self.some_of(places);
        let (places, instances) = match self.below(4) {
            _ if stands.is_empty() => {
                (Placement::Nowhere, self.sometimes(|choices| 1 + choices.below(1_000_000) as u32))
            }
            0 => {
                let counts: BTreeMap<String, u32> =
                    stands.into_iter().map(|id| (id, 1 + self.below(20) as u32)).collect();
                let placed = counts.values().sum();
                (Placement::Counted(counts), self.sometimes(|_| placed))
            }
            _ => (Placement::Spread(stands), None),
        };
        Component {
            id,
            kind: kind.id.to_owned(),
            own,
            preset,
            name: self.sometimes(Self::text),
            notes: self.sometimes(Self::text),
            instances,
            shards: self.sometimes(|choices| 1 + choices.below(50) as u32),
            replicas: self.sometimes(|choices| choices.below(3) as u32),
            places,
            locked: self.one_in(4),
            settings: self.settings(kind.all_settings().into_iter()),
        }
    }

    fn journey(&mut self, id: String, components: &[String]) -> Journey {
        // No hour reaches three times the mean of these.
        let daily_curve = self.sometimes(|choices| (0..24).map(|_| choices.figure(0.5, 1.4)).collect());
        let peak_factor = self.sometimes(|choices| match daily_curve {
            Some(_) => choices.figure(3.0, 100.0),
            None => choices.figure(0.1, 100.0),
        });
        Journey {
            id,
            name: self.sometimes(Self::text),
            entry: self.of(components).cloned().unwrap_or_default(),
            operation: self.word(),
            rate: match self.below(4) {
                0 => None,
                1 => Some(Rate::PerSecond(self.figure(0.0, 1e18))),
                2 => Some(Rate::PerDay(self.figure(0.0, 1e18))),
                _ => Some(Rate::DailyUsers { users: self.figure(0.0, 1e18), actions: self.figure(0.0, 1e18) }),
            },
            peak_factor,
            daily_curve,
            content: self.sometimes(Self::word),
            request_bytes: self.sometimes(|choices| choices.figure(0.0, 1e18)),
            response_bytes: self.sometimes(|choices| choices.figure(0.0, 1e18)),
            stored_bytes: self.sometimes(|choices| choices.figure(0.0, 1e18)),
        }
    }

    fn connection(&mut self, number: usize, ids: &[String], journeys: &[String], caches: &[String]) -> Connection {
        Connection {
            id: self.sometimes(|_| format!("c{number}")),
            from: self.of(ids).cloned().unwrap_or_default(),
            to: self.of(ids).cloned().unwrap_or_default(),
            mode: self.word::<Mode>(),
            journeys: self.sometimes(|choices| choices.some_of(journeys)),
            operation: self.sometimes(Self::word::<Operation>),
            calls: self.sometimes(|choices| choices.figure(0.0, 1e9)),
            share: self.sometimes(|choices| choices.figure(0.0, 1e9)),
            after_miss_in: self.some_of(caches),
            required: self.sometimes(|choices| choices.one_in(2)),
            group: self.sometimes(Self::text),
            needs: self.sometimes(|choices| 1 + choices.below(9) as u32),
            fallback: self.one_in(4),
            bends: (0..self.below(3)).map(|_| (self.figure(-1000.0, 1000.0), self.figure(-1e9, 1e9))).collect(),
            step: self.sometimes(|choices| 1 + choices.below(9) as u32),
            settings: self.settings(CONNECTION.iter()),
        }
    }

    fn requirements(&mut self, journeys: &[String]) -> Requirements {
        let some = self.some_of(journeys);
        let target = |choices: &mut Self| LatencyTarget {
            mean: choices.sometimes(|choices| choices.figure(0.0, 1e12)),
            p50: None,
            p95: choices.sometimes(|choices| choices.figure(0.0, 1e12)),
            p99: choices.sometimes(|choices| choices.figure(0.0, 1e12)),
        };
        Requirements {
            availability: self.sometimes(|choices| choices.figure(0.0, 1.0)),
            target_utilization: self.sometimes(|choices| choices.figure(0.01, 1.0)),
            latency_ms: some.into_iter().map(|id| (id, target(self))).collect(),
            consistency: self.sometimes(Self::word),
            settings: self.settings(REQUIREMENTS.iter()),
        }
    }
}

mod tests {
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn whatever_a_file_may_hold_is_evaluated(file in design_files()) {
            let report = crate::evaluate(&file.design);
            prop_assert_eq!(report.components.len(), file.design.components.len());
            prop_assert!(serde_json::to_string(&report).is_ok());
        }
    }
}
