//! What rules ask of the requirements and the workload, in groups small enough to be read: a short form of which any
//! part may stay empty. And the figures that rules compare with. Knows no page.

use loadbearing_engine::design::vocabulary::{Fallback, REQUIREMENTS, SettingSpec, THRESHOLDS, WORKLOAD};
use loadbearing_engine::report::Report;

use super::fields::Field;

/// A few questions about one thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// Key of its title.
    pub key: &'static str,
    /// Names of the settings.
    pub names: &'static [&'static str],
}

/// Wishes.
pub const WISHES: [Group; 5] = [
    Group {
        key: "questions.about",
        names: &["domain", "team_size", "deployment", "canary_first_share", "cost_per_month", "residency"],
    },
    Group {
        key: "questions.loss",
        names: &["durable", "rpo_minutes", "rto_minutes", "always_writable", "promised_availability"],
    },
    Group { key: "questions.records", names: &["transactions", "isolation", "staleness_seconds"] },
    Group { key: "questions.messages", names: &["ordering", "replay", "event_sourcing", "freshness_seconds"] },
    Group { key: "questions.at-once", names: &["real_time", "offline_delivery", "bursts"] },
];

/// Facts of the workload.
pub const FACTS: [Group; 5] = [
    Group {
        key: "questions.spread",
        names: &[
            "peak_minutes",
            "spiky",
            "hottest_key_share",
            "uneven_work",
            "costly_journeys",
            "concurrent_connections",
            "user_regions",
        ],
    },
    Group {
        key: "questions.people",
        names: &[
            "followers_average",
            "followers_most",
            "celebrity_threshold",
            "followed_average",
            "active_share",
            "replies",
            "device_sync",
        ],
    },
    Group {
        key: "questions.codes",
        names: &["id_strategy", "code_alphabet", "code_length", "collision_check", "redirect_status"],
    },
    Group {
        key: "questions.counts",
        names: &["click_analytics", "click_count_in", "items_total", "replication_factor", "largest_file_bytes"],
    },
    Group { key: "questions.measured", names: &["downtime_minutes", "measured_availability"] },
];

/// Whose questions they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// The requirements.
    Wishes,
    /// The workload.
    Facts,
}

impl Of {
    /// The groups, in the order of the page.
    #[must_use]
    pub const fn groups(self) -> [Group; 5] {
        match self {
            Self::Wishes => WISHES,
            Self::Facts => FACTS,
        }
    }

    const fn declared(self) -> &'static [SettingSpec] {
        match self {
            Self::Wishes => REQUIREMENTS,
            Self::Facts => WORKLOAD,
        }
    }

    const fn list(self) -> &'static str {
        match self {
            Self::Wishes => "requirements.",
            Self::Facts => "workload.",
        }
    }

    /// The fields of a group. What stays open says what it asks.
    #[must_use]
    pub fn fields(self, group: Group) -> Vec<Field> {
        let spec = |name: &&str| self.declared().iter().find(|spec| spec.name == *name);
        group.names.iter().filter_map(spec).map(asked).collect()
    }

    /// How many rules wait for an answer of a group.
    #[must_use]
    pub fn waiting(self, group: Group, report: &Report) -> usize {
        let asks = |at: &str| at.strip_prefix(self.list()).is_some_and(|name| group.names.contains(&name));
        report.not_checked.iter().filter(|open| asks(&open.at)).count()
    }
}

fn asked(spec: &SettingSpec) -> Field {
    let field = Field::of(spec, spec.default, spec.source);
    if spec.default == Fallback::Open { Field { origin: field.meaning.clone(), ..field } } else { field }
}

/// What the names of thresholds begin with on the page: they are paths in the file.
const OF_THRESHOLDS: &str = "thresholds.";

/// The figures that rules compare with.
#[must_use]
pub fn thresholds() -> Vec<Field> {
    let own = |spec: &SettingSpec| {
        let field = Field::of(spec, spec.default, spec.source);
        Field { name: format!("{OF_THRESHOLDS}{}", spec.name), ..field }
    };
    THRESHOLDS.iter().map(own).collect()
}

/// The name of a threshold in the file, by that of its field.
#[must_use]
pub fn threshold_of(field: &str) -> &str {
    field.strip_prefix(OF_THRESHOLDS).unwrap_or(field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::languages::t;

    #[test]
    fn every_setting_is_asked_for_once_and_no_group_is_a_wall() {
        for of in [Of::Wishes, Of::Facts] {
            let mut asked: Vec<String> =
                of.groups().into_iter().flat_map(|group| of.fields(group)).map(|field| field.name).collect();
            let mut declared: Vec<&str> = of.declared().iter().map(|spec| spec.name).collect();
            asked.sort_unstable();
            declared.sort_unstable();
            assert_eq!(asked, declared);
            assert!(of.groups().iter().all(|group| group.names.len() <= 7 && t(group.key) != group.key));
        }
    }

    #[test]
    fn rules_that_wait_for_an_answer_are_counted_until_it_is_there() {
        let waiting = |wishes: &str| {
            let text = format!(
                r#"{{"format": "loadbearing/1", "requirements": {{{wishes}}},
                   "workload": {{"journeys": [{{"id": "j", "entry": "a", "operation": "write", "rate": {{"per_second": 1}}}}]}},
                   "components": [{{"id": "a", "kind": "service"}}, {{"id": "b", "kind": "document-db"}}],
                   "connections": [{{"from": "a", "to": "b"}}]}}"#
            );
            let design = loadbearing_engine::read(&text).expect("it is a design").design;
            Of::Wishes.waiting(WISHES[2], &loadbearing_engine::evaluate(&design))
        };
        // Of a document store it is asked whether several records change together, and whether half of it may be seen.
        let open = waiting("");
        assert!(open > 0);
        assert!(waiting(r#""transactions": false, "isolation": false"#) < open);
    }

    #[test]
    fn thresholds_show_what_is_taken_without_a_value() {
        let fields = thresholds();
        assert_eq!(fields.len(), THRESHOLDS.len());
        assert!(fields.iter().all(|field| !field.default.is_empty() && !field.origin.is_empty()));
        assert_eq!(threshold_of(&fields[0].name), THRESHOLDS[0].name);
    }
}
