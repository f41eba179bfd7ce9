//! What comes second: a view in, nothing out until what is drawn with it has been painted. A reader who opens a view looks at
//! what it begins with; what stands below the screen need not keep that waiting.

use crate::view::dom::when_painted;
use leptos::prelude::*;

/// Whether a view is opened, or one that is open drawn again; provided as context. What is drawn again is all drawn at once,
/// so that it stays as long as it was, and the reader where he was in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Opening(pub bool);

/// Whether the view that is being drawn is one that opens.
pub fn opening() -> bool {
    use_context::<Opening>().is_none_or(|Opening(opens)| opens)
}

/// Draws `view` when what has been drawn by now is on the screen; at once where an open view is drawn again.
pub fn afterwards(view: impl FnOnce() -> AnyView + 'static) -> AnyView {
    fn boxed(view: Box<dyn FnOnce() -> AnyView>) -> AnyView {
        if !opening() {
            return view();
        }
        let painted = RwSignal::new(false);
        when_painted(move || {
            painted.try_set(true);
        });
        let view = StoredValue::new_local(Some(view));
        // What it reads while it is made is not followed here: it follows that by itself.
        let drawn = move || view.try_update_value(Option::take).flatten().map(|view| untrack(view));
        (move || if painted.get() { drawn() } else { None }).into_any()
    }
    boxed(Box::new(view))
}
