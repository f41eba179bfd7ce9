//! Why a link cannot be read.

use serde::{Deserialize, Serialize};

/// Why a link cannot be read. Each names what a reader may do next: ask for the link again, update, or send a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum LinkError {
    /// It is no link of this program: some other fragment.
    #[error("not a link of this program")]
    NoLink,
    /// Its end is missing: a chat or mail program cut it.
    #[error("the link was cut: {received} characters of {}", .expected.map_or_else(|| "more".to_owned(), |n| n.to_string()))]
    Cut {
        /// Characters that came, with the `#`.
        received: u32,
        /// Characters that were sent, where enough came to tell.
        expected: Option<u32>,
    },
    /// It was changed on its way.
    #[error("the link was altered")]
    Altered,
    /// Made by a newer version of this program.
    #[error("the link was made by a newer version")]
    Newer,
    /// Packed with a dictionary that this version does not have.
    #[error("the link needs a dictionary that is not here")]
    Dictionary {
        /// Its id.
        id: [u8; 4],
    },
    /// It holds more than any link may.
    #[error("the link holds {bytes} bytes, more than is allowed")]
    TooLarge {
        /// What it says it unpacks to.
        bytes: u64,
    },
}
