//! The worker itself: questions come in as messages, answers go out as messages. Everything else stands in the library.

#[cfg(target_arch = "wasm32")]
mod web;

fn main() {
    #[cfg(target_arch = "wasm32")]
    web::start();
}
