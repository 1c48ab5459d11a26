//! The filter for web attacks.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, balancing, links, open_switch, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Looks into requests before they reach the entry and refuses what looks like an attack: SQL injection, scripts in
    /// input, bots. It may also limit rates and ask for proof of being human.
    ///
    /// What it lets through goes on whole to the connection that serves the journey. It is run by somebody else: no
    /// copies to lose, never the bottleneck.
    ///
    /// ## Figures
    /// No document gives any. Availability 99.99 % is an assumption. That looking through a request takes 1 ms is an
    /// assumption.
    id: "waf",
    name: "Web application firewall",
    group: Group::Edge,
    family: Family::Shield,
    dispatch: Dispatch::Route,
    copies: Copies::Pool,
    managed: true,
    capacity: Capacity::Unlimited,
    settings: &[
        balancing::RATE_LIMIT,
        balancing::TLS_TERMINATION,
        open_switch("bot_protection", "Stops bots", "Whether automated callers have to prove that they are human."),
        open_switch(
            "ddos_protection",
            "Absorbs attacks",
            "Whether it takes floods of traffic away from what stands behind it.",
        ),
        common::MANAGED_AVAILABILITY,
        timing::assumed(1.0),
    ],
    presets: &[
        Preset { id: "cloudflare", name: "Cloudflare", settings: &[], note: "" },
        Preset { id: "aws-waf", name: "AWS WAF", settings: &[], note: "" },
        Preset { id: "azure-waf", name: "Azure WAF", settings: &[], note: "" },
        Preset { id: "akamai", name: "Akamai", settings: &[], note: "" },
    ],
    links: links::OF_THE_EDGE,
    source: Source::Documented(
        "zero-to-hero § 2.3 Security in System Design; \
         mental-models § 16. The Security Mental Model",
    ),
}
