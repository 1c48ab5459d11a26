//! `check`: grades what a class handed in. What does not open is a row that says why, and the others are graded.

use std::path::Path;
use std::thread;

use loadbearing_engine::assignment::Assignment;
use loadbearing_engine::assignment::locks::Locks;
use loadbearing_engine::grade_text;
use loadbearing_engine::grading::{Row, Table};

use super::{Answer, Command, Refusal, input};

pub const COMMAND: Command = Command {
    name: "check",
    usage: "FILE… --against TASK.json [--json]",
    about: "Grades submissions (files or folders of files, links or designs) as a table: CSV, or JSON.",
    run,
};

fn run(arguments: &[String]) -> Result<Answer, Refusal> {
    let valued = input::valued(arguments, &["--against"])?;
    let words = input::words(&valued.rest, &["--json", "--against"])?;
    let &[(_, task)] = valued.pairs.as_slice() else {
        return Err("expected one --against with an assignment: its file, or the id of one that is ready".into());
    };
    if words.plain.is_empty() {
        return Err("expected files of what was handed in, or folders with them".into());
    }
    let assignment = input::assignment(task)?;
    let mut paths = Vec::new();
    for word in words.plain {
        paths.extend(files(word)?);
    }
    let table = Table::of(&assignment, graded(&assignment, &paths));
    let text =
        if words.options.contains(&"--json") { serde_json::to_string_pretty(&table)? + "\n" } else { table.csv() };
    let is_full = |row: &Row| row.grade.as_ref().is_some_and(|grade| grade.points == grade.of);
    Ok(Answer { errors: !table.rows.iter().all(is_full), ..Answer::text(text) })
}

/// The file, or the files of a folder, by name. Hidden ones and folders within are left out.
fn files(word: &str) -> Result<Vec<String>, Refusal> {
    if !Path::new(word).is_dir() {
        return Ok(vec![word.to_owned()]);
    }
    let entries = std::fs::read_dir(word).map_err(|error| format!("{word}: cannot be read: {error}"))?;
    let mut found: Vec<String> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.is_file())
        .filter(|path| path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.')))
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    found.sort();
    Ok(found)
}

/// All of them, in their order, on as many processors as there are.
fn graded(assignment: &Assignment, paths: &[String]) -> Vec<Row> {
    let locks = Locks::of(assignment);
    let many = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let part = paths.len().div_ceil(many).max(1);
    thread::scope(|scope| {
        let locks = &locks;
        let workers: Vec<_> = paths
            .chunks(part)
            .map(|chunk| {
                let rows = move || chunk.iter().map(|path| one(assignment, locks, path)).collect::<Vec<_>>();
                (chunk, scope.spawn(rows))
            })
            .collect();
        let joined = workers.into_iter().flat_map(|(chunk, worker)| {
            worker
                .join()
                .unwrap_or_else(|_| chunk.iter().map(|path| failed(path, "the program gave up on it")).collect())
        });
        joined.collect()
    })
}

fn one(assignment: &Assignment, locks: &Locks, path: &str) -> Row {
    match input::text_file(path) {
        Ok(text) => Row { from: path.to_owned(), ..grade_text(assignment, locks, &name_of(path), &text) },
        Err(Refusal(reason)) => failed(path, &reason),
    }
}

fn failed(path: &str, remark: &str) -> Row {
    Row { from: path.to_owned(), remark: remark.to_owned(), ..Row::default() }
}

/// A design that says nothing of who made it is named after its file.
fn name_of(path: &str) -> String {
    Path::new(path).file_stem().map_or_else(|| path.to_owned(), |stem| stem.to_string_lossy().into_owned())
}
