//! Changes of what users do and what the design has to reach: workload, journeys, requirements; of prices, thresholds,
//! and of the findings that somebody lives with.
//! Each change of one field is undone as one step.

use loadbearing_engine::design::{
    Accepted, Design, Journey, LatencyTarget, Operation, Prices, Rate, Requirements, Settings, Workload,
};

use super::Studio;
use crate::document::steps::numbered;
use crate::document::{Edit, ids};
use crate::languages::t;
use crate::signals::*;

impl Studio {
    /// Changes the workload.
    ///
    /// # Errors
    /// When no file could hold the change; the words say why.
    pub fn change_workload(self, field: &str, change: impl FnOnce(&mut Workload)) -> Result<(), String> {
        let mut workload = self.document.read_untracked().design().workload.clone();
        change(&mut workload);
        self.attempt_in_series(&format!("workload {field}"), Edit::ChangeWorkload(Box::new(workload)))
    }

    /// Changes one journey; one that is gone stays gone.
    ///
    /// # Errors
    /// As [`Studio::change_workload`].
    pub fn change_journey(self, id: &str, field: &str, change: impl FnOnce(&mut Journey)) -> Result<(), String> {
        self.change_workload(&format!("{id} {field}"), |workload| {
            if let Some(journey) = workload.journeys.iter_mut().find(|journey| journey.id == id) {
                change(journey);
            }
        })
    }

    /// Adds a journey.
    pub fn add_journey(self) {
        let mut workload = self.document.read_untracked().design().workload.clone();
        workload.journeys.push(new_journey(self.document.read_untracked().design()));
        self.edit(Edit::ChangeWorkload(Box::new(workload)));
    }

    /// Removes a journey with all that names it.
    pub fn remove_journey(self, id: &str) {
        let mut workload = self.document.read_untracked().design().workload.clone();
        workload.journeys.retain(|journey| journey.id != id);
        self.edit(Edit::ChangeWorkload(Box::new(workload)));
    }

    /// Numbers the connections that a journey takes, or takes the numbers away.
    pub fn number_steps(self, id: &str) {
        let edit = self.document.with_untracked(|document| numbered(document, id));
        self.edit(edit);
    }

    /// Changes the requirements.
    ///
    /// # Errors
    /// When no file could hold the change; the words say why.
    pub fn change_requirements(self, field: &str, change: impl FnOnce(&mut Requirements)) -> Result<(), String> {
        let mut requirements = self.document.read_untracked().design().requirements.clone();
        change(&mut requirements);
        self.attempt_in_series(&format!("requirements {field}"), Edit::ChangeRequirements(Box::new(requirements)))
    }

    /// Changes what things cost.
    ///
    /// # Errors
    /// When no file could hold the change; the words say why.
    pub fn change_prices(self, field: &str, change: impl FnOnce(&mut Prices)) -> Result<(), String> {
        let mut prices = self.document.read_untracked().design().prices.clone();
        change(&mut prices);
        self.attempt_in_series(&format!("prices {field}"), Edit::ChangePrices(Box::new(prices)))
    }

    /// Changes the figures that rules compare with.
    ///
    /// # Errors
    /// When no file could hold the change; the words say why.
    pub fn change_thresholds(self, field: &str, change: impl FnOnce(&mut Settings)) -> Result<(), String> {
        let mut thresholds = self.document.read_untracked().design().thresholds.clone();
        change(&mut thresholds);
        self.attempt_in_series(&format!("thresholds {field}"), Edit::ChangeThresholds(thresholds))
    }

    /// Lives with a finding from now on, for a reason.
    pub fn accept(self, finding: Accepted) {
        let mut accepted = self.document.read_untracked().design().accepted.clone();
        accepted.push(finding);
        self.edit(Edit::ChangeAccepted(accepted));
    }

    /// Does not live with a finding any more.
    pub fn take_back(self, finding: &Accepted) {
        let mut accepted = self.document.read_untracked().design().accepted.clone();
        accepted.retain(|other| other != finding);
        self.edit(Edit::ChangeAccepted(accepted));
    }

    /// Changes a latency limit of a journey.
    ///
    /// # Errors
    /// As [`Studio::change_requirements`].
    pub fn change_latency(
        self,
        journey: &str,
        field: &str,
        change: impl FnOnce(&mut LatencyTarget),
    ) -> Result<(), String> {
        self.change_requirements(&format!("latency {journey} {field}"), |requirements| {
            let mut target = requirements.latency_ms.get(journey).copied().unwrap_or_default();
            change(&mut target);
            if target == LatencyTarget::default() {
                requirements.latency_ms.remove(journey);
            } else {
                requirements.latency_ms.insert(journey.to_owned(), target);
            }
        })
    }
}

/// A journey to begin with: it reads, a million times a day, from where others enter or where nothing leads to.
#[must_use]
pub fn new_journey(design: &Design) -> Journey {
    let journeys = &design.workload.journeys;
    let is_entered = |id: &str| design.connections.iter().any(|connection| connection.to == id);
    let from = |id: &str| design.connections.iter().any(|connection| connection.from == id);
    let outermost = || {
        let ids = || design.components.iter().map(|component| component.id.as_str());
        ids()
            .find(|id| !is_entered(id) && from(id))
            .or_else(|| ids().find(|id| !is_entered(id)))
            .or_else(|| ids().next())
    };
    let entry = journeys.first().map(|journey| journey.entry.as_str()).or_else(outermost).unwrap_or_default();
    Journey {
        id: ids::fresh("journey", |id| journeys.iter().any(|journey| journey.id == id)),
        name: Some(t("journey.new").to_owned()),
        entry: entry.to_owned(),
        operation: Operation::Read,
        rate: Some(Rate::PerDay(1e6)),
        peak_factor: None,
        daily_curve: None,
        content: None,
        request_bytes: None,
        response_bytes: None,
        stored_bytes: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::design::{Component, Connection};

    #[test]
    fn a_new_journey_enters_where_nothing_leads_to() {
        let component = |id: &str| Component { id: id.to_owned(), ..Component::default() };
        let mut design = Design {
            components: vec![component("alone"), component("api"), component("client")],
            connections: vec![Connection { from: "client".to_owned(), to: "api".to_owned(), ..Connection::default() }],
            ..Design::default()
        };
        let first = new_journey(&design);
        assert_eq!(first.entry, "client");
        design.workload.journeys.push(Journey { entry: "api".to_owned(), ..first.clone() });
        let second = new_journey(&design);
        assert_eq!(second.entry, "api");
        assert_ne!(second.id, first.id);
    }
}
