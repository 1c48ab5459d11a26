//! A drawing in SVG as a picture in PNG: the browser paints it. Knows nothing of what it shows.

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

use crate::languages::t;

/// The longest side and the largest area, in pixels, that all browsers paint:
/// <https://developer.mozilla.org/en-US/docs/Web/HTML/Reference/Elements/canvas>.
const LONGEST: f64 = 16_384.0;
const LARGEST: f64 = 100_000_000.0;

/// The bytes of the picture, so many times as large as the drawing is in pixels.
///
/// # Errors
/// When it would be too large, or the browser does not paint it; in words.
pub async fn png(svg: &str, (width, height): (f64, f64), scale: f64) -> Result<Vec<u8>, String> {
    let (width, height) = ((width * scale).ceil(), (height * scale).ceil());
    if width.max(height) > LONGEST || width * height > LARGEST {
        return Err(t("export.too-large").to_owned());
    }
    let kind = BlobPropertyBag::new();
    kind.set_type("image/svg+xml");
    let parts = Array::of1(&JsValue::from_str(svg));
    let address = Blob::new_with_str_sequence_and_options(&parts, &kind)
        .and_then(|blob| Url::create_object_url_with_blob(&blob))
        .map_err(|_| refused())?;
    let painted = painted(&address, width, height).await;
    // It is painted or it is not; nobody needs it any more.
    let _ = Url::revoke_object_url(&address);
    painted.map_err(|_| refused())
}

async fn painted(address: &str, width: f64, height: f64) -> Result<Vec<u8>, JsValue> {
    let image = HtmlImageElement::new()?;
    image.set_src(address);
    JsFuture::from(image.decode()).await?;
    let document = super::page::document().ok_or(JsValue::NULL)?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.dyn_into()?;
    // Sizes are whole and bounded by now.
    canvas.set_width(width as u32);
    canvas.set_height(height as u32);
    let context: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.dyn_into()?;
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    let promise = Promise::new(&mut |done, failed| {
        if canvas.to_blob(&done).is_err() {
            // Whoever waits hears it by the other way.
            let _ = failed.call0(&JsValue::NULL);
        }
    });
    let blob: Blob = JsFuture::from(promise).await?.dyn_into()?;
    let buffer = JsFuture::from(blob.array_buffer()).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn refused() -> String {
    t("export.not-painted").to_owned()
}
