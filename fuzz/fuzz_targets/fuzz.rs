//! One program for all targets: `CAPTRACK_FUZZ_TARGET` says which. What is fuzzed is in `crates/captrack-fuzzing`.
#![no_main]

use std::sync::LazyLock;

use captrack_fuzzing::{Target, target};
use libfuzzer_sys::fuzz_target;

static TARGET: LazyLock<&Target> = LazyLock::new(|| {
    let name = std::env::var("CAPTRACK_FUZZ_TARGET").unwrap_or_default();
    target(&name).unwrap_or_else(|| panic!("CAPTRACK_FUZZ_TARGET names no target: {name}"))
});

fuzz_target!(|bytes: &[u8]| TARGET.run(bytes));
