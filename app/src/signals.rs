//! Signals of Leptos, with effects and memos by boxed closures, so that each is compiled once for each kind of value and
//! not once for each closure.

pub use leptos::prelude::{
    Callable, Callback, Get, GetUntracked, GetValue, LocalStorage, Memo, Owner, Read, ReadUntracked, RwSignal, Set,
    SetValue, Signal, StoredValue, Track, Update, UpdateValue, With, WithUntracked, WithValue, expect_context,
    provide_context,
};
pub use leptos::task::spawn_local;

mod drawing;

pub use drawing::drawing_effect;

use leptos::reactive::effect::Effect;
use leptos::reactive::graph::untrack;

/// A value that is worked out anew when a signal that was read has changed, and tells others only if it differs.
pub fn memo<T: PartialEq + Send + Sync + 'static>(work_out: impl Fn() -> T + Send + Sync + 'static) -> Memo<T> {
    boxed_memo(Box::new(work_out))
}

fn boxed_memo<T: PartialEq + Send + Sync + 'static>(work_out: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
    Memo::new(move |_| work_out())
}

/// A value that is asked for each time it is read.
pub fn derived<T: Send + Sync + 'static>(ask: impl Fn() -> T + Send + Sync + 'static) -> Signal<T> {
    boxed_signal(Box::new(ask))
}

fn boxed_signal<T: Send + Sync + 'static>(ask: Box<dyn Fn() -> T + Send + Sync>) -> Signal<T> {
    Signal::derive(ask)
}

/// Acts soon, and again whenever a signal that was read has changed, as long as what it was begun in lives.
pub fn effect(act: impl Fn() + 'static) {
    boxed_effect(Box::new(act));
}

fn boxed_effect(act: Box<dyn Fn()>) {
    Effect::new(act);
}

/// Acts as soon as what is being drawn stands on the page, before any further key is heard.
pub fn soon(act: impl FnOnce() + 'static) {
    spawn_local(async move { act() });
}

/// Does something whose reading of signals is no reason to do it again.
pub fn untracked<T>(act: Box<dyn FnOnce() -> T>) -> T {
    untrack(act)
}

/// Does something whose signals live as long as the page.
pub fn as_long_as_the_page<T>(act: fn() -> T) -> T {
    // Only a second call could fail, and it would find what the first one set up.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let done = owner.with(act);
    std::mem::forget(owner);
    done
}
