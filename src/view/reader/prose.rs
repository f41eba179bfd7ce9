//! The blocks of a report as elements. Made once: what is marked later is marked from outside (`highlight`).

use super::blocks::{Block, BlockKind, Piece, Run};
use crate::state::Report;
use leptos::prelude::*;
use std::ops::Range;

/// The blocks `range` of `report`. Each carries its index and the character where it starts; headings carry their
/// section, numbers their row, markers their note. `first` is the first block in the page: where Tab enters, at the first
/// number from there on; afterwards that is the one visited last.
pub(super) fn prose(report: &Report, blocks: &[Block], first: usize, range: Range<usize>) -> Vec<AnyView> {
    let first = blocks.get(first).map_or(0, |block| block.start);
    let stop = report.document.indicators.iter().position(|row| row.span.start >= first).map(|row| row as u32);
    blocks[range.clone()].iter().zip(range).map(|(block, index)| element(block, index, stop)).collect()
}

fn element(block: &Block, index: usize, stop: Option<u32>) -> AnyView {
    let o = block.start;
    match block.kind {
        BlockKind::Title => view! { <h1 data-b=index data-o=o>{plain(block, stop)}</h1> }.into_any(),
        BlockKind::Byline => view! { <p class="by" data-b=index data-o=o>{plain(block, stop)}</p> }.into_any(),
        BlockKind::Entry => view! { <p class="entry" data-b=index data-o=o>{runs(block, stop)}</p> }.into_any(),
        BlockKind::Paragraph => view! { <p data-b=index data-o=o>{runs(block, stop)}</p> }.into_any(),
        BlockKind::Heading(level) => {
            let s = block.runs.iter().find_map(|run| run.section);
            let content = plain(block, stop);
            match level {
                1 => view! { <h2 data-b=index data-o=o data-s=s tabindex="-1">{content}</h2> }.into_any(),
                2 => view! { <h3 data-b=index data-o=o data-s=s tabindex="-1">{content}</h3> }.into_any(),
                _ => view! { <h4 data-b=index data-o=o data-s=s tabindex="-1">{content}</h4> }.into_any(),
            }
        }
    }
}

/// The pieces of a block that is a heading as a whole.
fn plain(block: &Block, stop: Option<u32>) -> Vec<AnyView> {
    block.runs.iter().flat_map(|run| pieces(run, stop)).collect()
}

fn runs(block: &Block, stop: Option<u32>) -> Vec<AnyView> {
    block
        .runs
        .iter()
        .flat_map(|run| match run.section {
            Some(section) => {
                vec![view! { <b class="run" data-s=section tabindex="-1">{pieces(run, stop)}</b> }.into_any()]
            }
            None => pieces(run, stop),
        })
        .collect()
}

fn pieces(run: &Run, stop: Option<u32>) -> Vec<AnyView> {
    run.pieces
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.clone().into_any(),
            Piece::Number { text, row, target } => {
                let class = if *target { "q t" } else { "q" };
                let tab = if stop == Some(*row) { "0" } else { "-1" };
                view! { <span class=class role="button" data-r=*row tabindex=tab>{text.clone()}</span> }.into_any()
            }
            Piece::Note { text, note, length } => {
                let marker = text.clone();
                view! {
                    <button class="fn" data-n=*note data-l=*length aria-label=t!("reader.note", marker = marker.clone())>
                        {text.clone()}
                    </button>
                }
                .into_any()
            }
        })
        .collect()
}
