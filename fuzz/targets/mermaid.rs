//! Throws bytes at `loadbearing_fuzz::mermaid`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| loadbearing_fuzz::mermaid(bytes));
