#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| vnfseal_fuzz::certificate::run(input));
