//! Says whether the page is built in parts: a module for the drawing, and one that comes later. It is when built for
//! release, and not with the feature `whole`.

use std::env::var_os;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-check-cfg=cfg(in_parts)");
    let is_for_browsers = var_os("CARGO_CFG_TARGET_ARCH").is_some_and(|name| name == "wasm32");
    let is_for_release = var_os("PROFILE").is_some_and(|name| name == "release");
    if is_for_browsers && is_for_release && var_os("CARGO_FEATURE_WHOLE").is_none() {
        println!("cargo:rustc-cfg=in_parts");
        // What refers to what: from it, `wasm-split` knows which part a function belongs to.
        println!("cargo:rustc-link-arg-bins=--emit-relocs");
    }
}
