//! Running other programs, saying what is done and how long it took. Knows no particular tool.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::time::Instant;

/// What a step found: tests that passed and failed. A step without tests counts as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u32,
    /// Tests that failed.
    pub failed: u32,
}

impl Tally {
    /// The tally of a check that has no tests of its own.
    #[must_use]
    pub fn of_one(succeeded: bool) -> Self {
        Self { passed: succeeded.into(), failed: (!succeeded).into() }
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }

    /// What a line of output reports, if it is the last word of a test program: that of Rust's
    /// own test harness, or that of the journeys.
    #[must_use]
    pub fn in_line(line: &str) -> Option<Self> {
        let numbers = line
            .strip_prefix("test result: ")
            .and_then(|rest| rest.split_once(". ").map(|(_, numbers)| numbers))
            .or_else(|| line.strip_prefix("journeys: "))?;
        let mut parts = numbers.split([';', ',']).map(str::trim);
        let passed = parts.next()?.strip_suffix(" passed")?.parse().ok()?;
        let failed = parts.next()?.strip_suffix(" failed")?.parse().ok()?;
        Some(Self { passed, failed })
    }
}

/// Says what is about to be done.
pub fn say(sentence: &str) {
    println!("\n== {sentence}");
}

/// Runs a program to its end with its output on the terminal.
pub fn run(command: &mut Command) -> Result<(), String> {
    let shown = shown(command);
    println!("   $ {shown}");
    let status = command.status().map_err(|problem| format!("`{shown}`: {problem}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` failed ({status})")) }
}

/// Runs a program, shows what it prints and adds up the tests that it reports.
pub fn run_counting(command: &mut Command) -> Result<Tally, String> {
    let shown = shown(command);
    println!("   $ {shown}");
    let start = |problem| format!("`{shown}`: {problem}");
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(start)?;
    let mut tally = Tally::default();
    if let Some(output) = child.stdout.take() {
        for line in lines(output) {
            println!("{line}");
            tally = tally.and(Tally::in_line(&line).unwrap_or_default());
        }
    }
    let status = child.wait().map_err(|problem| format!("`{shown}`: {problem}"))?;
    if !status.success() && tally.failed == 0 {
        // It did not come as far as its tests, for instance because it does not compile.
        tally.failed = 1;
    }
    Ok(tally)
}

/// What a program prints, if it can be run and succeeds.
#[must_use]
pub fn output_of(command: &mut Command) -> Option<String> {
    Some(String::from_utf8_lossy(&bytes_of(command)?).trim().to_owned())
}

/// What a command says on its standard output, as it is; none if it fails.
pub fn bytes_of(command: &mut Command) -> Option<Vec<u8>> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then_some(output.stdout)
}

/// Does a step and says how long it took.
pub fn timed<T>(name: &str, step: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    say(name);
    let start = Instant::now();
    let result = step();
    let verdict = if result.is_ok() { "took" } else { "stopped after" };
    println!("   {name}: {verdict} {:.1} s", start.elapsed().as_secs_f64());
    result
}

fn lines(output: impl Read) -> impl Iterator<Item = String> {
    BufReader::new(output)
        .split(b'\n')
        .map_while(Result::ok)
        .map(|line| String::from_utf8_lossy(&line).trim_end().to_owned())
}

fn shown(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|word| word.to_string_lossy().into_owned()));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_last_word_of_both_test_programs() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(Tally::in_line(line), Some(Tally { passed: 12, failed: 3 }));
        assert_eq!(Tally::in_line("journeys: 4 passed, 0 failed"), Some(Tally { passed: 4, failed: 0 }));
    }

    #[test]
    fn other_lines_report_nothing() {
        assert_eq!(Tally::in_line("test some_name ... ok"), None);
        assert_eq!(Tally::in_line("test result: unreadable"), None);
    }

    #[test]
    fn a_program_that_fails_before_its_tests_counts_as_a_failure() {
        let tally = run_counting(Command::new("cargo").arg("no-such-command").stderr(Stdio::null())).unwrap();
        assert_eq!(tally, Tally { passed: 0, failed: 1 });
    }
}
