//! A number that JSON prints as people write it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A finite number. In formats for people (JSON) a whole number is printed without a fraction: `2110000000`, not `2110000000.0`.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Number(pub f64);

/// Whole numbers up to this size are exact in an `f64`.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() && self.0.fract() == 0.0 && self.0.abs() < EXACT {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(Self)
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn whole_numbers_have_no_fraction_in_json() {
        assert_eq!(
            serde_json::to_string(&[Number(2_110_000_000.0), Number(7.5), Number(-3.0)]).unwrap(),
            "[2110000000,7.5,-3]"
        );
        assert_eq!(serde_json::from_str::<Vec<Number>>("[5, 5.25]").unwrap(), [Number(5.0), Number(5.25)]);
    }

    #[test]
    fn postcard_carries_them_unchanged() {
        let bytes = postcard::to_allocvec(&Number(21.1)).unwrap();
        assert_eq!(postcard::from_bytes::<Number>(&bytes).unwrap(), Number(21.1));
    }
}
