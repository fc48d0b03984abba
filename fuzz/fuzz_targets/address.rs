//! The target of a request: path and query; what must be true is in `src/address.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| patient_center_fuzz::address(input));
