//! Files of the person in front of the page: one is chosen and read, one is handed over. Knows no format.

use crate::signals::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, HtmlInputElement, Url};

/// Hands a text over as a file. Says whether the browser took it.
pub fn save(name: &str, text: &str) -> bool {
    download(name, text).is_some()
}

fn download(name: &str, text: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&text.into());
    let kind = BlobPropertyBag::new();
    kind.set_type("application/json");
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let anchor: HtmlAnchorElement = super::page::document()?.create_element("a").ok()?.dyn_into().ok()?;
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    // The download has begun by now; the browser keeps what it needs.
    let _ = Url::revoke_object_url(&address);
    Some(())
}

/// Asks for a file and calls back with its name and text, or with why it could not be read. A file of more than
/// `most` bytes is not read. Never calls back where no file is chosen.
pub fn choose(most: f64, act: impl Fn(String, Result<String, String>) + 'static) {
    let Some(input) = super::page::document()
        .and_then(|document| document.create_element("input").ok())
        .and_then(|element| element.dyn_into::<HtmlInputElement>().ok())
    else {
        return;
    };
    input.set_type("file");
    input.set_accept(".json,application/json");
    let of_input = input.clone();
    let act = std::rc::Rc::new(act);
    let callback = Closure::<dyn Fn()>::new(move || {
        let file = of_input.files().and_then(|files| files.get(0));
        if let Some(file) = file {
            let act = act.clone();
            spawn_local(async move { act(file.name(), read(&file, most).await) });
        }
    });
    input.set_onchange(Some(callback.as_ref().unchecked_ref()));
    // The input holds it, and nobody knows when the person has decided.
    callback.forget();
    input.click();
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
