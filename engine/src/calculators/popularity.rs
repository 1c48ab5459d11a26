//! How much the most popular keys draw, and what a cache of a size hits.

use crate::analysis::cache_model::{least_recently_used, top_share, zipf};
use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// How large a share of the requests the most popular keys draw, when the *i*-th is asked for in proportion to
    /// 1 ÷ *i* ^ exponent (Zipf), and how much a cache of so many keys answers.
    ///
    /// ## When it misleads
    /// Real popularity changes with the hour, which helps a cache that keeps what was asked for last; Zipf stands still.
    /// For web pages, exponents from 0.64 to 0.83 were measured (Breslau et al. 1999). The hit rate of the cache that drops what was not
    /// used for longest is Che's approximation (Che, Tung and Wang 2002), close for thousands of keys; one that knows the
    /// most popular keys in advance would hit the share of these.
    id: "popularity",
    title: "Popularity of keys (Zipf)",
    group: Group::Caches,
    formula: "share of the first k of n = harmonic(k, exponent) ÷ harmonic(n, exponent)",
    source: Source::Documented("Zipf’s law; Che, Tung and Wang 2002 for the hit rate; not in the documents"),
    inputs: &[
        Field::number("keys", "keys", "keys", 1000.0, "How many there are.").count(1e9),
        Field::number("exponent", "exponent", "", 1.0, "0: all alike; 1: the second is asked for half as often as the first.")
            .within(0.0, 5.0),
        Field::number("cached", "cached", "keys", 200.0, "How many of them a cache holds.").count(1e9),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (keys, cached) = (given.whole("keys"), given.number("cached"));
    if cached > given.number("keys") {
        return Err(Refused::new("cached", format!("expected at most the {keys} keys that there are, found {cached}")));
    }
    let popularity = zipf(keys, given.number("exponent"));
    let names = ["exponent", "keys"];
    let hottest = given.working("1 ÷ harmonic(keys, exponent)", top_share(&popularity, 1.0), &names);
    let top =
        given.working("harmonic(cached, exponent) ÷ harmonic(keys, exponent)", top_share(&popularity, cached), &names);
    let top = given.put(top, "cached");
    let hits = least_recently_used(&popularity, cached).share;
    let hits = given.working("hit rate", hits, &[]).stated("hit rate", hits, "computed");
    Ok(vec![
        Output::new("hit_rate", "Hit rate of a cache that drops what was not used for longest", "share", hits),
        Output::new("top_share", "Share of the most popular keys, as many as are cached", "share", top),
        Output::new("hottest", "Share of the most popular key", "share", hottest),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_refused};

    #[test]
    fn three_keys() {
        // 1 + 1/2 + 1/3 = 11/6: shares 6/11, 3/11, 2/11.
        let inputs = [("keys", "3"), ("cached", "2")];
        check(&CALCULATOR, &inputs, &[("hottest", 6.0 / 11.0), ("top_share", 9.0 / 11.0)]);
        check(&CALCULATOR, &[("keys", "3"), ("cached", "3")], &[("hit_rate", 1.0), ("top_share", 1.0)]);
        check_refused(&CALCULATOR, &[("keys", "3"), ("cached", "4")], "cached: expected at most the 3 keys");
    }

    #[test]
    fn keys_that_are_alike_are_hit_by_how_many_fit() {
        let alike = [("exponent", "0"), ("cached", "250")];
        check(&CALCULATOR, &alike, &[("hit_rate", 0.25), ("top_share", 0.25), ("hottest", 0.001)]);
    }
}
