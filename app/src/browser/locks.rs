//! Names that one tab of this browser holds at a time, and word from the other tabs. Knows nothing of what is held.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// A name that this tab holds, or waits for.
#[derive(Clone, Default)]
pub struct Hold(Rc<State>);

#[derive(Default)]
struct State {
    is_given_up: Cell<bool>,
    /// What lets it go, once it is held.
    release: RefCell<Option<Function>>,
}

impl Hold {
    /// Lets the name go, or waits for it no longer.
    pub fn give_up(&self) {
        self.0.is_given_up.set(true);
        if let Some(release) = self.0.release.take() {
            // It resolves a promise, which cannot fail.
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Asks for a name, and answers whether this tab holds it; one that waits is answered when it does. Where the browser
/// knows no such names, every tab is taken to be alone.
pub fn hold(name: &str, waits: bool, answer: impl FnOnce(bool) + 'static) -> Hold {
    let held = Hold::default();
    let answer = Rc::new(Cell::new(Some(answer)));
    let (state, once) = (held.clone(), Rc::clone(&answer));
    let granted = Closure::<dyn FnMut(JsValue) -> JsValue>::new(move |lock: JsValue| {
        if state.0.is_given_up.get() {
            return JsValue::UNDEFINED;
        }
        let is_held = !lock.is_null() && !lock.is_undefined();
        let promise = is_held.then(|| {
            // It is held until this promise is kept.
            Promise::new(&mut |release, _| {
                state.0.release.replace(Some(release));
            })
        });
        if let Some(answer) = once.take() {
            answer(is_held);
        }
        promise.map_or(JsValue::UNDEFINED, JsValue::from)
    });
    let asked = ask(name, waits, granted.as_ref().unchecked_ref());
    // The browser calls it when it likes.
    granted.forget();
    if asked.is_none()
        && let Some(answer) = answer.take()
    {
        answer(true);
    }
    held
}

/// `navigator.locks.request(name, { ifAvailable }, granted)`; nothing where there is no such thing.
fn ask(name: &str, waits: bool, granted: &Function) -> Option<()> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &JsValue::from_bool(!waits)).ok()?;
    let promise: Promise = request.call3(&locks, &name.into(), &options, granted).ok()?.dyn_into().ok()?;
    // A page from a disk may be refused: then nobody is asked.
    let nothing = Closure::<dyn FnMut(JsValue)>::new(|_| {});
    let _ = promise.catch(&nothing);
    nothing.forget();
    Some(())
}

/// Calls back with the words whenever another tab says something under a name.
pub fn on_word(name: &'static str, act: impl Fn(String) + 'static) {
    let callback = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        let field = |field: &str| Reflect::get(&event, &field.into()).ok().and_then(|value| value.as_string());
        if field("key").as_deref() == Some(name)
            && let Some(words) = field("newValue")
        {
            act(words);
        }
    });
    if let Some(window) = web_sys::window()
        && window.add_event_listener_with_callback("storage", callback.as_ref().unchecked_ref()).is_ok()
    {
        // It lives as long as the page.
        callback.forget();
    }
}
