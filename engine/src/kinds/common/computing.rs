//! Settings of what runs code: servers, services, workers, connection servers. How identifiers are made is a fact of
//! the workload.

use super::{number, open_choice, open_number, open_switch};
use crate::design::vocabulary::{Range, SettingSpec, Source};

/// Range of one ordinary server.
pub const ONE_SERVER: Source = Source::Documented("zero-to-hero § Cheat Sheet: Numbers to Remember");

/// The tuned server of the worked URL shortener.
pub const TUNED_SERVER: Source =
    Source::Documented("worked-examples § Example 1, Detailed server estimate 1. API Servers");

/// `rps_capacity` of a server: the middle of the documented 1,000 to 10,000.
pub const SERVER_CAPACITY: SettingSpec = number(
    "rps_capacity",
    "Requests a second",
    "req/s",
    "What one copy can answer. 5,000 is the middle of the documented 1,000 to 10,000.",
    5_000.0,
    ONE_SERVER,
)
.within(SERVERS);

/// An ordinary server, and the tuned one of the worked URL shortener: 56,000 to plan with, 100,000 raw.
const SERVERS: &[Range] = &[
    Range::documented(1_000.0, 10_000.0, "zero-to-hero § Cheat Sheet: Numbers to Remember"),
    Range::documented(56_000.0, 100_000.0, "worked-examples § Example 1, Detailed server estimate 1. API Servers"),
];

/// `rps_capacity` of a worker: an assumption.
pub const WORKER_CAPACITY: SettingSpec =
    number("rps_capacity", "Messages a second", "msg/s", "What one copy can work off.", 1_000.0, Source::Assumption);

/// Whether copies remember their clients.
pub const STATEFUL: SettingSpec =
    open_switch("stateful", "Keeps state", "Whether a copy remembers something about its clients between requests.");

/// Where sessions are kept.
pub const SESSION_STORE: SettingSpec = open_choice(
    "session_store",
    "Sessions live in",
    &["memory", "shared", "token"],
    "In the copy itself, in a store that all share, or with the client.",
);

/// Fewest copies.
pub const AUTOSCALING_MIN: SettingSpec =
    open_number("autoscaling_min", "Fewest copies", "copies", "How few copies the autoscaler goes down to.");

/// Most copies.
pub const AUTOSCALING_MAX: SettingSpec =
    open_number("autoscaling_max", "Most copies", "copies", "How many copies the autoscaler goes up to.");

/// Utilisation that the autoscaler keeps.
pub const AUTOSCALING_TARGET: SettingSpec =
    super::open_share("autoscaling_target", "Autoscaling target", "Utilisation at which the autoscaler adds a copy.");

/// How long the autoscaler takes.
pub const AUTOSCALING_DELAY: SettingSpec = number(
    "autoscaling_delay_minutes",
    "Autoscaling delay",
    "min",
    "How long until a new copy works, from the moment it is needed: it is noticed, decided, started and warm.",
    5.0,
    Source::Assumption,
);

/// Copies at a time.
pub const AUTOSCALING_STEP: SettingSpec =
    open_number("autoscaling_step", "Autoscaling step", "copies", "How many copies are started or stopped a minute.");

/// How it grows.
pub const SCALING: SettingSpec =
    open_choice("scaling", "Grows by", &["horizontal", "vertical"], "More copies, or bigger machines.");

/// What runs the code.
pub const RUNTIME: SettingSpec = open_choice(
    "runtime",
    "Runtime",
    &["node", "jvm", "python", "go", "dotnet", "ruby", "php", "native"],
    "What runs the code.",
);

/// Processes on one machine.
pub const PROCESSES: SettingSpec =
    open_number("processes", "Processes", "processes", "How many processes one machine runs.");

/// Cores of one machine.
pub const CORES: SettingSpec = open_number("cores", "Cores", "cores", "Cores of one machine.");

/// What the code is about, for rules on boundaries.
pub const DOMAIN: SettingSpec =
    super::open_text("context", "Bounded context", "The one part of the business that it answers for.");

/// Whether doing the same thing twice has the effect of doing it once.
pub const IDEMPOTENT: SettingSpec =
    open_switch("idempotent", "Idempotent", "Whether doing the same work twice has the effect of doing it once.");

/// Whether failed work is tried again.
pub const RETRY: SettingSpec = open_switch("retry", "Retries", "Whether work that failed is tried again.");

/// Which copies share the work.
pub const CONSUMER_GROUP: SettingSpec = super::open_text(
    "consumer_group",
    "Consumer group",
    "Consumers with the same name share the messages of a stream.",
);

/// Whether only one copy acts at a time.
pub const LEADER_ELECTION: SettingSpec =
    open_switch("leader_election", "Elects a leader", "Whether only one copy acts at a time.");

/// How often a client says that it is there.
pub const HEARTBEAT: SettingSpec =
    open_number("heartbeat_seconds", "Heartbeat", "s", "How often a client says that it is still there.");
