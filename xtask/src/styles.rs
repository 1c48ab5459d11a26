//! The style sheets of a built page, put into the page itself: fifteen files are fifteen requests before anything can be
//! drawn, and pack worse than one.

use std::fs;
use std::path::Path;

/// How the page names a style sheet that trunk has put beside it.
const LINK: &str = "<link rel=\"stylesheet\" href=\"./";

/// Around all style sheets, where they stand in the page.
const START: &str = "    <style>";
const END: &str = "</style>\n";

/// The page with what its style sheets say, in their order, where the first of them was named. Their files go.
pub fn put_in(page: &str, folder: &Path) -> Result<String, String> {
    let (mut lines, mut styles, mut place) = (Vec::new(), String::new(), None);
    for line in page.lines() {
        let Some(name) = line.trim_start().strip_prefix(LINK).and_then(|rest| rest.split('"').next()) else {
            lines.push(line);
            continue;
        };
        place.get_or_insert(lines.len());
        let path = folder.join(name);
        let failed = |problem: std::io::Error| format!("{}: {problem}", path.display());
        styles.push_str(&fs::read_to_string(&path).map_err(failed)?);
        fs::remove_file(&path).map_err(failed)?;
    }
    if styles.contains("</") {
        return Err("a style sheet says `</`, which would end it in the page".into());
    }
    let style = format!("{START}{styles}{}", END.trim_end());
    if let Some(place) = place {
        lines.insert(place, &style);
    }
    Ok(lines.join("\n") + "\n")
}

/// The page without what `put_in` has put into its head, and what that was.
pub fn taken_out(page: &str) -> (String, String) {
    let found = page.split_once("</head>").and_then(|(head, rest)| {
        let (before, after) = head.split_once(START)?;
        let (style, after) = after.split_once(END)?;
        Some((format!("{before}{after}</head>{rest}"), style.to_owned()))
    });
    found.unwrap_or_else(|| (page.to_owned(), String::new()))
}

/// A style sheet without remarks, and without what indents it.
pub fn bare(style: &str) -> String {
    let (mut bare, mut rest) = (String::new(), style);
    while let Some((before, remark)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = remark.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    bare.lines().map(str::trim_start).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split;

    #[test]
    fn remarks_and_indents_mean_nothing() {
        assert_eq!(bare("/* a\n   b */\n\na {\n  b: c; /* d */\n}\n"), "a {\nb: c; \n}");
    }

    #[test]
    fn style_sheets_stand_in_the_page_in_their_order_and_their_files_are_gone() {
        let folder = split::target().join("styles-test");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("b.css"), "b{}\n").unwrap();
        fs::write(folder.join("a.css"), "a{}\n").unwrap();
        let page = "<head>\n    <link rel=\"icon\" href=\"./i.svg\"/>\n    <link rel=\"stylesheet\" href=\"./b.css\" integrity=\"x\"/>\n\
            <link rel=\"stylesheet\" href=\"./a.css\"/>\n</head>\n";
        let styled = put_in(page, &folder).unwrap();
        let expected = "<head>\n    <link rel=\"icon\" href=\"./i.svg\"/>\n    <style>b{}\na{}\n</style>\n</head>\n";
        assert_eq!(styled, expected);
        assert!(!folder.join("a.css").exists() && !folder.join("b.css").exists());
        assert_eq!(put_in(expected, &folder).unwrap(), expected, "there is nothing more to put in");
        let (bare, style) = taken_out(expected);
        assert_eq!(
            (bare.as_str(), style.as_str()),
            (expected.replace("    <style>b{}\na{}\n</style>\n", "").as_str(), "b{}\na{}\n")
        );
        assert_eq!(taken_out(&bare), (bare.clone(), String::new()));
    }
}
