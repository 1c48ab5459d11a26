//! What the rules say of what is selected, in the inspector.

use crate::dom::prelude::*;
use crate::languages::t;
use crate::studio::figures::Own;
use crate::view::working::WorkingFold;

/// Why everything falls without it, and what the rules say of it.
#[component]
pub fn OwnFindings(
    /// One sentence a reason; none for what nothing falls without.
    weak: Signal<Vec<String>>,
    found: Memo<Vec<Own>>,
) -> impl IntoView {
    let sentence = |of: Own| {
        let Own { severity, message, fix, worked } = of;
        let fold = if worked.is_empty() {
            View::NOTHING
        } else {
            view! { <WorkingFold label=t("working.title").to_owned() worked/> }
        };
        view! { <li data-severity=severity><p>{message}</p><p class="soft">{fix}</p>{fold}</li> }
    };
    view! {
        <Show when=move || !weak.read().is_empty() || !found.read().is_empty()>
            <ul class="own-findings" data-testid="own-findings">
                {move || weak.get().into_iter().map(|words| view! { <li data-severity="weak"><p>{words}</p></li> }).collect_view()}
                {move || found.get().into_iter().map(sentence).collect_view()}
            </ul>
        </Show>
    }
}
