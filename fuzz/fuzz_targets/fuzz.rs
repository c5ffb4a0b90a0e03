//! One program for all targets: `CAPTRACK_FUZZ_TARGET` says which. What is fuzzed is in `crates/captrack-fuzzing`.
#![no_main]

use std::sync::LazyLock;

use captrack_fuzzing::{TARGETS, Target, target};
use libfuzzer_sys::fuzz_target;

static TARGET: LazyLock<&Target> = LazyLock::new(|| {
    let name = std::env::var("CAPTRACK_FUZZ_TARGET").unwrap_or_default();
    target(&name).unwrap_or_else(|| panic!("CAPTRACK_FUZZ_TARGET names no target: {name}"))
});

fuzz_target!(
    init: {
        // What there is, for whoever starts this program.
        if std::env::var_os("CAPTRACK_FUZZ_LIST").is_some() {
            TARGETS.iter().for_each(|target| println!("{} {}", target.name, target.sources.join(" ")));
            std::process::exit(0);
        }
    },
    |bytes: &[u8]| TARGET.run(bytes)
);
