//! What a drawing of another program holds, before anybody says what it means: shapes with words, and lines between them.

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
