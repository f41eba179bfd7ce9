//! The messages are built in by a macro, and cargo does not see which files a macro reads.

fn main() {
    println!("cargo::rerun-if-changed=../../locales");
}
