//! The page's wasm keeps its relocations: `cargo xtask build` parts it by what calls what (`xtask/src/split.rs`), and takes
//! them out again.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // A new file of sentences is none that the compiler has read before.
    println!("cargo::rerun-if-changed=locales/page");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
