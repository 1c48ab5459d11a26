//! Letting the page do its own work in between.

use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_futures::js_sys::Promise;

/// Waits until the page has handled what is waiting: events, a frame.
pub async fn breath() {
    let promise = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            // Where it is refused, the promise is never kept, as in a page that is being closed.
            let _ = window.set_timeout_with_callback(&resolve);
        }
    });
    let _ = JsFuture::from(promise).await;
}
