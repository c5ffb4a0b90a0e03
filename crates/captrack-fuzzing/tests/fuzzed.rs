//! Every parser of foreign bytes, with the inputs that are kept and with random changes of them.
//!
//! `CAPTRACK_FUZZ_SEED` and `CAPTRACK_FUZZ_RUNS` say which changes and how many a target; without them they are the same in every run.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::{env, fs, panic};

use captrack_fuzzing::{Mutator, TARGETS, corpus, folder, target};

const SEED: &str = "CAPTRACK_FUZZ_SEED";
const RUNS: &str = "CAPTRACK_FUZZ_RUNS";
/// As many as a second or two has room for.
const USUAL_RUNS: u64 = 400;
/// All inputs together: they are small, or they would not be kept.
const LARGEST_CORPUS: usize = 600 * 1024;
/// Of one target.
const MOST_INPUTS: usize = 400;

fn number(variable: &str, otherwise: u64) -> u64 {
    match env::var(variable) {
        Ok(text) => text.trim().parse().unwrap_or_else(|_| panic!("{variable} is no number: {text}")),
        Err(_) => otherwise,
    }
}

/// The inputs that are kept, then changed ones. An input that fails is written beside the build, to be looked at and kept.
fn fuzz(name: &str) {
    let target = target(name).unwrap();
    let inputs = corpus(name);
    assert!(inputs.len() >= 3, "{name} has {} inputs", inputs.len());
    for (file, input) in &inputs {
        let held = panic::catch_unwind(|| target.run(input));
        assert!(held.is_ok(), "{}: what it must hold to is said above", folder(name).join(file).display());
    }
    let from: Vec<Vec<u8>> = inputs.into_iter().map(|(_, input)| input).collect();
    let seed = number(SEED, 20_261_105);
    let mut mutator = Mutator::new(seed);
    for run in 0..number(RUNS, USUAL_RUNS) {
        let input = mutator.input(&from);
        if panic::catch_unwind(|| target.run(&input)).is_err() {
            let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{seed}-{run}"));
            fs::write(&path, &input).unwrap();
            panic!("input {run} of seed {seed} breaks what is said above; it is {}", path.display());
        }
    }
}

macro_rules! fuzzed {
    ($($name:ident)*) => {
        const TESTED: &[&str] = &[$(stringify!($name)),*];
        $(
            #[test]
            fn $name() {
                fuzz(stringify!($name));
            }
        )*
    };
}

fuzzed! {
    jwt jwks sso_answers callback
    esi_sections esi_assets esi_lookups
    auth_roster auth_decisions auth_answers
    discord_answers webhook_address links
    argv settings_toml mains_csv policy endpoints_file
    socket_lines secrets_file board search
}

#[test]
fn every_target_is_tested_and_its_sources_are_there() {
    let named: BTreeSet<&str> = TARGETS.iter().map(|target| target.name).collect();
    assert_eq!(named, TESTED.iter().copied().collect());
    let root = folder("").join("../..");
    for source in TARGETS.iter().flat_map(|target| target.sources) {
        assert!(root.join(source).is_file(), "{source} is not there");
    }
}

#[test]
fn what_is_kept_is_small() {
    let mut all = 0;
    for target in TARGETS {
        let inputs = corpus(target.name);
        assert!(inputs.len() <= MOST_INPUTS, "{}: {} inputs", target.name, inputs.len());
        all += inputs.iter().map(|(_, input)| input.len()).sum::<usize>();
    }
    assert!(all <= LARGEST_CORPUS, "{all} bytes");
}
