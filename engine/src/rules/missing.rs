//! Where a design states what a rule lacks, so that whoever reads *not checked* is led to the field, and to the
//! component that leaves it open. The rules say what they lack in words; this table says where that stands.

use crate::analysis::graph::{Edge, Graph, Node};
use crate::design::Operation;
use crate::kinds::Family;

/// Where something is stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stated {
    /// A setting of components of some families (of any where none are named): the first name that one leaves open.
    Component(&'static [Family], &'static [&'static str]),
    /// How many copies a component of a kind has.
    Copies(&'static str),
    /// How many partitions a stream has: a setting of its own, or its shards.
    Partitions,
    /// A setting of connections: first of those that state the other one, then of any.
    Connection(&'static str, &'static str),
    /// A field of the first journey that leaves it open.
    Journey(&'static str),
    /// A latency limit of the first journey that has none.
    Limit,
    /// A fact of the workload.
    Workload(&'static str),
    /// A wish.
    Requirement(&'static str),
    /// A component of a kind that is not drawn.
    Drawn(&'static str),
    /// The places that components stand in.
    Places,
    /// A journey.
    Journeys,
}

use Stated::{Component, Connection, Drawn, Journey, Requirement, Workload};

const ANY: &[Family] = &[];
const CACHES: &[Family] = &[Family::Cache];
const STORES: &[Family] = &[Family::Database, Family::Storage];
const STREAMS: &[Family] = &[Family::Stream];

/// What rules lack, as they say it, and where it is stated; sorted.
pub const MISSING: &[(&str, Stated)] = &[
    ("a journey", Stated::Journeys),
    ("a rate of a journey", Journey("rate")),
    ("accounts that a reader follows", Workload("followed_average")),
    ("between how many copies servers scale", Component(ANY, &["autoscaling_max"])),
    ("bounded contexts of services", Component(&[Family::Compute], &["context"])),
    ("capacity for the peak", Component(ANY, &["rps_capacity", "read_capacity", "ops_capacity", "msg_capacity"])),
    ("circuit breakers of connections", Connection("retries", "circuit_breaker")),
    ("connections held open", Workload("concurrent_connections")),
    (
        "duties of gateways",
        Component(&[Family::Gateway], &["transformation", "response_cache", "request_logging", "circuit_breaker"]),
    ),
    ("encryption towards clients", Connection("", "tls")),
    ("followers of the largest author", Workload("followers_most")),
    ("how cached entries expire", Component(CACHES, &["ttl_seconds"])),
    ("how caches place their keys", Component(CACHES, &["placement"])),
    ("how fresh reads have to be", Requirement("consistency")),
    ("how keys find their shard", Component(ANY, &["shard_strategy"])),
    ("how limiters count", Component(ANY, &["limiter_algorithm"])),
    ("how long a delivery network keeps answers", Component(&[Family::Cdn], &["ttl_seconds"])),
    ("how long content is kept", Component(ANY, &["retention_hours"])),
    ("how long recovery may take", Requirement("rto_minutes")),
    ("how long streams keep messages", Component(STREAMS, &["retention_hours"])),
    ("how long timelines grow", Component(CACHES, &["lists_cut"])),
    ("how long tokens live", Component(ANY, &["refresh_tokens"])),
    ("how many things or users there are", Workload("items_total")),
    ("how many users a new version gets first", Requirement("canary_first_share")),
    ("how much work may be lost", Requirement("rpo_minutes")),
    ("how new versions replace old ones", Requirement("deployment")),
    ("how often batches run", Component(ANY, &["interval_seconds"])),
    ("how often calls are tried again", Connection("retry_backoff", "retries")),
    ("how often stores are backed up", Component(ANY, &["backup_interval_minutes", "interval_minutes"])),
    ("how old results may be", Requirement("freshness_seconds")),
    ("how one of several copies is chosen", Component(ANY, &["leader_election"])),
    ("how stores answer during a split", Component(STORES, &["cap", "consistency_level"])),
    ("how stores are mostly read", Component(STORES, &["access"])),
    ("how stores are read", Component(STORES, &["access"])),
    ("how waits between retries grow", Connection("retries", "retry_backoff")),
    ("latencies of components", Component(ANY, &["latency_ms"])),
    ("latency limits", Stated::Limit),
    ("layers of defence", Drawn("identity")),
    ("limits on callers", Component(&[Family::Gateway, Family::Balancer, Family::Compute], &["rate_limit"])),
    ("limits on questions", Component(ANY, &["depth_limit", "persisted_queries"])),
    ("members of coordination services", Stated::Copies("coordinator")),
    ("metrics, logs and traces", Drawn("metrics")),
    ("networks that components stand in", Component(ANY, &["network"])),
    ("part of the users who are active", Workload("active_share")),
    ("partitions of streams", Stated::Partitions),
    ("protection in front of the entry", Drawn("waf")),
    ("regions of the users", Workload("user_regions")),
    ("regions that components stand in", Stated::Places),
    ("regions that records must not leave", Requirement("residency")),
    ("rows of the largest table", Component(ANY, &["rows"])),
    ("size of messages and disks of streams", Component(STREAMS, &["message_bytes", "storage_bytes"])),
    ("size of the pieces of files", Component(ANY, &["chunk_bytes"])),
    ("sizes of requests and answers", Journey("response_bytes")),
    ("symbols and length of a code", Workload("code_length")),
    ("team size", Requirement("team_size")),
    ("the algorithm and the stickiness of balancers", Component(&[Family::Balancer], &["sticky", "algorithm"])),
    ("the algorithm of balancers", Component(&[Family::Balancer], &["algorithm"])),
    ("the availability of components", Component(ANY, &["availability"])),
    ("the bytes that a request stores", Journey("stored_bytes")),
    ("the connection that fans out", Connection("", "purpose")),
    ("the connection that looks up those who are followed", Connection("", "purpose")),
    ("the connection that takes the next id", Connection("", "purpose")),
    ("the limit of one user, and users a day", Component(ANY, &["limit_per_user"])),
    ("the memory of one cache node", Component(CACHES, &["memory_bytes"])),
    ("the memory of one node of a database", Component(&[Family::Database], &["memory_bytes"])),
    ("the order in which steps are undone", Component(ANY, &["undoes_in_reverse"])),
    ("the order of the steps of a saga", Component(ANY, &["last_step_final"])),
    ("the order that messages have to keep", Requirement("ordering")),
    ("the part of the traffic that goes to the busiest key", Workload("hottest_key_share")),
    ("the partition key", Component(ANY, &["partition_key"])),
    ("the pattern of caches", Component(CACHES, &["pattern"])),
    ("the policy of global name resolution", Component(ANY, &["dns_policy"])),
    ("the processes and cores of Node.js servers", Component(ANY, &["processes", "cores"])),
    ("the service that finds the shard of a key", Connection("", "purpose")),
    ("the shape of records", Component(ANY, &["record_shape"])),
    ("the shard key", Component(ANY, &["shard_key"])),
    ("the share of the hottest key", Workload("hottest_key_share")),
    ("the status of redirects", Workload("redirect_status")),
    ("the storage of one node of a store", Component(STORES, &["storage_bytes"])),
    ("the write and the read quorum", Component(ANY, &["write_quorum", "read_quorum"])),
    ("the zones that copies stand in", Stated::Places),
    ("tier of storage", Component(ANY, &["tier"])),
    ("time to live and heartbeat of presence", Component(&[Family::Compute], &["ttl_seconds", "heartbeat_seconds"])),
    ("timeouts of connections", Connection("retries", "timeout_ms")),
    ("wanted availability", Requirement("availability")),
    ("wanted latency", Stated::Limit),
    ("ways in which notifications reach people", Component(ANY, &["channels"])),
    ("what a full cache throws out", Component(CACHES, &["eviction"])),
    ("what caches keep", Component(CACHES, &["contents"])),
    ("what callers answer while a breaker is open", Connection("circuit_breaker", "circuit_breaker_fallback")),
    ("what callers may do", Component(ANY, &["authorization"])),
    ("what clients speak", Connection("", "protocol")),
    ("what finds the shard of a key", Component(ANY, &["router"])),
    ("what happens to writes that contradict each other", Component(ANY, &["conflict_policy"])),
    ("what has a limit of its own", Component(ANY, &["limit_tiers"])),
    ("what leads users to another region", Component(&[Family::Dns], &["dns_policy", "failover"])),
    ("what limiters do without their counters", Component(ANY, &["fail_open"])),
    ("what limits are to do with bursts", Requirement("bursts")),
    ("what metrics measure", Component(ANY, &["signals"])),
    ("what queues and streams carry", Component(ANY, &["carries"])),
    ("what refused callers learn", Component(ANY, &["limit_headers"])),
    ("what services speak", Connection("", "protocol")),
    ("what sidecars do", Component(ANY, &["retry", "circuit_breaker"])),
    ("what stands by for stores", Component(ANY, &["standby"])),
    ("what stores keep", Component(STORES, &["contents"])),
    ("what the main query asks by", Component(ANY, &["query_key"])),
    ("what the system is about", Requirement("domain")),
    ("what values the shard key takes", Component(ANY, &["shard_key_kind"])),
    ("when breakers open and close", Connection("circuit_breaker", "circuit_breaker_failures")),
    ("when files are rarely read any more", Component(&[Family::Storage], &["rarely_read_after_days"])),
    ("when similar users are found", Component(ANY, &["neighbours"])),
    ("where clicks are counted", Workload("click_count_in")),
    ("where limiters keep their counters", Component(ANY, &["limiter_store"])),
    ("where messages go that keep failing", Component(ANY, &["dead_letter_queue"])),
    ("where passwords and keys are kept", Drawn("secrets")),
    ("whether a password is enough", Component(ANY, &["multi_factor"])),
    ("whether a replica takes over", Component(ANY, &["auto_failover"])),
    ("whether balancers check the health of their targets", Component(ANY, &["health_checks"])),
    ("whether both sides send at any moment", Requirement("real_time")),
    ("whether brokers use transactions", Component(ANY, &["transactions"])),
    ("whether caches are warmed", Component(CACHES, &["warming"])),
    ("whether caches survive a restart", Component(CACHES, &["persistent"])),
    ("whether callers need the answers of services", Connection("", "answer_needed")),
    ("whether calls of partners are signed", Connection("", "signed")),
    ("whether calls pass on their deadline", Connection("timeout_ms", "deadline_propagation")),
    ("whether candidates are ranked", Component(ANY, &["ranking"])),
    ("whether clicks are counted", Workload("click_analytics")),
    ("whether clients return to the server that knows them", Component(ANY, &["sticky"])),
    ("whether consumers are idempotent", Component(ANY, &["idempotent"])),
    ("whether consumers try again", Component(ANY, &["retry"])),
    ("whether copies keep sessions", Component(ANY, &["stateful"])),
    ("whether dependencies have pools of their own", Connection("bulkhead", "bulkhead")),
    ("whether equal files are kept once", Component(ANY, &["deduplication"])),
    ("whether frequent queries have indexes", Component(ANY, &["indexed"])),
    ("whether gateways do heavy work", Component(ANY, &["heavy_work"])),
    ("whether half-done work may be seen", Requirement("isolation")),
    ("whether lakes have a catalogue", Component(ANY, &["catalogue"])),
    ("whether latency is kept as percentiles", Component(ANY, &["percentiles"])),
    ("whether limiters count in one step", Component(ANY, &["atomic"])),
    ("whether log lines name their request", Component(ANY, &["correlation_ids"])),
    ("whether messages are acknowledged", Component(ANY, &["acknowledges"])),
    ("whether messages are kept before they are confirmed", Component(ANY, &["confirms_after_storing"])),
    ("whether messages carry the id of their trace", Component(ANY, &["trace_ids"])),
    ("whether messages have to reach users who were offline", Requirement("offline_delivery")),
    ("whether messages leave by an outbox", Connection("", "outbox")),
    ("whether new codes are checked for collisions", Workload("collision_check")),
    ("whether old points are thinned out", Component(ANY, &["downsampling"])),
    ("whether past messages are read again", Requirement("replay")),
    ("whether people answer each other", Workload("replies")),
    ("whether people change the same content on several devices", Workload("device_sync")),
    ("whether phones need smaller answers", Component(ANY, &["small_payloads"])),
    ("whether private answers are kept at the edge", Component(ANY, &["caches_private"])),
    ("whether queues are bounded", Component(ANY, &["bounded"])),
    ("whether repeated calls have the effect of one", Connection("retries", "idempotency_key")),
    ("whether repeated steps have the effect of one", Connection("saga_step", "idempotency_key")),
    ("whether retries are spread at random", Connection("retries", "retry_jitter")),
    ("whether rings have virtual nodes", Component(ANY, &["virtual_nodes"])),
    ("whether senders need results at once", Connection("", "answer_needed")),
    ("whether servers can read messages", Component(ANY, &["end_to_end"])),
    ("whether services prove who they are", Connection("", "mutual_tls")),
    ("whether several records have to change together", Requirement("transactions")),
    ("whether some requests cost far more than others", Workload("uneven_work")),
    ("whether steps of a saga can be undone", Connection("saga_step", "compensation")),
    ("whether stores are backed up", Component(ANY, &["backup"])),
    ("whether stores are encrypted", Component(ANY, &["encrypted"])),
    ("whether the state is built from events", Requirement("event_sourcing")),
    ("whether things are known by their content", Component(ANY, &["content_based"])),
    ("whether traffic comes in spikes", Workload("spiky")),
    ("whether urgent messages overtake others", Component(STREAMS, &["priority"])),
    ("whether urgent notifications go first", Component(ANY, &["priority"])),
    ("whether what was accepted may be lost", Requirement("durable")),
    ("whether writes are accepted during a split", Requirement("always_writable")),
    ("whether writes wait for replicas", Component(ANY, &["replication_mode"])),
    ("which journeys cost far more than others", Workload("costly_journeys")),
    ("who checks callers", Component(ANY, &["authentication"])),
    ("workload and requirements", Stated::Journeys),
];

/// What would have to be drawn where no component has such a setting: setting and kind.
const ELSE_DRAWN: &[(&str, &str)] = &[
    ("authentication", "identity"),
    ("authorization", "policy"),
    ("correlation_ids", "logs"),
    ("dns_policy", "gslb"),
    ("interval_minutes", "backup"),
    ("limit_tiers", "rate-limiter"),
    ("percentiles", "metrics"),
    ("rate_limit", "rate-limiter"),
    ("signals", "metrics"),
];

/// Where a design states what a rule lacks: a path in the file, or `kinds.ID` where a component of that kind is to be
/// drawn. Empty where the design has nothing that could state it.
#[must_use]
pub fn place(graph: &Graph<'_>, what: &str) -> String {
    let found = MISSING.binary_search_by(|(known, _)| (*known).cmp(what)).ok();
    found.and_then(|at| path(graph, MISSING[at].1)).unwrap_or_default()
}

fn path(graph: &Graph<'_>, stated: Stated) -> Option<String> {
    let journeys = &graph.design.workload.journeys;
    match stated {
        Component(families, names) => of_components(graph, families, names).or_else(|| {
            let (_, kind) = ELSE_DRAWN.iter().find(|(setting, _)| names.contains(setting))?;
            Some(format!("kinds.{kind}"))
        }),
        Stated::Copies(kind) => {
            of_copies(graph, &|node| node.kind.id == kind, &|node| node.component.instances.is_none(), "instances")
        }
        Stated::Partitions => of_components(graph, STREAMS, &["partitions"]).or_else(|| {
            let is_stream = |node: &Node<'_>| node.kind.family == Family::Stream;
            of_copies(graph, &is_stream, &|node| node.component.shards.is_none(), "shards")
        }),
        Connection(beside, name) => of_connections(graph, beside, name),
        Journey(field) => {
            let is_open = |at: &usize| match field {
                "rate" => journeys[*at].rate.is_none(),
                "stored_bytes" => journeys[*at].stored_bytes.is_none() && journeys[*at].operation == Operation::Write,
                _ => journeys[*at].response_bytes.is_none(),
            };
            // By id, so that the order of the file does not show.
            let mut order: Vec<usize> = (0..journeys.len()).collect();
            order.sort_by_key(|&at| &journeys[at].id);
            let at = order.iter().copied().find(is_open).or_else(|| order.first().copied());
            Some(at.map_or_else(
                || "workload.journeys".to_owned(),
                |at| format!("workload.journeys[{}].{field}", journeys[at].id),
            ))
        }
        Stated::Limit => {
            let limits = &graph.design.requirements.latency_ms;
            let mut ids: Vec<&String> = journeys.iter().map(|journey| &journey.id).collect();
            ids.sort_unstable();
            let id = ids.iter().find(|id| limits.get(**id).is_none_or(|limit| limit.limits().next().is_none()));
            let id = id.or_else(|| ids.first());
            Some(id.map_or_else(|| "workload.journeys".to_owned(), |id| format!("requirements.latency_ms.{id}.p99")))
        }
        Workload(name) => Some(format!("workload.{name}")),
        Requirement(name) => Some(format!("requirements.{name}")),
        Drawn(kind) => Some(format!("kinds.{kind}")),
        Stated::Places => Some("places".to_owned()),
        Stated::Journeys => Some("workload.journeys".to_owned()),
    }
}

/// The first component by id that is meant and leaves its number open, else the first that is meant.
fn of_copies(
    graph: &Graph<'_>,
    is_meant: &dyn Fn(&Node<'_>) -> bool,
    is_open: &dyn Fn(&Node<'_>) -> bool,
    field: &str,
) -> Option<String> {
    let meant = || graph.nodes.iter().filter(|node| is_meant(node));
    let node = meant().find(|node| is_open(node)).or_else(|| meant().next())?;
    Some(format!("components[{}].{field}", node.id()))
}

/// The first component by id that declares one of the settings and leaves it open, else the first that declares one.
fn of_components(graph: &Graph<'_>, families: &[Family], names: &[&str]) -> Option<String> {
    let fits = |node: &&Node<'_>| families.is_empty() || families.contains(&node.kind.family);
    let declares = |wants_open: bool| {
        graph.nodes.iter().filter(fits).find_map(|node| {
            let fits = |name: &&&str| node.kind.setting(name).is_some() && !(wants_open && node.states(name));
            names.iter().find(fits).map(|name| (node, *name))
        })
    };
    let (node, name) = declares(true).or_else(|| declares(false))?;
    Some(format!("components[{}].settings.{name}", node.id()))
}

/// The first connection that states one setting and leaves the other open, else the first that leaves it open, else
/// any.
fn of_connections(graph: &Graph<'_>, beside: &str, name: &str) -> Option<String> {
    let states = |edge: &Edge<'_>, name: &str| edge.connection.settings.contains_key(name);
    let open = || graph.edges.iter().filter(|edge| !states(edge, name));
    let found = open().find(|edge| states(edge, beside)).or_else(|| open().next()).or_else(|| graph.edges.first())?;
    Some(format!("connections[{}].settings.{name}", found.name()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::vocabulary::{CONNECTION, REQUIREMENTS, WORKLOAD};
    use crate::kinds::{self, catalogue};
    use crate::rules::testing::design;

    #[test]
    fn all_that_is_named_can_be_stated() {
        assert!(MISSING.is_sorted_by(|one, other| one.0 < other.0));
        let declared = |families: &[Family], name: &str| {
            let mut kinds = catalogue::ALL.iter();
            kinds.any(|kind| (families.is_empty() || families.contains(&kind.family)) && kind.setting(name).is_some())
        };
        for (what, stated) in MISSING {
            let is_there = match stated {
                Component(families, names) => names.iter().all(|name| declared(families, name)),
                Connection(beside, name) => [beside, name]
                    .iter()
                    .all(|name| name.is_empty() || CONNECTION.iter().any(|spec| spec.name == **name)),
                Workload(name) => WORKLOAD.iter().any(|spec| spec.name == *name),
                Requirement("consistency" | "availability") => true,
                Requirement(name) => REQUIREMENTS.iter().any(|spec| spec.name == *name),
                Drawn(kind) | Stated::Copies(kind) => kinds::find(kind).is_some(),
                Stated::Partitions => declared(STREAMS, "partitions"),
                Journey(_) | Stated::Limit | Stated::Places | Stated::Journeys => true,
            };
            assert!(is_there, "{what}: {stated:?}");
        }
        let declares = |(setting, kind): &(&str, &str)| {
            let is_lacked =
                MISSING.iter().any(|(_, stated)| matches!(stated, Component(_, names) if names.contains(setting)));
            is_lacked && kinds::find(kind).is_some()
        };
        assert!(ELSE_DRAWN.iter().all(declares));
    }

    #[test]
    fn who_leaves_it_open_is_found() {
        let design = design(
            r#"{"workload": {"journeys": [{"id": "b", "entry": "api", "operation": "read", "rate": {"per_second": 1}},
                 {"id": "a", "entry": "api", "operation": "read", "rate": {"per_second": 1}},
                 {"id": "c", "entry": "api", "operation": "read"}]},
               "requirements": {"latency_ms": {"a": {"p99": 100}}},
               "components": [{"id": "api", "kind": "server"}, {"id": "x", "kind": "sql", "settings": {"backup": true}},
                 {"id": "y", "kind": "sql"}, {"id": "redis", "kind": "cache-distributed"}],
               "connections": [{"from": "api", "to": "x"}, {"from": "api", "to": "y", "retries": 2}]}"#,
        );
        let graph = Graph::new(&design);
        for (what, at) in [
            ("a rate of a journey", "workload.journeys[c].rate"),
            ("latency limits", "requirements.latency_ms.b.p99"),
            ("whether stores are backed up", "components[y].settings.backup"),
            ("what caches keep", "components[redis].settings.contents"),
            ("how waits between retries grow", "connections[api->y].settings.retry_backoff"),
            ("how fresh reads have to be", "requirements.consistency"),
            ("metrics, logs and traces", "kinds.metrics"),
            ("what metrics measure", "kinds.metrics"),
        ] {
            assert_eq!(place(&graph, what), at, "{what}");
        }
    }
}
