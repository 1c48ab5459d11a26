//! Says whether the worker is built in parts: it is when built for release, for browsers.

use std::env;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(in_parts)");
    let is_for_browsers = env::var_os("CARGO_CFG_TARGET_ARCH").is_some_and(|name| name == "wasm32");
    let is_for_release = env::var_os("PROFILE").is_some_and(|name| name == "release");
    if is_for_browsers && is_for_release {
        println!("cargo::rustc-cfg=in_parts");
        // What refers to what: from it, `wasm-split` knows which part a function belongs to.
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
