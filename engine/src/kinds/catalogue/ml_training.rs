//! What makes a model.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{computing, open_number};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Learns a model from what was gathered, for hours, by the clock, and hands it to those who predict. Never on the
    /// way of a request.
    ///
    /// A run calls everything that its connections name; its load is a journey of its own that enters here. It works at
    /// its own pace, so it has no capacity here.
    ///
    /// ## Figures
    /// None documented.
    id: "ml-training",
    name: "Training pipeline",
    group: Group::Processing,
    family: Family::Processing,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        open_number("interval_seconds", "Interval", "s", "Time between two trainings."),
        computing::RETRY,
    ],
    presets: &[
        Preset { id: "tensorflow", name: "TensorFlow", settings: &[], note: "" },
    ],
    links: &[
        "lake", "lakehouse", "warehouse", "columnar", "feature-store", "object-store", "ml-serving", "registry",
        "metrics", "logs",
        // Own additions.
        "sql", "newsql", "document-db", "kv-db", "wide-column", "tsdb", "graph-db", "vector-db", "llm", "recommender",
    ],
    source: Source::Documented("zero-to-hero § 3.4 AI/ML in System Design, § 3.1 Cloud Architecture & DevOps"),
}
