//! Bytes of video in several renditions.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const VIDEO: &str = "zero-to-hero § 2.4 Video Streaming Platform (like YouTube)";

calculator! {
    /// How much uploaded video takes in all of its renditions, and how large a chunk of each is.
    ///
    /// ## When it misleads
    /// Only encoded renditions: the originals are larger than all of them together and are kept as well. Rare videos need
    /// not have every rendition. What is watched goes out of a CDN, and that is the larger bill.
    id: "video",
    title: "Video storage and chunks",
    group: Group::Storage,
    formula: "hours × 3600 × bitrate ÷ 8",
    source: Source::Documented("zero-to-hero § 2.4 Video Streaming Platform (like YouTube)"),
    inputs: &[
        Field::numbers("bitrates", "bitrates", "Mbit/s", &[5.0, 2.5, 1.0, 0.5], "Of each rendition.").from(VIDEO),
        Field::number("hours", "hours a minute", "h", 500.0, "Hours of video that are uploaded each minute.").from(VIDEO),
        Field::number("chunk", "chunk", "s", 10.0, "Length of a chunk."),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let bitrates = given.numbers("bitrates");
    let all = given.over("bitrates", "rendition", ["", " + ", ""], bitrates.iter().sum());
    let hours = given.working("hours a minute × 1440", given.number("hours") * 1_440.0, &["hours"]);
    let stored = hours.value * 3_600.0 * all.value * 1e6 / 8.0;
    let stored = given.working("hours a day × 3600 × bitrate × 1000000 ÷ 8", stored, &[]);
    let stored = stored.worked("hours a day", hours.clone()).worked("bitrate", all.clone());
    let mut outputs = vec![
        Output::new("stored", "Stored a day", "B", stored),
        Output::new("hours", "Uploaded a day", "h", hours),
        Output::new("bitrate", "All renditions", "Mbit/s", all),
    ];
    for (at, bitrate) in bitrates.iter().enumerate() {
        let chunk =
            given.working("bitrate × 1000000 × chunk ÷ 8", bitrate * 1e6 * given.number("chunk") / 8.0, &["chunk"]);
        let chunk = given.put_member(chunk, "bitrate", "bitrates", at);
        outputs.push(Output::new(format!("chunk_{}", at + 1), format!("Chunk of rendition {}", at + 1), "B", chunk));
    }
    Ok(outputs)
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn five_hundred_hours_a_minute() {
        // 720,000 h × 3,600 × 9 Mbit/s ÷ 8 = 2.916 PB.
        let figures =
            [("stored", 2.916e15), ("hours", 720_000.0), ("bitrate", 9.0), ("chunk_1", 6.25e6), ("chunk_4", 625_000.0)];
        check(&CALCULATOR, &[], &figures);
    }
}
