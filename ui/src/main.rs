//! The pages.
fn main() {}
