//! The worker beside the page: started once, spoken to in bytes. Knows nothing of what they say.

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent};

/// Where the worker lies, relative to the page. Its two other files lie beside it.
const PLACE: &str = "loadbearing-worker_loader.js";

/// Where the script in `index.html` leaves a worker that it has started before the page was there: the worker, then what
/// it has said, and at last why it cannot work, where it cannot.
const EARLY: &str = "loadbearingEarly";

/// The worker. It lives as long as the page.
#[derive(Clone, Debug)]
pub struct Worker(web_sys::Worker);

/// Starts the worker. `heard` gets what it says, `failed` why it cannot work, in the browser's words.
///
/// # Errors
/// When the browser allows no worker here; in its own words.
pub fn start(heard: impl Fn(Vec<u8>) + 'static, failed: impl Fn(String) + 'static) -> Result<Worker, String> {
    // Whatever else it says is nothing.
    let bytes_of = |said: JsValue| said.dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
    let (worker, said) = match early() {
        Some((worker, said)) => (worker, said),
        None => (web_sys::Worker::new(PLACE).map_err(words_of)?, Array::new()),
    };
    for said in said.iter() {
        match said.as_string() {
            Some(problem) => failed(problem),
            None => heard(bytes_of(said)),
        }
    }
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| heard(bytes_of(event.data())));
    worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    let on_error = Closure::<dyn Fn(ErrorEvent)>::new(move |event: ErrorEvent| failed(event.message()));
    worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    // They live as long as the page.
    on_message.forget();
    on_error.forget();
    Ok(Worker(worker))
}

/// Whether the worker was started before the page was there.
#[must_use]
pub fn is_early() -> bool {
    early().is_some()
}

/// A worker that was started before the page was there, and what it has said.
fn early() -> Option<(web_sys::Worker, Array)> {
    let all = Reflect::get(web_sys::window()?.as_ref(), &EARLY.into()).ok()?.dyn_into::<Array>().ok()?;
    Some((all.get(0).dyn_into().ok()?, all.slice(1, all.length())))
}

fn words_of(problem: JsValue) -> String {
    problem.dyn_ref::<js_sys::Error>().map_or_else(String::new, |error| String::from(error.message()))
}

impl Worker {
    /// Says something to it.
    pub fn say(&self, bytes: &[u8]) {
        // Bytes can always be handed over.
        let _ = self.0.post_message(&Uint8Array::from(bytes));
    }
}
