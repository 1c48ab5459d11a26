//! A design as a drawing of draw.io (diagrams.net), plain and uncompressed: boxes where they stand, arrows, and places
//! where they were drawn.

use std::collections::HashMap;

use super::mermaid_out::place_of;
use super::picture::quoted;
use crate::design::{Area, DesignFile, Mode};
use crate::kinds::{self, Family};

/// A box as wide and high as it is drawn, in pixels.
const BOX: (f64, f64) = (168.0, 72.0);
/// The way from one box to the next where no place is said, and how many stand in a row.
const STEP: (f64, f64) = (232.0, 128.0);
const IN_A_ROW: usize = 6;
/// Room between a place and what stands in it, in pixels.
const MARGIN: f64 = 24.0;

/// The file.
#[must_use]
pub fn write(file: &DesignFile) -> String {
    let design = &file.design;
    let mut cells = String::from("<mxCell id=\"0\"/><mxCell id=\"1\" parent=\"0\"/>\n");
    let mut drawn: HashMap<&str, (usize, Area)> = HashMap::new();
    for (number, place) in design.places.iter().enumerate() {
        let Some(area) = file.frames.get(&place.id).copied().or_else(|| around(file, &place.id)) else { continue };
        let name = quoted(place.name.as_deref().unwrap_or(&place.id));
        cells.push_str(&format!(
            "<mxCell id=\"p{number}\" value=\"{name}\" style=\"rounded=1;arcSize=4;container=1;collapsible=0;dashed=1;fillColor=none;\
             verticalAlign=top;align=left;spacingLeft=8;\" vertex=\"1\" parent=\"1\">{}</mxCell>\n",
            geometry(area)
        ));
        drawn.insert(&place.id, (number, area));
    }
    let mut names: HashMap<&str, String> = HashMap::new();
    for (number, component) in design.components.iter().enumerate() {
        let name = format!("n{number}");
        let in_a_row = ((number % IN_A_ROW) as f64 * STEP.0, (number / IN_A_ROW) as f64 * STEP.1);
        let (x, y) = file.layout.get(&component.id).copied().unwrap_or(in_a_row);
        // What stands in a place is told from its corner.
        let place = place_of(component).and_then(|place| drawn.get(place));
        let (parent, x, y) = match place {
            Some((number, (left, top, ..))) => (format!("p{number}"), x - left, y - top),
            None => ("1".to_owned(), x, y),
        };
        let form = match kinds::find(&component.kind).map(|kind| kind.family) {
            Some(Family::Database | Family::Storage | Family::Cache) => "shape=cylinder3;boundedLbl=1;size=10;",
            Some(Family::Queue | Family::Stream) => "shape=process;size=0.06;",
            Some(Family::Client) => "ellipse;",
            _ => "rounded=1;",
        };
        cells.push_str(&format!(
            "<mxCell id=\"{name}\" value=\"{}\" style=\"{form}whiteSpace=wrap;loadbearing={};\" vertex=\"1\" parent=\"{parent}\">{}</mxCell>\n",
            quoted(component.label()),
            quoted(&component.kind),
            geometry((x, y, BOX.0, BOX.1))
        ));
        names.insert(&component.id, name);
    }
    for (number, connection) in design.connections.iter().enumerate() {
        let (Some(from), Some(to)) = (names.get(connection.from.as_str()), names.get(connection.to.as_str())) else {
            continue;
        };
        let style = match connection.mode {
            Mode::Sync => "",
            Mode::Async | Mode::Replication => "dashed=1;",
        };
        cells.push_str(&format!(
            "<mxCell id=\"e{number}\" style=\"edgeStyle=orthogonalEdgeStyle;rounded=1;{style}\" edge=\"1\" parent=\"1\" \
             source=\"{from}\" target=\"{to}\"><mxGeometry relative=\"1\" as=\"geometry\"/></mxCell>\n"
        ));
    }
    format!(
        "<mxfile host=\"Loadbearing\"><diagram name=\"{}\"><mxGraphModel grid=\"1\" gridSize=\"8\"><root>\n{cells}</root></mxGraphModel></diagram></mxfile>\n",
        quoted(&design.title)
    )
}

/// Where something stands, and how large it is.
fn geometry((x, y, width, height): Area) -> String {
    format!("<mxGeometry x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" as=\"geometry\"/>")
}

/// What surrounds the boxes of a place that was not drawn; `None` where none of them says where it stands.
fn around(file: &DesignFile, place: &str) -> Option<Area> {
    let own = file.design.components.iter().filter(|component| place_of(component) == Some(place));
    let corners: Vec<(f64, f64)> = own.filter_map(|component| file.layout.get(&component.id).copied()).collect();
    let (left, top) = corners.iter().copied().reduce(|a, b| (a.0.min(b.0), a.1.min(b.1)))?;
    let (right, bottom) = corners.iter().copied().reduce(|a, b| (a.0.max(b.0), a.1.max(b.1)))?;
    Some((left - MARGIN, top - MARGIN, right - left + BOX.0 + 2.0 * MARGIN, bottom - top + BOX.1 + 2.0 * MARGIN))
}
