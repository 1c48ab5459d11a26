//! A function that runs when called.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{self, balancing, computing, links, open_number, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// A handler that the provider starts for each call or event and stops again, as many at once as there are calls.
    /// Right for work that comes in bursts; the first call after a rest waits for the start.
    ///
    /// For each request it calls everything that its connections name. It is run by somebody else: no copies to lose,
    /// and no capacity of its own here. What stands behind it has one, and a burst of functions meets a database that
    /// does not burst.
    ///
    /// ## Figures
    /// None documented; providers limit how many run at once, which you can state. Availability 99.99 % is an
    /// assumption. Its own code takes 3 ms, what is left of a traced service of 20 ms without its query and its lookup.
    id: "serverless",
    name: "Serverless function",
    group: Group::Compute,
    family: Family::Compute,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: true,
    capacity: Capacity::Unlimited,
    settings: &[
        open_number("concurrency", "Most at once", "calls", "How many may run at the same time."),
        open_number("time_limit_seconds", "Time limit", "s", "How long one call may run."),
        computing::RUNTIME,
        computing::IDEMPOTENT,
        computing::RETRY,
        computing::CONSUMER_GROUP,
        balancing::AUTHENTICATION,
        balancing::AUTHORIZATION,
        common::MANAGED_AVAILABILITY,
        timing::OWN_CODE,
    ],
    presets: &[
        Preset { id: "lambda", name: "AWS Lambda", settings: &[], note: "" },
        Preset { id: "cloud-functions", name: "Google Cloud Functions", settings: &[], note: "" },
        Preset { id: "azure-functions", name: "Azure Functions", settings: &[], note: "" },
    ],
    links: links::OF_COMPUTE,
    source: Source::Documented(
        "zero-to-hero § 3.1 Cloud Architecture & DevOps, § Cheat Sheet: Technology Choices; \
         interview-answers § Theory 8. API Gateway",
    ),
}
