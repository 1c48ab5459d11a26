//! Files that lie beside the page, fetched when somebody asks for them. Knows nothing of what they hold.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The text of a file beside the page, by its path relative to it.
///
/// # Errors
/// When it is not there, or the network is not; in the browser's words.
pub async fn text(path: &str) -> Result<String, String> {
    let window = web_sys::window().ok_or("there is no window")?;
    let answer = JsFuture::from(window.fetch_with_str(path)).await.map_err(|problem| words(&problem))?;
    let answer: Response = answer.dyn_into().map_err(|other| words(&other))?;
    if !answer.ok() {
        return Err(format!("{} {}", answer.status(), answer.status_text()));
    }
    let text = JsFuture::from(answer.text().map_err(|problem| words(&problem))?).await;
    text.ok().and_then(|text| text.as_string()).ok_or_else(|| "the answer is no text".to_owned())
}

fn words(problem: &wasm_bindgen::JsValue) -> String {
    let error = problem.dyn_ref::<js_sys::Error>();
    error.map_or_else(|| "the browser gave no reason".to_owned(), |error| String::from(error.message()))
}
