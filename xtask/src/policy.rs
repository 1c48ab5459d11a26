//! What a built page may load: its Content-Security-Policy, with the hashes of the scripts and styles that stand in it.

use crate::hash::sha256;

/// Where the policy goes: before everything that it is about.
const BEHIND: &str = "<meta charset=\"utf-8\" />";

/// What a page may load beside what stands in it; `{scripts}` and `{styles}` stand for the hashes of that.
pub type Rules = &'static [(&'static str, &'static str)];

/// A folder on a host: its own files alone. Pictures are also made in the page itself.
pub const FOLDER: Rules = &[
    ("default-src", "'none'"),
    ("script-src", "'self' 'wasm-unsafe-eval'{scripts}"),
    ("style-src", "'self'{styles}"),
    ("img-src", "'self' blob: data:"),
    ("connect-src", "'self'"),
    ("worker-src", "'self'"),
    ("manifest-src", "'self'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
];

/// The page with its policy.
pub fn sealed(page: &str, rules: Rules) -> Result<String, String> {
    let policy = policy(page, rules);
    let tag = format!("{BEHIND}\n    <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\" />");
    if page.matches(BEHIND).count() != 1 {
        return Err(format!("the page does not say {BEHIND} once: its policy has no place"));
    }
    Ok(page.replacen(BEHIND, &tag, 1))
}

/// The policy of a page, as a header would say it.
pub fn policy(page: &str, rules: Rules) -> String {
    let hashes = |element| -> String {
        inside(page, element).iter().map(|text| format!(" 'sha256-{}'", sha256(text.as_bytes()))).collect()
    };
    let (scripts, styles) = (hashes("script"), hashes("style"));
    let rule = |(name, sources): &(&str, &str)| {
        format!("{name} {}", sources.replace("{scripts}", &scripts).replace("{styles}", &styles))
    };
    rules.iter().map(rule).collect::<Vec<_>>().join("; ")
}

/// What stands in all elements of a name; those that name a file hold nothing. Comments hold no elements.
fn inside<'a>(page: &'a str, element: &str) -> Vec<&'a str> {
    let (start, end) = (format!("<{element}"), format!("</{element}>"));
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(at) = rest.find(&start) {
        if let Some(comment) = rest[..at].find("<!--") {
            rest = rest[comment..].split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some((head, after)) = rest[at..].split_once('>') else { break };
        let Some((text, after)) = after.split_once(&end) else { break };
        if !head.contains(" src=") {
            found.push(text);
        }
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<head><meta charset=\"utf-8\" /><!-- no <script> here --><style>a{}</style>\
        <script src=\"a.js\"></script><script type=\"module\">abc</script></head>";

    #[test]
    fn what_stands_in_the_page_is_hashed_and_what_it_names_is_not() {
        assert_eq!(inside(PAGE, "script"), ["abc"]);
        assert_eq!(inside(PAGE, "style"), ["a{}"]);
        let policy = policy(PAGE, FOLDER);
        // SHA-256 of "abc", from FIPS 180-2, in base64.
        let script = "script-src 'self' 'wasm-unsafe-eval' 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=';";
        assert!(policy.contains(script), "{policy}");
        assert!(!policy.contains("unsafe-inline"));
    }

    #[test]
    fn the_policy_stands_before_all_scripts_or_nowhere() {
        let sealed = sealed(PAGE, FOLDER).unwrap();
        assert!(sealed.find("Content-Security-Policy") < sealed.find("<script"));
        assert!(super::sealed("<head></head>", FOLDER).is_err());
    }
}
