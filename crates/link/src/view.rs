//! Links to a view (`v`): a few lines of `key=value`, stored as they are.

use crate::LinkError;
use crate::frame::{self, Codec, Kind, NO_DICTIONARY};

/// The fragment, with its `#`, of a view's lines.
pub fn encode(lines: &str) -> String {
    frame::write(Kind::View, Codec::Stored, NO_DICTIONARY, lines.as_bytes(), lines.as_bytes())
}

/// The lines of a view's link.
///
/// # Errors
/// When it is not one, or cannot be read. A link of another kind is [`LinkError::NoLink`]: see [`frame::kind`].
pub fn decode(fragment: &str) -> Result<String, LinkError> {
    let frame = frame::open(fragment)?;
    if frame.kind != Kind::View {
        return Err(LinkError::NoLink);
    }
    frame.check(&frame.payload)?;
    String::from_utf8(frame.payload).map_err(|_| LinkError::Altered)
}
