//! One machine, virtual.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{computing, links, open_number, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// A machine with an operating system, for what has to run on one. What it runs decides what it is; draw it as a
    /// server, database or worker if you can.
    ///
    /// For each request it calls everything that its connections name.
    ///
    /// ## Figures
    /// As an ordinary server: 5,000 requests a second for each copy, the middle of the documented range. A documented
    /// example grows from 2 cores and 4 GB to 16 cores and 32 GB; beyond the largest machine there is only a second
    /// one. Its own code takes 3 ms, what is left of a traced service of 20 ms without its query and its lookup.
    /// A copy that autoscaling adds works after 5 minutes, an assumption.
    id: "vm",
    name: "Virtual machine",
    group: Group::Compute,
    family: Family::Compute,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        computing::SERVER_CAPACITY,
        computing::CORES,
        open_number("memory_bytes", "Memory", "B", "Memory of one machine."),
        open_number("storage_bytes", "Disk", "B", "Disk of one machine."),
        computing::STATEFUL,
        computing::SESSION_STORE,
        computing::SCALING,
        computing::AUTOSCALING_MIN,
        computing::AUTOSCALING_MAX,
        computing::AUTOSCALING_TARGET,
        computing::AUTOSCALING_DELAY,
        computing::AUTOSCALING_STEP,
        computing::RUNTIME,
        computing::PROCESSES,
        timing::OWN_CODE,
    ],
    presets: &[
        Preset {
            id: "optimised",
            name: "Optimised server",
            settings: &[("rps_capacity", Fallback::Number(80_000.0), computing::TUNED_SERVER)],
            note: "Raw 100,000 req/s on 8 cores and 16 GB, less a fifth for balancer and network.",
        },
        Preset { id: "ec2", name: "Amazon EC2", settings: &[], note: "" },
        Preset { id: "compute-engine", name: "Google Compute Engine", settings: &[], note: "" },
        Preset { id: "azure-vm", name: "Azure Virtual Machines", settings: &[], note: "" },
    ],
    links: links::OF_COMPUTE,
    source: Source::Documented("zero-to-hero § 3.1 Cloud Architecture & DevOps, § Cheat Sheet: Technology Choices"),
}
