//! The terms. In: documents, the reader's word lists and what to compare with. Out: a table as TSV or JSON under the
//! contract's names; on standard error how often each entry of the lists took effect.

use crate::arguments::{Against, TermFormat, Terms};
use crate::input;
use crate::language::Language;
use crate::say;
use crate::table::field;
use gangmu_engine::Dictionary;
use gangmu_engine::keyword::{self, Counts, Reference};
use gangmu_model::{Apart, Document, Number, Options, Role, Term, WordList};
use serde::Serialize;
use std::io::{self, Write};
use std::path::PathBuf;

/// A term with the title of its document.
#[derive(Serialize)]
struct Row<'a> {
    document: &'a str,
    term: &'a str,
    count: u32,
    per_10k: Number,
    tfidf: Number,
    keyness: Number,
    g2: Number,
    log_ratio: Number,
    documents: u32,
    dispersion: Number,
    new: bool,
    noun: bool,
}

impl<'a> Row<'a> {
    fn new(document: &'a Document, term: &'a Term) -> Self {
        Self {
            document: &document.title,
            term: &term.term,
            count: term.count,
            per_10k: term.per_10k,
            tfidf: term.tfidf,
            keyness: term.keyness,
            g2: term.g2,
            log_ratio: term.log_ratio,
            documents: term.documents,
            dispersion: term.dispersion,
            new: term.new,
            noun: term.noun,
        }
    }
}

/// Writes the terms that occur often enough. Gives a sentence where a list or a file to compare with cannot be read.
pub(crate) fn write(
    out: &mut impl Write,
    documents: &[Document],
    terms: &Terms,
    language: Language,
    quiet: bool,
) -> io::Result<Option<String>> {
    let Some(dictionary) = input::dictionary() else { return Ok(None) };
    let mut found = match find(documents, terms, &dictionary, language, quiet) {
        Ok(found) => found,
        Err(refusal) => return Ok(Some(refusal)),
    };
    if terms.apart {
        for found in &mut found {
            found.retain(|term| Apart::from(term).is_apart());
            found.sort_by(|a, b| Apart::from(a).by_weight(b.into()));
        }
    }
    let rows = documents.iter().zip(&found).flat_map(|(document, found)| {
        let frequent = found.iter().filter(|term| term.count >= terms.min_count);
        frequent.map(|term| Row::new(document, term))
    });
    match terms.format {
        TermFormat::Json => {
            serde_json::to_writer(&mut *out, &rows.collect::<Vec<_>>())?;
            writeln!(out)?;
        }
        TermFormat::Tsv => {
            writeln!(
                out,
                "document\tterm\tcount\tper_10k\ttfidf\tkeyness\tg2\tlog_ratio\tdocuments\tdispersion\tnew\tnoun"
            )?;
            for row in rows {
                let Row { count, per_10k, tfidf, keyness, g2, log_ratio, documents, dispersion, new, noun, .. } = row;
                write!(out, "{}\t{}\t{count}\t{per_10k}\t{tfidf}\t", field(row.document), field(row.term))?;
                writeln!(out, "{keyness}\t{g2}\t{log_ratio}\t{documents}\t{dispersion}\t{new}\t{noun}")?;
            }
        }
    }
    Ok(None)
}

/// The terms of each document, or a sentence.
fn find(
    documents: &[Document],
    terms: &Terms,
    dictionary: &Dictionary,
    language: Language,
    quiet: bool,
) -> Result<Vec<Vec<Term>>, String> {
    let list = |path: &Option<PathBuf>| -> Result<Vec<String>, String> {
        let text = path.as_deref().map_or(Ok(String::new()), |path| input::list(path, language))?;
        Ok(text.lines().map(str::to_owned).collect())
    };
    let options = Options {
        user_words: list(&terms.user_words)?,
        stop_words: list(&terms.stop_words)?,
        synonyms: list(&terms.synonyms)?,
        role: terms.role,
        ..Options::default()
    };
    let count = |documents: &[Document], role: Option<Role>| -> Vec<Counts> {
        let options = Options { role, ..options.clone() };
        documents.iter().map(|document| keyword::count(document, dictionary, &options)).collect()
    };
    let counts = count(documents, terms.role);
    if !quiet {
        effects(&counts, language);
    }
    let (all, references) = match &terms.against {
        Against::Reference => (Reference::Shipped(dictionary), None),
        Against::Others => (Reference::of(&counts), Some(&counts)),
        Against::File(path) => (Reference::of(&count(&input::documents(path, language)?, terms.role)), None),
        Against::Role(role) => {
            let parts = count(documents, Some(*role));
            let pairs = counts.iter().zip(&parts);
            return Ok(pairs
                .map(|(counts, part)| keyword::score(counts, dictionary, &Reference::of([part])).0)
                .collect());
        }
    };
    let score = |counts: &Counts| match references {
        Some(_) => keyword::score(counts, dictionary, &all.without(counts)).0,
        None => keyword::score(counts, dictionary, &all).0,
    };
    Ok(counts.iter().map(score).collect())
}

/// Says how often each entry of the reader's lists took effect, over all documents.
fn effects(counts: &[Counts], language: Language) {
    let Some(first) = counts.first() else { return };
    for (i, effect) in first.effects().iter().enumerate() {
        let count: u32 = counts.iter().filter_map(|counts| counts.effects().get(i)).map(|effect| effect.count).sum();
        let key = match (effect.list, count) {
            (_, 0) => "none",
            (WordList::UserWords, _) => "user-word",
            (WordList::StopWords | WordList::Genre, _) => "stop-word",
            (WordList::Synonyms, _) => "synonym",
        };
        eprintln!("{}", say!(language, format!("cli.effect.{key}"), word = effect.word, count = count));
    }
}
