#![no_main]
use gangmu_engine::{Source, analyze};

libfuzzer_sys::fuzz_target!(|text: &str| {
    let source = Source { name: "报告.txt", bytes: text.as_bytes() };
    analyze(&[source], &gangmu_model::Options::default(), &mut ());
});
