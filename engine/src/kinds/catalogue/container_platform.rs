//! A cluster that runs containers.

use crate::design::vocabulary::{Fallback, Preset, Source};
use crate::kind;
use crate::kinds::common::{balancing, computing, links, timing};
use crate::kinds::{Capacity, Copies, Dispatch, Family, Group};

kind! {
    /// Runs containers on a pool of machines, replaces those that die, and adds copies when load rises. Draw it where
    /// one box stands for a whole deployment; services inside are better drawn as themselves, with their copies.
    ///
    /// For each request a copy calls everything that its connections name. Draw the balancer that spreads requests over
    /// the copies too: most platforms bring one, and it is what users reach first.
    ///
    /// ## Figures
    /// As an ordinary server: 5,000 requests a second for each copy, the middle of the documented range. Documented
    /// samples run 3 copies, and let an autoscaler go from 2 to 10 at 70 % of the processor. Its own code takes 3 ms,
    /// what is left of a traced service of 20 ms without its query and its lookup.
    /// A copy that autoscaling adds works after 5 minutes, an assumption.
    id: "container-platform",
    name: "Container platform",
    group: Group::Compute,
    family: Family::Compute,
    dispatch: Dispatch::All,
    copies: Copies::Pool,
    managed: false,
    capacity: Capacity::Requests,
    settings: &[
        computing::SERVER_CAPACITY,
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
        balancing::HEALTH_CHECKS,
        computing::IDEMPOTENT,
        balancing::AUTHENTICATION,
        balancing::AUTHORIZATION,
        timing::OWN_CODE,
    ],
    presets: &[
        Preset {
            id: "optimised",
            name: "Optimised server",
            settings: &[("rps_capacity", Fallback::Number(80_000.0), computing::TUNED_SERVER)],
            note: "Raw 100,000 req/s on 8 cores and 16 GB, less a fifth for balancer and network.",
        },
        Preset { id: "kubernetes", name: "Kubernetes", settings: &[], note: "" },
        Preset { id: "eks", name: "Amazon EKS", settings: &[], note: "" },
        Preset { id: "ecs", name: "Amazon ECS", settings: &[], note: "" },
        Preset { id: "gke", name: "Google Kubernetes Engine", settings: &[], note: "" },
        Preset { id: "aks", name: "Azure Kubernetes Service", settings: &[], note: "" },
    ],
    links: links::OF_COMPUTE,
    source: Source::Documented(
        "zero-to-hero § 3.1 Cloud Architecture & DevOps; \
         senior-node § 6 Load Balancing & Scaling",
    ),
}
