//! Log lines of all, in one place.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{links, open_switch, storing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Gathers what every copy wrote about what happened, so that it can be searched together after the copy is gone.
    /// Lines with fields, and with the id of the trace they belong to, are worth far more than sentences.
    ///
    /// It watches from the side: no load unless a connection says how many `calls`, and not required unless it says so.
    ///
    /// ## Figures
    /// None: no document says how much is written.
    id: "logs",
    name: "Central logging",
    group: Group::Observability,
    family: Family::Observing,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        storing::RETENTION,
        open_switch("structured", "Structured", "Whether lines are fields rather than sentences."),
        open_switch("correlation_ids", "Trace ids", "Whether each line names the trace that it belongs to."),
    ],
    presets: &[
        Preset { id: "elk", name: "ELK", settings: &[], note: "" },
        Preset { id: "loki", name: "Loki", settings: &[], note: "" },
        Preset { id: "splunk", name: "Splunk", settings: &[], note: "" },
        Preset { id: "fluentd", name: "Fluentd", settings: &[], note: "" },
        Preset { id: "filebeat", name: "Filebeat", settings: &[], note: "" },
        Preset { id: "vector", name: "Vector", settings: &[], note: "" },
    ],
    links: links::OF_OBSERVING,
    source: Source::Documented(
        "interview-answers § Theory 10. Observability; \
         mental-models § 15. The Observability Stack; \
         senior-node § 10 Monitoring / Observability",
    ),
}
