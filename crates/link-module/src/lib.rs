//! A text in, the fragment of its link out, and the other way round: what packs whole reports, apart from the page, as few
//! links hold one.
//!
//! The wasm asks for nothing of a browser, and has five functions. Who calls it makes an instance, uses it once and drops it,
//! so that the memory it took is given back:
//!
//! 1. `gangmu_room(bytes)` gives the place where the input is written, so many bytes of it;
//! 2. `gangmu_encode()` takes a `gangmu_link::Shared` in postcard and makes a `Result<String, LinkError>`, the fragment with its `#`;
//!    `gangmu_decode()` takes a fragment in UTF-8 and makes a `Result<Shared, LinkError>`;
//! 3. `gangmu_result()` and `gangmu_length()` say where that stands in postcard, and how many bytes it is. None: the input was
//!    no such thing.
#![expect(unsafe_code, reason = "functions without mangled names; their bodies are safe")]

use gangmu_link::{LinkError, Shared, document};
use std::cell::RefCell;

thread_local! {
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static OUTPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for an input of so many bytes, and says where.
#[unsafe(no_mangle)]
pub extern "C" fn gangmu_room(bytes: usize) -> *const u8 {
    INPUT.with_borrow_mut(|input| {
        *input = vec![0; bytes];
        input.as_ptr()
    })
}

/// Makes a link of a text.
#[unsafe(no_mangle)]
pub extern "C" fn gangmu_encode() {
    let fragment = postcard::from_bytes::<Shared>(&INPUT.take()).ok().map(|shared| document::encode(&shared));
    OUTPUT.set(fragment.and_then(|fragment| postcard::to_allocvec(&fragment).ok()).unwrap_or_default());
}

/// Reads a link.
#[unsafe(no_mangle)]
pub extern "C" fn gangmu_decode() {
    let shared =
        String::from_utf8(INPUT.take()).map_err(|_| LinkError::NoLink).and_then(|link| document::decode(&link));
    OUTPUT.set(postcard::to_allocvec(&shared).unwrap_or_default());
}

/// Where the result stands.
#[unsafe(no_mangle)]
pub extern "C" fn gangmu_result() -> *const u8 {
    OUTPUT.with_borrow(Vec::as_ptr)
}

/// How many bytes it is.
#[unsafe(no_mangle)]
pub extern "C" fn gangmu_length() -> usize {
    OUTPUT.with_borrow(Vec::len)
}
