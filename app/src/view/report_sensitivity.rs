//! Which assumptions the verdict rests on: bars that also read as a table. A press shows the field.

use super::report_part::ReportPart;
use super::working::{FigureOfRow, RowBelow};
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::summary::sensitivity::{DECIDING, Range, ranges};
use crate::summary::working::Worked;

/// The assumptions that decide, the strongest first. Worked out when somebody opens it.
#[component]
pub fn Sensitivity() -> impl IntoView {
    let studio = Studio::expect();
    let is_open = RwSignal::new(false);
    // Asking leads out of the page; what is drawn follows from the answer.
    effect(move || {
        studio.report.track();
        if is_open.get() {
            studio.engine.try_assumptions();
        }
    });
    let found = memo(move || {
        let (design, report) = (studio.design.read(), studio.report.read());
        let influences = studio.engine.influences.read();
        let (influences, left_out) = influences.as_deref().filter(|_| is_open.get())?;
        Some((ranges(&design, &report, influences), *left_out))
    });
    let is_empty = memo(move || studio.report.read().journeys.is_empty());
    let body = move || match found.get() {
        _ if !is_open.get() => View::NOTHING,
        None => view! { <p class="soft">{t("working.waiting")}</p> },
        Some((ranges, _)) if ranges.is_empty() => view! { <p class="soft">{t("sensitivity.nothing")}</p> },
        Some((ranges, left_out)) => ranges_view(ranges, left_out),
    };
    view! { <ReportPart name="sensitivity" title=t("sensitivity.title") is_open is_empty>{body}</ReportPart> }
}

fn ranges_view(mut ranges: Vec<Range>, left_out: usize) -> View {
    let others = ranges.split_off(ranges.len().min(DECIDING));
    let count = others.len();
    let more = (count > 0).then(|| {
        view! {
            <details><summary data-counts="">{t_with("sensitivity.more", &[("count", &count)])}</summary>{table(others)}</details>
        }
    });
    let not_tried = (left_out > 0).then(
        || view! { <p class="soft small" data-counts="">{t_with("sensitivity.left-out", &[("count", &left_out)])}</p> },
    );
    view! { <section><p class="soft">{t("sensitivity.lead")}</p>{table(ranges)}{more}{not_tried}</section> }
}

fn table(ranges: Vec<Range>) -> View {
    view! {
        <table class="ranges">
            <thead class="unseen"><tr><th>{t("sensitivity.low")}</th><th>{t("sensitivity.span")}</th><th>{t("sensitivity.high")}</th></tr></thead>
            {ranges.into_iter().map(|range| view! { <RangeRows range/> }).collect_view()}
        </table>
    }
}

/// One assumption: its name, both ends with the bar between them, and what turns.
#[component]
fn RangeRows(range: Range) -> impl IntoView {
    let studio = Studio::expect();
    let Range { setting, name, origin, ends, figures, numbers, span, turns, tone } = range;
    let opened = RwSignal::new(None);
    let worked = numbers.map(|number| vec![Worked::Number(number)]).to_vec();
    let [low, high] = ends;
    let [at_low, at_high] = figures;
    let show = move |_| studio.show_field(&setting);
    let label = t_with("sensitivity.show", &[("name", &name)]);
    let title = t_with("working.open", &[("name", &name)]);
    view! {
        <tbody data-tone=tone.name()>
            <tr><th scope="rowgroup" colspan="3">
                <button class="message" title=label on:click=show data-testid="show-field">{name}</button>
            </th></tr>
            <tr>
                <td><span class="end">{low}</span><FigureOfRow opened which=0 text=at_low title=title.clone()/></td>
                <td class="span" style:--from=format!("{:.4}", span[0]) style:--to=format!("{:.4}", span[1])></td>
                <td><span class="end">{high}</span><FigureOfRow opened which=1 text=at_high title/></td>
            </tr>
            <RowBelow opened worked columns=3/>
            <tr><td colspan="3"><span class="end">{turns}</span>" "<span class="soft small source">{origin}</span></td></tr>
        </tbody>
    }
}
