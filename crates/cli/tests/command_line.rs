//! The program as a person or a script meets it: exit status, streams, sentences; good, bad and odd input.

use calamine::{Reader, Xlsx, open_workbook, open_workbook_from_rs};
use gangmu_model::{Analysis, Checked, Correction, CorrectionAction, CorrectionFile, Indicator, Status, anchor};
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const COUNTY: &str = "yunxi-county-2024.txt";
const CITY: [&str; 2] = ["linhe-city-2023.txt", "linhe-city-2024.txt"];

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples").join(name)
}

/// The program, away from the project's folder and from the locale of whoever runs the tests.
fn gangmu(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gangmu"));
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "en_GB.UTF-8");
    command
}

fn run(arguments: &[&str]) -> Output {
    gangmu(&std::env::temp_dir(), arguments).output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("the program ended by itself")
}

fn analysis(output: &Output) -> Analysis {
    serde_json::from_str(out(output)).unwrap()
}

/// A file of these bytes, alone in a folder.
fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

/// Analyses a file of these bytes.
fn analyze(name: &str, bytes: &[u8]) -> Output {
    let (_folder, path) = file(name, bytes);
    run(&["analyze", &path])
}

/// The file failed, a sentence says so and names it, and what was written is still an analysis.
fn fails_with(name: &str, bytes: &[u8], code: &str) {
    let output = analyze(name, bytes);
    assert_eq!(status(&output), 1, "{}", err(&output));
    assert_eq!(err(&output).lines().count(), 1, "{}", err(&output));
    assert!(err(&output).contains(name), "{}", err(&output));
    assert!(!err(&output).contains(&format!("({code})")), "no sentence for {code}: {}", err(&output));
    let analysis = analysis(&output);
    assert!(analysis.documents.is_empty());
    assert_eq!(analysis.errors.iter().map(|error| (&*error.source, &*error.code)).collect::<Vec<_>>(), [(name, code)]);
}

#[test]
fn a_report_becomes_one_object_and_a_line_end() {
    let output = run(&["analyze", sample(COUNTY).to_str().unwrap()]);
    assert_eq!((status(&output), err(&output)), (0, ""));
    assert_eq!(out(&output).matches('\n').count(), 1);
    let analysis = analysis(&output);
    assert_eq!(analysis.schema, "gangmu.analysis/1");
    let [document] = &analysis.documents[..] else { panic!("one document") };
    assert_eq!(document.title, "2024年芸溪县政府工作报告");
    assert_eq!(document.source.name, COUNTY);
    assert_eq!((document.year, document.region.as_ref().unwrap().name.as_str()), (Some(2024), "芸溪县"));
    assert!(document.sections.len() > 10 && document.indicators.len() > 100 && document.terms.len() > 100);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let path = sample(CITY[0]);
    let arguments = ["analyze", path.to_str().unwrap()];
    assert_eq!(run(&arguments).stdout, run(&arguments).stdout);
}

#[test]
fn ndjson_has_a_document_a_line() {
    let paths = CITY.map(sample);
    let output = run(&["analyze", "--format", "ndjson", paths[0].to_str().unwrap(), paths[1].to_str().unwrap()]);
    let years: Vec<_> = out(&output)
        .lines()
        .map(|line| serde_json::from_str::<gangmu_model::Document>(line).unwrap().year.unwrap())
        .collect();
    assert_eq!(years, [2023, 2024]);
}

#[test]
fn csv_has_a_row_an_indicator() {
    let path = sample(COUNTY);
    let path = path.to_str().unwrap();
    let rows = analysis(&run(&["analyze", path])).documents[0].indicators.len();
    let output = run(&["analyze", "--format=csv", path]);
    assert_eq!(status(&output), 0);
    assert!(out(&output).starts_with("document,region,year,section,indicator,"));
    assert_eq!(out(&output).matches("\r\n").count(), rows + 1);
    let with_mark = run(&["analyze", "--format=csv", "--bom", path]);
    assert_eq!(out(&with_mark).strip_prefix('\u{FEFF}'), Some(out(&output)));
}

#[test]
fn a_workbook_goes_to_a_file_or_down_a_pipe_with_the_same_bytes() {
    let paths = CITY.map(sample);
    let paths = paths.each_ref().map(|path| path.to_str().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("指标.xlsx");
    let target = target.to_str().unwrap();
    let output = run(&["analyze", "--format", "xlsx", "--lang=zh-CN", "--output", target, paths[0], paths[1]]);
    assert_eq!((status(&output), err(&output), out(&output)), (0, "", ""));
    let piped = run(&["analyze", "--format=xlsx", "--lang=zh-CN", paths[0], paths[1]]);
    assert_eq!(fs::read(target).unwrap(), piped.stdout);

    let mut book: Xlsx<_> = open_workbook(target).unwrap();
    assert_eq!(book.sheet_names(), ["麟河市2023", "麟河市2024", "原文", "怎么算的"]);
    let rows = analysis(&run(&["analyze", paths[1]])).documents[0].indicators.len();
    assert_eq!(book.worksheet_range("麟河市2024").unwrap().height(), rows + 1);
    let method = book.worksheet_range("怎么算的").unwrap();
    assert!(method.rows().flatten().all(|cell| !cell.to_string().contains("export.")));

    let output = run(&["analyze", "--format=xlsx", "--one-sheet", "-o", target, paths[0], paths[1]]);
    assert_eq!(status(&output), 0);
    let book: Xlsx<_> = open_workbook(target).unwrap();
    assert_eq!(book.sheet_names(), ["Indicators", "Text", "Method"]);
}

#[test]
fn tasks_are_the_targets_with_and_without_a_number() {
    let path = sample(COUNTY);
    let path = path.to_str().unwrap();
    let document = &analysis(&run(&["analyze", path])).documents[0];
    let targets = document.indicators.iter().filter(|row| row.status == Status::Target).count();
    let promises = document.commitments.iter().filter(|promise| promise.status == Status::Target).count();
    assert!(targets > 20 && promises > 0);
    let output = run(&["analyze", "--format=tasks", "--lang=zh-CN", path]);
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(output.stdout)).unwrap();
    let sheet = book.worksheet_range("芸溪县2024").unwrap();
    let lines: Vec<Vec<_>> = sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert_eq!(lines[0], ["事项", "量化目标", "时限", "牵头单位", "原句", "核对"]);
    assert_eq!(lines.len(), 1 + targets + promises);
    assert!(lines[1..].iter().all(|line| line[3].is_empty() && !line[0].is_empty() && !line[1].is_empty()));
    assert!(lines.iter().any(|line| line[1] == "高于农民收入平均"), "{lines:?}");
}

#[test]
fn the_panel_and_markdown_have_a_line_a_row() {
    let path = sample(COUNTY);
    let path = path.to_str().unwrap();
    let rows = analysis(&run(&["analyze", path])).documents[0].indicators.len();
    let output = run(&["analyze", "--format=panel", "--bom", path]);
    assert!(out(&output).starts_with("\u{FEFF}region,year,role,indicator,name,value,value_max,bound,unit,type,"));
    assert_eq!(out(&output).matches("\r\n芸溪县,2024,").count(), rows);
    let output = run(&["analyze", "--format=markdown", "--lang=zh-CN", path]);
    assert!(out(&output).starts_with("| 指标 | 动作 |"), "{}", out(&output));
    assert_eq!(out(&output).lines().count(), rows + 2);
}

#[test]
fn what_cannot_be_written_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = sample(COUNTY);
    let target = folder.path().join("none/rows.xlsx");
    let output = run(&["analyze", "--format=xlsx", "-o", target.to_str().unwrap(), path.to_str().unwrap()]);
    assert_eq!(status(&output), 1);
    assert!(err(&output).starts_with("The output could not be written: "), "{}", err(&output));
}

/// `script` gives the program a terminal.
#[cfg(target_os = "linux")]
#[test]
fn no_workbook_is_printed_onto_a_terminal() {
    let command = format!("{} analyze --format=xlsx {}", env!("CARGO_BIN_EXE_gangmu"), sample(COUNTY).display());
    let mut script = Command::new("script");
    script.args(["-q", "-e", "-c", &command, "/dev/null"]).env_remove("LC_ALL").env("LANG", "en_GB.UTF-8");
    let Ok(output) = script.env_remove("LC_MESSAGES").stdin(Stdio::null()).output() else {
        eprintln!("not checked: there is no script(1)");
        return;
    };
    assert_eq!(status(&output), 2);
    assert!(out(&output).contains("--output FILE"), "{}", out(&output));
}

#[test]
fn terms_are_tab_separated_under_a_header() {
    let path = sample(COUNTY);
    let path = path.to_str().unwrap();
    let output = run(&["terms", path]);
    let mut lines = out(&output).lines();
    assert_eq!(
        lines.next(),
        Some("document\tterm\tcount\tper_10k\ttfidf\tkeyness\tg2\tlog_ratio\tdocuments\tdispersion\tnew\tnoun")
    );
    let all = lines.inspect(|line| assert_eq!(line.matches('\t').count(), 11, "{line}")).count();
    assert_eq!(all, analysis(&run(&["analyze", path])).documents[0].terms.len());

    let frequent = run(&["terms", "--min-count", "5", path]);
    let counts: Vec<u32> =
        out(&frequent).lines().skip(1).map(|line| line.split('\t').nth(2).unwrap().parse().unwrap()).collect();
    assert!(!counts.is_empty() && counts.len() < all && counts.iter().all(|count| *count >= 5));

    let json = run(&["terms", "--format", "json", "--min-count", "5", path]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(out(&json)).unwrap();
    assert_eq!(rows.len(), counts.len());
    assert_eq!(rows[0]["document"], "2024年芸溪县政府工作报告");
}

#[test]
fn what_sets_a_report_apart_comes_nouns_first() {
    let path = sample(COUNTY);
    let output = run(&["terms", "--apart", path.to_str().unwrap()]);
    let rows: Vec<Vec<&str>> = out(&output).lines().skip(1).map(|line| line.split('\t').collect()).collect();
    let figure = |row: &[&str], column: usize| row[column].parse::<f64>().unwrap();
    let nouns = rows.iter().take_while(|row| row[11] == "true").count();
    assert!(nouns > 3 && rows[nouns..].iter().all(|row| row[11] == "false"), "{rows:?}");
    for rows in [&rows[..nouns], &rows[nouns..]] {
        assert!(rows.is_sorted_by(|a, b| figure(a, 5) >= figure(b, 5)));
        assert!(rows.iter().all(|row| figure(row, 5) > 0.0 || figure(row, 6) >= 6.63));
    }
}

#[test]
fn what_sets_a_real_report_apart_are_its_matters() {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("GANGMU_SHARED").map_or_else(beside, PathBuf::from);
    let Ok(path) = shared.join("corpus/compilation.txt").canonicalize() else {
        eprintln!("skipped: there is no ../shared/corpus beside the project");
        return;
    };
    let output = run(&["terms", "--apart", path.to_str().unwrap()]);
    let rows = out(&output).lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let first: Vec<&str> = rows.filter(|row| row[0].contains("彬州")).map(|row| row[1]).take(24).collect();
    for term in ["煤矿", "大佛寺", "果业"] {
        assert!(first.contains(&term), "{term} is not in {first:?}");
    }
    let numeral =
        |term: &&str| term.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十百千万亿第年%".contains(c));
    assert!(!first.iter().any(numeral), "{first:?}");
}

#[test]
fn terms_can_be_compared_restricted_and_changed() {
    let path = sample(COUNTY);
    let path = path.to_str().unwrap();
    let table = |arguments: &[&str]| {
        let output = run(&[&["terms"], arguments, &[path]].concat());
        assert_eq!(status(&output), 0);
        out(&output).lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect::<Vec<Vec<_>>>()
    };
    let count = |rows: &[Vec<String>]| rows.iter().map(|row| row[2].parse::<u32>().unwrap()).sum::<u32>();
    let (all, review, plan) = (table(&[]), table(&["--role", "review"]), table(&["--role", "plan"]));
    assert!(count(&review) > 0 && count(&plan) > 0 && count(&review) + count(&plan) <= count(&all));
    // Against itself nothing is said oftener.
    assert!(table(&["--against", path]).iter().all(|row| row[5] == "0" && row[7] == "0"));
    let reviewed = table(&["--role", "review", "--against", "plan"]);
    assert!(reviewed.iter().any(|row| row[7] != "0" && row[8] == "0"));

    let folder = tempfile::tempdir().unwrap();
    let words = folder.path().join("words.txt");
    std::fs::write(&words, "\u{FEFF}社会消费品零售总额增长 100 n\r\n不会出现的词\r\n").unwrap();
    let words = words.to_str().unwrap();
    let output = run(&["terms", "--lang", "en", "--user-words", words, path]);
    assert!(out(&output).contains("\t社会消费品零售总额增长\t"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("不会出现的词 took no effect") && said.contains("User word 社会消费品零售总额增长"),
        "{said}"
    );
    assert_eq!(status(&run(&["terms", "--user-words", "no-such-file", path])), 2);
}

#[test]
fn a_term_is_shown_in_context() {
    let path = sample(COUNTY);
    let path = path.to_str().unwrap();
    let output = run(&["kwic", "零售总额", path]);
    assert_eq!(status(&output), 0);
    let mut lines = out(&output).lines();
    assert_eq!(lines.next(), Some("document\toffset\tleft\tterm\tright\tsection"));
    let text: Vec<char> = analysis(&run(&["analyze", path])).documents[0].text.chars().collect();
    let mut places = 0;
    for line in lines {
        let fields: Vec<&str> = line.split('\t').collect();
        let start: usize = fields[1].parse().unwrap();
        assert_eq!(text[start..start + 4].iter().collect::<String>(), "零售总额");
        assert!(fields[2].ends_with("社会消费品"));
        places += 1;
    }
    assert!(places > 0);
}

#[test]
fn attention_is_measured_for_the_whole_and_its_parts() {
    let path = sample(COUNTY);
    let path = path.to_str().unwrap();
    let rows = |list: &str| -> Vec<serde_json::Value> {
        let output = run(&["attention", list, "--format", "json", path]);
        assert_eq!(status(&output), 0);
        serde_json::from_str(out(&output)).unwrap()
    };
    let shipped = rows("民生");
    assert_eq!(shipped.iter().map(|row| row["part"].as_str().unwrap()).collect::<Vec<_>>(), ["all", "review", "plan"]);
    let of = |row: &serde_json::Value, key: &str| row[key].as_u64().unwrap();
    assert!(of(&shipped[0], "hits") >= of(&shipped[1], "hits") + of(&shipped[2], "hits"));
    assert!(of(&shipped[0], "characters") > of(&shipped[1], "characters") + of(&shipped[2], "characters"));

    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("list.txt");
    std::fs::write(&list, "零售总额，没有这个词 # 说明\n-没有").unwrap();
    let own = rows(list.to_str().unwrap());
    assert_eq!((own[0]["covered"].as_u64(), own[0]["words"].as_u64()), (Some(1), Some(2)));
    assert_eq!(own[0]["dominant"], "零售总额");
    let table = run(&["attention", list.to_str().unwrap(), "--role", "plan", path]);
    assert_eq!(out(&table).lines().count(), 2);
    assert_eq!(status(&run(&["attention", "no-such-list", path])), 2);
}

/// The page's browser tests read the same file.
#[test]
fn attention_gives_the_figures_that_the_page_shows() {
    let shared: serde_json::Value = serde_json::from_str(include_str!("../../../tests/e2e/attention.json")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &serde_json::Value| {
        let path = folder.path().join(name);
        std::fs::write(&path, text.as_str().unwrap()).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let list = write("list.txt", &shared["list"]);
    let reports = shared["reports"].as_array().unwrap();
    let reports: Vec<String> =
        reports.iter().map(|report| write(report["name"].as_str().unwrap(), &report["text"])).collect();
    let mut arguments = vec!["attention", list.as_str(), "--format", "json"];
    arguments.extend(reports.iter().map(String::as_str));
    let output = run(&arguments);
    assert_eq!(status(&output), 0);
    let mut rows: Vec<serde_json::Value> = serde_json::from_str(out(&output)).unwrap();
    for row in &mut rows {
        let hash = row.as_object_mut().unwrap().remove("list").unwrap();
        assert_eq!(hash.as_str().map(str::len), Some(16));
    }
    let rounded = |rows: &[serde_json::Value]| serde_json::to_string(rows).unwrap().replace(".0,", ",");
    assert_eq!(rounded(&rows), rounded(shared["expected"].as_array().unwrap()));
}

#[test]
fn the_outline_is_a_tree_of_offsets_and_headings() {
    let output = run(&["outline", sample(CITY[1]).to_str().unwrap()]);
    assert_eq!(status(&output), 0);
    let text = out(&output);
    assert!(text.starts_with("麟河市2024年政府工作报告\n"), "{text}");
    assert!(text.contains("一、过去一年工作回顾  [review]\n"), "{text}");
    assert!(text.contains("    1.壮大优势产业"), "{text}");
}

#[test]
fn explain_says_what_stands_at_a_character() {
    let path = sample(COUNTY);
    let path = path.to_str().unwrap();
    let analysis = analysis(&run(&["analyze", path]));
    let document = &analysis.documents[0];
    let (number, row) =
        document.indicators.iter().enumerate().find(|(_, row)| row.indicator == "社会消费品零售总额").unwrap();
    let output = run(&["explain", path, &row.span.start.to_string()]);
    assert_eq!(status(&output), 0);
    for part in [
        "⟦52.6亿元⟧",
        "一、2023年工作回顾",
        &format!("row {number}, "),
        "unit            亿元",
        &row.rule,
        "社会消费品零售总额‹name›",
        "from            “社会消费品零售总额” before",
        "The name stands right before the number",
        "time            Time and status: from what the section does (review)",
    ] {
        assert!(out(&output).contains(part), "{part}: {}", out(&output));
    }
    // Beside the number: the rows of the sentence are listed.
    let beside = run(&["explain", path, &(row.span.start - 1).to_string()]);
    assert!(out(&beside).contains("No row") && out(&beside).contains("社会消费品零售总额"), "{}", out(&beside));
    // Nowhere.
    let beyond = run(&["explain", path, "999999"]);
    assert_eq!((status(&beyond), out(&beyond)), (2, ""));
    assert!(err(&beyond).contains("999999"));
    assert_eq!(status(&run(&["explain", path, "0", "--report", "2"])), 2);
}

#[test]
fn a_dash_is_standard_input() {
    let mut child =
        gangmu(&std::env::temp_dir(), &["analyze", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(&fs::read(sample(COUNTY)).unwrap()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(status(&output), 0);
    assert_eq!(analysis(&output).documents[0].source.name, "-");
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let paths = CITY.map(sample);
    let mut child = gangmu(&std::env::temp_dir(), &["analyze", paths[0].to_str().unwrap(), paths[1].to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((status(&output), err(&output)), (0, ""));
}

#[test]
fn what_could_be_read_is_printed_beside_what_could_not() {
    let path = sample(COUNTY);
    let folder = tempfile::tempdir().unwrap();
    let folder_name = folder.path().to_str().unwrap();
    let output = run(&["analyze", "no-such-file.txt", path.to_str().unwrap(), folder_name]);
    assert_eq!(status(&output), 1);
    let analysis = analysis(&output);
    assert_eq!(analysis.documents.len(), 1);
    assert_eq!(analysis.errors.iter().map(|error| &*error.code).collect::<Vec<_>>(), ["not-found", "directory"]);
    let lines: Vec<_> = err(&output).lines().collect();
    assert_eq!(lines[0], "no-such-file.txt: there is no such file.");
    assert!(lines[1].starts_with(folder_name) && lines[1].contains("folder"), "{}", lines[1]);
}

#[test]
fn the_path_of_a_failed_file_is_told_also_among_namesakes() {
    let (_good, good) = file("a.txt", "全县粮食总产量达到12万吨。".as_bytes());
    let (_bad, bad) = file("a.txt", b"");
    let output = run(&["analyze", &good, &bad]);
    assert_eq!(status(&output), 1);
    assert!(err(&output).lines().any(|line| line.starts_with(&bad)), "{}", err(&output));
    assert!(!err(&output).contains(&good), "{}", err(&output));
}

#[test]
fn an_empty_file_is_said_to_be_empty() {
    fails_with("empty.txt", b"", "empty");
    fails_with("blank.txt", "\u{FEFF} \r\n\u{3000}\n".as_bytes(), "empty");
}

#[test]
fn zero_bytes_are_no_text() {
    fails_with("zeros.txt", &[0; 4096], "binary");
}

#[test]
fn a_picture_named_txt_is_no_text() {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend((0..2000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8));
    fails_with("picture.txt", &png, "unsupported-format");
}

#[test]
fn a_lone_ordinal_sign_is_read() {
    let output = analyze("lone.txt", "第".as_bytes());
    assert_eq!(status(&output), 0, "{}", err(&output));
    let analysis = analysis(&output);
    assert!(analysis.documents.iter().all(|document| document.indicators.is_empty()));
}

#[test]
fn a_text_without_headings_and_numbers_gives_an_empty_table_and_a_warning() {
    let output = analyze("prose.txt", "春天的山坡上开满了花，孩子们在溪边放风筝。\n傍晚，炊烟升起来了。\n".as_bytes());
    assert_eq!(status(&output), 0, "{}", err(&output));
    let analysis = analysis(&output);
    let [document] = &analysis.documents[..] else { panic!("one document") };
    assert!(document.sections.is_empty() && document.indicators.is_empty());
    assert!(document.warnings.iter().any(|warning| warning.code == "no-headings"));
    assert!(!err(&output).is_empty() && !err(&output).contains("(no-headings)"), "{}", err(&output));
}

#[test]
fn a_text_cut_in_the_middle_of_a_character_is_read_as_far_as_it_goes() {
    let whole = fs::read(sample(COUNTY)).unwrap();
    let cut = (3000..whole.len()).find(|at| whole[*at] & 0xC0 == 0x80).unwrap();
    let output = analyze("cut.txt", &whole[..cut]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    let analysis = analysis(&output);
    assert_eq!(analysis.documents[0].source.encoding.as_deref(), Some("UTF-8"));
    assert!(analysis.documents[0].indicators.len() > 20);
}

#[test]
fn other_encodings_give_the_same_report() {
    let text = fs::read_to_string(sample(COUNTY)).unwrap();
    let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let (of_utf8, of_utf16) = (analyze("a.txt", text.as_bytes()), analyze("a.txt", &utf16));
    let (of_utf8, of_utf16) = (analysis(&of_utf8), analysis(&of_utf16));
    assert_eq!(of_utf8.documents[0].text, of_utf16.documents[0].text);
    assert_eq!(of_utf8.documents[0].id, of_utf16.documents[0].id);
}

#[test]
fn wrong_arguments_end_with_two() {
    for arguments in
        [&[][..], &["analyse", "a"], &["analyze"], &["analyze", "--format", "xml", "a"], &["explain", "a", "b"]]
    {
        let output = run(arguments);
        assert_eq!((status(&output), out(&output)), (2, ""), "{arguments:?}");
        assert!(err(&output).contains("gangmu --help"), "{}", err(&output));
    }
}

#[test]
fn help_speaks_the_readers_language() {
    let help = |variable: &str, value: &str, arguments: &[&str]| {
        let output = gangmu(&std::env::temp_dir(), arguments).env(variable, value).output().unwrap();
        assert_eq!((status(&output), err(&output)), (0, ""));
        out(&output).to_owned()
    };
    assert!(help("LC_ALL", "zh_CN.UTF-8", &["--help"]).contains("用法："));
    assert!(help("LC_MESSAGES", "zh_TW", &["terms", "--help"]).contains("用法："));
    assert!(help("LC_ALL", "C", &["analyze", "-h"]).contains("Usage:"));
    assert!(help("LC_ALL", "zh_CN.UTF-8", &["--lang", "en", "--help"]).contains("Usage:"));
    assert_eq!(help("LC_ALL", "C", &["--version"]), concat!("gangmu ", env!("CARGO_PKG_VERSION"), "\n"));
    let complaint = gangmu(&std::env::temp_dir(), &["analyze", "nowhere.txt", "--lang=zh-CN"]).output().unwrap();
    assert_eq!(err(&complaint), "nowhere.txt：没有这个文件。\n");
}

#[test]
fn figures_that_do_not_agree_are_listed_with_both_places() {
    let text = "2024年芸溪县政府工作报告\n一、2023年工作回顾\n全县经济稳中有进，城镇新增就业5217人。\n\
                民生持续改善，城镇新增就业5271人。三次产业结构调整为17.9:35.7:47.4。\n";
    let (_folder, path) = file("report.txt", text.as_bytes());
    let output = run(&["check", &path]);
    assert_eq!(status(&output), 0, "{}", err(&output));
    let lines: Vec<_> = out(&output).lines().collect();
    assert_eq!(lines[0], "2024年芸溪县政府工作报告");
    let at = lines.iter().position(|line| line.contains("5271人 here")).expect("the doubt in words");
    assert!(lines[at + 1].contains("民生持续改善，城镇新增就业⟦5271人⟧。"), "{}", out(&output));
    assert!(lines[at + 2].contains("城镇新增就业⟦5217人⟧"), "{}", out(&output));
    assert!(out(&output).contains("⟦17.9:35.7:47.4⟧"), "{}", out(&output));
    assert!(!err(&output).contains("5271人"), "said once: {}", err(&output));

    // `analyze` says it beside the analysis
    let output = run(&["analyze", &path]);
    assert!(err(&output).contains("5271人"), "{}", err(&output));
    let analysis = analysis(&output);
    let warning = analysis.documents[0].warnings.iter().find(|warning| warning.code == "two-values").unwrap();
    assert!(warning.at > warning.against && warning.against.is_some());

    let output = run(&["check", sample(COUNTY).to_str().unwrap()]);
    assert_eq!(out(&output).lines().count(), 2, "{}", out(&output));
}

#[test]
fn corrections_of_the_page_are_applied() {
    let path = sample(COUNTY);
    let path = path.to_str().unwrap();
    let report = analysis(&run(&["analyze", path])).documents.remove(0);
    let about = |row: &Indicator, action: fn(Box<Indicator>) -> CorrectionAction, name: &str| Correction {
        document: report.id.clone(),
        anchor: anchor(&report.text, row.span, Some(row.indicator.clone()), 0),
        action: action(Box::new(Indicator { indicator: name.to_owned(), ..row.clone() })),
    };
    let list = CorrectionFile::new(vec![
        about(&report.indicators[0], CorrectionAction::Edit, "改过的指标"),
        about(&report.indicators[1], CorrectionAction::Delete, ""),
    ]);
    let (_folder, corrections) = file("改动.json", &serde_json::to_vec(&list).unwrap());
    let corrected = analysis(&run(&["analyze", "--corrections", &corrections, path])).documents.remove(0);
    assert_eq!(corrected.indicators.len(), report.indicators.len() - 1);
    assert_eq!(corrected.indicators[0].indicator, "改过的指标");
    assert_eq!(corrected.indicators[0].checked, Checked::Edited);
    assert_eq!(corrected.indicators[1].indicator, report.indicators[2].indicator);

    let refused = run(&["analyze", "--corrections", path, path]);
    assert_eq!(status(&refused), 2);
    assert!(err(&refused).contains("gangmu.corrections/1"), "{}", err(&refused));
}
