//! Whether the browser keeps all of this page, so that it opens without a network; and other versions of it, which wait
//! until somebody wants them. What is kept and how stands in `static/service-worker.js`.

use std::rc::Rc;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

use super::page;
use crate::signals::spawn_local;

/// What keeps the page.
const PLACE: &str = "service-worker.js";
/// What it is told when its version is wanted at once.
const TAKE_OVER: &str = "take over";
/// How long a page that stays open does not look for another version, in milliseconds.
const PATIENCE_MS: f64 = 3_600_000.0;

/// What is heard of the keeping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// All of the page is kept.
    Kept,
    /// Another version lies ready.
    OtherVersion,
}

/// Has the browser keep the page, where it may and the page was built for it, and says what comes of that.
pub fn keep(heard: impl Fn(News) + 'static) {
    let Some(container) = container() else { return };
    let heard = Rc::new(heard);
    let promise = container.register(PLACE);
    spawn_local(async move {
        // Where it is refused, the page works as long as the network does.
        let Ok(registration) = JsFuture::from(promise).await else { return };
        let Ok(registration) = registration.dyn_into::<ServiceWorkerRegistration>() else { return };
        if registration.active().is_some() {
            heard(News::Kept);
        }
        if registration.waiting().is_some() && container.controller().is_some() {
            heard(News::OtherVersion);
        }
        if let Some(worker) = registration.installing() {
            follow(worker, container.clone(), heard.clone());
        }
        if container.controller().is_some() {
            // Somebody took up another version in another tab.
            let of_others = heard.clone();
            let on_change = Closure::<dyn Fn()>::new(move || of_others(News::OtherVersion));
            container.set_oncontrollerchange(Some(on_change.as_ref().unchecked_ref()));
            on_change.forget();
        }
        let of_registration = registration.clone();
        let on_found = Closure::<dyn Fn()>::new(move || {
            if let Some(worker) = of_registration.installing() {
                follow(worker, container.clone(), heard.clone());
            }
        });
        registration.set_onupdatefound(Some(on_found.as_ref().unchecked_ref()));
        // It lives as long as the page.
        on_found.forget();
        look_again(registration);
    });
}

/// Listens to a version until it is kept.
fn follow(worker: ServiceWorker, container: ServiceWorkerContainer, heard: Rc<impl Fn(News) + 'static>) {
    let of_worker = worker.clone();
    let on_change = Closure::<dyn Fn()>::new(move || match of_worker.state() {
        ServiceWorkerState::Installed if container.controller().is_some() => heard(News::OtherVersion),
        ServiceWorkerState::Activated => heard(News::Kept),
        _ => {}
    });
    worker.set_onstatechange(Some(on_change.as_ref().unchecked_ref()));
    on_change.forget();
}

/// Looks for another version when somebody comes back to a page that has been open for long.
fn look_again(registration: ServiceWorkerRegistration) {
    let last = std::cell::Cell::new(page::clock_ms());
    page::on_return(move || {
        if page::clock_ms() - last.replace(page::clock_ms()) > PATIENCE_MS {
            // Without a network there is none to be found.
            let _ = registration.update();
        }
    });
}

/// Takes up the version that lies ready: the page is loaded anew with it.
pub fn take_other_version() {
    let Some(container) = container() else { return };
    let on_change = Closure::<dyn Fn()>::new(page::reload);
    container.set_oncontrollerchange(Some(on_change.as_ref().unchecked_ref()));
    on_change.forget();
    let promise = container.get_registration();
    spawn_local(async move {
        let registration = JsFuture::from(promise).await.ok();
        let registration = registration.and_then(|found| found.dyn_into::<ServiceWorkerRegistration>().ok());
        match registration.and_then(|registration| registration.waiting()) {
            Some(worker) => {
                // A word can always be said.
                let _ = worker.post_message(&JsValue::from_str(TAKE_OVER));
            }
            // Another page was faster.
            None => page::reload(),
        }
    });
}

/// What registers service workers; none where the browser allows none, or the page was not built to be kept.
fn container() -> Option<ServiceWorkerContainer> {
    page::document()?.query_selector("link[rel=manifest]").ok()??;
    let navigator = web_sys::window()?.navigator();
    let container = js_sys::Reflect::get(&navigator, &JsValue::from_str("serviceWorker")).ok()?;
    container.dyn_into().ok()
}
