#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gangmu_fuzz::read_package("表.xlsx", &[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", bytes), ("xl/sharedStrings.xml", bytes), ("xl/worksheets/sheet1.xml", bytes)]));
