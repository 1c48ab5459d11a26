//! Throws bytes at `loadbearing_fuzz::excalidraw`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| loadbearing_fuzz::excalidraw(bytes));
