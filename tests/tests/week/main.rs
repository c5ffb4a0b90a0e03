//! Days of a world that is not kind, on the tests' clock over loopback: pilots log on, jump, dock, leave their ships; meanwhile routes are
//! switched off, sign-ins are refused, edges answer in place of servers, clocks are turned, the program dies. A judge who knows the world's
//! own history, and nothing of the program's rules, says afterwards what was missed, what was wrong, and for how long nothing was said of
//! what nobody saw.
//!
//! An ordinary run has one day. `CAPTRACK_WEEK_DAYS=7` has seven, `CAPTRACK_WEEK_SEEDS="1 2 3"` other ones.
#![allow(clippy::unwrap_used, missing_docs)]

mod cast;
mod figures;
mod judge;
mod reading;
mod run;
mod seen;
mod stage;
mod story;
mod trouble;
mod troubles;
mod truth;

fn numbers(variable: &str, otherwise: &str) -> Vec<u64> {
    let text = std::env::var(variable).unwrap_or_else(|_| otherwise.to_owned());
    text.split_whitespace().map(|number| number.parse().unwrap()).collect()
}

#[tokio::test]
async fn nothing_is_missed_and_nothing_is_blind_and_green() {
    let days = numbers("CAPTRACK_WEEK_DAYS", "1")[0];
    let mut wrong = Vec::new();
    for seed in numbers("CAPTRACK_WEEK_SEEDS", "1") {
        let figures = run::run(seed, days).await;
        println!("{figures}");
        if !figures.is_clean() {
            wrong.push(seed);
        }
    }
    assert_eq!(wrong, Vec::<u64>::new(), "the figures of these seeds are not what they have to be");
}
