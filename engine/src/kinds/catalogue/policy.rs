//! Who may do what.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::{computing, links, open_choice, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Decides whether somebody may do something, by roles, by attributes or by relations, and keeps that decision out
    /// of the code of every service. Knowing who somebody is does not yet say what they may do.
    ///
    /// It stands beside the path: it carries load only where a connection says how many `calls` a request makes, and is
    /// required only where that connection says so. Decisions are often made in the calling process, from rules it has
    /// fetched.
    ///
    /// ## Figures
    /// 5,000 decisions a second for each copy, the middle of the documented range of an ordinary server. That an answer
    /// takes 1 ms is an assumption.
    id: "policy",
    name: "Policy engine",
    group: Group::Coordination,
    family: Family::Coordination,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        computing::SERVER_CAPACITY,
        open_choice("model", "Decides by", &["roles", "attributes", "relations"], "What a decision is made from."),
        timing::assumed(1.0),
    ],
    presets: &[
        Preset { id: "opa", name: "Open Policy Agent", settings: &[], note: "" },
        Preset { id: "cedar", name: "Cedar", settings: &[], note: "" },
        Preset { id: "nestjs-guards", name: "NestJS guards", settings: &[], note: "" },
    ],
    links: links::OF_COORDINATION,
    source: Source::Documented(
        "mental-models § 16. The Security Mental Model; \
         senior-node § 12 Security & Reliability",
    ),
}
