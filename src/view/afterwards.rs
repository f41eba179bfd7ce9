//! What comes second: a view in, nothing out until what is drawn with it has been painted. A reader who opens a view looks at
//! what it begins with; what stands beside it or below the screen need not keep that waiting. Each such part has a frame
//! of its own, so that none of them is long.

use crate::view::dom::when_painted;
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::VecDeque;

/// Whether a view is opened, or one that is open drawn again; provided as context. What is drawn again is all drawn at once,
/// so that it stays as long as it was, and the reader where he was in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Opening(pub bool);

/// Whether the view that is being drawn is one that opens.
pub fn opening() -> bool {
    use_context::<Opening>().is_none_or(|Opening(opens)| opens)
}

/// Draws `view` when it is its turn after what has been drawn by now; at once where an open view is drawn again.
pub fn afterwards(view: impl FnOnce() -> AnyView + 'static) -> AnyView {
    fn boxed(view: Box<dyn FnOnce() -> AnyView>) -> AnyView {
        if !opening() {
            return view();
        }
        let turn = turn();
        let view = StoredValue::new_local(Some(view));
        // What it reads while it is made is not followed here: it follows that by itself.
        let drawn = move || view.try_update_value(Option::take).flatten().map(|view| untrack(view));
        (move || if turn.get() { drawn() } else { None }).into_any()
    }
    boxed(Box::new(view))
}

/// Whether the turn of a part that is made by hand has come; it has where an open view is drawn again.
pub fn turn() -> Signal<bool> {
    let turn = RwSignal::new(!opening());
    if !turn.get_untracked() {
        in_turn(move || {
            turn.try_set(true);
        });
    }
    turn.into()
}

/// Runs `act` when what has been drawn by now is on the screen, and so is what was asked for before it.
pub fn in_turn(act: impl FnOnce() + 'static) {
    let first = QUEUE.with_borrow_mut(|queue| {
        queue.waiting.push_back(Box::new(act));
        !std::mem::replace(&mut queue.moves, true)
    });
    if first {
        when_painted(next);
    }
}

/// What waits for its turn.
struct Queue {
    waiting: VecDeque<Box<dyn FnOnce()>>,
    /// Whether the next one's frame has been asked for.
    moves: bool,
}

thread_local! {
    static QUEUE: RefCell<Queue> = const { RefCell::new(Queue { waiting: VecDeque::new(), moves: false }) };
}

fn next() {
    let (act, more) = QUEUE.with_borrow_mut(|queue| {
        let act = queue.waiting.pop_front();
        queue.moves = !queue.waiting.is_empty();
        (act, queue.moves)
    });
    // Asked for first: should this one fail, the others come all the same.
    if more {
        when_painted(next);
    }
    if let Some(act) = act {
        act();
    }
}
