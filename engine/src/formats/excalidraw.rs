//! Scenes of Excalidraw, read, from a file or from its clipboard. The form is described at
//! <https://docs.excalidraw.com/docs/codebase/json-schema>. What was drawn by hand has no meaning here and is counted.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;

use super::sketch::{Group, Line, MOST_SEARCHED, Shape, Sketch, plain};
use super::{MOST_PARTS, Refused};

/// How far an arrow may end beside what it means, in units of the drawing.
const NEAR: f64 = 24.0;
/// Whether a text begins as a scene does.
#[must_use]
pub fn looks_like_one(start: &str) -> bool {
    start.contains("\"excalidraw") && start.contains("\"type\"")
}

#[derive(Deserialize)]
struct Scene {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    elements: Vec<Element>,
}

/// What is bound to an end of an arrow.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Binding {
    #[serde(default)]
    element_id: String,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Element {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    is_deleted: bool,
    text: Option<String>,
    name: Option<String>,
    container_id: Option<String>,
    frame_id: Option<String>,
    group_ids: Vec<String>,
    stroke_style: Option<String>,
    stroke_color: Option<String>,
    background_color: Option<String>,
    points: Vec<(f64, f64)>,
    start_binding: Option<Binding>,
    end_binding: Option<Binding>,
    start_arrowhead: Option<String>,
    end_arrowhead: Option<String>,
}

impl Element {
    fn is_shape(&self) -> bool {
        matches!(self.kind.as_str(), "rectangle" | "ellipse" | "diamond" | "image")
    }

    /// Whether nothing is seen of it but the words in it: so Excalidraw makes the titles of Mermaid's subgraphs.
    fn is_unseen(&self) -> bool {
        let is_like_paper = |colour: &str| ["transparent", "#ffffff"].contains(&colour);
        self.kind == "rectangle"
            && self.stroke_color.as_deref() == Some("transparent")
            && self.background_color.as_deref().is_some_and(is_like_paper)
    }

    fn is_line(&self) -> bool {
        matches!(self.kind.as_str(), "arrow" | "line")
    }

    fn middle(&self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    fn area(&self) -> f64 {
        self.width * self.height
    }

    /// Whether a point lies in it or just beside.
    fn holds(&self, (x, y): (f64, f64), beside: f64) -> bool {
        let within = |at: f64, from: f64, size: f64| at >= from - beside && at <= from + size + beside;
        within(x, self.x, self.width) && within(y, self.y, self.height)
    }
}

/// A scene as a sketch.
///
/// # Errors
/// When it is none.
pub fn read(text: &str) -> Result<Sketch, Refused> {
    let scene: Scene =
        serde_json::from_str(text).map_err(|problem| match looks_like_one(text.get(..4_000).unwrap_or(text)) {
            true => Refused::Broken(format!("the scene cannot be read: {problem}")),
            false => Refused::Foreign,
        })?;
    if !scene.kind.starts_with("excalidraw") {
        return Err(Refused::Foreign);
    }
    let elements: Vec<&Element> = scene.elements.iter().filter(|element| !element.is_deleted).collect();
    if elements.len() > 4 * MOST_PARTS {
        return Err(Refused::TooLarge);
    }
    let ends = elements.iter().flat_map(|element| [&element.start_binding, &element.end_binding]);
    let bound: HashSet<&str> = ends.flatten().map(|binding| binding.element_id.as_str()).collect();
    let is_unseen = |element: &&Element| element.is_unseen() && !bound.contains(element.id.as_str());
    let unseen: HashSet<&str> = elements.iter().copied().filter(is_unseen).map(|element| element.id.as_str()).collect();
    let is_shape = |element: &&Element| element.is_shape() && !unseen.contains(element.id.as_str());
    let shapes: Vec<&Element> = elements.iter().copied().filter(is_shape).collect();
    let mut sketch = Sketch::default();
    let labels = labels(&elements, &shapes, &unseen, &mut sketch.left_out);
    let label = |element: &Element| labels.get(element.id.as_str()).cloned().unwrap_or_default();
    for frame in elements.iter().filter(|element| element.kind.ends_with("frame")) {
        let name = frame.name.clone().unwrap_or_default();
        sketch.groups.push(Group { key: frame.id.clone(), label: plain(&name), within: None });
    }
    for element in elements.iter().filter(|element| element.is_line()) {
        sketch.lines.push(line(element, &shapes, label(element)));
    }
    let joined: HashSet<&str> = sketch.lines.iter().flat_map(|line| [line.from.as_str(), line.to.as_str()]).collect();
    let mut ornaments = 0;
    let mut kept = Vec::new();
    for shape in &shapes {
        let label = label(shape);
        // Icons are drawn as groups of many forms; what has neither words nor lines is a part of one.
        if label.is_empty() && !shape.group_ids.is_empty() && !joined.contains(shape.id.as_str()) {
            ornaments += 1;
            continue;
        }
        kept.push(Shape {
            key: shape.id.clone(),
            label,
            looks: String::new(),
            middle: Some(shape.middle()),
            size: Some((shape.width, shape.height)),
            group: shape.frame_id.clone(),
        });
    }
    sketch.shapes = kept;
    sketch.group_by_place();
    let strokes = elements.iter().filter(|element| element.kind == "freedraw").count();
    for (count, what) in [(ornaments, "forms that icons are drawn of"), (strokes, "strokes by hand")] {
        if count > 0 {
            sketch.left_out.push(format!("{count} {what}"));
        }
    }
    Ok(sketch)
}

/// Words by the element that they stand on: bound to it, or lying in one that has none of its own, the least of those.
fn labels<'a>(
    elements: &[&'a Element],
    shapes: &[&'a Element],
    unseen: &HashSet<&str>,
    left_out: &mut Vec<String>,
) -> HashMap<&'a str, String> {
    let mut labels: HashMap<&str, String> = HashMap::new();
    let texts = || elements.iter().copied().filter(|element| element.kind == "text");
    let words = |element: &Element| plain(element.text.as_deref().unwrap_or_default());
    let container = |element: &'a Element| element.container_id.as_deref().filter(|id| !unseen.contains(id));
    for element in texts() {
        if let Some(container) = container(element) {
            labels.insert(container, words(element));
        }
    }
    for element in texts().filter(|element| container(element).is_none()) {
        let is_small = shapes.len() <= MOST_SEARCHED;
        let around = shapes
            .iter()
            .filter(|_| is_small)
            .filter(|shape| shape.holds(element.middle(), 0.0) && !labels.contains_key(shape.id.as_str()))
            .min_by(|one, other| one.area().total_cmp(&other.area()));
        match around {
            Some(shape) => {
                labels.insert(&shape.id, words(element));
            }
            None => left_out.push(format!("the text {}", words(element))),
        }
    }
    labels
}

fn line(element: &Element, shapes: &[&Element], label: String) -> Line {
    let end = |binding: &Option<Binding>, point: Option<&(f64, f64)>| match binding {
        Some(binding) => binding.element_id.clone(),
        None => {
            let at = point.map(|(x, y)| (element.x + x, element.y + y));
            let near = at
                .filter(|_| shapes.len() <= MOST_SEARCHED)
                .and_then(|at| shapes.iter().find(|shape| shape.holds(at, NEAR)));
            near.map_or_else(String::new, |shape| shape.id.clone())
        }
    };
    let (points_back, points_on) = (element.start_arrowhead.is_some(), element.end_arrowhead.is_some());
    let line = Line {
        from: end(&element.start_binding, element.points.first()),
        to: end(&element.end_binding, element.points.last()),
        label,
        is_dashed: element.stroke_style.as_deref().is_some_and(|style| style != "solid"),
        is_undirected: points_back == points_on,
    };
    if points_back && !points_on { line.turned() } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bound_words_and_arrows_are_those_of_their_shapes_and_loose_ones_are_found_by_place() {
        let text = r#"{ "type": "excalidraw", "version": 2, "elements": [
            { "id": "a", "type": "rectangle", "x": 0, "y": 0, "width": 100, "height": 50, "frameId": "f" },
            { "id": "ta", "type": "text", "x": 10, "y": 10, "width": 20, "height": 10, "text": "Order\nAPI", "containerId": "a" },
            { "id": "b", "type": "ellipse", "x": 300, "y": 0, "width": 100, "height": 50, "groupIds": ["g"] },
            { "id": "tb", "type": "text", "x": 320, "y": 10, "width": 20, "height": 10, "text": "Redis" },
            { "id": "i", "type": "rectangle", "x": 900, "y": 0, "width": 5, "height": 5, "groupIds": ["g"] },
            { "id": "e", "type": "arrow", "x": 100, "y": 25, "points": [[0, 0], [190, 0]], "strokeStyle": "dashed",
              "startBinding": { "elementId": "a", "focus": 0 }, "endBinding": null, "endArrowhead": "arrow" },
            { "id": "h", "type": "text", "x": 0, "y": 900, "width": 1, "height": 1, "text": "A heading" },
            { "id": "gone", "type": "rectangle", "isDeleted": true },
            { "id": "s", "type": "freedraw", "points": [[0, 0]] },
            { "id": "f", "type": "frame", "name": "Zone a" } ] }"#;
        let sketch = read(text).unwrap();
        let told: Vec<(&str, &str, Option<&str>)> =
            sketch.shapes.iter().map(|one| (one.key.as_str(), one.label.as_str(), one.group.as_deref())).collect();
        assert_eq!(told, [("a", "Order API", Some("f")), ("b", "Redis", None)]);
        let expected = Line { from: "a".into(), to: "b".into(), is_dashed: true, ..Line::default() };
        assert_eq!(sketch.lines, [expected]);
        assert_eq!(sketch.left_out, ["the text A heading", "1 forms that icons are drawn of", "1 strokes by hand"]);
    }

    #[test]
    fn boxes_around_others_are_groups_and_unseen_ones_only_hold_their_words() {
        let text = r##"{ "type": "excalidraw", "elements": [
            { "id": "v", "type": "rectangle", "x": 0, "y": 0, "width": 500, "height": 500 },
            { "id": "z", "type": "rectangle", "x": 10, "y": 50, "width": 400, "height": 400 },
            { "id": "u", "type": "rectangle", "x": 20, "y": 5, "width": 60, "height": 30,
              "strokeColor": "transparent", "backgroundColor": "#ffffff" },
            { "id": "tu", "type": "text", "x": 25, "y": 10, "width": 50, "height": 20, "text": "VPC", "containerId": "u" },
            { "id": "tz", "type": "text", "x": 20, "y": 60, "width": 50, "height": 20, "text": "Zone a" },
            { "id": "a", "type": "rectangle", "x": 100, "y": 100, "width": 100, "height": 50 },
            { "id": "i", "type": "image", "x": 105, "y": 105, "width": 10, "height": 10, "groupIds": ["g"] },
            { "id": "ta", "type": "text", "x": 110, "y": 110, "width": 50, "height": 20, "text": "API", "containerId": "a" } ] }"##;
        let sketch = read(text).unwrap();
        let groups: Vec<(&str, &str, Option<&str>)> =
            sketch.groups.iter().map(|one| (one.key.as_str(), one.label.as_str(), one.within.as_deref())).collect();
        assert_eq!(groups, [("v", "VPC", None), ("z", "Zone a", Some("v"))]);
        let shapes: Vec<(&str, Option<&str>)> =
            sketch.shapes.iter().map(|one| (one.label.as_str(), one.group.as_deref())).collect();
        // A picture in a box is no reason to take the box for a group.
        assert_eq!(shapes, [("API", Some("z"))]);
    }

    #[test]
    fn other_json_is_none_and_a_damaged_scene_is_named() {
        assert_eq!(read("{\"format\": \"loadbearing/1\"}"), Err(Refused::Foreign));
        assert_eq!(read("{ no"), Err(Refused::Foreign));
        assert!(matches!(read("{ \"type\": \"excalidraw\", \"elements\": [ 1 ] }"), Err(Refused::Broken(_))));
    }
}
