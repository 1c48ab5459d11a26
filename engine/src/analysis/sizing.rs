//! Sums of an estimate on the back of an envelope: rates from users, bytes stored, and what they cost. Decimal bytes,
//! a year of 365 days. Knows no components.

/// Seconds in a day.
pub const SECONDS_A_DAY: f64 = 86_400.0;
/// Days in a year.
pub const DAYS_A_YEAR: f64 = 365.0;
/// Months in a year.
pub const MONTHS_A_YEAR: f64 = 12.0;
/// Seconds in a month of 30 days.
pub const SECONDS_A_MONTH: f64 = 30.0 * SECONDS_A_DAY;

/// Actions a day of the users that come in a day, of all that come in a month.
#[must_use]
pub fn actions_a_day(monthly_users: f64, daily_share: f64, actions_each: f64) -> f64 {
    monthly_users * daily_share * actions_each
}

/// Rate a second of what happens in a span of seconds.
#[must_use]
pub fn per_second(number: f64, seconds: f64) -> f64 {
    number / seconds
}

/// Rate at peak of an average rate.
#[must_use]
pub fn at_peak(average: f64, peak_factor: f64) -> f64 {
    average * peak_factor
}

/// An amount that grows by a share each year. The whole of it grows, as the documents write it.
#[must_use]
pub fn grown(amount: f64, growth: f64, years: f64) -> f64 {
    amount * libm::pow(1.0 + growth, years)
}

/// What one server should get at peak: what it can do at its best, without what system and runtime take, up to a target.
#[must_use]
pub fn usable(best: f64, overhead: f64, target: f64) -> f64 {
    best * overhead * target
}

/// How much of a period something is down.
#[must_use]
pub fn downtime(availability: f64, period: f64) -> f64 {
    (1.0 - availability) * period
}

/// What is stored in a period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Volume {
    /// Objects a period.
    pub objects: f64,
    /// Bytes a period.
    pub bytes: f64,
    /// Periods in a year.
    pub a_year: f64,
}

impl Volume {
    /// Objects of a size, each day.
    #[must_use]
    pub fn a_day(objects: f64, bytes_each: f64) -> Self {
        Self { objects, bytes: objects * bytes_each, a_year: DAYS_A_YEAR }
    }

    /// Objects of a size, each month.
    #[must_use]
    pub fn a_month(objects: f64, bytes_each: f64) -> Self {
        Self { objects, bytes: objects * bytes_each, a_year: MONTHS_A_YEAR }
    }

    /// Bytes stored after years, with nothing deleted.
    #[must_use]
    pub fn bytes_after(&self, years: f64) -> f64 {
        self.bytes * self.a_year * years
    }

    /// Objects stored after years.
    #[must_use]
    pub fn objects_after(&self, years: f64) -> f64 {
        self.objects * self.a_year * years
    }
}

/// A price that falls with the amount.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tier {
    /// Units sold at this price, after those of the tiers before; `None`: all that are left.
    pub units: Option<f64>,
    /// Price of one unit.
    pub price: f64,
}

/// What an amount costs in tiers, the first units in the first. Units beyond the last tier keep its price.
#[must_use]
pub fn tiered(amount: f64, tiers: &[Tier]) -> f64 {
    let (mut left, mut cost) = (amount, 0.0);
    for (at, tier) in tiers.iter().enumerate() {
        let last = at + 1 == tiers.len();
        let sold = tier.units.filter(|_| !last).map_or(left, |units| units.min(left));
        cost += sold * tier.price;
        left -= sold;
    }
    cost
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_units_cost_less() {
        let tiers = [Tier { units: Some(10_000.0), price: 0.09 }, Tier { units: None, price: 0.085 }];
        assert!((tiered(15_000.0, &tiers) - 1325.0).abs() < 1e-9);
        assert!((tiered(5_000.0, &tiers) - 450.0).abs() < 1e-9);
        assert_eq!(tiered(5_000.0, &[]), 0.0);
    }

    #[test]
    fn half_of_300_million_write_twice() {
        assert!((actions_a_day(3e8, 0.5, 2.0) / SECONDS_A_DAY - 3472.222).abs() < 1e-3);
    }
}
