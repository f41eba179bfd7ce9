//! The words' part of the engine alone: a packed dictionary and a text in, the number of its words out. `cargo xtask bench`
//! builds it for wasm to weigh it; elsewhere it is empty.
#![cfg(target_family = "wasm")]

use gangmu_engine::Dictionary;
use gangmu_engine::words::Segmenter;
use wasm_bindgen::prelude::wasm_bindgen;

/// How many words `text` has by the dictionary of `packed`; none without one.
#[wasm_bindgen]
pub fn count(text: &str, packed: &[u8]) -> usize {
    let Ok(dictionary) = Dictionary::from_packed(packed) else { return 0 };
    let mut words = Vec::new();
    Segmenter::new(&dictionary, &[]).segment(text, &mut words);
    words.len()
}
