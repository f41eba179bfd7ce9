//! PDF files, which `gangmu-pdf` reads.

use super::{MOST_MEGABYTES, ReadError};
use gangmu_pdf::PdfError;

/// The text of its pages, which form feeds part.
pub(super) fn read(bytes: &[u8]) -> Result<String, ReadError> {
    gangmu_pdf::text(bytes).map_err(|error| match error {
        PdfError::Encrypted => ReadError::Encrypted,
        PdfError::NoText => ReadError::Scan,
        PdfError::Damaged => ReadError::Damaged { format: "PDF" },
        PdfError::TooLarge => ReadError::TooLarge { megabytes: MOST_MEGABYTES },
    })
}
