//! The seventeen domains of the canonical names, folded to the ten that have a colour and a character.

/// The domains shown, in their order: name, character in the square, key of the name's sentence.
pub(super) const SHOWN: [(&str, &str, &str); 10] = [
    ("综合", "综", "general"),
    ("产业", "产", "industry"),
    ("创新", "创", "innovation"),
    ("投资", "投", "investment"),
    ("商贸", "商", "commerce"),
    ("财金", "财", "finance"),
    ("三农", "三", "farming"),
    ("民生", "民", "livelihood"),
    ("生态", "生", "ecology"),
    ("治理", "治", "governance"),
];

/// A domain as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// Its place in the fixed order, from 0.
    pub order: usize,
    /// Its name, which the style sheet takes for the colour.
    pub name: &'static str,
    /// Its character.
    pub character: &'static str,
    /// The last part of its sentence's key.
    pub key: &'static str,
}

/// How the contract's domain is shown; `None` for one that is not known.
pub(super) fn shown(domain: &str) -> Option<Shown> {
    let folded = match domain {
        "基建" => "投资",
        "能源" => "产业",
        "数字" => "创新",
        "消费" | "开放" => "商贸",
        "财政" | "金融" => "财金",
        "价格" => "民生",
        "安全" => "治理",
        other => other,
    };
    let order = SHOWN.iter().position(|(name, ..)| *name == folded)?;
    let (name, character, key) = SHOWN[order];
    Some(Shown { order, name, character, key })
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn seventeen_fold_to_ten() {
        assert_eq!(shown("消费").map(|domain| domain.name), Some("商贸"));
        assert_eq!(shown("三农").map(|domain| domain.character), Some("三"));
        assert_eq!(shown("天文"), None);
    }
}
