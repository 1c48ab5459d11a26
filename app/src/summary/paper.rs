//! The report as one text in Markdown: the verdict, tables, findings, what could not be checked. For files, for paper,
//! and for whoever asks in a review what a design comes to.

use loadbearing_engine::design::Design;
use loadbearing_engine::report::Report;

use super::costs::costs;
use super::findings::{Card, cards, counts, unchecked};
use super::tables::{Table, components, estimates, journeys};
use super::verdict::Sentence;
use crate::languages::{t, t_with};

/// The report of a design.
#[must_use]
pub fn markdown(design: &Design, report: &Report, verdict: &[Sentence], version: &str) -> String {
    let title = if design.title.is_empty() { t("bar.untitled") } else { &design.title };
    let mut text = format!("# {}\n\n", plain(title));
    for sentence in verdict {
        text.push_str(&format!("- {}\n", plain(&sentence.text)));
    }
    if !design.notes.trim().is_empty() {
        text.push_str(&format!("\n{}\n", plain(&design.notes)));
    }
    let all = usize::MAX;
    let tables =
        [components(design, report, all), journeys(design, report), estimates(design, report), costs(design, report)];
    tables.iter().for_each(|table| write_table(table, &mut text));
    let found = cards(design, report);
    text.push_str(&format!("\n## {}\n\n{}\n", t("paper.findings"), plain(&counts(report))));
    found.core.iter().chain(&found.folded).for_each(|card| write_card(card, &mut text));
    let missing = unchecked(report);
    if !missing.is_empty() {
        text.push_str(&format!("\n## {}\n\n", t("paper.not-checked")));
        for one in missing {
            text.push_str(&format!("- {}\n", plain(&one.needs)));
        }
    }
    text.push_str(&format!("\n{}\n", t_with("paper.made-with", &[("version", &version)])));
    text
}

fn write_table(table: &Table, text: &mut String) {
    if table.rows.is_empty() {
        return;
    }
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    text.push_str(&format!("\n## {}\n\n", plain(table.title)));
    text.push_str(&row(table.columns.iter().map(|column| plain(column)).collect()));
    text.push_str(&row(table.columns.iter().map(|_| "---".to_owned()).collect()));
    for line in &table.rows {
        let cells = line.cells.iter().map(|cell| plain(&cell.text));
        text.push_str(&row(std::iter::once(plain(&line.name)).chain(cells).collect()));
    }
}

fn write_card(card: &Card, text: &mut String) {
    text.push_str(&format!("\n### {} ({})\n\n", plain(&card.title), card.severity));
    for place in &card.places {
        let measure = if place.measure.is_empty() { String::new() } else { format!(" ({})", plain(&place.measure)) };
        text.push_str(&format!("- {}{measure} {}\n", plain(&place.message), plain(&place.fix)));
    }
    text.push_str(&format!("\n{}\n", plain(&t_with("paper.source", &[("source", &card.source)]))));
}

/// Words of people, in one line, without what Markdown or HTML would take for more than words.
fn plain(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        for letter in word.chars() {
            if "\\`*_[]<>|#".contains(letter) {
                text.push('\\');
            }
            text.push(letter);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::verdict::verdict;
    use super::*;

    #[test]
    fn a_report_says_its_verdict_its_tables_and_its_findings() {
        let text = r#"{ "format": "loadbearing/1", "title": "A *bold* | claim",
            "workload": { "journeys": [{ "id": "j", "entry": "u", "operation": "read", "rate": { "per_second": 4000 }, "peak_factor": 2 }] },
            "components": [{ "id": "u", "kind": "client-web" }, { "id": "api", "kind": "server" }],
            "connections": [{ "from": "u", "to": "api" }] }"#;
        let design = loadbearing_engine::read(text).unwrap().design;
        let report = loadbearing_engine::evaluate(&design);
        let paper = markdown(&design, &report, &verdict(&design, &report), "1.2.3");
        assert!(paper.starts_with("# A \\*bold\\* \\| claim\n"), "{paper}");
        // 4,000 a second twice over a server of 5,000.
        assert!(paper.contains("160 %") && paper.contains("1.2.3"), "{paper}");
        assert!(paper.lines().filter(|line| line.starts_with("| ---")).count() >= 2, "{paper}");
        assert!(paper.lines().any(|line| line.starts_with("### ")), "{paper}");
    }
}
