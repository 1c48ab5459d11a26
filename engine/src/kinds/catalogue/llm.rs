//! What writes answers.

use crate::design::vocabulary::Source;
use crate::kind;
use crate::kinds::common::{self, open_number, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// A language model that writes an answer, best from passages that were looked up for it first. It is mostly
    /// somebody else's service: slow, dear and limited, so give the connection to it a timeout, a circuit breaker and
    /// something to fall back on.
    ///
    /// Calls end here, unless it is connected to what it looks things up in. It has no copies to lose, and no capacity
    /// here.
    ///
    /// ## Figures
    /// None documented. Availability 99.99 % is an assumption: put in what the provider promises. That an answer takes
    /// a second is an assumption.
    id: "llm",
    name: "Language model",
    group: Group::Processing,
    family: Family::External,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: true,
    capacity: Capacity::Unlimited,
    settings: &[
        open_number(
            "limit_per_second",
            "Limit of the provider",
            "req/s",
            "Requests a second that the provider lets you send.",
        ),
        common::MANAGED_AVAILABILITY,
        timing::assumed(1000.0),
    ],
    presets: &[],
    links: &[
        "vector-db", "search", "embedding", "cache-distributed", "external-api", "metrics", "logs", "tracing",
        // Own additions.
        "sql", "document-db", "feature-store", "object-store", "lake",
    ],
    source: Source::Documented("zero-to-hero § 3.4 AI/ML in System Design"),
}
