//! The browser's clipboard, where no clipboard event is at hand. Both directions may be refused.

use crate::signals::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// Puts a text into the clipboard.
pub fn write(text: &str) {
    if let Some(window) = web_sys::window() {
        // A refused write leaves the clipboard as it was.
        let promise = window.navigator().clipboard().write_text(text);
        spawn_local(async move {
            let _ = JsFuture::from(promise).await;
        });
    }
}

/// Calls back with the text in the clipboard; never, where the browser or the person refuses.
pub fn read(act: impl FnOnce(String) + 'static) {
    if let Some(window) = web_sys::window() {
        let promise = window.navigator().clipboard().read_text();
        spawn_local(async move {
            if let Some(text) = JsFuture::from(promise).await.ok().and_then(|text| text.as_string()) {
                act(text);
            }
        });
    }
}
