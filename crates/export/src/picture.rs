//! A word cloud as a picture to keep. In: the cloud, its words and what is said beside it. Out: texts with places, which a
//! caller may paint, and the same as SVG that needs nothing but the reader's fonts.

use crate::Tone;
use crate::cloud::{Cloud, estimated_em};
use crate::table::Escaped;
use std::fmt::Write;

/// Free space around everything, in pixels.
const MARGIN: f64 = 24.0;
/// Font sizes in pixels.
const HEADING: f64 = 20.0;
const SMALL: f64 = 12.0;
/// From one small line to the next, in pixels.
const LEADING: f64 = 19.0;

/// What is said beside the words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// Above the cloud: what it is of.
    pub title: String,
    /// Under the cloud, a sign in its tone and what the tone says; none where there is one tone only.
    pub key: Vec<(Tone, String, String)>,
    /// Under the key: how the picture is to be read.
    pub note: String,
    /// Last: where the words come from.
    pub source: String,
}

/// A line of text in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// The left edge.
    pub x: f64,
    /// The baseline.
    pub y: f64,
    /// The font size.
    pub size: f64,
    /// The width it is given, where that matters.
    pub width: Option<f64>,
    /// Whether the report speaks (bold Song), or the tool (Hei).
    pub song: bool,
    /// Its colour.
    pub tone: Tone,
    /// What it says.
    pub text: String,
}

/// A picture, in pixels.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Its texts.
    pub texts: Vec<Text>,
}

/// Colours and faces, as CSS writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The ground.
    pub paper: String,
    /// What is said in both parts, and headings.
    pub both: String,
    /// What is said more in the plan.
    pub plan: String,
    /// What is said more in the review, and captions.
    pub review: String,
    /// The report's face.
    pub song: String,
    /// The tool's face.
    pub hei: String,
}

impl Look {
    /// The colour of a tone.
    pub fn ink(&self, tone: Tone) -> &str {
        match tone {
            Tone::Both => &self.both,
            Tone::Plan => &self.plan,
            Tone::Review => &self.review,
        }
    }
}

impl Picture {
    /// The picture of `cloud`, whose words are `words` in the same order.
    pub fn new(cloud: &Cloud, words: impl Iterator<Item = (String, Tone)>, said: &Said) -> Self {
        let mut texts = Vec::new();
        let small = |x, y, text| Text { x, y, size: SMALL, width: None, song: false, tone: Tone::Review, text };
        let size = (cloud.width / estimated_em(&said.title).max(1.0)).min(HEADING);
        let mut y = MARGIN + size;
        texts.push(Text { x: MARGIN, y, size, width: None, song: true, tone: Tone::Both, text: said.title.clone() });
        y += MARGIN / 2.0;
        for (place, (text, tone)) in cloud.words.iter().zip(words) {
            let (x, y) = (MARGIN + place.x, y + place.baseline());
            texts.push(Text { x, y, size: place.size, width: Some(place.width), song: true, tone, text });
        }
        y += cloud.height + MARGIN / 2.0;
        let most = cloud.width / SMALL;
        let mut x = MARGIN;
        y += if said.key.is_empty() { 0.0 } else { LEADING };
        for (tone, sign, text) in &said.key {
            let (gap, width) = (SMALL * 0.4, SMALL * estimated_em(text));
            let sign_width = SMALL * estimated_em(sign);
            if x > MARGIN && x + sign_width + gap + width > MARGIN + cloud.width {
                x = MARGIN;
                y += LEADING;
            }
            let sign = Text { tone: *tone, song: true, ..small(x, y, sign.clone()) };
            texts.push(sign);
            texts.push(small(x + sign_width + gap, y, text.clone()));
            x += sign_width + gap + width + 2.0 * SMALL;
        }
        for line in wrapped(&said.note, most).into_iter().chain(wrapped(&said.source, most)) {
            y += LEADING;
            texts.push(small(MARGIN, y, line));
        }
        Self { width: cloud.width + 2.0 * MARGIN, height: y + MARGIN, texts }
    }

    /// The picture as a file of SVG.
    pub fn svg(&self, look: &Look) -> String {
        let (width, height) = (self.width.ceil(), self.height.ceil());
        let title = self.texts.first().map_or("", |text| text.text.as_str());
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" xml:lang=\"zh-Hans\" role=\"img\"><title>{}</title>\
             <rect width=\"100%\" height=\"100%\" fill=\"{}\"/>",
            Escaped(title),
            Escaped(&look.paper)
        );
        for text in &self.texts {
            let (face, weight) = if text.song { (&look.song, 700) } else { (&look.hei, 400) };
            let _ = write!(
                out,
                "\n<text x=\"{:.1}\" y=\"{:.1}\" font-family=\"{}\" font-size=\"{:.1}\" font-weight=\"{weight}\" \
                 fill=\"{}\"",
                text.x,
                text.y,
                Escaped(face),
                text.size,
                Escaped(look.ink(text.tone))
            );
            // Whatever face the words are shown in, they keep to their boxes.
            if let Some(width) = text.width {
                let _ = write!(out, " textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\"");
            }
            let _ = write!(out, ">{}</text>", Escaped(&text.text));
        }
        out.push_str("\n</svg>\n");
        out
    }
}

/// The lines of a text that may be `most` em wide: broken at a blank, or between two characters that are not Latin.
pub(crate) fn wrapped(text: &str, most: f64) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in pieces(text) {
        if !line.is_empty() && estimated_em(&line) + estimated_em(word.trim_end()) > most {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        line.push_str(word);
    }
    lines.push(line.trim_end().to_owned());
    lines.retain(|line| !line.is_empty());
    lines
}

/// The text in pieces that stay whole: Latin words with their blank, other characters one by one, with the marks behind.
fn pieces(text: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    let mut before = None;
    for (at, c) in text.char_indices() {
        let breaks = before.is_some_and(|before: char| {
            let holds = before.is_ascii() && c.is_ascii() || "，。；：、）》”".contains(c) || "（《“".contains(before);
            before == ' ' || !holds
        });
        if breaks {
            cuts.push(at);
        }
        before = Some(c);
    }
    cuts.push(text.len());
    cuts.windows(2).map(|ends| &text[ends[0]..ends[1]]).collect()
}

#[cfg(test)]
mod tests {
    use super::{Look, MARGIN, Picture, SMALL, Said, wrapped};
    use crate::Tone;
    use crate::cloud::{Cloud, Frame, Word, estimated_em, lay_out};

    fn cloud() -> Cloud {
        let words = [("茶园", 20.0), ("小镇", 9.0), ("R&D", 5.0)];
        let words = words.map(|(word, weight)| Word { em: estimated_em(word), weight });
        lay_out(&words, Frame { width: 320.0, height: 160.0, largest: 60.0, least: 14.0 })
    }

    fn picture() -> Picture {
        let words = [("茶园", Tone::Both), ("小镇", Tone::Plan), ("R&D", Tone::Review)];
        let said = Said {
            title: "2031年青禾县政府工作报告".to_owned(),
            key: vec![(Tone::Plan, "朱".to_owned(), "部署里说得多".to_owned())],
            note: "面积与次数成正比，".repeat(6),
            source: "词的次数 · 纲目".to_owned(),
        };
        Picture::new(&cloud(), words.into_iter().map(|(word, tone)| (word.to_owned(), tone)), &said)
    }

    #[test]
    fn everything_stands_inside_and_nothing_is_left_out() {
        let picture = picture();
        let said: String = picture.texts.iter().map(|text| text.text.as_str()).collect();
        for expected in ["青禾县", "茶园", "小镇", "R&D", "部署里说得多", "词的次数 · 纲目"] {
            assert!(said.contains(expected), "{expected}");
        }
        for text in &picture.texts {
            let width = text.width.unwrap_or(estimated_em(&text.text) * text.size);
            assert!(text.x >= MARGIN - 0.1 && text.x + width <= picture.width - MARGIN + 0.1, "{text:?}");
            assert!(text.y - 0.86 * text.size >= 0.0 && text.y <= picture.height - SMALL, "{text:?}");
        }
        let note = picture.texts.iter().filter(|text| text.text.contains("面积")).count();
        assert!(note > 1, "the note is broken into lines");
    }

    #[test]
    fn words_stand_where_the_cloud_has_them() {
        let (cloud, picture) = (cloud(), picture());
        let (first, second) = (&picture.texts[1], &picture.texts[2]);
        assert!((second.x - first.x - (cloud.words[1].x - cloud.words[0].x)).abs() < 1e-9);
        assert!((second.y - first.y - (cloud.words[1].baseline() - cloud.words[0].baseline())).abs() < 1e-9);
        assert_eq!((second.tone, second.size), (Tone::Plan, cloud.words[1].size));
    }

    #[test]
    fn the_svg_is_escaped_and_has_its_title() {
        let look = Look {
            paper: "#fff".to_owned(),
            both: "#111".to_owned(),
            plan: "#b00".to_owned(),
            review: "#666".to_owned(),
            song: "\"Noto Serif CJK SC\", serif".to_owned(),
            hei: "sans-serif".to_owned(),
        };
        let svg = picture().svg(&look);
        assert!(svg.starts_with("<svg xmlns=") && svg.contains("<title>2031年青禾县政府工作报告</title>"));
        assert!(svg.contains(">R&amp;D</text>") && svg.contains("fill=\"#b00\" textLength="));
        assert!(svg.contains("font-family=\"&quot;Noto Serif CJK SC&quot;, serif\""));
        assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
    }

    #[test]
    fn lines_break_at_blanks_and_between_hanzi() {
        assert_eq!(wrapped("一二三四，五六", 4.0), ["一二三", "四，五六"]);
        assert_eq!(wrapped("one two three", 5.0), ["one two", "three"]);
        assert_eq!(wrapped("", 5.0), Vec::<String>::new());
        assert_eq!(wrapped("一二", 0.5), ["一", "二"]);
    }
}
