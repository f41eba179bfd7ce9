//! What a linked wasm can reach from its start without passing a gate: which functions may be called through the table,
//! and which bytes of memory are read.
//!
//! The linker's relocations (`--emit-relocs`) say what each function and each piece of data names: functions to call,
//! functions whose address is taken, data. wasm-bindgen and wasm-opt move functions but neither the table nor the memory,
//! so that what is found here holds for what they make: places in the table, addresses.

use anyhow::{Context, Result, bail, ensure};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use wasmparser::{
    DataKind, ElementItems, ElementKind, ExternalKind, KnownCustom, Linking, Operator, Parser, Payload, RelocationType,
    SymbolInfo, TypeRef,
};

/// What is reached.
pub(crate) struct Reach {
    /// Places in the table of functions that hold a function which is reached by its address.
    pub(crate) places: BTreeSet<u32>,
    /// How many places the linker made; what comes after them is not its work.
    pub(crate) size: u32,
    /// Addresses of initialised memory that nobody reached names: pieces of data behind the gates.
    pub(crate) unread: Vec<Range<u32>>,
}

/// Follows what `wasm`, as the linker leaves it, names from its exports on, but for those whose name `idle` knows; functions
/// whose symbol `gate` knows are not entered.
pub(crate) fn reach(wasm: &[u8], gate: impl Fn(&str) -> bool, idle: impl Fn(&str) -> bool) -> Result<Reach> {
    let linked = Linked::parse(wasm, idle)?;
    let gates: HashSet<u32> = linked.functions.iter().filter(|(_, name)| gate(name)).map(|(index, _)| *index).collect();
    ensure!(!gates.is_empty(), "the page's wasm has no gate: see src/view/later.rs");
    let mut seen = HashSet::new();
    let mut open: Vec<Node> = linked.roots.iter().map(|index| Node::Function(*index)).collect();
    // Data that no symbol covers is nobody's: what it names may be needed.
    for (at, uses) in &linked.data_uses {
        if linked.pieces_at(*at).next().is_none() {
            open.push(uses.node());
        }
    }
    let mut places = BTreeSet::new();
    while let Some(node) = open.pop() {
        if matches!(node, Node::Function(index) if gates.contains(&index)) || !seen.insert(node) {
            continue;
        }
        for uses in linked.uses(node) {
            if let Uses::Address(index) = uses
                && !gates.contains(index)
                && let Some(place) = linked.places.get(index)
            {
                places.insert(*place);
            }
            open.push(uses.node());
        }
    }
    let mut read: Vec<&Range<u32>> = Vec::new();
    let mut unread = Vec::new();
    for (number, piece) in linked.pieces.iter().enumerate() {
        if seen.contains(&Node::Data(number)) { read.push(piece) } else { unread.push(piece.clone()) }
    }
    Ok(Reach { places, size: linked.size, unread: minus(unread, &read) })
}

/// A function, or a piece of data.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Node {
    Function(u32),
    Data(usize),
}

/// How something names something else.
enum Uses {
    Call(u32),
    Address(u32),
    Data(usize),
}

impl Uses {
    fn node(&self) -> Node {
        match *self {
            Self::Call(index) | Self::Address(index) => Node::Function(index),
            Self::Data(number) => Node::Data(number),
        }
    }
}

/// A linked module, as far as it matters here.
#[derive(Default)]
struct Linked {
    /// Index → symbol's name.
    functions: HashMap<u32, String>,
    roots: Vec<u32>,
    /// Index of a function → its place in the table.
    places: HashMap<u32, u32>,
    size: u32,
    /// Addresses of each data symbol.
    pieces: Vec<Range<u32>>,
    /// Their numbers, by where they begin.
    by_start: Vec<usize>,
    /// The longest piece, in bytes: how far back one that covers an address can begin.
    longest: u32,
    /// Function → what it names.
    code_uses: HashMap<u32, Vec<Uses>>,
    /// Address → what stands there.
    data_uses: BTreeMap<u32, Uses>,
}

impl Linked {
    fn parse(wasm: &[u8], idle: impl Fn(&str) -> bool) -> Result<Self> {
        let mut linked = Self::default();
        let mut imported = 0;
        let mut bodies: Vec<Range<usize>> = Vec::new();
        let (mut code_at, mut data_at) = (0, 0);
        // File range and address of each segment of data.
        let mut segments: Vec<(Range<usize>, u32)> = Vec::new();
        let mut symbols = Vec::new();
        let mut relocations = Vec::new();
        let (mut sections, mut code_section, mut data_section) = (0, None, None);
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload?;
            let section = sections;
            if payload.as_section().is_some() {
                sections += 1;
            }
            match payload {
                Payload::ImportSection(reader) => {
                    for import in reader.into_imports() {
                        imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::ExportSection(reader) => {
                    for export in reader {
                        let export = export?;
                        if export.kind == ExternalKind::Func && !idle(export.name) {
                            linked.roots.push(export.index);
                        }
                    }
                }
                Payload::StartSection { func, .. } => linked.roots.push(func),
                Payload::ElementSection(reader) => {
                    for element in reader {
                        let element = element?;
                        let (ElementKind::Active { offset_expr, .. }, ElementItems::Functions(items)) =
                            (element.kind, element.items)
                        else {
                            bail!("the linker filled its table in an unknown way");
                        };
                        let from = constant(offset_expr.get_operators_reader())?;
                        for (place, index) in (from..).zip(items) {
                            linked.places.insert(index?, place);
                            linked.size = linked.size.max(place + 1);
                        }
                    }
                }
                Payload::CodeSectionStart { range, .. } => (code_at, code_section) = (range.start, Some(section)),
                Payload::CodeSectionEntry(body) => bodies.push(body.range()),
                Payload::DataSection(reader) => {
                    (data_at, data_section) = (reader.range().start, Some(section));
                    for data in reader {
                        let data = data?;
                        let DataKind::Active { offset_expr, .. } = data.kind else {
                            bail!("the linker left data without an address");
                        };
                        let address = constant(offset_expr.get_operators_reader())?;
                        let end = data.range.end;
                        segments.push((end - data.data.len()..end, address));
                    }
                }
                Payload::CustomSection(reader) => match reader.as_known() {
                    KnownCustom::Linking(reader) => {
                        for part in reader.subsections() {
                            if let Linking::SymbolTable(table) = part? {
                                for symbol in table {
                                    symbols.push(symbol?);
                                }
                            }
                        }
                    }
                    KnownCustom::Reloc(reader) => {
                        let of = reader.section_index();
                        for entry in reader.entries() {
                            relocations.push((of, entry?));
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        ensure!(!symbols.is_empty() && !relocations.is_empty(), "the page's wasm was linked without --emit-relocs");

        // What each symbol stands for.
        let mut names: Vec<Option<Node>> = Vec::new();
        for symbol in &symbols {
            names.push(match symbol {
                SymbolInfo::Func { index, name, .. } => {
                    if let Some(name) = name {
                        linked.functions.insert(*index, (*name).to_owned());
                    }
                    Some(Node::Function(*index))
                }
                SymbolInfo::Data { symbol: Some(place), .. } => {
                    let (_, address) = segments.get(place.index as usize).context("a symbol of no segment")?;
                    let from = address + place.offset;
                    linked.pieces.push(from..from + place.size);
                    Some(Node::Data(linked.pieces.len() - 1))
                }
                _ => None,
            });
        }
        linked.by_start = (0..linked.pieces.len()).collect();
        linked.by_start.sort_by_key(|&number| linked.pieces[number].start);
        linked.longest = linked.pieces.iter().map(|piece| piece.end - piece.start).max().unwrap_or(0);

        for (section, entry) in relocations {
            let uses = match (names.get(entry.index as usize).copied().flatten(), entry.ty) {
                (Some(Node::Function(index)), RelocationType::FunctionIndexLeb | RelocationType::FunctionIndexI32) => {
                    Uses::Call(index)
                }
                (Some(Node::Function(index)), _) => Uses::Address(index),
                (Some(Node::Data(number)), _) => Uses::Data(number),
                // Types, globals, tables: they have no uses of their own.
                (None, _) => continue,
            };
            let offset = entry.offset as usize;
            if Some(section) == code_section {
                let at = code_at + offset;
                let body = bodies.partition_point(|body| body.end <= at);
                ensure!(
                    bodies.get(body).is_some_and(|body| body.contains(&at)),
                    "a relocation outside of all functions"
                );
                linked.code_uses.entry(imported + body as u32).or_default().push(uses);
            } else if Some(section) == data_section {
                let at = data_at + offset;
                let segment = segments.iter().find(|(range, _)| range.contains(&at));
                let (range, address) = segment.context("a relocation outside of all data")?;
                linked.data_uses.insert(address + (at - range.start) as u32, uses);
            }
        }
        Ok(linked)
    }

    /// The pieces of data that cover an address.
    fn pieces_at(&self, address: u32) -> impl Iterator<Item = usize> {
        let end = self.by_start.partition_point(|&number| self.pieces[number].start <= address);
        let from = address.saturating_sub(self.longest);
        self.by_start[..end]
            .iter()
            .rev()
            .copied()
            .take_while(move |&number| self.pieces[number].start >= from)
            .filter(move |&number| self.pieces[number].contains(&address))
    }

    fn uses(&self, node: Node) -> Box<dyn Iterator<Item = &Uses> + '_> {
        match node {
            Node::Function(index) => Box::new(self.code_uses.get(&index).into_iter().flatten()),
            Node::Data(number) => Box::new(self.data_uses.range(self.pieces[number].clone()).map(|(_, uses)| uses)),
        }
    }
}

/// The number that a constant expression gives.
fn constant(mut operators: wasmparser::OperatorsReader) -> Result<u32> {
    match operators.read()? {
        Operator::I32Const { value } => Ok(value as u32),
        _ => bail!("an address that is no plain number"),
    }
}

/// Ranges without what others cover, joined where they touch.
fn minus(mut ranges: Vec<Range<u32>>, others: &[&Range<u32>]) -> Vec<Range<u32>> {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_by_key(|range| range.start);
    let mut others: Vec<&Range<u32>> = others.iter().copied().filter(|range| !range.is_empty()).collect();
    others.sort_by_key(|range| range.start);
    let mut left: Vec<Range<u32>> = Vec::new();
    for range in ranges {
        let mut from = range.start.max(left.last().map_or(0, |last| last.end));
        for other in others.iter().filter(|other| other.start < range.end && other.end > range.start) {
            if other.start > from {
                push(&mut left, from..other.start);
            }
            from = from.max(other.end);
        }
        if from < range.end {
            push(&mut left, from..range.end);
        }
    }
    left
}

fn push(ranges: &mut Vec<Range<u32>>, range: Range<u32>) {
    match ranges.last_mut() {
        Some(last) if last.end == range.start => last.end = range.end,
        _ => ranges.push(range),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_cover_is_taken_away() {
        assert_eq!(minus(vec![0..10, 10..20, 30..40], &[&(5..6), &(18..33)]), [0..5, 6..18, 33..40]);
        assert_eq!(minus(vec![0..10, 4..8, 20..22], &[&(0..2), &(9..12)]), [2..9, 20..22]);
        assert!(minus(vec![3..3, 4..5], &[&(0..9)]).is_empty());
    }
}
