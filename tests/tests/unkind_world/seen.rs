//! What could have been known and told: by when each source answered last, and since when nothing has stood in its way.

use std::collections::BTreeMap;

use captrack_sim::{RequestRecord, Service};

use crate::cast::Cast;
use crate::span::{Span, is_daily_downtime};
use crate::trouble::Trouble;
use crate::truth::Source;

/// What of a pilot EVE was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Ship,
    Location,
    Assets,
}

/// Where a text is to arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Receiver {
    Desktop,
    Discord,
}

/// What crashed is tried again within this.
const SAID_LATE: i64 = 15 * 60;
/// After a kill or a failed write something may come once more within this.
const REPEATS: i64 = 30 * 60;
/// Who was refused is asked again after a wait that is longer than this.
const REFUSED: i64 = 30 * 60;
/// After this nothing has to be said any more.
const CALM: i64 = 3600;
/// It is said so long after its end that Discord refuses what is sent: it is asked hourly, and perhaps something else is in the way then.
const STILL_REFUSED: i64 = 3 * 3600;
/// What Discord does not take is named again after ten minutes, and a step.
const SET_ASIDE: i64 = 14 * 60;
/// What was noted a moment ago holds now.
const STEP: i64 = 10;

#[derive(Default)]
pub struct Seen {
    /// When an answer came last that was one.
    good: BTreeMap<(i64, What), i64>,
    /// Until when (whereabouts, assets) of a pilot cannot be counted on.
    hidden: BTreeMap<i64, (i64, i64)>,
    /// When AllianceAuth answered last with an answer that was one, and until when that cannot be counted on.
    listed_good: i64,
    listed_hidden: i64,
    /// The same of receivers.
    deaf: BTreeMap<Receiver, i64>,
    /// Since when the program has run.
    pub running_since: i64,
    /// Until when something waits that was refused, and how long such a wait is.
    refused: (i64, i64),
    /// Until when a notice may come twice: it was sent, and nobody could keep that. The time stands still while the receiver hears nothing.
    repeats_until: BTreeMap<Receiver, i64>,
    /// The times in which what was sent may not have been kept as sent.
    unsure: BTreeMap<Receiver, Vec<(i64, i64)>>,
    /// Until when it may be said that Discord refuses what is sent.
    discord_refuses_until: i64,
    /// Until when something may wait that Discord did not take, without a word: it has taken everything else since.
    set_aside_until: i64,
    /// When each receiver took something first since it can again.
    heard_first: BTreeMap<Receiver, i64>,
    /// When this was noted last.
    noted_at: i64,
    /// Until when a crash may be why nothing was sent.
    pub crashes_until: i64,
}

impl Seen {
    /// What was asked since the last step.
    pub fn note_answers(&mut self, at: i64, asked: &[RequestRecord], holding: &[Span]) {
        let mut answers: BTreeMap<(i64, What), bool> = BTreeMap::new();
        for record in asked.iter().filter(|record| record.service == Service::Esi) {
            let Some((pilot, what)) = subject(&record.path) else { continue };
            // Where nobody says how many pages there are, one too many is asked for.
            let is_one_too_many = record.status == 404 && record.path.contains("?page=");
            let guesses = |span: &Span| span.trouble == Trouble::EsiWithoutPages;
            if is_one_too_many && holding.iter().any(guesses) {
                continue;
            }
            let broken = |span: &Span| {
                let breaks = span.trouble.breaks_bodies();
                let is_broken = if what == What::Assets { breaks.assets } else { breaks.whereabouts };
                is_broken && span.pilot.is_none_or(|one| one == pilot)
            };
            let is_old = holding.iter().any(|span| span.trouble.is_of_old());
            let is_good = record.status == 304 && !is_old || record.status == 200 && !holding.iter().any(broken);
            *answers.entry((pilot, what)).or_insert(true) &= is_good;
        }
        let breaks = holding.iter().any(|span| span.trouble.hides().listed);
        if asked.iter().filter(|record| is_of_roster(record)).any(|record| matches!(record.status, 200 | 304))
            && !breaks
        {
            self.listed_good = at;
        }
        self.good.extend(answers.into_iter().filter(|(_, is_good)| *is_good).map(|(about, _)| (about, at)));
    }

    /// What stands in the way now, or has just begun or ended.
    pub fn note_troubles(&mut self, at: i64, holding: &[Span], turned: &[Trouble], cast: &Cast) {
        if is_daily_downtime(at) {
            self.hide(None, at, (true, true), cast);
        }
        for span in holding {
            let (hides, until) = (span.trouble.hides(), at + seconds(span.trouble));
            self.hide(span.pilot, until, (hides.whereabouts, hides.assets), cast);
            if hides.listed {
                self.listed_hidden = self.listed_hidden.max(until);
            }
            for (receiver, deaf) in [(Receiver::Desktop, hides.desktop), (Receiver::Discord, hides.discord)] {
                if deaf {
                    self.deafen(receiver, until);
                }
            }
            self.crashes_until = if span.trouble.panics() { at + SAID_LATE } else { self.crashes_until };
        }
        let may_repeat = holding.iter().any(|span| span.trouble.may_repeat());
        for receiver in [Receiver::Desktop, Receiver::Discord] {
            let is_deaf = self.hears_since(receiver) >= at;
            let until = self.repeats_until.entry(receiver).or_default();
            if may_repeat {
                *until = at + REPEATS;
            } else if is_deaf && *until > self.noted_at {
                *until += at - self.noted_at;
            }
        }
        for receiver in [Receiver::Desktop, Receiver::Discord] {
            if holding.iter().any(|span| span.trouble.leaves_unsure(receiver)) {
                self.unsure.entry(receiver).or_default().push((self.noted_at - STEP, at + STEP));
            }
        }
        if holding.iter().any(|span| span.trouble.is_discords_refusal()) {
            self.discord_refuses_until = at + STILL_REFUSED;
        }
        if holding.iter().any(|span| span.trouble == Trouble::DiscordUnknownRefusal) {
            self.set_aside_until = at + SET_ASIDE;
        }
        self.noted_at = at;
        let refusals = holding.iter().map(|span| seconds(span.trouble)).filter(|wait| *wait >= REFUSED);
        if let Some(wait) = refusals.max() {
            self.refused = (at + wait, wait);
        }
        for trouble in turned.iter().filter(|trouble| trouble.turns_clock().is_some()) {
            // What waits to be asked again after a refusal waits once more by another clock.
            let (refused_until, wait) = self.refused;
            let until = at + if at < refused_until { wait } else { seconds(*trouble) };
            self.hide(None, until, (true, true), cast);
            self.listed_hidden = self.listed_hidden.max(until);
            self.deafen(Receiver::Desktop, until);
            self.deafen(Receiver::Discord, until);
        }
    }

    fn hide(&mut self, pilot: Option<i64>, until: i64, (whereabouts, assets): (bool, bool), cast: &Cast) {
        for known in cast.pilots.iter().filter(|known| pilot.is_none_or(|one| one == known.id)) {
            let hidden = self.hidden.entry(known.id).or_default();
            if whereabouts {
                hidden.0 = hidden.0.max(until);
            }
            if assets {
                hidden.1 = hidden.1.max(until);
            }
        }
    }

    fn deafen(&mut self, receiver: Receiver, until: i64) {
        let deaf = self.deaf.entry(receiver).or_default();
        *deaf = until.max(*deaf);
    }

    /// Since when nothing has stood in the way of a source, and the program has run and been awake.
    pub fn kind_since(&self, source: Source) -> i64 {
        let hidden = |pilot: &i64| self.hidden.get(pilot).copied().unwrap_or_default();
        let shown = match source {
            Source::Flown(pilot) => hidden(&pilot).0,
            Source::Stored(owner) => hidden(&owner).1,
            Source::Listed(_) => self.listed_hidden,
        };
        shown.max(self.running_since)
    }

    /// The same of a receiver.
    pub fn hears_since(&self, receiver: Receiver) -> i64 {
        self.deaf.get(&receiver).copied().unwrap_or_default()
    }

    /// Whether a notice may come to a receiver once more that has come to it before: it may not have been kept that it had.
    pub fn may_repeat(&self, receiver: Receiver, at: i64, before: i64) -> bool {
        let was_unsure = self
            .unsure
            .get(&receiver)
            .is_some_and(|times| times.iter().any(|(from, until)| (*from..=*until).contains(&before)));
        was_unsure && self.repeats_until.get(&receiver).is_some_and(|until| at <= *until)
    }

    /// Whether it may not be kept now that something was sent.
    pub fn is_unsure(&self, receiver: Receiver, at: i64) -> bool {
        self.unsure.get(&receiver).is_some_and(|times| times.last().is_some_and(|(_, until)| at <= *until))
    }

    /// Whether a receiver has begun to hear again, so lately that what waits need not have come yet. What it has refused comes with the first that it
    /// takes.
    pub fn has_just_begun_to_hear(&self, receiver: Receiver, at: i64, within: i64) -> bool {
        if receiver == Receiver::Discord && at <= self.set_aside_until {
            return true;
        }
        let hears_since = self.hears_since(receiver);
        let has_heard = self.heard_first.get(&receiver).is_some_and(|first| (hears_since..at).contains(first));
        (STEP..within).contains(&(at - hears_since)) && !has_heard
    }

    /// A receiver has taken something.
    pub fn note_heard(&mut self, receiver: Receiver, at: i64) {
        let hears_since = self.hears_since(receiver);
        let first = self.heard_first.entry(receiver).or_insert(at);
        if *first < hears_since {
            *first = at;
        }
    }

    /// Whether it may be said that Discord refuses what is sent: it has, not long ago.
    pub fn may_be_refused(&self, at: i64) -> bool {
        at <= self.discord_refuses_until
    }

    /// Whether anybody can have seen that a pilot boarded a ship at that time.
    pub fn saw_boarding(&self, pilot: i64, boarded: i64) -> bool {
        self.good.get(&(pilot, What::Ship)).is_some_and(|last| *last >= boarded)
    }

    /// Whether nothing has hidden anything for an hour.
    pub fn is_calm(&self, at: i64) -> bool {
        let hidden = self.hidden.values().flat_map(|(flown, stored)| [*flown, *stored]);
        hidden.chain([self.listed_hidden]).all(|until| at - until > CALM)
    }

    /// For how many seconds a source has not answered while the program ran, but for the daily downtime.
    pub fn unanswered(&self, source: Source, at: i64) -> i64 {
        let last = |pilot: i64, what: What| self.good.get(&(pilot, what)).copied().unwrap_or(0);
        let last = match source {
            Source::Flown(pilot) => last(pilot, What::Ship).min(last(pilot, What::Location)),
            Source::Stored(owner) => last(owner, What::Assets),
            // It has no downtime.
            Source::Listed(_) => return at - self.listed_good.max(self.running_since),
        };
        let since = last.max(self.running_since);
        let downtime = (since..at).step_by(60).filter(|second| is_daily_downtime(*second)).count();
        at - since - 60 * i64::try_from(downtime).unwrap()
    }
}

/// Whether AllianceAuth was asked for everybody's ships.
pub fn is_of_roster(record: &RequestRecord) -> bool {
    record.service == Service::Auth && record.path.contains("capitals")
}

fn seconds(trouble: Trouble) -> i64 {
    i64::try_from(trouble.recovers_in().as_secs()).unwrap()
}

/// `/characters/2112000001/ship`
fn subject(path: &str) -> Option<(i64, What)> {
    let path = path.split('?').next()?;
    let mut parts = path.strip_prefix("/characters/")?.trim_end_matches('/').split('/');
    let pilot = parts.next()?.parse().ok()?;
    let what = match (parts.next()?, parts.next()) {
        ("ship", None) => What::Ship,
        ("location", None) => What::Location,
        ("assets", None) => What::Assets,
        _ => return None,
    };
    Some((pilot, what))
}
