//! Calculators as they are listed and as they answer.

use loadbearing_engine::calculator::Described;
use loadbearing_engine::{Calculation, Refused};

use super::names::figure;
use super::working::Worked;
use crate::languages::phrases::say;
use crate::languages::t_with;

/// Calculators under one heading.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The heading.
    pub title: String,
    /// Ids and titles.
    pub members: Vec<(String, String)>,
}

/// The groups that a query leaves. Every word has to be in the title, the heading, the formula or an input.
#[must_use]
pub fn groups(all: &[Described], query: &str) -> Vec<Group> {
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let fits = |one: &&Described| {
        let said = format!("{} {}", say(&one.title), say(&one.group));
        let mut text = format!("{} {} {} {} {said}", one.title, one.group, one.formula, one.id);
        for input in &one.inputs {
            text.push(' ');
            text.push_str(&input.label);
            text.push(' ');
            text.push_str(&say(&input.label));
        }
        let text = text.to_lowercase();
        words.iter().all(|word| text.contains(word))
    };
    let mut groups: Vec<Group> = Vec::new();
    for one in all.iter().filter(fits) {
        let (member, title) = ((one.id.clone(), say(&one.title)), say(&one.group));
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.members.push(member),
            None => groups.push(Group { title, members: vec![member] }),
        }
    }
    groups
}

/// The first paragraph of a page, and the rest.
#[must_use]
pub fn first_paragraph(page: &str) -> (String, String) {
    let (first, rest) = page.split_once("\n\n").unwrap_or((page, ""));
    (first.to_owned(), rest.to_owned())
}

/// What a calculator says.
#[derive(Clone, Debug, PartialEq)]
pub enum Answered {
    /// Nothing yet.
    Waiting,
    /// Why it says nothing.
    Refused(String),
    /// What came out, the most wanted first.
    Known(Vec<Came>),
}

/// One thing that came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Came {
    /// Its name.
    pub label: String,
    /// With its unit.
    pub value: String,
    /// How it comes about.
    pub worked: Worked,
}

/// What was answered to the calculator of an id, whose inputs have these names and labels. `asked` says which one an
/// answer is to.
#[must_use]
pub fn answered(
    answer: Option<&(String, Result<Calculation, Refused>)>,
    id: &str,
    labels: &[(String, String)],
) -> Answered {
    match answer.filter(|(asked, _)| asked == id) {
        None => Answered::Waiting,
        Some((_, Err(refused))) => {
            let label = refused.input.as_ref().and_then(|name| labels.iter().find(|(known, _)| known == name));
            Answered::Refused(match label {
                Some((_, label)) => {
                    t_with("calculators.refused", &[("input", label), ("reason", &say(&refused.reason))])
                }
                None => say(&refused.reason),
            })
        }
        Some((_, Ok(calculation))) => {
            let came = calculation.outputs.iter().map(|output| Came {
                label: say(&output.label),
                value: output.text.as_deref().map(say).unwrap_or_else(|| figure(output.working.value, &output.unit)),
                worked: Worked::Calculated(Box::new(output.working.clone())),
            });
            Answered::Known(came.collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loadbearing_engine::{Typed, calculate};

    fn list() -> Vec<Described> {
        serde_json::from_str(include_str!("../../../static/calculators.json")).expect("the list can be read")
    }

    #[test]
    fn a_query_looks_into_titles_formulas_and_inputs() {
        let all = list();
        let ids = |query: &str| -> Vec<String> {
            groups(&all, query).into_iter().flat_map(|group| group.members).map(|(id, _)| id).collect()
        };
        assert_eq!(ids("").len(), all.len());
        assert!(ids("peak factor").contains(&"request-rate".to_owned()));
        assert!(ids("nothing-is-called-so").is_empty());
    }

    #[test]
    fn an_answer_is_told_with_its_unit_and_to_whom_it_belongs() {
        let answer = |inputs: &[(&str, &str)]| {
            let inputs = inputs.iter().map(|(name, text)| ((*name).to_owned(), Typed::Text((*text).to_owned())));
            ("request-rate".to_owned(), calculate("request-rate", &inputs.collect()))
        };
        let known = answer(&[("requests", "864000")]);
        let Answered::Known(came) = answered(Some(&known), "request-rate", &[]) else { panic!("it is known") };
        assert_eq!((came[0].label.as_str(), came[0].value.as_str()), ("Average rate", "10 req/s"));
        assert_eq!(answered(Some(&known), "another", &[]), Answered::Waiting);
        let labels = [("seconds".to_owned(), "The span".to_owned())];
        let refused = answered(Some(&answer(&[("seconds", "0")])), "request-rate", &labels);
        assert!(matches!(&refused, Answered::Refused(words) if words.starts_with("The span: expected")), "{refused:?}");
    }
}
