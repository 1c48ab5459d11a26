//! Throws bytes at `loadbearing_fuzz::design`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| loadbearing_fuzz::design(bytes));
