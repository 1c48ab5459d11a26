//! Charts of what is measured.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::links;
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Shows metrics, logs and traces side by side: rate, errors and duration of each service, use, saturation and
    /// errors of each resource.
    ///
    /// It watches from the side: no load unless a connection says how many `calls`, and not required unless it says so.
    /// What it reads it reads from the connections that leave it.
    ///
    /// ## Figures
    /// None.
    id: "dashboard",
    name: "Dashboards",
    group: Group::Observability,
    family: Family::Observing,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[],
    presets: &[
        Preset { id: "grafana", name: "Grafana", settings: &[], note: "" },
        Preset { id: "kibana", name: "Kibana", settings: &[], note: "" },
    ],
    links: links::OF_OBSERVING,
    source: Source::Documented("interview-answers § Theory 10. Observability"),
}
