//! Elements that come into view for the first time.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};

/// Calls back once, when an element is first seen, or at once where the browser cannot say.
pub fn once(element: &Element, act: impl FnOnce() + 'static) {
    let act = Cell::new(Some(act));
    let callback = Closure::<dyn FnMut(js_sys::Array, IntersectionObserver)>::new(
        move |entries: js_sys::Array, observer: IntersectionObserver| {
            let is_seen = |entry: wasm_bindgen::JsValue| {
                entry.dyn_into::<IntersectionObserverEntry>().is_ok_and(|entry| entry.is_intersecting())
            };
            if entries.iter().any(is_seen) {
                observer.disconnect();
                if let Some(act) = act.take() {
                    act();
                }
            }
        },
    )
    .into_js_value();
    // The browser lets go of it with the element.
    if let Ok(observer) = IntersectionObserver::new(callback.unchecked_ref()) {
        observer.observe(element);
    }
}
