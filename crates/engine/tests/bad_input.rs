//! What people hand over by mistake, and worse: each gives an entry of `errors` with the file's name, and the others open.

use gangmu_engine::{Source, analyze};
use gangmu_model::{Analysis, Options};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const REPORT: &str = "青禾县2024年政府工作报告\n各位代表：\n一、2023年工作回顾\n全年新增企业30家，增长5%。\n";

fn run(sources: &[(&str, &[u8])]) -> Analysis {
    let sources: Vec<Source> = sources.iter().map(|&(name, bytes)| Source { name, bytes }).collect();
    analyze(&sources, &Options::default(), &mut ())
}

fn errors(analysis: &Analysis) -> Vec<(&str, &str)> {
    analysis.errors.iter().map(|error| (error.source.as_str(), error.code.as_str())).collect()
}

fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a file");
        writer.write_all(bytes).expect("a file");
    }
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn what_is_no_report_is_named_and_the_others_open() {
    let picture = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0".to_vec();
    let photograph = [&b"\xFF\xD8\xFF\xE0\0\x10JFIF\0"[..], &[7; 400]].concat();
    let empty = archive(&[]);
    let hollow = archive(&[("空.txt", b""), ("__MACOSX/._报告.txt", b"x")]);
    let sources: [(&str, &[u8]); 6] = [
        ("图.docx", &picture),
        ("照片.txt", &photograph),
        ("空.zip", &empty),
        ("只有空的.zip", &hollow),
        ("空.txt", b""),
        ("报告.txt", REPORT.as_bytes()),
    ];
    let analysis = run(&sources);
    assert_eq!(
        errors(&analysis),
        [
            ("图.docx", "unsupported-format"),
            ("照片.txt", "unsupported-format"),
            ("空.zip", "empty"),
            ("只有空的.zip/空.txt", "empty"),
            ("空.txt", "empty"),
        ]
    );
    assert_eq!(analysis.documents.len(), 1);
    assert_eq!(analysis.documents[0].indicators.len(), 2);
}

#[test]
fn two_files_of_one_name_are_two_reports() {
    let other = REPORT.replace("青禾县", "云溪县");
    let analysis = run(&[("报告.txt", REPORT.as_bytes()), ("报告.txt", other.as_bytes())]);
    let titles: Vec<&str> = analysis.documents.iter().map(|document| document.title.as_str()).collect();
    assert_eq!(titles, ["青禾县2024年政府工作报告", "云溪县2024年政府工作报告"]);
    assert_ne!(analysis.documents[0].id, analysis.documents[1].id);
    // In an archive, too.
    let bytes = archive(&[("甲/报告.txt", REPORT.as_bytes()), ("乙/报告.txt", other.as_bytes())]);
    let names: Vec<String> =
        run(&[("包.zip", &bytes)]).documents.into_iter().map(|document| document.source.name).collect();
    assert_eq!(names, ["包.zip/甲/报告.txt", "包.zip/乙/报告.txt"]);
}

#[test]
fn archives_in_archives_come_to_an_end() {
    // As one that holds itself would, each holds the next, and a report.
    let mut inner = archive(&[("报告.txt", REPORT.as_bytes())]);
    for _ in 0..40 {
        inner = archive(&[("里.zip", &inner), ("报告.txt", REPORT.as_bytes())]);
    }
    let analysis = run(&[("套.zip", &inner)]);
    assert_eq!(errors(&analysis), [("套.zip/里.zip/里.zip", "nested-archive")]);
    assert_eq!(analysis.documents.len(), 2);
    // Each holds ten of the next: a thousand at the third step, of which none is opened.
    let mut inner = archive(&[("报告.txt", REPORT.as_bytes())]);
    for _ in 0..3 {
        let names: Vec<String> = (0..10).map(|at| format!("{at}.zip")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &inner[..])).collect();
        inner = archive(&files);
    }
    let analysis = run(&[("多.zip", &inner)]);
    assert_eq!((analysis.documents.len(), analysis.errors.len()), (0, 100));
}

#[test]
fn ten_thousand_small_files_are_each_read_or_named() {
    let texts: Vec<String> =
        (0..10_000).map(|at| if at % 100 == 7 { String::new() } else { format!("第{at}条。") }).collect();
    let sources: Vec<Source> = texts.iter().map(|text| Source { name: "条.txt", bytes: text.as_bytes() }).collect();
    let analysis = analyze(&sources, &Options::default(), &mut ());
    assert_eq!((analysis.documents.len(), analysis.errors.len()), (9_900, 100));
    // In one archive the first half of them is read, and it says so.
    let names: Vec<String> = (0..10_000).map(|at| format!("{at}.txt")).collect();
    let files: Vec<(&str, &[u8])> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let analysis = run(&[("包.zip", &archive(&files))]);
    assert_eq!((analysis.documents.len(), analysis.errors.len()), (4_950, 51));
    assert!(errors(&analysis).contains(&("包.zip", "too-many-files")), "{:?}", analysis.errors.last());
}
