//! Throws bytes at `loadbearing_fuzz::drawio`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| loadbearing_fuzz::drawio(bytes));
