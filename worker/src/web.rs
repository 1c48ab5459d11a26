//! The browser's side of the worker: its messages, its clock, and letting it breathe.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::{Answer, Desk, Early, Message, Surroundings, opened};

/// The worker as a place for the desk.
struct Worker {
    scope: DedicatedWorkerGlobalScope,
}

impl Worker {
    fn here() -> Self {
        Self { scope: js_sys::global().unchecked_into() }
    }

    fn send(&self, bytes: &[u8]) {
        let bytes = Uint8Array::from(bytes);
        // Handed over, not copied once more. It is refused only while the page is being closed.
        let _ = self.scope.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
    }
}

impl Surroundings for Worker {
    fn now_ms(&self) -> f64 {
        self.scope.performance().map_or(0.0, |clock| clock.now())
    }

    fn post(&self, answer: &Message<Answer>) {
        self.send(&answer.bytes());
    }

    async fn breath(&self) {
        let promise = js_sys::Promise::new(&mut |resolve, _| {
            let _ = self.scope.set_timeout_with_callback(&resolve);
        });
        let _ = JsFuture::from(promise).await;
    }
}

/// The rest of the worker, once it is here: what it begins with.
pub type Rest = fn();

/// Shows what came by a link, then fetches the rest of the worker and has it begin; `None` where that does not come.
pub fn start(rest: impl AsyncFnOnce() -> Option<Rest> + 'static) {
    console_error_panic_hook::set_once();
    let worker = Worker::here();
    // The page names the worker after the fragment of its own address, where it has one.
    let fragment = worker.scope.name();
    let say = move |says: Early| worker.send(&Message { serial: 0, says }.bytes());
    let opened = opened(fragment.trim_start_matches('#'), || Worker::here().now_ms());
    say(Early::Opened(opened.map(Box::new)));
    spawn_local(async move {
        match rest().await {
            Some(begin) => begin(),
            None => say(Early::Unreadable("the rest of it did not come".to_owned())),
        }
    });
}

/// The rest: listens for questions, says that it is there, and answers.
pub fn listen() {
    let worker = Rc::new(Worker::here());
    let desk = Rc::new(Desk::default());
    let (at_work, place) = (desk.clone(), worker.clone());
    let around = worker.clone();
    let receive = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let bytes = event.data().dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
        desk.receive(&bytes, &*around);
    });
    worker.scope.set_onmessage(Some(receive.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    receive.forget();
    spawn_local(async move {
        place.post(&Message { serial: 0, says: Answer::Ready });
        at_work.work(&*place).await;
    });
}
