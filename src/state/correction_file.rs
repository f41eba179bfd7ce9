//! Corrections as a file: JSON in the form of `gangmu.corrections/1`, made and read by the browser's own JSON.

use gangmu_model::{CORRECTIONS, CorrectionFile};
use js_sys::{JSON, Reflect};
use serde::Serialize;
use wasm_bindgen::JsValue;

/// Why a file holds no corrections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CorrectionFileError {
    /// It is none of ours.
    #[error("the file holds no corrections")]
    Other,
    /// A newer version of this program made it.
    #[error("the file was made by a newer version")]
    Newer,
    /// It is one of ours and damaged.
    #[error("the file is damaged")]
    Damaged,
}

impl CorrectionFileError {
    /// The last part of its sentence's key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Other => "other",
            Self::Newer => "newer",
            Self::Damaged => "damaged",
        }
    }
}

/// The text of a file.
///
/// # Errors
/// [`CorrectionFileError::Damaged`] where the browser cannot write it.
pub fn to_text(file: &CorrectionFile) -> Result<String, CorrectionFileError> {
    let value = file.serialize(&serde_wasm_bindgen::Serializer::json_compatible());
    let value = value.map_err(|_| CorrectionFileError::Damaged)?;
    let text = JSON::stringify_with_replacer_and_space(&value, &JsValue::NULL, &JsValue::from(1.0));
    Ok(text.map_err(|_| CorrectionFileError::Damaged)?.into())
}

/// Reads a file's text.
///
/// # Errors
/// [`CorrectionFileError`].
pub fn from_text(text: &str) -> Result<CorrectionFile, CorrectionFileError> {
    let value = JSON::parse(text.trim_start_matches('\u{FEFF}')).map_err(|_| CorrectionFileError::Other)?;
    let schema = Reflect::get(&value, &"schema".into()).ok().and_then(|schema| schema.as_string());
    let family = CORRECTIONS.trim_end_matches(|c: char| c.is_ascii_digit());
    match schema.as_deref() {
        Some(CORRECTIONS) => serde_wasm_bindgen::from_value(value).map_err(|_| CorrectionFileError::Damaged),
        Some(other) if other.starts_with(family) => Err(CorrectionFileError::Newer),
        _ => Err(CorrectionFileError::Other),
    }
}
