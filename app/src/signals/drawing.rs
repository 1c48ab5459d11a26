//! Effects that draw. There are thousands of them, one for each part of the page that changes, so they are light: what
//! has to be done again stands in one list, and one task does all of it. Effects of Leptos are a task and a channel each.

use std::cell::RefCell;
use std::mem::take;
use std::rc::Rc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use leptos::reactive::graph::{AnySource, AnySubscriber, ReactiveNode, Source, Subscriber, WithObserver};

use super::{GetValue, LocalStorage, Owner, StoredValue, spawn_local};

/// Acts at once, and again whenever a signal that was read has changed, as long as what it was begun in lives: for what
/// has to be drawn before it is shown.
pub fn drawing_effect(act: Box<dyn FnMut()>) {
    begun(act, spawn_flush);
}

/// What an effect does, and who owns the signals that it makes while it does so.
struct Effect {
    act: RefCell<Box<dyn FnMut()>>,
    owner: Owner,
    node: Arc<Node>,
}

/// Where an effect is found as long as what it was begun in lives.
type Handle = StoredValue<Rc<Effect>, LocalStorage>;

thread_local!(
    /// What has to be looked at again, in the order in which it was told so.
    static WAITING: RefCell<Vec<Handle>> = const { RefCell::new(Vec::new()) }
);

fn begun(act: Box<dyn FnMut()>, soon: fn()) {
    let node = Arc::new(Node { soon, state: Mutex::default() });
    let effect = Rc::new(Effect { act: RefCell::new(act), owner: Owner::new(), node: Arc::clone(&node) });
    node.state().handle = Some(StoredValue::new_local(Rc::clone(&effect)));
    effect.run();
}

fn spawn_flush() {
    spawn_local(async { flush() });
}

/// Does again what waits for it. What is told meanwhile waits for the next time.
fn flush() {
    let waiting = WAITING.with_borrow_mut(take);
    for handle in waiting {
        // What it was begun in may be gone since.
        if let Some(effect) = handle.try_get_value() {
            effect.node.state().is_waiting = false;
            let subscriber = effect.node.subscriber();
            if subscriber.with_observer(|| effect.node.update_if_necessary()) {
                effect.run();
            }
        }
    }
}

impl Effect {
    fn run(&self) {
        let subscriber = self.node.subscriber();
        subscriber.clear_sources(&subscriber);
        self.owner.with_cleanup(|| subscriber.with_observer(|| (self.act.borrow_mut())()));
    }
}

/// An effect as signals know it.
struct Node {
    /// Has what waits done soon.
    soon: fn(),
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    handle: Option<Handle>,
    /// Whether a signal that was read has surely changed.
    is_dirty: bool,
    /// Whether it stands in the list of what waits.
    is_waiting: bool,
    /// What was read.
    sources: Vec<AnySource>,
}

impl Node {
    /// As signals keep it.
    fn subscriber(self: &Arc<Self>) -> AnySubscriber {
        let node: Arc<dyn Subscriber + Send + Sync> = Arc::clone(self) as _;
        AnySubscriber(Arc::as_ptr(self) as usize, Arc::downgrade(&node))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // There is one thread, which ends with a panic.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wake(&self, is_dirty: bool) {
        let mut state = self.state();
        state.is_dirty |= is_dirty;
        let Some(handle) = state.handle.filter(|_| !state.is_waiting) else { return };
        state.is_waiting = true;
        let is_first = WAITING.with_borrow_mut(|waiting| {
            waiting.push(handle);
            waiting.len() == 1
        });
        if is_first {
            (self.soon)();
        }
    }
}

impl ReactiveNode for Node {
    fn mark_dirty(&self) {
        self.wake(true);
    }

    fn mark_check(&self) {
        self.wake(false);
    }

    fn mark_subscribers_check(&self) {}

    fn update_if_necessary(&self) -> bool {
        let sources = {
            let mut state = self.state();
            if take(&mut state.is_dirty) {
                return true;
            }
            state.sources.clone()
        };
        sources.iter().any(ReactiveNode::update_if_necessary)
    }
}

impl Subscriber for Node {
    fn add_source(&self, source: AnySource) {
        let mut state = self.state();
        // Few signals are read by one effect.
        if !state.sources.contains(&source) {
            state.sources.push(source);
        }
    }

    fn clear_sources(&self, subscriber: &AnySubscriber) {
        let sources = take(&mut self.state().sources);
        sources.iter().for_each(|source| source.remove_subscriber(subscriber));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signals::{Get, RwSignal, Set, memo};

    /// Notes what an effect draws, and has what waits done when the test says so.
    fn drawing(draw: impl Fn() -> i32 + 'static) -> Rc<RefCell<Vec<i32>>> {
        let drawn = Rc::new(RefCell::new(Vec::new()));
        let into = Rc::clone(&drawn);
        begun(Box::new(move || into.borrow_mut().push(draw())), || {});
        drawn
    }

    #[test]
    fn it_draws_at_once_and_again_after_what_it_read_has_changed() {
        let owner = Owner::new();
        owner.with(|| {
            let (one, other) = (RwSignal::new(1), RwSignal::new(10));
            let drawn = drawing(move || one.get());
            other.set(11);
            flush();
            assert_eq!(*drawn.borrow(), [1]);
            one.set(2);
            one.set(3);
            assert_eq!(*drawn.borrow(), [1], "not before it is time");
            flush();
            assert_eq!(*drawn.borrow(), [1, 3], "once for all that changed");
        });
    }

    #[test]
    fn a_memo_that_comes_to_the_same_draws_nothing() {
        let owner = Owner::new();
        owner.with(|| {
            let figure = RwSignal::new(3);
            let half = memo(move || figure.get() / 2);
            let drawn = drawing(move || half.get());
            figure.set(2);
            flush();
            assert_eq!(*drawn.borrow(), [1]);
            figure.set(4);
            flush();
            assert_eq!(*drawn.borrow(), [1, 2]);
        });
    }

    #[test]
    fn it_ends_with_what_it_was_begun_in_and_what_it_made_ends_before_it_draws_again() {
        let owner = Owner::new();
        let figure = owner.with(|| RwSignal::new(1));
        let inner = owner.child();
        let drawn = inner.with(|| {
            let nested = Rc::new(RefCell::new(Vec::new()));
            let into = Rc::clone(&nested);
            let outer = drawing(move || {
                let into = Rc::clone(&into);
                begun(Box::new(move || into.borrow_mut().push(figure.get())), || {});
                figure.get()
            });
            figure.set(2);
            flush();
            flush();
            assert_eq!(*outer.borrow(), [1, 2]);
            assert_eq!(nested.borrow().last(), Some(&2));
            let before = nested.borrow().len();
            figure.set(3);
            flush();
            flush();
            assert!(nested.borrow().len() <= before + 2, "those of before are gone");
            outer
        });
        inner.cleanup();
        figure.set(4);
        flush();
        assert_eq!(*drawn.borrow(), [1, 2, 3]);
    }
}
