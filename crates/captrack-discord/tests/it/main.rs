//! Messages as Discord gets them, and how they get there.
#![allow(clippy::unwrap_used)]

/// So many cases of a property; one that fails is kept in the crate's `proptest-regressions`, and tried first ever after: commit it.
macro_rules! cases {
    ($cases:expr, $name:literal) => {
        proptest::test_runner::Config {
            cases: $cases,
            failure_persistence: Some(Box::new(proptest::test_runner::FileFailurePersistence::Direct(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/proptest-regressions/",
                $name,
                ".txt"
            )))),
            ..proptest::test_runner::Config::default()
        }
    };
}

mod delivery;
mod digests;
mod discord_rules;
mod discord_takes;
mod edits;
mod faults;
mod hostile;
mod notices;
mod packing;
mod payloads;
mod pinging;
mod random;
mod reading;
mod rewriting;
mod stage;
