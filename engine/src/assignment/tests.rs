//! Reading and writing assignments and submissions, and what locks refuse.

use super::locks::Locks;
use super::{Ask, Assignment, Submission, write, write_sealed, write_submission};
use crate::design::{Component, DesignFile, OwnKind, Setting};
use crate::share::Shared;
use crate::{link, read_assignment, read_submission};

const START: &str = r#"{ "format": "loadbearing/1",
  "workload": { "journeys": [{ "id": "look", "entry": "api", "operation": "read", "rate": { "per_second": 100 } }] },
  "components": [{ "id": "api", "kind": "server", "instances": 2 }, { "id": "db.main", "kind": "sql" }],
  "connections": [{ "from": "api", "to": "db.main" }], "layout": { "api": [0, 40] } }"#;

fn text(rest: &str) -> String {
    format!(r#"{{ "format": "loadbearing-assignment/1", "id": "a", "title": "A", "start": {START}, {rest} }}"#)
}

fn assignment(rest: &str) -> Assignment {
    read_assignment(&text(rest)).unwrap_or_else(|error| panic!("{error}"))
}

const ALL: &str = r#""version": 3, "level": "easy", "brief": "Do\nit.", "source": "s § 1",
  "questions": [{ "id": "why", "text": "Why?" }],
  "locked": { "components": ["db.main"], "kinds": ["server"], "numbers": ["workload", "components.*.settings"] },
  "forbidden": { "components": ["api"], "kinds": ["queue"] },
  "checks": [
    { "figure": "p99", "of": "look", "at_most": 100, "points": 2.5 },
    { "survives": { "down": ["db.main"], "any": "zone", "load": 10, "journeys": ["look"], "carried": 0.5 }, "hidden": true },
    { "text": "Silence.", "silent": ["cap-over-target"], "of": "api" },
    { "estimate": "servers-needed", "of": "api", "at_least": 1, "at_most": 4 }]"#;

#[test]
fn an_assignment_goes_there_and_back() {
    let all = assignment(ALL);
    assert_eq!(all.checks.iter().map(|check| check.hidden).collect::<Vec<_>>(), [false, false, false, true]);
    assert_eq!(read_assignment(&write(&all)).as_ref(), Ok(&all));
    assert_eq!(read_assignment(&write_sealed(&all)).as_ref(), Ok(&all));
    assert_eq!(link::open(&link::encode_assignment(&all)), Ok(Shared::Assignment(all)));
}

#[test]
fn hidden_checks_cannot_be_read_at_a_glance() {
    let all = assignment(ALL);
    assert!(write(&all).contains("survives"));
    let sealed = write_sealed(&all);
    assert!(!sealed.contains("survives") && sealed.contains("p99"), "{sealed}");
}

#[test]
fn a_submission_goes_there_and_back() {
    let submission = Submission {
        student: "Zoë <b>".to_owned(),
        assignment: "a".to_owned(),
        version: 3,
        handed_in: "2026-03-01T09:30:00.125Z".to_owned(),
        answers: [("why".to_owned(), "Because.\nReally.".to_owned())].into(),
        design: assignment(ALL).start,
    };
    assert_eq!(read_submission(&write_submission(&submission)).as_ref(), Ok(&submission));
    assert_eq!(link::open(&link::encode_submission(&submission)), Ok(Shared::Submission(submission)));
}

#[test]
fn errors_name_their_place() {
    let rows = [
        (r#""checks": []"#, "checks: an assignment has between 1 and 200 checks, found 0"),
        (r#""cheks": []"#, r#"cheks: unknown field "cheks"; did you mean "checks"?"#),
        (r#""level": "easy""#, "checks: missing"),
        (r#""checks": [{ "points": 1 }]"#, "checks[0]: a check has one of figure, estimate, silent, survives"),
        (
            r#""checks": [{ "figure": "availabilty", "of": "look", "at_least": 1 }]"#,
            r#"checks[0].figure: unknown figure "availabilty"; did you mean "availability"?"#,
        ),
        (
            r#""checks": [{ "figure": "p99", "of": "loook", "at_most": 1 }]"#,
            r#"checks[0].of: there is no journey "loook"; did you mean "look"?"#,
        ),
        (r#""checks": [{ "figure": "p99", "of": "look" }]"#, "checks[0]: a figure has at_least, at_most or both"),
        (
            r#""checks": [{ "figure": "errors", "at_least": 2, "at_most": 1 }]"#,
            "checks[0].at_most: lies below at_least, so nothing can be within",
        ),
        (
            r#""checks": [{ "silent": ["spof-single-instanc"] }]"#,
            r#"checks[0].silent[0]: there is no rule "spof-single-instanc"; did you mean "spof-single-instance"?"#,
        ),
        (r#""checks": [{ "survives": {} }]"#, "checks[0].survives: nothing happens; expected down, any or load"),
        (
            r#""checks": [{ "survives": { "any": "network" } }]"#,
            "checks[0].survives.any: a network is no fate; expected zone or region",
        ),
        (
            r#""checks": [{ "figure": "errors", "at_most": 0, "points": 0 }]"#,
            "checks[0].points: expected above 0 to 1000000, found 0",
        ),
        (
            r#""locked": { "components": ["dbmain"] }, "checks": [{ "figure": "errors", "at_most": 0 }]"#,
            r#"locked.components[0]: there is no component "dbmain"; did you mean "db.main"?"#,
        ),
        (
            r#""locked": { "numbers": ["components.db.main.shrds"] }, "checks": [{ "figure": "errors", "at_most": 0 }]"#,
            r#"locked.numbers[0]: a component has no field "shrds"; did you mean "shards"?"#,
        ),
        (
            r#""locked": { "numbers": ["workloads"] }, "checks": [{ "figure": "errors", "at_most": 0 }]"#,
            r#"locked.numbers[0]: nothing of a design is called "workloads"; did you mean "workload"?"#,
        ),
        (
            r#""hidden_checks": "AAAA""#,
            "hidden_checks: is damaged: hidden checks are written by this program and not changed by hand",
        ),
    ];
    for (rest, expected) in rows {
        assert_eq!(read_assignment(&text(rest)).unwrap_err().to_string(), expected, "{rest}");
    }
    let start = text(r#""checks": [{ "figure": "errors", "at_most": 0 }]"#).replace("\"sql\"", "\"sqll\"");
    let error = read_assignment(&start).unwrap_err().to_string();
    assert!(error.starts_with(r#"start.components[1].kind: unknown kind "sqll"; did you mean "sql"?"#), "{error}");
    let later = text(r#""zzz": 1"#).replace("assignment/1", "assignment/7");
    assert_eq!(
        read_assignment(&later).unwrap_err().to_string(),
        "format: the file needs version 7 of the format, this program knows loadbearing-assignment/1"
    );
}

#[test]
fn times_are_times() {
    let with = |time: &str| {
        let design = r#"{ "format": "loadbearing/1" }"#;
        read_submission(&format!(
            r#"{{ "format": "loadbearing-submission/1", "student": "1", "assignment": "a", "handed_in": "{time}", "design": {design} }}"#
        ))
    };
    for good in ["", "2026-03-01T09:30:00Z", "2026-12-31T23:59:60.5Z"] {
        assert!(with(good).is_ok(), "{good}");
    }
    for bad in
        ["yesterday", "2026-13-01T09:30:00Z", "2026-03-01T09:30:00", "2026-03-01T09:30:00.Z", "2026-03-01T9:30:00Zé"]
    {
        let error = with(bad).unwrap_err().to_string();
        assert!(error.starts_with("handed_in: expected a time such as"), "{error}");
    }
}

/// Messages of the locks that a change of the start design breaks.
fn broken(rest: &str, change: impl FnOnce(&mut DesignFile)) -> Vec<String> {
    let assignment = assignment(&format!(r#"{rest}, "checks": [{{ "figure": "errors", "at_most": 0 }}]"#));
    let mut file = assignment.start.clone();
    change(&mut file);
    Locks::of(&assignment).broken(&file).into_iter().map(|broken| broken.message).collect()
}

#[test]
fn the_usual_locks_hold_the_question() {
    let found = broken(r#""brief": """#, |file| {
        file.design.workload.journeys[0].peak_factor = Some(1.0);
        file.design.workload.growth_per_year = Some(0.1);
        file.design.components[0].instances = Some(9);
    });
    assert_eq!(
        found,
        [
            "workload.growth_per_year is locked: nothing is added there",
            "workload.journeys.look.peak_factor is locked: nothing is added there",
        ]
    );
}

#[test]
fn a_locked_component_stays_as_it_is() {
    let locked = r#""locked": { "components": ["api"] }"#;
    assert_eq!(broken(locked, |file| file.design.components.reverse()), [""; 0]);
    assert_eq!(
        broken(locked, |file| file.design.components[0].instances = Some(3)),
        ["components.api.instances is locked: it stays at 2"]
    );
    assert_eq!(
        broken(locked, |file| file.design.components.retain(|component| component.id != "api")),
        [
            "components.api is locked: it stays as it is; it may not be taken away",
            // Who takes away where a journey enters changes the journey too.
            "workload.journeys.look.entry is locked: it stays at “api”; it may not be taken away",
        ]
    );
}

#[test]
fn a_locked_number_is_locked_in_what_is_added_too() {
    let locked = r#""locked": { "numbers": ["components.*.settings.availability", "components.db.main.shards"] }"#;
    let found = broken(locked, |file| {
        let mut added = Component { id: "c".to_owned(), kind: "server".to_owned(), ..Component::default() };
        added.settings.insert("availability".to_owned(), Setting::Number(1.0));
        file.design.components.push(added);
        file.design.components[1].shards = Some(4);
        file.design.workload = Default::default();
    });
    assert_eq!(
        found,
        [
            "components.c.settings.availability is locked: nothing is added there",
            "components.db.main.shards is locked: nothing is added there",
        ]
    );
}

#[test]
fn no_own_kind_leads_around_a_lock() {
    let locked = r#""locked": { "numbers": ["components.*.settings"] }, "forbidden": { "kinds": ["queue"] }"#;
    let found = broken(locked, |file| {
        let kind = |from: &str| OwnKind { from: from.to_owned(), ..OwnKind::default() };
        let mut fast = kind("server");
        fast.values.insert("rps_capacity".to_owned(), Setting::Number(1e9));
        file.design.kinds.insert("own-fast".to_owned(), fast);
        file.design.kinds.insert("own-queue".to_owned(), kind("queue"));
        let (first, own) = (&mut file.design.components[0], "own-fast".to_owned());
        (first.kind, first.own, first.locked) = ("server".to_owned(), Some(own), true);
        let component = Component {
            id: "q".to_owned(),
            kind: "queue".to_owned(),
            own: Some("own-queue".to_owned()),
            ..Component::default()
        };
        file.design.components.push(component);
    });
    assert_eq!(
        found,
        ["components.api.settings is locked: nothing is added there", "q: nothing of the kind queue may be added"]
    );
}

#[test]
fn kinds_are_locked_and_forbidden() {
    let locked = r#""locked": { "kinds": ["sql"], "numbers": [] }, "forbidden": { "kinds": ["queue"] }"#;
    let found = broken(locked, |file| {
        let of_kind =
            |id: &str, kind: &str| Component { id: id.to_owned(), kind: kind.to_owned(), ..Component::default() };
        file.design.components.push(of_kind("q", "queue"));
        file.design.components.push(of_kind("x", "sql"));
    });
    assert_eq!(found, ["q: nothing of the kind queue may be added", "components.x is locked: nothing is added there"]);
}

#[test]
fn checks_say_what_they_are() {
    assert!(matches!(&assignment(ALL).checks[3].asks, Ask::Survives(happens) if happens.load == 10.0));
}
