//! Lines of `Accept-Encoding`; what must be true is in `src/accept_encoding.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| patient_center_fuzz::accept_encoding(input));
