//! A journey through the day: bars that are dragged, values that are typed, shapes to begin with.

use super::workload_journey::JourneyFields;
use crate::browser::page;
use crate::dom::ev::PointerEvent;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::studio::Studio;
use crate::studio::day_fields::{Bars, HOURS, SHAPES, at, clock};
use crate::studio::wish_fields;

/// Hours that are written below the bars.
const WRITTEN: [usize; 5] = [0, 6, 12, 18, 24];

/// What is done, and the curve that comes of it.
type Change = Callback<(String, Vec<f64>), ()>;

/// The curve of one journey.
#[component]
pub fn DayForm(id: StoredValue<String>) -> impl IntoView {
    let studio = Studio::expect();
    let problem = RwSignal::new(String::new());
    let curve = memo(move || {
        let design = studio.design.read();
        let journey = id.with_value(|id| design.workload.journeys.iter().find(|journey| journey.id == *id))?;
        journey.daily_curve.clone()
    });
    // What was done at once is undone at once: a drag, a shape.
    let change = Callback::new(move |(what, values): (String, Vec<f64>)| {
        let field = format!("daily-curve {what}");
        let done = studio.change_journey(&id.get_value(), &field, |journey| journey.daily_curve = Some(values));
        problem.set(done.err().unwrap_or_default());
    });
    let refused = move || {
        (!problem.read().is_empty()).then(|| view! { <p class="note problem" role="alert">{problem.get()}</p> })
    };
    view! {
        <p class="soft">{t("day.hint")}</p>
        <DayBars curve change/>
        {refused}
        <Shapes curve change/>
        <JourneyFields id fields=wish_fields::day()/>
    }
}

/// Bars by hour. The pointer paints them; each is a slider for the keyboard.
#[component]
fn DayBars(curve: Memo<Option<Vec<f64>>>, change: Change) -> impl IntoView {
    let place = NodeRef::new();
    // While they are dragged, the scale stays.
    let held = RwSignal::new(None::<f64>);
    let last = StoredValue::new(None::<(usize, f64)>);
    let drags = StoredValue::new(0_u32);
    let bars = memo(move || {
        let bars = Bars::of(curve.read().as_deref());
        Bars { top: held.get().unwrap_or(bars.top), ..bars }
    });
    let paint = move |event: &PointerEvent| {
        let Some((left, top, width, height)) = place.get().map(|element| page::area(&element)) else { return };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let here = at((x - left) / width.max(1.0), (y - top) / height.max(1.0));
        let from = last.get_value().unwrap_or(here);
        last.set_value(Some(here));
        let what = format!("drag {}", drags.get_value());
        change.run((what, bars.read_untracked().dragged(from, here)));
    };
    let press = move |event: PointerEvent| {
        if let Some(element) = place.get() {
            page::capture(&element, event.pointer_id());
        }
        drags.update_value(|drags| *drags += 1);
        held.set(Some(bars.read_untracked().top));
        paint(&event);
    };
    let drag = move |event: PointerEvent| {
        if held.read_untracked().is_some() {
            paint(&event);
        }
    };
    let end = move |_: PointerEvent| {
        held.set(None);
        last.set_value(None);
    };
    view! {
        <div class="day-bars" role="group" aria-label=t("day.fold") data-testid="day-bars" node_ref=place
            on:pointerdown=press on:pointermove=drag on:pointerup=end on:pointercancel=end
            style:--mean=move || format!("{:.4}", bars.read().mean_level())>
            {(0..HOURS).map(|hour| view! { <Bar hour bars change/> }).collect_view()}
        </div>
        <div class="day-hours soft small" aria-hidden="true">{WRITTEN.map(|hour| view! { <span>{hour.to_string()}</span> })}</div>
    }
}

#[component]
fn Bar(hour: usize, bars: Memo<Bars>, change: Change) -> impl IntoView {
    let level = move || bars.read().level(hour);
    let slide = move |text: String| {
        let Ok(percent) = text.parse::<f64>() else { return };
        let to = (hour, percent / 100.0);
        change.run((hour.to_string(), bars.read_untracked().dragged(to, to)));
    };
    view! {
        <span style:--level=move || format!("{:.4}", level())>
            <input type="range" min="0" max="100" aria-label=t_with("day.bar", &[("clock", &clock(hour))])
                aria-valuetext=move || bars.read().words(hour) prop:value=move || (level() * 100.0).round()
                on:input:target=move |event| slide(event.target().value())/>
        </span>
    }
}

/// Curves to begin with, and where the one that was chosen is from.
#[component]
fn Shapes(curve: Memo<Option<Vec<f64>>>, change: Change) -> impl IntoView {
    let is_chosen = move |number: usize| curve.read().as_deref() == Some(&SHAPES[number].values[..]);
    let shape = move |number: usize| {
        let choose = move |_| change.run((SHAPES[number].key.to_owned(), SHAPES[number].values.to_vec()));
        view! {
            <button on:click=choose aria-pressed=move || is_chosen(number).to_string() title=SHAPES[number].origin()
                data-testid=format!("shape-{number}")>{t(SHAPES[number].key)}</button>
        }
    };
    let origin = move || {
        let number = (0..SHAPES.len()).find(|number| is_chosen(*number))?;
        Some(view! { <p class="note soft small">{SHAPES[number].origin()}</p> })
    };
    view! {
        <div class="actions" role="group" aria-label=t("day.shapes")>{(0..SHAPES.len()).map(shape).collect_view()}</div>
        {origin}
    }
}
