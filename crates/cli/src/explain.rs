//! What stands at one character of a report. In: documents and an offset into the cleaned text of one. Out: the section
//! path, the sentence with the number marked, its tokens, and for each row there the rule that made it, where its name
//! comes from, and its fields under the contract's names.

use crate::language::Language;
use crate::{outline, say};
use gangmu_engine::indicator::trace::{self, TokenKind};
use gangmu_export::origin::{Origin, TimeOrigin, origin, time_origin};
use gangmu_export::{Cell, Column, Row, role_key};
use gangmu_model::{CharIndex, Commitment, Document, Span};
use std::io::{self, Write};

/// Shown on lines of their own, or the same for the whole document.
const ELSEWHERE: [Column; 5] = [Column::Document, Column::Region, Column::Year, Column::Section, Column::Sentence];

/// Explains character `offset` of report `number` (from 1). Gives a sentence where there is no such place.
pub(crate) fn write(
    out: &mut impl Write,
    documents: &[Document],
    offset: u32,
    number: u32,
    language: Language,
) -> io::Result<Option<String>> {
    // The source failed, and that was said.
    if documents.is_empty() {
        return Ok(None);
    }
    let Some(document) = documents.get(number as usize - 1) else {
        return Ok(Some(say!(language, "cli.explain.no-report", report = number, of = documents.len())));
    };
    let index = CharIndex::new(&document.text);
    if offset >= index.len() {
        return Ok(Some(say!(language, "cli.explain.past-end", offset = offset, length = index.len())));
    }
    let place = Place { document, index: &index, offset };
    let rows: Vec<_> = Row::all(document, &index).enumerate().collect();
    let here: Vec<_> = rows.iter().filter(|(_, row)| place.inside(row.indicator.span)).collect();
    let promises: Vec<_> = document.commitments.iter().filter(|promise| place.inside(promise.span)).collect();
    let mark = here
        .first()
        .map(|(_, row)| row.indicator.span)
        .or(promises.first().map(|promise| promise.span))
        .unwrap_or(Span { start: offset, end: offset + 1 });
    let sentence = place.sentence(rows.iter().map(|(_, row)| row.indicator.sentence));

    let mut line = |key: &str, text: &str| writeln!(out, "{}{text}", say!(language, format!("cli.explain.{key}")));
    line("report", &document.title)?;
    line("section", &place.path())?;
    line("sentence", &place.marked(sentence, mark))?;
    line("tokens", &place.tokens(sentence))?;
    for (number, row) in &here {
        writeln!(out, "\n{}", say!(language, "cli.explain.row", row = number, rule = row.indicator.rule))?;
        writeln!(out, "  {}", say!(language, format!("indicators.rule.{}", row.indicator.rule)))?;
        field(out, "from", &place.origin(*number, language))?;
        if let Some(time) = place.time(*number, language) {
            field(out, "time", &time)?;
        }
        fields(out, row)?;
    }
    for promise in &promises {
        writeln!(out, "\n{}", say!(language, "cli.explain.commitment"))?;
        commitment(out, promise)?;
    }
    if here.is_empty() && promises.is_empty() {
        writeln!(out, "\n{}", say!(language, "cli.explain.nothing"))?;
        for (_, row) in rows.iter().filter(|(_, row)| sentence.contains(row.indicator.span)) {
            writeln!(out, "  {:>6}  {}", row.indicator.span.start, row.saying())?;
        }
    }
    Ok(None)
}

/// A character of a document.
struct Place<'a> {
    document: &'a Document,
    index: &'a CharIndex,
    offset: u32,
}

impl Place<'_> {
    fn inside(&self, span: Span) -> bool {
        span.start <= self.offset && self.offset < span.end
    }

    /// The headings above it, outermost first.
    fn path(&self) -> String {
        let around =
            self.document.sections.iter().filter(|section| section.start <= self.offset && self.offset < section.end);
        let path: Vec<_> = around.map(outline::heading).collect();
        if path.is_empty() { "-".to_owned() } else { path.join(" › ") }
    }

    /// The sentence around it: one of the rows', else its paragraph.
    fn sentence(&self, sentences: impl Iterator<Item = Span>) -> Span {
        let paragraph = || {
            let byte = self.index.byte_from_char(&self.document.text, self.offset);
            let (before, after) = self.document.text.split_at(byte);
            let start = before.rfind('\n').map_or(0, |at| at + 1);
            let end = after.find('\n').map_or(self.document.text.len(), |at| byte + at);
            let char = |byte| self.index.char_from_byte(&self.document.text, byte);
            Span { start: char(start), end: if end == self.document.text.len() { self.index.len() } else { char(end) } }
        };
        sentences.into_iter().find(|sentence| self.inside(*sentence)).unwrap_or_else(paragraph)
    }

    /// The sentence in the pieces that the rules work over, each but plain text with its kind.
    fn tokens(&self, sentence: Span) -> String {
        let shown = trace::tokens(self.document, sentence).into_iter().map(|token| {
            let text = self.index.slice(&self.document.text, token.span.start, token.span.end);
            match token.kind {
                TokenKind::Text => text.to_owned(),
                kind => format!("{text}‹{}›", kind.key()),
            }
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    /// Where the name of a row comes from.
    fn origin(&self, row: usize, language: Language) -> String {
        let text = |span: Span| self.index.slice(&self.document.text, span.start, span.end);
        match origin(self.document, self.index, row) {
            Some(Origin::Before(span)) => {
                say!(language, "cli.explain.from.before", text = text(span), offset = span.start)
            }
            Some(Origin::Behind(span)) => {
                say!(language, "cli.explain.from.behind", text = text(span), offset = span.start)
            }
            Some(Origin::Row(row)) => {
                let name = self.document.indicators.get(row as usize).map_or("", |row| &row.indicator);
                say!(language, "cli.explain.from.row", row = row, name = name)
            }
            Some(Origin::Composed) | None => say!(language, "cli.explain.from.composed"),
        }
    }

    /// What the time of a row was taken from.
    fn time(&self, row: usize, language: Language) -> Option<String> {
        match time_origin(self.document, self.index, row)? {
            TimeOrigin::Section(role) => {
                let role = say!(language, format!("indicators.role.{}", role_key(role)));
                Some(say!(language, "indicators.detail.time.section", role = role))
            }
            TimeOrigin::Words => Some(say!(language, "indicators.detail.time.words")),
            TimeOrigin::None => None,
        }
    }

    /// The sentence with `mark` in brackets.
    fn marked(&self, sentence: Span, mark: Span) -> String {
        let slice = |start, end| self.index.slice(&self.document.text, start, end);
        let (before, after) = (slice(sentence.start, mark.start), slice(mark.end, sentence.end));
        format!("{}⟦{}⟧{}", before.trim_start(), slice(mark.start, mark.end), after.trim_end())
    }
}

fn fields(out: &mut impl Write, row: &Row<'_>) -> io::Result<()> {
    for column in Column::ALL.into_iter().filter(|column| !ELSEWHERE.contains(column)) {
        match row.cell(column) {
            Cell::Empty => {}
            Cell::Number(text) => field(out, column.key(), &text)?,
            Cell::Text(text) => field(out, column.key(), &text)?,
        }
    }
    Ok(())
}

fn commitment(out: &mut impl Write, promise: &Commitment) -> io::Result<()> {
    let value = serde_json::to_value(promise)?;
    for key in ["indicator", "name", "relation", "base", "status", "period"] {
        if let Some(text) = value.get(key).and_then(|value| value.as_str()) {
            field(out, key, text)?;
        }
    }
    Ok(())
}

fn field(out: &mut impl Write, key: &str, text: &str) -> io::Result<()> {
    writeln!(out, "  {key:<15} {text}")
}
