//! Numbers of seven bits a byte, low ones first; the eighth bit says that more follow.

/// Appends `value`.
pub(crate) fn push(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

/// The number at the front and what follows it; `None` where it is cut, too long or not in its one form.
pub(crate) fn take(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0;
    // Five bytes hold 35 bits, more than any length allowed here.
    for (i, &byte) in bytes.iter().take(5).enumerate() {
        value |= u64::from(byte & 0x7F) << (7 * i);
        if byte < 0x80 {
            // One number has one form: no padding with zeros.
            return (byte != 0 || i == 0).then(|| (value, &bytes[i + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{push, take};

    #[test]
    fn lengths_have_one_form_and_a_limit() {
        for value in [0, 1, 127, 128, 300, 8 << 20, (1 << 35) - 1] {
            let mut bytes = Vec::new();
            push(&mut bytes, value);
            assert_eq!(take(&bytes), Some((value, &[][..])));
        }
        assert_eq!(take(&[0x80, 0x00]), None);
        assert_eq!(take(&[0xFF; 9]), None);
        assert_eq!(take(&[]), None);
    }
}
