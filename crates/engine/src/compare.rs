//! Documents in, the terms of each against what it is compared with out: [`crate::keyword`] for several documents.

use crate::Progress;
use crate::keyword::{self, Counts, Reference};
use crate::words::Dictionary;
use gangmu_model::{Against, Document, Options, Role, Step, Term};

/// Counts the terms of `documents`, or only of the one at `only`, and compares them with what `options` name; the others
/// then serve to be compared with, and what they say and it does not is told as well. `progress` gets the terms of each;
/// here they come back with the places of their documents. Without a dictionary there are none.
pub fn terms(
    documents: &[Document],
    only: Option<usize>,
    options: &Options,
    progress: &mut dyn Progress,
) -> Vec<(usize, Vec<Term>)> {
    let of = documents.len() as u32;
    let mut options = options.clone();
    if options.against == Against::Part && options.role != Some(Role::Plan) {
        options.role = Some(Role::Review);
    }
    let mut peers = Vec::new();
    for (at, document) in documents.iter().enumerate() {
        let peer = match &options.against {
            Against::Others => true,
            Against::Report(id) => *id == document.id,
            Against::Reference | Against::Part => false,
        };
        if peer {
            progress.step(Step::Words, &document.source.name, at as u32 + 1, of);
            let Some(dictionary) = progress.dictionary() else { return Vec::new() };
            peers.push(keyword::count(document, dictionary, &options));
        }
    }
    let all = Reference::of(&peers);

    let mut found = Vec::new();
    for (at, document) in documents.iter().enumerate().filter(|(at, _)| only.is_none_or(|only| only == *at)) {
        progress.step(Step::Words, &document.source.name, at as u32 + 1, of);
        let Some(dictionary) = progress.dictionary() else { return Vec::new() };
        let own;
        let counts = if options.against == Against::Others {
            &peers[at]
        } else {
            own = keyword::count(document, dictionary, &options);
            &own
        };
        let reference = match &options.against {
            Against::Reference => Reference::Shipped(dictionary),
            Against::Others => all.without(counts),
            // Against itself there is nothing to say.
            Against::Report(id) if *id == document.id => Reference::of([]),
            Against::Report(_) => all.clone(),
            Against::Part => Reference::of([&other_part(document, dictionary, &options)]),
        };
        let (terms, positions) = keyword::score(counts, dictionary, &reference);
        let lacking = only.map(|_| keyword::lacking(document, counts, dictionary, &reference, &options));
        let index = at as u32;
        progress.effects(index, counts.effects(), counts.genre());
        progress.lacking(index, &lacking.unwrap_or_default());
        progress.terms(index, &terms, &positions);
        found.push((at, terms));
    }
    found
}

/// The part that `options` do not ask for, review or plan.
fn other_part(document: &Document, dictionary: &Dictionary, options: &Options) -> Counts {
    let other = if options.role == Some(Role::Plan) { Role::Review } else { Role::Plan };
    keyword::count(document, dictionary, &Options { role: Some(other), ..options.clone() })
}

#[cfg(test)]
mod tests {
    use super::terms;
    use crate::words::{Entry, Extent, pack};
    use crate::{Dictionary, Progress, Source, analyze};
    use gangmu_model::{Against, Document, Number, Options, Role, Term, TermPositions, WordEffect};

    /// Keeps what it is told: the places of the documents, and the last terms.
    struct Told {
        dictionary: Dictionary,
        indices: Vec<u32>,
        terms: Vec<Term>,
        lacking: Vec<String>,
        effects: Vec<WordEffect>,
    }

    impl Progress for Told {
        fn dictionary(&self) -> Option<&Dictionary> {
            Some(&self.dictionary)
        }
        fn effects(&mut self, _index: u32, effects: &[WordEffect], _genre: &[WordEffect]) {
            self.effects = effects.to_vec();
        }
        fn lacking(&mut self, _index: u32, terms: &[Term]) {
            self.lacking = terms.iter().map(|term| term.term.clone()).collect();
        }
        fn terms(&mut self, index: u32, terms: &[Term], _positions: &TermPositions) {
            self.indices.push(index);
            self.terms = terms.to_vec();
        }
    }

    fn told() -> Told {
        let word = |word: &str, frequency| Entry { word: word.to_owned(), frequency, ..Entry::default() };
        let words = [word("茶园", 40), word("渔港", 40), word("企业", 9000), word("年", 9000)];
        let dictionary = Dictionary::from_packed(&pack(&words, Extent { reports: 9, words: 90_000 })).unwrap();
        Told { dictionary, indices: Vec::new(), terms: Vec::new(), lacking: Vec::new(), effects: Vec::new() }
    }

    /// Reports of two parts; the first says 茶园 in its review and 企业 in its plan, the second 渔港, the third both.
    fn documents() -> Vec<Document> {
        let text = |a: &str, b: &str| {
            let (a, b) = (format!("{a}，").repeat(60), format!("{b}，").repeat(60));
            format!("青禾县政府工作报告\n一、2023年工作回顾\n{a}。\n二、2024年工作安排\n{b}。\n")
        };
        let texts = [text("茶园", "企业"), text("渔港", "企业"), text("茶园", "渔港")];
        let sources: Vec<_> = texts.iter().map(|text| Source { name: "t.txt", bytes: text.as_bytes() }).collect();
        analyze(&sources, &Options::default(), &mut ()).documents
    }

    /// Of the first report the log ratio of a term, and what it lacks.
    fn first(options: &Options, term: &str) -> (Option<Number>, Vec<String>) {
        let mut told = told();
        terms(&documents(), Some(0), options, &mut told);
        assert_eq!(told.indices, [0]);
        let ratio = told.terms.iter().find(|found| found.term == term).map(|found| found.log_ratio);
        told.lacking.sort();
        (ratio, told.lacking)
    }

    #[test]
    fn a_report_is_compared_with_what_was_asked_for() {
        let documents = documents();
        let against = |against| Options { against, ..Options::default() };
        // 60 times here; 60 and never in the two others, which are together twice as long.
        assert_eq!(first(&against(Against::Others), "茶园"), (Some(Number(1.0)), vec!["渔港".to_owned()]));
        // Never in the second: half a time.
        let second = against(Against::Report(documents[1].id.clone()));
        assert_eq!(first(&second, "茶园"), (Some(Number(6.907)), vec!["渔港".to_owned()]));
        for against in [Against::Report(documents[0].id.clone()), Against::Report("none".to_owned())] {
            let options = Options { against, ..Options::default() };
            assert_eq!(first(&options, "茶园"), (Some(Number(0.0)), vec![]));
        }
    }

    #[test]
    fn the_review_is_compared_with_the_plan_and_the_plan_with_the_review() {
        let options = |role| Options { role, against: Against::Part, ..Options::default() };
        for role in [None, Some(Role::Review)] {
            let (tea, lacking) = first(&options(role), "茶园");
            assert!(tea.unwrap().0 > 6.0 && lacking == ["企业"], "{role:?} {tea:?} {lacking:?}");
        }
        let (trade, lacking) = first(&options(Some(Role::Plan)), "企业");
        assert!(trade.unwrap().0 > 6.0 && lacking == ["茶园"], "{trade:?} {lacking:?}");
    }

    #[test]
    fn counting_anew_gives_what_the_analysis_gave_and_heeds_the_lists() {
        let documents = documents();
        let (mut anew, mut listed) = (told(), told());
        let found = terms(&documents, None, &Options::default(), &mut anew);
        assert_eq!(anew.indices, [0, 1, 2]);
        let text = documents[2].text.as_bytes();
        let analysis = analyze(&[Source { name: "t.txt", bytes: text }], &Options::default(), &mut told());
        assert_eq!(found[2], (2, analysis.documents[0].terms.clone()));
        assert!(anew.lacking.is_empty());

        let stop_words = vec!["茶园".to_owned()];
        terms(&documents, Some(2), &Options { stop_words, ..Options::default() }, &mut listed);
        assert!(listed.terms.iter().all(|term| term.term != "茶园"));
        assert_eq!(listed.effects.iter().map(|effect| effect.count).collect::<Vec<_>>(), [60]);
    }

    #[test]
    fn without_a_dictionary_nothing_is_counted() {
        assert!(terms(&documents(), None, &Options::default(), &mut ()).is_empty());
    }
}
