//! Users live on several continents, and one region serves them all.

use std::collections::BTreeSet;

use crate::analysis::wiring;
use crate::design::vocabulary::Source;
use crate::design::{Operation, PlaceKind, Setting};
use crate::kinds::Family;
use crate::rule;
use crate::rules::phrase::Value;
use crate::rules::{Context, Needs, Origin, Severity, Verdict};

rule! {
    /// Users live on several continents, and one region serves them all.
    ///
    /// ## Why it matters
    /// Light needs time: a round trip from California to the Netherlands takes about 150 ms, and a page makes several.
    /// No faster server changes that.
    ///
    /// ## What to do
    /// Put an edge cache near the users, or serve from a second region.
    ///
    /// ## When it is fine
    /// When users wait for something slower anyway. Regions whose names begin alike, as with the providers of clouds
    /// (eu-west, eu-central), count as one continent.
    id: "cdn-global-users",
    title: "Far users without an edge",
    severity: Severity::Warn,
    needs: Needs::Declaration,
    origin: Origin::Stated,
    core: false,
    source: Source::Documented("zero-to-hero § 2.4 Video Streaming Platform (like YouTube), § 3.2 High Availability & Fault Tolerance; mental-models § 17. The Back-of-Envelope Calculations"),
    replaces: &[],
    message: "{component} serves users of {regions} from one place.",
    fix: "Put an edge cache near the users, or serve from a second region.",
    check: check;
    in ru: r"
        Far users without an edge ⇒ Далёкие пользователи без граничного кэша
        {component} serves users of {regions} from one place. ⇒ {component} обслуживает пользователей из {regions} из одного места.
        Put an edge cache near the users, or serve from a second region. ⇒ Поставьте граничный кэш рядом с пользователями или обслуживайте из второго региона.
    ",
}

/// What a region's name begins with, but for where on it: providers name the continent first (eu-west, eu-central).
fn continent(region: &str) -> String {
    const WHERE: [&str; 5] = ["north", "south", "east", "west", "central"];
    let region = region.to_lowercase();
    let mut parts = region.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.find(|part| !WHERE.contains(part)).map_or_else(|| region.clone(), str::to_owned)
}

fn check(context: &Context<'_>, verdict: &mut Verdict) {
    let Some(Setting::Words(regions)) = context.workload().settings.get("user_regions") else {
        if context.carried.is_empty() {
            return;
        }
        return verdict.needs("regions of the users");
    };
    // Where those stand who answer; where none says, every region that is drawn may serve.
    let answering =
        [Family::Compute, Family::ConnectionServer].into_iter().flat_map(|family| context.of_family(family));
    let waited_for = answering.filter(|(number, _)| context.is_waited_for(*number));
    let placed: BTreeSet<&str> = waited_for.flat_map(|(number, _)| wiring::regions(context.graph, number)).collect();
    let drawn = context.design().places.iter().filter(|place| place.kind == PlaceKind::Region);
    let served = if placed.is_empty() { drawn.count() } else { placed.len() };
    let edge = context.of_family(Family::Cdn).any(|(number, _)| context.is_reached(number));
    let front = context.front(Operation::Read).or_else(|| context.front(Operation::Write));
    let continents: BTreeSet<String> = regions.iter().map(|region| continent(region)).collect();
    if let Some(front) = front.filter(|_| continents.len() > 1 && served < 2 && !edge) {
        verdict.find(context, &[front]).with("regions", Value::names(regions));
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check, check_not_checked};

    #[test]
    fn fires_when_far_users_have_no_edge() {
        check(
            "cdn-global-users",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}],
                    "user_regions": ["America", "Europe"]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
            &["api"],
        );
    }

    #[test]
    fn a_region_without_servers_serves_nobody() {
        let design = |places: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}],
                    "user_regions": ["America", "Europe"]},
                "places": [{"id": "r1", "kind": "region"}, {"id": "z1", "kind": "zone", "in": "r1"},
                    {"id": "r2", "kind": "region"}],
                "components": [{"id": "client", "kind": "client-web"}, {"id": "lb", "kind": "gslb"},
                    {"id": "api", "kind": "server", "instances": 2PLACES},
                    {"id": "db", "kind": "sql", "replicas": 1, "places": ["r1", "r2"]}],
                "connections": [{"from": "client", "to": "lb"}, {"from": "lb", "to": "api"}, {"from": "api", "to": "db"}]}"#
                .replace("PLACES", places)
        };
        check("cdn-global-users", &design(r#", "places": ["z1"]"#), &["api"]);
        check("cdn-global-users", &design(r#", "places": ["z1", "r2"]"#), &[]);
        // Nothing says where they stand.
        check("cdn-global-users", &design(""), &[]);
    }

    #[test]
    fn regions_whose_names_begin_alike_are_one_continent() {
        let design = |regions: &str| {
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}], "user_regions": [REGIONS]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "api"}]}"#
                .replace("REGIONS", regions)
        };
        check("cdn-global-users", &design(r#""eu-west", "EU Central""#), &[]);
        check("cdn-global-users", &design(r#""eu-west", "us-west""#), &["api"]);
        check("cdn-global-users", &design(r#""South America", "South Africa""#), &["api"]);
        check("cdn-global-users", &design(r#""north", "south""#), &["api"]);
    }

    #[test]
    fn silent_when_an_edge_is_near_them() {
        check(
            "cdn-global-users",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}],
                    "user_regions": ["America", "Europe"]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "cdn", "kind": "cdn"},
                    {"id": "api", "kind": "server"}],
                "connections": [{"from": "client", "to": "cdn"}, {"from": "cdn", "to": "api"}]}"#,
            &[],
        );
    }

    #[test]
    fn not_checked_while_nobody_says_where_users_are() {
        check_not_checked(
            "cdn-global-users",
            r#"{"workload": {"journeys": [{"id": "go", "entry": "client", "operation": "read"}]},
                "components": [{"id": "client", "kind": "client-web"}, {"id": "api", "kind": "server"},
                    {"id": "db", "kind": "sql"}],
                "connections": [{"from": "client", "to": "api"}, {"from": "api", "to": "db"}]}"#,
        );
    }
}
