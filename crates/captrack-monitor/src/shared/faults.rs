//! What crashed lately, and what does not work at all.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use futures::FutureExt;
use jiff::Timestamp;
use parking_lot::Mutex;

/// A panic is said for so long, which is longer than any pause: one that comes again and again is said all the time.
const SAID_FOR: Duration = Duration::from_secs(15 * 60);
/// Longer words of a panic may be an address or a secret, in bytes.
const LONGEST_WORD: usize = 24;
/// More of a panic's words are not kept, in characters.
const LONGEST_WORDS: usize = 200;

/// What is looked after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SupervisedPart {
    /// The loop that asks what is due and judges it.
    Polling,
    /// One question to EVE.
    EveRequest,
    /// One round of questions to AllianceAuth.
    AllianceAuthRound,
    /// The loop that sends.
    Sending,
    /// The loop that deletes old history.
    Pruning,
    /// The socket over which commands reach this process.
    LocalSocket,
    /// A command of a window, the tray, a notification or the command line.
    Command,
    /// The loop that keeps the tray icon up to date.
    Tray,
    /// The loop that tells windows what is new.
    Windows,
    /// The loop by which windows and program hear that the other lives.
    Heartbeat,
    /// What a press on a notification asks for.
    Press,
}

impl SupervisedPart {
    /// For the log and for machines.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Polling => "polling",
            Self::EveRequest => "eve_request",
            Self::AllianceAuthRound => "allianceauth_round",
            Self::Sending => "sending",
            Self::Pruning => "pruning",
            Self::LocalSocket => "local_socket",
            Self::Command => "command",
            Self::Tray => "tray",
            Self::Windows => "windows",
            Self::Heartbeat => "heartbeat",
            Self::Press => "press",
        }
    }

    /// As the subject of a sentence.
    fn subject(self) -> Text {
        match self {
            Self::Polling => text!("part-polling"),
            Self::EveRequest => text!("part-eve-request"),
            Self::AllianceAuthRound => text!("part-allianceauth-round"),
            Self::Sending => text!("part-sending"),
            Self::Pruning => text!("part-pruning"),
            Self::LocalSocket => text!("part-local-socket"),
            Self::Command => text!("part-command"),
            Self::Tray => text!("part-tray"),
            Self::Windows => text!("part-windows"),
            Self::Heartbeat => text!("part-heartbeat"),
            Self::Press => text!("part-press"),
        }
    }
}

/// Something that crashed, or does not work at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crash {
    /// What it is about.
    pub what: SupervisedPart,
    /// Since when.
    pub since: Timestamp,
    /// How often.
    pub times: u32,
    /// What it said last.
    pub last_words: String,
    /// It does not work, and is tried again; else it crashed, and went on.
    pub lasting: bool,
}

impl Crash {
    /// For a person.
    pub fn text(&self, now: Timestamp) -> Text {
        let (part, since) = (self.what.subject(), Argument::at(self.since, now));
        if self.lasting {
            let why = Argument::said(&self.last_words);
            return text!("part-does-not-work", part = part, since = since, why = why);
        }
        let why = Argument::Said(self.last_words.clone());
        text!("part-crashed", part = part, times = self.times, since = since, why = why)
    }
}

/// What crashed lately.
#[derive(Debug, Default)]
pub(crate) struct Crashes {
    known: Mutex<BTreeMap<SupervisedPart, (Crash, Instant)>>,
}

impl Crashes {
    /// Something crashed.
    pub fn crashed(&self, what: SupervisedPart, words: &str, now: Timestamp) {
        tracing::error!(what = what.name(), words, "a part of CapTrack crashed");
        let fault = Crash { what, since: now, times: 1, last_words: words.to_owned(), lasting: false };
        self.note(fault, Instant::now());
    }

    pub fn note(&self, fault: Crash, noted: Instant) {
        let mut known = self.known.lock();
        forget_old(&mut known, noted);
        let (kept, at) = known.entry(fault.what).or_insert_with(|| (Crash { times: 0, ..fault.clone() }, noted));
        (kept.times, *at) = (kept.times.saturating_add(1), noted);
        (kept.last_words, kept.lasting) = (fault.last_words, fault.lasting);
    }

    /// Waits for something. None: it crashed, which is noted.
    pub async fn caught<T>(&self, what: SupervisedPart, now: Timestamp, work: impl Future<Output = T>) -> Option<T> {
        match AssertUnwindSafe(work).catch_unwind().await {
            Ok(done) => Some(done),
            Err(panic) => {
                self.crashed(what, &panic_words(&*panic), now);
                None
            }
        }
    }

    pub fn current(&self, now: Instant) -> Vec<Crash> {
        let mut known = self.known.lock();
        forget_old(&mut known, now);
        known.values().map(|(fault, _)| fault.clone()).collect()
    }

    /// Whether anything was forgotten.
    pub fn mended(&self, what: SupervisedPart) -> bool {
        self.known.lock().remove(&what).is_some()
    }
}

fn forget_old(known: &mut BTreeMap<SupervisedPart, (Crash, Instant)>, now: Instant) {
    known.retain(|_, (fault, at)| fault.lasting || now.saturating_duration_since(*at) < SAID_FOR);
}

/// What a panic said, fit for a log: one line, cut, and without anything that could be an address or a secret.
pub fn panic_words(payload: &(dyn Any + Send)) -> String {
    let said = payload.downcast_ref::<&str>().copied();
    let said = said.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("no words");
    let words = said.split_whitespace();
    let fit = words.map(|word| if word.len() > LONGEST_WORD || word.contains("://") { "…" } else { word });
    fit.collect::<Vec<_>>().join(" ").chars().take(LONGEST_WORDS).collect()
}

#[cfg(test)]
mod tests;
