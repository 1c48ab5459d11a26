//! The part of Markdown that pages use: headings, paragraphs, lists, tables, code, emphasis, and links to pages.
//! Gives plain values, never HTML, so that nothing on a page can be markup. Headings and paragraphs that the chosen
//! language has words for are told in it; the others stay English.

use crate::languages::phrase;

/// A block of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list, each item a line of its own.
    List(Vec<Vec<Span>>),
    /// A table: its heading, then its rows, each with its cells.
    Table(Row, Vec<Row>),
    /// Text with its line breaks kept.
    Code(String),
}

/// The cells of a row.
pub type Row = Vec<Vec<Span>>;

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
    /// Words that lead to a page, and its id.
    Link(String, String),
}

/// The blocks of a page. Every text is some page; what is not understood stays as it is.
#[must_use]
pub fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).peekable();
    while let Some(line) = lines.next() {
        let is_item = |line: &str| line.starts_with("- ") || line.starts_with("* ");
        let is_plain = |line: &str| {
            !line.trim().is_empty()
                && !line.starts_with('#')
                && !is_item(line)
                && !line.starts_with("```")
                && !line.starts_with('|')
        };
        if line.trim().is_empty() {
        } else if let Some(heading) = line.strip_prefix('#') {
            blocks.push(Block::Heading(heading_told(heading.trim_start_matches('#').trim())));
        } else if line.starts_with('|') {
            let mut rows = vec![cells(line)];
            while let Some(next) = lines.next_if(|next| next.starts_with('|')) {
                // The line below the heading holds nothing but dashes.
                if !next.trim_matches(['|', '-', ' ']).is_empty() {
                    rows.push(cells(next));
                }
            }
            blocks.push(Block::Table(rows.remove(0), rows));
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
            let spans = spans(phrase(&words).unwrap_or(&words));
            match (is_item(line), blocks.last_mut()) {
                (true, Some(Block::List(items))) => items.push(spans),
                (true, _) => blocks.push(Block::List(vec![spans])),
                _ => blocks.push(Block::Paragraph(spans)),
            }
        }
    }
    blocks
}

/// A heading in the chosen language, as far as it has words for it; the number before it stays.
fn heading_told(heading: &str) -> String {
    let numbered = heading.split_once(". ").filter(|(number, _)| number.chars().all(|letter| letter.is_ascii_digit()));
    let told = |words: &str| phrase(words).map(str::to_owned);
    let told = match numbered {
        Some((number, words)) => told(words).map(|words| format!("{number}. {words}")),
        None => told(heading),
    };
    told.unwrap_or_else(|| heading.to_owned())
}

fn cells(line: &str) -> Row {
    line.trim().trim_matches('|').split('|').map(|cell| spans(cell.trim())).collect()
}

/// A link at the beginning of a text: its words, the id of its page, and what follows.
fn link(text: &str) -> Option<(String, String, &str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (id, after) = rest.split_once(')')?;
    let is_plain = !words.contains('[') && !id.contains(char::is_whitespace);
    is_plain.then(|| (words.trim_matches('*').to_owned(), id.to_owned(), after))
}

fn spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if let Some((words, id, after)) = link(rest) {
            if !plain.is_empty() {
                spans.push(Span::Plain(std::mem::take(&mut plain)));
            }
            spans.push(Span::Link(words, id));
            rest = after;
            continue;
        }
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
    fn a_table_has_a_heading_and_rows_and_a_link_names_a_page() {
        let plain = |text: &str| vec![Span::Plain(text.to_owned())];
        let link = vec![Span::Link("B".to_owned(), "rule.b".to_owned()), Span::Plain(" and c".to_owned())];
        assert_eq!(
            blocks("| x | y |\n|---|---|\n| 1 | [B](rule.b) and c |\n\nAfter [1] (2)."),
            [
                Block::Table(vec![plain("x"), plain("y")], vec![vec![plain("1"), link]]),
                Block::Paragraph(plain("After [1] (2).")),
            ]
        );
    }

    #[test]
    fn markup_stays_text() {
        assert_eq!(blocks("<b>x</b>"), [Block::Paragraph(vec![Span::Plain("<b>x</b>".to_owned())])]);
    }
}
