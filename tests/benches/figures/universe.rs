//! New Eden at the start of a process: how long until the first system, region and hull type are known.

use std::hint::black_box;
use std::time::{Duration, Instant};

use captrack_testing::eden::{AVATAR, DELVE};
use captrack_universe::universe;

use crate::figure::{middle, print};
use crate::process;

/// The argument that makes this program measure and print its own first lookup, in nanoseconds.
pub const ROLE: &str = "--role=first-lookup";

pub fn run() {
    let times = (0..31).map(|_| {
        let printed = process::output_of(ROLE);
        Duration::from_nanos(printed.trim().parse().unwrap())
    });
    print("universe_load", middle(times.collect()).as_secs_f64() * 1e6, "us");
}

/// Looks up what a first row needs, once.
pub fn in_a_fresh_process() {
    let started = Instant::now();
    let system = universe().system(DELVE).unwrap();
    black_box(universe().region(system.region).unwrap());
    black_box(universe().hull_type(AVATAR).unwrap());
    println!("{}", started.elapsed().as_nanos());
}
