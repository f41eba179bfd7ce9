//! Numbers as lists write them: 一 十二 (三) ④ 甲 iv.

/// How a list writes its numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Form {
    /// 1 2 3
    #[default]
    Decimal,
    /// 01 02 03
    DecimalZero,
    /// １ ２ ３
    FullWidth,
    /// ① ② ③
    Circled,
    /// ⑴ ⑵ ⑶
    Bracketed,
    /// ⒈ ⒉ ⒊
    Stopped,
    /// 一 二 十一
    Chinese,
    /// 一 二 一一
    ChineseDigits,
    /// 壹 贰 叁
    ChineseLegal,
    /// 壹 貳 參
    ChineseLegalTraditional,
    /// 甲 乙 丙
    Stems,
    /// 子 丑 寅
    Branches,
    /// ㊀ ㊁ ㊂
    ChineseCircled,
    /// ㈠ ㈡ ㈢
    ChineseBracketed,
    /// A B C
    UpperLetter,
    /// a b c
    LowerLetter,
    /// I II III
    UpperRoman,
    /// i ii iii
    LowerRoman,
    /// - 1 -
    Dashed,
    /// 1st 2nd
    Ordinal,
    /// Nothing at all.
    None,
}

impl Form {
    /// By the name that Word's files give it. Names of other scripts are written as digits.
    pub(super) fn of_word(name: &str) -> Self {
        match name {
            "decimalZero" => Self::DecimalZero,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalEnclosedParen" => Self::Bracketed,
            "decimalEnclosedFullstop" => Self::Stopped,
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
            | "koreanCounting" => Self::Chinese,
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => Self::ChineseDigits,
            "chineseLegalSimplified" => Self::ChineseLegal,
            "ideographLegalTraditional" | "japaneseLegal" => Self::ChineseLegalTraditional,
            "ideographTraditional" => Self::Stems,
            "ideographZodiac" => Self::Branches,
            "ideographEnclosedCircle" => Self::ChineseCircled,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "numberInDash" => Self::Dashed,
            "ordinal" => Self::Ordinal,
            "none" => Self::None,
            _ => Self::Decimal,
        }
    }

    /// By the example that files of `OpenDocument` give: `1`, `一, 二, 三, ...`.
    pub(super) fn of_example(example: &str) -> Self {
        match example.chars().next() {
            Option::None => Self::None,
            Some('0') => Self::DecimalZero,
            Some('１') => Self::FullWidth,
            Some('①') => Self::Circled,
            Some('⑴') => Self::Bracketed,
            Some('⒈') => Self::Stopped,
            Some('一' | '〇') => Self::Chinese,
            Some('壹' | '壱') if example.contains('貳') => Self::ChineseLegalTraditional,
            Some('壹') => Self::ChineseLegal,
            Some('甲') => Self::Stems,
            Some('子') => Self::Branches,
            Some('㊀') => Self::ChineseCircled,
            Some('㈠') => Self::ChineseBracketed,
            Some('A') => Self::UpperLetter,
            Some('a') => Self::LowerLetter,
            Some('I') => Self::UpperRoman,
            Some('i') => Self::LowerRoman,
            Some(_) => Self::Decimal,
        }
    }

    /// `number` in this form, or in digits where the form does not reach so far.
    pub(super) fn write(self, number: u32) -> String {
        let decimal = || number.to_string();
        // The `at`-th sign, from 1, of a row of `most`.
        let sign_of = |first: char, at: u32, most: u32| match at {
            1.. if at <= most => char::from_u32(first as u32 + at - 1).map_or_else(decimal, String::from),
            _ => decimal(),
        };
        let sign = |first, most| sign_of(first, number, most);
        let cycle = |signs: &str| match number.checked_sub(1) {
            Some(at) => {
                signs.chars().cycle().nth(at as usize % signs.chars().count()).map_or_else(decimal, String::from)
            }
            None => decimal(),
        };
        match self {
            Self::Decimal => decimal(),
            Self::DecimalZero => format!("{number:02}"),
            Self::FullWidth => {
                decimal().chars().filter_map(|c| char::from_u32(c as u32 - '0' as u32 + '０' as u32)).collect()
            }
            Self::Circled => match number {
                21..=35 => sign_of('㉑', number - 20, 15),
                36..=50 => sign_of('㊱', number - 35, 15),
                _ => sign('①', 20),
            },
            Self::Bracketed => sign('⑴', 20),
            Self::Stopped => sign('⒈', 20),
            Self::Chinese => {
                chinese(number, &['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'], &["", "十", "百", "千"])
            }
            Self::ChineseDigits => decimal()
                .chars()
                .map(|c| "〇一二三四五六七八九".chars().nth(c as usize - '0' as usize).unwrap_or(c))
                .collect(),
            Self::ChineseLegal => {
                chinese(number, &['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'], &["", "拾", "佰", "仟"])
            }
            Self::ChineseLegalTraditional => {
                chinese(number, &['零', '壹', '貳', '參', '肆', '伍', '陸', '柒', '捌', '玖'], &["", "拾", "佰", "仟"])
            }
            Self::Stems => cycle("甲乙丙丁戊己庚辛壬癸"),
            Self::Branches => cycle("子丑寅卯辰巳午未申酉戌亥"),
            Self::ChineseCircled => sign('㊀', 10),
            Self::ChineseBracketed => sign('㈠', 10),
            Self::UpperLetter => letters(number, 'A').unwrap_or_else(decimal),
            Self::LowerLetter => letters(number, 'a').unwrap_or_else(decimal),
            Self::UpperRoman => roman(number).unwrap_or_else(decimal),
            Self::LowerRoman => roman(number).map_or_else(decimal, |roman| roman.to_lowercase()),
            Self::Dashed => format!("- {number} -"),
            Self::Ordinal => {
                let ending = match (number % 10, number % 100) {
                    (_, 11..=13) => "th",
                    (1, _) => "st",
                    (2, _) => "nd",
                    (3, _) => "rd",
                    _ => "th",
                };
                format!("{number}{ending}")
            }
            Self::None => String::new(),
        }
    }
}

/// Up to 9999 in words: 十, 十二, 一百零五.
fn chinese(number: u32, digits: &[char; 10], units: &[&str; 4]) -> String {
    if number > 9999 {
        return number.to_string();
    }
    if number == 0 {
        return digits[0].to_string();
    }
    let mut out = String::new();
    let mut gap = false;
    for place in (0..4_usize).rev() {
        let digit = number / 10_u32.pow(place as u32) % 10;
        if digit == 0 {
            gap |= !out.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            out.push(digits[0]);
        }
        // 十二, not 一十二; the legal digits keep theirs.
        if !(digit == 1 && place == 1 && out.is_empty() && units[1] == "十") {
            out.push(digits[digit as usize]);
        }
        out.push_str(units[place]);
    }
    out
}

/// A … Z, AA, BB, as Word counts.
fn letters(number: u32, first: char) -> Option<String> {
    let at = number.checked_sub(1)?;
    let times = at / 26 + 1;
    let letter = char::from_u32(first as u32 + at % 26)?;
    (times <= 10).then(|| std::iter::repeat_n(letter, times as usize).collect())
}

fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let (mut rest, mut out) = (number, String::new());
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::Form;

    #[test]
    fn numbers_are_written_as_lists_write_them() {
        for (form, numbers, written) in [
            (Form::Decimal, [1, 12], "1 12"),
            (Form::DecimalZero, [1, 12], "01 12"),
            (Form::FullWidth, [1, 12], "１ １２"),
            (Form::Circled, [20, 21], "⑳ ㉑"),
            (Form::Circled, [36, 51], "㊱ 51"),
            (Form::Bracketed, [2, 21], "⑵ 21"),
            (Form::Chinese, [3, 10], "三 十"),
            (Form::Chinese, [12, 20], "十二 二十"),
            (Form::Chinese, [105, 110], "一百零五 一百一十"),
            (Form::Chinese, [2030, 10_000], "二千零三十 10000"),
            (Form::ChineseDigits, [7, 12], "七 一二"),
            (Form::ChineseLegal, [3, 12], "叁 壹拾贰"),
            (Form::Stems, [1, 11], "甲 甲"),
            (Form::Branches, [12, 0], "亥 0"),
            (Form::ChineseCircled, [10, 11], "㊉ 11"),
            (Form::UpperLetter, [26, 28], "Z BB"),
            (Form::LowerRoman, [4, 1999], "iv mcmxcix"),
            (Form::Ordinal, [1, 12], "1st 12th"),
        ] {
            assert_eq!(numbers.map(|number| form.write(number)).join(" "), written, "{form:?}");
        }
        for number in [0, 1, u32::MAX] {
            for form in [Form::Circled, Form::Chinese, Form::Stems, Form::UpperLetter, Form::UpperRoman] {
                assert!(!form.write(number).is_empty());
            }
        }
        assert_eq!(Form::of_example("一, 二, 三, ..."), Form::Chinese);
        assert_eq!(Form::of_word("japaneseCounting"), Form::Chinese);
    }
}
