//! What a link of a whole report holds: apart from how it is packed, which the page does not carry.

use serde::{Deserialize, Serialize};

/// A text on its way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    /// The name of its source, without line ends.
    pub name: String,
    /// The view of it, in the lines of a link to a view; no line is empty.
    pub view: String,
    /// The cleaned text.
    pub text: String,
}
