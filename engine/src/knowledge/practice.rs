//! Questions to practise on, where each template comes from, and an empty design for each question: its users, what
//! they do, and what has to be reached, with everything else left to whoever practises.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[cfg(feature = "pages")]
use crate::design::DesignFile;
#[cfg(feature = "pages")]
use crate::kinds::{self, Family};

/// What the gallery shows beside the templates.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Practice {
    /// Ids of templates by how far the texts describe them: `described`, `sketched`, `cheat-sheet`, `exercise`.
    pub origins: BTreeMap<String, Vec<String>>,
    /// The practice questions.
    pub questions: Vec<Question>,
    /// The problems of the cheat sheet.
    pub problems: Vec<Question>,
}

/// Something to practise on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Its number in its list.
    pub number: u32,
    /// `easy`, `medium` or `hard`; empty where its list has no levels.
    pub level: String,
    /// Its name.
    pub title: String,
    /// What is asked for.
    pub brief: String,
    /// Ids of the templates that answer it, as far as they are there.
    pub templates: Vec<String>,
    /// Ids of pages that help.
    pub helps: Vec<String>,
    /// The text of a design with nothing but users and requirements.
    pub empty: String,
}

/// Questions and origins as they are written down.
#[cfg(feature = "pages")]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    origins: BTreeMap<String, Vec<String>>,
    questions: Vec<WrittenQuestion>,
    problems: Vec<WrittenQuestion>,
}

/// A question as it is written down.
#[cfg(feature = "pages")]
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenQuestion {
    number: u32,
    level: String,
    title: String,
    brief: String,
    templates: Vec<String>,
    helps: Vec<String>,
    /// What to begin with where no template says it.
    #[serde(default)]
    empty: Option<serde_json::Value>,
}

/// What the gallery shows beside the templates.
///
/// # Errors
/// When the file of questions cannot be read, in words that say where.
#[cfg(feature = "pages")]
pub fn practice() -> Result<Practice, String> {
    let written: Written = serde_json::from_str(include_str!("practice.json")).map_err(|error| error.to_string())?;
    let questions = |all: Vec<WrittenQuestion>| all.into_iter().map(question).collect::<Result<Vec<_>, String>>();
    Ok(Practice {
        origins: written.origins,
        questions: questions(written.questions)?,
        problems: questions(written.problems)?,
    })
}

#[cfg(feature = "pages")]
fn question(written: WrittenQuestion) -> Result<Question, String> {
    let WrittenQuestion { number, level, title, brief, mut templates, helps, empty } = written;
    templates.retain(|id| crate::templates::text(id).is_some());
    let from = match templates.first().and_then(|id| crate::templates::find(id)) {
        Some(template) => template,
        None => {
            let mut design = empty.ok_or_else(|| format!("{title}: neither a template nor an empty design"))?;
            if let Some(fields) = design.as_object_mut() {
                fields.insert("format".to_owned(), "loadbearing/1".into());
                fields.insert("title".to_owned(), title.clone().into());
            }
            crate::read(&design.to_string()).map_err(|error| format!("{title}: {error}"))?
        }
    };
    let empty = crate::write(&emptied(from, &title, &brief));
    Ok(Question { number, level, title, brief, templates, helps, empty })
}

/// A design without its answer: those who use it, what they do, and what has to be reached.
#[cfg(feature = "pages")]
fn emptied(mut file: DesignFile, title: &str, brief: &str) -> DesignFile {
    let design = &mut file.design;
    let is_client = |kind: &str| kinds::find(kind).is_some_and(|kind| kind.family == Family::Client);
    let entries: Vec<String> = design.workload.journeys.iter().map(|journey| journey.entry.clone()).collect();
    let clients: Vec<String> = design
        .components
        .iter()
        .filter(|component| is_client(&component.kind) && entries.contains(&component.id))
        .map(|component| component.id.clone())
        .collect();
    // Where no client begins anything, whatever does stands for its users.
    let kept = if clients.is_empty() { entries } else { clients };
    design.components.retain(|component| kept.contains(&component.id));
    design.workload.journeys.retain(|journey| kept.contains(&journey.entry));
    design.connections.clear();
    design.places.clear();
    design.accepted.clear();
    design.components.iter_mut().for_each(|component| component.places = crate::design::Placement::Nowhere);
    let journeys: Vec<String> = design.workload.journeys.iter().map(|journey| journey.id.clone()).collect();
    design.requirements.latency_ms.retain(|journey, _| journeys.contains(journey));
    design.title = format!("Practice: {title}");
    design.notes = brief.to_owned();
    file.layout.retain(|id, _| kept.contains(id));
    file.steps.clear();
    file
}

#[cfg(all(test, feature = "pages"))]
mod tests {
    use super::*;

    #[test]
    fn there_are_25_questions_and_14_problems_each_with_something_to_begin_with() {
        let practice = practice().expect("it can be read");
        assert_eq!((practice.questions.len(), practice.problems.len()), (25, 14));
        for (place, question) in practice.questions.iter().enumerate() {
            assert_eq!(question.number as usize, place + 1);
            assert!(["easy", "medium", "hard"].contains(&question.level.as_str()), "{}", question.title);
        }
        for question in practice.questions.iter().chain(&practice.problems) {
            let empty = crate::read(&question.empty).unwrap_or_else(|error| panic!("{}: {error}", question.title));
            assert!(!empty.design.workload.journeys.is_empty(), "{}: nothing is done", question.title);
            assert!(empty.design.connections.is_empty() && !empty.design.components.is_empty(), "{}", question.title);
            assert!(!question.helps.is_empty() && question.brief.ends_with('.'), "{}", question.title);
        }
    }

    #[test]
    fn every_template_says_where_it_comes_from_once() {
        let practice = practice().expect("it can be read");
        let listed: Vec<&String> = practice.origins.values().flatten().collect();
        assert_eq!(listed.len(), 81);
        for (id, _) in crate::templates::ALL {
            assert_eq!(listed.iter().filter(|known| known.as_str() == *id).count(), 1, "{id}");
        }
    }

    #[test]
    fn an_emptied_design_keeps_users_rates_and_wishes() {
        let practice = practice().expect("it can be read");
        let empty = crate::read(&practice.questions[0].empty).expect("it can be read").design;
        let template = crate::templates::find("url-shortener-worked").expect("it is there").design;
        assert_eq!(empty.components.len(), 1);
        assert_eq!(empty.requirements.availability, template.requirements.availability);
        let rate = |design: &crate::design::Design| design.workload.journeys[0].rate;
        assert_eq!(rate(&empty), rate(&template));
    }
}
