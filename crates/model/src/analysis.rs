//! An analysis: documents with sections, notes, indicators, commitments, terms and warnings.
//!
//! All offsets count Unicode scalar values ("characters") of [`Document::text`]; `start` is inclusive, `end` exclusive.

use crate::Number;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of the JSON schema of [`Analysis`].
pub const SCHEMA: &str = "gangmu.analysis/1";

/// Parameters of a warning or an error, by name: numbers and words that its sentence in `locales/` mentions.
pub type Parameters = BTreeMap<String, String>;

/// What the engine makes of a list of sources.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Analysis {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The program and its version: `gangmu 0.1.0`.
    pub generator: String,
    /// The reports found, in the order of the sources and of the text.
    pub documents: Vec<Document>,
    /// The sources that could not be read.
    pub errors: Vec<SourceError>,
}

impl Analysis {
    /// An analysis with this generator and nothing in it.
    pub fn empty() -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            generator: concat!("gangmu ", env!("CARGO_PKG_VERSION")).to_owned(),
            documents: Vec::new(),
            errors: Vec::new(),
        }
    }
}

/// One report, excerpt or other text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The first 16 hexadecimal digits of the SHA-256 of the visible characters: stable across versions.
    pub id: String,
    /// Report, excerpt or something else.
    pub kind: DocumentKind,
    /// Where it was read from.
    pub source: SourceInfo,
    /// Its title as the text gives it, or one made from its first line.
    pub title: String,
    /// The place it speaks for.
    pub region: Option<Region>,
    /// The year of the report: it reviews the year before and plans this one.
    pub year: Option<u16>,
    /// The day it was delivered: `2024-01-10`.
    #[serde(default)]
    pub date: Option<String>,
    /// Who delivered it.
    #[serde(default)]
    pub speaker: Option<String>,
    /// How sure each of these is.
    #[serde(default)]
    pub sureness: Sureness,
    /// What likens its text to others: see `gangmu_model::alike`. Empty for a short one.
    #[serde(default)]
    pub sketch: String,
    /// The cleaned text, one paragraph a line.
    pub text: String,
    /// What cleaning took out, in order.
    pub removed: Vec<Removed>,
    /// Headings in reading order.
    pub sections: Vec<Section>,
    /// Footnotes and glossary entries.
    pub notes: Vec<Note>,
    /// The indicator table, in reading order.
    pub indicators: Vec<Indicator>,
    /// Targets and results without a number.
    pub commitments: Vec<Commitment>,
    /// Keywords, most frequent first. Empty until the words step has run.
    pub terms: Vec<Term>,
    /// What a reader should know about this document.
    pub warnings: Vec<Warning>,
}

impl Document {
    /// The innermost section around a character.
    pub fn section_at(&self, at: u32) -> Option<u32> {
        self.sections.iter().rposition(|section| section.start <= at && at < section.end).map(|index| index as u32)
    }
}

/// What sort of text a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DocumentKind {
    /// A whole report.
    Report,
    /// A part of one.
    Excerpt,
    /// A resolution, news, a plan …
    Other,
}

/// Where a document was read from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceInfo {
    /// The file's name, or what the page calls a pasted text. A file of an archive and a row of a table have the name of
    /// what holds them, a slash, and their own: `包.zip/报告.docx`, `表.xlsx/12`.
    pub name: String,
    /// `text`, `docx`, `odt`, `ofd`, `xlsx`, `csv` …
    pub format: String,
    /// The name of the encoding, where the format has one: `UTF-8`, `GB18030` …
    pub encoding: Option<String>,
    /// The how-manieth report under this name it is, from 0.
    pub index: u32,
}

/// A place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// Its name as the text gives it: 高安市; that of a province in full, 广西壮族自治区.
    pub name: String,
    /// Its rank, where the name or the text tells.
    pub level: Option<RegionLevel>,
    /// Its administrative code, where a region table is loaded.
    pub code: Option<String>,
}

/// The rank of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum RegionLevel {
    Nation,
    Province,
    Prefecture,
    County,
    Township,
}

/// How sure it is what a document says of itself; `None` where it says nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sureness {
    /// High where a line of the text is a title.
    pub title: Option<Confidence>,
    /// High where title, dateline or speaker name the place; low where it is told from how the text speaks.
    pub region: Option<Confidence>,
    /// High where the place's name tells its rank; low where it is told from how the text speaks.
    pub level: Option<Confidence>,
    /// High where the title has it; low where it is told from a heading, or where title and date disagree.
    pub year: Option<Confidence>,
    /// High where a line gives the day and little else.
    pub date: Option<Confidence>,
    /// High where a line gives the office and the name and little else.
    pub speaker: Option<Confidence>,
}

/// A half-open range of characters of a document's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}

impl Span {
    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A piece of the source that is not part of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Why it was taken out.
    pub kind: RemovedKind,
    /// The character of `text` before which it stood.
    pub at: u32,
    /// What it said.
    pub text: String,
}

/// Why a piece was taken out of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RemovedKind {
    /// Buttons, counters and profile boxes of a web page or forum.
    Furniture,
    /// An advertisement put around the text.
    Advertisement,
    /// A page number or running head.
    PageNumber,
    /// A list of contents without text of its own.
    Contents,
    /// What someone wrote beside the text of a document.
    Comment,
}

/// A heading with the stretch of text that it governs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Depth of nesting, from 1.
    pub level: u8,
    /// How the heading is made.
    pub kind: SectionKind,
    /// `一、`, `(一)`, `一是`, `——`, exactly as in the text.
    pub label: Option<String>,
    /// The heading without label and final punctuation.
    pub title: String,
    /// The first character of the heading.
    pub start: u32,
    /// Where the next section that is not nested in this one begins.
    pub end: u32,
    /// Index of the section around it.
    pub parent: Option<u32>,
    /// Review, plan …: inherited downwards.
    pub role: Role,
}

/// How a heading is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SectionKind {
    /// A top part of the report.
    Part,
    /// A slogan under a part's heading.
    Subtitle,
    /// With a number label, on a line of its own or run into its paragraph.
    Numbered,
    /// A paragraph that starts with —— and a short lead.
    Dash,
    /// A paragraph that starts with 一是 … or 第一, …
    Ordinal,
    /// A paragraph that starts with a short topic sentence.
    Lead,
}

/// What a section does in the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Looks back at the year before, or the years before.
    Review,
    /// Says what is planned.
    Plan,
    /// The government about itself.
    Government,
    /// Explains terms.
    Glossary,
    /// None of these.
    Other,
}

/// A footnote or glossary entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// `[3]`, `⑫`, `【33】` as the entry has it.
    pub marker: String,
    /// The term explained.
    pub term: Option<String>,
    /// The explanation.
    pub text: String,
    /// Offsets of the markers in the body.
    pub references: Vec<u32>,
}

/// A row of the indicator table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Indicator {
    /// What is measured, as the text says it, completed from shared parts.
    pub indicator: String,
    /// Its canonical name.
    pub name: Option<String>,
    /// The field of government the canonical name belongs to.
    pub domain: Option<String>,
    /// The verb that governs the value: 新增, 增长, 达 …
    pub action: Option<String>,
    /// The number as written, without magnitude: 21.1 of 21.1亿元.
    pub value: Number,
    /// The upper end of a range.
    pub value_max: Option<Number>,
    /// The unit with its magnitude: %, 亿元, 万人次 …
    pub unit: Option<String>,
    /// The value in the unit's base, by decimal arithmetic.
    pub amount: Option<Number>,
    /// The unit of `amount`.
    pub unit_base: Option<String>,
    /// Level, change, rank …
    #[serde(rename = "type")]
    pub kind: IndicatorType,
    /// Of a change in 倍: growth (增长3.2倍) or ratio (是上年的2.5倍).
    pub multiple: Option<Multiple>,
    /// Up or down for change, rankchange and gap.
    pub direction: Option<Direction>,
    /// How exactly the value is meant.
    pub bound: Bound,
    /// Done, promised, or neither.
    pub status: Status,
    /// 力争: the higher of two targets.
    pub stretch: bool,
    /// The time the value speaks of, in the notation of the contract: `2023`, `2022Q1-Q3`, `..2022` …
    pub period: Option<String>,
    /// Whether the value is an average a year, month or day.
    pub average: Option<Average>,
    /// What it is compared with: 上年, 全国, 全省平均 …
    pub base: Option<String>,
    /// Of a rank: among whom.
    pub scope: Option<String>,
    /// Index of the row this one is a part of (其中).
    pub parent: Option<u32>,
    /// Index into the document's sections.
    pub section: Option<u32>,
    /// The number with magnitude, unit and bound words; starts at its first digit or numeral.
    pub span: Span,
    /// The sentence around it.
    pub sentence: Span,
    /// The stable name of the construction that made the row.
    pub rule: String,
    /// Low where counts did not match, the subject was carried far, or the unit does not fit the name.
    pub confidence: Confidence,
    /// Whether a reader has looked at it.
    #[serde(default)]
    pub checked: Checked,
}

/// What a row's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IndicatorType {
    /// An amount, count, share or rate.
    Level,
    /// How much it rose or fell.
    Change,
    /// A position.
    Rank,
    /// How many positions it moved.
    RankChange,
    /// How far it is above or below something else.
    Gap,
}

/// What a value in 倍 says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Multiple {
    /// 增长3.2倍.
    Growth,
    /// 是上年的2.5倍.
    Ratio,
}

/// Up or down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Direction {
    Up,
    Down,
}

/// How exactly a value is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Bound {
    /// Exactly.
    #[serde(rename = "=")]
    Exact,
    /// 以上, 不低于, 超, 突破, 余 …
    #[serde(rename = ">=")]
    AtLeast,
    /// 以内, 不超过 …
    #[serde(rename = "<=")]
    AtMost,
    /// 左右, 约, 近 …
    #[serde(rename = "~")]
    About,
}

/// Done, promised, or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Reported as done or as the present state.
    Actual,
    /// Planned, expected, promised.
    Target,
    /// A rule, a standard, a share of cost.
    Other,
}

/// The unit of time a value is an average over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Average {
    Year,
    Month,
    Day,
}

/// How sure a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Confidence {
    High,
    Low,
}

/// What a reader has done about a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Checked {
    /// Nothing.
    #[default]
    No,
    /// Found it right.
    Yes,
    /// Changed it.
    Edited,
    /// Added it.
    Added,
}

/// A target or result without a number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// What it is about, as the text says it.
    pub indicator: String,
    /// Its canonical name.
    pub name: Option<String>,
    /// How it stands to `base`.
    pub relation: Relation,
    /// What it is compared with.
    pub base: Option<String>,
    /// Done or promised.
    pub status: Status,
    /// The time it speaks of.
    pub period: Option<String>,
    /// Index into the document's sections.
    pub section: Option<u32>,
    /// The words that make the promise.
    pub span: Span,
    /// The sentence around them.
    pub sentence: Span,
}

/// How a commitment stands to what it is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// 高于全市平均.
    Above,
    /// 与经济增长同步.
    InStep,
    /// 只增不减.
    NotLess,
    /// 完成上级下达任务.
    Assigned,
    /// 未发生较大及以上事故.
    NoneOccurred,
    /// 实现正增长.
    Positive,
}

/// A keyword.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// The word or phrase.
    pub term: String,
    /// How often it occurs.
    pub count: u32,
    /// Occurrences per 10,000 visible characters of the document.
    pub per_10k: Number,
    /// Term frequency times inverse document frequency, the latter that of the reference.
    pub tfidf: Number,
    /// The conservative log ratio (LRC): how many times as often this document says it than its peers, as a binary
    /// logarithm and on the safe side; 0 where the difference may be chance, and without peers.
    pub keyness: Number,
    /// Log-likelihood (G²) against the peers; 0 without peers.
    pub g2: Number,
    /// The binary logarithm of how many times as often this document says it than its peers; 0 without peers.
    pub log_ratio: Number,
    /// How many of the peers say it.
    pub documents: u32,
    /// How evenly it is spread, 0 (even) to 1.
    pub dispersion: Number,
    /// Whether the reference never says it.
    pub new: bool,
    /// Whether it is a noun or a name, as far as the dictionary tells.
    #[serde(default)]
    pub noun: bool,
}

/// Something a reader should know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// Which sentence of `locales/` says it.
    pub code: String,
    /// The character it is about.
    pub at: Option<u32>,
    /// The character of the other place, where two places do not agree.
    #[serde(default)]
    pub against: Option<u32>,
    /// Numbers and words for the sentence.
    pub parameters: Parameters,
}

/// A source that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceError {
    /// The source's name.
    pub source: String,
    /// Which sentence of `locales/` says what is wrong.
    pub code: String,
    /// Numbers and words for the sentence.
    pub parameters: Parameters,
}
