//! The browser's side of the worker: its messages, its clock, and letting it breathe.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::{Answer, Desk, Message, Surroundings};

/// The worker as a place for the desk.
struct Worker {
    scope: DedicatedWorkerGlobalScope,
}

impl Surroundings for Worker {
    fn now_ms(&self) -> f64 {
        self.scope.performance().map_or(0.0, |clock| clock.now())
    }

    fn post(&self, answer: &Message<Answer>) {
        let bytes = Uint8Array::from(answer.bytes().as_slice());
        // Handed over, not copied once more. It is refused only while the page is being closed.
        let _ = self.scope.post_message_with_transfer(&bytes, &Array::of1(&bytes.buffer()));
    }

    async fn breath(&self) {
        let promise = js_sys::Promise::new(&mut |resolve, _| {
            let _ = self.scope.set_timeout_with_callback(&resolve);
        });
        let _ = JsFuture::from(promise).await;
    }
}

/// Listens for questions, shows what came by a link, and says that it is there.
pub fn start() {
    console_error_panic_hook::set_once();
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let worker = Rc::new(Worker { scope: scope.clone() });
    let desk = Rc::new(Desk::default());
    let (at_work, place) = (desk.clone(), worker.clone());
    let around = worker;
    let receive = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let bytes = event.data().dyn_into::<Uint8Array>().map(|bytes| bytes.to_vec()).unwrap_or_default();
        desk.receive(&bytes, &*around);
    });
    scope.set_onmessage(Some(receive.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    receive.forget();
    // The page names the worker after the fragment of its own address, where it has one.
    let fragment = scope.name();
    spawn_local(async move {
        at_work.open(fragment.trim_start_matches('#'), &*place).await;
        place.post(&Message { serial: 0, says: Answer::Ready });
        at_work.work(&*place).await;
    });
}
