//! Chunks of a file.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// Into how many chunks a file falls, and how large the last one is.
    ///
    /// ## When it misleads
    /// Chunks of a fixed size all change when a byte is put in at the beginning; what synchronises files cuts them by what
    /// is in them. Smaller chunks upload anew less, and make more requests and more records.
    id: "file-chunks",
    title: "Chunks of a file",
    group: Group::Storage,
    formula: "ceil(file ÷ chunk)",
    source: Source::Documented("interview-answers § Practice 5. File Storage System"),
    inputs: &[
        Field::number("file", "file", "B", 100e6, "Size of the file.").from("interview-answers § Practice 5. File Storage System"),
        Field::number("chunk", "chunk", "B", 4e6, "Size of a chunk.")
            .above(0.0)
            .from("interview-answers § Practice 5. File Storage System"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (file, chunk) = (given.number("file"), given.number("chunk"));
    let count = libm::ceil(file / chunk * (1.0 - 1e-12));
    let chunks = given.working("ceil(file ÷ chunk)", count, &["file", "chunk"]);
    let last =
        given.working("file − max(0, chunks − 1) × chunk", file - (count - 1.0).max(0.0) * chunk, &["file", "chunk"]);
    let last = last.worked("chunks", chunks.clone());
    Ok(vec![Output::new("chunks", "Chunks", "chunks", chunks), Output::new("last", "The last one", "B", last)])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn a_hundred_megabytes() {
        check(&CALCULATOR, &[], &[("chunks", 25.0), ("last", 4e6)]);
        check(&CALCULATOR, &[("file", "9e6")], &[("chunks", 3.0), ("last", 1e6)]);
        check(&CALCULATOR, &[("file", "0")], &[("chunks", 0.0), ("last", 0.0)]);
    }
}
