//! Flowcharts of Mermaid, read. Their language is described at <https://mermaid.js.org/syntax/flowchart.html>; how things
//! are coloured is passed over, and other diagrams of Mermaid are refused.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::sketch::{Group, Line, Shape, Sketch, plain};
use super::{MOST_PARTS, Refused};
use crate::kinds;

/// Most letters on one shape: what is longer was never closed.
const MOST_LETTERS: usize = 2_000;
/// Words that a flowchart begins with.
const FLOWCHARTS: [&str; 3] = ["flowchart", "flowchart-elk", "graph"];
/// Where a flowchart runs.
const DIRECTIONS: [&str; 9] = ["TB", "TD", "BT", "RL", "LR", ">", "<", "^", "v"];
/// Words that other diagrams begin with.
const OTHERS: [&str; 12] = [
    "sequenceDiagram",
    "classDiagram",
    "stateDiagram",
    "stateDiagram-v2",
    "erDiagram",
    "gantt",
    "pie",
    "journey",
    "mindmap",
    "C4Context",
    "C4Container",
    "architecture-beta",
];
/// Statements about how things look or what a click does.
const PASSED_OVER: [&str; 8] =
    ["style", "classDef", "class", "click", "linkStyle", "direction", "accTitle:", "accDescr:"];
/// How shapes begin and end, longest first, and what they look like.
const SHAPES: [(&str, &[&str], &str); 13] = [
    ("(((", &[")))"], ""),
    ("((", &["))"], ""),
    ("([", &["])"], ""),
    ("(", &[")"], ""),
    ("[[", &["]]"], ""),
    ("[(", &[")]"], "cylinder"),
    ("[/", &["/]", "\\]"], ""),
    ("[\\", &["\\]", "/]"], ""),
    ("[", &["]"], ""),
    ("{{", &["}}"], ""),
    ("{", &["}"], ""),
    (">", &["]"], ""),
    ("@{", &["}"], ""),
];

/// Whether a text begins as a flowchart does.
#[must_use]
pub fn looks_like_one(text: &str) -> bool {
    first_words(text).is_some_and(|(word, next)| is_header(&word, next.as_deref()))
}

/// Whether a line begins a flowchart: a sentence may begin with the same word.
fn is_header(word: &str, next: Option<&str>) -> bool {
    FLOWCHARTS.contains(&word) && next.is_none_or(|next| DIRECTIONS.contains(&next))
}

/// The first word that says what diagram a text is, and the next one of its line.
fn first_words(text: &str) -> Option<(String, Option<String>)> {
    let (_, body) = front(text);
    let line = body.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("%%"))?;
    let mut words = line.split([' ', '\t', ';']).filter(|word| !word.is_empty()).map(str::to_owned);
    Some((words.next()?, words.next()))
}

/// The title, and the text without fence and front matter.
fn front(text: &str) -> (String, &str) {
    let mut body = text.trim_start();
    for fence in ["```mermaid", "~~~mermaid", ":::mermaid"] {
        if let Some(inside) = body.strip_prefix(fence) {
            body = inside.split_once(&format!("\n{}", &fence[..3])).map_or(inside, |(inside, _)| inside).trim_start();
        }
    }
    let Some((head, rest)) = body.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---")) else {
        return (String::new(), body);
    };
    let title = head.lines().find_map(|line| line.trim().strip_prefix("title:"));
    (title.map(|title| plain(title.trim().trim_matches('"'))).unwrap_or_default(), rest)
}

/// A flowchart as a sketch.
///
/// # Errors
/// When it is none, or another diagram of Mermaid.
pub fn read(text: &str) -> Result<Sketch, Refused> {
    let (first, next) = first_words(text).ok_or(Refused::Foreign)?;
    if OTHERS.contains(&first.as_str()) {
        return Err(Refused::Broken(format!("of the diagrams of Mermaid, flowcharts are read, and this is a {first}")));
    }
    if !is_header(&first, next.as_deref()) {
        return Err(Refused::Foreign);
    }
    let (title, body) = front(text);
    let mut reader = Reader { sketch: Sketch { title, ..Sketch::default() }, ..Reader::default() };
    let mut is_begun = false;
    let mut is_description = false;
    for line in whole_lines(body) {
        // A description may go over several lines, between braces.
        is_description |= line.trim_start().strip_prefix("accDescr").is_some_and(|rest| rest.trim().starts_with('{'));
        if is_description {
            is_description = !line.contains('}');
            continue;
        }
        for statement in statements(&line) {
            if std::mem::replace(&mut is_begun, true) {
                reader.statement(statement);
            }
            if reader.sketch.shapes.len() > MOST_PARTS || reader.sketch.lines.len() > MOST_PARTS {
                return Err(Refused::TooLarge);
            }
        }
    }
    Ok(reader.done())
}

/// The lines of a flowchart without those that are remarks; words in quotes go over several.
fn whole_lines(body: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let mut lines = body.lines().filter(|line| !line.trim_start().starts_with("%%"));
    std::iter::from_fn(move || {
        let mut line = Cow::Borrowed(lines.next()?);
        let mut is_open = line.matches('"').count() % 2 == 1;
        while is_open && line.len() < MOST_LETTERS {
            let Some(next) = lines.next() else { break };
            is_open = next.matches('"').count() % 2 == 0;
            let line = line.to_mut();
            line.push(' ');
            line.push_str(next);
        }
        Some(line)
    })
}

/// Words on a shape or an arrow: without the quotes around them, the stars of Markdown, and Mermaid's own entities, which
/// begin with `#` (<https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters>).
fn words(text: &str) -> String {
    let text = text.trim().trim_matches('"').trim();
    let markdown = text.strip_prefix('`').map(|inside| inside.trim_end_matches('`').replace("**", ""));
    let text = markdown.as_deref().unwrap_or(text);
    let mut parts = text.split('#');
    let mut words = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let name = part.split(';').next().filter(|name| name.len() < part.len() && name.len() < 10);
        let is_named = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match name.filter(|name| is_named(name) && !words.ends_with('&')) {
            Some(name) if name.bytes().all(|byte| byte.is_ascii_digit()) => words.push_str("&#"),
            Some(_) => words.push('&'),
            None => words.push('#'),
        }
        words.push_str(part);
    }
    plain(&words)
}

/// The statements of a line: semicolons part them, outside of quotes and of entities.
fn statements(line: &str) -> impl Iterator<Item = &str> {
    let (mut is_quoted, mut is_entity) = (false, false);
    line.split(move |letter: char| {
        match letter {
            '"' => is_quoted = !is_quoted,
            '#' | '&' => is_entity = true,
            letter if letter.is_whitespace() => is_entity = false,
            ';' if is_entity => {
                is_entity = false;
                return false;
            }
            _ => {}
        }
        letter == ';' && !is_quoted
    })
    .map(str::trim)
    .filter(|statement| !statement.is_empty())
}

#[derive(Default)]
struct Reader {
    sketch: Sketch,
    /// Places of shapes by key.
    known: HashMap<String, usize>,
    /// Keys of the groups that are open, the innermost last.
    open: Vec<String>,
    /// Names of arrows: what is said of them later is about how they look.
    arrows: HashSet<String>,
}

/// An arrow between nodes.
#[derive(Default)]
struct Arrow {
    label: String,
    is_dashed: bool,
    is_unseen: bool,
    points_back: bool,
    points_on: bool,
}

impl Reader {
    fn statement(&mut self, statement: &str) {
        let word = statement.split_whitespace().next().unwrap_or_default();
        match word {
            "subgraph" => self.subgraph(statement["subgraph".len()..].trim()),
            "end" => {
                self.open.pop();
            }
            word if PASSED_OVER.contains(&word) => {}
            _ if statement.split_once("@{").is_some_and(|(name, _)| self.arrows.contains(name)) => {}
            _ => self.chain(statement),
        }
    }

    fn subgraph(&mut self, rest: &str) {
        let (id, title) = match rest.split_once('[') {
            Some((id, title)) => (id.trim(), title.trim_end_matches(']')),
            None => (rest, rest),
        };
        let title = words(title);
        let key =
            if id.is_empty() { format!("group {}", self.sketch.groups.len()) } else { id.trim_matches('"').to_owned() };
        self.sketch.groups.push(Group { key: key.clone(), label: title, within: self.open.last().cloned() });
        self.open.push(key);
    }

    /// Nodes and arrows in turns.
    fn chain(&mut self, statement: &str) {
        let mut rest = statement;
        let mut before = self.nodes(&mut rest);
        while !before.is_empty() {
            self.name_of_arrow(&mut rest);
            let Some(arrow) = arrow(&mut rest) else { break };
            let after = self.nodes(&mut rest);
            for from in &before {
                for to in &after {
                    self.join(from, to, &arrow);
                }
            }
            before = after;
        }
        let rest = rest.trim();
        if !rest.is_empty() {
            self.sketch.left_out.push(format!("what could not be read: {}", rest.chars().take(40).collect::<String>()));
        }
    }

    /// Takes away the name of the arrow that comes, where it has one: `name@-->`.
    fn name_of_arrow(&mut self, rest: &mut &str) {
        let text = rest.trim_start();
        let (name, behind) = text.split_at(end_of_id(text));
        if let Some(behind) = behind.strip_prefix('@').filter(|_| !name.is_empty()) {
            self.arrows.insert(name.to_owned());
            *rest = behind;
        }
    }

    fn join(&mut self, from: &str, to: &str, arrow: &Arrow) {
        if arrow.is_unseen || self.sketch.lines.len() > MOST_PARTS {
            return;
        }
        let line = Line {
            from: from.to_owned(),
            to: to.to_owned(),
            label: arrow.label.clone(),
            is_dashed: arrow.is_dashed,
            is_undirected: arrow.points_back == arrow.points_on,
        };
        self.sketch.lines.push(if arrow.points_back && !arrow.points_on { line.turned() } else { line });
    }

    /// Nodes with `&` between them, by their keys.
    fn nodes(&mut self, rest: &mut &str) -> Vec<String> {
        let mut keys = Vec::new();
        loop {
            *rest = rest.trim_start();
            let Some(key) = self.node(rest) else { break };
            keys.push(key);
            *rest = rest.trim_start();
            match rest.strip_prefix('&') {
                Some(after) => *rest = after,
                None => break,
            }
        }
        keys
    }

    fn node(&mut self, rest: &mut &str) -> Option<String> {
        let end = end_of_id(rest);
        if end == 0 {
            return None;
        }
        let (key, mut after) = rest.split_at(end);
        let (mut label, mut looks) = (None, String::new());
        while let Some((opened, closers, form)) = SHAPES.iter().find(|(opener, ..)| after.starts_with(opener)) {
            let Some((inside, behind)) = closed(&after[opened.len()..], closers) else { break };
            if *opened == "@{" {
                looks = property(inside, "shape").or_else(|| property(inside, "icon")).unwrap_or_default();
                looks = if ["cyl", "db", "database"].contains(&looks.as_str()) { "cylinder".to_owned() } else { looks };
                label = property(inside, "label").or(label);
            } else {
                label = Some(words(inside));
                looks = (*form).to_owned();
            }
            after = behind;
        }
        if let Some(class) = after.strip_prefix(":::") {
            let (class, behind) = class.split_at(end_of_id(class));
            // What `mermaid_out` writes says by its class what it is.
            let kind = class.strip_prefix(super::mermaid_out::CLASS).unwrap_or(class);
            if kinds::find(kind).is_some() {
                looks = kind.to_owned();
            }
            after = behind;
        }
        *rest = after;
        self.note(key, label, looks);
        Some(key.to_owned())
    }

    /// A node was named, with words or without.
    fn note(&mut self, key: &str, label: Option<String>, looks: String) {
        let place = *self.known.entry(key.to_owned()).or_insert_with(|| {
            let group = self.open.last().cloned();
            self.sketch.shapes.push(Shape { key: key.to_owned(), group, ..Shape::default() });
            self.sketch.shapes.len() - 1
        });
        let shape = &mut self.sketch.shapes[place];
        if let Some(label) = label {
            shape.label = label;
        }
        if !looks.is_empty() {
            shape.looks = looks;
        }
    }

    /// What was read. What has no words of its own is called as it is in the text; arrows to groups join no shapes.
    fn done(mut self) -> Sketch {
        let groups: BTreeSet<&str> = self.sketch.groups.iter().map(|group| group.key.as_str()).collect();
        self.sketch.shapes.retain(|shape| !shape.label.is_empty() || !groups.contains(shape.key.as_str()));
        for shape in &mut self.sketch.shapes {
            if shape.label.is_empty() {
                shape.label.clone_from(&shape.key);
            }
        }
        self.sketch
    }
}

/// How far an id goes. A dash belongs to it where a letter follows, and no arrow.
fn end_of_id(text: &str) -> usize {
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let goes_on = match letter {
            '_' => true,
            '-' | '.' | '/' => at > 0 && letters.peek().is_some_and(|(_, next)| next.is_alphanumeric()),
            letter => letter.is_alphanumeric(),
        };
        if !goes_on {
            return at;
        }
    }
    text.len()
}

/// What stands before the first of some closers, outside of quotes, and what comes behind it.
fn closed<'a>(text: &'a str, closers: &[&str]) -> Option<(&'a str, &'a str)> {
    let mut is_quoted = false;
    for (at, letter) in text.char_indices().take(MOST_LETTERS) {
        if letter == '"' {
            is_quoted = !is_quoted;
        }
        if !is_quoted && let Some(closer) = closers.iter().find(|closer| text[at..].starts_with(**closer)) {
            return Some((&text[..at], &text[at + closer.len()..]));
        }
    }
    None
}

/// What `name: value` says between the braces of a node.
fn property(inside: &str, name: &str) -> Option<String> {
    let mut is_quoted = false;
    let mut parts = inside.split(|letter| {
        is_quoted ^= letter == '"';
        letter == ',' && !is_quoted
    });
    let value = parts.find_map(|part| part.trim().strip_prefix(name)?.trim_start().strip_prefix(':'))?;
    Some(words(value.trim().trim_matches('\'')))
}

/// The arrow that a text begins with; takes it away.
fn arrow(rest: &mut &str) -> Option<Arrow> {
    let text = rest.trim_start();
    let mut arrow = Arrow::default();
    let is_run = |text: &str| ["--", "==", "-.", "~~~"].iter().any(|run| text.starts_with(run));
    let mut text = match text.strip_prefix('<') {
        Some(after) if is_run(after) => {
            arrow.points_back = true;
            after
        }
        _ => text.strip_prefix(['x', 'o']).filter(|after| is_run(after)).unwrap_or(text),
    };
    if !is_run(text) {
        return None;
    }
    let (run, after) = run(text);
    arrow.is_dashed = run.contains('.');
    arrow.is_unseen = run.starts_with('~');
    let (mut points_on, mut behind) = head(run, after);
    let is_whole = points_on || run.len() >= 3;
    if !is_whole {
        // Words stand in its middle: `-- words -->`, `== words ==>`, `-. words .->`.
        let again = match run {
            "--" => "--",
            "==" => "==",
            _ => ".-",
        };
        let at = after.find(again)?;
        arrow.label = words(&after[..at]);
        text = &after[at..];
        let length = text.find(|letter: char| !"-=.".contains(letter)).unwrap_or(text.len());
        (points_on, behind) = head(&text[..length], &text[length..]);
    }
    arrow.points_on = points_on;
    let behind = behind.trim_start();
    *rest = match behind.strip_prefix('|').and_then(|words| words.split_once('|')) {
        Some((words, behind)) => {
            arrow.label = self::words(words);
            behind
        }
        None => behind,
    };
    Some(arrow)
}

/// The strokes that a text begins with, and what comes behind them.
fn run(text: &str) -> (&str, &str) {
    let end = text.find(|letter: char| !"-=.~".contains(letter)).unwrap_or(text.len());
    text.split_at(end)
}

/// Whether an arrow has a head behind its strokes, and what comes behind it. To Mermaid, an `x` or `o` is one, also where a
/// name seems to begin with it; words may begin so behind `-.`.
fn head<'a>(run: &str, text: &'a str) -> (bool, &'a str) {
    if let Some(behind) = text.strip_prefix('>') {
        return (true, behind);
    }
    match text.strip_prefix(['x', 'o']).filter(|_| !run.ends_with('.')) {
        Some(behind) => (true, behind),
        None => (false, text),
    }
}

#[cfg(test)]
mod tests;
