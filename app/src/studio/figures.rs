//! What the engine says of one component, in a few lines for the inspector.

use loadbearing_engine::report::{CapacityReport, ComponentReport};
use loadbearing_engine::rules::phrase::{percent, scaled};

use crate::languages::{t, t_with};

/// Label and figure, most important first; empty for what nothing reaches.
#[must_use]
pub fn figures(report: &ComponentReport) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    if let Some(peak) = report.peak {
        lines.push((t("figures.peak"), format!("{}/s", scaled(peak.total))));
        if peak.reads > 0.0 && peak.writes > 0.0 {
            let apart = t_with("figures.apart", &[("reads", &scaled(peak.reads)), ("writes", &scaled(peak.writes))]);
            lines.push((t("figures.of-which"), apart));
        }
    }
    match report.capacity {
        Some(CapacityReport::Total { total }) => lines.push((t("figures.capacity"), format!("{}/s", scaled(total)))),
        Some(CapacityReport::Apart { reads, writes }) => {
            let apart = t_with("figures.apart", &[("reads", &scaled(reads)), ("writes", &scaled(writes))]);
            lines.push((t("figures.capacity"), apart));
        }
        None => {}
    }
    if let Some(load) = report.utilization {
        lines.push((t("figures.load"), percent(load)));
    }
    if let Some(needed) = report.needed {
        let text = t_with("figures.needed-copies", &[("full", &needed.at_full), ("target", &needed.at_target)]);
        lines.push((t("figures.needed"), text));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::report::{NeededReport, RatesReport};

    #[test]
    fn the_cache_that_is_too_small_says_what_it_needs() {
        let report = ComponentReport {
            peak: Some(RatesReport { reads: 1_157_407.4, writes: 11_574.1, total: 1_168_981.5 }),
            capacity: Some(CapacityReport::Total { total: 300_000.0 }),
            utilization: Some(3.897),
            needed: Some(NeededReport { unit: "shards", at_full: 12, at_target: 17 }),
            ..ComponentReport::default()
        };
        let texts: Vec<String> = figures(&report).into_iter().map(|(_, text)| text).collect();
        assert!(texts[0].starts_with("1.17 M/s"), "{texts:?}");
        assert_eq!(texts[2..4], ["300 k/s", "390 %"]);
        assert!(texts[4].contains("12") && texts[4].contains("17"));
    }
}
