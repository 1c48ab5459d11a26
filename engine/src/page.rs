//! Pages of rules and kinds: doc comments as text. Builds without the feature `pages` keep the first paragraph of
//! each; the rest is fetched by whoever shows it, so that a first load stays small.

/// The page that a doc comment makes.
#[cfg(feature = "pages")]
#[macro_export]
macro_rules! page {
    ($($line:literal),+) => {
        concat!($($line, "\n"),+)
    };
}

/// The first paragraph of the page that a doc comment makes.
#[cfg(not(feature = "pages"))]
#[macro_export]
macro_rules! page {
    ($($line:literal),+) => {{
        const WHOLE: &str = concat!($($line, "\n"),+);
        const LEAD: [u8; $crate::page::lead_length(WHOLE)] = $crate::page::lead(WHOLE);
        match str::from_utf8(&LEAD) {
            Ok(text) => text,
            Err(_) => "",
        }
    }};
}

/// Bytes of the first paragraph of a page.
#[must_use]
pub const fn lead_length(page: &str) -> usize {
    let bytes = page.as_bytes();
    let mut at = 0;
    while at + 1 < bytes.len() {
        if bytes[at] == b'\n' && is_blank_line(bytes, at + 1) {
            return at;
        }
        at += 1;
    }
    bytes.len()
}

const fn is_blank_line(bytes: &[u8], mut at: usize) -> bool {
    while at < bytes.len() && bytes[at] == b' ' {
        at += 1;
    }
    at >= bytes.len() || bytes[at] == b'\n'
}

/// The first paragraph of a page, copied out, so that the whole page need not be kept.
#[must_use]
pub const fn lead<const LENGTH: usize>(page: &str) -> [u8; LENGTH] {
    let bytes = page.as_bytes();
    let mut copy = [0; LENGTH];
    let mut at = 0;
    while at < LENGTH {
        copy[at] = bytes[at];
        at += 1;
    }
    copy
}

/// A page as it is fetched: each paragraph on one line, as Markdown reads it anyway; headings, points and rows of tables on
/// their own. No page has code on lines of its own.
#[cfg(feature = "pages")]
pub(crate) fn flowing(page: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in page.lines().map(str::trim) {
        let begins = line.starts_with("- ") || line.starts_with(['#', '|']);
        match lines.last_mut().filter(|before| !before.is_empty() && !before.starts_with(['#', '|'])) {
            Some(before) if !line.is_empty() && !begins => {
                before.push(' ');
                before.push_str(line);
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "pages")]
    #[test]
    fn a_paragraph_flows() {
        let page = " W\n + R > N.\n\n ## What to do\n Either\n of:\n - one,\n - two\n words.\n";
        assert_eq!(flowing(page), "W + R > N.\n\n## What to do\nEither of:\n- one,\n- two words.");
    }

    #[test]
    fn the_first_paragraph_ends_at_an_empty_line() {
        const PAGE: &str = " One\n two.\n\n ## Three\n";
        assert_eq!(str::from_utf8(&lead::<{ lead_length(PAGE) }>(PAGE)), Ok(" One\n two."));
        assert_eq!(lead_length(" Alone"), 6);
    }
}
