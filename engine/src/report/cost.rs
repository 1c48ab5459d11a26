//! Puts what a design costs into the words of the report. Computes nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::write::finite;
use super::{Evaluation, Word, Working};
use crate::analysis::cost::{Cost, Item, cost, currency};
use crate::packed;

/// What a design costs a month, as far as prices are known. A month has 30 days; what is kept is priced as much as
/// there is of it at the end of the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CostReport {
    /// Currency of all prices; USD unless the design names another.
    pub currency: String,
    /// All that is priced together; `None` where nothing is.
    pub per_month: Option<f64>,
    /// Whether everything is priced. Otherwise the sum is a part, and `missing` says of what.
    pub is_complete: bool,
    /// Of what is priced, for a million requests of users; `None` where there are none.
    pub per_million_requests: Option<f64>,
    /// What it may cost a month at most, where the design says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<f64>,
    /// Whether it costs no more than that; `None` without a limit, and while a part that is within it is all that is
    /// known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_within_limit: Option<bool>,
    /// By component id; those of which anything is priced.
    pub components: BTreeMap<String, ComponentCost>,
    /// What would have to be stated; sorted.
    pub missing: Vec<MissingPrice>,
}

packed!(struct CostReport {
    currency, per_month, is_complete, per_million_requests, limit, is_within_limit, components, missing,
});

/// What a component costs a month, as far as prices are known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComponentCost {
    /// All of its items together.
    pub per_month: Option<f64>,
    /// What is paid for: `copies`, `storage`, `answers` to users, `requests`.
    pub items: Vec<CostItem>,
}

packed!(struct ComponentCost { per_month, items });

/// Something that is paid for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CostItem {
    /// `copies`, `storage`, `answers` or `requests`.
    pub what: Word,
    /// How much a month.
    pub per_month: Option<f64>,
    /// How it comes about; only in a report in full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working: Option<Working>,
}

packed!(struct CostItem { what, per_month, working });

/// What would have to be stated, so that everything is priced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MissingPrice {
    /// Name of the setting: `price_per_month`, `price_per_gb_month`, `egress_price_per_gb` of a component, or
    /// `stored_bytes`, `response_bytes` of the journeys that reach it.
    pub needs: Word,
    /// Ids of the components, sorted.
    pub components: Vec<String>,
}

packed!(struct MissingPrice { needs, components });

impl Evaluation<'_> {
    /// What the design costs a month.
    #[must_use]
    pub fn cost(&self) -> Cost {
        cost(self.graph, &self.traffic)
    }

    /// How what one component costs a month comes about, or one item of it by its word, or all of the design.
    pub(super) fn working_of_cost(&self, component: Option<&str>, item: Option<&str>) -> Option<Working> {
        let cost = self.cost();
        let Some(id) = component else { return cost.total(self.graph) };
        let node = self.graph.find(id)?;
        let Some(word) = item else { return cost.of(node) };
        let found = cost.priced.into_iter().find(|priced| priced.node == node && priced.item.word() == word);
        found.map(|priced| priced.working)
    }
}

/// What a design costs; `None` where it has nothing that could.
#[must_use]
pub fn in_words(evaluation: &Evaluation<'_>, in_full: bool) -> Option<CostReport> {
    let graph = evaluation.graph;
    let id = |node: usize| graph.nodes[node].id().to_owned();
    let cost = evaluation.cost();
    if cost.priced.is_empty() && cost.missing.is_empty() {
        return None;
    }
    let total = cost.total(graph).map(|working| working.value);
    let mut components: BTreeMap<String, ComponentCost> = BTreeMap::new();
    for priced in &cost.priced {
        let of =
            || ComponentCost { per_month: cost.of(priced.node).and_then(|all| finite(all.value)), items: Vec::new() };
        components.entry(id(priced.node)).or_insert_with(of).items.push(CostItem {
            what: Item::word(priced.item).into(),
            per_month: finite(priced.working.value),
            working: in_full.then(|| priced.working.clone()),
        });
    }
    let mut missing: Vec<MissingPrice> = Vec::new();
    for &(needs, node) in &cost.missing {
        match missing.last_mut().filter(|last| last.needs == needs) {
            Some(last) => last.components.push(id(node)),
            None => missing.push(MissingPrice { needs: needs.into(), components: vec![id(node)] }),
        }
    }
    let wanted = graph.design.requirements.settings.get("cost_per_month");
    let limit = wanted.and_then(crate::design::Setting::number);
    let is_complete = cost.missing.is_empty();
    // A part that is dearer than all may be says enough; one that is not says nothing yet.
    let is_within_limit = limit.zip(total).map(|(limit, total)| total <= limit).filter(|within| is_complete || !within);
    Some(CostReport {
        currency: currency(graph).to_owned(),
        per_month: total.and_then(finite),
        is_complete,
        per_million_requests: cost.of_a_million(graph, &evaluation.traffic).and_then(|working| finite(working.value)),
        limit,
        is_within_limit,
        components,
        missing,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate;
    use crate::rules::testing::design;

    fn report(parts: &str) -> CostReport {
        evaluate(&design(&format!("{{{parts}}}"))).cost.unwrap()
    }

    fn missing(report: &CostReport) -> Vec<(&str, Vec<&str>)> {
        report.missing.iter().map(|it| (&*it.needs, it.components.iter().map(String::as_str).collect())).collect()
    }

    #[test]
    fn a_terabyte_costs_what_the_documents_print() {
        // 1 TB for a month: 23, 12.5 and 4 dollars; for a year 276, 150 and 48, as printed.
        for (tier, month) in [("hot", 23.0), ("warm", 12.5), ("cold", 4.0)] {
            let found = report(&format!(
                r#""workload": {{"journeys": [{{"id": "keep", "entry": "store", "operation": "write",
                     "rate": {{"per_day": 1}}, "stored_bytes": {}}}]}},
                   "components": [{{"id": "store", "kind": "object-store", "settings": {{"tier": "{tier}"}}}}]"#,
                1e12 / 365.0
            ));
            let sum = found.per_month.unwrap();
            assert!((sum - month).abs() < 1e-9, "{tier}: {sum}");
            assert_eq!((found.currency.as_str(), found.is_complete, missing(&found)), ("USD", true, vec![]));
            // 30 requests a month.
            assert!(found.per_million_requests.is_some_and(|each| (each - month / 30.0 * 1e6).abs() < 1e-6));
        }
    }

    const SHOP: &str = r#""workload": {"journeys": [
             {"id": "read", "entry": "users", "operation": "read", "rate": {"per_second": 100}, "response_bytes": 10000},
             {"id": "write", "entry": "users", "operation": "write", "rate": {"per_second": 10}, "response_bytes": 0,
              "stored_bytes": 1000}], "horizon_years": 2},
           "components": [{"id": "users", "kind": "client-web"}, {"id": "api", "kind": "server", "instances": 4},
             {"id": "db", "kind": "sql", "shards": 2, "replicas": 1}],
           "connections": [{"from": "users", "to": "api"}, {"from": "api", "to": "db"}]"#;

    #[test]
    fn what_has_no_price_is_named_and_nothing_is_guessed() {
        let found = report(SHOP);
        assert_eq!((found.per_month, found.is_complete, found.per_million_requests), (None, false, None));
        assert!(found.components.is_empty());
        assert_eq!(
            missing(&found),
            [
                ("egress_price_per_gb", vec!["api"]),
                ("price_per_gb_month", vec!["db"]),
                ("price_per_month", vec!["api", "db"])
            ]
        );
    }

    #[test]
    fn copies_bytes_and_answers_add_up() {
        // Four servers of 70: 280. Four nodes of 300, which they state themselves: 1,200. Kept in two years: 10 × 1,000 B × 63,072,000 s =
        // 630.72 GB, twice because of the replica: 1,261.44 × 0.1 = 126.144. Answered: 100 × 10,000 B × 2,592,000 s =
        // 2,592 GB × 0.05 = 129.6. Together 1,735.744.
        let prices = r#""prices": {"currency": "EUR", "per_month": {"server": 70, "sql": 250}, "egress_per_gb": 0.05}"#;
        let shop = SHOP.replace(
            r#""replicas": 1"#,
            r#""replicas": 1, "settings": {"price_per_month": 300, "price_per_gb_month": 0.1}"#,
        );
        let limit = |most: &str| report(&format!(r#"{shop}, {prices}, "requirements": {{"cost_per_month": {most}}}"#));
        let found = limit("2000");
        assert!(found.per_month.is_some_and(|sum| (sum - 1_735.744).abs() < 1e-9), "{found:?}");
        let items = |id: &str| {
            let items = found.components[id].items.iter();
            items.map(|item| (item.what.to_string(), item.per_month.unwrap())).collect::<Vec<_>>()
        };
        assert_eq!(items("api").len(), 2);
        assert!((items("api")[1].1 - 129.6).abs() < 1e-9 && items("api")[1].0 == "answers");
        assert_eq!(items("db")[0], ("copies".to_owned(), 1_200.0));
        assert!((items("db")[1].1 - 126.144).abs() < 1e-9);
        assert_eq!((found.currency.as_str(), found.is_complete, found.is_within_limit), ("EUR", true, Some(true)));
        // 110 a second are 285.12 million a month.
        assert!(found.per_million_requests.is_some_and(|each| (each - 1_735.744 / 285.12).abs() < 1e-9));
        assert_eq!(limit("1735").is_within_limit, Some(false));
    }

    #[test]
    fn a_part_says_that_it_is_one() {
        let some = |most: &str| {
            report(&format!(
                r#"{SHOP}, "prices": {{"per_month": {{"server": 70}}}}, "requirements": {{"cost_per_month": {most}}}"#
            ))
        };
        let found = some("1000");
        assert_eq!((found.per_month, found.is_complete), (Some(280.0), false));
        // What is known fits; whether all of it does is open. What does not fit already never will.
        assert_eq!((found.is_within_limit, some("200").is_within_limit), (None, Some(false)));
        assert!(missing(&found).contains(&("price_per_month", vec!["db"])));
    }

    #[test]
    fn documented_prices_are_in_dollars_and_no_other_currency() {
        let of = |prices: &str| {
            report(&format!(
                r#""workload": {{"journeys": [{{"id": "keep", "entry": "store", "operation": "write",
                     "rate": {{"per_day": 1}}, "stored_bytes": 1e9}}]}}, "prices": {prices},
                   "components": [{{"id": "store", "kind": "object-store", "settings": {{"tier": "cold"}}}}]"#
            ))
        };
        assert!(of(r#"{"currency": "USD"}"#).per_month.is_some_and(|sum| (sum - 365.0 * 0.004).abs() < 1e-12));
        let found = of(r#"{"currency": "EUR"}"#);
        assert_eq!(found.per_month, None);
        assert_eq!(missing(&found), [("price_per_gb_month", vec!["store"]), ("price_per_month", vec!["store"])]);
        assert!(
            of(r#"{"currency": "EUR", "per_gb_month": {"cold": 1}}"#)
                .per_month
                .is_some_and(|sum| (sum - 365.0).abs() < 1e-9)
        );
    }

    #[test]
    fn what_somebody_else_runs_may_ask_for_requests_alone() {
        let found = report(
            r#""workload": {"journeys": [{"id": "call", "entry": "function", "operation": "read",
                 "rate": {"per_second": 10}, "response_bytes": 0}]},
               "components": [{"id": "function", "kind": "serverless", "settings": {"price_per_million_requests": 0.2}}]"#,
        );
        // 25.92 million a month.
        assert!(found.per_month.is_some_and(|sum| (sum - 5.184).abs() < 1e-12), "{found:?}");
        assert!(found.is_complete && found.per_million_requests.is_some_and(|each| (each - 0.2).abs() < 1e-12));
    }
}
