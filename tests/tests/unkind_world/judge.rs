//! The judge: compares what the program shows and says with what was so and could be known. It knows none of the program's rules but the
//! limits of the design: by when a fact must be known, by when it must be told, from when on it must be said that nobody sees it.

use std::collections::{BTreeMap, BTreeSet};

use captrack_contract::{HullView, Snapshot};
use captrack_domain::class::HullClass;
use captrack_domain::evaluate::Level;
use captrack_ports::OsNotification;
use captrack_sim::DiscordMessage;

use crate::cast::{Cast, system_name};
use crate::figures::Figures;
use crate::readings::{Claim, in_message, in_notification};
use crate::seen::{Receiver, Seen};
use crate::stage::Says;
use crate::truth::{SQUADRON, Source, Subject, Truth};

const MINUTE: i64 = 60;
const HOUR: i64 = 3600;

/// What EVE tells of a flown ship is known within this: the longest wait after a failure, a round, some steps.
const KNOWN_FLOWN: i64 = 15 * MINUTE;
/// Of a stored one: a list of an hour ago, an hour until the next one, half an hour after a failure.
const KNOWN_STORED: i64 = 185 * MINUTE;
/// That one is gone takes two lists.
const KNOWN_GONE: i64 = 8 * HOUR;
/// What is known is told within this.
const TOLD: [(Receiver, i64); 2] = [(Receiver::Desktop, 10 * MINUTE), (Receiver::Discord, 20 * MINUTE)];
/// Out of sight: the design's times, and a step.
const BLIND_FLOWN: i64 = 30 * MINUTE + 4 * MINUTE;
const BLIND_STORED: i64 = 180 * MINUTE + 4 * MINUTE;
/// What AllianceAuth lists, when it has read ten minutes ago; and how long it may be silent.
const KNOWN_LISTED: i64 = 30 * MINUTE;
const BLIND_LISTED: i64 = 75 * MINUTE;
/// What waits for so long has to be said to be waiting.
const WAITS: i64 = 35 * MINUTE;
/// A fleet's alert takes a quarter of an hour to fade, while the program runs.
const FADES: i64 = 15 * MINUTE;
/// It continues its message if it is back within the hour.
const CONTINUES: i64 = 65 * MINUTE;

/// What has come of a step of the program.
#[derive(Clone, Copy)]
pub struct Outcome<'a> {
    pub snapshot: &'a Snapshot,
    pub says: &'a Says,
    /// The disk took nothing of it.
    pub nothing_kept: bool,
}

/// What a receiver was told last of a subject: when, the system, and whether an edit of an older message said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct LastNotice {
    at: i64,
    system: Option<i64>,
    by_edit: bool,
}

/// What the program believes of a subject, and has told of it.
#[derive(Debug, Clone, Default)]
struct Belief {
    /// Since when it shows it as alerting.
    shown_since: Option<i64>,
    ended_at: Option<i64>,
    /// To whom it was told.
    told: BTreeMap<Receiver, LastNotice>,
}

/// A time in which a subject alerts, in truth.
#[derive(Debug, Clone)]
struct Episode {
    since: i64,
    /// From then on the program has to know.
    known_at: Option<i64>,
    told: BTreeMap<Receiver, bool>,
    missed: bool,
    due: bool,
}

#[derive(Default)]
pub struct Judge {
    pub truth: Truth,
    pub seen: Seen,
    pub figures: Figures,
    beliefs: BTreeMap<i64, Belief>,
    episodes: BTreeMap<i64, Episode>,
    /// Nothing older than this is what the program knows.
    certain: BTreeMap<i64, i64>,
    /// What shows wrongly now.
    wrong: BTreeMap<i64, bool>,
    green: bool,
    heard: usize,
    read: BTreeMap<String, (usize, Vec<(i64, Claim)>)>,
    /// Where ships were said to be, in new notices: ship, system.
    said: BTreeSet<(i64, i64)>,
    said_to_refuse: bool,
    /// The last step kept nothing, and did not say so.
    was_lost_in_silence: bool,
}

impl Judge {
    /// How it stands after a step of so many seconds.
    pub fn judge(&mut self, at: i64, lasted: i64, stepped: Outcome<'_>, cast: &Cast) {
        let Outcome { snapshot, says, nothing_kept } = stepped;
        let subjects: Vec<i64> = self.truth.subjects.keys().copied().collect();
        let mut blind: Vec<String> = Vec::new();
        for number in subjects {
            let subject = self.truth.subjects[&number].clone();
            let shows = shows(snapshot, number, cast);
            self.note_certainty(at, number, &subject);
            self.note_belief(at, number, shows, says);
            self.compare(at, number, &subject, shows);
            self.follow(at, number, &subject, shows);
            blind.extend(self.is_blind(at, &subject, says));
            blind.extend(self.is_mute(at, number, &subject, says));
        }
        // What one step could not keep may have been kept with the next thing that somebody decided.
        let is_lost_in_silence = nothing_kept && !says.not_saved;
        if std::mem::replace(&mut self.was_lost_in_silence, is_lost_in_silence) && is_lost_in_silence {
            blind.push("nothing of it is kept".to_owned());
        }
        if !blind.is_empty() {
            self.figures.blind_and_green += lasted;
            if !self.green {
                self.figures.complain(at, &format!("blind and green: {}; says {:?}", blind.join(", "), says.words));
            }
        }
        self.green = !blind.is_empty();
        let refuses_in_vain = says.discord_refuses && !self.seen.may_be_refused(at);
        if refuses_in_vain && !std::mem::replace(&mut self.said_to_refuse, refuses_in_vain) {
            self.figures.false_alarms += 1;
            self.figures.complain(at, &format!("Discord does not refuse anything; says {:?}", says.words));
        }
        self.said_to_refuse = refuses_in_vain;
        let not_seen = self.truth.subjects.values().any(|subject| self.unseen(at, subject));
        let says_in_vain = says.not_seen && !not_seen && self.seen.is_calm(at);
        self.figures.said_in_vain += if says_in_vain { lasted } else { 0 };
        self.figures.blind_and_said += if not_seen && blind.is_empty() { lasted } else { 0 };
    }

    fn note_certainty(&mut self, at: i64, number: i64, subject: &Subject) {
        let source = subject.now().source;
        let limit = match subject.now() {
            gone if gone.system.is_none() && number != SQUADRON => KNOWN_GONE,
            _ => known_within(source),
        };
        let since = subject.since(|spell| spell.source == source).max(self.seen.kind_since(source));
        if at - limit >= since {
            self.certain.insert(number, at - limit);
        }
    }

    fn note_belief(&mut self, at: i64, number: i64, shows: bool, says: &Says) {
        let belief = self.beliefs.entry(number).or_default();
        if shows {
            belief.shown_since.get_or_insert(at);
            belief.ended_at = None;
            return;
        }
        belief.shown_since = None;
        if says.not_saved {
            // What is over and cannot be saved is not over yet: if it alerts again by then, its messages go on.
            return;
        }
        let ended = *belief.ended_at.get_or_insert(at);
        let closed = (ended + FADES).max(self.seen.running_since);
        if number != SQUADRON || at - closed > CONTINUES {
            belief.told.clear();
        }
    }

    /// Whether what is shown is what was so at some time since it could be known.
    fn compare(&mut self, at: i64, number: i64, subject: &Subject, shows: bool) {
        let Some(certain) = self.certain.get(&number).copied() else { return };
        // What was left in space and has vanished nobody can know.
        let vanished = subject.now().system.is_none() && subject.now().in_space;
        let was_so = subject.within(certain).any(|spell| spell.alerts == shows) || vanished && shows;
        let was_wrong = self.wrong.insert(number, !was_so).unwrap_or(false);
        if !was_so && !was_wrong {
            let what = format!("{} of {}", subject.type_name, subject.pilot_name);
            if shows {
                self.figures.false_alarms += 1;
                self.figures.complain(at, &format!("shown as alerting, and is not: {what}, {:?}", subject.now()));
            } else {
                self.figures.false_gone += 1;
                self.figures.complain(at, &format!("not shown as alerting, and is: {what}, {:?}", subject.now()));
            }
        }
    }

    /// The alert that stands in truth: is it due, and was it told?
    fn follow(&mut self, at: i64, number: i64, subject: &Subject, shows: bool) {
        let now = subject.now();
        if !now.alerts {
            self.end_episode(number);
            return;
        }
        let since = subject.since(|spell| spell.alerts);
        if self.episodes.get(&number).is_some_and(|episode| episode.since != since) {
            self.end_episode(number);
        }
        let source_since = subject.since(|spell| spell.source == now.source);
        let seen_since = since.max(source_since).max(self.seen.kind_since(now.source));
        let told = self.beliefs.get(&number).map(|belief| belief.told.clone()).unwrap_or_default();
        let deaf: Vec<i64> = TOLD.iter().map(|(receiver, _)| self.seen.hears_since(*receiver)).collect();
        let episode = self.episodes.entry(number).or_insert_with(|| Episode {
            since,
            known_at: None,
            told: BTreeMap::new(),
            missed: false,
            due: false,
        });
        for receiver in told.keys() {
            episode.told.insert(*receiver, true);
        }
        if at - seen_since >= known_within(now.source) {
            episode.known_at.get_or_insert(at);
        }
        let Some(known_at) = episode.known_at else { return };
        for ((receiver, within), deaf_until) in TOLD.iter().zip(deaf) {
            if number == SQUADRON && *receiver == Receiver::Desktop {
                continue;
            }
            let is_due = at - known_at.max(deaf_until) >= *within;
            let is_told = episode.told.contains_key(receiver);
            episode.due |= is_due || is_told;
            if is_due && !is_told && !episode.missed {
                episode.missed = true;
                let text = format!(
                    "missed on {receiver:?}: {} of {} since {since}, known by {known_at}, {now:?}, shown: {shows}",
                    subject.type_name, subject.pilot_name
                );
                self.figures.complain(at, &text);
            }
        }
    }

    fn end_episode(&mut self, number: i64) {
        let Some(episode) = self.episodes.remove(&number) else { return };
        self.figures.alerts += 1;
        self.figures.due += u64::from(episode.due);
        self.figures.missed += u64::from(episode.missed);
        self.figures.told += u64::from(!episode.told.is_empty());
    }

    /// Where ships were said to be: the history has to have it.
    pub fn said(&self) -> impl Iterator<Item = (i64, i64)> {
        self.said.iter().copied().filter(|(number, _)| *number != SQUADRON)
    }

    /// A ship was said to be where its history has never had it.
    pub fn note_missing_history(&mut self, at: i64, number: i64, system: i64) {
        let Some(subject) = self.truth.subjects.get(&number) else { return };
        self.figures.not_in_history += 1;
        let text = format!(
            "not in the history: {} of {} in {}, which was told",
            subject.type_name,
            subject.pilot_name,
            system_name(system)
        );
        self.figures.complain(at, &text);
    }

    /// When everything is over.
    pub fn close(&mut self) {
        for number in self.episodes.keys().copied().collect::<Vec<_>>() {
            self.end_episode(number);
        }
    }

    /// The program cannot have seen it lately.
    fn unseen(&self, at: i64, subject: &Subject) -> bool {
        let now = subject.now();
        let source_since = subject.since(|spell| spell.source == now.source);
        // A ship that nobody has seen being boarded is stored, as far as anybody can know.
        let source = match now.source {
            Source::Flown(pilot) if !self.seen.saw_boarding(pilot, source_since) => Source::Stored(pilot),
            source => source,
        };
        let limit = match source {
            Source::Flown(_) => BLIND_FLOWN,
            // What is left in space no list has to name.
            Source::Stored(_) if now.in_space && source == now.source => return false,
            Source::Stored(_) => BLIND_STORED,
            Source::Listed(_) => BLIND_LISTED,
        };
        let counts_from = source_since.max(subject.since(|spell| spell.alerts));
        now.alerts && at - counts_from >= limit && self.seen.unanswered(source, at) >= limit
    }

    fn is_blind(&self, at: i64, subject: &Subject, says: &Says) -> Option<String> {
        let is_blind = self.unseen(at, subject) && !says.not_seen;
        is_blind.then(|| format!("{} of {} not seen, {:?}", subject.type_name, subject.pilot_name, subject.now()))
    }

    /// What is shown as alerting waits to be told, and nobody says that it does.
    fn is_mute(&self, at: i64, number: i64, subject: &Subject, says: &Says) -> Option<String> {
        let belief = self.beliefs.get(&number)?;
        let waits = at - belief.shown_since?.max(self.seen.running_since);
        let is_mute = TOLD.iter().any(|(receiver, within)| {
            let is_for_it = number != SQUADRON || *receiver == Receiver::Discord;
            let may_wait = self.seen.has_just_begun_to_hear(*receiver, at, *within);
            is_for_it && !belief.told.contains_key(receiver) && !may_wait
        });
        let is_said = says.not_sent || says.crashed && at < self.seen.crashes_until;
        (waits >= WAITS && is_mute && !is_said)
            .then(|| format!("{} of {} not sent to all of {:?}", subject.type_name, subject.pilot_name, belief.told))
    }

    /// What the desktop has shown since the last step.
    pub fn hear(&mut self, at: i64, raised: &[OsNotification]) {
        let new = &raised[self.heard.min(raised.len())..];
        self.heard = raised.len();
        if !new.is_empty() {
            self.seen.note_heard(Receiver::Desktop, at);
        }
        for notification in new {
            if !notification.tag.starts_with("main/") {
                continue;
            }
            if is_told() {
                println!("{at}: {notification:?}");
            }
            let claims: Vec<(i64, Claim)> = self
                .truth
                .subjects
                .iter()
                .filter_map(|(number, subject)| Some((*number, in_notification(&notification.body, subject)?)))
                .collect();
            self.take(at, Receiver::Desktop, &claims, at, &notification.body);
        }
    }

    /// What Discord was told since the last step, as new messages or as edits. A message that is edited says nothing that a new one would have
    /// to be silent about, so that the new ones come first.
    pub fn read(&mut self, at: i64, messages: &[DiscordMessage]) {
        let (new, known): (Vec<_>, Vec<_>) = messages.iter().partition(|message| !self.read.contains_key(&message.id));
        for message in new {
            let claims = self.claims(message);
            self.read.insert(message.id.clone(), (message.edits.len(), claims.clone()));
            self.figures.messages += 1;
            self.take(at, Receiver::Discord, &claims, at, &message.text());
        }
        for message in known {
            let read = self.read.get(&message.id).filter(|(edits, _)| *edits != message.edits.len());
            let Some(before) = read.map(|(_, claims)| claims.clone()) else { continue };
            let (claims, text) = (self.claims(message), message.text());
            if is_told() {
                println!("{at}: edited: {text}\n  {claims:?}");
            }
            self.read.insert(message.id.clone(), (message.edits.len(), claims.clone()));
            let posted = at - 12 * HOUR;
            for (number, claim) in claims.into_iter().filter(|claim| !before.contains(claim)) {
                self.weigh(at, number, claim, posted, &text);
                if claim.again && !claim.over {
                    let told = LastNotice { at, system: claim.system, by_edit: true };
                    self.beliefs.entry(number).or_default().told.insert(Receiver::Discord, told);
                }
            }
        }
    }

    /// What a message says of each subject.
    fn claims(&self, message: &DiscordMessage) -> Vec<(i64, Claim)> {
        let of = |(number, subject): (&i64, &Subject)| {
            let number = *number;
            in_message(message, subject).into_iter().map(move |claim| (number, claim))
        };
        self.truth.subjects.iter().flat_map(of).collect()
    }

    /// A new notice: is it true, and is any of it new?
    fn take(&mut self, at: i64, receiver: Receiver, claims: &[(i64, Claim)], since: i64, text: &str) {
        if is_told() {
            println!("{at}: {receiver:?} is told: {text}\n  {claims:?}");
        }
        let (mut anything_new, mut may_repeat) = (claims.is_empty(), false);
        for (number, claim) in claims {
            self.weigh(at, *number, *claim, since, text);
            if claim.over {
                anything_new = true;
                continue;
            }
            if let Some(system) = claim.system.filter(|_| !self.seen.is_unsure(receiver, at)) {
                self.said.insert((*number, system));
            }
            let told = &mut self.beliefs.entry(*number).or_default().told;
            let before = told.insert(receiver, LastNotice { at, system: claim.system, by_edit: false });
            // An edit draws nobody's attention: the first message that says the same repeats nothing. And a ship that was elsewhere
            // meanwhile has come back.
            let is_repeated = before.is_some_and(|before| {
                let stayed = |subject: &Subject| subject.within(before.at).all(|spell| spell.system == claim.system);
                let is_named = *number != SQUADRON && claim.system.is_some();
                let stayed = !is_named || self.truth.subjects.get(number).is_some_and(stayed);
                before.system == claim.system && !before.by_edit && stayed
            });
            anything_new |= claim.again || !is_repeated;
            may_repeat |= before.is_some_and(|before| self.seen.may_repeat(receiver, at, before.at));
        }
        if !anything_new {
            self.figures.repeated += 1;
        }
        if !anything_new && !may_repeat {
            self.figures.twice += 1;
            self.figures.complain(at, &format!("told twice on {receiver:?}: {text}"));
        }
    }

    /// Whether what is claimed was so at some time since it could be known. An edit may tell of what was over long ago.
    fn weigh(&mut self, at: i64, number: i64, claim: Claim, since: i64, text: &str) {
        let Some(certain) = self.certain.get(&number).copied() else { return };
        let Some(subject) = self.truth.subjects.get(&number) else { return };
        // What says itself when it was seen has to be true of that time: a minute is what EVE's caches and clocks make of it.
        let from = if claim.over { certain.min(since) } else { certain.min(claim.seen.unwrap_or(certain) - MINUTE) };
        let is_named = |system: Option<i64>| number == SQUADRON || claim.system.is_none() || system == claim.system;
        let was_so = subject
            .within(from)
            .any(|spell| if claim.over { !spell.alerts } else { spell.alerts && is_named(spell.system) });
        if was_so {
            return;
        }
        let alerted = subject.within(from).any(|spell| spell.alerts);
        if claim.over {
            self.figures.false_gone += 1;
        } else if alerted {
            self.figures.false_moved += 1;
        } else {
            self.figures.false_alarms += 1;
        }
        let system = claim.system.map_or("", system_name);
        let now = subject.now();
        self.figures.complain(at, &format!("not true (over: {}, {system}; it is {now:?}): {text}", claim.over));
    }
}

/// Whether whoever looks for a fault wants to read all of it.
pub fn is_told() -> bool {
    std::env::var_os("CAPTRACK_UNKIND_WORLD_TOLD").is_some()
}

const fn known_within(source: Source) -> i64 {
    match source {
        Source::Flown(_) => KNOWN_FLOWN,
        Source::Stored(_) => KNOWN_STORED,
        Source::Listed(_) => KNOWN_LISTED,
    }
}

/// Whether the window shows it as alerting.
fn shows(snapshot: &Snapshot, number: i64, cast: &Cast) -> bool {
    let hulls = snapshot.mains.iter().flat_map(|main| &main.hulls);
    if number == SQUADRON {
        let mut of_squadron = hulls.filter(|hull| {
            hull.class == HullClass::Dreadnought && hull.pilot_id.0 == cast.squadron && hull.level == Level::Alerting
        });
        return of_squadron.next().is_some();
    }
    // AllianceAuth has no number for a ship that is flown in space.
    let listed =
        |hull: &HullView| hull.pilot_id.0 == cast.listed() && hull.item_id.is_none() && cast.is_of_listed(number);
    let mut this = hulls.filter(|hull| listed(hull) || hull.item_id.is_some_and(|item| item.0 == number));
    this.any(|hull| hull.level == Level::Critical)
}
