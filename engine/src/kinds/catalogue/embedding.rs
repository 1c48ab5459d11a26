//! What turns meaning into numbers.

use crate::design::vocabulary::Source;
use crate::kind;
use crate::kinds::common::{computing, open_text, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Turns a text or picture into a list of numbers, so that what means the same lies close together. It does so once
    /// for everything that shall be found, and once for each question.
    ///
    /// Each request or message makes it call everything that its connections name, mostly a vector database.
    ///
    /// ## Figures
    /// As an ordinary server: 5,000 a second for each copy, the middle of the documented range; a large model does far
    /// fewer. That an answer takes 50 ms is an assumption.
    id: "embedding",
    name: "Embedding worker",
    group: Group::Processing,
    family: Family::Compute,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        computing::SERVER_CAPACITY,
        open_text("model", "Model", "Which model makes the numbers; both sides need the same."),
        computing::IDEMPOTENT,
        computing::RETRY,
        computing::CONSUMER_GROUP,
        computing::AUTOSCALING_MIN,
        computing::AUTOSCALING_MAX,
        computing::AUTOSCALING_TARGET,
        computing::AUTOSCALING_DELAY,
        computing::AUTOSCALING_STEP,
        timing::assumed(50.0),
    ],
    presets: &[],
    links: &[
        "vector-db", "llm", "object-store", "cache-distributed", "queue", "stream", "external-api", "metrics",
        "logs", "tracing",
        // Own additions.
        "sql", "document-db", "kv-db", "wide-column", "search", "lake", "warehouse",
    ],
    source: Source::Documented("zero-to-hero § 3.4 AI/ML in System Design"),
}
