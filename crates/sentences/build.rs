//! A new file of sentences is none that the compiler has read before.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=../../locales/view");
}
