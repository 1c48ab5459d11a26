//! What the targets begin with: all templates in the form of each, a file each.

use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use loadbearing_engine::formats::{drawio_out, mermaid_out};
use loadbearing_engine::{DesignFile, link, templates, write};

/// Where seeds are written to, as the environment says it.
const FOLDER: &str = "LOADBEARING_SEEDS";

/// Writes them into the folder that `LOADBEARING_SEEDS` names.
///
/// # Panics
/// When that is not said, or nothing can be written there.
pub fn write_all() {
    let folder = std::env::var_os(FOLDER).unwrap_or_else(|| panic!("{FOLDER} says no folder"));
    write_into(Path::new(&folder)).unwrap_or_else(|problem| panic!("{}: {problem}", Path::new(&folder).display()));
}

fn write_into(folder: &Path) -> std::io::Result<()> {
    for id in templates::ids() {
        let Some(file) = templates::find(&id) else { continue };
        let mermaid = mermaid_out::write(&file.design);
        let (_, flowchart) = mermaid.split_once("flowchart LR\n").unwrap_or_default();
        for (target, bytes) in [
            ("design", write(&file).into_bytes()),
            ("mermaid", flowchart.as_bytes().to_vec()),
            ("drawio", drawio_out::write(&file).into_bytes()),
            ("excalidraw", scene(&file).into_bytes()),
            ("link", inside_of_link(&file)),
        ] {
            let place = folder.join(target);
            fs::create_dir_all(&place)?;
            fs::write(place.join(&id), bytes)?;
        }
    }
    Ok(())
}

/// A link of version 1 as its target takes it: a zero, then what was deflated.
fn inside_of_link(file: &DesignFile) -> Vec<u8> {
    let link = link::encode(file);
    let body = link.split_once('.').map_or("", |(_, body)| body);
    let bytes = URL_SAFE_NO_PAD.decode(body).unwrap_or_default();
    // A checksum, and a length whose last byte is below 128.
    let length = bytes.iter().skip(4).position(|byte| *byte < 0x80).map_or(0, |last| last + 1);
    [&[0], bytes.get(4 + length..).unwrap_or_default()].concat()
}

/// The design as a scene: a box with words for each component, an arrow for each connection.
fn scene(file: &DesignFile) -> String {
    let mut elements = Vec::new();
    for (number, one) in file.design.components.iter().enumerate() {
        let (id, x, words) = (&one.id, number * 200, one.label());
        elements.push(format!(
            r#"{{"id":"{id}","type":"rectangle","x":{x},"y":0,"width":100,"height":50}},
            {{"id":"{id}-words","type":"text","x":{x},"y":0,"width":50,"height":20,"text":{words:?},"containerId":"{id}"}}"#
        ));
    }
    for one in &file.design.connections {
        let (from, to) = (&one.from, &one.to);
        elements.push(format!(
            r#"{{"type":"arrow","points":[[0,0],[9,9]],"startBinding":{{"elementId":"{from}"}},"endBinding":{{"elementId":"{to}"}},"endArrowhead":"arrow"}}"#
        ));
    }
    format!(r#"{{"type":"excalidraw","version":2,"elements":[{}]}}"#, elements.join(","))
}
