//! What wakes somebody up.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{links, open_words};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Compares measurements with limits and tells a person when one is passed. Metrics that nobody is told about are
    /// read the day after.
    ///
    /// It watches from the side: no load unless a connection says how many `calls`, and not required unless it says so.
    ///
    /// ## Figures
    /// None.
    id: "alerting",
    name: "Alerting",
    group: Group::Observability,
    family: Family::Observing,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        open_words("rules", "Rules", "What somebody is told about."),
    ],
    presets: &[
        Preset { id: "alertmanager", name: "Alertmanager", settings: &[], note: "" },
        Preset { id: "pagerduty", name: "PagerDuty", settings: &[], note: "" },
    ],
    links: links::OF_OBSERVING,
    source: Source::Documented(
        "interview-answers § Theory 10. Observability; \
         senior-node § 10 Monitoring / Observability",
    ),
}
