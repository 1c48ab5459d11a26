//! Readings and their words, as rows.

use loadbearing_engine::design::Rate;
use proptest::prelude::*;

use super::*;

const COUNT: Quantity = Quantity::Number { unit: "followers" };

fn check(quantity: Quantity, rows: &[(&str, f64)]) {
    for (text, value) in rows {
        match read(quantity, text) {
            Ok(understood) => assert_eq!(understood.value, *value, "{text}: {}", understood.words),
            Err(misread) => panic!("{text}: {misread}"),
        }
    }
}

fn words(quantity: Quantity, text: &str) -> String {
    match read(quantity, text) {
        Ok(understood) => understood.words,
        Err(misread) => format!("! {misread}"),
    }
}

#[test]
fn counts() {
    check(
        COUNT,
        &[
            ("10k", 10_000.0),
            ("10 K", 10_000.0),
            ("1,5", 1.5),
            ("1 000 000", 1e6),
            ("1,000,000", 1e6),
            ("1.000.000", 1e6),
            ("1'000'000", 1e6),
            ("1_000_000", 1e6),
            ("1\u{202f}000", 1_000.0),
            ("1.000,5", 1_000.5),
            ("1,000.5", 1_000.5),
            ("1,500", 1_500.0),
            ("0,500", 0.5),
            ("12,5k", 12_500.0),
            ("1e6", 1e6),
            ("1.5E+3", 1_500.0),
            ("100 million", 1e8),
            ("2B", 2e9),
            ("500 followers", 500.0),
            ("1 follower", 1.0),
            (".5", 0.5),
            ("~ 300", 300.0),
        ],
    );
    assert!(words(COUNT, "1,500").contains("thousands"), "{}", words(COUNT, "1,500"));
    assert!(words(COUNT, "1,5").contains("decimal"), "{}", words(COUNT, "1,5"));
}

#[test]
fn sizes() {
    check(
        Quantity::Bytes,
        &[
            ("500 B", 500.0),
            ("500", 500.0),
            ("2 KB", 2_000.0),
            ("2kb", 2_000.0),
            ("2k", 2_000.0),
            ("1.5 TB", 1.5e12),
            ("1,5 TB", 1.5e12),
            ("2 KiB", 2_048.0),
            ("54.75TB", 54.75e12),
            ("8 Mbit", 1e6),
        ],
    );
    assert_eq!(words(Quantity::Bytes, "2 KB"), "2 kB = 2,000 bytes");
}

#[test]
fn shares() {
    check(
        Quantity::Share,
        &[
            ("99.9 %", 0.999),
            ("99,9%", 0.999),
            ("99,999 %", 0.99999),
            ("0.999", 0.999),
            ("0,999", 0.999),
            ("99.95", 0.9995),
            ("70 percent", 0.7),
            ("70 per cent", 0.7),
            ("three nines", 0.999),
            ("4 nines", 0.9999),
            ("1", 1.0),
            ("0", 0.0),
        ],
    );
    assert!(words(Quantity::Share, "99.95").contains("per cent"));
    assert!(words(Quantity::Share, "120 %").starts_with("! "));
}

#[test]
fn growth_may_pass_the_whole_and_shrink() {
    check(Quantity::Growth, &[("20 %", 0.2), ("20", 0.2), ("0.2", 0.2), ("250 %", 2.5), ("-5 %", -0.05), ("0", 0.0)]);
    assert_eq!(write(Quantity::Growth, -0.05), "-5 %");
}

#[test]
fn bounds_are_said() {
    use loadbearing_engine::design::format::{COUNT, PEAK_FACTOR};
    let refused =
        |bounds, text| read_within(Quantity::Number { unit: "" }, bounds, text).map_err(|why| why.to_string());
    assert!(refused(&PEAK_FACTOR, "0").is_err_and(|why| why.contains("above 0")));
    assert!(refused(&COUNT, "1.5").is_err_and(|why| why.contains("whole")));
    assert!(refused(&COUNT, "3").is_ok());
}

#[test]
fn factors_and_times() {
    check(Quantity::Factor, &[("3x", 3.0), ("x3", 3.0), ("3×", 3.0), ("3", 3.0), ("2,5 times", 2.5), ("300 %", 3.0)]);
    check(
        Quantity::Milliseconds,
        &[("10 ms", 10.0), ("10", 10.0), ("1h", 3_600_000.0), ("2 s", 2_000.0), ("50 µs", 0.05)],
    );
    check(Quantity::Seconds, &[("1h", 3_600.0), ("30", 30.0), ("500 ms", 0.5), ("1 day", 86_400.0)]);
    check(Quantity::Years, &[("3 years", 3.0), ("3", 3.0), ("5y", 5.0), ("18 months", 1.5)]);
    check(Quantity::Minutes, &[("5", 5.0), ("1 h", 60.0)]);
}

#[test]
fn rates_in_the_words_of_the_author() {
    let rows = [
        ("100M/day", Rate::PerDay(1e8)),
        ("100 million a day", Rate::PerDay(1e8)),
        ("5 per second", Rate::PerSecond(5.0)),
        ("1e6/s", Rate::PerSecond(1e6)),
        ("1.17 M req/s", Rate::PerSecond(1_170_000.0)),
        ("10k rps", Rate::PerSecond(10_000.0)),
        ("300 requests a minute", Rate::PerSecond(5.0)),
        ("1000 tweets per hour", Rate::PerDay(24_000.0)),
        ("70 a week", Rate::PerDay(10.0)),
        ("50M users x 100", Rate::DailyUsers { users: 5e7, actions: 100.0 }),
        ("50M users × 2,5 actions a day", Rate::DailyUsers { users: 5e7, actions: 2.5 }),
        ("50M DAU * 100", Rate::DailyUsers { users: 5e7, actions: 100.0 }),
        ("10 daily", Rate::PerDay(10.0)),
        ("42", Rate::PerDay(42.0)),
    ];
    for (text, rate) in rows {
        match read_rate(Period::Day, text) {
            Ok(understood) => assert_eq!(understood.value, rate, "{text}"),
            Err(misread) => panic!("{text}: {misread}"),
        }
    }
    let understood = read_rate(Period::Day, "100M/day").map(|understood| understood.words);
    assert_eq!(understood.as_deref(), Ok("100,000,000 a day = 1,157 a second"));
}

#[test]
fn a_setting_that_is_a_rate_is_a_second() {
    let quantity = Quantity::of_unit("req/s");
    check(quantity, &[("80k", 80_000.0), ("80,000 req/s", 80_000.0), ("864k/day", 10.0)]);
    assert_eq!(words(quantity, "80k"), "80,000 a second = 6,912,000,000 a day");
}

#[test]
fn what_is_no_value_says_what_was_expected() {
    for (quantity, text) in [
        (COUNT, ""),
        (COUNT, "many"),
        (COUNT, "-5"),
        (COUNT, "10 apples"),
        (COUNT, "1,00,000"),
        (COUNT, "1.2.3"),
        (COUNT, "10 5"),
        (COUNT, "1e999"),
        (COUNT, "NaN"),
        (Quantity::Bytes, "5 seconds"),
        (Quantity::Share, "1.5 x"),
        (Quantity::Milliseconds, "10 B"),
        (Quantity::Rate { unit: "req/s" }, "10 / banana"),
    ] {
        assert!(words(quantity, text).starts_with("! "), "{text}: {}", words(quantity, text));
    }
    assert!(words(COUNT, "10 apples").contains("apples"));
    assert!(read_rate(Period::Day, "50M users").is_err());
    assert!(read_rate(Period::Day, "50M users x 5 a second").is_err());
}

#[test]
fn what_is_written_is_short() {
    assert_eq!(write(COUNT, 10_000.0), "10k");
    assert_eq!(write(Quantity::Bytes, 54.75e12), "54.75 TB");
    assert_eq!(write(Quantity::Bytes, 500.0), "500 B");
    assert_eq!(write(Quantity::Share, 0.999), "99.9 %");
    assert_eq!(write(Quantity::Share, 0.7), "70 %");
    assert_eq!(write_rate(Rate::PerDay(1e10)), "10G/day");
    assert_eq!(write_rate(Rate::DailyUsers { users: 5e7, actions: 2.5 }), "50M users × 2.5");
}

#[test]
fn a_rate_stays_in_the_period_that_says_it_shortly() {
    let rows = [
        ("1M/month", "1M/month"),
        ("1/min", "1/min"),
        ("1/week", "1/week"),
        ("2/year", "2/year"),
        ("1000 an hour", "24k/day"),
        ("5/s", "5/s"),
        ("0.1 per second", "0.1/s"),
        ("50M users × 2.5", "50M users × 2.5"),
    ];
    for (typed, written) in rows {
        let rate = read_rate(Period::Day, typed).map(|understood| understood.value);
        assert_eq!(rate.clone().map(write_rate), Ok(written.to_owned()), "{typed}");
        assert_eq!(rate.map(show_rate), Ok(written.to_owned()), "{typed}");
    }
    // What no period says shortly is shown in few digits, and still written in all of them.
    let odd = Rate::PerSecond(0.123_456_789_123);
    assert_eq!(show_rate(odd), "0.123457/s");
    assert_eq!(read_rate(Period::Day, &write_rate(odd)).map(|understood| understood.value), Ok(odd));
    assert_eq!(show(Quantity::Rate { unit: "req/s" }, 1.0 / 60.0), "0.0166667/s");
    assert_eq!(show(COUNT, 1_234_567_891.0), "1234567891");
}

proptest! {
    #[test]
    fn what_is_written_reads_back(value in prop_oneof![0.0..1e18f64, 0.0..1.0f64, 0.0..1e4f64]) {
        for quantity in [COUNT, Quantity::Rate { unit: "req/s" }, Quantity::Bytes, Quantity::Factor,
            Quantity::Milliseconds, Quantity::Seconds, Quantity::Minutes, Quantity::Years] {
            let text = write(quantity, value);
            prop_assert_eq!(read(quantity, &text).map(|understood| understood.value), Ok(value), "{}", text);
        }
        let share = value.min(1.0);
        let text = write(Quantity::Share, share);
        prop_assert_eq!(read(Quantity::Share, &text).map(|understood| understood.value), Ok(share), "{}", text);
        let rate = Rate::DailyUsers { users: value, actions: share };
        let text = write_rate(rate);
        prop_assert_eq!(read_rate(Period::Second, &text).map(|understood| understood.value), Ok(rate), "{}", text);
        for rate in [Rate::PerSecond(value), Rate::PerDay(value), Rate::PerDay(value / 30.0), Rate::PerSecond(value / 60.0)] {
            let text = write_rate(rate);
            prop_assert_eq!(read_rate(Period::Second, &text).map(|understood| understood.value), Ok(rate), "{}", text);
            prop_assert!(show_rate(rate).len() <= text.len(), "{}", text);
        }
    }

    #[test]
    fn no_text_panics(text in ".{0,24}") {
        for quantity in [COUNT, Quantity::Bytes, Quantity::Share, Quantity::Factor, Quantity::Seconds,
            Quantity::Rate { unit: "req/s" }] {
            let _ = read(quantity, &text);
        }
        let _ = read_rate(Period::Day, &text);
    }
}
