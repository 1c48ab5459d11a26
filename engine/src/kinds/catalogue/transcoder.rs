//! What turns one video into many.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{computing, number, open_number, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Makes the sizes of a video that screens and connections need, and cuts them into short pieces. It takes minutes
    /// for what a request must answer in milliseconds, so it works off a queue and never on the way of a request.
    ///
    /// Each job makes it call everything that its connections name: it reads the original and stores every rendition.
    ///
    /// ## Figures
    /// One job a second for each copy is an assumption, and a bold one for long videos; measure yours. Documented
    /// renditions take 5, 2.5, 1 and 0.5 Mbit/s (1080p to 360p), in pieces of 10 s. That one rendition takes a minute
    /// is an assumption.
    id: "transcoder",
    name: "Encoding service",
    group: Group::Compute,
    family: Family::Worker,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        number("rps_capacity", "Jobs a second", "jobs/s", "What one copy can convert.", 1.0, Source::Assumption),
        open_number("renditions", "Renditions", "renditions", "How many sizes each video gets."),
        computing::IDEMPOTENT,
        computing::RETRY,
        computing::CONSUMER_GROUP,
        computing::AUTOSCALING_MIN,
        computing::AUTOSCALING_MAX,
        computing::AUTOSCALING_TARGET,
        computing::AUTOSCALING_DELAY,
        computing::AUTOSCALING_STEP,
        timing::assumed(60000.0),
    ],
    presets: &[
        Preset { id: "ffmpeg", name: "FFmpeg", settings: &[], note: "" },
    ],
    links: &[
        "object-store", "file-store", "queue", "stream", "dlq", "cdn", "sql", "metadata-db", "service",
        "notification", "metrics", "logs", "tracing",
        // Own additions.
        "kv-db", "document-db", "wide-column", "cache-distributed", "storage-tier", "search",
    ],
    source: Source::Documented(
        "zero-to-hero § 2.4 Video Streaming Platform (like YouTube); \
         mental-models § 19. Common Design Problems - Quick Patterns",
    ),
}
