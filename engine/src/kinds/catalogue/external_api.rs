//! A service of somebody else.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, open_number, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// What other companies run and you call: payment, maps, mail, text messages. You can neither scale nor mend it, so
    /// give the connection to it a timeout, a circuit breaker and an answer for when it is down, or let a worker call
    /// it.
    ///
    /// Calls end here. It has no copies to lose; how often it is up is a matter of its contract, which goes into
    /// `availability`.
    ///
    /// ## Figures
    /// Availability 99.99 % is an assumption: put in what the provider promises. A documented circuit breaker gives up
    /// after 3 s. Providers limit rates; state the limit if you know it. An answer takes 140 ms, as a payment in a
    /// documented trace.
    id: "external-api",
    name: "External API",
    group: Group::Coordination,
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
        timing::EXTERNAL,
    ],
    presets: &[
        Preset { id: "payment", name: "Payment provider", settings: &[], note: "" },
        Preset { id: "email", name: "Mail provider", settings: &[], note: "" },
        Preset { id: "sms", name: "Text message provider", settings: &[], note: "" },
        Preset { id: "maps", name: "Map provider", settings: &[], note: "" },
    ],
    links: &[
        "gateway", "lb-l7", "service", "server", "queue", "stream",
        // Own additions.
        "cdn", "reverse-proxy", "lb-l4", "bff", "ws-gateway", "client-web", "client-mobile",
    ],
    source: Source::Documented(
        "senior-node § 12 Security & Reliability; \
         zero-to-hero § 3.2 High Availability & Fault Tolerance",
    ),
}
