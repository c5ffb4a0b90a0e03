//! What must hold for every alliance and on every walk through time.
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

mod acknowledging;
mod alliance;
mod judging;
mod naive;
mod previewing;
mod reminding;
mod telling;
mod walk;
