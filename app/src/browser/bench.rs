//! What a bench for canvases drives: `window.__bench`, only where the address asks for it.

use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::js_sys::{Object, Promise, Reflect};

/// What the bench may do. Counts come as the numbers that scripts have.
pub struct Hook<Load, Centre, Home, Fit> {
    /// Draws a graph of so many boxes and connections.
    pub load: Load,
    /// The middle of a box on the page, where it is in view.
    pub centre: Centre,
    /// Zoom 1, the world's origin at the upper left.
    pub home: Home,
    /// Everything in view.
    pub fit: Fit,
}

/// Puts the hook on the page.
pub fn expose<Load, Centre, Home, Fit>(hook: Hook<Load, Centre, Home, Fit>)
where
    Load: Fn(f64, f64) + 'static,
    Centre: Fn(f64) -> Option<(f64, f64)> + 'static,
    Home: Fn() + 'static,
    Fit: Fn() + 'static,
{
    let Hook { load, centre, home, fit } = hook;
    let load = Closure::<dyn Fn(f64, f64) -> Promise>::new(move |boxes, connections| {
        load(boxes, connections);
        drawn()
    });
    let centre = Closure::<dyn Fn(f64) -> JsValue>::new(move |number| match centre(number) {
        Some((x, y)) => object(&[("x", x.into()), ("y", y.into())]),
        None => JsValue::NULL,
    });
    let home = Closure::<dyn Fn()>::new(home);
    let fit = Closure::<dyn Fn()>::new(fit);
    // They live as long as the page.
    let bench = object(&[
        ("ready", Promise::resolve(&JsValue::UNDEFINED).into()),
        ("load", load.into_js_value()),
        ("nodeCenter", centre.into_js_value()),
        ("home", home.into_js_value()),
        ("fit", fit.into_js_value()),
    ]);
    if let Some(window) = web_sys::window() {
        let _ = Reflect::set(&window, &"__bench".into(), &bench);
    }
}

/// Kept when what follows from a change stands on the page: before the next frame is painted.
fn drawn() -> Promise {
    Promise::new(&mut |resolve, _| {
        super::page::next_frame(move || {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        });
    })
}

fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
