//! Grades of the smallest designs, worked by hand.

use super::table::csv;
use super::{Grade, Row, grade};
use crate::assignment::locks::Locks;
use crate::design::{Component, DesignFile};
use crate::{Assignment, grade_text, read_assignment, write};

/// 100 requests a second on average, 300 at peak (the default peak factor), on a server of 500.
fn assignment(checks: &str) -> Assignment {
    let text = format!(
        r#"{{ "format": "loadbearing-assignment/1", "id": "a", "version": 2, "title": "A", "checks": [{checks}],
        "questions": [{{ "id": "why", "text": "Why?" }}],
        "start": {{ "format": "loadbearing/1",
          "workload": {{ "journeys": [{{ "id": "look", "entry": "c", "operation": "read", "rate": {{ "per_second": 100 }} }}] }},
          "places": [{{ "id": "z1", "kind": "zone" }}, {{ "id": "z2", "kind": "zone" }}],
          "components": [{{ "id": "c", "kind": "client-web" }},
            {{ "id": "api", "kind": "server", "instances": 1, "settings": {{ "rps_capacity": 500 }} }}],
          "connections": [{{ "from": "c", "to": "api" }}] }} }}"#
    );
    read_assignment(&text).unwrap_or_else(|error| panic!("{error}"))
}

fn api(file: &mut DesignFile) -> &mut Component {
    &mut file.design.components[1]
}

fn with(checks: &str, change: impl FnOnce(&mut DesignFile)) -> Grade {
    let assignment = assignment(checks);
    let mut file = assignment.start.clone();
    change(&mut file);
    grade(&assignment, &file)
}

/// Whether each check passes, and what it found.
fn found(grade: &Grade) -> Vec<(bool, &str)> {
    grade.checks.iter().map(|check| (check.passed, check.found.as_str())).collect()
}

#[test]
fn figures_lie_within_bounds() {
    let checks = r#"
        { "figure": "utilization", "of": "api", "at_most": 0.6, "points": 3 },
        { "figure": "sustainable", "of": "look", "at_least": 500 },
        { "figure": "availability", "of": "look", "at_least": 0.9999 },
        { "figure": "utilization", "of": "db", "at_most": 1 },
        { "figure": "single_points_of_failure", "at_most": 0 }"#;
    let grade = with(checks, |_| {});
    assert_eq!(
        found(&grade),
        [(true, "60 %"), (true, "500 req/s"), (false, "99.9 %"), (false, "there is no component “db”"), (false, "1"),]
    );
    assert_eq!((grade.points, grade.of), (4.0, 7.0));
    assert_eq!(grade.checks[0].says, "utilisation at peak of “api” is at most 60 %");
    // Two of them: 1 - 0.001² and no single point of failure is left.
    let grade = with(checks, |file| api(file).instances = Some(2));
    assert!(grade.checks[2].passed && grade.checks[4].passed, "{grade:?}");
}

#[test]
fn what_misses_a_bound_never_reads_like_it() {
    // A server of 0.999 behind another: 0.998001, which three digits would call 99.8 %.
    let grade = with(r#"{ "figure": "availability", "of": "look", "at_least": 0.9980011 }"#, |file| {
        let mut second = api(file).clone();
        second.id = "second".to_owned();
        file.design.components.push(second);
        let mut connection = file.design.connections[0].clone();
        (connection.from, connection.to) = ("api".to_owned(), "second".to_owned());
        file.design.connections.push(connection);
    });
    assert_eq!(found(&grade), [(false, "99.8001 %")]);
}

#[test]
fn what_is_accepted_was_said_and_what_is_not_checked_is_no_silence() {
    let checks = r#"{ "silent": ["spof-single-instance"] }, { "silent": ["lb-no-health-check"] }"#;
    let grade = with(checks, |file| {
        let accepted = r#"{ "format": "loadbearing/1", "components": [{ "id": "api", "kind": "server" }],
            "accepted": [{ "rule": "spof-single-instance", "reason": "so what" }] }"#;
        file.design.accepted = crate::read(accepted).map(|file| file.design.accepted).unwrap_or_default();
    });
    assert!(!grade.checks[0].passed, "{grade:?}");
    let grade = with(checks, |file| api(file).instances = Some(2));
    assert!(grade.checks[0].passed, "{grade:?}");
}

#[test]
fn what_happens_is_survived_or_not() {
    let checks = r#"
        { "survives": { "any": "zone" } },
        { "survives": { "load": 2 } },
        { "survives": { "load": 2, "carried": 0.8 } },
        { "survives": { "down": ["cache"] } }"#;
    // 600 arrive at 500, or 83 %; nothing stands in a zone, so that no loss of one is felt.
    assert_eq!(
        found(&with(checks, |_| {})),
        [
            (true, "all of it goes on"),
            (false, "“look” carries 83.3 % of what arrives"),
            (true, "all of it goes on"),
            (false, "nothing of the design is called “cache”"),
        ]
    );
    let in_one = with(checks, |file| api(file).places = crate::design::Placement::Spread(vec!["z1".to_owned()]));
    assert_eq!(found(&in_one)[0], (false, "without “z1”: “look” fails without “api”"));
    // Two in two zones: 300 arrive at the one that is left, and 600 at 1,000.
    let in_both = with(checks, |file| {
        api(file).instances = Some(2);
        api(file).places = crate::design::Placement::Spread(vec!["z1".to_owned(), "z2".to_owned()]);
    });
    assert_eq!(found(&in_both)[..2], [(true, "all of it goes on"), (true, "all of it goes on")]);
}

#[test]
fn who_changes_the_question_gets_no_points() {
    let grade = with(r#"{ "figure": "utilization", "at_most": 0.5 }"#, |file| {
        file.design.workload.journeys[0].peak_factor = Some(1.0);
    });
    assert!(grade.checks[0].passed);
    assert_eq!((grade.points, grade.points.is_sign_positive()), (0.0, true));
    assert_eq!(grade.broken, ["workload.journeys.look.peak_factor is locked: nothing is added there"]);
}

#[test]
fn a_row_says_why_something_did_not_open_and_the_table_holds_no_formula() {
    let assignment = assignment(r#"{ "figure": "errors", "at_most": 9 }, { "figure": "components", "at_most": 1 }"#);
    let locks = Locks::of(&assignment);
    let row = |name: &str, text: &str| grade_text(&assignment, &locks, name, text);
    let handed_in = format!(
        r#"{{ "format": "loadbearing-submission/1", "student": "=cmd", "assignment": "a", "version": 1,
        "answers": {{ "why": "a, \"b\"" }}, "design": {} }}"#,
        write(&assignment.start)
    );
    let other = handed_in.replace(r#""assignment": "a""#, r#""assignment": "b""#);
    let rows: Vec<Row> = vec![
        row("1.json", &handed_in),
        row("2.json", &write(&assignment.start)),
        row("3.json", "{"),
        row("4.txt", "hello"),
        row("5.json", &other),
        row("6.txt", &crate::link::encode(&assignment.start)),
        row("7.json", ""),
    ];
    let table = csv(&rows, &["errors".to_owned(), "few".to_owned()], &["Why?".to_owned()]);
    let expected = "file,student,handed in,points,of,remark,broken,errors,few,Why?\n\
        1.json,'=cmd,,1,2,\"made for version 1, graded by version 2\",,1,0: 2,\"a, \"\"b\"\"\"\n\
        2.json,2.json,,1,2,,,1,0: 2,\n\
        3.json,,,,,\"line 1, column 1: the file ends too early\",,,,\n\
        4.txt,,,,,\"this is not a link to a design; such a link holds `#1.` or `#2.` and letters\",,,,\n\
        5.json,=,,,,\"it answers the assignment \"\"b\"\", not \"\"a\"\"\",,,,\n\
        6.txt,6.txt,,1,2,,,1,0: 2,\n\
        7.json,,,,,the file is empty,,,,\n";
    let expected = expected
        .replace("5.json,=,", "5.json,'=cmd,")
        .replace("not \"\"a\"\"\",,,,\n", "not \"\"a\"\"\",,,,\"a, \"\"b\"\"\"\n");
    assert_eq!(table, expected);
}
