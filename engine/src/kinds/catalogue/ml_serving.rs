//! What predicts, while somebody waits.

use crate::design::vocabulary::Source;
use crate::kind;
use crate::kinds::common::{computing, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Answers with a prediction of a trained model while a request waits. It takes the latest features from an online
    /// store, not from a warehouse, which is too slow for that.
    ///
    /// For each request it calls everything that its connections name.
    ///
    /// ## Figures
    /// As an ordinary server: 5,000 predictions a second for each copy, the middle of the documented range; a large
    /// model does far fewer. That an answer takes 50 ms is an assumption.
    id: "ml-serving",
    name: "Prediction service",
    group: Group::Processing,
    family: Family::Compute,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        computing::SERVER_CAPACITY,
        computing::AUTOSCALING_MIN,
        computing::AUTOSCALING_MAX,
        computing::AUTOSCALING_TARGET,
        computing::AUTOSCALING_DELAY,
        computing::AUTOSCALING_STEP,
        timing::assumed(50.0),
    ],
    presets: &[],
    links: &[
        "feature-store", "vector-db", "kv-db", "cache-distributed", "object-store", "service", "ml-serving",
        "stream", "registry", "secrets", "metrics", "logs", "tracing",
        // Own additions.
        "sql", "document-db", "wide-column", "search", "cache-local", "llm", "embedding",
    ],
    source: Source::Documented("zero-to-hero § 3.4 AI/ML in System Design"),
}
