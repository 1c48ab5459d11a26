//! What a design costs a month, as text for people: the sum, its largest parts, and what has no price.

use loadbearing_engine::report::{ComponentCost, CostReport, Report};
use loadbearing_engine::rules::phrase::grouped;

use super::readable::{Names, few, table};

/// Components that are shown, the dearest.
const MOST: usize = 5;

/// The sum first; nothing where nothing is priced and no limit is stated.
pub fn lines(names: &Names<'_>, report: &Report) -> String {
    let said = report.cost.as_ref().filter(|cost| cost.per_month.is_some() || cost.limit.is_some());
    let Some(cost) = said else { return String::new() };
    let mut text = format!("  {}\n", sum(cost));
    let mut dearest: Vec<(&String, &ComponentCost)> = cost.components.iter().collect();
    dearest.sort_by(|a, b| b.1.per_month.unwrap_or(0.0).total_cmp(&a.1.per_month.unwrap_or(0.0)));
    text.push_str(&table(
        dearest.into_iter().take(MOST).filter_map(|(id, of)| {
            let items = of.items.iter().filter_map(|item| Some(format!("{} {}", item.what, amount(item.per_month?))));
            let items: Vec<String> = items.collect();
            let all = amount(of.per_month?);
            let parts = if items.len() > 1 { format!("{all}: {}", items.join(", ")) } else { items.join("") };
            Some([names.component(id).to_owned(), parts])
        }),
        "  ",
    ));
    let missing = cost.missing.iter().map(|missing| {
        let of: Vec<&str> = missing.components.iter().map(|id| names.component(id)).collect();
        [format!("not priced, for want of {}", missing.needs), few(&of)]
    });
    text.push_str(&table(missing, "  "));
    text
}

fn sum(cost: &CostReport) -> String {
    let currency = &cost.currency;
    let Some(all) = cost.per_month else { return "Nothing is priced.".to_owned() };
    let mut sentence = format!("{} {currency}", amount(all));
    if !cost.is_complete {
        sentence.push_str(", a part: not everything is priced");
    }
    if let Some(each) = cost.per_million_requests {
        sentence.push_str(&format!("; {} {currency} for a million requests", amount(each)));
    }
    match (cost.limit, cost.is_within_limit) {
        (Some(limit), Some(true)) => sentence.push_str(&format!("; within the {} that it may cost", amount(limit))),
        (Some(limit), Some(false)) => sentence.push_str(&format!("; more than the {} that it may cost", amount(limit))),
        (Some(limit), None) => sentence.push_str(&format!("; it may cost {}", amount(limit))),
        (None, _) => {}
    }
    sentence
}

/// Two digits after the point where they say anything.
fn amount(value: f64) -> String {
    match value.abs() {
        large if large >= 1_000.0 => grouped(value),
        large if large >= 0.01 || large == 0.0 => format!("{value:.2}"),
        _ => format!("{value:.6}"),
    }
}
