//! Indicators: a document with sections in, rows of the indicator table out.
//!
//! Sentence by sentence. Each number takes the text between it and the number or clause before it; `subject` peels a name
//! out of that text; a number without a name of its own takes the noun behind it (新增6家企业) or the topic of the rows
//! before it (…, 增长8%、居全省第3位). Lists are paired in order, and only when their counts agree.

mod behind;
pub(crate) mod canonical;
mod commitment;
mod kind;
mod lexicon;
mod naming;
mod paragraph;
mod rank;
mod rule;
mod subject;
mod time;
pub mod trace;

use crate::quantity::quantities;
use crate::view::View;
use gangmu_model::{Document, Options, Role, Section, Span};
use paragraph::Paragraph;

pub use rule::NAMES as RULES;

/// Fills `document.indicators` and applies the reader's corrections.
pub fn fill(document: &mut Document, options: &Options) {
    let written = View::new(&*document.text);
    let folded = written.simplified();
    let view = folded.as_ref().unwrap_or(&written);
    let chars = &view.chars;
    let mut rows = Vec::new();
    let mut commitments = Vec::new();
    let looks_back: Vec<Option<u16>> =
        (0..document.sections.len()).map(|index| looks_back(&document.sections, index as u32)).collect();
    let year = document.year.map(|year| year + u16::from(crate::split::closes_its_year(&document.title)));
    let mut section = SectionCursor { sections: &document.sections, at: None };
    for (start, end) in crate::outline::paragraphs(chars) {
        let mut context = Paragraph {
            view,
            section: None,
            role: Role::Other,
            year,
            looks_back: None,
            rows: &mut rows,
            commitments: &mut commitments,
            topic: None,
        };
        if crate::split::is_title(view.slice(start..end)) {
            continue;
        }
        for sentence in sentences(chars, start, end) {
            let index = section.find(sentence.start);
            context.section = index;
            context.role = index.map_or(Role::Other, |index| document.sections[index as usize].role);
            context.looks_back = index.and_then(|index| looks_back[index as usize]);
            if context.role != Role::Glossary {
                let found = quantities(chars, sentence.start as usize, sentence.end as usize);
                context.sentence(sentence, &found);
                context.commitments(sentence, &found);
            }
        }
    }
    if folded.is_some() {
        let as_written = |name: &mut String, sentence: Span| {
            // A name may be carried from the sentences before
            let place = (sentence.start as usize).saturating_sub(LONGEST_SENTENCE / 2)..sentence.end as usize;
            *name = crate::fold::as_written(name, &chars[place.clone()], &written.chars[place]);
        };
        for row in &mut rows {
            as_written(&mut row.indicator, row.sentence);
        }
        for commitment in &mut commitments {
            as_written(&mut commitment.indicator, commitment.sentence);
        }
    }
    document.indicators = rows;
    document.commitments = commitments;
    if options.corrections.iter().any(|correction| correction.document == document.id) {
        *document = gangmu_model::correct(document, &options.corrections).document;
    }
}

/// How many years the headings of a section and those above it say they look back on.
fn looks_back(sections: &[Section], index: u32) -> Option<u16> {
    let section = &sections[index as usize];
    time::looks_back(&section.title).or_else(|| section.parent.and_then(|parent| looks_back(sections, parent)))
}

/// Finds the innermost section at ever larger offsets.
struct SectionCursor<'a> {
    sections: &'a [Section],
    at: Option<usize>,
}

impl SectionCursor<'_> {
    fn find(&mut self, offset: u32) -> Option<u32> {
        let next = self.at.map_or(0, |at| at + 1);
        let passed = self.sections[next..].iter().take_while(|section| section.start <= offset).count();
        if passed > 0 {
            self.at = Some(next + passed - 1);
        }
        self.at.map(|at| at as u32)
    }
}

/// A sentence longer than this, in characters, is a table or a text without full stops: cut at the next comma or line
/// of thought, and at twice this length anywhere, so that no sentence takes time by its square.
const LONGEST_SENTENCE: usize = 800;

/// The sentences of a paragraph.
fn sentences(chars: &[char], start: usize, end: usize) -> impl Iterator<Item = Span> + '_ {
    let mut at = start;
    std::iter::from_fn(move || {
        let from = at;
        while at < end {
            let long = at - from > LONGEST_SENTENCE;
            let stop = matches!(chars[at], '。' | '!' | '！' | '?' | '？')
                || (long && matches!(chars[at], '；' | ';' | '，' | ',' | '、' | ' '))
                || at - from > 2 * LONGEST_SENTENCE;
            at += 1;
            if stop {
                while at < end && matches!(chars[at], '”' | '’' | ')' | '）') {
                    at += 1;
                }
                break;
            }
        }
        (from < at).then_some(Span { start: from as u32, end: at as u32 })
    })
}

#[cfg(test)]
mod tests;
