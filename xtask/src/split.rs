//! The page's wasm in two: what the first view needs, and the rest, which loads behind it.
//!
//! The rest is a module that imports memory, tables, globals and functions of the first one and fills the first one's
//! table with its own functions; a call from the first module to the rest goes through that table. Until the rest is
//! there such a call traps, so the page waits for it (`gangmuBoot.rest` in `public/boot.js`) before it enters what
//! stands behind the gates. The method is that of Binaryen's wasm-split, which its package for Node.js does not bring, with
//! the linker's notes instead of a profile ([`crate::reach`]).

use crate::reach::Reach;
use anyhow::{Context, Result, bail, ensure};
use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::{Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind, GlobalId,
    GlobalKind, ImportKind, ImportedFunction, MemoryId, Module, ModuleConfig, TableId,
};

/// What the rest imports from: the exports of the first module.
const FIRST: &str = "first";

/// The two modules, as bytes of wasm.
pub(crate) struct Split {
    /// What starts the page.
    pub(crate) first: Vec<u8>,
    /// What is instantiated with `{ first: exports }` of the first module.
    pub(crate) rest: Vec<u8>,
}

/// Splits the page's wasm: `wasm` as it is to be loaded, `reach` of the same program as the linker left it; exports whose
/// name `idle` knows are left out.
pub(crate) fn split(wasm: &[u8], reach: &Reach, idle: impl Fn(&str) -> bool) -> Result<Split> {
    let first = Half::parse(wasm, &idle)?;
    let rest = Half::parse(wasm, &idle)?;
    let moved = moved(&first, reach)?;
    let shared = Shared::of(&first, &moved)?;
    let slots = Slots::of(&first, &moved, &shared)?;
    let data = unread(&first.module, reach)?;
    Ok(Split { first: without(first, &moved, &shared, &slots, &data)?, rest: only(rest, &shared, &slots, data)? })
}

/// Pieces of initialised memory by their address.
type Pieces = Vec<(u32, Vec<u8>)>;

/// A shorter piece of data costs as much in the rest as it saves in the first part.
const SHORTEST_PIECE: u32 = 8;

/// The data that only the rest reads.
fn unread(module: &Module, reach: &Reach) -> Result<Pieces> {
    let mut pieces = Pieces::new();
    for data in module.data.iter() {
        let from = address(&data.kind)?;
        let whole = from..from + data.value.len() as u32;
        for range in reach.unread.iter().filter(|range| whole.start <= range.start && range.end <= whole.end) {
            if range.end - range.start >= SHORTEST_PIECE {
                let bytes = (range.start - from) as usize..(range.end - from) as usize;
                pieces.push((range.start, data.value[bytes].to_vec()));
            }
        }
    }
    Ok(pieces)
}

/// Where a segment of data goes.
fn address(kind: &DataKind) -> Result<u32> {
    match kind {
        DataKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. } => Ok(*offset as u32),
        _ => bail!("the page's wasm has data without a plain address"),
    }
}

/// A module with its functions numbered as they stand in it: the numbers are the same for both halves.
struct Half {
    module: Module,
    functions: Vec<FunctionId>,
    numbers: BTreeMap<FunctionId, usize>,
}

impl Half {
    fn parse(wasm: &[u8], idle: impl Fn(&str) -> bool) -> Result<Self> {
        let mut config = ModuleConfig::new();
        config.generate_name_section(false).generate_producers_section(false);
        let mut module = config.parse(wasm).context("the page's wasm cannot be read")?;
        // The linker's notes are not true of what wasm-bindgen made of them.
        let notes: Vec<_> = module.customs.iter().map(|(id, section)| (id, section.name().to_owned())).collect();
        for (id, name) in notes {
            if name == "linking" || name.starts_with("reloc.") {
                module.customs.delete(id);
            }
        }
        let exports = module.exports.iter().filter(|export| idle(&export.name)).map(walrus::Export::id);
        for export in exports.collect::<Vec<_>>() {
            module.exports.delete(export);
        }
        let functions: Vec<FunctionId> = module.funcs.iter().map(walrus::Function::id).collect();
        let numbers = functions.iter().enumerate().map(|(number, id)| (*id, number)).collect();
        Ok(Self { module, functions, numbers })
    }

    fn is_local(&self, number: usize) -> bool {
        matches!(self.module.funcs.get(self.functions[number]).kind, FunctionKind::Local(_))
    }

    /// What a function names; nothing for an imported one.
    fn uses(&self, number: usize) -> Uses {
        let mut uses = Uses::default();
        if let FunctionKind::Local(function) = &self.module.funcs.get(self.functions[number]).kind {
            dfs_in_order(&mut uses, function, function.entry_block());
        }
        uses
    }

    /// The function table with the place of every function that stands in it.
    fn table(&self) -> Result<(TableId, BTreeMap<u32, usize>)> {
        let table = self.module.tables.main_function_table()?.context("the page's wasm has no table of functions")?;
        let mut places = BTreeMap::new();
        for element in self.module.elements.iter() {
            let ElementKind::Active { table: of, offset } = &element.kind else { continue };
            if *of != table {
                continue;
            }
            let (ConstExpr::Value(Value::I32(offset)), ElementItems::Functions(items)) = (offset, &element.items)
            else {
                bail!("the table of functions is filled in a way that cannot be split");
            };
            for (place, id) in (*offset as u32..).zip(items) {
                places.insert(place, self.numbers[id]);
            }
        }
        Ok((table, places))
    }
}

/// What a function's instructions name.
#[derive(Default)]
struct Uses {
    functions: BTreeSet<FunctionId>,
    globals: BTreeSet<GlobalId>,
    memories: BTreeSet<MemoryId>,
    tables: BTreeSet<TableId>,
}

impl Visitor<'_> for Uses {
    fn visit_function_id(&mut self, id: &FunctionId) {
        self.functions.insert(*id);
    }
    fn visit_global_id(&mut self, id: &GlobalId) {
        self.globals.insert(*id);
    }
    fn visit_memory_id(&mut self, id: &MemoryId) {
        self.memories.insert(*id);
    }
    fn visit_table_id(&mut self, id: &TableId) {
        self.tables.insert(*id);
    }
}

/// The functions that go: those that neither an export, nor the table as far as it is reached, nor one of these by direct
/// calls leads to.
fn moved(half: &Half, reach: &Reach) -> Result<BTreeSet<usize>> {
    let exported = half.module.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(id) => Some(half.numbers[&id]),
        _ => None,
    });
    let mut stays: BTreeSet<usize> = exported.chain(half.module.start.map(|id| half.numbers[&id])).collect();
    let reached = |place: &u32| *place >= reach.size || reach.places.contains(place);
    stays.extend(half.table()?.1.into_iter().filter(|(place, _)| reached(place)).map(|(_, number)| number));
    let mut open: Vec<usize> = stays.iter().copied().collect();
    while let Some(number) = open.pop() {
        for id in half.uses(number).functions {
            let next = half.numbers[&id];
            if stays.insert(next) {
                open.push(next);
            }
        }
    }
    Ok((0..half.functions.len()).filter(|&number| half.is_local(number) && !stays.contains(&number)).collect())
}

/// What both halves know, with the name under which the first exports it.
struct Shared {
    functions: BTreeMap<usize, String>,
    /// Indexes of globals, memories and tables, which count alike in both halves.
    globals: BTreeMap<usize, String>,
    memories: BTreeMap<usize, String>,
    tables: BTreeMap<usize, String>,
    /// Functions of the rest that the first calls by their number.
    called: BTreeSet<usize>,
}

impl Shared {
    fn of(half: &Half, moved: &BTreeSet<usize>) -> Result<Self> {
        let mut all = Uses::default();
        let mut called = BTreeSet::new();
        for number in 0..half.functions.len() {
            let uses = half.uses(number);
            if moved.contains(&number) {
                all.functions.extend(uses.functions);
                all.globals.extend(uses.globals);
                all.memories.extend(uses.memories);
                all.tables.extend(uses.tables);
            } else {
                called.extend(uses.functions.iter().map(|id| half.numbers[id]).filter(|number| moved.contains(number)));
            }
        }
        // Its segments go there, whatever its functions name.
        all.tables.insert(half.table()?.0);
        all.memories.extend(half.module.memories.iter().map(walrus::Memory::id));
        let mut name = Names::of(half);
        let functions = all.functions.iter().map(|id| half.numbers[id]).filter(|number| !moved.contains(number));
        Ok(Self {
            functions: functions.collect::<BTreeSet<_>>().into_iter().map(|number| (number, name.next())).collect(),
            globals: all.globals.iter().map(|id| (id.index(), name.next())).collect(),
            memories: all.memories.iter().map(|id| (id.index(), name.next())).collect(),
            tables: all.tables.iter().map(|id| (id.index(), name.next())).collect(),
            called,
        })
    }
}

/// Short names that no export has yet.
struct Names {
    taken: BTreeSet<String>,
    count: u32,
}

impl Names {
    fn of(half: &Half) -> Self {
        Self { taken: half.module.exports.iter().map(|export| export.name.clone()).collect(), count: 0 }
    }

    fn next(&mut self) -> String {
        loop {
            let mut name = String::new();
            let mut left = self.count;
            self.count += 1;
            loop {
                name.push(char::from_digit(left % 36, 36).unwrap_or('_'));
                left /= 36;
                if left == 0 {
                    break;
                }
            }
            if !self.taken.contains(&name) {
                return name;
            }
        }
    }
}

/// The places in the table that the rest fills.
struct Slots {
    /// Place → function of the rest.
    filled: BTreeMap<u32, usize>,
    /// Function of the rest that the first calls → its place.
    of: BTreeMap<usize, u32>,
    /// How many places the table needs.
    size: u64,
}

impl Slots {
    fn of(half: &Half, moved: &BTreeSet<usize>, shared: &Shared) -> Result<Self> {
        let (table, places) = half.table()?;
        let mut size = half.module.tables.get(table).initial;
        let mut filled: BTreeMap<u32, usize> =
            places.into_iter().filter(|(_, number)| moved.contains(number)).collect();
        let mut of: BTreeMap<usize, u32> = filled.iter().map(|(place, number)| (*number, *place)).collect();
        for &number in &shared.called {
            of.entry(number).or_insert_with(|| {
                let place = size as u32;
                filled.insert(place, number);
                size += 1;
                place
            });
        }
        Ok(Self { filled, of, size })
    }

    /// Runs of neighbouring places: an element segment each.
    fn runs(&self) -> Vec<(u32, Vec<usize>)> {
        let mut runs: Vec<(u32, Vec<usize>)> = Vec::new();
        for (&place, &number) in &self.filled {
            match runs.last_mut() {
                Some((from, run)) if *from + run.len() as u32 == place => run.push(number),
                _ => runs.push((place, vec![number])),
            }
        }
        runs
    }
}

/// The first module: what has gone is called through the table.
fn without(
    mut half: Half,
    moved: &BTreeSet<usize>,
    shared: &Shared,
    slots: &Slots,
    unread: &Pieces,
) -> Result<Vec<u8>> {
    let (table, places) = half.table()?;
    let Half { module, functions, .. } = &mut half;
    for &number in &shared.called {
        let function = module.funcs.get(functions[number]);
        let ty = function.ty();
        let (parameters, results) = {
            let ty = module.types.get(ty);
            (ty.params().to_vec(), ty.results().to_vec())
        };
        let arguments: Vec<_> = parameters.iter().map(|ty| module.locals.add(*ty)).collect();
        let mut builder = FunctionBuilder::new(&mut module.types, &parameters, &results);
        let mut body = builder.func_body();
        for argument in &arguments {
            body.local_get(*argument);
        }
        body.i32_const(slots.of[&number] as i32).call_indirect(ty, table);
        module.funcs.get_mut(functions[number]).kind = FunctionKind::Local(builder.local_func(arguments));
    }
    // The places of what has gone are left empty: one segment for each run between them.
    let segments: Vec<_> = module.tables.get(table).elem_segments.iter().copied().collect();
    for segment in segments {
        module.elements.delete(segment);
    }
    module.tables.get_mut(table).elem_segments.clear();
    let kept = places.into_iter().filter(|(_, number)| !moved.contains(number)).collect();
    fill(module, table, functions, &Slots { filled: kept, of: BTreeMap::new(), size: 0 });
    let table = module.tables.get_mut(table);
    table.initial = slots.size;
    table.maximum = table.maximum.map(|most| most.max(slots.size));

    // Zeros cost nothing to download.
    let data: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    for id in data {
        let data = module.data.get_mut(id);
        let from = address(&data.kind)?;
        for (start, bytes) in unread {
            if let Some(at) = start.checked_sub(from).filter(|at| (*at as usize) < data.value.len()) {
                data.value[at as usize..at as usize + bytes.len()].fill(0);
            }
        }
    }

    for (number, name) in &shared.functions {
        module.exports.add(name, functions[*number]);
    }
    let globals: Vec<GlobalId> = module.globals.iter().map(walrus::Global::id).collect();
    let memories: Vec<MemoryId> = module.memories.iter().map(walrus::Memory::id).collect();
    let tables: Vec<TableId> = module.tables.iter().map(walrus::Table::id).collect();
    for id in globals {
        if let Some(name) = shared.globals.get(&id.index()) {
            module.exports.add(name, id);
        }
    }
    for id in memories {
        if let Some(name) = shared.memories.get(&id.index()) {
            module.exports.add(name, id);
        }
    }
    for id in tables {
        if let Some(name) = shared.tables.get(&id.index()) {
            module.exports.add(name, id);
        }
    }
    walrus::passes::gc::run(module);
    Ok(module.emit_wasm())
}

/// The rest: what has gone, and nothing that the first module does at its start.
fn only(mut half: Half, shared: &Shared, slots: &Slots, data: Pieces) -> Result<Vec<u8>> {
    let (table, _) = half.table()?;
    let Half { module, functions, .. } = &mut half;
    module.start = None;
    let exports: Vec<_> = module.exports.iter().map(walrus::Export::id).collect();
    for id in exports {
        module.exports.delete(id);
    }
    let all: Vec<_> = module.data.iter().map(walrus::Data::id).collect();
    for id in all {
        module.data.delete(id);
    }
    let elements: Vec<_> = module.elements.iter().map(walrus::Element::id).collect();
    for id in elements {
        module.elements.delete(id);
    }

    for (number, name) in &shared.functions {
        let id = functions[*number];
        let function = module.funcs.get(id);
        let ty = function.ty();
        if let FunctionKind::Import(ImportedFunction { import, .. }) = function.kind {
            let import = module.imports.get_mut(import);
            (import.module, import.name) = (FIRST.to_owned(), name.clone());
        } else {
            let import = module.imports.add(FIRST, name, ImportKind::Function(id));
            module.funcs.get_mut(id).kind = FunctionKind::Import(ImportedFunction { import, ty });
        }
    }
    let globals: Vec<GlobalId> = module.globals.iter().map(walrus::Global::id).collect();
    for id in globals {
        if let Some(name) = shared.globals.get(&id.index()) {
            let import = module.imports.add(FIRST, name, ImportKind::Global(id));
            module.globals.get_mut(id).kind = GlobalKind::Import(import);
        }
    }
    for memory in module.memories.iter_mut() {
        memory.data_segments.clear();
        let id = memory.id();
        for (address, bytes) in data.iter().filter(|_| shared.memories.contains_key(&id.index())) {
            let offset = ConstExpr::Value(Value::I32(*address as i32));
            memory.data_segments.insert(module.data.add(DataKind::Active { memory: id, offset }, bytes.clone()));
        }
        if let Some(name) = shared.memories.get(&memory.id().index()) {
            memory.import = Some(module.imports.add(FIRST, name, ImportKind::Memory(memory.id())));
        }
    }
    for table in module.tables.iter_mut() {
        table.elem_segments.clear();
        if let Some(name) = shared.tables.get(&table.id().index()) {
            table.import = Some(module.imports.add(FIRST, name, ImportKind::Table(table.id())));
        }
    }
    module.tables.get_mut(table).initial = slots.size;
    let most = module.tables.get(table).maximum.map(|most| most.max(slots.size));
    module.tables.get_mut(table).maximum = most;
    fill(module, table, functions, slots);
    walrus::passes::gc::run(module);
    let strangers = module.funcs.iter().filter(|function| match function.kind {
        FunctionKind::Import(ImportedFunction { import, .. }) => module.imports.get(import).module != FIRST,
        _ => false,
    });
    ensure!(strangers.count() == 0, "the rest of the page's wasm imports what the first part does not give");
    Ok(module.emit_wasm())
}

/// Adds the element segments of `slots` to the table.
fn fill(module: &mut Module, table: TableId, functions: &[FunctionId], slots: &Slots) {
    for (from, run) in slots.runs() {
        let offset = ConstExpr::Value(Value::I32(from as i32));
        let items = ElementItems::Functions(run.iter().map(|number| functions[*number]).collect());
        let id = module.elements.add(ElementKind::Active { table, offset }, items);
        module.tables.get_mut(table).elem_segments.insert(id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::ValType;

    /// `start` calls `near` and takes the address of `far` (place 1); `far` calls `only_far` and `near`, and reads the
    /// memory's second half.
    fn program() -> Vec<u8> {
        let mut module = Module::default();
        let memory = module.memories.add_local(false, false, 1, None, None);
        let offset = ConstExpr::Value(Value::I32(64));
        let data = module.data.add(DataKind::Active { memory, offset }, b"said at firstsaid later on".to_vec());
        module.memories.get_mut(memory).data_segments.insert(data);
        let mut function = |body: &dyn Fn(&mut walrus::InstrSeqBuilder)| {
            let mut builder = FunctionBuilder::new(&mut module.types, &[], &[ValType::I32]);
            body(&mut builder.func_body());
            builder.finish(Vec::new(), &mut module.funcs)
        };
        let near = function(&|body| _ = body.i32_const(1));
        let only_far = function(&|body| _ = body.i32_const(2));
        let far = function(&|body| _ = body.call(only_far).drop().call(near));
        let start = function(&|body| _ = body.call(near));
        let table = module.tables.add_local(false, 2, Some(2), walrus::RefType::FUNCREF);
        let slots = Slots { filled: BTreeMap::from([(1, 0)]), of: BTreeMap::new(), size: 0 };
        fill(&mut module, table, &[far], &slots);
        module.exports.add("start", start);
        module.exports.add("memory", memory);
        module.exports.add("table", table);
        module.emit_wasm()
    }

    #[test]
    fn what_is_behind_a_gate_goes() {
        let reach = Reach { places: BTreeSet::new(), size: 2, unread: vec![0..4, 77..90] };
        let split = split(&program(), &reach, |_| false).unwrap();
        let first = Module::from_buffer(&split.first).unwrap();
        let rest = Module::from_buffer(&split.rest).unwrap();
        assert_eq!((first.funcs.iter_local().count(), rest.funcs.iter_local().count()), (2, 2));
        assert!(first.elements.iter().next().is_none() && rest.elements.iter().next().is_some());
        assert_eq!(first.data.iter().next().unwrap().value, b"said at first\0\0\0\0\0\0\0\0\0\0\0\0\0");
        assert_eq!(rest.data.iter().next().unwrap().value, b"said later on");
        // All that the rest imports, the first exports.
        let exports: BTreeSet<&str> = first.exports.iter().map(|export| export.name.as_str()).collect();
        let imports: Vec<(&str, &str)> =
            rest.imports.iter().map(|one| (one.module.as_str(), one.name.as_str())).collect();
        assert_eq!(imports.len(), 3, "near, the memory, the table: {imports:?}");
        assert!(imports.iter().all(|(module, name)| *module == FIRST && exports.contains(name)));
    }

    #[test]
    fn what_is_reached_by_its_address_stays() {
        let reach = Reach { places: BTreeSet::from([1]), size: 2, unread: Vec::new() };
        let split = split(&program(), &reach, |_| false).unwrap();
        assert_eq!(Module::from_buffer(&split.first).unwrap().funcs.iter_local().count(), 4);
    }

    #[test]
    fn what_only_an_idle_export_leads_to_goes() {
        let reach = Reach { places: BTreeSet::new(), size: 2, unread: Vec::new() };
        let split = split(&program(), &reach, |name| name == "start").unwrap();
        let first = Module::from_buffer(&split.first).unwrap();
        assert_eq!(first.funcs.iter_local().count(), 0);
        assert!(first.exports.iter().all(|export| export.name != "start"));
    }
}
