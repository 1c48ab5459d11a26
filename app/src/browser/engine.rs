//! The worker beside the page: started once, spoken to in bytes. Knows nothing of what they say.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{ErrorEvent, MessageEvent};

/// Where the worker lies, relative to the page. Its two other files lie beside it.
const PLACE: &str = "loadbearing-worker_loader.js";

/// The worker. It lives as long as the page.
#[derive(Clone, Debug)]
pub struct Worker(web_sys::Worker);

/// Starts the worker. `heard` gets what it says, `failed` why it cannot work, in the browser's words.
///
/// # Errors
/// When the browser allows no worker here; in its own words.
pub fn start(heard: impl Fn(Vec<u8>) + 'static, failed: impl Fn(String) + 'static) -> Result<Worker, String> {
    let worker = web_sys::Worker::new(PLACE).map_err(|problem| {
        let error = problem.dyn_ref::<js_sys::Error>();
        error.map_or_else(String::new, |error| String::from(error.message()))
    })?;
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        // Whatever else it says is nothing.
        heard(event.data().dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default());
    });
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    let on_error = Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| failed(event.message()));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    // They live as long as the page.
    on_message.forget();
    on_error.forget();
    Ok(Worker(worker))
}

impl Worker {
    /// Says something to it.
    pub fn say(&self, bytes: &[u8]) {
        // Bytes can always be handed over.
        let _ = self.0.post_message(&Uint8Array::from(bytes));
    }
}
