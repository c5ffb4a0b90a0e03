//! Taking times and printing figures.

use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Prints a figure.
pub fn print(bench: &str, value: f64, unit: &str) {
    // Four digits say all that is true of it.
    let digits = if value.abs() < 10.0 { 3 } else { 1 };
    let value: f64 = format!("{value:.digits$}").parse().unwrap();
    println!("{}", serde_json::json!({ "bench": bench, "value": value, "unit": unit }));
}

static IS_MISSING: AtomicBool = AtomicBool::new(false);

/// Says why figures could not be taken. The run goes on with the others, and fails in the end.
pub fn missing(what: &str, error: &anyhow::Error) {
    eprintln!("{what}: {error:#}");
    IS_MISSING.store(true, Ordering::Relaxed);
}

/// Whether figures could not be taken.
pub fn is_missing() -> bool {
    IS_MISSING.load(Ordering::Relaxed)
}

/// In milliseconds.
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// What a step took, and what came of it.
pub fn timed<T>(step: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    let done = black_box(step());
    (done, started.elapsed())
}

/// The median of many times; the first run only warms up.
pub fn median<T>(runs: usize, mut step: impl FnMut() -> T) -> Duration {
    timed(&mut step);
    middle((0..runs).map(|_| timed(&mut step).1).collect())
}

/// The one in the middle.
pub fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
