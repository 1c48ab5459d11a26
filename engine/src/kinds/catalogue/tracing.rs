//! The way of one request through all services.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{links, open_share, storing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Follows single requests through every service that they touch and shows where the time went. With three services
    /// in a row nobody finds the slow one without it; events need it even more, since nobody waits for them.
    ///
    /// It watches from the side: no load unless a connection says how many `calls`, and not required unless it says so.
    ///
    /// ## Figures
    /// None for capacity. A documented trace of 5,000 ms has 4,500 ms in one span: that is what it is for.
    id: "tracing",
    name: "Distributed tracing",
    group: Group::Observability,
    family: Family::Observing,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        open_share("sampling", "Sampling", "Part of the requests that are traced."),
        storing::RETENTION,
    ],
    presets: &[
        Preset { id: "jaeger", name: "Jaeger", settings: &[], note: "" },
        Preset { id: "zipkin", name: "Zipkin", settings: &[], note: "" },
        Preset { id: "tempo", name: "Tempo", settings: &[], note: "" },
        Preset { id: "x-ray", name: "AWS X-Ray", settings: &[], note: "" },
        Preset { id: "cloud-trace", name: "Google Cloud Trace", settings: &[], note: "" },
        Preset { id: "datadog", name: "Datadog APM", settings: &[], note: "" },
        Preset { id: "opentelemetry", name: "OpenTelemetry", settings: &[], note: "" },
    ],
    links: links::OF_OBSERVING,
    source: Source::Documented(
        "interview-answers § Theory 10. Observability; \
         zero-to-hero § 3.2 High Availability & Fault Tolerance; \
         mental-models § 15. The Observability Stack",
    ),
}
