//! Corrections: a document's rows and a reader's list of corrections in, the rows as the reader wants them out.

use super::canonical::canonical;
use gangmu_model::{Confidence, CorrectionAction, Indicator, Options};

/// Applies the reader's corrections to the rows they name.
pub(super) fn correct(rows: &mut Vec<Indicator>, id: &str, chars: &[char], options: &Options) {
    for correction in options.corrections.iter().filter(|correction| correction.document == id) {
        let matches = |row: &Indicator| {
            let (start, end) = (row.span.start as usize, row.span.end as usize);
            let left: String = chars[start.saturating_sub(12)..start].iter().collect();
            let right: String = chars[end..chars.len().min(end + 12)].iter().collect();
            chars[start..end].iter().copied().eq(correction.number.chars())
                && left.ends_with(&correction.left)
                && right.starts_with(&correction.right)
        };
        match &correction.action {
            CorrectionAction::Confirm => {
                for row in rows.iter_mut().filter(|row| matches(row)) {
                    row.confidence = Confidence::High;
                }
            }
            CorrectionAction::Delete => rows.retain(|row| !matches(row)),
            CorrectionAction::Rename(name) => {
                for row in rows.iter_mut().filter(|row| matches(row)) {
                    row.indicator.clone_from(name);
                    let entry = canonical(name, row.unit.as_deref().unwrap_or_default());
                    row.name = entry.map(|entry| entry.name.to_owned());
                    row.domain = entry.map(|entry| entry.domain.to_owned());
                }
            }
        }
    }
}
