//! Starts the page. Everything else stands in the library.

fn main() {
    console_error_panic_hook::set_once();
    #[cfg(all(feature = "alone", target_arch = "wasm32"))]
    if loadbearing_app::browser::page::document().is_none() {
        // The same module, started in a worker.
        return loadbearing_worker::web::listen();
    }
    loadbearing_app::view::start();
}
