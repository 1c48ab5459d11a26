//! The estimate on the back of an envelope, from users to servers, in one go.

use crate::analysis::capacity::whole;
use crate::analysis::sizing::{self, Volume};
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const SAMPLE: &str = "mental-models § 18. The System Design Interview Framework";

calculator! {
    /// From daily users to requests, bytes, memory and servers: the estimate that comes before any drawing.
    ///
    /// ## When it misleads
    /// Each step multiplies the error of the one before. Two things are got wrong most often: what people look at is
    /// stored as if they had written it (say what share of the requests leaves something behind), and copies are
    /// forgotten. It sizes for the peak; whether a single key, a slow call or the loss of a server is the trouble, only
    /// a drawing tells.
    ///
    /// ## Where a document rounds
    /// The sample says 12K requests a second and 36K at peak, of which it gets 360 MB/s; unrounded these are 11,574,
    /// 34,722 and 347 MB/s. Its 18 TB after five years are 18.25 TB.
    id: "quick-estimate",
    title: "Quick estimate",
    group: Group::Estimates,
    formula: "users × actions ÷ 86,400 × peak factor, and what follows from it",
    source: Source::Documented("mental-models § 17. The Back-of-Envelope Calculations; worked-examples § Useful formulas"),
    inputs: &[
        Field::number("daily_users", "daily users", "users", 100e6, "Users who come on a day.").from(SAMPLE),
        Field::number("actions_per_user", "actions a user", "req/day", 10.0, "What each of them does on a day.")
            .from(SAMPLE),
        Field::number("peak_factor", "peak factor", "x", 3.0, "Peak over average: usually 3 to 5.").from(SAMPLE),
        Field::share("stored_share", "share that stores", 0.01, "Part of the requests that leaves a record behind.")
            .from(SAMPLE),
        Field::number("record_bytes", "bytes a record", "B", 1000.0, "What such a request leaves behind.").from(SAMPLE),
        Field::number("answer_bytes", "bytes an answer", "B", 10_000.0, "What a request is answered with.").from(SAMPLE),
        Field::number("years", "years", "years", 5.0, "How long records are kept.").within(0.0, 100.0).from(SAMPLE),
        Field::share("growth", "growth", 0.0, "How much more comes each year, as a share.").within(-1.0, 100.0),
        Field::number("copies", "copies", "copies", 1.0, "Copies of each record, the first among them.")
            .count(1000.0)
            .from(SAMPLE),
        Field::share("hot_fraction", "hot fraction", 0.2, "Part of the records that gets most of the reads.")
            .from("mental-models § 17. The Back-of-Envelope Calculations"),
        Field::number("server_rate", "rate of one server", "req/s", 10_000.0, "What one server can do.")
            .above(0.0)
            .from("zero-to-hero § Cheat Sheet: Numbers to Remember"),
        Field::share("target", "target utilisation", 0.7, "How full a server should be at peak.")
            .above(0.0)
            .from("worked-examples § Example 1, Detailed server estimate 1. API Servers"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let of = |name: &str| given.number(name);
    let requests = sizing::actions_a_day(of("daily_users"), 1.0, of("actions_per_user"));
    let requests = given.working("daily users × actions a user", requests, &["daily_users", "actions_per_user"]);
    let average = sizing::per_second(requests.value, sizing::SECONDS_A_DAY);
    let average = given.working("requests a day ÷ 86400", average, &[]).worked("requests a day", requests.clone());
    let peak = sizing::at_peak(average.value, of("peak_factor"));
    let peak = given.working("average × peak factor", peak, &["peak_factor"]).worked("average", average.clone());
    let bandwidth = given
        .working("peak × bytes an answer", peak.value * of("answer_bytes"), &["answer_bytes"])
        .worked("peak", peak.clone());

    let records = requests.value * of("stored_share");
    let records = given
        .working("requests a day × share that stores", records, &["stored_share"])
        .worked("requests a day", requests.clone());
    let volume = Volume::a_day(records.value, of("record_bytes"));
    let a_day = given
        .working("records a day × bytes a record", volume.bytes, &["record_bytes"])
        .worked("records a day", records);
    let kept = given
        .working("bytes a day × 365 × years", volume.bytes_after(of("years")), &["years"])
        .worked("bytes a day", a_day.clone());
    let grown = sizing::grown(kept.value, of("growth"), of("years"));
    let grown =
        given.working("bytes kept × (1 + growth) ^ years", grown, &["growth", "years"]).worked("bytes kept", kept);
    let stored = grown.value * of("copies");
    let stored = given.working("one copy × copies", stored, &["copies"]).worked("one copy", grown.clone());
    let memory = grown.value * of("hot_fraction");
    let memory = given.working("one copy × hot fraction", memory, &["hot_fraction"]).worked("one copy", grown);

    let servers = whole(peak.value / (of("server_rate") * of("target"))) as f64;
    let formula = "max(1, ceil(peak ÷ (rate of one server × target utilisation)))";
    let servers = given.working(formula, servers, &["server_rate", "target"]).worked("peak", peak.clone());
    Ok(vec![
        Output::new("requests_per_day", "Requests a day", "req/day", requests),
        Output::new("average", "Average rate", "req/s", average),
        Output::new("peak", "Peak rate", "req/s", peak),
        Output::new("servers", "Servers", "servers", servers),
        Output::new("bandwidth", "Bandwidth of answers at peak", "B/s", bandwidth),
        Output::new("stored_per_day", "Stored a day, one copy", "B", a_day),
        Output::new("stored", "Stored in the end, all copies", "B", stored),
        Output::new("cache_memory", "Memory for the hot records", "B", memory),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn the_interview_sample() {
        // 1e9 a day; ÷ 86,400 = 11,574.07; × 3 = 34,722.2; ÷ 7,000 = 4.96. 10 GB a day, × 1,825 = 18.25 TB, a fifth 3.65.
        let figures = [
            ("requests_per_day", 1e9),
            ("average", 11_574.074_074_074_075),
            ("peak", 34_722.222_222_222_22),
            ("servers", 5.0),
            ("bandwidth", 347_222_222.222_222_2),
            ("stored_per_day", 10e9),
            ("stored", 18.25e12),
            ("cache_memory", 3.65e12),
        ];
        check(&CALCULATOR, &[], &figures);
    }

    #[test]
    fn growth_and_copies_multiply_what_is_kept() {
        // 18.25 TB × 1.1^5 × 3.
        check(&CALCULATOR, &[("growth", "0.1"), ("copies", "3")], &[("stored", 18.25e12 * 1.610_51 * 3.0)]);
    }
}
