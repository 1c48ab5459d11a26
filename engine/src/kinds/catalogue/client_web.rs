//! Browsers of users.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{links, open_text};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// A person with a browser. Journeys begin here: draw one for each group of users that behaves differently, and
    /// give the journey, not the client, its rate.
    ///
    /// For each request it calls everything that its connections name. It keeps no copies and has no capacity, it is
    /// never the part that fails, and what it may reach is the edge of the system: name resolution, CDN, firewall,
    /// balancer, gateway. A connection from a browser straight to a database, cache or queue skips the tiers that guard
    /// them.
    ///
    /// ## Figures
    /// None of its own. How many requests come follows from the workload: a rate, or daily users and what each of them
    /// does.
    id: "client-web",
    name: "Web client",
    group: Group::Edge,
    family: Family::Client,
    dispatch: Dispatch::All,
    copies: Copies::Inside,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        open_text("region", "Region", "Where these users are."),
    ],
    presets: &[
        Preset { id: "browser", name: "Web browser", settings: &[], note: "" },
    ],
    links: links::OF_CLIENTS,
    source: Source::Documented(
        "zero-to-hero § 1.1 Understanding System Design Basics; \
         interview-answers § Theory 8. API Gateway",
    ),
}
