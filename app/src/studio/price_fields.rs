//! The fields of what things cost: the currency, traffic to users, tiers of storage, and one copy of each kind that the
//! design draws. A component may state a price of its own instead. Knows no page.

use loadbearing_engine::analysis::cost::CURRENCY;
use loadbearing_engine::design::format::TIERS;
use loadbearing_engine::design::{Design, Prices, Setting};
use loadbearing_engine::kinds::common::storing::{TIER_PRICES, price_of_tier};
use loadbearing_engine::kinds::{self, Copies, Family, Kind};

use super::fields::{Control, Field};
use crate::languages::{find, t, t_with, told};
use crate::order::sort_by;
use crate::quantity::Quantity;

/// What the names of these fields begin with: they are paths in the file.
const OWN: &str = "prices.";

/// The fields of a design.
#[must_use]
pub fn fields(design: &Design) -> Vec<Field> {
    let price = |path: &str, label: String, default: String, origin: String| Field {
        name: format!("{OWN}{path}"),
        label,
        meaning: String::new(),
        control: Control::Quantity(Quantity::Number { unit: "" }),
        default,
        origin,
    };
    let currency = Field::plain("prices.currency", t("price.currency"), "", Control::Text)
        .with_default(CURRENCY, t_with("price.currency-absent", &[("default", &CURRENCY)]));
    let egress =
        price("egress_per_gb", t("price.egress").to_owned(), String::new(), t("price.egress-absent").to_owned());
    let tier = |tier: &&str| {
        let default = price_of_tier(tier).map(|price| price.to_string()).unwrap_or_default();
        let label = find(&format!("price.{tier}")).unwrap_or(tier).to_owned();
        let origin = t_with("field.documented", &[("default", &default), ("source", &TIER_PRICES.text())]);
        price(&format!("per_gb_month.{tier}"), label, default, origin)
    };
    let copy = |kind: &Kind| {
        let label = t_with("price.one", &[("kind", &told(kind.name))]);
        price(&format!("per_month.{}", kind.id), label, String::new(), t("price.one-absent").to_owned())
    };
    let copies = drawn(design);
    std::iter::once(currency)
        .chain(copies.into_iter().map(copy))
        .chain(std::iter::once(egress))
        .chain(TIERS.iter().map(tier))
        .collect()
}

/// Kinds that the design draws and that can have a price for each copy, by name.
fn drawn(design: &Design) -> Vec<&'static Kind> {
    let mut found: Vec<&'static Kind> = Vec::new();
    for kind in design.components.iter().filter_map(|component| kinds::find(&component.kind)) {
        let is_paid = kind.family != Family::Client && kind.copies != Copies::Inside;
        if is_paid && !found.iter().any(|other| other.id == kind.id) {
            found.push(kind);
        }
    }
    sort_by(&mut found, |one, other| told(one.name).cmp(told(other.name)));
    found
}

/// A price, where the design states it.
#[must_use]
pub fn value(prices: &Prices, name: &str) -> Option<Setting> {
    let path = name.strip_prefix(OWN)?;
    let number = match path.split_once('.') {
        Some(("per_month", kind)) => prices.per_month.get(kind).copied(),
        Some(("per_gb_month", tier)) => prices.per_gb_month.get(tier).copied(),
        _ if path == "currency" => return prices.currency.clone().map(Setting::Text),
        _ => prices.egress_per_gb,
    };
    number.map(Setting::Number)
}

/// Puts a price in, or takes the stated one out.
pub fn put(prices: &mut Prices, name: &str, value: Option<&Setting>) {
    let Some(path) = name.strip_prefix(OWN) else { return };
    let number = value.and_then(Setting::number);
    let list = match path.split_once('.') {
        Some(("per_month", kind)) => Some((&mut prices.per_month, kind)),
        Some(("per_gb_month", tier)) => Some((&mut prices.per_gb_month, tier)),
        _ => None,
    };
    match (list, number) {
        (Some((list, of)), Some(price)) => {
            list.insert(of.to_owned(), price);
        }
        (Some((list, of)), None) => {
            list.remove(of);
        }
        (None, _) if path == "currency" => prices.currency = value.and_then(Setting::text).map(str::to_owned),
        (None, number) => prices.egress_per_gb = number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_is_found_again_and_can_be_set_back() {
        let design = loadbearing_engine::templates::find("url-shortener-worked").expect("the template is there").design;
        let fields = fields(&design);
        let names: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        assert!(names.contains(&"prices.per_month.server") && names.contains(&"prices.per_gb_month.cold"), "{names:?}");
        assert!(!names.contains(&"prices.per_month.client-web"), "users cost nothing");
        let mut prices = Prices::default();
        for field in &fields {
            let setting = match field.control {
                Control::Text => Setting::Text("EUR".to_owned()),
                _ => Setting::Number(40.0),
            };
            put(&mut prices, &field.name, Some(&setting));
            assert_eq!(value(&prices, &field.name), Some(setting), "{}", field.name);
            put(&mut prices, &field.name, None);
            assert_eq!(prices, Prices::default(), "{}", field.name);
        }
    }
}
