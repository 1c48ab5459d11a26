//! What a drawing of another program holds, before anybody says what it means: shapes with words, and lines between them.

use std::collections::HashSet;

/// With more shapes than this, nothing is looked for by where it lies: each is compared with each.
pub const MOST_SEARCHED: usize = 2_000;

/// A drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sketch {
    /// Its name, where it has one.
    pub title: String,
    /// Its shapes, in the order of the drawing.
    pub shapes: Vec<Shape>,
    /// What surrounds shapes.
    pub groups: Vec<Group>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// What was there beside, and has no place here: a few words each.
    pub left_out: Vec<String>,
}

impl Sketch {
    /// Makes groups of the shapes that are drawn around others: what has words or lines lies wholly in them, and no line
    /// leads to them. Most drawings say no more of a network or a zone than that.
    pub fn group_by_place(&mut self) {
        if self.shapes.len() > MOST_SEARCHED {
            return;
        }
        let joined: HashSet<&str> = self.lines.iter().flat_map(|line| [line.from.as_str(), line.to.as_str()]).collect();
        let is_joined = |shape: &Shape| joined.contains(shape.key.as_str());
        let means_something = |shape: &Shape| !shape.label.is_empty() || is_joined(shape);
        let around: Vec<Shape> = self
            .shapes
            .iter()
            .filter(|around| !is_joined(around))
            .filter(|around| self.shapes.iter().any(|shape| around.surrounds(shape) && means_something(shape)))
            .cloned()
            .collect();
        let least_around = |shape: &Shape| {
            let boxes = around.iter().filter(|around| around.surrounds(shape));
            boxes.min_by(|one, other| one.area().total_cmp(&other.area())).map(|around| around.key.clone())
        };
        for shape in &mut self.shapes {
            shape.group = shape.group.take().or_else(|| least_around(shape));
        }
        let is_around = |shape: &mut Shape| around.iter().any(|around| around.key == shape.key);
        let boxes = self.shapes.extract_if(.., is_around);
        self.groups.extend(boxes.map(|shape| Group { key: shape.key, label: shape.label, within: shape.group }));
    }
}

/// A shape.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape {
    /// Tells it from the others within the drawing.
    pub key: String,
    /// What is written on it.
    pub label: String,
    /// What it looks like, in words: the name of its form or icon.
    pub looks: String,
    /// Its middle in the drawing's own units, where the drawing says where it is.
    pub middle: Option<(f64, f64)>,
    /// Its width and height in the same units.
    pub size: Option<(f64, f64)>,
    /// The key of the group that surrounds it.
    pub group: Option<String>,
}

impl Shape {
    /// Whether another, smaller one lies wholly in it.
    fn surrounds(&self, other: &Self) -> bool {
        let (Some((left, right, top, bottom)), Some((l, r, t, b))) = (self.sides(), other.sides()) else {
            return false;
        };
        left <= l && right >= r && top <= t && bottom >= b && self.area() > other.area()
    }

    /// Left, right, top and bottom.
    fn sides(&self) -> Option<(f64, f64, f64, f64)> {
        let ((x, y), (width, height)) = self.middle.zip(self.size)?;
        Some((x - width / 2.0, x + width / 2.0, y - height / 2.0, y + height / 2.0))
    }

    fn area(&self) -> f64 {
        self.size.map_or(0.0, |(width, height)| width * height)
    }
}

/// What surrounds shapes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// Tells it from the others.
    pub key: String,
    /// What is written on it.
    pub label: String,
    /// The key of the group that surrounds it.
    pub within: Option<String>,
}

/// A line between shapes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    /// Key of the shape where it begins.
    pub from: String,
    /// Key of the shape where it ends.
    pub to: String,
    /// What is written on it.
    pub label: String,
    /// Whether it is drawn with gaps.
    pub is_dashed: bool,
    /// Whether it points both ways, or neither.
    pub is_undirected: bool,
}

impl Line {
    /// The line with its ends in the other order.
    #[must_use]
    pub fn turned(self) -> Self {
        Self { from: self.to, to: self.from, ..self }
    }
}

/// Words without markup: tags are gaps, entities are what they stand for, gaps are single.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut is_tag = false;
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        match letter {
            // A bare sign stands before a space or a figure; a tag begins with a letter or a slash.
            '<' if rest.starts_with(|next: char| next.is_ascii_alphabetic() || next == '/') => is_tag = true,
            '>' if is_tag => {
                is_tag = false;
                words.push(' ');
            }
            _ if is_tag => {}
            '&' => {
                let (meant, length) = entity(rest);
                words.push(meant);
                rest = &rest[length..];
            }
            letter => words.push(letter),
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands behind an ampersand: the letter that is meant, and how many bytes say so.
fn entity(rest: &str) -> (char, usize) {
    const NAMED: [(&str, char); 6] =
        [("amp;", '&'), ("lt;", '<'), ("gt;", '>'), ("quot;", '"'), ("apos;", '\''), ("nbsp;", ' ')];
    if let Some((name, letter)) = NAMED.iter().find(|(name, _)| rest.starts_with(name)) {
        return (*letter, name.len());
    }
    // Never farther than a number goes: a text may hold many signs and no end.
    let number =
        rest.strip_prefix('#').and_then(|rest| Some((rest, rest.bytes().take(8).position(|byte| byte == b';')?)));
    let letter = number.and_then(|(rest, end)| {
        let digits = &rest[..end];
        let code = match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => digits.parse(),
        };
        Some((char::from_u32(code.ok()?)?, end + 2))
    });
    letter.unwrap_or(('&', 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_words_stay() {
        assert_eq!(plain("<b>Order&nbsp;service</b><br/>(x&#50;)"), "Order service (x2)");
        assert_eq!(plain("p99 < 5 ms & more &unknown; &#x1F;"), "p99 < 5 ms & more &unknown; \u{1f}");
        assert_eq!(plain("a <unclosed"), "a");
    }
}
