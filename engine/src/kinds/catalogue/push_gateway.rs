//! The way to phones that sleep.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, messaging, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Delivers notifications to phones whose app is closed, through the service of their maker. It is the way to reach
    /// users who are offline, and it promises neither order nor time.
    ///
    /// Messages end here. It is run by somebody else: no copies to lose, never the bottleneck. Nobody should wait for
    /// it: feed it from a worker or a notification service.
    ///
    /// ## Figures
    /// None documented. Availability 99.99 % is an assumption. That taking a message takes 100 ms is an assumption.
    id: "push-gateway",
    name: "Push gateway",
    group: Group::Messaging,
    family: Family::External,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: true,
    capacity: Capacity::Unlimited,
    settings: &[
        messaging::CHANNELS,
        common::MANAGED_AVAILABILITY,
        timing::assumed(100.0),
    ],
    presets: &[
        Preset { id: "fcm", name: "Firebase Cloud Messaging", settings: &[], note: "" },
        Preset { id: "apns", name: "Apple Push Notification service", settings: &[], note: "" },
    ],
    links: &[
        "client-mobile", "client-web", "external-api", "notification", "metrics", "logs",
        // Own additions.
        "client-desktop", "client-iot",
    ],
    source: Source::Documented("interview-answers § Practice 3. Chat System"),
}
