//! The address of the page and its fragment. Knows nothing of what a fragment holds.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// What stands behind the `#`; empty where nothing does.
#[must_use]
pub fn fragment() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// The address of this page with another fragment.
#[must_use]
pub fn with_fragment(fragment: &str) -> String {
    let address = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let bare = address.split('#').next().unwrap_or_default();
    format!("{bare}#{fragment}")
}

/// Takes the fragment away without loading the page again.
pub fn clear_fragment() {
    let Some(window) = web_sys::window() else { return };
    let address = window.location().href().unwrap_or_default();
    let bare = address.split('#').next().unwrap_or_default();
    if let Ok(history) = window.history() {
        // Where the browser refuses, the fragment stays, which does no harm.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(bare));
    }
}

/// Calls back whenever the fragment changes, as when a link is put into the address of the open page.
pub fn on_fragment_change(act: impl Fn(String) + 'static) {
    let callback = Closure::<dyn Fn()>::new(move || act(fragment()));
    if let Some(window) = web_sys::window() {
        window.set_onhashchange(Some(callback.as_ref().unchecked_ref()));
        // It lives as long as the page.
        callback.forget();
    }
}

/// Calls back when the page is about to be left or hidden: the last moment to keep something.
pub fn on_leave(act: impl Fn() + Clone + 'static) {
    let Some(window) = web_sys::window() else { return };
    let on_hide = Closure::<dyn Fn()>::new(act.clone());
    let listened = window.add_event_listener_with_callback("pagehide", on_hide.as_ref().unchecked_ref());
    if listened.is_ok() {
        on_hide.forget();
    }
    let Some(document) = window.document() else { return };
    let of_document = document.clone();
    let on_change = Closure::<dyn Fn()>::new(move || {
        if of_document.visibility_state() == web_sys::VisibilityState::Hidden {
            act();
        }
    });
    if document.add_event_listener_with_callback("visibilitychange", on_change.as_ref().unchecked_ref()).is_ok() {
        on_change.forget();
    }
}
