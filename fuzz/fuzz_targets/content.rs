//! Files of the content directory; what must be true is in `src/content.rs`.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| patient_center_fuzz::content(input));
