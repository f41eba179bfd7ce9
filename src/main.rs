//! The page's program: everything is in the library, so that tests can use it.

fn main() {
    gangmu_app::start();
}
