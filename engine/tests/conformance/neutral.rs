//! Designs of the kit as design files of this project. What the kit leaves out is unlimited, immediate and always up;
//! here defaults are assumptions of the kinds, so all of it is said.

use serde_json::{Map, Value, json};

/// More than anything asks for.
const UNLIMITED: f64 = 1e18;

/// The kind that acts as a role says.
fn kind(role: &str) -> &'static str {
    match role {
        "client" => "client-web",
        "service" => "server",
        "balancer" => "lb-l7",
        "router" => "gateway",
        "cache" => "cache-distributed",
        "store" => "sql",
        "queue" => "queue",
        "worker" => "worker",
        other => panic!("unknown role {other}"),
    }
}

/// By role and field of the kit: the setting that says it.
fn setting(role: &str, field: &str) -> Option<&'static str> {
    Some(match (role, field) {
        (_, "availability") => "availability",
        (_, "copies_needed") => "needs",
        (_, "service_ms") => "latency_ms",
        (_, "failover") => "auto_failover",
        ("cache", "hit_rate") => "hit_rate",
        ("cache", "capacity") => "ops_capacity",
        ("queue", "capacity") => "msg_capacity",
        (_, "capacity") => "rps_capacity",
        ("store", "read_capacity") => "read_capacity",
        ("store", "write_capacity") => "write_capacity",
        ("store", "replica_read_capacity") => "replica_read_capacity",
        _ => return None,
    })
}

/// A design of the kit as a design file.
pub fn file(design: &Value) -> Value {
    let mut workload = json!({"journeys": each(design, "journeys", journey)});
    if let Some(plan) = design.get("plan") {
        workload["horizon_years"] = plan["years"].clone();
        workload["growth_per_year"] = plan["growth_per_year"].clone();
    }
    let mut file = json!({
        "format": "loadbearing/1",
        "title": design["title"],
        "workload": workload,
        "places": design.get("places").cloned().unwrap_or_else(|| json!([])),
        "components": each(design, "components", component),
        "connections": each(design, "connections", connection),
    });
    if let Some(boxes) = design.get("boxes") {
        file["layout"] = boxes.clone();
    }
    file
}

fn each(design: &Value, list: &str, of: fn(&Map<String, Value>) -> Value) -> Vec<Value> {
    super::list(design, list).iter().map(|member| of(member.as_object().unwrap())).collect()
}

fn journey(journey: &Map<String, Value>) -> Value {
    let mut made = Map::new();
    for (field, value) in journey {
        match field.as_str() {
            "enters" => made.insert("entry".to_owned(), value.clone()),
            "per_second" => made.insert("rate".to_owned(), json!({"per_second": value})),
            "id" | "operation" | "peak_factor" | "request_bytes" | "stored_bytes" => {
                made.insert(field.clone(), value.clone())
            }
            other => panic!("unknown field {other} of a journey"),
        };
    }
    Value::Object(made)
}

fn component(component: &Map<String, Value>) -> Value {
    let role = component["role"].as_str().unwrap();
    let mut made = json!({"id": component["id"], "kind": kind(role)});
    let mut settings = Map::new();
    if role != "client" {
        settings.insert("availability".to_owned(), json!(1));
        settings.insert("latency_ms".to_owned(), json!(0));
        for field in ["capacity", "read_capacity", "write_capacity", "replica_read_capacity"] {
            let is_capacity = (role == "store") == (field != "capacity");
            if let Some(name) = setting(role, field).filter(|_| is_capacity) {
                settings.insert(name.to_owned(), json!(UNLIMITED));
            }
        }
    }
    for (field, value) in component {
        match field.as_str() {
            "id" | "role" => {}
            "copies" => made["instances"] = value.clone(),
            "shards" | "replicas" | "places" => made[field] = value.clone(),
            other => {
                let name = setting(role, other).unwrap_or_else(|| panic!("unknown field {other} of a {role}"));
                settings.insert(name.to_owned(), value.clone());
            }
        }
    }
    made["settings"] = Value::Object(settings);
    made
}

fn connection(connection: &Map<String, Value>) -> Value {
    let mut made = Map::new();
    for (field, value) in connection {
        let name = match field.as_str() {
            "from" | "to" | "journeys" | "calls" | "after_miss_in" | "required" | "retries" => field,
            "alternatives" => "group",
            "alternatives_needed" => "needs",
            "way_ms" => "latency_ms",
            "encrypted" => "tls",
            other => panic!("unknown field {other} of a connection"),
        };
        made.insert(name.to_owned(), value.clone());
    }
    Value::Object(made)
}
