#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gangmu_fuzz::read_package("报告.docx", &[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", bytes), ("word/numbering.xml", bytes)]));
