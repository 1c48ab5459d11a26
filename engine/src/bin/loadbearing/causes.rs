//! What takes journeys down, as text for people: the largest contributions, and the fewest things that have to be down
//! together.

use loadbearing_engine::report::{Causes, CutReport, CutsReport, Report};
use loadbearing_engine::rules::phrase::{grouped, seconds};

use super::readable::{Names, table};

/// Contributions of a journey, and cuts, that are shown.
const MOST: usize = 3;

/// Two lines a journey, three where others are wanted at peak.
pub fn causes<'a>(names: &Names<'a>, report: &'a Report) -> String {
    let Some(causes) = &report.causes else { return String::new() };
    let mut rows: Vec<[String; 2]> = Vec::new();
    for (id, causes) in causes {
        let lines = [contributions(names, causes), at_peak(names, causes), cuts(names, &causes.cuts)];
        for line in lines.into_iter().filter(|line| !line.is_empty()) {
            let is_first = rows.last().is_none_or(|[name, _]| name != names.journey(id));
            rows.push([if is_first { names.journey(id).to_owned() } else { String::new() }, line]);
        }
    }
    table(rows.into_iter(), "  ")
}

fn contributions<'a>(names: &Names<'a>, causes: &'a Causes) -> String {
    let about = if causes.method == "exact" { "" } else { "about " };
    let shown = causes.contributions.iter().take(MOST).map(|contribution| {
        let name = names.component(&contribution.of.id);
        format!("{name} {about}{}", a_year(contribution.downtime_minutes_per_year))
    });
    let shown: Vec<String> = shown.collect();
    if shown.is_empty() {
        return String::new();
    }
    format!("costs most: {}{}", shown.join(", "), more(causes.contributions.len() - shown.len()))
}

/// What costs most at peak, where that is not the same.
fn at_peak<'a>(names: &Names<'a>, causes: &'a Causes) -> String {
    let Some(all) = causes.differing_at_peak() else { return String::new() };
    let shown = all.iter().take(MOST).map(|contribution| {
        format!("{} {}", names.component(&contribution.of.id), a_year(contribution.downtime_minutes_per_year))
    });
    let shown: Vec<String> = shown.collect();
    format!("costs most at peak: {}{}", shown.join(", "), more(all.len() - shown.len()))
}

fn cuts<'a>(names: &Names<'a>, cuts: &'a CutsReport) -> String {
    if cuts.method != "exact" {
        return "too wide to say what has to be down together".to_owned();
    }
    let mut smallest: Vec<&CutReport> = cuts.listed.iter().collect();
    // Stable: of as many members, the likeliest first.
    smallest.sort_by_key(|cut| cut.members.len());
    let shown = smallest.iter().take(MOST).map(|cut| {
        let members: Vec<&str> = cut.members.iter().map(|member| names.component(&member.id)).collect();
        format!("{} ({})", members.join(" + "), a_year(cut.downtime_minutes_per_year))
    });
    let shown: Vec<String> = shown.collect();
    if shown.is_empty() {
        return String::new();
    }
    let not_shown = cuts.found.iter().sum::<u64>() - shown.len() as u64;
    // Up to three are looked for unless that takes too long.
    let beyond = match cuts.most_members {
        3.. => String::new(),
        most => format!("; more than {most} at once not looked for: too many"),
    };
    format!("fails without: {}{}{beyond}", shown.join(", or "), more(not_shown as usize))
}

fn a_year(minutes: f64) -> String {
    let time = minutes * 60.0;
    if time < 1.0 { "under 1 s a year".to_owned() } else { format!("{} a year", seconds(time)) }
}

fn more(count: usize) -> String {
    if count == 0 { String::new() } else { format!(", and {} more", grouped(count as f64)) }
}
