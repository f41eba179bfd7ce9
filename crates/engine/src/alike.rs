//! Reports that are the same, or nearly: documents in, a warning on each that an earlier one is like.

use gangmu_model::{Document, NEARLY_ALIKE, Parameters, Warning, alike};
use rustc_hash::FxHashMap;

/// Sketches are compared where so many of their digits in a row agree: nearly all of those that are alike have such a
/// stretch, and of others nearly none.
const STRETCH: usize = 8;

const SAME: &str = "duplicate";
const NEAR: &str = "near-duplicate";

/// Whether a warning is one of these.
pub(crate) fn is_about(warning: &Warning) -> bool {
    warning.code == SAME || warning.code == NEAR
}

/// The documents so far, by what likens them to others.
#[derive(Default)]
pub(crate) struct Earlier {
    ids: FxHashMap<String, usize>,
    stretches: FxHashMap<(usize, String), usize>,
}

impl Earlier {
    /// Takes a document that comes behind these `documents`; a warning where it is the same as one of them, or nearly.
    pub(crate) fn like(&mut self, document: &Document, documents: &[Document]) -> Option<Warning> {
        if document.text.is_empty() {
            return None;
        }
        if let Some(&same) = self.ids.get(&document.id) {
            return Some(warning(SAME, &documents[same], None));
        }
        let at = documents.len();
        self.ids.insert(document.id.clone(), at);
        let mut best: Option<(f64, usize)> = None;
        for start in (0..document.sketch.len()).step_by(STRETCH) {
            let Some(stretch) = document.sketch.get(start..start + STRETCH) else { break };
            let earlier = *self.stretches.entry((start, stretch.to_owned())).or_insert(at);
            if earlier < at && best.is_none_or(|(_, known)| known != earlier) {
                let share = alike(&documents[earlier].sketch, &document.sketch);
                if share >= NEARLY_ALIKE && best.is_none_or(|(known, _)| share > known) {
                    best = Some((share, earlier));
                }
            }
        }
        best.map(|(share, earlier)| warning(NEAR, &documents[earlier], Some(share)))
    }
}

fn warning(code: &str, of: &Document, share: Option<f64>) -> Warning {
    let mut parameters = Parameters::from([
        ("title".to_owned(), of.title.clone()),
        ("source".to_owned(), of.source.name.clone()),
        ("id".to_owned(), of.id.clone()),
    ]);
    if let Some(share) = share {
        parameters.insert("percent".to_owned(), format!("{:.0}", 100.0 * share));
    }
    Warning { code: code.to_owned(), at: None, against: None, parameters }
}

#[cfg(test)]
mod tests {
    use crate::{Source, analyze};
    use gangmu_model::Options;

    fn report(name: &str, changed: usize) -> String {
        let things = ["修路", "架桥", "办学", "治水", "种树", "引才", "建厂"];
        let line = |at: usize| {
            let n = if at < changed { at + 500 } else { at };
            format!(
                "第{n}件事是{}和{}，一共花了{}万元，群众看得见。\n",
                things[n % 7],
                things[n / 7 % 7],
                n * 37 % 1009
            )
        };
        format!("{name}2024年政府工作报告\n各位代表：\n{}", (0..200).map(line).collect::<String>())
    }

    #[test]
    fn the_later_of_two_that_are_alike_says_so() {
        let texts = [
            report("青禾县", 0),
            report("青禾县", 0).replace('，', ", ").replace('\n', "\r\n"),
            report("青禾县", 10),
            report("云州市", 150),
        ];
        let names = ["甲.txt", "乙.txt", "丙.txt", "丁.txt"];
        let sources: Vec<Source> =
            names.iter().zip(&texts).map(|(name, text)| Source { name, bytes: text.as_bytes() }).collect();
        let analysis = analyze(&sources, &Options::default(), &mut ());
        let said = |at: usize| {
            let warnings = analysis.documents[at].warnings.iter().filter(|warning| super::is_about(warning));
            warnings.map(|warning| (warning.code.as_str(), warning.parameters["source"].as_str())).collect::<Vec<_>>()
        };
        assert_eq!((said(0), said(1)), (vec![], vec![("duplicate", "甲.txt")]));
        assert_eq!((said(2), said(3)), (vec![("near-duplicate", "甲.txt")], vec![]));
        let again = crate::restore(&analysis.documents[1], &[], None, &Options::default(), &mut ());
        assert!(again.warnings.iter().any(super::is_about));
    }
}
