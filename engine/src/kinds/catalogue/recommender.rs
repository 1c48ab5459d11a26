//! What somebody might like.

use crate::design::vocabulary::Source;
use crate::kind;
use crate::kinds::common::{computing, open_choice, open_switch, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Chooses what to show to whom: what people like you liked, what resembles what you liked, put in one order. The
    /// mixture helps where one of the two knows nothing yet, as with new users and new things.
    ///
    /// For each request it calls everything that its connections name: models, then a ranking.
    ///
    /// ## Figures
    /// As an ordinary server: 5,000 requests a second for each copy, the middle of the documented range. A documented
    /// mixture takes 70 % and 30 % and shows the best 10. That an answer takes 50 ms is an assumption.
    id: "recommender",
    name: "Recommendation service",
    group: Group::Processing,
    family: Family::Compute,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        computing::SERVER_CAPACITY,
        open_switch(
            "content_based",
            "Also by content",
            "Whether it knows things by what they are, not only by who liked them.",
        ),
        open_choice(
            "neighbours",
            "Similar users",
            &["on-request", "offline", "index"],
            "When similar users are found: for each request, by the clock, or by an index for nearest neighbours.",
        ),
        open_switch("ranking", "Ranks", "Whether candidates of all models are put in one order."),
        computing::AUTOSCALING_MIN,
        computing::AUTOSCALING_MAX,
        computing::AUTOSCALING_TARGET,
        computing::AUTOSCALING_DELAY,
        computing::AUTOSCALING_STEP,
        timing::assumed(50.0),
    ],
    presets: &[],
    links: &[
        "ml-serving", "feature-store", "vector-db", "graph-db", "kv-db", "cache-distributed", "search", "sql",
        "service", "stream", "registry", "secrets", "metrics", "logs", "tracing",
        // Own additions.
        "cache-local", "newsql", "document-db", "wide-column", "lake",
    ],
    source: Source::Documented(
        "zero-to-hero § 3.4 AI/ML in System Design, § 2.4 Video Streaming Platform (like YouTube)",
    ),
}
