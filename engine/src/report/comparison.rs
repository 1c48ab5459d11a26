//! Two designs side by side: what of one differs in the other, the figures of each and which are better, which targets
//! are reached or missed, and which findings go and come. Changes nothing of either.
//!
//! Both are evaluated like any other design; `changes` compares what they say, `figures` what they come to.

mod changes;
mod figures;

use serde::{Deserialize, Serialize};

use super::fix::{done, met, only_in};
use super::{FindingBrief, Report, Word, Working};
use crate::analysis::Graph;
use crate::design::DesignFile;
use crate::packed;

/// Format of a comparison.
pub const COMPARISON_FORMAT: &str = "loadbearing-comparison/1";

/// Two designs side by side.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Always [`COMPARISON_FORMAT`].
    pub format: Word,
    /// The first design.
    pub before: Side,
    /// The second one.
    pub after: Side,
    /// What of the first differs in the second: the design as a whole first, then journeys, places, components and
    /// connections, each by id.
    pub changes: Vec<Change>,
    /// Figures of both: of the whole, of each journey, and of components that are not as full as they were.
    pub figures: Vec<ComparedFigure>,
    /// Components whose load differs beyond those that are listed.
    #[serde(default, skip_serializing_if = "super::is_zero")]
    pub figures_left_out: usize,
    /// Targets that are met by one design and not by the other, or set by one alone.
    pub targets: Vec<TargetChange>,
    /// Findings that the second design has not any more.
    pub gone: Vec<FindingBrief>,
    /// Findings that the first design has not.
    pub new: Vec<FindingBrief>,
}

packed!(struct Comparison {
    format, before, after, changes, figures, figures_left_out, targets, gone, new,
});

/// What is said of one of both designs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// Its title.
    pub title: String,
    /// Id of its busiest component; none where nothing is limited or nothing arrives.
    pub bottleneck: Option<String>,
    /// Currency of its prices.
    pub currency: Word,
    /// Whether all that it would pay for is priced; otherwise what it costs is a part.
    pub cost_is_complete: bool,
    /// All that is said of it.
    #[serde(skip)]
    pub report: Report,
}

packed!(struct Side { title, bottleneck, currency, cost_is_complete, report });

/// Something that one design has and the other has not, or that both have and say different things of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// `design` (title and notes), `workload`, `requirements`, `thresholds`, `prices` or another field of the file as a
    /// whole; or one `journey`, `place`, `component`, `connection` or `accepted` finding.
    pub of: Word,
    /// Its id, of a connection without one `from->to`; of further ones that are called the same with their number.
    /// Empty where it is the only one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// What people call it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// `added`, `removed` or `changed`.
    pub fate: Word,
    /// What it says, as far as that differs.
    pub fields: Vec<FieldChange>,
    /// Its places in the lists of both designs, for who draws them.
    #[serde(skip)]
    pub at: (Option<usize>, Option<usize>),
}

packed!(struct Change { of, id, name, fate, fields, at });

/// A field that differs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FieldChange {
    /// Its path below what it belongs to: `shards`, `rate.per_day`.
    pub field: String,
    /// What the first design says; `None` where it leaves it open.
    pub before: Option<Value>,
    /// What the second one says.
    pub after: Option<Value>,
}

packed!(struct FieldChange { field, before, after });

/// What a field says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// On or off.
    Switch(bool),
    /// A figure, in the unit of the field.
    Number(f64),
    /// A word or a text.
    Text(String),
    /// Several words; their order means nothing.
    Words(Vec<String>),
    /// Several figures in their order.
    Numbers(Vec<f64>),
}

packed!(enum Value {
    0 = Switch(on),
    1 = Number(value),
    2 = Text(text),
    3 = Words(words),
    4 = Numbers(values),
});

/// A figure of both designs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ComparedFigure {
    /// Name in the report: `utilization`, `load_factor_at_saturation`, `single_points_of_failure`, `per_month`, `peak`,
    /// `sustainable`, `availability`, `p99`; or how many findings there are: `errors`, `warnings`.
    pub figure: Word,
    /// Id of the component or journey; empty where it is one of the whole design.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subject: String,
    /// Of the first design.
    pub before: Option<f64>,
    /// Of the second one.
    pub after: Option<f64>,
    /// What else is to be said of the first: `unbounded` and `unlimited` in place of a figure, `unknown` where none
    /// could be found, `absent` where the design has no such thing, `part` where not all is priced, `unpriced` where
    /// nothing is.
    #[serde(default, skip_serializing_if = "super::is_empty")]
    pub says_before: Word,
    /// Likewise of the second.
    #[serde(default, skip_serializing_if = "super::is_empty")]
    pub says_after: Word,
    /// `better`, `worse`, `same`; `unclear` where both cannot be told apart or not be compared, and empty of a figure
    /// of which neither more nor less is better.
    #[serde(default, skip_serializing_if = "super::is_empty")]
    pub outcome: Word,
    /// How that of the first design comes about; `None` of what is counted, and of what would be too long to read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_before: Option<Working>,
    /// Likewise of the second.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_after: Option<Working>,
}

packed!(struct ComparedFigure {
    figure, subject, before, after, says_before, says_after, outcome, working_before, working_after,
});

/// A target that differs in being met.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetChange {
    /// `peak`, `availability`, `mean`, `p50`, `p95`, `p99` or `cost`.
    pub what: Word,
    /// Id of the journey; none where it is about the whole design.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub journey: Option<String>,
    /// Whether the first design meets it; none where it wants nothing of the kind, or that is not known.
    pub before: Option<bool>,
    /// Whether the second one does.
    pub after: Option<bool>,
}

packed!(struct TargetChange { what, journey, before, after });

/// Puts two designs side by side.
#[must_use]
pub fn compare(before: &DesignFile, after: &DesignFile) -> Comparison {
    let (old_graph, new_graph) = (Graph::new(&before.design), Graph::new(&after.design));
    let (old, new) = (done(&old_graph), done(&new_graph));
    let (old_report, new_report) = (old.report(), new.report());
    let (figures, figures_left_out) = figures::figures((&old, &old_report), (&new, &new_report));
    let (was, is) = (met(&before.design, &old_report), met(&after.design, &new_report));
    let mut wanted: Vec<_> = was.keys().chain(is.keys()).collect();
    wanted.sort();
    wanted.dedup();
    let targets = wanted.into_iter().map(|key| TargetChange {
        what: key.0.into(),
        journey: key.1.clone(),
        before: was.get(key).copied(),
        after: is.get(key).copied(),
    });
    Comparison {
        format: COMPARISON_FORMAT.into(),
        changes: changes::changes(before, after),
        figures,
        figures_left_out,
        targets: targets.filter(|target| target.before != target.after).collect(),
        gone: only_in(&old_report, &new_report),
        new: only_in(&new_report, &old_report),
        before: side(before, old_report),
        after: side(after, new_report),
    }
}

fn side(file: &DesignFile, report: Report) -> Side {
    let cost = report.cost.as_ref();
    Side {
        title: file.design.title.clone(),
        bottleneck: report.bottleneck.as_ref().map(|busiest| busiest.component.clone()),
        currency: cost.map_or_else(Word::default, |cost| cost.currency.clone().into()),
        cost_is_complete: cost.is_none_or(|cost| cost.is_complete),
        report,
    }
}
