//! Drawings of draw.io (diagrams.net), read: plain and compressed, also from the SVG that draw.io writes. The first page;
//! others are named. How the file is made is described at <https://www.drawio.com/doc/faq/diagram-source-edit>.

use std::collections::{BTreeSet, HashMap, HashSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::sketch::{Group, Line, Shape, Sketch, plain};
use super::xml::{Piece, Pieces, attribute, written};
use super::{MOST_BYTES, MOST_PARTS, Refused};

/// Settings of a style that say what something looks like.
const LOOKS: [&str; 6] = ["shape", "resIcon", "prIcon", "grIcon", "image", "loadbearing"];
/// How deep shapes lie in each other at most.
const DEEPEST: usize = 16;

/// A drawing as a sketch.
///
/// # Errors
/// When it is none, or cannot be unpacked.
pub fn read(text: &str) -> Result<Sketch, Refused> {
    let mut pages: Vec<(String, String)> = Vec::new();
    let mut name = None;
    for piece in Pieces::of(text) {
        match piece {
            // The SVG that draw.io writes holds the drawing in an attribute.
            Piece::Start { name: "svg", attributes, .. } => {
                let held =
                    attribute(attributes, "content").filter(|held| held.contains("<mx")).ok_or(Refused::Foreign)?;
                return read(&held);
            }
            Piece::Start { name: "diagram", attributes, .. } => {
                name = Some(attribute(attributes, "name").unwrap_or_default());
            }
            Piece::Start { name: "mxGraphModel", .. } => pages.push((name.take().unwrap_or_default(), String::new())),
            Piece::Text(held) if name.is_some() && !held.trim().is_empty() => {
                pages.push((name.take().unwrap_or_default(), unpacked(held.trim())?));
            }
            _ => {}
        }
        if pages.len() > MOST_PARTS {
            return Err(Refused::TooLarge);
        }
    }
    let mut others = pages.iter().skip(1).map(|(name, _)| format!("the page {name}")).collect();
    let Some((title, unpacked)) = pages.first() else { return Err(Refused::Foreign) };
    let mut sketch = page(if unpacked.is_empty() { text } else { unpacked })?;
    sketch.title = plain(title);
    sketch.left_out.append(&mut others);
    Ok(sketch)
}

/// What stands in a compressed page.
fn unpacked(packed: &str) -> Result<String, Refused> {
    let broken = |what: &str| Refused::Broken(format!("the drawing cannot be unpacked: {what}"));
    let packed: String = packed.split_whitespace().collect();
    let bytes = STANDARD.decode(packed).map_err(|_| broken("it is no base64"))?;
    let bytes = decompress_to_vec_with_limit(&bytes, MOST_BYTES).map_err(|_| broken("it is damaged or too large"))?;
    String::from_utf8(percent_decoded(&bytes)).map_err(|_| broken("it is no text"))
}

fn percent_decoded(bytes: &[u8]) -> Vec<u8> {
    let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, digit(bytes.get(at + 1)), digit(bytes.get(at + 2))) {
            (b'%', Some(high), Some(low)) => {
                // Two digits of sixteen are a byte.
                decoded.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                decoded.push(*byte);
                at += 1;
            }
        }
    }
    decoded
}

/// A cell of a page: a shape, a line, or what holds others.
#[derive(Default)]
struct Cell {
    id: String,
    label: String,
    style: String,
    parent: String,
    source: String,
    target: String,
    is_vertex: bool,
    is_edge: bool,
    at: Option<(f64, f64)>,
    size: Option<(f64, f64)>,
}

impl Cell {
    /// A setting of its style.
    fn styled(&self, name: &str) -> Option<&str> {
        self.style
            .split(';')
            .find_map(|part| part.split_once('=').filter(|(key, _)| *key == name).map(|(_, value)| value))
    }

    /// What it looks like, in words.
    fn looks(&self) -> String {
        let form = self.style.split(';').next().filter(|form| !form.contains('=')).unwrap_or_default();
        let mut looks = vec![form];
        for name in LOOKS {
            let value = self.styled(name).unwrap_or_default();
            // Of a path, the name of the file; of a name with dots, the last.
            let value = value.rsplit('/').next().unwrap_or_default().trim_end_matches(".svg").trim_end_matches(".png");
            let value = value.rsplit('.').next().unwrap_or_default();
            if name == "loadbearing" && !value.is_empty() {
                return value.to_owned();
            }
            looks.push(value);
        }
        looks.retain(|word| !word.is_empty());
        looks.join(" ")
    }

    /// Whether it has a mark at an end.
    fn has_mark(&self, name: &str, by_default: bool) -> bool {
        self.styled(name).map_or(by_default, |mark| mark != "none")
    }
}

fn page(text: &str) -> Result<Sketch, Refused> {
    let cells = cells(text)?;
    let place: HashMap<&str, usize> = cells.iter().enumerate().map(|(place, cell)| (cell.id.as_str(), place)).collect();
    let parent = |cell: &Cell| place.get(cell.parent.as_str()).map(|place| &cells[*place]);
    let holders: HashSet<&str> = cells
        .iter()
        .filter(|cell| cell.is_vertex)
        .filter_map(|cell| parent(cell).filter(|holder| holder.is_vertex))
        .map(|holder| holder.id.as_str())
        .collect();
    let mut labels: HashMap<&str, &str> = HashMap::new();
    let mut sketch = Sketch::default();
    for cell in cells.iter().filter(|cell| cell.is_vertex) {
        let holder = parent(cell);
        if let Some(edge) = holder.filter(|holder| holder.is_edge) {
            labels.insert(&edge.id, &cell.label);
            continue;
        }
        let within = holder.filter(|holder| holder.is_vertex).map(|holder| holder.id.clone());
        let is_text = cell.style.split(';').next() == Some("text");
        if holders.contains(cell.id.as_str()) || cell.styled("container") == Some("1") {
            sketch.groups.push(Group { key: cell.id.clone(), label: cell.label.clone(), within });
        } else if is_text {
            if !cell.label.is_empty() {
                sketch.left_out.push(format!("the text {}", cell.label));
            }
        } else {
            let size = cell.size.unwrap_or_default();
            let middle = cell.at.map(|at| {
                let (left, top) = corner(cell, &cells, &place);
                (at.0 + left + size.0 / 2.0, at.1 + top + size.1 / 2.0)
            });
            sketch.shapes.push(Shape {
                key: cell.id.clone(),
                label: cell.label.clone(),
                looks: cell.looks(),
                middle,
                size: cell.size,
                group: within,
            });
        }
    }
    for cell in cells.iter().filter(|cell| cell.is_edge) {
        let label = labels.get(cell.id.as_str()).copied().filter(|_| cell.label.is_empty()).unwrap_or(&cell.label);
        let (points_back, points_on) = (cell.has_mark("startArrow", false), cell.has_mark("endArrow", true));
        let line = Line {
            from: cell.source.clone(),
            to: cell.target.clone(),
            label: label.to_owned(),
            is_dashed: cell.styled("dashed") == Some("1"),
            is_undirected: points_back == points_on,
        };
        sketch.lines.push(if points_back && !points_on { line.turned() } else { line });
    }
    sketch.group_by_place();
    Ok(sketch)
}

/// Where what a cell lies in begins: places are told from there.
fn corner(cell: &Cell, cells: &[Cell], place: &HashMap<&str, usize>) -> (f64, f64) {
    let (mut left, mut top) = (0.0, 0.0);
    let mut holder = place.get(cell.parent.as_str());
    for _ in 0..DEEPEST {
        let Some(around) = holder.map(|place| &cells[*place]) else { break };
        let (x, y) = around.at.unwrap_or_default();
        (left, top) = (left + x, top + y);
        holder = place.get(around.parent.as_str());
    }
    (left, top)
}

/// The cells of the first page in a text.
fn cells(page: &str) -> Result<Vec<Cell>, Refused> {
    let mut cells: Vec<Cell> = Vec::new();
    // A cell may stand in an object that has its id and its words.
    let mut object: Option<(String, String)> = None;
    let mut is_in_cell = false;
    for piece in Pieces::of(page) {
        match piece {
            Piece::Start { name: "object" | "UserObject", attributes, .. } => {
                let label = attribute(attributes, "label").unwrap_or_default();
                object = Some((attribute(attributes, "id").unwrap_or_default(), plain(&label)));
            }
            Piece::End("object" | "UserObject") => object = None,
            Piece::Start { name: "mxCell", attributes, is_empty } => {
                let said = |name: &str| attribute(attributes, name).unwrap_or_default();
                let own = (said("id"), plain(&said("value")));
                let (id, label) = object.clone().unwrap_or(own);
                let is = |name: &str| written(attributes, name) == Some("1");
                cells.push(Cell {
                    id,
                    label,
                    style: said("style"),
                    parent: said("parent"),
                    source: said("source"),
                    target: said("target"),
                    is_vertex: is("vertex"),
                    is_edge: is("edge"),
                    ..Cell::default()
                });
                is_in_cell = !is_empty;
            }
            Piece::End("mxCell") => is_in_cell = false,
            Piece::Start { name: "mxGeometry", attributes, .. } if is_in_cell => {
                let number = |name: &str| written(attributes, name).and_then(|value| value.parse::<f64>().ok());
                let number = |name: &str| number(name).filter(|value| value.is_finite());
                if let Some(cell) = cells.last_mut().filter(|cell| cell.is_vertex) {
                    cell.at = Some((number("x").unwrap_or(0.0), number("y").unwrap_or(0.0)));
                    cell.size = number("width").zip(number("height"));
                }
            }
            Piece::End("mxGraphModel") => break,
            _ => {}
        }
        if cells.len() > 2 * MOST_PARTS {
            return Err(Refused::TooLarge);
        }
    }
    let mut seen = BTreeSet::new();
    cells.retain(|cell| !cell.id.is_empty() && seen.insert(cell.id.clone()));
    Ok(cells)
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::deflate::compress_to_vec;

    const MODEL: &str = "<mxGraphModel><root><mxCell id=\"0\"/><mxCell id=\"1\" parent=\"0\"/>\
        <mxCell id=\"z\" value=\"Zone a\" style=\"swimlane;\" vertex=\"1\" parent=\"1\"><mxGeometry x=\"100\" y=\"50\" width=\"300\" height=\"200\"/></mxCell>\
        <mxCell id=\"a\" value=\"&lt;b&gt;Order&lt;/b&gt;&lt;br&gt;API\" style=\"rounded=1;\" vertex=\"1\" parent=\"z\"><mxGeometry x=\"10\" y=\"20\" width=\"80\" height=\"40\"/></mxCell>\
        <UserObject label=\"Orders\" id=\"d\"><mxCell style=\"shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.rds\" vertex=\"1\" parent=\"1\"><mxGeometry width=\"60\" height=\"60\"/></mxCell></UserObject>\
        <mxCell id=\"t\" value=\"A remark\" style=\"text;html=1\" vertex=\"1\" parent=\"1\"/>\
        <mxCell id=\"e\" style=\"dashed=1;\" edge=\"1\" parent=\"1\" source=\"a\" target=\"d\"><mxGeometry relative=\"1\"/></mxCell>\
        <mxCell id=\"l\" value=\"writes\" style=\"edgeLabel\" vertex=\"1\" parent=\"e\"/>\
        <mxCell id=\"f\" style=\"startArrow=classic;endArrow=none\" edge=\"1\" parent=\"1\" source=\"a\" target=\"d\"/></root></mxGraphModel>";

    fn check(sketch: &Sketch) {
        let a = &sketch.shapes[0];
        assert_eq!((a.label.as_str(), a.group.as_deref(), a.middle), ("Order API", Some("z"), Some((150.0, 90.0))));
        assert_eq!((sketch.shapes[1].label.as_str(), sketch.shapes[1].looks.as_str()), ("Orders", "resourceIcon rds"));
        assert_eq!(sketch.groups[0].label, "Zone a");
        assert_eq!(sketch.shapes.len(), 2);
        let first =
            Line { from: "a".into(), to: "d".into(), label: "writes".into(), is_dashed: true, is_undirected: false };
        assert_eq!(
            sketch.lines,
            [first.clone(), Line { from: "d".into(), to: "a".into(), label: String::new(), is_dashed: false, ..first }]
        );
    }

    #[test]
    fn plain_and_compressed_pages_say_the_same() {
        let plain = read(&format!(
            "<mxfile><diagram name=\"One\">{MODEL}</diagram><diagram name=\"Two\">{MODEL}</diagram></mxfile>"
        ))
        .unwrap();
        check(&plain);
        assert_eq!(plain.title, "One");
        assert_eq!(plain.left_out, ["the text A remark", "the page Two"]);
        let quoted: String = MODEL.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let packed = STANDARD.encode(compress_to_vec(quoted.as_bytes(), 6));
        check(&read(&format!("<mxfile><diagram name=\"One\">{packed}</diagram></mxfile>")).unwrap());
        check(&read(MODEL).unwrap());
    }

    #[test]
    fn boxes_drawn_around_others_are_groups_also_where_the_file_does_not_say_so() {
        let cell = |id: &str, words: &str, [x, y, width, height]: [u32; 4]| {
            format!(
                "<mxCell id=\"{id}\" value=\"{words}\" vertex=\"1\" parent=\"1\"><mxGeometry x=\"{x}\" y=\"{y}\" \
                 width=\"{width}\" height=\"{height}\"/></mxCell>"
            )
        };
        let cells = [
            cell("vpc", "VPC", [0, 0, 500, 500]),
            cell("zone", "Zone a", [10, 10, 300, 300]),
            cell("api", "API", [20, 20, 100, 50]),
            // A box with a picture in it, and one that lies half outside.
            cell("db", "Database", [20, 100, 100, 100]),
            cell("icon", "", [30, 110, 10, 10]),
            cell("cdn", "CDN", [450, 10, 100, 50]),
        ];
        let sketch = read(&format!("<mxGraphModel><root>{}</root></mxGraphModel>", cells.concat())).unwrap();
        let groups: Vec<(&str, Option<&str>)> =
            sketch.groups.iter().map(|one| (one.label.as_str(), one.within.as_deref())).collect();
        assert_eq!(groups, [("VPC", None), ("Zone a", Some("vpc"))]);
        let shapes: Vec<(&str, Option<&str>)> =
            sketch.shapes.iter().map(|one| (one.key.as_str(), one.group.as_deref())).collect();
        assert_eq!(shapes, [("api", Some("zone")), ("db", Some("zone")), ("icon", Some("zone")), ("cdn", None)]);
    }

    #[test]
    fn what_is_damaged_or_none_is_refused() {
        assert_eq!(read("<html><body/></html>"), Err(Refused::Foreign));
        assert_eq!(read("<svg></svg>"), Err(Refused::Foreign));
        assert!(matches!(read("<mxfile><diagram>not base64!</diagram></mxfile>"), Err(Refused::Broken(_))));
        assert!(matches!(read("<mxfile><diagram>AAAA</diagram></mxfile>"), Err(Refused::Broken(_))));
    }
}
