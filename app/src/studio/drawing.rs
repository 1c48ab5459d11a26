//! The drawing as a picture in SVG that stands on its own: what the canvas shows, in colours of its own, with the
//! verdict below where it is wanted, and the design inside. Knows no page; icons are given.

use std::collections::BTreeMap;

use loadbearing_engine::design::{Note, Notes, PlaceKind};
use loadbearing_engine::formats::picture::{quoted, svg_metadata};

use super::cards::{Card, Level, Line};
use super::gestures::{step_place, stroke};
use crate::canvas::geometry::{Point, Rect};
use crate::canvas::scene::Scene;
use crate::document::frames::Frame;

/// The colours of the page, as its style sheet says them.
const TOKENS: &str = include_str!("../../../static/style/tokens.css");
/// Room around what is drawn, in pixels.
const MARGIN: f64 = 32.0;
/// Height of the title, and of a line of the verdict, in pixels.
const TITLE: f64 = 36.0;
const LINE: f64 = 19.0;
/// The least width, so that the verdict can be read, in pixels.
const LEAST_WIDTH: f64 = 520.0;
/// How wide a letter is on average, in pixels: of a name in a box, and of the verdict.
const NAME_LETTER: f64 = 7.4;
const VERDICT_LETTER: f64 = 7.0;
/// The place for a name in a box, in pixels, and how many lines it has.
const NAME_WIDTH: f64 = 118.0;
const NAME_LINES: usize = 2;
/// The same stack as on the page; whoever has none of them reads the last.
const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

/// What is to be drawn.
pub struct Sheet<'a> {
    /// Where boxes and connections are.
    pub scene: &'a Scene,
    /// Regions, zones and networks, those that hold others first.
    pub frames: &'a [Frame],
    /// Texts on the paper, by id.
    pub notes: &'a Notes,
    /// What stands on boxes, by id.
    pub cards: &'a BTreeMap<String, Card>,
    /// What stands on connections, in the order of the design.
    pub lines: &'a [Line],
    /// Title of the design.
    pub title: &'a str,
    /// Sentences below; none where no verdict is wanted.
    pub verdict: &'a [String],
    /// The design file that goes along.
    pub design: &'a str,
    /// Whether colours are dark.
    pub is_dark: bool,
}

/// The picture, and its width and height in pixels. What icons draw lies in 24 × 24.
#[must_use]
pub fn svg(sheet: &Sheet<'_>, icon: impl Fn(&str) -> Option<String>) -> (String, (f64, f64)) {
    let colours = Colours { is_dark: sheet.is_dark };
    let bounds = bounds(sheet);
    let width = (bounds.width + 2.0 * MARGIN).max(LEAST_WIDTH);
    let sentences: Vec<String> =
        sheet.verdict.iter().flat_map(|sentence| wrapped(sentence, width - 2.0 * MARGIN, VERDICT_LETTER)).collect();
    let head = if sheet.title.is_empty() { 0.0 } else { TITLE };
    let foot = if sentences.is_empty() { 0.0 } else { sentences.len() as f64 * LINE + MARGIN };
    let height = bounds.height + 2.0 * MARGIN + head + foot;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"{FONT}\" font-size=\"13\">\n<title>{}</title>\n{}\n<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>\n",
        quoted(sheet.title),
        svg_metadata(sheet.design),
        colours.of("paper"),
    );
    if head > 0.0 {
        out.push_str(&format!(
            "<text x=\"{MARGIN}\" y=\"{}\" font-size=\"18\" font-weight=\"600\" fill=\"{}\">{}</text>\n",
            MARGIN + 6.0,
            colours.of("ink"),
            quoted(sheet.title)
        ));
    }
    let (left, top) = ((width - bounds.width) / 2.0 - bounds.x, MARGIN + head - bounds.y);
    out.push_str(&format!("<g transform=\"translate({left:.1} {top:.1})\">\n"));
    sheet.frames.iter().for_each(|frame| draw_frame(frame, colours, &mut out));
    sheet.notes.values().for_each(|note| draw_note(note, colours, &mut out));
    draw_connections(sheet, colours, &mut out);
    for number in 0..sheet.scene.box_count() {
        let (Some(id), Some(rect)) = (sheet.scene.id(number), sheet.scene.rect(number)) else { continue };
        if let Some(card) = sheet.cards.get(id) {
            draw_box(card, rect, colours, &icon, &mut out);
        }
    }
    out.push_str("</g>\n");
    for (number, sentence) in sentences.iter().enumerate() {
        let y = height - foot + LINE * (number as f64 + 0.5);
        let ink = colours.of("ink");
        out.push_str(&format!("<text x=\"{MARGIN}\" y=\"{y:.1}\" fill=\"{ink}\">{}</text>\n", quoted(sentence)));
    }
    out.push_str("</svg>\n");
    (out, (width, height))
}

/// The colours of the page by the names of their tokens.
#[derive(Clone, Copy)]
struct Colours {
    is_dark: bool,
}

impl Colours {
    fn of(self, token: &str) -> &'static str {
        let (light, dark) = TOKENS.split_once("[data-theme=\"dark\"]").unwrap_or((TOKENS, ""));
        let name = format!("--{token}: ");
        let found = |sheet: &'static str| sheet.split_once(&name).and_then(|(_, rest)| rest.split(';').next());
        let dark = if self.is_dark { found(dark) } else { None };
        dark.or_else(|| found(light)).unwrap_or("currentColor")
    }

    fn of_level(self, level: Level) -> &'static str {
        self.of(&format!("load-{}", level.name()))
    }
}

/// What surrounds all that is drawn.
fn bounds(sheet: &Sheet<'_>) -> Rect {
    let areas = sheet.frames.iter().map(|frame| frame.area).chain(sheet.notes.values().map(|note| note.area));
    let frames = areas.map(|(x, y, width, height)| Rect { x, y, width, height });
    // Beams run over the right edge, rings and keystones over the others.
    let boxes = (0..sheet.scene.box_count()).filter_map(|number| {
        let rect = sheet.scene.rect(number)?;
        let over = sheet.scene.id(number).and_then(|id| sheet.cards.get(id)).map_or(0.0, Card::over);
        Some(Rect { x: rect.x - 8.0, y: rect.y - 12.0, width: rect.width + 16.0 + over, height: rect.height + 30.0 })
    });
    let routes = (0..sheet.scene.connection_count()).filter_map(|number| Some(sheet.scene.route(number)?.bounds()));
    Rect::bounding(frames.chain(boxes).chain(routes)).unwrap_or_default()
}

fn draw_frame(frame: &Frame, colours: Colours, out: &mut String) {
    let (x, y, width, height) = frame.area;
    let dashes =
        if frame.kind == PlaceKind::Network { " stroke-dasharray=\"1 5\" stroke-linecap=\"round\"" } else { "" };
    out.push_str(&format!(
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"10\" fill=\"{}\" fill-opacity=\"0.025\" \
         stroke=\"{}\" stroke-opacity=\"0.5\"{dashes}/>\n<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"11\" font-weight=\"600\" fill=\"{}\">{}</text>\n",
        colours.of("ink"),
        colours.of("line-strong"),
        x + 10.0,
        y + 17.0,
        colours.of("ink-soft"),
        quoted(&frame.label)
    ));
}

fn draw_note(note: &Note, colours: Colours, out: &mut String) {
    let (x, y, width, height) = note.area;
    out.push_str(&format!(
        "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"2\" fill=\"{}\"/>\
         <rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"3\" height=\"{height:.1}\" fill=\"{}\"/>\n",
        colours.of("surface-sunken"),
        colours.of("line-strong")
    ));
    let lines = note.text.lines().flat_map(|line| wrapped(line, width - 20.0, VERDICT_LETTER));
    for (number, line) in lines.enumerate() {
        let (left, base) = (x + 12.0, y + 19.0 + 17.5 * number as f64);
        let ink = colours.of("ink");
        out.push_str(&format!("<text x=\"{left:.1}\" y=\"{base:.1}\" fill=\"{ink}\">{}</text>\n", quoted(&line)));
    }
}

fn draw_connections(sheet: &Sheet<'_>, colours: Colours, out: &mut String) {
    let line = colours.of("line-strong");
    let (mut rates, mut steps) = (String::new(), String::new());
    for number in 0..sheet.scene.connection_count() {
        let Some(route) = sheet.scene.route(number) else { continue };
        let told = sheet.lines.get(number).cloned().unwrap_or_default();
        let line = match told.level {
            Level::OverTarget | Level::OverCapacity => colours.of_level(told.level),
            _ => line,
        };
        let opacity = if told.is_idle { " opacity=\"0.55\"" } else { "" };
        out.push_str(&format!(
            "<path d=\"{}\" fill=\"none\" stroke=\"{line}\" stroke-width=\"{:.2}\"{opacity}/><path d=\"{}\" fill=\"{line}\"/>\n",
            stroke(route, told.mode),
            told.width,
            route.arrow_path()
        ));
        if let Some(step) = told.step {
            steps.push_str(&format!(
                "<g transform=\"{}\"><rect x=\"-9\" y=\"-8\" width=\"18\" height=\"16\" rx=\"8\" fill=\"{}\"/>\
                 <text y=\"4\" font-size=\"11\" font-weight=\"650\" text-anchor=\"middle\" fill=\"{}\">{step}</text></g>\n",
                step_place(route),
                colours.of("ink"),
                colours.of("paper")
            ));
        }
        if let Some(Point { x, y }) = sheet.scene.label_of(number).filter(|_| !told.rate.is_empty()) {
            rates.push_str(&format!("<text x=\"{x:.1}\" y=\"{y:.1}\">{}</text>\n", quoted(&told.rate)));
        }
    }
    out.push_str(&format!(
        "<g font-size=\"11\" text-anchor=\"middle\" fill=\"{}\" stroke=\"{}\" stroke-width=\"5\" stroke-linejoin=\"round\" paint-order=\"stroke\">\n{rates}</g>\n",
        colours.of("ink-soft"),
        colours.of("paper")
    ));
    out.push_str(&steps);
}

fn draw_box(card: &Card, rect: Rect, colours: Colours, icon: &impl Fn(&str) -> Option<String>, out: &mut String) {
    let Rect { x, y, width, height } = rect;
    let (ink, soft, level) = (colours.of("ink"), colours.of("ink-soft"), colours.of_level(card.level));
    out.push_str(&format!("<g transform=\"translate({x:.1} {y:.1})\">"));
    if card.is_bottleneck {
        out.push_str(&format!(
            "<rect x=\"-7\" y=\"-7\" width=\"{}\" height=\"{}\" rx=\"14\" fill=\"none\" stroke=\"{level}\" stroke-width=\"2.5\"/>",
            width + 14.0,
            height + 24.0
        ));
    }
    out.push_str(&format!(
        "<rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{}\" stroke=\"{}\"/>",
        colours.of("surface"),
        colours.of("line-strong")
    ));
    if let Some(drawn) = icon(card.kind) {
        out.push_str(&format!(
            "<svg x=\"10\" y=\"15\" width=\"24\" height=\"24\" viewBox=\"0 0 24 24\" color=\"{soft}\" fill=\"none\" stroke=\"{soft}\" \
             stroke-width=\"1.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\">{drawn}</svg>"
        ));
    }
    let mut names = wrapped(&card.name, NAME_WIDTH, NAME_LETTER);
    if names.len() > NAME_LINES {
        names.truncate(NAME_LINES);
        if let Some(last) = names.last_mut() {
            last.push('…');
        }
    }
    for (number, name) in names.iter().enumerate() {
        let y = 31.0 - 8.0 * (names.len() as f64 - 1.0) + 16.0 * number as f64;
        out.push_str(&format!("<text x=\"42\" y=\"{y}\" font-weight=\"600\" fill=\"{ink}\">{}</text>", quoted(name)));
    }
    let of_load = if card.load.is_some() { level } else { soft };
    out.push_str(&format!(
        "<g font-size=\"11\"><text x=\"10\" y=\"61\" fill=\"{soft}\">{}</text>\
         <text x=\"{}\" y=\"61\" text-anchor=\"end\" font-weight=\"650\" fill=\"{of_load}\">{}</text></g>",
        quoted(&card.copies),
        width - 10.0,
        quoted(&card.load_label)
    ));
    if let Some(load) = card.load {
        draw_beam(card, load, rect, colours, out);
    }
    if card.is_weak_point {
        let at = width - 36.0;
        out.push_str(&format!(
            "<path transform=\"translate({at} -10)\" d=\"M1.500 1.500h19l-4.500 16h-10z\" fill=\"{ink}\" stroke=\"{}\" stroke-width=\"1.500\"/>",
            colours.of("paper")
        ));
    }
    out.push_str("</g>\n");
}

/// The load as a length: as long as the box at full capacity; what does not fit runs over the edge.
fn draw_beam(card: &Card, load: f64, rect: Rect, colours: Colours, out: &mut String) {
    let (width, y) = (rect.width, rect.height + 4.0);
    let level = colours.of_level(card.level);
    out.push_str(&format!(
        "<rect y=\"{y}\" width=\"{width}\" height=\"6\" rx=\"1\" fill=\"{}\"/><rect y=\"{y}\" width=\"{:.1}\" height=\"6\" rx=\"1\" fill=\"{level}\"/>",
        colours.of("track"),
        load.clamp(0.0, 1.0) * width
    ));
    if card.over() > 0.0 {
        out.push_str(&format!(
            "<rect x=\"{width}\" y=\"{}\" width=\"{:.1}\" height=\"8\" fill=\"{level}\" fill-opacity=\"0.35\" stroke=\"{level}\"/>",
            y - 1.0,
            card.over()
        ));
    }
    out.push_str(&format!(
        "<rect x=\"{:.1}\" y=\"{}\" width=\"2\" height=\"10\" fill=\"{}\"/>",
        card.target * width - 1.0,
        y - 2.0,
        colours.of("ink")
    ));
}

/// A text in lines of a width, parted between words; a word that is too long is parted where it must be.
fn wrapped(text: &str, width: f64, letter: f64) -> Vec<String> {
    // Truncation is meant: lines have whole letters.
    let most = ((width / letter) as usize).max(4);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for part in letters.chunks(most) {
            let length = line.chars().count();
            if length > 0 && length + 1 + part.len() > most {
                lines.push(std::mem::take(&mut line));
            } else if length > 0 {
                line.push(' ');
            }
            line.extend(part);
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::super::cards::{cards, lines};
    use super::super::{first_design, first_report};
    use super::*;
    use crate::document::{Document, ends};

    fn picture(verdict: &[String], is_dark: bool) -> (String, (f64, f64)) {
        let (file, report) = (first_design(), first_report());
        let document = Document::open(file.clone());
        let design = document.design();
        let boxes = design.components.iter().map(|one| {
            let (x, y) = document.position(&one.id).unwrap_or_default();
            (one.id.as_str(), Point::new(x, y))
        });
        let scene = Scene::new(boxes, ends(design));
        let sheet = Sheet {
            scene: &scene,
            frames: &[],
            notes: &Notes::from([(
                "n".to_owned(),
                Note { text: "A remark".to_owned(), area: (0.0, -400.0, 200.0, 60.0) },
            )]),
            cards: &cards(design, &report),
            lines: &lines(design, &report.connections, &cards(design, &report)),
            title: "A & B",
            verdict,
            design: &loadbearing_engine::write(&file),
            is_dark,
        };
        svg(&sheet, |_| Some("<path d=\"M0 0\"/>".to_owned()))
    }

    #[test]
    fn a_picture_shows_every_box_and_holds_its_design() {
        let (text, (width, height)) = picture(&["Redis is the bottleneck.".to_owned()], false);
        for words in ["Redis", "390 %", "A &amp; B", "A remark", "Redis is the bottleneck.", "#f6f4ee"] {
            assert!(text.contains(words), "{words}");
        }
        let (plain, (_, less)) = picture(&[], true);
        assert!(!plain.contains("bottleneck.") && plain.contains("#15171b"));
        assert!(less < height && width > 520.0);
        let held = loadbearing_engine::formats::import(text.as_bytes(), loadbearing_engine::read);
        assert_eq!(held.map(|held| held.file), Ok(first_design()));
    }

    #[test]
    fn lines_are_parted_between_words() {
        assert_eq!(wrapped("one two three", 7.0, 1.0), ["one two", "three"]);
        assert_eq!(wrapped("abcdefghij k", 4.0, 1.0), ["abcd", "efgh", "ij k"]);
        assert_eq!(wrapped("  ", 10.0, 1.0), Vec::<String>::new());
    }
}
