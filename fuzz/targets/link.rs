//! Throws bytes at `loadbearing_fuzz::link`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| loadbearing_fuzz::link(bytes));
