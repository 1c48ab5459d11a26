//! What a disaster loses, and until when all has to be back.

use crate::calculator;
use crate::calculator::{Field, Given, Group, Output, Refused, clock};
use crate::design::vocabulary::Source;

const RECOVERY: &str = "zero-to-hero § 3.2 High Availability & Fault Tolerance";

calculator! {
    /// How much is lost between the last backup and a disaster (it may be at most the RPO), and until when the system has
    /// to be back (disaster + RTO).
    ///
    /// ## When it misleads
    /// The loss counts from when the last backup *began*. A backup that was never restored is a hope: how long restoring
    /// takes, only doing it tells.
    id: "recovery",
    title: "Recovery: data lost and deadline",
    group: Group::Availability,
    formula: "loss = disaster − last backup; deadline = disaster + RTO",
    source: Source::Documented("zero-to-hero § 3.2 High Availability & Fault Tolerance"),
    inputs: &[
        Field::clock("last_backup", "last backup", 900.0, "When the last backup was taken.").from(RECOVERY),
        Field::clock("disaster", "disaster", 930.0, "When it happens; before the backup it is the next day.").from(RECOVERY),
        Field::number("rto_minutes", "recovery time", "min", 240.0, "Within which it has to be back (RTO).")
            .within(0.0, 1e6)
            .from(RECOVERY),
    ],
    calculate: calculate,
}

fn calculate(given: &Given) -> Result<Vec<Output>, Refused> {
    let (backup, disaster) = (given.number("last_backup"), given.number("disaster"));
    let lost = disaster - backup;
    let lost = if lost < 0.0 { lost + 1_440.0 } else { lost };
    let formula = "(disaster − last backup) − 1440 × floor((disaster − last backup) ÷ 1440)";
    let lost = given.working(formula, lost, &["disaster", "last_backup"]);
    let deadline = disaster + given.number("rto_minutes");
    let time = clock(deadline);
    let later = match libm::floor(deadline / 1_440.0) {
        0.0 => time,
        1.0 => format!("{time} the next day"),
        days => format!("{time}, {days} days later"),
    };
    let deadline = given.working("disaster + recovery time", deadline, &["disaster", "rto_minutes"]);
    Ok(vec![
        Output::new("lost", "Lost at most what came in", "min", lost),
        Output::new("deadline", "Back by", "min after midnight", deadline).saying(later),
    ])
}

#[cfg(test)]
mod tests {
    use super::CALCULATOR;
    use crate::calculator::testing::{check, check_words};

    #[test]
    fn half_an_hour_lost_and_four_hours_to_be_back() {
        check(&CALCULATOR, &[], &[("lost", 30.0)]);
        check_words(&CALCULATOR, &[], &[("deadline", "19:30")]);
    }

    #[test]
    fn days_end() {
        let night = [("last_backup", "23:00"), ("disaster", "01:00"), ("rto_minutes", "1440")];
        check(&CALCULATOR, &night, &[("lost", 120.0)]);
        check_words(&CALCULATOR, &night, &[("deadline", "01:00 the next day")]);
        check_words(&CALCULATOR, &[("rto_minutes", "4320")], &[("deadline", "15:30, 3 days later")]);
    }
}
