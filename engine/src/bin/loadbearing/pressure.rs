//! What presses beside first calls, as text for people: retries, and what waits in queues at peak.

use std::fmt::Write as _;

use loadbearing_engine::report::{QueueReport, Report, RetriesReport};
use loadbearing_engine::rules::phrase::{percent, scaled, seconds, significant};

use super::readable::{Names, table};

/// What retries make of each component's peak.
pub fn retries<'a>(names: &Names<'a>, report: &'a Report) -> String {
    let retried = report.components.iter().filter_map(|(id, component)| Some((id, component.retries.as_ref()?)));
    table(retried.map(|(id, retries)| [names.component(id).to_owned(), of_component(retries)]), "  ")
}

fn of_component(retries: &RetriesReport) -> String {
    let RetriesReport { first, worst, .. } = retries;
    let times = significant(worst / first);
    let mut line = format!("{times} × its calls when it does not answer: {}/s of {}/s", scaled(*worst), scaled(*first));
    if let Some(above) = retries.collapses_above {
        let may = match retries.collapse_possible {
            true => "may keep it overloaded from",
            false => "cannot keep it overloaded below",
        };
        let _ = write!(line, "; they alone {may} {}/s", scaled(above));
    }
    if let (Some(rate), Some(answered)) = (retries.settles_at, retries.answered) {
        let _ = write!(line, "; a cold start settles at {}/s, {} answered in time", scaled(rate), percent(answered));
    }
    if !retries.kept_down_by.is_empty() {
        let caps: Vec<String> = retries.kept_down_by.iter().map(|cap| cap.replace('_', " ")).collect();
        let _ = write!(line, "; kept down by {}", caps.join(", "));
    }
    line
}

/// What waits for each consumer.
pub fn queues<'a>(names: &Names<'a>, report: &'a Report) -> String {
    let row = |queue: &'a QueueReport| {
        let consumer = queue.consumer.as_deref().map_or("nobody", |id| names.component(id));
        [format!("{} → {consumer}", names.component(&queue.queue)), of_queue(names, queue)]
    };
    table(report.queues.iter().map(row), "  ")
}

fn of_queue<'a>(names: &Names<'a>, queue: &'a QueueReport) -> String {
    let mut line = format!("{}/s", scaled(queue.peak));
    match (queue.pace, &queue.limited_by) {
        (Some(pace), Some(id)) => {
            let _ = write!(line, ", {}/s can be taken, limited by {}", scaled(pace), names.component(id));
        }
        (Some(pace), None) => {
            let _ = write!(line, ", {}/s can be taken", scaled(pace));
        }
        (None, _) => line.push_str(", nothing limits its consumer"),
    }
    if queue.idle_copies > 0.0 {
        let _ = write!(line, ", {} copies get nothing for want of partitions", scaled(queue.idle_copies));
    }
    if queue.growth > 0.0 {
        let assumed = if queue.peak_minutes_assumed { " (assumed)" } else { "" };
        let _ = write!(
            line,
            "; grows by {}/s, {} wait after {} min{assumed}",
            scaled(queue.growth),
            scaled(queue.backlog),
            significant(queue.peak_minutes)
        );
        if let Some(lag) = queue.lag_seconds {
            let _ = write!(line, ", the oldest for {}", seconds(lag));
        }
        match queue.drain_seconds {
            Some(time) => {
                let _ = write!(line, "; then {} to empty", seconds(time));
            }
            None => line.push_str("; it never empties"),
        }
    }
    if queue.bounded == Some(true) {
        line.push_str("; it is bounded, so that producers wait instead");
    }
    line
}
