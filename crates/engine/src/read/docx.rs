//! Word documents since 2007.

use super::ReadError;
use super::zip::Package;

pub(super) fn read(package: &mut Package) -> Result<String, ReadError> {
    package.xml("word/document.xml")?.ok_or(ReadError::Damaged { format: package.format })
}
