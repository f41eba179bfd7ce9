//! Primitive values as bits: numbers, choices and strings, each predicted from contexts that its caller names. Each is
//! described once for both ways, and noted in a log that is the link's content, of which the digest is made.
//!
//! They are called from many places: a copy of each in every one would be most of what a reader downloads.

use crate::coder::Coder;
use crate::mix::{Mix, Place, scatter};
use crate::text::Text;
use crate::varint;
use gangmu_model::Number;

/// Contexts of a field.
const CONTEXTS: usize = 5;

/// Models of fields and of text.
#[derive(Clone)]
pub(super) struct Models {
    fields: Mix,
    text: Text,
}

impl Models {
    /// Models that know the characters of `sample` and nothing else.
    pub(super) fn new(sample: &str) -> Self {
        Self { fields: Mix::new(CONTEXTS, 14), text: Text::new(sample, 15) }
    }

    /// Teaches strings of a field, one a line.
    pub(super) fn learn(&mut self, field: u32, lines: &str) {
        let mut learner = Coder::learner();
        for line in lines.lines() {
            self.text.part(field);
            for char in line.chars() {
                self.text.char(&mut learner, char);
            }
        }
    }
}

/// Writes or reads values one after the other.
pub(super) struct Pack<'a> {
    pub(super) models: Models,
    pub(super) coder: Coder<'a>,
    /// What was coded so far.
    log: Vec<u8>,
    /// A log longer than this is damage: reading goes on no further.
    most: usize,
}

impl<'a> Pack<'a> {
    pub(super) fn new(models: Models, coder: Coder<'a>, most: usize) -> Self {
        Self { models, coder, log: Vec::new(), most }
    }

    /// What was coded, and what was written.
    pub(super) fn finish(self) -> (Vec<u8>, Vec<u8>) {
        (self.log, self.coder.finish())
    }

    /// Begins what the models have seen before: the log starts anew, what they learned stays.
    pub(super) fn models(self) -> Models {
        self.models
    }

    /// Codes a number, the smaller the shorter. `field` says what it is, `near` what it may depend on.
    #[inline(never)]
    pub(super) fn number(&mut self, field: u32, near: [u32; 3], value: u64) -> Option<u64> {
        let field_hash = scatter(field.wrapping_add(1));
        let hash = |part: u32| scatter(field_hash ^ part.wrapping_mul(0x2C1B_3C6D));
        self.models.fields.begin(&[
            field_hash,
            hash(near[0].wrapping_add(0x1000)),
            hash(near[1].wrapping_add(0x2_0000)),
            hash(near[2].wrapping_add(0x30_0000)),
            hash(scatter(near[0]) ^ scatter(near[1].wrapping_add(0x2_0000))),
        ]);
        let value = value.saturating_add(1);
        let width = value.ilog2();
        // The width in unary, then the bits below the first, as far as they are worth it in contexts of their own.
        let mut depth = 0;
        let mut read_width = 0;
        loop {
            if !self.field_bit(field, depth, read_width, read_width < width) {
                break;
            }
            depth += 1;
            read_width += 1;
            if read_width > 62 {
                return None;
            }
        }
        let mut read = 1_u64;
        for left in (0..read_width).rev() {
            let node = 0x100 | read_width << 16 | (read as u32 & 0xFFFF) | u32::from(read > 0xFFFF) << 24;
            let bit = self.field_bit(field, depth + read_width - left, node, value >> left & 1 == 1);
            read = read << 1 | u64::from(bit);
        }
        let value = read - 1;
        varint::push(&mut self.log, value);
        (self.log.len() <= self.most).then_some(value)
    }

    fn field_bit(&mut self, field: u32, depth: u32, node: u32, bit: bool) -> bool {
        let sets = [field as usize * 4 + (depth as usize).min(3), 0];
        self.models.fields.bit(&mut self.coder, bit, Place { node, depth, hint: 0, sets })
    }

    /// Codes one of a few values.
    pub(super) fn choice<T: Copy + PartialEq>(&mut self, field: u32, near: [u32; 3], all: &[T], value: T) -> Option<T> {
        let index = all.iter().position(|&one| one == value).unwrap_or_default();
        all.get(self.number(field, near, index as u64)? as usize).copied()
    }

    /// Codes a string without line ends.
    #[inline(never)]
    pub(super) fn string(&mut self, field: u32, value: &str) -> Option<String> {
        self.models.text.part(field);
        let start = self.log.len();
        let mut chars = value.chars();
        loop {
            let char = self.models.text.char(&mut self.coder, chars.next().unwrap_or('\n'))?;
            if char == '\n' {
                break;
            }
            self.log.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes());
            if self.log.len() > self.most {
                return None;
            }
        }
        let value = String::from_utf8(self.log[start..].to_vec()).ok()?;
        self.log.push(b'\n');
        Some(value)
    }

    /// Codes a decimal number: its digits, and where the point stands.
    #[inline(never)]
    pub(super) fn decimal(&mut self, field: u32, near: [u32; 3], value: Number) -> Option<Number> {
        let text = value.0.to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        // What is no plain number goes as its bits.
        let plain = digits.len() <= 18 && digits.iter().all(u8::is_ascii_digit);
        let form = if plain { digits.len() } else { 0 };
        let form = self.number(field, near, form as u64)? as u32;
        if form == 0 {
            let bits = self.number(field + 1, [0; 3], value.0.to_bits() >> 32)? << 32;
            let bits = bits | self.number(field + 1, [1; 3], value.0.to_bits() & 0xFFFF_FFFF)?;
            return Some(Number(f64::from_bits(bits))).filter(|value| value.0.is_finite());
        }
        let places = self.number(field + 2, [near[0], form, near[1]], fraction.len() as u64)? as usize;
        let mut read = String::new();
        let mut previous = 10;
        for at in 0..form {
            if at as usize + places == form as usize {
                read.push('.');
            }
            let digit = u32::from(digits.get(at as usize).copied().unwrap_or(b'0')) - u32::from(b'0');
            let near = [form << 8 | at, previous << 4 | at.min(3), near[0] << 8 | at];
            previous = self.number(field + 3, near, u64::from(digit))? as u32;
            read.push(char::from_digit(previous, 10)?);
        }
        read.parse().ok().filter(|value: &f64| value.is_finite()).map(Number)
    }
}

/// Strings that were coded before: each is written once.
#[derive(Default)]
pub(super) struct Pool {
    strings: Vec<String>,
}

impl Pool {
    /// Codes a string or its absence; gives it with a number that stands for it in contexts.
    #[inline(never)]
    pub(super) fn optional(
        &mut self,
        pack: &mut Pack<'_>,
        field: u32,
        near: [u32; 3],
        value: Option<&str>,
    ) -> Option<(Option<String>, u32)> {
        // 0: none; 1: new; 2 and above: known.
        let known = value.map_or(0, |value| {
            self.strings.iter().position(|known| known == value).map_or(1, |index| index as u64 + 2)
        });
        let known = pack.number(field, near, known)?;
        let value = match known {
            0 => None,
            1 => {
                let string = pack.string(field, value.unwrap_or_default())?;
                self.strings.push(string.clone());
                return Some((Some(string), self.strings.len() as u32 + 1));
            }
            _ => Some(self.strings.get(usize::try_from(known - 2).ok()?)?.clone()),
        };
        Some((value, known as u32))
    }
}
