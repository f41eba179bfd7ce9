//! What the operators of a page draw: glyphs with their places and characters.

use crate::PdfError;
use crate::font::Font;
use crate::stream::Budget;
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};
use hayro_syntax::page::Page;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// Glyphs of a page in the order they are drawn in.
#[derive(Debug, Default)]
pub(crate) struct Drawn {
    /// The characters of all glyphs.
    pub(crate) text: String,
    pub(crate) glyphs: Vec<Glyph>,
}

/// A glyph on a page. Lengths are in points, from the page's lower left corner.
#[derive(Clone, Debug)]
pub(crate) struct Glyph {
    /// Where its line of writing and its left side meet.
    pub(crate) x: f64,
    pub(crate) y: f64,
    /// How far the next one is.
    pub(crate) dx: f64,
    pub(crate) dy: f64,
    /// Direction of writing, of length one.
    pub(crate) direction: (f64, f64),
    /// Height of the font.
    pub(crate) size: f64,
    /// Its characters in the page's text.
    pub(crate) text: Range<usize>,
}

/// The most glyphs of a page.
const MOST_GLYPHS: usize = 500_000;

/// The most operators of a file.
const MOST_OPERATORS: usize = 100_000_000;

/// Drawings in drawings, at most.
const MOST_DEPTH: usize = 12;

/// The most drawings that a file's pages call, those that drawings call among them: ten that call ten others each, a dozen
/// deep, would never end.
const MOST_DRAWINGS: usize = 50_000;

/// The most characters of a page, in bytes: a font may say that a glyph stands for many.
const MOST_TEXT: usize = 8 << 20;

/// The most states that are kept to come back to.
const MOST_STATES: usize = 512;

/// Characters of a stretch that is said to stand for something else, at most: more are a description, not a reading.
const MOST_ACTUAL: usize = 16;

/// What is kept from page to page.
#[derive(Default)]
pub(crate) struct Reader {
    budget: Budget,
    operators: usize,
    drawings: usize,
    /// Fonts by the place and length of their dictionaries.
    fonts: HashMap<(usize, usize), Rc<Font>>,
}

impl Reader {
    /// The glyphs of a page.
    pub(crate) fn page(&mut self, page: &Page<'_>) -> Result<Drawn, PdfError> {
        let mut content = Vec::new();
        if let Some(stream) = page.raw().get::<Stream<'_>>("Contents") {
            content = self.budget.unpack(&stream)?.unwrap_or_default();
        } else if let Some(list) = page.raw().get::<Array<'_>>("Contents") {
            for object in list.iter::<Object<'_>>() {
                if let Object::Stream(stream) = object {
                    content.extend(self.budget.unpack(&stream)?.unwrap_or_default());
                    content.push(b'\n');
                }
            }
        }
        let resources = page.resources();
        let scope = Scope::new(resources.fonts.clone(), resources.x_objects.clone());
        let mut painter = Painter { reader: self, drawn: Drawn::default(), actual: None, marked: 0 };
        painter.draw(&content, &scope, State::default(), 0)?;
        Ok(painter.drawn)
    }

    fn font(&mut self, dict: &Dict<'_>) -> Result<Rc<Font>, PdfError> {
        let key = (dict.data().as_ptr() as usize, dict.data().len());
        if let Some(font) = self.fonts.get(&key) {
            return Ok(Rc::clone(font));
        }
        let font = Rc::new(Font::read(dict, &mut self.budget)?);
        self.fonts.insert(key, Rc::clone(&font));
        Ok(font)
    }
}

/// What names in a drawing mean.
struct Scope<'a> {
    fonts: Dict<'a>,
    drawings: Dict<'a>,
    /// Fonts by the names that were looked up: dictionaries are parsed each time anew.
    named: RefCell<HashMap<Vec<u8>, Option<Rc<Font>>>>,
}

impl<'a> Scope<'a> {
    fn new(fonts: Dict<'a>, drawings: Dict<'a>) -> Self {
        Self { fonts, drawings, named: RefCell::default() }
    }

    fn font(&self, name: &[u8], reader: &mut Reader) -> Result<Option<Rc<Font>>, PdfError> {
        if let Some(font) = self.named.borrow().get(name) {
            return Ok(font.clone());
        }
        let font = self.fonts.get::<Dict<'_>>(name).map(|dict| reader.font(&dict)).transpose()?;
        self.named.borrow_mut().insert(name.to_vec(), font.clone());
        Ok(font)
    }
}

/// A transformation of the plane, in the order of the format: `[a b c d e f]`.
type Matrix = [f64; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First one, then the other.
#[expect(clippy::many_single_char_names, reason = "as the format names them")]
fn then([a, b, c, d, e, f]: Matrix, m: Matrix) -> Matrix {
    [
        a * m[0] + b * m[2],
        a * m[1] + b * m[3],
        c * m[0] + d * m[2],
        c * m[1] + d * m[3],
        e * m[0] + f * m[2] + m[4],
        e * m[1] + f * m[3] + m[5],
    ]
}

#[derive(Clone)]
struct State {
    page: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    /// Room between characters, and what is added to a blank.
    spacing: f64,
    word_spacing: f64,
    /// Stretch of lines, 1 for none.
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            page: IDENTITY,
            font: None,
            size: 1.0,
            spacing: 0.0,
            word_spacing: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// A stretch of glyphs that stands for other characters than its fonts say.
struct Actual {
    /// How deep in marked stretches it is.
    depth: usize,
    /// The characters, until the first glyph took them.
    text: Option<String>,
}

struct Painter<'r> {
    reader: &'r mut Reader,
    drawn: Drawn,
    actual: Option<Actual>,
    /// Open marked stretches.
    marked: usize,
}

impl Painter<'_> {
    fn draw(&mut self, content: &[u8], scope: &Scope<'_>, mut state: State, depth: usize) -> Result<(), PdfError> {
        let mut kept: Vec<State> = Vec::new();
        let (mut line, mut text) = (IDENTITY, IDENTITY);
        let mut operators = TypedIter::new(content);
        while let Some(operator) = operators.next() {
            self.reader.operators += 1;
            if self.reader.operators > MOST_OPERATORS {
                return Err(PdfError::TooLarge);
            }
            match operator {
                TypedInstruction::SaveState(_) if kept.len() < MOST_STATES => kept.push(state.clone()),
                TypedInstruction::RestoreState(_) => state = kept.pop().unwrap_or(state),
                TypedInstruction::Transform(m) => {
                    state.page = then(matrix([m.0, m.1, m.2, m.3, m.4, m.5]), state.page);
                }
                TypedInstruction::BeginText(_) => (line, text) = (IDENTITY, IDENTITY),
                TypedInstruction::TextFont(font) => {
                    state.font = scope.font(font.0, self.reader)?;
                    state.size = font.1.as_f64();
                }
                TypedInstruction::CharacterSpacing(spacing) => state.spacing = spacing.0.as_f64(),
                TypedInstruction::WordSpacing(spacing) => state.word_spacing = spacing.0.as_f64(),
                TypedInstruction::HorizontalScaling(stretch) => state.stretch = stretch.0.as_f64() / 100.0,
                TypedInstruction::TextLeading(leading) => state.leading = leading.0.as_f64(),
                TypedInstruction::TextRise(rise) => state.rise = rise.0.as_f64(),
                TypedInstruction::SetTextMatrix(m) => {
                    line = matrix([m.0, m.1, m.2, m.3, m.4, m.5]);
                    text = line;
                }
                TypedInstruction::NextLine(by) => {
                    line = then([1.0, 0.0, 0.0, 1.0, by.0.as_f64(), by.1.as_f64()], line);
                    text = line;
                }
                TypedInstruction::NextLineAndSetLeading(by) => {
                    state.leading = -by.1.as_f64();
                    line = then([1.0, 0.0, 0.0, 1.0, by.0.as_f64(), by.1.as_f64()], line);
                    text = line;
                }
                TypedInstruction::NextLineUsingLeading(_) => {
                    line = then([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                    text = line;
                }
                TypedInstruction::ShowText(shown) => self.show(shown.0.as_bytes(), &state, &mut text)?,
                TypedInstruction::NextLineAndShowText(shown) => {
                    line = then([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                    text = line;
                    self.show(shown.0.as_bytes(), &state, &mut text)?;
                }
                TypedInstruction::ShowTextWithParameters(shown) => {
                    (state.word_spacing, state.spacing) = (shown.0.as_f64(), shown.1.as_f64());
                    line = then([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], line);
                    text = line;
                    self.show(shown.2.as_bytes(), &state, &mut text)?;
                }
                TypedInstruction::ShowTexts(shown) => {
                    for object in shown.0.iter::<Object<'_>>() {
                        match object {
                            Object::String(shown) => self.show(shown.as_bytes(), &state, &mut text)?,
                            Object::Number(back) => {
                                let back = -back.as_f64() * 0.001 * state.size;
                                let vertical = state.font.as_ref().is_some_and(|font| font.vertical);
                                let by = if vertical { (0.0, back) } else { (back * state.stretch, 0.0) };
                                text = then([1.0, 0.0, 0.0, 1.0, by.0, by.1], text);
                            }
                            _ => {}
                        }
                    }
                }
                TypedInstruction::XObject(name) if depth < MOST_DEPTH => {
                    if let Some(stream) = scope.drawings.get::<Stream<'_>>(name.0) {
                        self.drawing(&stream, scope, &state, depth)?;
                    }
                }
                TypedInstruction::BeginMarkedContent(_) => self.marked += 1,
                TypedInstruction::BeginMarkedContentWithProperties(mark) => {
                    self.marked += 1;
                    if let (None, Object::Dict(properties)) = (&self.actual, mark.1)
                        && let Some(text) = properties.get::<hayro_syntax::object::String<'_>>("ActualText")
                    {
                        let text = unicode(text.as_bytes());
                        if text.chars().count() <= MOST_ACTUAL {
                            self.actual = Some(Actual { depth: self.marked, text: Some(text) });
                        }
                    }
                }
                TypedInstruction::EndMarkedContent(_) => {
                    self.actual.take_if(|actual| actual.depth >= self.marked);
                    self.marked = self.marked.saturating_sub(1);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A drawing that pages share.
    fn drawing(&mut self, stream: &Stream<'_>, scope: &Scope<'_>, state: &State, depth: usize) -> Result<(), PdfError> {
        let dict = stream.dict();
        if dict.get::<Name<'_>>("Subtype").is_none_or(|kind| kind.as_str() != "Form") {
            return Ok(());
        }
        self.reader.drawings += 1;
        if self.reader.drawings > MOST_DRAWINGS {
            return Err(PdfError::TooLarge);
        }
        let Some(content) = self.reader.budget.unpack(stream)? else { return Ok(()) };
        let inner = dict.get::<Dict<'_>>("Resources").map(|resources| {
            Scope::new(resources.get("Font").unwrap_or_default(), resources.get("XObject").unwrap_or_default())
        });
        let mut state = state.clone();
        if let Some(list) = dict.get::<Array<'_>>("Matrix")
            && let Ok(m) = <Matrix>::try_from(list.iter::<f64>().take(6).collect::<Vec<_>>())
        {
            state.page = then(m, state.page);
        }
        self.draw(&content, inner.as_ref().unwrap_or(scope), state, depth + 1)
    }

    /// Draws a string, and moves to its end.
    fn show(&mut self, mut bytes: &[u8], state: &State, text: &mut Matrix) -> Result<(), PdfError> {
        let Some(font) = &state.font else { return Ok(()) };
        while !bytes.is_empty() {
            let (code, rest) = bytes.split_at(font.length(bytes).min(bytes.len()));
            bytes = rest;
            let blank = if code == b" " { state.word_spacing } else { 0.0 };
            let by = if font.vertical {
                (0.0, -(state.size + state.spacing + blank))
            } else {
                ((font.width(code) * state.size + state.spacing + blank) * state.stretch, 0.0)
            };
            let place = then(*text, state.page);
            *text = then([1.0, 0.0, 0.0, 1.0, by.0, by.1], *text);
            self.glyph(font, code, by, place, state)?;
        }
        Ok(())
    }

    fn glyph(
        &mut self,
        font: &Font,
        code: &[u8],
        by: (f64, f64),
        place: Matrix,
        state: &State,
    ) -> Result<(), PdfError> {
        let start = self.drawn.text.len();
        if let Some(actual) = &mut self.actual {
            match actual.text.take() {
                Some(text) => self.drawn.text.push_str(&text),
                None => return Ok(()),
            }
        } else if !font.characters(code, &mut self.drawn.text) {
            self.drawn.text.push(char::REPLACEMENT_CHARACTER);
        }
        let [a, b, c, d, ..] = place;
        // Some writers flip the font, and its size with it.
        let towards = if font.vertical { (-c, -d) } else { (a, b) };
        let along = if font.vertical { 1.0 } else { (state.size * state.stretch).signum() };
        let length = towards.0.hypot(towards.1);
        let size = state.size.abs() * c.hypot(d);
        let glyph = Glyph {
            x: place[4] + state.rise * c,
            y: place[5] + state.rise * d,
            dx: by.0 * a + by.1 * c,
            dy: by.0 * b + by.1 * d,
            direction: (along * towards.0 / length, along * towards.1 / length),
            size,
            text: start..self.drawn.text.len(),
        };
        let numbers = [glyph.x, glyph.y, glyph.dx, glyph.dy, size, glyph.direction.0, glyph.direction.1];
        // Beyond any page, or of no size, there is nothing to be seen.
        if numbers.iter().all(|number| number.abs() < 1e6) && size > 0.1 {
            self.drawn.glyphs.push(glyph);
        } else {
            self.drawn.text.truncate(start);
        }
        if self.drawn.glyphs.len() > MOST_GLYPHS || self.drawn.text.len() > MOST_TEXT {
            Err(PdfError::TooLarge)
        } else {
            Ok(())
        }
    }
}

fn matrix(numbers: [Number; 6]) -> Matrix {
    numbers.map(|number| number.as_f64())
}

/// A text outside of pages: UTF-16 or UTF-8 with a mark in front, else Latin.
fn unicode(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().filter_map(|&byte| crate::encoding::of_byte(byte, false)).collect(),
    }
}
