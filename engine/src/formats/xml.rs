//! Elements of XML in a row, with their attributes and the text before them: as much as drawings need. Never fails: what
//! is no element is text. Knows no namespaces, and leaves out comments, instructions and declarations, so that nothing is
//! ever put in for an entity that a file declares itself.

use super::sketch::plain;

/// What comes next in a text.
#[derive(Debug, PartialEq)]
pub enum Piece<'a> {
    /// An element begins.
    Start {
        /// Its name.
        name: &'a str,
        /// What stands in its tag behind the name.
        attributes: &'a str,
        /// Whether it ends with its tag.
        is_empty: bool,
    },
    /// An element ends.
    End(&'a str),
    /// Text, as it was written.
    Text(&'a str),
}

/// Goes through a text piece by piece.
pub struct Pieces<'a> {
    rest: &'a str,
}

impl<'a> Pieces<'a> {
    /// From the beginning.
    pub fn of(text: &'a str) -> Self {
        Self { rest: text }
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let Some(tag) = self.rest.strip_prefix('<') else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at(end);
                self.rest = rest;
                return Some(Piece::Text(text));
            };
            for (start, end) in [("!--", "-->"), ("?", "?>")] {
                if let Some(comment) = tag.strip_prefix(start) {
                    self.rest = comment.split_once(end).map_or("", |(_, rest)| rest);
                    break;
                }
            }
            if tag.starts_with("!--") || tag.starts_with('?') {
                continue;
            }
            if let Some(text) = tag.strip_prefix("![CDATA[") {
                let (text, rest) = text.split_once("]]>").unwrap_or((text, ""));
                self.rest = rest;
                return Some(Piece::Text(text));
            }
            let end = end_of_tag(tag);
            let (inside, rest) = tag.split_at(end);
            self.rest = rest.strip_prefix('>').unwrap_or(rest);
            if inside.starts_with('!') {
                continue;
            }
            if let Some(name) = inside.strip_prefix('/') {
                return Some(Piece::End(name.trim()));
            }
            let is_empty = inside.ends_with('/');
            let inside = inside.trim_end_matches('/');
            let (name, attributes) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
            return Some(Piece::Start { name, attributes, is_empty });
        }
    }
}

/// Where a tag ends: at the first bracket outside of quotes.
fn end_of_tag(tag: &str) -> usize {
    let mut quote = None;
    for (at, letter) in tag.char_indices() {
        match (quote, letter) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), letter) if open == letter => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// An attribute of a tag as it was written; `None` where it has none of that name.
pub fn written<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    while let Some((key, after)) = rest.split_once('=') {
        let after = after.trim_start();
        let quote = after.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
        let (value, behind) = after[1..].split_once(quote)?;
        if key.trim() == name {
            return Some(value);
        }
        rest = behind;
    }
    None
}

/// What an attribute says, with entities as what they stand for. Markup within stays.
pub fn attribute(attributes: &str, name: &str) -> Option<String> {
    // An attribute holds no tags, so that nothing but entities is undone here.
    written(attributes, name).map(|value| value.split('<').map(unescaped).collect::<Vec<_>>().join("<"))
}

fn unescaped(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        words.push_str(&rest[..at]);
        // Never farther than a name goes: a text may hold many signs and no end.
        let end = rest[at..].bytes().take(12).position(|byte| byte == b';').map(|end| at + end + 1);
        let Some(end) = end else {
            words.push('&');
            rest = &rest[at + 1..];
            continue;
        };
        // Gaps are what `plain` would take away.
        match &rest[at..end] {
            "&#10;" | "&#xa;" | "&#xA;" => words.push('\n'),
            "&nbsp;" | "&#160;" | "&#xA0;" | "&#xa0;" => words.push(' '),
            entity => words.push_str(&plain(entity)),
        }
        rest = &rest[end..];
    }
    words.push_str(rest);
    words
}

/// What text says, with entities as what they stand for.
pub fn text(text: &str) -> String {
    unescaped(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_come_in_a_row_and_what_is_none_is_left_out() {
        let text = "<?xml version=\"1.0\"?><!DOCTYPE a><a b=\"1 > 0\" c='&lt;x&gt;'>t<!-- <no> --><d/></a>";
        let pieces: Vec<Piece> = Pieces::of(text).collect();
        let Piece::Start { attributes, .. } = pieces[0] else { panic!("{pieces:?}") };
        assert_eq!(attribute(attributes, "b").as_deref(), Some("1 > 0"));
        assert_eq!(attribute(attributes, "c").as_deref(), Some("<x>"));
        assert_eq!(attribute(attributes, "x"), None);
        assert_eq!(pieces[1], Piece::Text("t"));
        assert_eq!(pieces[2], Piece::Start { name: "d", attributes: "", is_empty: true });
        assert_eq!(pieces[3], Piece::End("a"));
    }

    #[test]
    fn what_is_cut_ends() {
        for text in ["<", "<a", "<a b=", "<a b=\"", "<!--", "<![CDATA[", "<?", "a&", "<a b='x"] {
            assert!(Pieces::of(text).count() <= 2, "{text}");
        }
        assert_eq!(text("a&amp;b &#10;&x"), "a&b \n&x");
    }
}
