//! Which version of the words speaks. Nothing of their shape travels, so both ends have to be made of the same files.

/// The files that say what travels, and how.
const FILES: [&str; 31] = [
    include_str!("lib.rs"),
    include_str!("../../engine/src/packed.rs"),
    include_str!("../../engine/src/analysis/arrivals.rs"),
    include_str!("../../engine/src/analysis/capacity.rs"),
    include_str!("../../engine/src/analysis/day_figures_working.rs"),
    include_str!("../../engine/src/analysis/scenario.rs"),
    include_str!("../../engine/src/analysis/working.rs"),
    include_str!("../../engine/src/calculator/output.rs"),
    include_str!("../../engine/src/calculator/typed.rs"),
    include_str!("../../engine/src/design/model.rs"),
    include_str!("../../engine/src/design/packed.rs"),
    include_str!("../../engine/src/grading/mod.rs"),
    include_str!("../../engine/src/grading/table.rs"),
    include_str!("../../engine/src/report/balance.rs"),
    include_str!("../../engine/src/report/causes.rs"),
    include_str!("../../engine/src/report/comparison.rs"),
    include_str!("../../engine/src/report/cost.rs"),
    include_str!("../../engine/src/report/curve.rs"),
    include_str!("../../engine/src/report/day.rs"),
    include_str!("../../engine/src/report/fix.rs"),
    include_str!("../../engine/src/report/latency.rs"),
    include_str!("../../engine/src/report/mod.rs"),
    include_str!("../../engine/src/report/number.rs"),
    include_str!("../../engine/src/report/outcome.rs"),
    include_str!("../../engine/src/report/supposed.rs"),
    include_str!("../../engine/src/report/queues.rs"),
    include_str!("../../engine/src/report/retries.rs"),
    include_str!("../../engine/src/report/sensitivity.rs"),
    include_str!("../../engine/src/report/strain.rs"),
    include_str!("../../engine/src/report/what_if.rs"),
    include_str!("../../engine/src/share.rs"),
];

/// The same as long as none of the files has changed. Computed while compiling; the files are in no build.
pub const VERSION: u64 = fingerprint(&FILES);

/// FNV-1a in 64 bits: <https://www.rfc-editor.org/rfc/rfc9923>.
const fn fingerprint(texts: &[&str]) -> u64 {
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    let mut text = 0;
    while text < texts.len() {
        let bytes = texts[text].as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            sum = (sum ^ bytes[at] as u64).wrapping_mul(0x0000_0100_0000_01b3);
            at += 1;
        }
        text += 1;
    }
    sum
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    #[test]
    fn the_fingerprint_is_the_published_one() {
        // Appendix of the RFC: of nothing, of "a" and of "foobar".
        assert_eq!(fingerprint(&[]), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fingerprint(&["a"]), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fingerprint(&["foo", "bar"]), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn whatever_says_how_it_travels_is_among_the_files() {
        let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../engine/src")];
        let mut found = 0;
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    open.push(path);
                } else {
                    let text = fs::read_to_string(&path).unwrap();
                    if text.lines().any(|line| line.starts_with("packed!(") || line.contains("Packed for")) {
                        assert!(FILES.contains(&text.as_str()), "{} is not among them", path.display());
                        found += 1;
                    }
                }
            }
        }
        // All but the words themselves, and the model of designs, which stands apart from how it travels.
        assert_eq!(found, FILES.len() - 2);
    }
}
