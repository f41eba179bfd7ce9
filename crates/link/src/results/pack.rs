//! Results as bits, described once for both ways: `write` and `read` run the same `code`.

use super::list::{
    AVERAGES, BOUNDS, CHECKS, CONFIDENCES, DIRECTIONS, KINDS, LEVELS, MULTIPLES, ROLES, SECTION_KINDS, STATUSES, TYPES,
    field, place,
};
use super::pool::{Pack, Pool};
use super::primed::primed;
use super::{Changes, Correction, CorrectionAction, LeftOut, Results, nest, term_of};
use crate::coder::Coder;
use crate::mix::scatter;
use gangmu_model::{
    Bound, Checked, Confidence, Document, DocumentKind, Indicator, IndicatorType, Number, Region, Role, Section,
    SectionKind, SourceInfo, Span, Status, Sureness, Term,
};

/// Content and payload of results.
pub(super) fn write(results: &Results) -> (Vec<u8>, Vec<u8>) {
    let mut pack = Pack::new(primed().clone(), Coder::writer(), usize::MAX);
    code(&mut pack, results);
    if results.is_checked() {
        let mut rows = results.document.indicators.clone();
        changes(&mut pack, results, &mut rows);
    }
    pack.finish()
}

/// Content and results of a payload whose content has so many bytes, with what a reader `checked` if it has that.
pub(super) fn read(payload: &[u8], length: usize, checked: bool) -> Option<(Vec<u8>, Results)> {
    let mut pack = Pack::new(primed().clone(), Coder::reader(payload), length);
    let mut results = code(&mut pack, &nothing())?;
    if checked {
        results.changes = changes(&mut pack, &nothing(), &mut results.document.indicators)?;
    }
    Some((pack.finish().0, results))
}

/// What a reader passes for the values it does not know yet.
pub(super) fn nothing() -> Results {
    let source = SourceInfo { name: String::new(), format: String::new(), encoding: None, index: 0 };
    Results {
        document: Document {
            id: String::new(),
            kind: DocumentKind::Report,
            source,
            title: String::new(),
            region: None,
            year: None,
            date: None,
            speaker: None,
            sureness: Sureness::default(),
            sketch: String::new(),
            text: String::new(),
            removed: Vec::new(),
            sections: Vec::new(),
            notes: Vec::new(),
            indicators: Vec::new(),
            commitments: Vec::new(),
            terms: Vec::new(),
            warnings: Vec::new(),
        },
        characters: 0,
        corrections: Vec::new(),
        changes: Changes::default(),
        left_out: LeftOut::default(),
    }
}

/// Codes results: writes those given, or reads others and gives them. `None` where they make no sense.
pub(super) fn code(pack: &mut Pack<'_>, results: &Results) -> Option<Results> {
    let given = &results.document;
    let mut document = nothing().document;
    let id = u64::from_str_radix(&given.id, 16).unwrap_or_default();
    let upper = pack.number(field::ID, [0; 3], id >> 32)?;
    let lower = pack.number(field::ID, [1; 3], id & 0xFFFF_FFFF)?;
    document.id =
        format!("{:016x}", u64::from(u32::try_from(upper).ok()?) << 32 | u64::from(u32::try_from(lower).ok()?));
    document.kind = pack.choice(field::HEAD, [0; 3], &KINDS, given.kind)?;
    // The difference to a year of this century's twenties.
    let year = given.year.map_or(0, |year| zigzag(i64::from(year) - 2024) + 1);
    let year = pack.number(field::YEAR, [0; 3], year)?;
    document.year = match year {
        0 => None,
        _ => Some(u16::try_from(unzigzag(year - 1).checked_add(2024)?).ok()?),
    };
    document.title = pack.string(field::TITLE, &given.title)?;
    if pack.choice(field::HEAD, [1; 3], &[false, true], given.region.is_some())? {
        document.region = Some(region(pack, given.region.as_ref())?);
    }
    let characters = u32::try_from(pack.number(field::COUNT, [0; 3], u64::from(results.characters))?).ok()?;
    document.sections = sections(pack, &given.sections, characters)?;
    document.indicators = rows(pack, &given.indicators, &document.sections)?;
    document.terms = terms(pack, &given.terms)?;
    let corrections = corrections(pack, &results.corrections, &document.id)?;
    let mut count =
        |near: u32, value: u32| u32::try_from(pack.number(field::LEFT_OUT, [near; 3], u64::from(value))?).ok();
    let left_out = LeftOut {
        rows: count(0, results.left_out.rows)?,
        sections: count(1, results.left_out.sections)?,
        terms: count(2, results.left_out.terms)?,
    };
    Some(Results { document, characters, corrections, changes: Changes::default(), left_out })
}

fn region(pack: &mut Pack<'_>, given: Option<&Region>) -> Option<Region> {
    let name = pack.string(field::REGION, given.map_or("", |region| &region.name))?;
    let level = pack.choice(field::HEAD, [2; 3], &LEVELS, given.and_then(|region| region.level))?;
    let code = given.and_then(|region| region.code.as_deref());
    let code = if pack.choice(field::HEAD, [3; 3], &[false, true], code.is_some())? {
        Some(pack.string(field::REGION, code.unwrap_or_default())?)
    } else {
        None
    };
    Some(Region { name, level, code })
}

/// How many there are. What is reserved for them grows as they come: a count that lies takes no memory.
fn count(pack: &mut Pack<'_>, near: u32, given: usize) -> Option<usize> {
    usize::try_from(pack.number(field::COUNT, [near; 3], given as u64)?).ok()
}

fn sections(pack: &mut Pack<'_>, given: &[Section], characters: u32) -> Option<Vec<Section>> {
    let mut labels = Pool::default();
    let mut sections: Vec<Section> = Vec::new();
    // Level, kind and role of the section before, and the level before that.
    let (mut near, mut level_before) = ([0_u32; 3], 0);
    for index in 0..count(pack, 1, given.len())? {
        let given = given.get(index);
        let level = given.map_or(0, |section| u64::from(section.level));
        let level =
            u8::try_from(pack.number(field::LEVEL, [near[0], near[0] << 4 | level_before, near[1]], level)?).ok()?;
        let before = sections.last();
        let last_level = before.map_or(0, |section| section.level);
        let kind = given.map_or(SectionKind::Part, |section| section.kind);
        let kind = pack.choice(field::SECTION_KIND, [u32::from(level), near[1], near[2]], &SECTION_KINDS, kind)?;
        let role = given.map_or(Role::Other, |section| section.role);
        let step = u32::from(level > last_level);
        let role = pack.choice(field::ROLE, [near[2] << 1 | step, u32::from(level), near[2]], &ROLES, role)?;
        // The label before at this level: it tells the next.
        let sibling = sections.iter().rev().find(|other| other.level <= level);
        let sibling = sibling.filter(|other| other.level == level).and_then(|other| other.label.as_deref());
        let sibling = sibling.map_or(0, hashed);
        let label = given.and_then(|section| section.label.as_deref());
        let of_kind = u32::from(level) << 4 | place(&SECTION_KINDS, kind);
        let (label, _) = labels.optional(pack, field::LABEL, [sibling, of_kind, near[0]], label)?;
        let title = pack.string(field::HEADING, given.map_or("", |section| &section.title))?;
        let from = before.map_or(0, |section| section.start);
        let start = given.map_or(0, |section| u64::from(section.start.saturating_sub(from)));
        let start = pack.number(field::START, [of_kind, u32::from(step == 1), u32::from(last_level)], start)?;
        let start = from.checked_add(u32::try_from(start).ok()?)?;
        if start > characters {
            return None;
        }
        level_before = near[0];
        near = [u32::from(level), place(&SECTION_KINDS, kind), place(&ROLES, role)];
        sections.push(Section { level, kind, label, title, start, end: 0, parent: None, role });
    }
    nest(&mut sections, characters);
    Some(sections)
}

fn rows(pack: &mut Pack<'_>, given: &[Indicator], sections: &[Section]) -> Option<Vec<Indicator>> {
    let mut rows: Vec<Indicator> = Vec::new();
    let mut pools: [Pool; 8] = std::array::from_fn(|_| Pool::default());
    let [indicators, names, domains, units, periods, bases, scopes, actions] = &mut pools;
    // Of the row before, what the next is predicted from.
    let (mut last_name, mut last_unit, mut last_kind, mut last_period, mut last_section) = (0, 0, 0, 0, 0_i64);
    let mut last_word = [0_u32; 2];
    for index in 0..count(pack, 2, given.len())? {
        let given = given.get(index);
        let of = |word: fn(&Indicator) -> Option<&str>| given.and_then(word);
        // 0: in none; else the distance to the section of the row before.
        let section =
            given.and_then(|row| row.section).map_or(0, |section| zigzag(i64::from(section) - last_section) + 1);
        let section = pack.number(field::SECTION, [0; 3], section)?;
        let section = match section {
            0 => None,
            _ => Some(unzigzag(section - 1).checked_add(last_section)?),
        };
        last_section = section.unwrap_or(last_section);
        let section = match section {
            None => None,
            Some(section) => Some(u32::try_from(section).ok().filter(|&section| (section as usize) < sections.len())?),
        };
        let role =
            section.and_then(|section| sections.get(section as usize)).map_or(9, |section| place(&ROLES, section.role));
        let (indicator, word) =
            indicators.optional(pack, field::INDICATOR, [last_name, role, 0], of(|row| Some(&row.indicator)))?;
        let indicator = indicator?;
        let (name, name_word) = name(pack, names, &indicator, word, of(|row| row.name.as_deref()))?;
        let (domain, _) =
            domains.optional(pack, field::DOMAIN, [name_word, name_word, 0], of(|row| row.domain.as_deref()))?;
        let (unit, unit_word) = units.optional(
            pack,
            field::UNIT,
            [word, last_unit, u32::from(name.is_some())],
            of(|row| row.unit.as_deref()),
        )?;
        let near = [unit_word, word, last_kind];
        let kind = pack.choice(field::TYPE, near, &TYPES, given.map_or(IndicatorType::Level, |row| row.kind))?;
        let type_word = place(&TYPES, kind);
        let near = [unit_word << 4 | type_word, word, last_kind];
        let status = pack.choice(
            field::STATUS,
            [role, last_kind, near[0]],
            &STATUSES,
            given.map_or(Status::Actual, |row| row.status),
        )?;
        let status_word = place(&STATUSES, status);
        let bound = pack.choice(
            field::BOUND,
            [near[0], status_word, last_kind],
            &BOUNDS,
            given.map_or(Bound::Exact, |row| row.bound),
        )?;
        let (action, _) =
            actions.optional(pack, field::ACTION, [near[0], last_word[0], word], of(|row| row.action.as_deref()))?;
        let verb = action.as_deref().map_or(0, hashed);
        let direction = pack.choice(
            field::DIRECTION,
            [type_word, verb, near[0]],
            &DIRECTIONS,
            given.and_then(|row| row.direction),
        )?;
        let period_near = [last_period, role << 8 | status_word, type_word];
        let (period, period_word) =
            periods.optional(pack, field::PERIOD, period_near, of(|row| row.period.as_deref()))?;
        let (base, base_word) =
            bases.optional(pack, field::BASE, [near[0], last_word[1], role], of(|row| row.base.as_deref()))?;
        let (scope, _) =
            scopes.optional(pack, field::SCOPE, [type_word, near[0], 0], of(|row| row.scope.as_deref()))?;
        let unit_kind = [near[0], type_word, unit_word];
        let multiple =
            pack.choice(field::RARE, [unit_word << 8, type_word, 0], &MULTIPLES, given.and_then(|row| row.multiple))?;
        let average =
            pack.choice(field::RARE, [unit_word << 8 | 1, 1, 1], &AVERAGES, given.and_then(|row| row.average))?;
        let stretch = pack.choice(
            field::RARE,
            [place(&BOUNDS, bound), status_word | 0x100, 2],
            &[false, true],
            given.is_some_and(|row| row.stretch),
        )?;
        let confidence = pack.choice(
            field::RARE,
            [u32::from(name.is_some()) | 0x200, 0x300, 3],
            &CONFIDENCES,
            given.map_or(Confidence::High, |row| row.confidence),
        )?;
        let back =
            given.and_then(|row| row.parent).map_or(0, |parent| (index as u64).saturating_sub(u64::from(parent)));
        let back =
            pack.number(field::PARENT, [u32::from(rows.last().is_some_and(|row| row.parent.is_some())), 0, 0], back)?;
        let parent = match back {
            0 => None,
            _ => Some(u32::try_from((index as u64).checked_sub(back)?).ok()?),
        };
        let value = pack.decimal(field::VALUE, unit_kind, given.map_or(Number(0.0), |row| row.value))?;
        let value_max = given.and_then(|row| row.value_max);
        let value_max = if pack.choice(field::RARE, [4, 4, 4], &[false, true], value_max.is_some())? {
            Some(pack.decimal(field::VALUE_MAX, unit_kind, value_max.unwrap_or_default())?)
        } else {
            None
        };
        let derived = amount(value, unit.as_deref());
        let stated = given.map(|row| (row.amount, row.unit_base.clone())).unwrap_or_default();
        let (amount, unit_base) = if pack.choice(field::RARE, [5, 5, 5], &[true, false], stated == derived)? {
            derived
        } else {
            other_amount(pack, &stated)?
        };
        (last_name, last_unit, last_period) = (word, unit_word, period_word);
        last_kind = type_word << 4 | status_word;
        last_word = [verb, base_word];
        let nowhere = Span { start: 0, end: 0 };
        rows.push(Indicator {
            indicator,
            name,
            domain,
            action,
            value,
            value_max,
            unit,
            amount,
            unit_base,
            kind,
            multiple,
            direction,
            bound,
            status,
            stretch,
            period,
            average,
            base,
            scope,
            parent,
            section,
            span: nowhere,
            sentence: nowhere,
            rule: String::new(),
            confidence,
            checked: Checked::No,
        });
    }
    Some(rows)
}

/// The canonical name of a row: most often what the text says, or what it was for the same words before.
fn name(
    pack: &mut Pack<'_>,
    names: &mut Pool,
    indicator: &str,
    word: u32,
    given: Option<&str>,
) -> Option<(Option<String>, u32)> {
    let same = given == Some(indicator);
    if pack.choice(field::RARE, [0x400 | word << 12, 6, 6], &[false, true], same)? {
        return Some((Some(indicator.to_owned()), word << 8));
    }
    names.optional(pack, field::NAME, [word, word, 0], given)
}

/// What the engine makes of value and unit: 21.1 亿元 is 2110000000 元.
fn amount(value: Number, unit: Option<&str>) -> (Option<Number>, Option<String>) {
    let Some(unit) = unit else { return (None, None) };
    let base = unit.trim_start_matches(['十', '百', '千', '万', '亿']);
    if matches!(base, "%" | "‰" | "个百分点" | "位" | "倍" | "个位次" | "位次") {
        return (None, None);
    }
    let zeros = unit[..unit.len() - base.len()].chars().map(|c| match c {
        '十' => 1,
        '百' => 2,
        '千' => 3,
        '万' => 4,
        _ => 8,
    });
    // Shifting the point of the decimal's own digits is exact.
    let shifted = format!("{}e{}", value.0, zeros.sum::<u32>());
    (shifted.parse().ok().filter(|amount: &f64| amount.is_finite()).map(Number), Some(base.to_owned()))
}

fn other_amount(
    pack: &mut Pack<'_>,
    (amount, unit): &(Option<Number>, Option<String>),
) -> Option<(Option<Number>, Option<String>)> {
    let amount = if pack.choice(field::RARE, [7; 3], &[false, true], amount.is_some())? {
        Some(pack.decimal(field::AMOUNT, [0; 3], amount.unwrap_or_default())?)
    } else {
        None
    };
    let unit = if pack.choice(field::RARE, [8; 3], &[false, true], unit.is_some())? {
        Some(pack.string(field::UNIT_BASE, unit.as_deref().unwrap_or_default())?)
    } else {
        None
    };
    Some((amount, unit))
}

fn terms(pack: &mut Pack<'_>, given: &[Term]) -> Option<Vec<Term>> {
    let mut terms = Vec::new();
    let mut last = 0;
    for index in 0..count(pack, 3, given.len())? {
        let given = given.get(index);
        let term = pack.string(field::TERM, given.map_or("", |term| &term.term))?;
        let count =
            pack.number(field::TERM_COUNT, [last, last / 4, 0], given.map_or(0, |term| u64::from(term.count)))?;
        last = u32::try_from(count).ok()?;
        let flags = given.map_or(0, |term| u64::from(term.new) << 1 | u64::from(term.noun));
        let flags = pack.number(field::TERM_FLAGS, [0; 3], flags)?;
        terms.push(term_of(term, last, flags & 1 == 1, flags >> 1 & 1 == 1));
    }
    Some(terms)
}

fn corrections(pack: &mut Pack<'_>, given: &[Correction], document: &str) -> Option<Vec<Correction>> {
    let mut corrections = Vec::new();
    for index in 0..count(pack, 4, given.len())? {
        let given = given.get(index);
        let mut string = |of: fn(&Correction) -> &str| pack.string(field::CORRECTION, given.map_or("", of));
        let number = string(|correction| &correction.number)?;
        let left = string(|correction| &correction.left)?;
        let right = string(|correction| &correction.right)?;
        let action = given.map_or(&CorrectionAction::Confirm, |correction| &correction.action);
        let (which, name) = match action {
            CorrectionAction::Confirm => (0, ""),
            CorrectionAction::Delete => (1, ""),
            CorrectionAction::Rename(name) => (2, name.as_str()),
        };
        let action = match pack.number(field::CORRECTION, [0; 3], which)? {
            0 => CorrectionAction::Confirm,
            1 => CorrectionAction::Delete,
            2 => CorrectionAction::Rename(pack.string(field::INDICATOR, name)?),
            _ => return None,
        };
        corrections.push(Correction { document: document.to_owned(), number, left, right, action });
    }
    Some(corrections)
}

/// What a reader checked and changed: marks `rows`, which are known.
fn changes(pack: &mut Pack<'_>, given: &Results, rows: &mut [Indicator]) -> Option<Changes> {
    let Changes { confirmed, edited, added, deleted, called, before } = &given.changes;
    let mut count =
        |near: u32, value: u32| u32::try_from(pack.number(field::CHANGES, [near; 3], u64::from(value))?).ok();
    let (confirmed, edited) = (count(0, *confirmed)?, count(1, *edited)?);
    let (added, deleted) = (count(2, *added)?, count(3, *deleted)?);
    let called = words(pack, field::TITLE, 4, called.as_deref())?;
    let mut all = Vec::new();
    let mut last = 0;
    for (index, row) in rows.iter_mut().enumerate() {
        let mark = given.document.indicators.get(index).map_or(Checked::No, |row| row.checked);
        row.checked = pack.choice(field::CHECKED, [last, 0, 0], &CHECKS, mark)?;
        last = place(&CHECKS, row.checked);
        if row.checked == Checked::Edited {
            let was = before.iter().find(|(at, _)| *at as usize == index).map(|(_, was)| was);
            if pack.choice(field::CHANGES, [5; 3], &[false, true], was.is_some())? {
                all.push((index as u32, was_before(pack, row, was.unwrap_or(row))?));
            }
        }
    }
    Some(Changes { confirmed, edited, added, deleted, called, before: all })
}

/// A row as it was before it became `row`: what is the same is not said again.
fn was_before(pack: &mut Pack<'_>, row: &Indicator, given: &Indicator) -> Option<Indicator> {
    let mut was = row.clone();
    if differs(pack, 0, given.indicator != row.indicator)? {
        was.indicator = pack.string(field::INDICATOR, &given.indicator)?;
    }
    if differs(pack, 1, given.value != row.value)? {
        was.value = pack.decimal(field::VALUE, [0; 3], given.value)?;
    }
    if differs(pack, 2, given.value_max != row.value_max)? {
        was.value_max = if pack.choice(field::CHANGES, [6; 3], &[false, true], given.value_max.is_some())? {
            Some(pack.decimal(field::VALUE_MAX, [0; 3], given.value_max.unwrap_or_default())?)
        } else {
            None
        };
    }
    if differs(pack, 3, given.unit != row.unit)? {
        was.unit = words(pack, field::UNIT, 7, given.unit.as_deref())?;
    }
    if differs(pack, 4, given.bound != row.bound)? {
        was.bound = pack.choice(field::CHANGES, [8; 3], &BOUNDS, given.bound)?;
    }
    if differs(pack, 5, given.direction != row.direction)? {
        was.direction = pack.choice(field::CHANGES, [9; 3], &DIRECTIONS, given.direction)?;
    }
    if differs(pack, 6, given.status != row.status)? {
        was.status = pack.choice(field::CHANGES, [10; 3], &STATUSES, given.status)?;
    }
    if differs(pack, 7, given.period != row.period)? {
        was.period = words(pack, field::PERIOD, 11, given.period.as_deref())?;
    }
    Some(was)
}

fn differs(pack: &mut Pack<'_>, near: u32, differs: bool) -> Option<bool> {
    pack.choice(field::DIFFERS, [near; 3], &[false, true], differs)
}

/// A string or its absence.
#[expect(clippy::option_option, reason = "the outer one says whether it can be read, as everywhere here")]
fn words(pack: &mut Pack<'_>, field: u32, near: u32, given: Option<&str>) -> Option<Option<String>> {
    let some = pack.choice(field::CHANGES, [near; 3], &[false, true], given.is_some())?;
    if some { pack.string(field, given.unwrap_or_default()).map(Some) } else { Some(None) }
}

/// What stands for a word in contexts.
fn hashed(word: &str) -> u32 {
    word.chars().fold(7, |hash, char| scatter(hash ^ char as u32))
}

fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63) as u64
}

fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}
