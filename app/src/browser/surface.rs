//! One painted surface: shapes given as SVG paths, in colours given as tokens of the style sheets.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, Element, HtmlCanvasElement, Path2d};

/// One colour's worth of shapes: path, token of the colour, width of the stroke in screen pixels or filled.
pub type Shapes<'a> = (&'a str, &'a str, Option<f64>);

/// Shapes as the browser knows them, from the bottom up: paths are read once, and painted as often as they are asked for.
#[derive(Clone, Debug, Default)]
pub struct Sheet(Vec<(Path2d, String, Option<f64>)>);

impl Sheet {
    /// These shapes.
    #[must_use]
    pub fn of<'a>(layers: impl IntoIterator<Item = Shapes<'a>>) -> Self {
        let read = |(path, token, stroke): Shapes<'a>| {
            Some((Path2d::new_with_path_string(path).ok()?, token.to_owned(), stroke))
        };
        Self(layers.into_iter().filter_map(read).collect())
    }
}

/// How the world lies on the surface: size in CSS pixels, shift in CSS pixels, zoom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lay {
    /// Width and height of the surface.
    pub size: (f64, f64),
    /// Where the world's origin is.
    pub shift: (f64, f64),
    /// Screen pixels a world pixel.
    pub zoom: f64,
}

/// Paints shapes onto a surface, which is wiped first.
pub fn paint(canvas: &Element, lay: Lay, sheet: &Sheet) {
    let Some((canvas, context)) = context(canvas) else { return };
    let ratio = web_sys::window().map_or(1.0, |window| window.device_pixel_ratio());
    // Truncation is meant: a surface has whole pixels.
    let (width, height) = ((lay.size.0 * ratio) as u32, (lay.size.1 * ratio) as u32);
    if (canvas.width(), canvas.height()) != (width, height) {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let plain = context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
    context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
    let scale = lay.zoom * ratio;
    let (across, down) = (lay.shift.0 * ratio, lay.shift.1 * ratio);
    if plain.and_then(|()| context.set_transform(scale, 0.0, 0.0, scale, across, down)).is_err() {
        return;
    }
    for (path, token, stroke) in &sheet.0 {
        let colour = colour(token);
        if let Some(stroke) = stroke {
            context.set_stroke_style_str(&colour);
            context.set_line_width(*stroke / lay.zoom);
            context.stroke_with_path(path);
        } else {
            context.set_fill_style_str(&colour);
            context.fill_with_path_2d(path);
        }
    }
}

/// Shows what lies on a surface so many pixels to the right and down from where it was painted; nothing is painted anew.
pub fn shift(canvas: &Element, (right, down): (f64, f64)) {
    if let Some(canvas) = canvas.dyn_ref::<HtmlCanvasElement>() {
        // A property that a browser refused would leave the surface where it lies.
        let _ = canvas.style().set_property("transform", &format!("translate({right:.1}px,{down:.1}px)"));
    }
}

/// Wipes a surface.
pub fn wipe(canvas: &Element) {
    if let Some((canvas, context)) = context(canvas)
        && context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0).is_ok()
    {
        context.clear_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
    }
}

fn context(element: &Element) -> Option<(&HtmlCanvasElement, CanvasRenderingContext2d)> {
    let canvas: &HtmlCanvasElement = element.dyn_ref()?;
    Some((canvas, canvas.get_context("2d").ok()??.dyn_into().ok()?))
}

/// What a token is just now.
fn colour(token: &str) -> String {
    let root = super::page::document().and_then(|document| document.document_element());
    let style = web_sys::window().zip(root).and_then(|(window, root)| window.get_computed_style(&root).ok().flatten());
    style.and_then(|style| style.get_property_value(token).ok()).unwrap_or_default()
}
