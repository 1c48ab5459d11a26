//! Apps on phones.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{links, open_switch, open_text};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// A person with a phone app: small payloads, connections that break, and notifications when the app is closed.
    ///
    /// It behaves as a browser does in the calculation: it calls everything that its connections name and never fails
    /// itself. It is a kind of its own because of what it asks of the rest: a backend of its own that sends fewer
    /// fields, and a push gateway for users who are offline.
    ///
    /// ## Figures
    /// None of its own; the workload gives the rates.
    id: "client-mobile",
    name: "Mobile client",
    group: Group::Edge,
    family: Family::Client,
    dispatch: Dispatch::All,
    copies: Copies::Inside,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        open_text("region", "Region", "Where these users are."),
        open_switch("small_payloads", "Small payloads", "Whether it needs fewer fields than a browser does."),
    ],
    presets: &[
        Preset { id: "ios", name: "iOS app", settings: &[], note: "" },
        Preset { id: "android", name: "Android app", settings: &[], note: "" },
    ],
    links: links::OF_CLIENTS,
    source: Source::Documented(
        "zero-to-hero § 1.1 Understanding System Design Basics; \
         interview-answers § Theory 8. API Gateway; \
         worked-examples § Example 2, Step 2: High-Level Design; \
         senior-node § 2 API / Gateway / BFF",
    ),
}
