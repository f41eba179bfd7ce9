//! Headings by the styles of a source: which of its paragraphs are headings, and where they stand among labelled ones.
//!
//! Labels go first: they are what a reader sees. A style's level says where a heading without label belongs: beside
//! labelled ones of the same level, or between those of the levels around it.

use super::label::Style;
use super::{Found, Heading, LONGEST_LABELLED, is_dateline, is_han};
use crate::clean::Styled;
use gangmu_model::SectionKind;
use rustc_hash::FxHashMap;

/// Of so many paragraphs, one at most is a heading on average; else the styles mean something else.
const PARAGRAPHS_PER_HEADING: usize = 2;

/// So many headings can be without any text yet: a list of points.
const FEW: usize = 8;

/// The levels of paragraphs by their first characters; none where a source styles most of its text as headings.
pub(super) fn levels(styled: &[Styled], paragraphs: usize) -> FxHashMap<u32, u8> {
    let too_many = styled.len() > FEW && styled.len() * PARAGRAPHS_PER_HEADING > paragraphs;
    let kept = if too_many { &[][..] } else { styled };
    kept.iter().map(|paragraph| (paragraph.at, paragraph.level)).collect()
}

/// What a paragraph is that is styled as a heading and looks like none: a long line, one that a full stop ends.
pub(super) fn heading(line: &[char], text: &str) -> Found {
    let title = text.trim_end_matches(['。', ':', '：', '!', '！', '?', '？', ';', '；']);
    let is_one = line.len() <= LONGEST_LABELLED
        && line.iter().any(|&c| is_han(c))
        && !title.contains(['。', '；', '\n'])
        && !text.starts_with("各位代表")
        && !text.starts_with(['(', '（', '[', '【', '〔'])
        && !crate::split::is_title(text)
        && !is_dateline(text);
    is_one.then(|| (Style::Lead, SectionKind::Lead, None, title.to_owned()))
}

/// Ranks headings without label by the levels of their styles.
pub(super) fn rank(headings: &mut [Heading]) {
    let mut ranks: Vec<(u8, u16)> = Vec::new();
    let counted = |heading: &&Heading| heading.label.is_some() || heading.style == Style::Part;
    for level in 1..=u8::MAX {
        let at = |heading: &&Heading| heading.level == Some(level);
        if !headings.iter().any(|heading| heading.level >= Some(level)) {
            break;
        }
        // The rank that most headings of the level have by their labels; the stronger one of equals.
        let mut counts: Vec<(usize, u16)> = Vec::new();
        for heading in headings.iter().filter(at).filter(counted) {
            match counts.iter_mut().find(|(_, rank)| *rank == heading.rank) {
                Some((count, _)) => *count += 1,
                None => counts.push((1, heading.rank)),
            }
        }
        let most = counts.into_iter().max_by_key(|&(count, rank)| (count, u16::MAX - rank));
        ranks.extend(most.map(|(_, rank)| (level, rank)));
    }
    let rank_of = |level: u8| {
        let below = |&&(known, _): &&(u8, u16)| known <= level;
        match (ranks.iter().rev().find(below), ranks.first()) {
            (Some(&(known, rank)), _) => rank + u16::from(level - known),
            // Above all levels that labels have.
            (None, Some(&(known, rank))) => rank.saturating_sub(u16::from(known - level)),
            (None, None) => Style::Part.rank() + u16::from(level),
        }
    };
    for heading in headings {
        if let (Some(level), false) = (heading.level, heading.label.is_some() || heading.style == Style::Part) {
            heading.rank = rank_of(level);
            if heading.rank == Style::Part.rank() {
                heading.kind = SectionKind::Part;
            }
        }
    }
}
