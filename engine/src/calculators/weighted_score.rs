//! A score blended of two.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused};
use crate::design::vocabulary::Source;

calculator! {
    /// The score of a hybrid recommendation: what others like who are similar (collaborative), and what is similar to what
    /// one liked (content), each with its weight.
    ///
    /// ## When it misleads
    /// Scores of two models are comparable only if they have the same scale. Nobody knows yet what similar people like of
    /// something new: there the content has to decide alone.
    id: "weighted-score",
    title: "Hybrid recommendation score",
    group: Group::Ranking,
    formula: "weight × collaborative + (1 − weight) × content",
    source: Source::Documented("zero-to-hero § 3.4 AI/ML in System Design"),
    inputs: &[
        Field::share("collaborative", "collaborative", 1.0, "Score by similar users."),
        Field::share("content", "content", 0.5, "Score by similar items."),
        Field::share("weight", "weight", 0.7, "Weight of the first; the rest is that of the second.")
            .from("zero-to-hero § 3.4 AI/ML in System Design"),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (weight, content) = (given.number("weight"), given.number("content"));
    let score = weight * given.number("collaborative") + (1.0 - weight) * content;
    let formula = "weight × collaborative + (1 − weight) × content";
    let score = given.working(formula, score, &["weight", "collaborative", "content"]);
    Ok(vec![Output::new("score", "Score", "", score)])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::check;

    #[test]
    fn seven_tenths_and_three_tenths() {
        check(&CALCULATOR, &[], &[("score", 0.85)]);
        check(&CALCULATOR, &[("weight", "0"), ("content", "0.25")], &[("score", 0.25)]);
    }
}
