//! A PDF file's bytes in, its text out: a line for each printed line, a form feed between pages.
//!
//! Glyphs are placed as the page's operators say (`content`), given the characters that their font stands for (`font`,
//! `cmap`, `encoding`), and gathered into lines and columns (`layout`). Pictures are not looked at: a scan has no text.
//! Headers, page numbers and broken paragraphs are left as they are printed; cleaning them is the engine's work. Nothing
//! here panics on a damaged file, and what a file may unpack to is limited (`stream`).

mod cmap;
mod content;
mod encoding;
mod font;
mod gb1;
mod layout;
mod stream;

use hayro_syntax::{LoadPdfError, Pdf};

/// Why a file has no text to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PdfError {
    /// It opens with a password only, or is locked in a way that is not known.
    #[error("it is locked with a password")]
    Encrypted,
    /// Its pages are pictures, or drawn in fonts that do not say which characters they have.
    #[error("it has pages without text")]
    NoText,
    /// Not a PDF file, or broken beyond repair.
    #[error("it is a damaged PDF file")]
    Damaged,
    /// It is larger, has more pages, or unpacks to more than is read.
    #[error("it is too large")]
    TooLarge,
}

/// The most bytes of a file.
pub const MOST_BYTES: usize = 200 << 20;

/// The most pages of a file.
pub const MOST_PAGES: usize = 5000;

/// Begins a line that ends where its column does, and that the next one goes on with unless that begins a paragraph: no text
/// has this noncharacter.
pub const BROKEN: char = '\u{FDD5}';

/// Of this many glyphs one must have a known character; else a file is as good as a scan.
const GLYPHS_PER_CHARACTER: usize = 2;

/// The text of all pages, in reading order.
///
/// Lines end in `\n` and pages are parted by U+000C. A line that begins a paragraph, two characters further in than
/// others, begins with two ideographic blanks (U+3000); where the page leaves more room between two lines than it does
/// elsewhere, there is an empty line; a line that the edge of its column broke begins with [`BROKEN`]; parts of a line that stand far apart, as cells of a table do, are parted by a tab.
/// A glyph whose character is not known is U+FFFD.
///
/// # Errors
///
/// If the file is locked, damaged, without text, or beyond the limits.
pub fn text(bytes: &[u8]) -> Result<String, PdfError> {
    if bytes.len() > MOST_BYTES {
        return Err(PdfError::TooLarge);
    }
    stream::refuse_bombs(bytes)?;
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => PdfError::Encrypted,
        LoadPdfError::Invalid => PdfError::Damaged,
    })?;
    let pages = pdf.pages();
    if pages.len() > MOST_PAGES {
        return Err(PdfError::TooLarge);
    }
    if pages.is_empty() {
        return Err(PdfError::Damaged);
    }
    let mut reader = content::Reader::default();
    let placed =
        pages.iter().map(|page| Ok(layout::place(&reader.page(page)?))).collect::<Result<Vec<_>, PdfError>>()?;
    let mut out = String::new();
    layout::write(placed, &mut out);
    let (known, unknown) =
        out.chars().filter(|&c| !c.is_whitespace() && c != BROKEN).fold((0, 0), |(known, unknown), c| {
            if c == char::REPLACEMENT_CHARACTER { (known, unknown + 1) } else { (known + 1, unknown) }
        });
    if known == 0 || known * GLYPHS_PER_CHARACTER < known + unknown {
        return Err(PdfError::NoText);
    }
    Ok(out)
}
