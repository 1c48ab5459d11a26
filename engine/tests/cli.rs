//! The command line, from outside: what it prints, where, and with which exit code.
#![expect(clippy::unwrap_used, reason = "a test stops where something is missing")]

mod program;

use program::{QUIET, loadbearing, printed, refused};

#[test]
fn a_design_without_errors_exits_with_0() {
    assert!(printed(&["evaluate", "-"], QUIET).starts_with("No bottleneck"));
    let json: serde_json::Value = serde_json::from_str(&printed(&["evaluate", "-", "--json"], QUIET)).unwrap();
    assert_eq!(json["format"], "loadbearing-report/1");
}

#[test]
fn error_findings_exit_with_1_and_still_report() {
    for more in [None, Some("--json")] {
        let mut arguments = vec!["evaluate", "--template", "url-shortener-worked"];
        arguments.extend(more);
        let output = loadbearing(&arguments, b"");
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stderr.is_empty());
        assert!(String::from_utf8(output.stdout).unwrap().contains("over-capacity"));
    }
}

#[test]
fn the_verdict_of_the_worked_url_shortener_comes_first() {
    let output = loadbearing(&["evaluate", "--template", "url-shortener-worked"], b"");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.starts_with("Bottleneck: "), "{text}");
    let redis = text.lines().find(|line| line.trim_start().starts_with("Redis ")).unwrap();
    assert!(redis.contains("390 %") && redis.contains("needs 12 shards, 17 to stay at the target"), "{redis}");
}

/// What `evaluate` prints for the parts of a design, whatever it finds.
fn evaluated(parts: &str) -> String {
    let output = loadbearing(&["evaluate", "-"], format!(r#"{{"format": "loadbearing/1", {parts}}}"#).as_bytes());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{parts}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_report_to_read_has_the_estimates() {
    let output = loadbearing(&["evaluate", "--template", "url-shortener-worked"], b"");
    let text = String::from_utf8(output.stdout).unwrap();
    let shown = |title: &str| text.lines().find_map(|line| line.trim_start().strip_prefix(title)).unwrap().trim();
    assert_eq!(shown("Storage to the horizon, Database"), "54.75 TB");
    assert_eq!(shown("Copies needed, Redis"), "17 shards");
    assert_eq!(shown("Peak request rate, all journeys"), "1.17 M req/s");
}

#[test]
fn the_report_to_read_says_what_the_verdict_rests_on() {
    let text = evaluated(
        r#""workload": {"journeys": [{"id": "read", "entry": "api", "operation": "read",
             "rate": {"per_second": 4000}, "peak_factor": 1}]},
           "components": [{"id": "api", "kind": "server"}]"#,
    );
    let rests = text.split("What the verdict rests on most\n").nth(1).unwrap().lines().next().unwrap();
    assert_eq!(
        rests.trim_start().split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>(),
        [
            "api, rps_capacity 5 k req/s",
            "at 1 k req/s: the peak not carried, full at 25 % of the peak; at 10 k req/s: full at 250 % of the peak"
        ]
    );
}

#[test]
fn the_report_to_read_says_what_it_costs_and_what_has_no_price() {
    let parts = r#""prices": {"per_month": {"server": 70}}, "components": [
        {"id": "api", "kind": "server", "instances": 20}, {"id": "db", "kind": "sql"}]"#;
    let text = evaluated(parts);
    let cost = text.split("Cost a month\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let lines: Vec<&str> = cost.lines().map(str::trim).collect();
    assert_eq!(lines[0], "1,400 USD, a part: not everything is priced");
    assert_eq!(lines[1], "api  copies 1,400");
    assert_eq!(lines[2], "not priced, for want of price_per_month  db");
}

#[test]
fn control_characters_of_names_are_shown_and_not_obeyed() {
    let parts = r#""workload": {"journeys": [{"id": "j", "name": "go\u001b]0;x\u0007", "entry": "a", "operation": "read"}]},
        "components": [{"id": "a", "kind": "server", "name": "evil\u001b[31m\nErrors\r\u009b2J\u202e"}]"#;
    let text = evaluated(parts);
    assert!(text.chars().all(|letter| letter == '\n' || !letter.is_control() && letter != '\u{202e}'), "{text:?}");
    assert!(text.contains(r"evil\u001b[31m\u000aErrors\u000d\u009b2J\u202e"), "{text}");
    assert!(!text.lines().any(|line| line.starts_with("Errors\\")), "{text}");
    let design = format!(r#"{{"format": "loadbearing/1", {parts}}}"#);
    let opened = printed(&["open", printed(&["link", "-"], &design).trim()], "");
    assert!(!opened.contains('\u{9b}') && printed(&["link", "-"], &opened) == printed(&["link", "-"], &design));
}

#[test]
fn names_that_are_long_or_blank_stay_readable() {
    let text = evaluated(&format!(
        r#""components": [{{"id": "a", "kind": "server", "name": "{}"}}, {{"id": "b", "kind": "server", "name": " "}}]"#,
        "é".repeat(5_000)
    ));
    assert!(text.contains(&format!("  {}…  0/s", "é".repeat(60))) && text.contains("\n  b  "), "{text}");
}

#[test]
fn a_share_that_was_drawn_at_random_says_how_far_off_it_may_be() {
    let zones: Vec<String> =
        (0..13).map(|at| format!(r#"{{"id": "z{at}", "kind": "zone", "availability": 0.9}}"#)).collect();
    let ids: Vec<String> = (0..13).map(|at| format!(r#""z{at}""#)).collect();
    let text = evaluated(&format!(
        r#""workload": {{"journeys": [{{"id": "j", "entry": "a", "operation": "read"}}]}}, "places": [{}],
           "components": [{{"id": "a", "kind": "server", "instances": 13, "settings": {{"needs": 12}}, "places": [{}]}}]"#,
        zones.join(","),
        ids.join(",")
    ));
    assert!(text.contains("Availability: j about 6") && text.contains(" % (simulated)"), "{text}");
}

#[test]
fn a_capacity_of_0_and_a_loop_are_said_in_words() {
    let journey = r#""workload": {"journeys": [
        {"id": "j", "entry": "a", "operation": "read", "rate": {"per_second": 10}}]}"#;
    let text = evaluated(&format!(
        r#"{journey}, "components": [{{"id": "a", "kind": "server", "settings": {{"rps_capacity": 0}}}}]"#
    ));
    assert!(text.starts_with("Bottleneck: a, without any capacity for what arrives at peak"), "{text}");
    assert!(text.contains("30/s, which it has no capacity for"), "{text}");
    let text = evaluated(&format!(
        r#"{journey}, "components": [{{"id": "a", "kind": "server"}}, {{"id": "b", "kind": "server"}}],
           "connections": [{{"from": "a", "to": "b"}}, {{"from": "b", "to": "a"}}]"#
    ));
    assert!(text.starts_with("A loop without end: no figure can be given for a, b."), "{text}");
}

#[test]
fn of_many_that_are_as_busy_the_first_are_named() {
    let name = |at: usize| format!(r#"{{"id": "s{at:03}", "kind": "server"}}"#);
    let call = |at: usize| format!(r#"{{"from": "a", "to": "s{at:03}"}}"#);
    let components: Vec<String> = (0..300).map(name).collect();
    let connections: Vec<String> = (0..300).map(call).collect();
    let text = evaluated(&format!(
        r#""workload": {{"journeys": [{{"id": "j", "entry": "a", "operation": "read", "rate": {{"per_second": 1}}}}]}},
           "components": [{{"id": "a", "kind": "client-web"}}, {}], "connections": [{}]"#,
        components.join(","),
        connections.join(",")
    ));
    let verdict = text.split("\n\n").next().unwrap().replace('\n', " ");
    assert!(verdict.starts_with("Bottleneck: s000, s001, s002, s003, s004, s005 and 294 more, 0.06 %"), "{verdict}");
    assert!(verdict.len() < 600, "{verdict}");
}

#[test]
fn what_happens_when_something_fails_is_told_the_worst_first() {
    let output = loadbearing(&["evaluate", "--template", "url-shortener-worked"], b"");
    let text = String::from_utf8(output.stdout).unwrap();
    let told: Vec<&str> = text.lines().skip_while(|line| *line != "What if it fails").skip(1).collect();
    assert!(told[0].contains("Load balancer") && told[0].contains("stops Load the page's files"), "{text}");
    let replica = told.iter().find(|line| line.contains("Database, one replica")).unwrap();
    assert!(replica.contains("takes Database primaries to 145 %"), "{replica}");
    let output = loadbearing(&["evaluate", "--template", "url-shortener-worked", "--json"], b"");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let rows = json["what_if"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["subject"] == "redis" && row["what"] == "cold-cache"), "{rows:?}");
}

#[test]
fn retries_and_queues_are_told_with_what_follows_from_them() {
    let text = evaluated(
        r#""workload": {"peak_minutes": 10, "journeys": [{"id": "j", "entry": "api", "operation": "write",
                "rate": {"per_second": 500}, "peak_factor": 4}]},
            "components": [{"id": "api", "kind": "server"}, {"id": "q", "kind": "queue"},
                {"id": "w", "kind": "worker", "settings": {"rps_capacity": 1000}},
                {"id": "db", "kind": "sql", "settings": {"write_capacity": 9000}}],
            "connections": [{"from": "api", "to": "q"}, {"from": "q", "to": "w"},
                {"from": "w", "to": "db", "retries": 2, "timeout_ms": 100}]"#,
    );
    // 1,000 a second too many for 600 s; then 500 a second to spare. Of 2,000 writes 6,000 attempts; 3,000 × 3 = 9,000. The
    // worker takes 1,000 a second, and calls for no more.
    for line in [
        "  db  3 × its calls when it does not answer: 6 k/s of 2 k/s; they alone cannot keep it overloaded below 3 k/s; \
         a cold start settles at 1 k/s, 100 % answered in time",
        "  q → w  2 k/s, 1 k/s can be taken, limited by w; grows by 1 k/s, 600 k wait after 10 min, the oldest for 10 min; \
         then 20 min to empty",
    ] {
        assert!(text.lines().any(|found| found == line), "{text}");
    }
}

#[test]
fn a_scenario_is_supposed_and_what_the_design_does_not_have_is_refused() {
    let of = |more: &[&str]| {
        let arguments = [&["evaluate", "--template", "url-shortener-worked"], more].concat();
        String::from_utf8(loadbearing(&arguments, b"").stdout).unwrap()
    };
    let text = of(&["--down", "db:replica", "--load", "0.5"]);
    assert!(text.starts_with("Supposed: --down db:replica --load 0.5\n"), "{text}");
    assert!(text.contains("Database") && text.contains("72.3 % full"), "{text}");
    // The primary whose replica is gone: 57,870 reads of 50,000 and 2,894 writes of 10,000.
    let text = of(&["--down", "db:replica"]);
    let database = text.lines().find(|line| line.trim_start().starts_with("Database ")).unwrap();
    assert!(database.ends_with("over capacity, primaries 145 % full, 28.9 % before"), "{text}");
    let text = of(&["--cold", "redis"]);
    assert!(text.contains("over capacity, replicas 289 % full, 57.9 % before"), "{text}");
    assert!(text.contains("If that falls, it takes Database primaries to 608 % (28.9 % before)"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&of(&["--cold", "redis", "--json"])).unwrap();
    assert_eq!(json["outcome"]["journeys"]["redirect"]["state"], "degraded");
    let refusal = |more: &[&str]| refused(&[&["evaluate", "--template", "url-shortener-worked"], more].concat(), b"");
    assert_eq!(refusal(&["--down", "rediss"]), r#"nothing is called "rediss"; did you mean "redis"?"#);
    assert_eq!(refusal(&["--load", "much"]), r#"expected a number of times, found "much""#);
    assert_eq!(refusal(&["--spike", "redirects=2"]), r#"there is no journey "redirects"; did you mean "redirect"?"#);
    assert_eq!(refusal(&["--cold"]), "expected something behind --cold");
    for more in [&["--cold", "api"], &["--down", "api:replica"], &["--slow", "client=2"]] {
        assert!(
            refusal(more).starts_with("the design has nothing like that to lose, empty or slow down: "),
            "{more:?}"
        );
    }
}

#[test]
fn what_cannot_be_read_is_one_line_with_its_place() {
    let misspelt = br#"{"format": "loadbearing/1", "components": [{"id": "a", "kind": "cache-distribted"}]}"#;
    assert_eq!(
        refused(&["evaluate", "-"], misspelt),
        r#"components[0].kind: unknown kind "cache-distribted"; did you mean "cache-distributed"?"#
    );
    assert_eq!(refused(&["evaluate", "-"], b"\xff\xfe{}"), "-: is no text: byte 0 is not UTF-8");
    assert_eq!(refused(&["evaluate", "-"], b""), "the file is empty");
    assert_eq!(
        refused(&["evaluate", "-"], &[b'['; 100_000]),
        "line 1, column 128: lists and objects are nested too deeply to be a design"
    );
    assert_eq!(refused(&["evaluate", "-"], &vec![b' '; 18_000_000]), "a design file may have at most 16 MB");
    assert!(refused(&["evaluate", "not/there.json"], b"").starts_with("not/there.json: cannot be read: "));
    assert!(refused(&["evaluate", "."], b"").starts_with(".: cannot be read: "));
}

#[test]
fn what_is_not_known_is_one_line_with_a_guess() {
    let rows: [(&[&str], &str); 9] = [
        (&["evalute"], r#"unknown command "evalute"; did you mean "evaluate"?"#),
        (&["dance"], r#"unknown command "dance"; `loadbearing help` lists them"#),
        (&["evaluate", "--jsn", "-"], r#"unknown option "--jsn"; did you mean "--json"?"#),
        (&["evaluate"], "expected a design file, - for standard input, or --template ID"),
        (
            &["evaluate", "--template", "url-shortner-worked"],
            r#"there is no template "url-shortner-worked"; did you mean "url-shortener-worked"?"#,
        ),
        (&["explain", "sqll"], r#"there is no rule, kind, formula or calculator "sqll"; did you mean "sql"?"#),
        (&["template"], "expected the id of a template"),
        (&["kinds", "all"], r#"expected nothing more, found "all""#),
        (&["open", "nonsense"], "this is not a link to a design; such a link holds `#1.` or `#2.` and letters"),
    ];
    for (arguments, expected) in rows {
        assert_eq!(refused(arguments, b""), expected);
    }
}

#[test]
fn a_link_opens_as_the_design_it_was_made_of() {
    let file = printed(&["template", "url-shortener-worked"], "");
    let link = printed(&["link", "-"], &file);
    let opened = printed(&["open", link.trim()], "");
    assert_eq!(printed(&["link", "-"], &opened), link);
    let cut = &link.trim()[..link.len() / 2];
    assert!(refused(&["open", cut], b"").starts_with("the link was cut: "));
}

#[test]
fn lists_have_an_id_and_a_title_on_each_line() {
    for list in ["templates", "kinds", "rules"] {
        let text = printed(&[list], "");
        assert!(!text.is_empty());
        for line in text.lines() {
            let (id, title) = line.split_once("  ").unwrap();
            assert!(!id.contains(' ') && !title.trim().is_empty(), "{line}");
        }
    }
}

#[test]
fn every_listed_id_has_a_page() {
    for list in ["kinds", "rules"] {
        for line in printed(&[list], "").lines() {
            let id = line.split_whitespace().next().unwrap();
            assert!(printed(&["explain", id], "").starts_with("# "), "{id}");
        }
    }
    assert!(printed(&["explain", "servers-needed"], "").starts_with("# Copies needed\n"));
}

#[test]
fn every_template_can_be_evaluated_and_linked() {
    for line in printed(&["templates"], "").lines() {
        let id = line.split_whitespace().next().unwrap();
        let evaluated = loadbearing(&["evaluate", "--template", id, "--json"], b"");
        assert!(matches!(evaluated.status.code(), Some(0 | 1)), "{id}");
        let file = printed(&["template", id], "");
        assert!(printed(&["link", "-"], &file).starts_with("1."), "{id}");
    }
}

#[test]
fn help_names_every_command() {
    let help = printed(&["help"], "");
    for name in ["evaluate", "template", "templates", "kinds", "rules", "explain", "link", "open", "schema"] {
        assert!(help.contains(&format!("loadbearing {name}")), "{name}");
        assert!(printed(&[name, "--help"], "").starts_with(&format!("loadbearing {name}")));
    }
}

#[test]
fn the_schema_is_json() {
    let schema: serde_json::Value = serde_json::from_str(&printed(&["schema"], "")).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn what_takes_a_journey_down_is_said_in_two_lines_and_the_rest_in_json() {
    // Two servers that stand in for each other, each 0.1 of the time down, and a database that is so a fiftieth.
    let parts = r#""workload": {"journeys": [{"id": "j", "name": "Read", "entry": "lb", "operation": "read"}]},
        "components": [{"id": "lb", "kind": "lb-l7", "settings": {"availability": 1}},
            {"id": "a", "kind": "server", "settings": {"availability": 0.9}},
            {"id": "b", "kind": "server", "settings": {"availability": 0.9}},
            {"id": "db", "kind": "sql", "settings": {"availability": 0.98}}],
        "connections": [{"from": "lb", "to": "a"}, {"from": "lb", "to": "b"}, {"from": "a", "to": "db"}, {"from": "b", "to": "db"}]"#;
    let text = evaluated(parts);
    // Of itself the database costs 0.02 × 0.99 of a year, a server 0.1 × 0.1 × 0.98.
    assert!(text.contains("Read  costs most: db 7.23 days a year, a 3.58 days a year, b 3.58 days a year\n"), "{text}");
    assert!(text.contains("fails without: db (7.3 days a year), or a + b (3.65 days a year)\n"), "{text}");
    let input = format!(r#"{{"format": "loadbearing/1", {parts}}}"#);
    let output = loadbearing(&["evaluate", "-", "--json"], input.as_bytes());
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let causes = &json["causes"]["j"];
    assert_eq!((&causes["method"], &causes["cuts"]["method"]), (&"exact".into(), &"exact".into()));
    assert_eq!(causes["cuts"]["found"], serde_json::json!([1, 1, 0]));
    assert!((causes["contributions"][0]["gain"].as_f64().unwrap() - 0.0198).abs() < 1e-15);
    assert_eq!(causes["cuts"]["listed"][1]["members"][0], serde_json::json!({"id": "a", "what": "component"}));
}

#[test]
fn a_calculator_prints_its_answer_with_working_and_source() {
    assert!(printed(&["calculators"], "").contains("request-rate"));
    let text = printed(&["calculate", "request-rate", "requests=10e6"], "");
    for part in ["Average rate: 115.7407 req/s", "= requests ÷ seconds", "requests = 10,000,000 (put in)", "Source: "]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    // The peak rests on the average, which was explained before it.
    assert!(text.contains("average = 115.7407 (as above)\n") && text.matches("= requests ÷ seconds").count() == 1);
    assert!(printed(&["calculate", "base62", "number=0"], "").contains("Code: 0\n"));
    let json: serde_json::Value =
        serde_json::from_str(&printed(&["calculate", "request-rate", "seconds=100000", "--json"], "")).unwrap();
    assert_eq!(json["outputs"][0]["working"]["value"], 1000.0);
    assert!(printed(&["explain", "request-rate"], "").contains("## When it misleads"));
}

#[test]
fn a_calculator_says_what_is_wrong_with_which_input() {
    let refused = |arguments: &[&str]| refused(arguments, b"");
    assert!(refused(&["calculate"]).starts_with("expected the id of a calculator"));
    assert!(refused(&["calculate", "request-rates"]).ends_with("did you mean \"request-rate\"?"));
    assert_eq!(refused(&["calculate", "request-rate", "5"]), "expected NAME=VALUE, found \"5\"");
    assert_eq!(
        refused(&["calculate", "request-rate", "request=5"]),
        "request: `request-rate` has no such input; did you mean \"requests\"?"
    );
    assert!(
        refused(&["calculate", "request-rate", "requests=many"]).starts_with("requests: expected a number from 0 to")
    );
    assert_eq!(refused(&["calculate", "request-rate", "requests=5", "requests=6"]), "requests: is there twice");
}

#[test]
fn a_fix_is_written_as_a_design_and_told_on_request() {
    let fixed = printed(&["fix", "--template", "url-shortener-worked", "cache-over-capacity"], "");
    let design: serde_json::Value = serde_json::from_str(&fixed).unwrap();
    assert_eq!(design["components"][4]["shards"], 17);
    // Where the boxes stand is kept.
    assert_eq!(design["layout"]["redis"][0], 780);
    let again = loadbearing(&["fix", "-", "cache-over-capacity"], fixed.as_bytes());
    assert_eq!(again.status.code(), Some(2));
    let told = printed(&["fix", "--template", "url-shortener-worked", "cache-over-capacity", "redis", "--preview"], "");
    assert!(told.starts_with("Redis: 17 shards instead of 3.\n"), "{told}");
    assert!(told.contains("390 % → 68.8 %") && told.contains("Gone: error cache-over-capacity"), "{told}");
}

#[test]
fn what_has_no_fix_is_said_in_one_line() {
    let fix = |rule: &str| refused(&["fix", "--template", "url-shortener-worked", rule], b"");
    assert!(fix("cap-over-capacty").contains("did you mean \"cap-over-capacity\"?"));
    assert!(fix("loop-unbounded").contains("finds nothing in this design"));
}

#[test]
fn any_figure_opens_to_its_working() {
    let design = r#"{"format": "loadbearing/1",
        "workload": {"journeys": [{"id": "j", "entry": "s", "operation": "read", "rate": {"per_second": 50}, "peak_factor": 1}]},
        "components": [{"id": "s", "kind": "server", "settings": {"rps_capacity": 100, "latency_ms": 10}}]}"#;
    // Half of 50 a second wait, for 20 ms on average; P(wait + work > t) falls as e^(−50 t) of seconds (M/M/1).
    let text = printed(&["working", "journeys.j.latency_ms.p99", "-"], design);
    for part in ["= quantile(0.99, answer of s)", "after(wait at s, work of s)", "(components[s].settings.latency_ms)"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(
        printed(&["working", "components.s.utilization", "-"], design).starts_with("components.s.utilization = 0.5\n")
    );
    let refusal = refused(&["working", "journeys.j.speed", "-"], design.as_bytes());
    assert!(refusal.contains("no figure opens at") && refusal.contains("journeys.ID.latency_ms.p99"), "{refusal}");
    let worked = |path: &str| printed(&["working", path, "--template", "url-shortener-worked"], "");
    for path in ["bottleneck.utilization", "connections[0].peak", "estimates[0].value", "findings[0].measured"] {
        assert!(worked(path).starts_with(&format!("{path} = ")), "{path}");
    }
    let roles = worked("components.db.roles[0].reads");
    assert!(roles.contains("components[db]") || roles.contains("hit_rate"), "{roles}");
    for path in
        ["causes.redirect.contributions[0].gain", "sensitivity[0].factor", "what_if[1].over_capacity[0].utilization"]
    {
        assert!(worked(path).starts_with(&format!("{path} = ")), "{path}");
    }
    // What has no number says why it has none.
    let unbounded = worked("journeys.redirect.latency_ms.p99");
    assert!(
        unbounded.starts_with(
            "journeys.redirect.latency_ms.p99 is unbounded: Redis is asked for 390 % of what it carries\n"
        ) && unbounded.contains("= unbounded(utilisation of redis)"),
        "{unbounded}"
    );
    let counts = refused(&["working", "sensitivity[0].turns", "--template", "url-shortener-worked"], b"");
    assert!(counts.contains("it counts what is listed beside it"), "{counts}");
}

#[test]
fn a_figure_of_a_scenario_opens_to_what_is_supposed() {
    let design = r#"{"format": "loadbearing/1",
        "workload": {"journeys": [{"id": "j", "entry": "s", "operation": "read", "rate": {"per_second": 50}, "peak_factor": 1}]},
        "components": [{"id": "s", "kind": "server", "settings": {"rps_capacity": 100, "latency_ms": 10}}]}"#;
    let text = printed(&["working", "outcome.components.s.utilization", "-", "--load", "1.5"], design);
    assert!(
        text.starts_with("outcome.components.s.utilization = 0.75\n") && text.contains("(scenario.load)"),
        "{text}"
    );
    let refusal = refused(&["working", "outcome.components.s.utilization", "-"], design.as_bytes());
    assert!(refusal.contains("an outcome takes a scenario"), "{refusal}");
}
