//! Starts the page. Everything else stands in the library.

fn main() {
    console_error_panic_hook::set_once();
    loadbearing_app::view::start();
}
