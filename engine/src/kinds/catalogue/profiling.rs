//! Which line of code is hot.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{links, storing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Samples all the time what the processors are busy with and draws it as flames: the widest one is where to begin.
    /// Metrics say that something is slow, traces where, this which code.
    ///
    /// It watches from the side: no load unless a connection says how many `calls`, and not required unless it says so.
    ///
    /// ## Figures
    /// None.
    id: "profiling",
    name: "Continuous profiling",
    group: Group::Observability,
    family: Family::Observing,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        storing::RETENTION,
    ],
    presets: &[
        Preset { id: "pyroscope", name: "Pyroscope", settings: &[], note: "" },
        Preset { id: "parca", name: "Parca", settings: &[], note: "" },
        Preset { id: "datadog", name: "Datadog", settings: &[], note: "" },
    ],
    links: links::OF_OBSERVING,
    source: Source::Documented("mental-models § 15. The Observability Stack"),
}
