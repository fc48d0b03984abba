//! Lines of `Accept-Language`; what must be true is in `src/accept_language.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| patient_center_fuzz::accept_language(input));
