#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gangmu_fuzz::read_package("报告.odt", &[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", bytes)]));
