//! Who somebody is.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{computing, links, open_number, open_switch, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Signs people in and gives out tokens that prove it: passwords, second factors, passkeys, accounts of other
    /// providers. With signed tokens a gateway can check a caller alone, without asking here for each request.
    ///
    /// It stands beside the path: it carries load only where a connection says how many `calls` a request makes, and is
    /// required only where that connection says so. Its users are in a store of its own.
    ///
    /// ## Figures
    /// 5,000 requests a second for each copy, the middle of the documented range of an ordinary server. A documented
    /// trace spends 5 ms, another 50 ms, in authentication. A check takes 5 ms, as in a documented trace.
    /// A copy that autoscaling adds works after 5 minutes, an assumption.
    id: "identity",
    name: "Identity provider",
    group: Group::Coordination,
    family: Family::Coordination,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        computing::SERVER_CAPACITY,
        open_number("token_expiry_seconds", "Tokens expire after", "s", "How long a token is valid."),
        open_switch(
            "refresh_tokens",
            "Refresh tokens",
            "Whether an expired token can be renewed without signing in again.",
        ),
        open_switch("multi_factor", "Second factor", "Whether a password alone is not enough."),
        open_switch("single_sign_on", "Single sign-on", "Whether another provider may vouch for a user."),
        computing::AUTOSCALING_MIN,
        computing::AUTOSCALING_MAX,
        computing::AUTOSCALING_TARGET,
        computing::AUTOSCALING_DELAY,
        computing::AUTOSCALING_STEP,
        timing::IDENTITY,
    ],
    presets: &[
        Preset { id: "google", name: "Google sign-in", settings: &[], note: "" },
        Preset { id: "oauth", name: "OAuth 2 provider", settings: &[], note: "" },
        Preset { id: "active-directory", name: "Active Directory", settings: &[], note: "" },
    ],
    links: links::OF_COORDINATION,
    source: Source::Documented(
        "mental-models § 16. The Security Mental Model; \
         zero-to-hero § 2.3 Security in System Design; \
         interview-answers § Theory 8. API Gateway",
    ),
}
