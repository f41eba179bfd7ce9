#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gangmu_fuzz::read_package("报告.ofd", &[("OFD.xml", bytes), ("Doc_0/Document.xml", bytes), ("Doc_0/Pages/Page_0/Content.xml", bytes)]));
