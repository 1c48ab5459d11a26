//! The part of Markdown that pages of rules and kinds use: headings, paragraphs, lists, code, emphasis and links.
//! Gives plain values, never HTML, so that nothing on a page can be markup.

/// A block of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list, each item a line of its own.
    List(Vec<Vec<Span>>),
    /// Text with its line breaks kept.
    Code(String),
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Span {
    /// As it is.
    Plain(String),
    /// Between two stars.
    Strong(String),
    /// Between stars or underscores.
    Emphasis(String),
    /// Between backticks.
    Code(String),
}

/// The blocks of a page. Every text is some page; what is not understood stays as it is.
#[must_use]
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).peekable();
    while let Some(line) = lines.next() {
        let is_item = |line: &str| line.starts_with("- ") || line.starts_with("* ");
        let is_plain = |line: &str| {
            !line.trim().is_empty() && !line.starts_with('#') && !is_item(line) && !line.starts_with("```")
        };
        if line.trim().is_empty() {
        } else if let Some(heading) = line.strip_prefix('#') {
            blocks.push(Block::Heading(heading.trim_start_matches('#').trim().to_owned()));
        } else if line.starts_with("```") {
            let code: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("```")).collect();
            blocks.push(Block::Code(code.join("\n")));
        } else {
            let first = if is_item(line) { &line[2..] } else { line };
            let mut words = first.trim().to_owned();
            while let Some(next) = lines.next_if(|next| is_plain(next)) {
                words.push(' ');
                words.push_str(next.trim());
            }
            let spans = spans(&words);
            match (is_item(line), blocks.last_mut()) {
                (true, Some(Block::List(items))) => items.push(spans),
                (true, _) => blocks.push(Block::List(vec![spans])),
                _ => blocks.push(Block::Paragraph(spans)),
            }
        }
    }
    blocks
}

fn spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let marked = ["**", "`", "*"].into_iter().find_map(|mark| {
            let (inner, after) = rest.strip_prefix(mark)?.split_once(mark)?;
            let is_tight = !inner.is_empty() && !inner.starts_with(' ') && !inner.ends_with(' ');
            is_tight.then(|| (mark, inner.to_owned(), after))
        });
        let Some((mark, inner, after)) = marked else {
            plain.push(letter);
            rest = &rest[letter.len_utf8()..];
            continue;
        };
        if !plain.is_empty() {
            spans.push(Span::Plain(std::mem::take(&mut plain)));
        }
        spans.push(match mark {
            "**" => Span::Strong(inner),
            "`" => Span::Code(inner),
            _ => Span::Emphasis(inner),
        });
        rest = after;
    }
    if !plain.is_empty() {
        spans.push(Span::Plain(plain));
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_a_rule() {
        let page = " It is `full`\n and **stays** so.\n\n ## What to do\n - add *one*\n   or two\n - 2 * 3 * 4\n";
        assert_eq!(
            blocks(page),
            [
                Block::Paragraph(vec![
                    Span::Plain("It is ".to_owned()),
                    Span::Code("full".to_owned()),
                    Span::Plain(" and ".to_owned()),
                    Span::Strong("stays".to_owned()),
                    Span::Plain(" so.".to_owned()),
                ]),
                Block::Heading("What to do".to_owned()),
                Block::List(vec![
                    vec![
                        Span::Plain("add ".to_owned()),
                        Span::Emphasis("one".to_owned()),
                        Span::Plain(" or two".to_owned())
                    ],
                    vec![Span::Plain("2 * 3 * 4".to_owned())],
                ]),
            ]
        );
    }

    #[test]
    fn markup_stays_text() {
        assert_eq!(blocks("<b>x</b>"), [Block::Paragraph(vec![Span::Plain("<b>x</b>".to_owned())])]);
    }
}
