//! Inputs of a formula that is written while it is not known yet what goes into it: each is named once, and names that come
//! again are numbered.

use super::working::Working;

/// Inputs of one formula: what they stand for, the name before numbers were added to it, the name, the working.
#[derive(Default)]
pub(super) struct Inputs(Vec<(String, String, String, Working)>);

impl Inputs {
    /// The name of an input, which is made where it is not there yet. Names that come again are numbered.
    pub(super) fn refer(
        &mut self,
        key: String,
        name: String,
        working: impl FnOnce() -> Option<Working>,
    ) -> Option<String> {
        if let Some((.., known, _)) = self.0.iter().find(|(known, ..)| *known == key) {
            return Some(known.clone());
        }
        let working = working()?;
        let again = self.0.iter().filter(|(_, base, ..)| *base == name).count();
        let numbered = if again == 0 { name.clone() } else { format!("{name} ({})", again + 1) };
        self.0.push((key, name, numbered.clone(), working));
        Some(numbered)
    }

    pub(super) fn into_working(self, formula: String, value: f64) -> Working {
        self.0.into_iter().fold(Working::new(formula, value), |whole, (.., name, working)| whole.worked(name, working))
    }
}
