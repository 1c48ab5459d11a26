//! The address of the page and its fragment. Knows nothing of what a fragment holds.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// What stands behind the `#`; empty where nothing does.
#[must_use]
pub fn fragment() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

/// Where the address is kept that links begin with, and what the builder of a single file calls it.
const BASE: &str = "loadbearing-address";

/// A link with a fragment: to where links are to begin, or else to this page.
#[must_use]
pub fn with_fragment(fragment: &str) -> String {
    let address = base().unwrap_or_else(own);
    let bare = address.split('#').next().unwrap_or_default();
    format!("{bare}#{fragment}")
}

/// The address of this page.
#[must_use]
pub fn own() -> String {
    web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default()
}

/// Whether this page was opened from a disk: its address means nothing elsewhere.
#[must_use]
pub fn is_from_disk() -> bool {
    own().starts_with("file:")
}

/// Where links are to begin, if not with this page: what a person said here, or who built the page.
#[must_use]
pub fn base() -> Option<String> {
    let said = super::page::remembered(BASE);
    said.or_else(|| {
        let named = super::page::document()?.query_selector(&format!("meta[name={BASE}]")).ok()??;
        named.get_attribute("content")
    })
}

/// Says where links are to begin; empty for this page.
pub fn set_base(address: &str) {
    match address {
        "" => super::page::forget(BASE),
        address => super::page::remember(BASE, address),
    }
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
