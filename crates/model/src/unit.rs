//! Units: magnitude and base, and a value in the base by decimal arithmetic.

use crate::Number;

/// A unit without its magnitude: 亿元 is 元.
pub fn base_of(unit: &str) -> &str {
    unit.trim_start_matches(['十', '百', '千', '万', '亿'])
}

/// The value in the unit's base and that base: 21.1 亿元 is 2110000000 元. `None` for percentages, positions and ratios.
pub fn amount(decimal: &str, unit: &str) -> Option<(Number, String)> {
    let base = base_of(unit);
    if matches!(base, "%" | "‰" | "个百分点" | "位" | "倍" | "个位次" | "位次") || decimal.is_empty() {
        return None;
    }
    let zeros: usize = unit[..unit.len() - base.len()]
        .chars()
        .map(|c| match c {
            '十' => 1,
            '百' => 2,
            '千' => 3,
            '万' => 4,
            _ => 8,
        })
        .sum();
    // Shifting the point of the decimal's own digits is exact; multiplying the nearest binary fraction is not.
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    let mut digits = whole.to_owned() + fraction;
    let point = whole.len() + zeros;
    while digits.len() < point {
        digits.push('0');
    }
    digits.insert(point, '.');
    let value: f64 = digits.trim_end_matches('.').parse().ok()?;
    Some((Number(value), base.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn amounts_are_exact() {
        let of = |decimal, unit| amount(decimal, unit).map(|(n, base)| (n.0, base));
        assert_eq!(of("21.1", "亿元"), Some((2_110_000_000.0, "元".to_owned())));
        assert_eq!(of("1.49", "万亩"), Some((14900.0, "亩".to_owned())));
        assert_eq!(of("7.5", "%"), None);
        assert_eq!(of("12.345", "元/平方米"), Some((12.345, "元/平方米".to_owned())));
    }
}
