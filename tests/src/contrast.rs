//! Whether colours can be told apart: every token that is written or drawn with, on every ground, in every theme, by
//! the formula of WCAG 2.2. And that no style sheet goes around the tokens.

use std::collections::BTreeMap;

use crate::source::SourceFile;

/// Tokens of the colours that words are written in.
const TEXT: &[&str] = &[
    "--ink",
    "--ink-soft",
    "--accent",
    "--load-fine",
    "--load-near",
    "--load-over-target",
    "--load-over-capacity",
    "--load-unknown",
];
/// Tokens of the colours that lines and shapes are drawn in which say something.
const MARKS: &[&str] = &["--line-strong"];
/// Tokens of the grounds on which words stand.
const GROUNDS: &[&str] = &["--paper", "--surface", "--surface-sunken", "--surface-hover", "--accent-soft"];
/// Tokens of colours that only set apart what is told apart without them: faint borders, dots of the paper, the trough
/// of a beam, shadows.
const QUIET: &[&str] = &["--line", "--paper-dot", "--track", "--shadow"];
/// Words that stand on a colour of their own: text, ground.
const PAIRS: &[(&str, &str)] = &[("--on-accent", "--accent")];
/// Set by what a thing is, each to a token of a load.
const BY_STATE: &[&str] = &["--level", "--tone"];

/// The themes: the selector of each, what it stands on, and what is asked of text and of marks (WCAG 2.2: 1.4.3 and
/// 1.4.11 at level AA, 1.4.6 at AAA with more contrast).
const THEMES: &[(&str, &[&str], f64, f64)] = &[
    ("light", &[":root"], 4.5, 3.0),
    ("dark", &[":root", "[data-theme=\"dark\"]"], 4.5, 3.0),
    ("light, more contrast", &[":root", "[data-contrast=\"more\"]"], 7.0, 4.5),
    (
        "dark, more contrast",
        &[
            ":root",
            "[data-theme=\"dark\"]",
            "[data-contrast=\"more\"]",
            "[data-contrast=\"more\"][data-theme=\"dark\"]",
        ],
        7.0,
        4.5,
    ),
];

/// Pairs of tokens that cannot be told apart well enough, and tokens that the lists above do not know.
#[must_use]
pub fn too_faint(tokens: &SourceFile) -> Vec<String> {
    let mut complaints = Vec::new();
    for (theme, selectors, text_ratio, mark_ratio) in THEMES {
        let colours = colours_of(&tokens.text, selectors);
        let mut ask = |front: &str, ground: &str, wanted: f64| {
            let found = colours.get(front).zip(colours.get(ground)).map(|(one, other)| ratio(*one, *other));
            match found {
                None => complaints.push(format!("{theme}: {front} or {ground} is no colour like #2747a3")),
                Some(found) if found < wanted => {
                    complaints.push(format!("{theme}: {front} on {ground} has {found:.2}:1 of {wanted}:1"));
                }
                Some(_) => {}
            }
        };
        for ground in GROUNDS {
            TEXT.iter().for_each(|front| ask(front, ground, *text_ratio));
            MARKS.iter().for_each(|front| ask(front, ground, *mark_ratio));
        }
        PAIRS.iter().for_each(|(front, ground)| ask(front, ground, *text_ratio));
        // A beam is read by its length.
        for load in TEXT.iter().filter(|token| token.starts_with("--load")) {
            ask(load, "--track", *mark_ratio);
        }
        let paired = PAIRS.iter().map(|(front, _)| front);
        let known: Vec<&str> = TEXT.iter().chain(MARKS).chain(GROUNDS).chain(QUIET).chain(paired).copied().collect();
        let strangers = colours.keys().filter(|token| !known.contains(token));
        complaints.extend(strangers.map(|token| format!("{token}: name it in tests/src/contrast.rs")));
    }
    complaints
}

/// Where a style sheet writes in a colour that is not for words, or in one that is no token.
#[must_use]
pub fn beside_the_tokens(file: &SourceFile) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut is_disabled = false;
    for (number, line) in file.text.lines().enumerate() {
        // What cannot be used is exempt, and faint for that reason.
        if line.ends_with('{') {
            is_disabled = line.contains(":disabled") && !line.contains(":not(:disabled)");
        }
        let Some((property, value)) = line.trim().trim_end_matches(';').split_once(": ") else { continue };
        let place = format!("{}:{}", file.path, number + 1);
        if has_hex_colour(value) && !property.starts_with("--") {
            complaints.push(format!("{place}: a colour that is no token of static/style/tokens.css"));
        }
        if property == "color" && !is_disabled {
            let tokens = value.split("var(").skip(1).filter_map(|rest| rest.split([',', ')']).next());
            let paired = PAIRS.iter().map(|(front, _)| front);
            let fit: Vec<&str> = TEXT.iter().chain(BY_STATE).chain(paired).copied().collect();
            let unfit = tokens.filter(|token| !fit.contains(token));
            complaints.extend(unfit.map(|token| format!("{place}: words are not written in {token}")));
        }
    }
    complaints
}

fn has_hex_colour(value: &str) -> bool {
    let digits = |rest: &str| rest.chars().take_while(char::is_ascii_hexdigit).count();
    value.split('#').skip(1).any(|rest| matches!(digits(rest), 3 | 6 | 8))
}

type Colour = [f64; 3];

/// The colours of a theme: what the first selectors give, and the later ones change.
fn colours_of<'a>(text: &'a str, selectors: &[&str]) -> BTreeMap<&'a str, Colour> {
    let mut colours = BTreeMap::new();
    for selector in selectors {
        let begin = format!("\n{selector} {{\n");
        let body = text.split_once(&begin).and_then(|(_, rest)| rest.split_once("\n}")).map_or("", |(body, _)| body);
        for line in body.lines() {
            let Some((token, value)) = line.trim().trim_end_matches(';').split_once(": ") else { continue };
            if let Some(colour) = hex(value) {
                colours.insert(token, colour);
            }
        }
    }
    colours
}

/// `#2747a3` or `#fff`, as three shares of 1.
fn hex(value: &str) -> Option<Colour> {
    let digits = value.strip_prefix('#')?;
    let width = match digits.len() {
        3 => 1,
        6 => 2,
        _ => return None,
    };
    let mut colour = [0.0; 3];
    for (place, channel) in colour.iter_mut().enumerate() {
        let part = digits.get(place * width..(place + 1) * width)?;
        let value = u8::from_str_radix(part, 16).ok()?;
        *channel = f64::from(if width == 1 { value * 17 } else { value }) / 255.0;
    }
    Some(colour)
}

/// Relative luminance, <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>.
#[allow(clippy::disallowed_methods, reason = "it runs natively alone, and two digits of it count")]
fn luminance(colour: Colour) -> f64 {
    let linear = |channel: f64| {
        if channel <= 0.04045 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Contrast ratio, <https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio>.
fn ratio(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_those_of_the_recommendation() {
        let of = |one, other| ratio(hex(one).unwrap(), hex(other).unwrap());
        assert_eq!(of("#000", "#ffffff"), 21.0);
        // #777 on white: 0.05 + 1 over 0.05 + ((0.4667 + 0.055) / 1.055)^2.4 = 1.05 / 0.2346.
        assert!((of("#777777", "#fff") - 4.478).abs() < 0.001);
        assert_eq!(of("#123456", "#123456"), 1.0);
    }

    #[test]
    fn a_faint_token_is_found_in_its_theme() {
        let tokens = SourceFile::new("tokens.css", "\n:root {\n  --ink: #999;\n  --paper: #fff;\n  --new: #fff;\n}\n");
        let found = too_faint(&tokens);
        assert!(found.iter().any(|line| line.starts_with("light: --ink on --paper has 2.85:1")), "{found:?}");
        assert!(found.iter().any(|line| line.starts_with("--new: name it")), "{found:?}");
    }

    #[test]
    fn words_in_the_colour_of_a_border_are_found_unless_they_are_disabled() {
        let sheet = "p {\n  color: var(--line);\n}\nbutton:disabled {\n  color: var(--line-strong);\n}\n\
                     i {\n  border: 1px solid #fff;\n  color: var(--level, var(--ink-soft));\n}\n";
        let found = beside_the_tokens(&SourceFile::new("a.css", sheet));
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("a.css:2:") && found[1].starts_with("a.css:8:"), "{found:?}");
    }
}
