//! The worker as a program of its own. Everything stands in the library.

fn main() {
    #[cfg(target_arch = "wasm32")]
    loadbearing_worker::web::start();
}
