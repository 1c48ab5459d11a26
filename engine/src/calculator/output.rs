//! What a calculator gives.

use serde::{Deserialize, Serialize};

use crate::analysis::working::Working;
use crate::packed;

/// The answer of a calculator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calculation {
    /// Id of the calculator.
    pub id: String,
    /// What comes out, the most wanted first.
    pub outputs: Vec<Output>,
}

packed!(struct Calculation { id, outputs });

impl Calculation {
    /// An output by id.
    #[must_use]
    pub fn output(&self, id: &str) -> Option<&Output> {
        self.outputs.iter().find(|output| output.id == id)
    }
}

/// One output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Output {
    /// Id, snake_case; members of a list end in their number: `share_1`.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// What the value counts: `req/s`, `B`, `s`, `share` …; may be empty.
    pub unit: String,
    /// What it says, where that is no figure: `yes`, `3D7`, `19:00`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The value and how it comes about.
    pub working: Working,
}

packed!(struct Output { id, label, unit, text, working });

impl Output {
    /// A figure.
    pub fn new(id: impl Into<String>, label: impl Into<String>, unit: &str, working: Working) -> Self {
        Self { id: id.into(), label: label.into(), unit: unit.to_owned(), text: None, working }
    }

    /// A word that the working leads to.
    #[must_use]
    pub fn saying(self, text: impl Into<String>) -> Self {
        Self { text: Some(text.into()), ..self }
    }

    /// Yes or no: a working of 1 or 0.
    pub fn whether(id: &str, label: &str, working: Working) -> Self {
        let text = if working.value > 0.0 { "yes" } else { "no" };
        Self::new(id, label, "", working).saying(text)
    }
}
