//! What a design costs a month, as a table: the sum, its parts, the dearest first, and what has no price.

use loadbearing_engine::design::Design;
use loadbearing_engine::report::workings::Number;
use loadbearing_engine::report::{ComponentCost, CostReport, Report};

use super::Tone;
use super::labels;
use super::names::{name_of, names_of};
use super::tables::{Cell, NONE, Row, Table};
use crate::languages::figures::grouped;
use crate::languages::{find, t, t_with};
use crate::order::sort_by;

/// What it costs; no row where nothing is priced and no limit is stated.
#[must_use]
pub fn costs(design: &Design, report: &Report) -> Table {
    let wanted = report.cost.as_ref().filter(|cost| cost.per_month.is_some() || cost.limit.is_some());
    let rows = wanted.map(|cost| rows(design, cost)).unwrap_or_default();
    let columns = vec![t("cost.what"), t("cost.per-month"), t("cost.parts")];
    Table::whole("costs", t("cost.title"), columns, rows)
}

fn rows(design: &Design, cost: &CostReport) -> Vec<Row> {
    let money = |value: f64| t_with("cost.money", &[("amount", &amount(value)), ("currency", &cost.currency)]);
    let mut rows = vec![sum(cost, &money)];
    let mut dearest: Vec<(&String, &ComponentCost)> = cost.components.iter().collect();
    sort_by(&mut dearest, |a, b| b.1.per_month.unwrap_or(0.0).total_cmp(&a.1.per_month.unwrap_or(0.0)));
    rows.extend(dearest.into_iter().map(|(id, of)| {
        let all = of.per_month.map_or_else(|| t("figure.unbounded").to_owned(), &money);
        let one = |item: &loadbearing_engine::report::CostItem| {
            let what = find(&format!("cost.{}", item.what)).unwrap_or(&item.what);
            let value = item.per_month.map_or_else(|| t("figure.unbounded").to_owned(), &money);
            t_with("cost.item", &[("what", &what), ("value", &value)])
        };
        let items: Vec<String> = of.items.iter().map(one).collect();
        let mut parts = Cell::plain(items.join(", "));
        for item in &of.items {
            parts = parts.opening(Number::CostItem(id.clone(), item.what.to_string()));
        }
        let cells = vec![Cell::plain(all).opening(Number::CostOf(id.clone())), parts];
        Row {
            id: format!("cost-{id}"),
            name: name_of(design, id).to_owned(),
            cells,
            tone: Tone::Fine,
            assumed: String::new(),
        }
    }));
    rows.extend(cost.missing.iter().map(|missing| {
        let needs = match missing.components.first() {
            Some(id) if missing.needs.contains("price") => labels::of_component(design, id, &missing.needs),
            _ => labels::of_journey(&missing.needs),
        };
        let words = t_with("cost.missing", &[("needs", &needs), ("names", &names_of(design, &missing.components))]);
        Row {
            id: format!("no-{}", missing.needs),
            name: t("cost.not-priced").to_owned(),
            cells: vec![Cell::plain(NONE), Cell::plain(words)],
            tone: Tone::Unknown,
            assumed: String::new(),
        }
    }));
    rows
}

fn sum(cost: &CostReport, money: &dyn Fn(f64) -> String) -> Row {
    let all = Cell::plain(cost.per_month.map_or_else(|| NONE.to_owned(), money)).opening(Number::Cost);
    let mut words = Vec::new();
    if let Some(each) = cost.per_million_requests {
        words.push(t_with("cost.of-a-million", &[("value", &money(each))]));
    }
    let (tone, said) = match (cost.limit.map(money), cost.is_within_limit) {
        (Some(limit), Some(true)) => (Tone::Fine, t_with("cost.within", &[("limit", &limit)])),
        (Some(limit), Some(false)) => (Tone::Bad, t_with("cost.over", &[("limit", &limit)])),
        (Some(limit), None) => (Tone::Unknown, t_with("cost.limit", &[("limit", &limit)])),
        (None, _) => (Tone::Fine, String::new()),
    };
    words.extend(Some(said).filter(|said| !said.is_empty()));
    let mut rest = Cell::plain(words.join("; "));
    if cost.per_million_requests.is_some() {
        rest = rest.opening(Number::CostOfAMillion);
    }
    let assumed = if cost.is_complete { "" } else { t("cost.a-part") };
    Row {
        id: "cost".to_owned(),
        name: t("cost.all").to_owned(),
        cells: vec![all, rest],
        tone,
        assumed: assumed.to_owned(),
    }
}

/// Two digits after the point where they say anything.
fn amount(value: f64) -> String {
    match value.abs() {
        large if large >= 1_000.0 => grouped(value.round()),
        large if large >= 0.01 || large == 0.0 => format!("{value:.2}"),
        _ => format!("{value:.6}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Table {
        let design = loadbearing_engine::read(text).expect("it is a design").design;
        costs(&design, &loadbearing_engine::evaluate(&design))
    }

    #[test]
    fn the_sum_stands_first_and_what_has_no_price_last() {
        let table = table(
            r#"{"format": "loadbearing/1", "workload": {"journeys": [{"id": "j", "entry": "api", "operation": "read",
                "rate": {"per_second": 1}}]},
            "components": [{"id": "api", "kind": "server", "name": "API", "instances": 3, "settings": {"price_per_month": 40}},
                {"id": "lb", "kind": "service", "name": "Other"}],
            "connections": [{"from": "api", "to": "lb"}]}"#,
        );
        assert_eq!(table.rows[0].cells[0].text, "120.00 USD");
        assert!(!table.rows[0].assumed.is_empty(), "it is a part");
        assert_eq!((table.rows[1].name.as_str(), table.rows[1].cells[0].worked.len()), ("API", 1));
        assert!(table.rows.last().is_some_and(|row| row.cells[1].text.contains("Other")), "{table:?}");
    }

    #[test]
    fn who_says_nothing_of_money_reads_nothing_of_it() {
        let table = table(r#"{"format": "loadbearing/1", "components": [{"id": "api", "kind": "server"}]}"#);
        assert_eq!(table.rows, []);
    }
}
