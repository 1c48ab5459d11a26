//! How alike two vectors point.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

const VECTORS: &str = "zero-to-hero § 3.4 AI/ML in System Design";

calculator! {
    /// How alike two vectors point: 1 for the same direction, 0 for nothing in common. Vector databases sort by it.
    ///
    /// ## When it misleads
    /// It sees directions and no lengths. The number means something only beside others of the same model: 0.8 may be close
    /// in one and far in another. Here are three components; embeddings have hundreds.
    id: "cosine-similarity",
    title: "Cosine similarity",
    group: Group::Ranking,
    formula: "a · b ÷ (|a| × |b|)",
    source: Source::Documented("zero-to-hero § 3.4 AI/ML in System Design"),
    inputs: &[
        Field::numbers("a", "first", "", &[0.2, 0.8, 0.1], "One vector.").within(-1e15, 1e15).from(VECTORS),
        Field::numbers("b", "second", "", &[0.3, 0.7, 0.2], "The other, as long.").within(-1e15, 1e15).from(VECTORS),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (a, b) = (given.numbers("a"), given.numbers("b"));
    if a.len() != b.len() {
        return Err(Refused::new(
            "b",
            format!("expected {} figures, as many as the other, found {}", a.len(), b.len()),
        ));
    }
    let product = |one: &[f64], other: &[f64]| one.iter().zip(other).map(|(one, other)| one * other).sum::<f64>();
    let lengths = libm::sqrt(product(a, a) * product(b, b));
    if lengths == 0.0 {
        return Err(Refused::new("a", "expected vectors of which neither is all zeros"));
    }
    let formula = |one: &str, other: &str| {
        (1..=a.len()).map(|at| format!("{one} {at} × {other} {at}")).collect::<Vec<_>>().join(" + ")
    };
    let with = |names: &[(&str, &str)], one: &str, other: &str, value: f64| {
        let mut working = given.working(formula(one, other), value, &[]);
        for (called, name) in names {
            for at in 0..a.len() {
                working = given.put_member(working, &format!("{called} {}", at + 1), name, at);
            }
        }
        working
    };
    let cosine = given
        .working("product ÷ sqrt(first squared × second squared)", product(a, b) / lengths, &[])
        .worked("product", with(&[("a", "a"), ("b", "b")], "a", "b", product(a, b)))
        .worked("first squared", with(&[("a", "a")], "a", "a", product(a, a)))
        .worked("second squared", with(&[("b", "b")], "b", "b", product(b, b)));
    Ok(vec![Output::new("cosine", "Cosine", "", cosine)])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_refused};

    #[test]
    fn directions_and_no_lengths() {
        check(&CALCULATOR, &[("a", "1,0"), ("b", "3,0")], &[("cosine", 1.0)]);
        check(&CALCULATOR, &[("a", "1,0"), ("b", "0,2")], &[("cosine", 0.0)]);
        check(&CALCULATOR, &[("a", "3,4"), ("b", "4,3")], &[("cosine", 0.96)]);
        check_refused(&CALCULATOR, &[("a", "1,2")], "b: expected 2 figures");
        check_refused(&CALCULATOR, &[("a", "0,0,0")], "all zeros");
    }
}
