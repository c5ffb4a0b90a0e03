/// So many cases of a property. One that fails is kept in the crate's `proptest-regressions` under that name, and tried first ever after:
/// commit it.
#[macro_export]
macro_rules! cases {
    ($cases:expr, $name:literal) => {
        ::proptest::test_runner::Config {
            cases: $cases,
            failure_persistence: Some(Box::new(::proptest::test_runner::FileFailurePersistence::Direct(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/proptest-regressions/",
                $name,
                ".txt"
            )))),
            ..::proptest::test_runner::Config::default()
        }
    };
}
