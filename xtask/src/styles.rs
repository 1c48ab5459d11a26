//! The style sheets of a built page, put into the page itself: fifteen files are fifteen requests before anything can be
//! drawn, and pack worse than one.

use std::fs;
use std::path::Path;

/// How the page names a style sheet that trunk has put beside it.
const LINK: &str = "<link rel=\"stylesheet\" href=\"./";

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
    let style = format!("    <style>{styles}</style>");
    if let Some(place) = place {
        lines.insert(place, &style);
    }
    Ok(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split;

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
    }
}
