//! A file's bytes in, its texts out: what reads Word, PDF, web pages and the rest, apart from the engine, as most readers
//! paste a text and never need it.
//!
//! The wasm asks for nothing of a browser, and has four functions. A worker makes an instance for each file and drops it
//! behind, so that a file that stops it stops nothing else, and the memory it took is given back:
//!
//! 1. `gangmu_room(bytes)` gives the place where the file's name and then its content are written, `bytes` in all;
//! 2. `gangmu_read(name)` reads them; `name` is the length of the name in bytes;
//! 3. `gangmu_result()` and `gangmu_length()` say where the texts stand, a `gangmu_model::SourceTexts` in postcard, and how many bytes
//!    they are.
#![expect(unsafe_code, reason = "functions without mangled names; their bodies are safe")]

use std::cell::RefCell;

thread_local! {
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static OUTPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for a name and a file of so many bytes together, and says where.
#[unsafe(no_mangle)]
pub extern "C" fn gangmu_room(bytes: usize) -> *const u8 {
    INPUT.with_borrow_mut(|input| {
        *input = vec![0; bytes];
        input.as_ptr()
    })
}

/// Reads the file behind the name of so many bytes.
#[unsafe(no_mangle)]
pub extern "C" fn gangmu_read(name: usize) {
    let input = INPUT.take();
    let (name, bytes) = input.split_at_checked(name).unwrap_or((&[], &input));
    let texts = gangmu_engine::read::texts(&String::from_utf8_lossy(name), bytes);
    OUTPUT.set(postcard::to_allocvec(&texts).unwrap_or_default());
}

/// Where the texts stand.
#[unsafe(no_mangle)]
pub extern "C" fn gangmu_result() -> *const u8 {
    OUTPUT.with_borrow(Vec::as_ptr)
}

/// How many bytes they are.
#[unsafe(no_mangle)]
pub extern "C" fn gangmu_length() -> usize {
    OUTPUT.with_borrow(Vec::len)
}
