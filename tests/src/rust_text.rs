//! Rust source as text: code without comments, texts and tests, and where a block ends. No parser; enough for house
//! rules, which read names and paths.

/// The code alone: comments and texts are blank, everything keeps its place to the byte.
#[must_use]
pub fn code_of(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, is_code) = piece(rest, code.chars().next_back());
        let (piece, after) = rest.split_at(length.max(first.len_utf8()));
        if is_code {
            code.push_str(piece);
        } else {
            code.push_str(&blank(piece));
        }
        rest = after;
    }
    code
}

/// Nothing, in as many bytes and lines.
#[must_use]
pub fn blank(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

/// The length in bytes of what begins here (a comment, a text, or a piece of code) and whether it is code.
fn piece(rest: &str, before: Option<char>) -> (usize, bool) {
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), false);
    }
    if rest.starts_with("/*") {
        return (block_comment(rest), false);
    }
    // The `r` of a name such as `for` begins no raw text.
    let inside_a_name = before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    if !inside_a_name && let Some(length) = raw_text(rest) {
        return (length, false);
    }
    match rest.as_bytes()[0] {
        b'"' => (quoted(rest, '"'), false),
        b'\'' if is_letter_literal(rest) => (quoted(rest, '\''), false),
        _ => (0, true),
    }
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < rest.len() {
        let here = &rest.as_bytes()[at..];
        if here.starts_with(b"/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if here.starts_with(b"*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

fn raw_text(rest: &str) -> Option<usize> {
    let after_r = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = after_r.len() - after_r.trim_start_matches('#').len();
    let inside = after_r[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = rest.len() - inside.len();
    Some(inside.find(&end).map_or(rest.len(), |at| start + at + end.len()))
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Tells `'a'` and `'\n'` from the lifetime `'a`.
fn is_letter_literal(rest: &str) -> bool {
    let mut letters = rest.chars().skip(1);
    match letters.next() {
        Some('\\') => true,
        Some(_) => letters.next() == Some('\''),
        None => false,
    }
}

/// Code without the items that only tests see. Takes and gives what [`code_of`] gives; keeps the lines.
#[must_use]
pub fn without_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut kept = code.to_owned();
    while let Some(start) = kept.find(MARK) {
        let end = end_of_item(&kept, start + MARK.len());
        let nothing = blank(&kept[start..end]);
        kept.replace_range(start..end, &nothing);
    }
    kept
}

/// Where the item that begins here ends: behind its block, or its semicolon if that comes first.
#[must_use]
pub fn end_of_item(code: &str, start: usize) -> usize {
    let (mut depth, mut round) = (0_i32, 0_i32);
    for (at, letter) in code[start..].char_indices() {
        match letter {
            '(' | '[' => round += 1,
            ')' | ']' => round -= 1,
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth <= 0 && round <= 0 {
                    return start + at + 1;
                }
            }
            ';' if depth == 0 && round == 0 => return start + at + 1,
            _ => {}
        }
    }
    code.len()
}

/// The number of the line that holds a byte, from 1.
#[must_use]
pub fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

/// Every name in the code with its place, in order.
pub fn names_of(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    code.char_indices()
        .filter(move |&(at, letter)| is_part(letter) && !code[..at].chars().next_back().is_some_and(is_part))
        .map(move |(at, _)| {
            let end = code[at..].find(|letter| !is_part(letter)).map_or(code.len(), |length| at + length);
            (at, &code[at..end])
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_texts_are_blank_and_lines_stay() {
        let code = code_of("let a = \"x // y\"; // note\n/* b /* c */ d */ let 'q: e = 'f';");
        assert_eq!(code.lines().count(), 2);
        assert_eq!(code.split_whitespace().collect::<Vec<_>>().join(" "), "let a = ; let 'q: e = ;");
    }

    #[test]
    fn places_stay_where_letters_are_wide() {
        let text = "/* – */ \"°\" a";
        assert_eq!(code_of(text).find('a'), text.find('a'));
    }

    #[test]
    fn raw_texts_end_at_their_own_quotes() {
        assert_eq!(code_of(r###"for r#"a " b"# in c"###).split_whitespace().collect::<Vec<_>>(), ["for", "in", "c"]);
    }

    #[test]
    fn tests_are_cut_out_and_the_rest_stays() {
        let code = without_tests("fn a() {}\n#[cfg(test)]\nmod tests {\n fn b() { [1; 2]; }\n}\nfn c() {}\n");
        assert!(code.contains("fn a") && code.contains("fn c") && !code.contains("fn b"), "{code}");
        assert_eq!(code.lines().count(), 6);
        let code = without_tests("#[cfg(test)]\nmod tests;\nfn c() {}\n");
        assert!(!code.contains("mod tests") && code.contains("fn c"), "{code}");
    }

    #[test]
    fn names_come_with_their_places() {
        let found: Vec<_> = names_of("a_b::c(1)").collect();
        assert_eq!(found, [(0, "a_b"), (5, "c"), (7, "1")]);
    }
}
