//! The reports of the shared corpus, where it is there: how many each source holds, and what each is, where and when.

use gangmu_engine::{Source, analyze};
use gangmu_model::{Confidence, DocumentKind, Options, RegionLevel};
use std::env;
use std::path::{Path, PathBuf};

use DocumentKind::{Excerpt, Report};
use RegionLevel::{County, Prefecture};

/// By source: kind, place, its rank, year, and whether the place is told from how the text speaks.
type Wanted = (&'static str, &'static [(DocumentKind, &'static str, RegionLevel, u16, bool)]);

const WANTED: [Wanted; 5] = [
    (
        "compilation.txt",
        &[
            (Report, "彬州市", County, 2023, false),
            (Report, "高安市", County, 2023, false),
            (Report, "河源市", Prefecture, 2023, false),
            (Report, "临沧市", Prefecture, 2023, false),
            (Report, "茂名市", Prefecture, 2023, false),
            (Report, "南宁市", Prefecture, 2023, false),
            (Report, "宁波市", Prefecture, 2023, false),
            (Report, "泉州市", Prefecture, 2023, false),
            (Report, "商洛市", Prefecture, 2023, false),
            (Report, "铜川市", Prefecture, 2023, false),
            (Report, "渭南市", Prefecture, 2023, false),
            (Report, "温州市", Prefecture, 2023, false),
        ],
    ),
    ("jiangan-excerpt.txt", &[(Excerpt, "江安县", County, 2023, true)]),
    ("tongjiang-pdf.txt", &[(Report, "通江县", County, 2023, false)]),
    ("xichang-excerpt.txt", &[(Excerpt, "西昌市", County, 2023, true)]),
    ("yantan-forum.txt", &[(Report, "自贡市沿滩区", County, 2023, false)]),
];

#[test]
fn every_report_of_the_corpus_is_found_and_named() {
    let shared = env::var_os("GANGMU_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let mut wrong = Vec::new();
    for (name, wanted) in WANTED {
        let Ok(bytes) = std::fs::read(shared.join("corpus").join(name)) else {
            println!("{name} is absent");
            continue;
        };
        let analysis = analyze(&[Source { name, bytes: &bytes }], &Options::default(), &mut ());
        let found: Vec<_> = analysis
            .documents
            .iter()
            .map(|document| {
                let region = document.region.clone();
                let level = region.as_ref().and_then(|region| region.level);
                let guessed = document.sureness.region == Some(Confidence::Low);
                (document.kind, region.map(|region| region.name), level, document.year, guessed)
            })
            .collect();
        let wanted: Vec<_> = wanted
            .iter()
            .map(|&(kind, place, level, year, guessed)| {
                (kind, Some(place.to_owned()), Some(level), Some(year), guessed)
            })
            .collect();
        if found != wanted {
            wrong.push(format!("{name}\n  found  {found:?}\n  wanted {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
