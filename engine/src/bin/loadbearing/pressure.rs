//! What presses beside first calls, as text for people: retries, and what waits in queues at peak.

use std::fmt::Write as _;

use loadbearing_engine::report::{BalancedCalls, QueueReport, Report, RetriesReport};
use loadbearing_engine::rules::phrase::{percent, percent_below, scaled, seconds, significant};

use super::readable::{Names, table};

/// Journeys of which a noticeable part is not answered at peak, with the share that is.
pub fn short_of_answers(names: &Names<'_>, report: &Report) -> Vec<String> {
    let one = |(id, answered): (&String, f64)| format!("{} {}", names.journey(id), percent_below(answered, Some(1.0)));
    report.short_of_answers().map(one).collect()
}

/// What callers make of the peak: of journeys, and of calls over connections that state anything of it.
pub fn callers<'a>(names: &Names<'a>, report: &'a Report) -> String {
    let Some(balance) = &report.balance else { return String::new() };
    let journeys = balance.journeys.iter().map(|(id, journey)| {
        let times = journey.latency_ms;
        let took = match (times.mean, times.p99) {
            (Some(mean), Some(p99)) => format!("mean {} ms, p99 {}", significant(mean), significant(p99)),
            _ => "some wait without end".to_owned(),
        };
        [names.journey(id).to_owned(), format!("{} answered; {took}", percent_below(journey.answered, Some(1.0)))]
    });
    let calls = balance.connections.iter().map(|calls| [calls.connection.clone(), of_calls(calls)]);
    let mut text = table(journeys.chain(calls), "  ");
    let _ = writeln!(text, "  An approximation: {}.", balance.approximations.join("; "));
    if !balance.settled {
        text.push_str("  This did not settle in the steps that are taken: it may be far from where it would end.\n");
    }
    text
}

fn of_calls(calls: &BalancedCalls) -> String {
    let mut line = format!("{}/s", scaled(calls.calls));
    if calls.breaker_open {
        let _ = write!(line, ", the breaker opens: {} of the attempts fail", percent(calls.failure));
        return line;
    }
    let (late, attempts) = (percent(calls.late), significant(calls.attempts));
    let _ = write!(
        line,
        ", {late} of the attempts given up, {attempts} attempts a call, {} ms",
        significant(calls.held_ms)
    );
    if let Some(room) = calls.room {
        let wanted = calls.wanted.map_or_else(|| "without end".to_owned(), significant);
        let _ = write!(line, "; {wanted} under way, {} places", significant(room));
    }
    line
}

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
    let mut text = table(report.queues.iter().map(row), "  ");
    if let Some(queue) = report.queues.first() {
        let _ = writeln!(text, "  An approximation: {}.", queue.approximations.join("; "));
    }
    text
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
