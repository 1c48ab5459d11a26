//! When the engine runs: at once for designs of usual size; step by step for large ones, so that nobody waits.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use loadbearing_engine::design::Design;
use loadbearing_engine::report::Report;
use loadbearing_engine::{evaluate, evaluate_in_steps};

use crate::browser::page::now_ms;
use crate::browser::pause::breath;

/// Up to so many components a design is evaluated within the event that changed it. An assumption: the templates
/// have less than half of it and take a few milliseconds.
const AT_ONCE: usize = 60;
/// For how long the engine works on before the page may paint, in milliseconds: half of a frame.
const SLICE_MS: f64 = 8.0;

/// The report of a design that changes.
#[must_use]
pub fn report_of(design: Memo<Arc<Design>>) -> Memo<Arc<Report>> {
    let latest = RwSignal::new(Arc::new(evaluate(&Design::default())));
    Effect::new(move || {
        let design_now = design.get();
        if is_large(&design_now) {
            spawn_local(work(design_now, design, latest));
        }
    });
    Memo::new(move |_| {
        let design = design.read();
        if is_large(&design) { latest.get() } else { Arc::new(evaluate(&design)) }
    })
}

fn is_large(design: &Design) -> bool {
    design.components.len() > AT_ONCE
}

/// Evaluates a large design: what is read most comes at once, the rest when it is done. Another design ends it.
async fn work(own: Arc<Design>, current: Memo<Arc<Design>>, latest: RwSignal<Arc<Report>>) {
    let mut is_first = true;
    let mut since = now_ms();
    evaluate_in_steps(&own, async |evaluation| {
        let is_current = current.try_get_untracked().is_some_and(|now| Arc::ptr_eq(&now, &own));
        if is_current && (is_first || evaluation.is_done()) {
            latest.set(Arc::new(evaluation.report()));
            is_first = false;
        }
        if now_ms() - since > SLICE_MS {
            breath().await;
            since = now_ms();
        }
        is_current
    })
    .await;
}
