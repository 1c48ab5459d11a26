//! Drawings of other programs: what goes out comes in again, and whatever comes in is read in time or refused.

use std::time::{Duration, Instant};

use loadbearing_engine::formats::{self, Imported, Refused, d2, drawio_out, import, mermaid_out, picture};
use loadbearing_engine::{DesignFile, read, templates, write};
use proptest::prelude::*;

/// All templates as files.
fn all_templates() -> impl Iterator<Item = DesignFile> {
    templates::ids().into_iter().map(|id| templates::find(&id).expect("ids are of templates"))
}

/// Pairs of words, such as an id and a kind, or two ends.
type Pairs = Vec<(String, String)>;

/// Names, kinds and ends of arrows.
fn gist(file: &DesignFile) -> (Pairs, Pairs) {
    let name = |id: &str| {
        file.design.components.iter().find(|one| one.id == id).map(|one| one.label().to_owned()).unwrap_or_default()
    };
    let mut boxes: Vec<(String, String)> =
        file.design.components.iter().map(|one| (one.label().to_owned(), one.kind.clone())).collect();
    let mut arrows: Vec<(String, String)> =
        file.design.connections.iter().map(|one| (name(&one.from), name(&one.to))).collect();
    boxes.sort();
    arrows.sort();
    (boxes, arrows)
}

fn imported(text: &str) -> Imported {
    import(text.as_bytes(), read).unwrap_or_else(|problem| panic!("{problem}\n{text}"))
}

#[test]
fn every_template_goes_out_and_comes_in_again() {
    for file in all_templates() {
        for text in [mermaid_out::write(&file.design), drawio_out::write(&file)] {
            assert!(formats::looks_like_drawing(&text), "{text}");
            let found = imported(&text);
            assert_eq!(gist(&found.file), gist(&file), "{text}");
            assert_eq!(found.file.design.title, file.design.title);
        }
    }
}

/// A drawing that another program wrote; where each came from stands beside them.
fn drawing(name: &str) -> String {
    let place = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/drawings").join(name);
    std::fs::read_to_string(&place).unwrap_or_else(|problem| panic!("{}: {problem}", place.display()))
}

#[test]
fn flowcharts_are_read_as_mermaid_reads_them() {
    #[derive(serde::Deserialize)]
    struct Case {
        name: String,
        text: String,
        boxes: Vec<String>,
        arrows: Pairs,
    }
    let cases: Vec<Case> = serde_json::from_str(&drawing("mermaid.json")).unwrap();
    for case in cases {
        let (boxes, arrows) = gist(&imported(&case.text).file);
        let mut names: Vec<String> = boxes.into_iter().map(|(name, _)| name).collect();
        names.sort();
        let sorted = |mut pairs: Pairs| {
            pairs.sort();
            pairs
        };
        let mut expected = case.boxes;
        expected.sort();
        assert_eq!((names, arrows), (expected, sorted(case.arrows)), "{}", case.name);
    }
}

#[test]
fn what_excalidraw_and_draw_io_wrote_of_templates_are_those_templates() {
    let drawn = imported(&drawing("url-shortener-worked.drawio"));
    assert_eq!(gist(&drawn.file), gist(&templates::find("url-shortener-worked").unwrap()));
    let scene = imported(&drawing("global-lb.excalidraw")).file;
    let template = templates::find("global-lb").unwrap();
    let named = |file: &DesignFile| {
        let (boxes, arrows) = gist(file);
        (boxes.into_iter().map(|(name, _)| name).collect::<Vec<_>>(), arrows)
    };
    assert_eq!(named(&scene), named(&template));
}

#[test]
fn every_template_stands_in_a_picture_of_itself() {
    for file in all_templates() {
        let text = write(&file);
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{}</svg>", picture::svg_metadata(&text));
        let found = imported(&svg);
        assert!(found.is_exact && found.notes.is_empty());
        assert_eq!(found.file, read(&text).unwrap());
    }
}

#[test]
fn d2_names_every_box_and_arrow() {
    let file = read(r#"{ "format": "loadbearing/1", "title": "A \"b\"", "places": [{ "id": "z", "kind": "zone" }],
        "components": [{ "id": "a", "kind": "client-web", "name": "Users" }, { "id": "b", "kind": "sql", "places": ["z"] }],
        "connections": [{ "from": "a", "to": "b", "mode": "async" }] }"#)
    .unwrap();
    let expected = "direction: right\ntitle: \"A \\\"b\\\"\" { shape: text; near: top-center }\np1: \"z\" {\n  \
        n2: \"b\" { shape: cylinder }\n}\nn1: \"Users\" { shape: person }\nn1 -> p1.n2: { style.stroke-dash: 4 }\n";
    assert_eq!(d2::write(&file.design), expected);
}

#[test]
fn a_drawing_by_hand_becomes_a_design_that_can_be_evaluated() {
    let found = imported(
        "flowchart LR\n  users([Users]) --> lb[Load balancer]\n  lb --> api[Order API]\n  api --> redis[(Redis)]\n  \
         api --> db[(Postgres)]\n  api -.-> kafka[[Kafka]]\n  kafka -.-> mail[Frobnicator]\n",
    );
    let kinds: Vec<(&str, &str)> =
        found.file.design.components.iter().map(|one| (one.id.as_str(), one.kind.as_str())).collect();
    let expected = [
        ("users", "client-web"),
        ("load-balancer", "lb-l7"),
        ("order-api", "service"),
        ("redis", "cache-distributed"),
        ("postgres", "sql"),
        ("kafka", "stream"),
        ("frobnicator", "service"),
    ];
    assert_eq!(kinds, expected);
    assert_eq!(found.notes, ["Nothing says what these are; each was taken for a Microservice: Frobnicator."]);
    let report = loadbearing_engine::evaluate(&found.file.design);
    assert_eq!(report.components.len(), 7);
}

/// Pieces of all the languages that are read, in any order.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("flowchart LR\n"),
        Just("A[x"),
        Just("-->"),
        Just("-. "),
        Just("&"),
        Just("subgraph "),
        Just("end\n"),
        Just("@{"),
        Just(":::"),
        Just("\""),
        Just("\n"),
        Just("<mxfile>"),
        Just("<diagram name=\"a\">"),
        Just("<mxCell id=\"1\" vertex=\"1\" "),
        Just("parent=\"1\""),
        Just("/>"),
        Just("</"),
        Just("<![CDATA["),
        Just("<!--"),
        Just("&#x"),
        Just("<svg content=\"&lt;mx"),
        Just("{\"type\":\"excalidraw\",\"elements\":["),
        Just("{\"type\":\"arrow\",\"points\":[[0,1e999]]},"),
        Just("]}"),
        Just("ü"),
        Just("\u{0}"),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_comes_in_is_read_or_refused_and_what_is_read_is_a_design(text in hostile()) {
        if let Ok(found) = import(text.as_bytes(), read) {
            let again = read(&write(&found.file));
            prop_assert!(again.is_ok(), "{:?}\n{text}", again.err());
        }
        let _ = formats::looks_like_drawing(&text);
    }

    #[test]
    fn bytes_that_mean_nothing_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let png = [b"\x89PNG\r\n\x1a\n", bytes.as_slice()].concat();
        prop_assert!(import(&png, read).is_err());
        let _ = import(&bytes, read);
    }
}

/// What repeats without an end is where readers take the square of its length; the bound is generous, for busy machines
/// and builds without optimisation.
#[test]
fn long_hostile_files_take_no_longer_than_their_length() {
    let long = |start: &str, piece: &str| format!("{start}{}", piece.repeat(2_000_000 / piece.len()));
    for text in [
        long("flowchart LR\n", "A[x "),
        long("flowchart LR\n", "A-.x"),
        long("flowchart LR\nA", "-->|"),
        long("flowchart LR\nA-->", "B&"),
        long("flowchart LR\n", "subgraph a\n"),
        long("<mxfile>", "<mxCell id=\""),
        long("<mxGraphModel>", "<mxCell id='1' value='&&&&' parent='1' vertex='1'/>"),
        long("<mxGraphModel>", "<mxCell id='&#'/>"),
        long("<svg>", "<a b='&'/>"),
        long("{\"type\":\"excalidraw\",\"elements\":[", "{\"type\":\"text\"},"),
    ] {
        let start = Instant::now();
        let _ = import(text.as_bytes(), read);
        assert!(start.elapsed() < Duration::from_secs(20), "{}: {:?}", &text[..40], start.elapsed());
    }
}

#[test]
fn what_is_nothing_of_the_kind_is_refused_in_words() {
    assert_eq!(import(b"once upon a time", read), Err(Refused::Foreign));
    assert_eq!(import(b"flowchart LR\n", read), Err(Refused::Empty));
    assert!(matches!(
        import(b"<svg><metadata id=\"loadbearing-design\">{</metadata></svg>", read),
        Err(Refused::Design(_))
    ));
}

#[test]
fn what_is_meant_as_a_design_is_refused_by_the_reader_of_designs_with_its_place() {
    let told = |name: &str, bytes: &[u8]| match formats::own_text(name, bytes) {
        Ok(Some(text)) => read(text).err().map(|problem| problem.to_string()),
        Ok(None) => None,
        Err(problem) => Some(problem.to_string()),
    };
    let nested = "[".repeat(300);
    let rows: [(&str, &[u8], Option<&str>); 10] = [
        ("a.json", b"", Some("the file is empty")),
        ("a.txt", b" \n", Some("the file is empty")),
        ("a.JSON", b"[]", Some("expected an object, found a list")),
        ("a.json", b"12", Some("expected an object, found a number")),
        (
            "nested",
            nested.as_bytes(),
            Some("line 1, column 128: lists and objects are nested too deeply to be a design"),
        ),
        ("a.json", b"{\"title\": \"\xe9\"}", Some("it is no text: byte 11 is not UTF-8")),
        ("a.json", b"\xff\xfe{\0", Some("it is no text: byte 0 is not UTF-8")),
        ("a.mmd", b"flowchart LR\nA[caf\xe9]", Some("it is no text: byte 18 is not UTF-8")),
        // Drawings and pictures are for `import`, whatever they are called.
        ("a.json", b"flowchart LR\nA --> B", None),
        ("a.jpg", b"\xff\xd8\xff\xe0", None),
    ];
    for (name, bytes, expected) in rows {
        assert_eq!(told(name, bytes).as_deref(), expected, "{name}");
    }
    assert_eq!(import(b"\xff\xd8\xff\xe0", read), Err(Refused::Foreign));
}
