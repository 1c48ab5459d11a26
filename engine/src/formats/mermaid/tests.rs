//! Flowcharts of Mermaid as they are written, and what is read out of them.

use super::*;

fn lines(sketch: &Sketch) -> Vec<String> {
    let told = |line: &Line| {
        let marks = [(line.is_dashed, "."), (line.is_undirected, "~")];
        let marks: String = marks.iter().filter(|(is, _)| *is).map(|(_, mark)| *mark).collect();
        format!("{}>{}{marks}{}", line.from, line.to, line.label)
    };
    sketch.lines.iter().map(told).collect()
}

#[test]
fn arrows_of_all_forms_join_nodes() {
    let text = "graph TD\nA-->B\nA--yes-->C; C -.-> D\nD == \"no; not\" ==> A\nA --- B\nA <--> B\nA -->|asks| B & C --> E\n\
                F -. now .-> G --x H\nuser-api --> order.db\nA~~~B\nA ---->B";
    let sketch = read(text).unwrap();
    let expected = [
        "A>B",
        "A>Cyes",
        "C>D.",
        "D>Ano; not",
        "A>B~",
        "A>B~",
        "A>Basks",
        "A>Casks",
        "B>E",
        "C>E",
        "F>G.now",
        "G>H",
        "user-api>order.db",
        "A>B",
    ];
    assert_eq!(lines(&sketch), expected);
    assert_eq!(sketch.left_out, Vec::<String>::new());
}

#[test]
fn nodes_have_words_and_forms_and_stand_in_groups() {
    let text = "```mermaid\n---\ntitle: \"Shop\"\n---\n%% all of it\nflowchart LR\n  subgraph eu [Region EU]\n    \
        api[\"Order API (v2)\"]:::big --> db[(Orders)]\n  end\n  users((Users)) --> api\n  classDef big fill:#f00\n  \
        q@{ shape: cyl, label: \"Kept\" }\n  db --> q\n  lone\n```\nmore";
    let sketch = read(text).unwrap();
    assert_eq!(sketch.title, "Shop");
    let told: Vec<(&str, &str, &str, Option<&str>)> = sketch
        .shapes
        .iter()
        .map(|one| (one.key.as_str(), one.label.as_str(), one.looks.as_str(), one.group.as_deref()))
        .collect();
    let expected = [
        ("api", "Order API (v2)", "", Some("eu")),
        ("db", "Orders", "cylinder", Some("eu")),
        ("users", "Users", "", None),
        ("q", "Kept", "cylinder", None),
        ("lone", "lone", "", None),
    ];
    assert_eq!(told, expected);
    assert_eq!(sketch.groups[0].label, "Region EU");
}

#[test]
fn what_cannot_be_read_is_named_and_other_diagrams_are_refused() {
    assert_eq!(read("graph LR\nA --> B ??? C").unwrap().left_out, ["what could not be read: ??? C"]);
    assert!(matches!(read("sequenceDiagram\nA->>B: hi"), Err(Refused::Broken(_))));
    for text in ["once upon a time", "graph the results first", "graph", "```\nx"] {
        assert_eq!(looks_like_one(text), text == "graph", "{text}");
    }
    assert_eq!(read("graph the results first"), Err(Refused::Foreign));
    assert_eq!(read(""), Err(Refused::Foreign));
}

#[test]
fn words_are_read_as_mermaid_shows_them() {
    let text = "flowchart v\n%%{init: {}}%%\naccDescr {\n  a --> z\n}\na[\"Say #quot;50 %% off#quot; #9829; #1\"] --> b@{ shape: cyl, label: \"Orders, all\" }\n\
        b --> c[\"`The **big**\ntable`\"]\nc --> d[Tom & Jerry &#35;]\naccTitle: x";
    let sketch = read(text).unwrap();
    let told: Vec<&str> = sketch.shapes.iter().map(|one| one.label.as_str()).collect();
    assert_eq!(told, ["Say \"50 %% off\" \u{2665} #1", "Orders, all", "The big table", "Tom & Jerry #"]);
    assert_eq!(sketch.left_out, Vec::<String>::new());
}

#[test]
fn arrows_have_names_and_marks_that_stand_close() {
    let text = "flowchart >\nA e1@--> B\nB e2@==> C\ne1@{ animate: true }\nC---oD\nD -.of all.-> E\nE--xF\nF x--x G";
    let sketch = read(text).unwrap();
    assert_eq!(lines(&sketch), ["A>B", "B>C", "C>D", "D>E.of all", "E>F", "F>G"]);
    assert_eq!(sketch.shapes.len(), 7);
    assert_eq!(sketch.left_out, Vec::<String>::new());
}

#[test]
fn what_is_written_here_says_its_kind_by_a_class_that_mermaid_takes() {
    // Mermaid 12.3 refuses the class `graph-db`: it begins as a graph does.
    let design = crate::read(r#"{ "format": "loadbearing/1", "components": [{ "id": "a", "kind": "graph-db" }] }"#);
    let text = crate::formats::mermaid_out::write(&design.unwrap().design);
    assert!(text.contains(":::kind-graph-db\n"), "{text}");
    assert_eq!(read(&text).unwrap().shapes[0].looks, "graph-db");
    // As it was written before.
    assert_eq!(read("graph LR\nn1[x]:::sql").unwrap().shapes[0].looks, "sql");
}
