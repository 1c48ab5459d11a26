//! The page itself: its root, its colours, where elements lie, what has the focus.

use std::sync::OnceLock;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Document, Element, HtmlElement, ResizeObserver};

/// The document of the page.
#[must_use]
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Whether the system asks for something, such as dark colours: a condition as style sheets write it.
#[must_use]
pub fn prefers(condition: &str) -> bool {
    let query = web_sys::window().and_then(|window| window.match_media(condition).ok().flatten());
    query.is_some_and(|query| query.matches())
}

/// Calls back whenever the system begins or ceases to ask for something, for as long as the page lives.
pub fn on_prefer(condition: &str, act: impl Fn(bool) + 'static) {
    let Some(query) = web_sys::window().and_then(|window| window.match_media(condition).ok().flatten()) else { return };
    let of_query = query.clone();
    let on_change = Closure::<dyn Fn()>::new(move || act(of_query.matches()));
    if query.add_event_listener_with_callback("change", on_change.as_ref().unchecked_ref()).is_ok() {
        on_change.forget();
    }
}

/// Whether the system asks for no motion.
#[must_use]
pub fn prefers_no_motion() -> bool {
    prefers("(prefers-reduced-motion: reduce)")
}

/// Gives the root element an attribute.
pub fn set_root(attribute: &str, value: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute(attribute, value);
    }
}

/// What the page keeps between visits under a name.
#[must_use]
pub fn remembered(name: &str) -> Option<String> {
    web_sys::window()?.local_storage().ok()??.get_item(name).ok()?
}

/// Keeps a word between visits; where the browser refuses, it is forgotten.
pub fn remember(name: &str, value: &str) {
    if let Some(storage) = web_sys::window().and_then(|window| window.local_storage().ok().flatten()) {
        let _ = storage.set_item(name, value);
    }
}

/// What this tab keeps under a name, also when it is loaded again.
#[must_use]
pub fn remembered_in_tab(name: &str) -> Option<String> {
    web_sys::window()?.session_storage().ok()??.get_item(name).ok()?
}

/// Keeps a word as long as this tab is open.
pub fn remember_in_tab(name: &str, value: &str) {
    if let Some(storage) = web_sys::window().and_then(|window| window.session_storage().ok().flatten()) {
        let _ = storage.set_item(name, value);
    }
}

/// Forgets what this tab keeps under a name.
pub fn forget_in_tab(name: &str) {
    if let Some(storage) = web_sys::window().and_then(|window| window.session_storage().ok().flatten()) {
        let _ = storage.remove_item(name);
    }
}

/// Forgets what was kept under a name.
pub fn forget(name: &str) {
    if let Some(storage) = web_sys::window().and_then(|window| window.local_storage().ok().flatten()) {
        let _ = storage.remove_item(name);
    }
}

/// The time of day, in milliseconds since 1970.
#[must_use]
pub fn clock_ms() -> f64 {
    js_sys::Date::now()
}

/// The same as ISO 8601 in UTC, as files hold it.
#[must_use]
pub fn clock_iso() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// A moment in the words of the person's own place, to the second.
#[must_use]
pub fn local_second(ms: f64) -> String {
    let date = js_sys::Date::new(&ms.into());
    format!("{}:{:02}", local_time(ms), date.get_seconds())
}

/// A moment in the words of the person's own place, to the minute.
#[must_use]
pub fn local_time(ms: f64) -> String {
    let date = js_sys::Date::new(&ms.into());
    let two = |number: u32| format!("{number:02}");
    let (month, day) = (two(date.get_month() + 1), two(date.get_date()));
    format!("{}-{month}-{day} {}:{}", date.get_full_year(), two(date.get_hours()), two(date.get_minutes()))
}

/// Whether an element with an id holds another one.
#[must_use]
pub fn contains(id: &str, target: Option<&web_sys::EventTarget>) -> bool {
    let element = document().and_then(|document| document.get_element_by_id(id));
    let node = target.and_then(|target| target.dyn_ref::<web_sys::Node>());
    element.is_some_and(|element| element.contains(node))
}

/// Codes of the languages that the person reads, the preferred one first.
#[must_use]
pub fn languages() -> Vec<String> {
    let all = web_sys::window().map(|window| window.navigator().languages());
    all.map(|all| all.iter().filter_map(|code| code.as_string()).collect()).unwrap_or_default()
}

/// Does something that takes a while and that nothing waits for; before there is anything on the page as well.
pub fn aside(task: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(task);
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // It is refused only while the page is being closed.
        let _ = window.location().reload();
    }
}

/// What the browser calls itself.
#[must_use]
pub fn browser_name() -> String {
    web_sys::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default()
}

/// Opens a dialog over the page; Escape closes it.
pub fn open_dialog(id: &str) {
    let element = document().and_then(|document| document.get_element_by_id(id));
    if let Some(dialog) = element.and_then(|element| element.dyn_into::<web_sys::HtmlDialogElement>().ok())
        && !dialog.open()
    {
        let _ = dialog.show_modal();
    }
}

/// Whether it is a Mac, where ⌘ is what Ctrl is elsewhere. Every move of a pointer asks.
#[must_use]
pub fn is_mac() -> bool {
    static IS_MAC: OnceLock<bool> = OnceLock::new();
    *IS_MAC.get_or_init(|| {
        let agent = web_sys::window().and_then(|window| window.navigator().user_agent().ok());
        agent.is_some_and(|agent| agent.contains("Mac OS"))
    })
}

/// The part of the address behind the question mark.
#[must_use]
pub fn query() -> String {
    web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default()
}

/// Moves the focus to an element, and selects the text of a field. What it is folded away in is opened.
pub fn focus(id: &str) {
    let Some(element) = document().and_then(|document| document.get_element_by_id(id)) else { return };
    let mut around = element.parent_element();
    while let Some(outer) = around {
        if outer.tag_name() == "DETAILS" {
            let _ = outer.set_attribute("open", "");
        }
        around = outer.parent_element();
    }
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
    if let Some(field) = element.dyn_ref::<web_sys::HtmlInputElement>() {
        field.select();
    }
}

/// Brings an element into the view of what it scrolls in.
pub fn reveal(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Whether text is being typed into what has the focus.
#[must_use]
pub fn is_typing() -> bool {
    let Some(element) = document().and_then(|document| document.active_element()) else { return false };
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(element.get_attribute("type").as_deref(), Some("checkbox" | "radio" | "button")),
        _ => element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable),
    }
}

/// How high what an element holds is, in CSS pixels; `None` where there is none.
#[must_use]
pub fn content_height(id: &str) -> Option<f64> {
    Some(f64::from(document()?.get_element_by_id(id)?.scroll_height()))
}

/// Whether an element with this id, or something in it, has the focus.
#[must_use]
pub fn has_focus(id: &str) -> bool {
    let document = document();
    let focused = document.as_ref().and_then(Document::active_element);
    let element = document.as_ref().and_then(|document| document.get_element_by_id(id));
    element.zip(focused).is_some_and(|(element, focused)| element.contains(Some(&focused)))
}

/// A rectangle on the page, in CSS pixels: left, top, width, height.
pub type Area = (f64, f64, f64, f64);

/// Where an element lies on the page.
#[must_use]
pub fn area(element: &Element) -> Area {
    let rect = element.get_bounding_client_rect();
    (rect.left(), rect.top(), rect.width(), rect.height())
}

/// Calls back with the place of an element, at once and whenever its size changes.
pub fn watch_area(element: &Element, act: impl Fn(Area) + 'static) {
    act(area(element));
    let watched = element.clone();
    let callback = Closure::<dyn Fn()>::new(move || act(area(&watched)));
    if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
        observer.observe(element);
    }
    // It lives as long as the page, as does what is watched.
    callback.forget();
}

/// Keeps all moves of a pointer coming to an element until it is lifted.
pub fn capture(element: &Element, pointer: i32) {
    let _ = element.set_pointer_capture(pointer);
}

/// Calls back once, before the next frame is painted.
pub fn next_frame(act: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(act);
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(callback.unchecked_ref());
    }
}

/// Something that is to happen once, later.
#[derive(Clone, Copy, Debug)]
pub struct Timer(i32);

impl Timer {
    /// It is not to happen after all.
    pub fn clear(self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.0);
        }
    }
}

/// Calls back once, so many milliseconds from now.
pub fn later(ms: i32, act: impl FnOnce() + 'static) -> Option<Timer> {
    let callback = Closure::once_into_js(act);
    let window = web_sys::window()?;
    window.set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), ms).ok().map(Timer)
}

/// Milliseconds of a clock that does not go back.
#[must_use]
pub fn now_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

/// What a drawing of the sprite that stands in the page draws.
#[must_use]
pub fn drawing(id: &str) -> Option<String> {
    Some(document()?.get_element_by_id(id)?.inner_html())
}

/// A drawing as an address that holds it.
#[must_use]
pub fn address_of_svg(svg: &str) -> String {
    format!("data:image/svg+xml,{}", String::from(js_sys::encode_uri_component(svg)))
}

/// Asks the browser to print the page.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // Where it is refused, nothing is printed, and the person sees it.
        let _ = window.print();
    }
}

/// Calls back whenever somebody comes back to the page.
pub fn on_return(act: impl Fn() + 'static) {
    let Some(document) = document() else { return };
    let of_document = document.clone();
    let on_change = Closure::<dyn Fn()>::new(move || {
        if of_document.visibility_state() == web_sys::VisibilityState::Visible {
            act();
        }
    });
    if document.add_event_listener_with_callback("visibilitychange", on_change.as_ref().unchecked_ref()).is_ok() {
        // It lives as long as the page.
        on_change.forget();
    }
}

/// Names the page after what it shows.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        let name = if title.is_empty() { "Loadbearing".to_owned() } else { format!("{title} · Loadbearing") };
        // The browser tells its window of each title that it is given.
        if document.title() != name {
            document.set_title(&name);
        }
    }
}

/// Whether nothing in particular has the focus.
#[must_use]
pub fn has_no_focus() -> bool {
    document().and_then(|document| document.active_element()).is_none_or(|element| element.tag_name() == "BODY")
}

/// Whether text is marked on the page.
#[must_use]
pub fn has_marked_text() -> bool {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    selection.is_some_and(|selection| !selection.is_collapsed())
}
