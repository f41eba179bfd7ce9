//! How rows come about, for whoever doubts one: a sentence in, the tokens that the rules work over out. Read-only and apart
//! from the analysis, which takes no time for it. Where a name and a time come from is told by `gangmu_export::origin`.

use super::lexicon::{Class, at_start};
use super::rank::split_rank;
use super::subject::subject;
use crate::quantity::{QuantityKind, quantities};
use gangmu_model::{Document, Span};

/// A piece of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands: characters of the document's text.
    pub span: Span,
    /// What the rules take it for.
    pub kind: TokenKind,
}

/// What the rules take a piece of a sentence for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A count or an amount, with its bound words.
    Amount,
    /// %, ‰, 成.
    Percent,
    /// 个百分点.
    Points,
    /// 第5位, 首位, 前10.
    Rank,
    /// 个位次.
    Places,
    /// 倍, 翻番.
    Multiple,
    /// 增长.
    Up,
    /// 下降.
    Down,
    /// 到: the value is a level.
    To,
    /// 达到, 完成, 同比.
    Reach,
    /// 高于.
    Gap,
    /// 新增, 建成.
    Action,
    /// 全市, 累计.
    Scope,
    /// 持续, 加快.
    Adverb,
    /// 分别, 均, 各.
    Each,
    /// 其中.
    Part,
    /// 、 and its like between members of a list.
    List,
    /// ， and ：.
    Clause,
    /// ； and 。.
    Stop,
    /// The name that a number's own text gives it.
    Name,
    /// Anything else.
    Text,
}

impl TokenKind {
    /// Its stable name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::Percent => "percent",
            Self::Points => "points",
            Self::Rank => "rank",
            Self::Places => "places",
            Self::Multiple => "multiple",
            Self::Up => "up",
            Self::Down => "down",
            Self::To => "to",
            Self::Reach => "reach",
            Self::Gap => "gap",
            Self::Action => "action",
            Self::Scope => "scope",
            Self::Adverb => "adverb",
            Self::Each => "each",
            Self::Part => "part",
            Self::List => "list",
            Self::Clause => "clause",
            Self::Stop => "stop",
            Self::Name => "name",
            Self::Text => "text",
        }
    }

    fn of_mark(mark: char) -> Option<Self> {
        match mark {
            '、' => Some(Self::List),
            '，' | ',' | '：' | ':' => Some(Self::Clause),
            '；' | ';' | '。' | '！' | '!' | '？' | '?' => Some(Self::Stop),
            _ => None,
        }
    }
}

/// The tokens of a sentence, in order and without gaps.
pub fn tokens(document: &Document, sentence: Span) -> Vec<Token> {
    let written: Vec<char> = document.text.chars().collect();
    let folded = crate::fold::simplified(&written);
    let chars = folded.as_deref().unwrap_or(&written);
    let end = (sentence.end as usize).min(chars.len());
    let mut tape = Tape { chars, tokens: Vec::new() };
    let mut at = (sentence.start as usize).min(end);
    for quantity in quantities(chars, at, end) {
        // The text that is a number's own begins at the mark before it.
        let marks = &chars[at..quantity.before.max(at)];
        let own =
            marks.iter().rposition(|&c| matches!(TokenKind::of_mark(c), Some(TokenKind::Clause | TokenKind::Stop)));
        let own = at + own.map_or(0, |mark| mark + 1);
        tape.plain(at, own);
        tape.own_text(own, quantity.before, quantity.kind == QuantityKind::Rank);
        let kind = match quantity.kind {
            QuantityKind::Plain | QuantityKind::Ratio => TokenKind::Amount,
            QuantityKind::Percent => TokenKind::Percent,
            QuantityKind::Points => TokenKind::Points,
            QuantityKind::Rank => TokenKind::Rank,
            QuantityKind::Places => TokenKind::Places,
            QuantityKind::Multiple => TokenKind::Multiple,
        };
        tape.push(quantity.before, quantity.end, kind);
        at = quantity.end;
    }
    tape.plain(at, end);
    tape.tokens
}

/// Tokens in the making.
struct Tape<'a> {
    chars: &'a [char],
    tokens: Vec<Token>,
}

impl Tape<'_> {
    fn push(&mut self, start: usize, end: usize, kind: TokenKind) {
        if start >= end {
            return;
        }
        let span = Span { start: start as u32, end: end as u32 };
        match self.tokens.last_mut() {
            Some(last) if kind == TokenKind::Text && last.kind == kind => last.span.end = span.end,
            _ => self.tokens.push(Token { span, kind }),
        }
    }

    /// The text between a number and the mark before it: words, the name, words.
    fn own_text(&mut self, start: usize, end: usize, rank: bool) {
        let text: String = self.chars[start..end.max(start)].iter().collect();
        let own = text.rsplit("其中").next().unwrap_or(&text);
        // Before a rank stands among whom it is: 居全市第3位
        let name = if rank { subject(split_rank(own).0).name } else { subject(own).name };
        match text.rfind(&*name).filter(|_| !name.is_empty()) {
            Some(byte) => {
                let from = start + text[..byte].chars().count();
                let to = from + name.chars().count();
                self.words(start, from);
                self.push(from, to, TokenKind::Name);
                self.words(to, end);
            }
            None => self.words(start, end),
        }
    }

    /// Text that is no number's own: the rules see nothing in it but its marks.
    fn plain(&mut self, start: usize, end: usize) {
        for at in start..end {
            self.push(at, at + 1, TokenKind::of_mark(self.chars[at]).unwrap_or(TokenKind::Text));
        }
    }

    /// A number's own text beside the name: the longest known word at each character.
    fn words(&mut self, start: usize, end: usize) {
        let mut at = start;
        while at < end {
            if let Some(kind) = TokenKind::of_mark(self.chars[at]) {
                self.push(at, at + 1, kind);
                at += 1;
                continue;
            }
            let rest: String = self.chars[at..end].iter().collect();
            let (length, kind) = word(&rest).unwrap_or((1, TokenKind::Text));
            self.push(at, at + length, kind);
            at += length;
        }
    }
}

/// The longest word that the rules know at the start of `text`: its characters, and what it is.
fn word(text: &str) -> Option<(usize, TokenKind)> {
    const FIXED: [(&str, TokenKind); 4] =
        [("其中", TokenKind::Part), ("分别", TokenKind::Each), ("均", TokenKind::Each), ("各", TokenKind::Each)];
    const CLASSES: [(Class, TokenKind); 8] = [
        (Class::Up, TokenKind::Up),
        (Class::Down, TokenKind::Down),
        (Class::Reach, TokenKind::Reach),
        (Class::To, TokenKind::To),
        (Class::Gap, TokenKind::Gap),
        (Class::Action, TokenKind::Action),
        (Class::Scope, TokenKind::Scope),
        (Class::Adverb, TokenKind::Adverb),
    ];
    let fixed = FIXED.into_iter().filter(|(word, _)| text.starts_with(word));
    let known = CLASSES.into_iter().filter_map(|(class, kind)| at_start(text, class).map(|word| (word, kind)));
    // Of equally long words the one named first: 增长 is a change before it is anything else.
    fixed
        .chain(known)
        .map(|(word, kind)| (word.chars().count(), kind))
        .reduce(|best, other| if other.0 > best.0 { other } else { best })
}

#[cfg(test)]
mod tests {
    use super::tokens;
    use gangmu_model::{Document, Options};

    fn document(sentence: &str) -> Document {
        let text = format!("2024年青禾县政府工作报告\n一、2023年工作回顾\n{sentence}\n");
        let source = crate::Source { name: "t", bytes: text.as_bytes() };
        crate::analyze(&[source], &Options::default(), &mut ()).documents.remove(0)
    }

    fn shown(sentence: &str) -> String {
        let document = document(sentence);
        let chars: Vec<char> = document.text.chars().collect();
        let of = |start: u32, end: u32| chars[start as usize..end as usize].iter().collect::<String>();
        let sentence = document.indicators[0].sentence;
        let tokens = tokens(&document, sentence);
        assert!(tokens.windows(2).all(|pair| pair[0].span.end == pair[1].span.start), "no gaps");
        assert_eq!(tokens.first().map(|token| token.span.start), Some(sentence.start));
        assert_eq!(tokens.last().map(|token| token.span.end), Some(sentence.end));
        let shown = tokens.iter().map(|token| format!("{}:{}", of(token.span.start, token.span.end), token.kind.key()));
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_sentence_is_cut_into_what_the_rules_see() {
        assert_eq!(
            shown("我们增添干劲，全县地区生产总值增长7.2%，居全市第3位；新增企业12家。"),
            "我们增添干劲:text ，:clause 全县:scope 地区生产总值:name 增长:up 7.2%:percent ，:clause 居:text 全市:scope 第3位:rank ；:stop \
             新增:action 企业:name 12家:amount 。:stop"
        );
    }
}
