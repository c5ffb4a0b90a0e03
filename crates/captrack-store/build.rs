//! A new migration file must be embedded: cargo alone would not notice it.

fn main() {
    println!("cargo:rerun-if-changed=../../migrations");
}
