//! OFD (GB/T 33190), the government's own page format: pieces of text with their places on pages.
//!
//! A page says where glyphs stand and not what a paragraph is. Pieces on one height are a line; a line that begins
//! further in than its page's margin is marked as one that opens a paragraph, and `clean` joins the others.

use super::ReadError;
use super::xml::{Node, Tag, Xml};
use super::zip::Package;

/// More pages than any report has.
const MOST_PAGES: usize = 3000;

/// Pieces whose heights differ by less than this share of their size are on one line.
const ON_LINE: f64 = 0.5;

/// Between pieces that are further apart than this share of their size, there is a blank.
const APART: f64 = 0.9;

/// A line that begins so many sizes further in than its page's others opens a paragraph.
const INDENT: f64 = 1.2;

/// The text of a document: its pages in their order. What stands on every page by a template is left out.
pub(super) fn read(package: &mut Package) -> Result<String, ReadError> {
    if package.xml("Encryptions.xml")?.is_some() {
        return Err(ReadError::Encrypted);
    }
    let damaged = ReadError::Damaged { format: package.format };
    let main = package.xml("OFD.xml")?.ok_or(damaged)?;
    let mut roots = Vec::new();
    Xml::new(&main).all(|xml, tag| {
        if tag.name() == "DocRoot" {
            roots.push(xml.text().trim().to_owned());
        }
    });
    let mut pages = Vec::new();
    for root in roots {
        let Some(document) = package.xml(&root)? else { continue };
        Xml::new(&document).all(|_, tag| {
            if tag.name() == "Page"
                && let Some(place) = tag.get("BaseLoc")
            {
                pages.push(beside(&root, &place));
            }
        });
    }
    let mut out = String::new();
    let mut missing = pages.is_empty();
    for page in pages.into_iter().take(MOST_PAGES) {
        match package.xml(&page)? {
            Some(text) => missing |= !add(&text, &mut out),
            None => missing = true,
        }
    }
    if missing || package.damaged {
        if out.is_empty() {
            return Err(damaged);
        }
        out.push(char::REPLACEMENT_CHARACTER);
    }
    Ok(out)
}

/// A name that a part gives for another, which it gives from where it lies itself.
fn beside(part: &str, name: &str) -> String {
    match (name.strip_prefix('/'), part.rsplit_once('/')) {
        (Some(whole), _) => whole.to_owned(),
        (None, Some((folder, _))) => format!("{folder}/{name}"),
        (None, None) => name.to_owned(),
    }
}

/// Text on one height, in millimetres from the page's upper left corner.
struct Line {
    left: f64,
    right: f64,
    height: f64,
    size: f64,
    text: String,
}

/// A piece of text, as the object around it places it.
struct Object {
    left: f64,
    top: f64,
    size: f64,
    /// The transformation of its glyphs.
    matrix: [f64; 6],
}

/// Adds the lines of a page; whether it is sound.
fn add(page: &str, out: &mut String) -> bool {
    let mut lines: Vec<Line> = Vec::new();
    let mut object = None;
    let mut xml = Xml::new(page);
    while let Some(node) = xml.next() {
        match node {
            Node::Open(tag) if tag.name() == "TextObject" => {
                if tag.get("Visible").is_some_and(|visible| visible == "false") {
                    xml.skip();
                } else {
                    object = Object::new(&tag);
                }
            }
            Node::Open(tag) if tag.name() == "TextCode" => {
                let (x, y) = (number(&tag, "X"), number(&tag, "Y"));
                let advance = tag.get("DeltaX").map(|deltas| sum(&deltas));
                let text = xml.text();
                if let Some(object) = &object {
                    object.say(&text, x, y, advance, &mut lines);
                }
            }
            Node::Close(end) if end.name() == "TextObject" => object = None,
            _ => {}
        }
    }
    let margin = lines.iter().map(|line| line.left).fold(f64::INFINITY, f64::min);
    for line in lines.iter().filter(|line| !line.text.trim().is_empty()) {
        if line.left - margin > line.size * INDENT {
            out.push_str("\u{3000}\u{3000}");
        }
        out.push_str(line.text.trim());
        out.push('\n');
    }
    !xml.damaged
}

impl Object {
    /// `None` for text that is turned, as watermarks are.
    fn new(tag: &Tag) -> Option<Self> {
        let numbers = |name: &str| -> Vec<f64> {
            let value = tag.get(name).unwrap_or_default();
            value.split_whitespace().map(|number| number.parse().unwrap_or_default()).take(6).collect()
        };
        let boundary = numbers("Boundary");
        let matrix: [f64; 6] = numbers("CTM").try_into().unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
        let turned = (matrix[0] * matrix[1]).abs() > 0.05 * (matrix[0].powi(2) + matrix[1].powi(2));
        let scale = if matrix[3] == 0.0 { 1.0 } else { matrix[3].abs() };
        let at = |index: usize| boundary.get(index).copied().unwrap_or_default();
        let size = number(tag, "Size").max(0.1) * scale;
        (!turned).then_some(Self { left: at(0), top: at(1), size, matrix })
    }

    fn say(&self, text: &str, x: f64, y: f64, advance: Option<f64>, lines: &mut Vec<Line>) {
        let text: String = text.chars().filter(|c| !matches!(c, '\n' | '\r')).collect();
        let m = self.matrix;
        let left = self.left + m[0] * x + m[2] * y + m[4];
        let height = self.top + m[1] * x + m[3] * y + m[5];
        // From glyph to glyph as is said, and the last one's width; without a word, a square for each.
        let width = match advance {
            Some(advance) => advance * m[0].abs() + self.size,
            None => text.chars().count() as f64 * self.size,
        };
        if let Some(line) = lines.last_mut().filter(|line| (line.height - height).abs() < self.size * ON_LINE) {
            if left - line.right > self.size * APART {
                line.text.push(' ');
            }
            line.text.push_str(&text);
            line.right = left + width;
            line.left = line.left.min(left);
        } else {
            lines.push(Line { left, right: left + width, height, size: self.size, text });
        }
    }
}

fn number(tag: &Tag, name: &str) -> f64 {
    tag.get(name)
        .and_then(|value| value.trim().parse().ok())
        .filter(|value: &f64| value.is_finite())
        .unwrap_or_default()
}

/// The sum of distances, in which `g 3 4.2` stands for three times 4.2.
fn sum(deltas: &str) -> f64 {
    let mut words = deltas.split_whitespace();
    let mut total = 0.0;
    while let Some(word) = words.next() {
        let parse = |word: Option<&str>| word.and_then(|word| word.parse::<f64>().ok()).unwrap_or_default();
        total += if word == "g" { parse(words.next()) * parse(words.next()) } else { parse(Some(word)) };
    }
    total
}

#[cfg(test)]
mod tests {
    use crate::read::pack::{damage, zip};
    use crate::read::{ReadError, open, read};

    fn document(pages: &[&str]) -> Vec<u8> {
        let listed: Vec<String> = (0..pages.len())
            .map(|at| format!("<ofd:Page ID=\"{at}\" BaseLoc=\"Pages/Page_{at}/Content.xml\"/>"))
            .collect();
        let mut files = vec![
            (
                "OFD.xml".to_owned(),
                "<ofd:OFD><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
                    .to_owned(),
            ),
            (
                "Doc_0/Document.xml".to_owned(),
                format!(
                    "<ofd:Document><ofd:CommonData><ofd:TemplatePage BaseLoc=\"Tpl.xml\"/></ofd:CommonData><ofd:Pages>{}</ofd:Pages></ofd:Document>",
                    listed.concat()
                ),
            ),
        ];
        files.extend(pages.iter().enumerate().map(|(at, page)| {
            (
                format!("Doc_0/Pages/Page_{at}/Content.xml"),
                format!("<ofd:Page><ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content></ofd:Page>"),
            )
        }));
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
        zip(&files)
    }

    fn object(place: &str, more: &str, text: &str) -> String {
        format!(
            "<ofd:TextObject Boundary=\"{place} 100 5\" Size=\"5\" {more}><ofd:FillColor/><ofd:TextCode X=\"0\" Y=\"4\" DeltaX=\"g 2 5\">{text}</ofd:TextCode></ofd:TextObject>"
        )
    }

    #[test]
    fn pieces_on_one_height_are_a_line() {
        let first = object("30 20", "", "青禾县")
            + &object("45 20.5", "", "报告")
            + &object("90 20", "", "附注")
            + &object("40 30", "", "各位代表")
            + &object("30 40", "", "全年好")
            + &object("50 90", "CTM=\"0.7 0.7 -0.7 0.7 0 0\"", "水印")
            + &object("30 50", "Visible=\"false\"", "藏")
            + &object("30 40", "CTM=\"1 0 0 1 0 20\"", "在下面");
        let second = object("30 20", "", "第二页");
        let raw = read("报告.ofd", &document(&[&first, &second])).unwrap();
        assert_eq!(raw.text, "青禾县报告 附注\n\u{3000}\u{3000}各位代表\n全年好\n在下面\n第二页\n");
        assert_eq!(raw.format, "ofd");
    }

    #[test]
    fn what_is_locked_or_broken_says_so() {
        let code = |bytes: &[u8]| read("报告.ofd", bytes).map_err(|error| error.code());
        assert_eq!(code(&zip(&[("OFD.xml", b"<OFD/>")])), Err("damaged-file"));
        assert_eq!(code(&zip(&[("OFD.xml", b"<OFD/>"), ("Encryptions.xml", b"<a/>")])), Err("encrypted"));
        assert_eq!(read("报告.ofd", &document(&[""])).unwrap_err(), ReadError::Empty);
        let broken = object("30 20", "", "有的") + "<ofd:TextObject>" + &"<a>".repeat(400);
        assert_eq!(code(&document(&[&broken])).unwrap().text, "有的\n\u{FFFD}");
    }

    #[test]
    fn no_damage_makes_it_panic() {
        let page = object("30 20", "CTM=\"1 0 0 1 0 20\"", "青禾县") + &object("45 20.5", "", "报告");
        damage(&document(&[&page]), |bytes| assert!(!open("报告.ofd", bytes).is_empty()));
        damage(page.as_bytes(), |page| {
            assert!(!open("报告.ofd", &document(&[&String::from_utf8_lossy(page)])).is_empty());
        });
    }
}
