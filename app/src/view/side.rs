//! The panels on the right, one at a time.

use super::later::later;
use super::report::ReportPanel;
use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::{Side, Studio};

/// The tabs, in their order, with the keys of their words.
const TABS: [(Side, &str, &str); 5] = [
    (Side::Task, "task", "side.task"),
    (Side::Report, "report", "side.report"),
    (Side::Breaking, "breaking", "side.breaking"),
    (Side::Inspector, "inspector", "side.inspector"),
    (Side::Workload, "workload", "side.workload"),
];

/// The panels.
#[component]
pub fn SidePanels() -> impl IntoView {
    let studio = Studio::expect();
    let tab = move |(side, name, key): (Side, &'static str, &'static str)| {
        view! {
            <button role="tab" id=format!("tab-{name}") aria-controls="panel" data-testid=format!("tab-{name}")
                aria-selected=move || (studio.side.get() == side).to_string()
                hidden=move || (side == Side::Breaking && !studio.is_breaking()) || (side == Side::Task && !studio.has_task())
                on:click=move |_| studio.side.set(side)>
                {t(key)}
            </button>
        }
    };
    view! {
        <aside class="side" aria-label=t("side.label")>
            <div class="tabs" role="tablist">{TABS.map(tab)}</div>
            <div class="panel" id="panel" role="tabpanel" tabindex="-1">
                {move || match studio.side.get() {
                    Side::Inspector => later(|all| (all.inspector)()),
                    Side::Workload => later(|all| (all.workload)()),
                    Side::Report => view! { <ReportPanel/> },
                    Side::Task => later(|all| (all.task)()),
                    Side::Breaking => later(|all| (all.breaking)()),
                }}
            </div>
        </aside>
    }
}
