//! Events by name, each with what the browser tells of it.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, EventTarget, HtmlInputElement};

use crate::signals::{GetValue, StoredValue};

pub use web_sys::{ClipboardEvent, Event, FocusEvent, KeyboardEvent, PointerEvent, WheelEvent};

/// What an event does.
pub struct Handler {
    name: &'static str,
    act: Box<dyn FnMut(Event)>,
}

impl Handler {
    /// Acts as long as what it was made in lives. A field that is taken from the page loses the focus first and says so,
    /// when the signals of its view are gone already.
    fn new(name: &'static str, mut act: Box<dyn FnMut(Event)>) -> Self {
        let alive = StoredValue::new(());
        let act = Box::new(move |event| {
            if alive.try_get_value().is_some() {
                act(event);
            }
        });
        Self { name, act }
    }

    /// Acts from now on. The browser lets go of it with the element.
    pub(super) fn listen(self, target: &EventTarget) {
        let act = Closure::wrap(self.act).into_js_value();
        // Events of any name can be listened to.
        let _ = target.add_event_listener_with_callback(self.name, act.unchecked_ref());
    }
}

/// Acts wherever on the page the event takes place, as long as the page lives.
pub fn everywhere(handler: Handler) {
    if let Some(window) = web_sys::window() {
        handler.listen(&window);
    }
}

/// Names of events, as the browser writes them.
macro_rules! events {
    ($($name:ident: $event:ident),* $(,)?) => {
        $(
            #[doc = concat!("`", stringify!($name), "`.")]
            pub fn $name(mut act: impl FnMut($event) + 'static) -> Handler {
                Handler::new(stringify!($name), Box::new(move |event| act(event.unchecked_into())))
            }
        )*
    };
}

events! {
    blur: FocusEvent,
    change: Event,
    click: PointerEvent,
    close: Event,
    contextmenu: PointerEvent,
    copy: ClipboardEvent,
    cut: ClipboardEvent,
    dblclick: PointerEvent,
    focus: FocusEvent,
    focusin: FocusEvent,
    focusout: FocusEvent,
    input: Event,
    keydown: KeyboardEvent,
    keyup: KeyboardEvent,
    lostpointercapture: PointerEvent,
    mousedown: Event,
    paste: ClipboardEvent,
    pointercancel: PointerEvent,
    pointerdown: PointerEvent,
    pointerleave: PointerEvent,
    pointermove: PointerEvent,
    pointerover: PointerEvent,
    pointerup: PointerEvent,
    scroll: Event,
    toggle: Event,
    wheel: WheelEvent,
}

/// An event of a field.
pub struct AtHand(HtmlInputElement);

impl AtHand {
    /// The field that is listened to. Lists and texts have what is asked of it as well.
    #[must_use]
    pub fn target(&self) -> &HtmlInputElement {
        &self.0
    }
}

/// What an event met, of many elements that one listens for.
pub struct Met(Element);

impl Met {
    /// The element that was met, or the nearest around it, that has an attribute.
    #[must_use]
    pub fn with(event: &Event, attribute: &str) -> Option<Self> {
        let element: Element = event.target()?.dyn_into().ok()?;
        element.closest(&format!("[{attribute}]")).ok()?.map(Self)
    }

    /// The words of an attribute.
    #[must_use]
    pub fn get(&self, attribute: &str) -> Option<String> {
        self.0.get_attribute(attribute)
    }

    /// Gives it an attribute.
    pub fn set(&self, attribute: &str, words: &str) {
        // Names of attributes are written in the program.
        let _ = self.0.set_attribute(attribute, words);
    }
}

/// A handler that is given the field that is listened to.
pub fn at_hand(mut act: impl FnMut(AtHand) + 'static) -> impl FnMut(Event) + 'static {
    move |event| {
        if let Some(target) = event.current_target() {
            act(AtHand(target.unchecked_into()));
        }
    }
}
