//! Devices that report.

use crate::design::vocabulary::{Preset, Source};
use crate::kind;
use crate::kinds::common::open_text;
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Sensors and devices that send small measurements, many of them and for ever. They seldom ask for anything, so
    /// their journeys are mostly writes.
    ///
    /// A device calls everything that its connections name, has no copies and never fails in the calculation. Many
    /// devices that reconnect at the same moment are a peak of their own.
    ///
    /// ## Figures
    /// None of its own; devices × messages give the rate. A documented point a second is 86,400 points a day for each
    /// device.
    id: "client-iot",
    name: "Device client",
    group: Group::Edge,
    family: Family::Client,
    dispatch: Dispatch::All,
    copies: Copies::Inside,
    managed: false,
    capacity: Capacity::Unlimited,
    settings: &[
        open_text("region", "Region", "Where these devices are."),
    ],
    presets: &[
        Preset { id: "sensor", name: "Sensor", settings: &[], note: "" },
        Preset { id: "device", name: "Device", settings: &[], note: "" },
    ],
    links: &[
        "dns", "gslb", "cdn", "ddos", "waf", "firewall", "lb-l4", "lb-l7", "gateway", "ws-gateway", "server",
        "service", "stream", "queue", "serverless",
        // Own additions.
        "reverse-proxy", "rabbitmq", "pubsub", "object-store", "container-platform", "modular-monolith",
    ],
    source: Source::Documented("interview-answers § Theory 8. API Gateway; zero-to-hero § 2.2 Storage and Databases"),
}
