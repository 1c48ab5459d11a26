//! Writes what the other targets begin with, and throws nothing: it is a target because only those can be built with the
//! flags of all.
#![no_main]

libfuzzer_sys::fuzz_target!(init: loadbearing_fuzz::seeds::write_all(), |_bytes: &[u8]| ());
