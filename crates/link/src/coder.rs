//! Bits in, bytes out, and the other way round: an arithmetic coder with 16-bit probabilities.
//!
//! One [`Coder`] writes, reads or only goes along (to teach a model), so that what is coded is described once and a reader
//! cannot differ from its writer. Integers only: the same bytes on every machine.

/// Writes, reads, or does neither.
pub(crate) struct Coder<'a> {
    mode: Mode<'a>,
    /// The interval that is left, both ends inside.
    low: u32,
    high: u32,
}

enum Mode<'a> {
    Write(Vec<u8>),
    /// The bytes not yet taken, and the 32 bits in hand.
    Read(&'a [u8], u32),
    Learn,
}

impl<'a> Coder<'a> {
    /// A coder that writes what it is given.
    pub(crate) fn writer() -> Self {
        Self { mode: Mode::Write(Vec::new()), low: 0, high: u32::MAX }
    }

    /// A coder that gives what was written.
    pub(crate) fn reader(bytes: &'a [u8]) -> Self {
        let mut rest = bytes;
        let mut value = 0;
        for _ in 0..4 {
            value = value << 8 | u32::from(take(&mut rest));
        }
        Self { mode: Mode::Read(rest, value), low: 0, high: u32::MAX }
    }

    /// A coder that takes note of nothing: what is given to it teaches the model that predicts it.
    pub(crate) fn learner() -> Self {
        Self { mode: Mode::Learn, low: 0, high: u32::MAX }
    }

    /// Codes a bit that is 1 with probability `one` / 65536; gives the bit, which is `bit` unless this reads.
    #[inline]
    pub(crate) fn bit(&mut self, bit: bool, one: u32) -> bool {
        let range = self.high - self.low;
        let one = one.clamp(1, 0xFFFF);
        let middle = self.low + ((u64::from(range) * u64::from(one)) >> 16) as u32;
        let bit = match &self.mode {
            Mode::Read(_, value) => *value <= middle,
            Mode::Write(_) => bit,
            Mode::Learn => return bit,
        };
        if bit {
            self.high = middle;
        } else {
            self.low = middle + 1;
        }
        while (self.low ^ self.high) >> 24 == 0 {
            match &mut self.mode {
                Mode::Write(bytes) => bytes.push((self.high >> 24) as u8),
                Mode::Read(rest, value) => *value = *value << 8 | u32::from(take(rest)),
                Mode::Learn => {}
            }
            self.low <<= 8;
            self.high = self.high << 8 | 0xFF;
        }
        bit
    }

    /// What was written. A reader takes zeros for what is behind its end, so the last bytes are as few as will do.
    pub(crate) fn finish(self) -> Vec<u8> {
        let Mode::Write(mut bytes) = self.mode else { return Vec::new() };
        // The shortest number of whole bytes that, filled up with zeros, lies in the interval.
        for kept in 0..=4 {
            let mask = if kept == 0 { 0 } else { u32::MAX << (32 - 8 * kept) };
            let value =
                if self.low & !mask == 0 { self.low } else { (self.low & mask).wrapping_add(!mask).wrapping_add(1) };
            if value >= self.low && value <= self.high {
                bytes.extend_from_slice(&value.to_be_bytes()[..kept as usize]);
                break;
            }
        }
        while bytes.last() == Some(&0) {
            bytes.pop();
        }
        bytes
    }
}

fn take(rest: &mut &[u8]) -> u8 {
    let Some((&first, tail)) = rest.split_first() else { return 0 };
    *rest = tail;
    first
}

#[cfg(test)]
mod tests {
    use super::Coder;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bits_come_back(bits in prop::collection::vec((any::<bool>(), 0_u32..=0x1_0000), 0..400)) {
            let mut writer = Coder::writer();
            for &(bit, one) in &bits {
                writer.bit(bit, one);
            }
            let bytes = writer.finish();
            let mut reader = Coder::reader(&bytes);
            for &(bit, one) in &bits {
                prop_assert_eq!(reader.bit(false, one), bit);
            }
        }
    }
}
