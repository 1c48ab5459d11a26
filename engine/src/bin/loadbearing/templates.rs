//! `templates`: what templates there are.

use loadbearing_engine::templates;

use super::{Answer, Command, Refusal, input, readable};

pub const COMMAND: Command =
    Command { name: "templates", usage: "", about: "The templates: id and title, a line each.", run };

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    input::none(arguments)?;
    let title = |id: &str| templates::find(id).map(|file| file.design.title).unwrap_or_default();
    let rows = templates::ids().into_iter().map(|id| [id.clone(), title(&id)]);
    Ok(Answer::text(readable::table(rows, "")))
}
