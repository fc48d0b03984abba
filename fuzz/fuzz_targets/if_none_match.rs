//! Lines of `If-None-Match`; what must be true is in `src/if_none_match.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| patient_center_fuzz::if_none_match(input));
