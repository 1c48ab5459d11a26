//! Files of the person in front of the page: one is chosen and read, one is handed over. Knows no format.

use std::rc::Rc;

use crate::signals::spawn_local;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DragEvent, File, HtmlAnchorElement, HtmlInputElement, Url};

/// Endings of the files that can be opened: designs, drawings of other programs, pictures with a design in them.
const OPENED: &str = ".json,.png,.svg,.drawio,.xml,.excalidraw,.mmd,.mermaid,.md,.txt";

/// What is called back with a file: its name, and what it holds, or why it could not be read.
type Opened = Rc<dyn Fn(String, Result<Vec<u8>, String>)>;

/// Hands a text over as a file. Says whether the browser took it.
pub fn save(name: &str, text: &str) -> bool {
    save_as(name, "application/json", text.as_bytes())
}

/// Hands bytes of a kind over as a file. Says whether the browser took it.
pub fn save_as(name: &str, kind: &str, bytes: &[u8]) -> bool {
    download(name, kind, bytes).is_some()
}

fn download(name: &str, kind: &str, bytes: &[u8]) -> Option<()> {
    let parts = js_sys::Array::of1(&Uint8Array::from(bytes));
    let bag = BlobPropertyBag::new();
    bag.set_type(kind);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &bag).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let anchor: HtmlAnchorElement = super::page::document()?.create_element("a").ok()?.dyn_into().ok()?;
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    // The download has begun by now; the browser keeps what it needs.
    let _ = Url::revoke_object_url(&address);
    Some(())
}

/// Asks for a file and calls back with its name and what it holds, or with why it could not be read. A file of more than
/// `most` bytes is not read. Never calls back where no file is chosen.
pub fn choose(most: f64, act: impl Fn(String, Result<Vec<u8>, String>) + 'static) {
    let Some(input) = super::page::document()
        .and_then(|document| document.create_element("input").ok())
        .and_then(|element| element.dyn_into::<HtmlInputElement>().ok())
    else {
        return;
    };
    input.set_type("file");
    input.set_accept(OPENED);
    let of_input = input.clone();
    let act: Opened = Rc::new(act);
    let callback = Closure::<dyn Fn()>::new(move || {
        open(of_input.files().and_then(|files| files.get(0)), most, act.clone());
    });
    input.set_onchange(Some(callback.as_ref().unchecked_ref()));
    // The input holds it, and nobody knows when the person has decided.
    callback.forget();
    input.click();
}

/// Calls back likewise with the first of the files that somebody lets fall onto the page, as long as the page lives.
pub fn on_drop(most: f64, act: impl Fn(String, Result<Vec<u8>, String>) + 'static) {
    let act: Opened = Rc::new(act);
    let listen = |name: &str, listener: Closure<dyn Fn(DragEvent)>| {
        let window = web_sys::window();
        // Events of any name can be listened to.
        let _ = window.map(|window| window.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref()));
        listener.forget();
    };
    let has_files =
        |event: &DragEvent| event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0));
    listen(
        "dragover",
        Closure::new(move |event: DragEvent| {
            if has_files(&event) {
                // Else the browser would open the file in the place of the page.
                event.prevent_default();
            }
        }),
    );
    listen(
        "drop",
        Closure::new(move |event: DragEvent| {
            if has_files(&event) {
                event.prevent_default();
                let files = event.data_transfer().and_then(|data| data.files());
                open(files.and_then(|files| files.get(0)), most, act.clone());
            }
        }),
    );
}

fn open(file: Option<File>, most: f64, act: Opened) {
    if let Some(file) = file {
        spawn_local(async move { act(file.name(), bytes_of(&file, most).await) });
    }
}

async fn bytes_of(file: &File, most: f64) -> Result<Vec<u8>, String> {
    if file.size() > most {
        return Err(crate::languages::t("file.too-large").to_owned());
    }
    let buffer = JsFuture::from(file.array_buffer()).await;
    let bytes = buffer.map(|buffer| Uint8Array::new(&buffer).to_vec());
    bytes.map_err(|_| crate::languages::t("file.unreadable").to_owned())
}

/// Reads the files that were put into a field on the page, by the field's id, and calls back with their names and
/// texts. One that cannot be read, or is larger than `most` bytes, comes with an empty text.
pub fn put_into(field: &str, most: f64, act: impl FnOnce(Vec<(String, String)>) + 'static) {
    let element = super::page::document().and_then(|document| document.get_element_by_id(field));
    let Some(list) =
        element.and_then(|element| element.dyn_into::<HtmlInputElement>().ok()).and_then(|input| input.files())
    else {
        return;
    };
    spawn_local(async move {
        let mut files = Vec::new();
        for number in 0..list.length() {
            if let Some(file) = list.get(number) {
                let text = read(&file, most).await.unwrap_or_default();
                files.push((file.name(), text));
            }
        }
        act(files);
    });
}

async fn read(file: &File, most: f64) -> Result<String, String> {
    if file.size() > most {
        return Err(crate::languages::t("file.too-large").to_owned());
    }
    let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
    text.ok_or_else(|| crate::languages::t("file.unreadable").to_owned())
}
