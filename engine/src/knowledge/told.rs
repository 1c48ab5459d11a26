//! Trees and paths as text: all of a tree with every answer, all of a path with every stage.

use super::{Answer, End, Opens, Path, Put, Question, Stated, Step, Tree};
use crate::design::Setting;
use crate::kinds;

impl From<&Stated> for Setting {
    fn from(stated: &Stated) -> Self {
        match stated {
            Stated::Switch(is_on) => Self::Switch(*is_on),
            Stated::Number(number) => Self::Number(*number),
            Stated::Text(text) => Self::Text(text.clone()),
        }
    }
}

impl Tree {
    /// A question by its name.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// An end by its name.
    #[must_use]
    pub fn end(&self, id: &str) -> Option<&End> {
        self.ends.iter().find(|end| end.id == id)
    }

    /// All of it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("{}\n", self.lead);
        for (number, question) in self.questions.iter().enumerate() {
            text.push_str(&format!("\n## {}. {}\n\n", number + 1, question.asks));
            if !question.why.is_empty() {
                text.push_str(&format!("{}\n\n", question.why));
            }
            for answer in &question.answers {
                text.push_str(&format!("- {}: {}\n", answer.says, self.leads(answer)));
            }
        }
        for end in &self.ends {
            text.push_str(&format!("\n## {}\n\n{}\n", end.title, end.text));
            let puts: Vec<String> = end.puts.iter().map(Put::text).collect();
            if !puts.is_empty() {
                text.push_str(&format!("\nOn the canvas: {}.\n", puts.join("; ")));
            }
        }
        text
    }

    fn leads(&self, answer: &Answer) -> String {
        match self.questions.iter().position(|question| question.id == answer.to) {
            Some(number) => format!("go on with question {}", number + 1),
            None => format!("**{}**", self.end(&answer.to).map_or(answer.to.as_str(), |end| end.title.as_str())),
        }
    }
}

impl Put {
    /// In words, with a link to its kind.
    #[must_use]
    pub fn text(&self) -> String {
        let mut parts = Vec::new();
        if let Some(instances) = self.instances {
            parts.push(format!("{instances} copies"));
        }
        for (name, value) in &self.settings {
            let value = match value {
                Stated::Switch(true) => "on".to_owned(),
                Stated::Switch(false) => "off".to_owned(),
                Stated::Number(number) => number.to_string(),
                Stated::Text(text) => text.clone(),
            };
            parts.push(format!("`{name}` {value}"));
        }
        let with = if parts.is_empty() { String::new() } else { format!(" with {}", parts.join(", ")) };
        format!("[{}](kind.{}){with}", self.name(), self.kind)
    }

    /// The name of its product, or of its kind.
    #[must_use]
    pub fn name(&self) -> String {
        let kind = kinds::find(&self.kind);
        let product = kind.and_then(|kind| kind.preset(&self.preset)).map(|preset| preset.name);
        product.or(kind.map(|kind| kind.name)).unwrap_or(&self.kind).to_owned()
    }
}

impl Path {
    /// All of it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = format!("{}\n", self.lead);
        for (number, step) in self.steps.iter().enumerate() {
            text.push_str(&format!("\n## {}. {} ({})\n\n{}\n\n", number + 1, step.title, step.time(), step.text));
            for ask in &step.asks {
                text.push_str(&format!("- {ask}\n"));
            }
        }
        text
    }
}

impl Step {
    /// How long it may take, in words.
    #[must_use]
    pub fn time(&self) -> String {
        let (from, to) = self.minutes;
        if from == to { format!("{from} min") } else { format!("{from} to {to} min") }
    }
}

impl Opens {
    /// Its name in the texts of the page.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Workload => "workload",
            Self::Palette => "palette",
            Self::Inspector => "inspector",
            Self::Report => "report",
            Self::Breaking => "breaking",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_says_where_each_answer_leads() {
        let answer = |says: &str, to: &str| Answer { says: says.to_owned(), to: to.to_owned() };
        let question = |id: &str, answers: Vec<Answer>| Question {
            id: id.to_owned(),
            asks: format!("{id}?"),
            why: String::new(),
            answers,
        };
        let put = Put { kind: "queue".to_owned(), instances: Some(3), ..Put::default() };
        let end =
            End { id: "out".to_owned(), title: "A way out".to_owned(), text: "It is.".to_owned(), puts: vec![put] };
        let tree = Tree {
            id: "tree.x".to_owned(),
            title: "X".to_owned(),
            lead: "Of X.".to_owned(),
            source: String::new(),
            questions: vec![
                question("one", vec![answer("Yes", "two"), answer("No", "out")]),
                question("two", vec![answer("Always", "out")]),
            ],
            ends: vec![end],
        };
        assert_eq!(
            tree.text(),
            "Of X.\n\n## 1. one?\n\n- Yes: go on with question 2\n- No: **A way out**\n\n## 2. two?\n\n- Always: **A way \
             out**\n\n## A way out\n\nIt is.\n\nOn the canvas: [Message queue](kind.queue) with 3 copies.\n"
        );
    }
}
