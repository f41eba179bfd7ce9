//! How often the views hear of what changes many times a second: at once, and again when they have been left in peace for a
//! while. A file of a few lines is read in a millisecond, and to draw each of its steps takes longer than that.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

/// Tells of changes, not too often; a `Copy` handle.
#[derive(Clone, Copy)]
pub struct Pace {
    known: StoredValue<Known>,
    /// How long the views are left in peace, in milliseconds.
    peace: u32,
}

/// What the views know of the changes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    /// All of them, since some time.
    All,
    /// All of them, since just now.
    JustNow,
    /// There were more since.
    NotAll,
}

impl Pace {
    /// A pace of one telling every `peace` milliseconds, and one at the end.
    pub fn new(peace: u32) -> Self {
        Self { known: StoredValue::new(Known::All), peace }
    }

    /// Something changed: calls `tell`, at once or when the peace is over.
    pub fn tell(self, tell: impl Fn() + Copy + 'static) {
        if self.known.get_value() != Known::All {
            return self.known.set_value(Known::NotAll);
        }
        self.known.set_value(Known::JustNow);
        tell();
        let again = move || {
            if self.known.try_update_value(|known| std::mem::replace(known, Known::All)) == Some(Known::NotAll) {
                self.tell(tell);
            }
        };
        Timeout::new(self.peace, again).forget();
    }
}
