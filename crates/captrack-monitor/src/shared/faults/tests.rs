use std::sync::atomic::{AtomicBool, Ordering};

use captrack_text::{Language, sentence};

use super::*;
use crate::shared::supervision::UnfinishedGuard;
use crate::test_state::at;

fn words_of(panic: impl FnOnce() + std::panic::UnwindSafe) -> String {
    panic_words(&*std::panic::catch_unwind(panic).unwrap_err())
}

#[test]
fn the_words_of_a_panic_are_one_short_line_without_what_could_be_a_secret() {
    assert_eq!(words_of(|| panic!("index 7\n is out of range")), "index 7 is out of range");
    let token = "ctc_0123456789abcdefghijklmnop";
    assert_eq!(words_of(|| panic!("no token in {token}!")), "no token in …");
    assert_eq!(words_of(|| panic!("at https://a.b/c?d, told")), "at … told");
    assert_eq!(words_of(|| panic!("{}", "a ".repeat(1000))).chars().count(), LONGEST_WORDS);
    assert_eq!(words_of(|| std::panic::panic_any(7)), "no words");
}

fn crash(what: SupervisedPart, words: &str, second: i64) -> Crash {
    Crash { what, since: at(second), times: 1, last_words: words.to_owned(), lasting: false }
}

#[test]
fn a_crash_is_said_with_its_number_until_it_has_not_come_again_for_a_while() {
    let (faults, began) = (Crashes::default(), Instant::now());
    let later = began + SAID_FOR / 2;
    faults.note(crash(SupervisedPart::Sending, "first", 0), began);
    faults.note(crash(SupervisedPart::Sending, "second", 60), later);
    faults.note(crash(SupervisedPart::Polling, "another", 60), later);
    let [polling, sending] = faults.current(later).try_into().unwrap();
    assert_eq!((polling.times, polling.since), (1, at(60)));
    assert_eq!((sending.times, sending.since, sending.last_words.as_str()), (2, at(0), "second"));
    assert_eq!(
        sentence(&sending.text(at(60)), Language::English),
        "Sending alerts has crashed 2 times since 12:00 EVE and was restarted. Report this with the log: second."
    );
    assert_eq!(faults.current(later + SAID_FOR), []);
    faults.note(crash(SupervisedPart::Sending, "third", 9000), later + SAID_FOR);
    assert_eq!(faults.current(later + SAID_FOR)[0].times, 1, "what was over is not counted");
}

#[test]
fn what_does_not_work_is_said_until_it_does() {
    let (faults, began) = (Crashes::default(), Instant::now());
    let fault = Crash { lasting: true, ..crash(SupervisedPart::LocalSocket, "the folder is not yours", 0) };
    faults.note(fault.clone(), began);
    assert_eq!(faults.current(began + SAID_FOR * 10), std::slice::from_ref(&fault));
    assert_eq!(
        sentence(&fault.text(at(60)), Language::English),
        "The connection for the command line has not worked since 12:00 EVE and is tried again automatically. The folder is not yours."
    );
    assert!(faults.mended(SupervisedPart::LocalSocket) && !faults.mended(SupervisedPart::LocalSocket));
    assert_eq!(faults.current(began), []);
}

#[test]
fn a_cycle_that_is_dropped_in_the_middle_is_noticed_and_one_that_ends_is_not() {
    let cut_off = AtomicBool::new(false);
    UnfinishedGuard::begin(&cut_off).finish();
    assert!(!cut_off.load(Ordering::Acquire));
    drop(UnfinishedGuard::begin(&cut_off));
    assert!(cut_off.load(Ordering::Acquire));
}
