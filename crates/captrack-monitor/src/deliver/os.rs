//! The desktop's notifications: one a main, replaced in place, closed when nothing critical stands.
//!
//! The outbox says *that* somebody must be told; what the notification then says is how things stand at that moment. In quiet hours
//! what may not break through waits in the outbox; when they end, one summary tells what of it still stands.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use captrack_domain::activity::{Activity, ActivityKind};
use captrack_domain::evaluate::AlertLevel;
use captrack_domain::ids::PilotId;
use captrack_domain::moment::later;
use captrack_domain::notice::{Notice, NoticeOccasion, Receiver};
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_ports::OsNotification;
use captrack_store::{DueNotice, NoticeId, StoreError};
use jiff::Timestamp;

use crate::deliver::Dispatcher;
use crate::notices::activity::{BY_ITSELF, line};
use crate::notices::named_hulls::NamedHulls;
use crate::notices::notification::{
    NotificationSubject, NotificationSummary, is_open_on_desktop, summary_notification,
};
use crate::notices::quiet::{may_pop_up, quiet_until};
use crate::state::State;

/// What stands on the desktop, by what it is about.
pub(crate) type ShownNotifications = BTreeMap<NotificationSubject, OsNotification>;
/// Notices that waited for the end of quiet hours.
pub(crate) type HeldNotices = BTreeSet<NoticeId>;

/// News of more mains than this at once is one notification, which only opens the window.
const MANY: usize = 5;
/// What is due so soon after is told in the same breath, where it is news of many mains.
const AT_ONCE: Duration = Duration::from_secs(2);
/// A notification that the desktop refused is shown again after this; it doubles up to the longest.
const AGAIN: Duration = Duration::from_secs(15);
const LONGEST_AGAIN: Duration = Duration::from_secs(300);

fn again(attempts: u32) -> Duration {
    AGAIN.saturating_mul(1 << attempts.min(8)).min(LONGEST_AGAIN)
}

/// How a notice becomes a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    /// That of its main, or of its massing.
    OfItsOwn(NotificationSubject),
    /// With others in a summary.
    Together(Together),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Together {
    FirstRead,
    AfterQuiet,
    Reminder,
    Many,
}

impl Together {
    const fn summary(self) -> NotificationSummary {
        match self {
            Self::FirstRead => NotificationSummary::FirstRead,
            Self::AfterQuiet => NotificationSummary::AfterQuiet,
            Self::Reminder => NotificationSummary::Reminder,
            Self::Many => NotificationSummary::Many,
        }
    }
}

/// How a notice is told that is due; none: it waits for the end of quiet hours.
fn way(state: &State, held: &HeldNotices, id: NoticeId, notice: &Notice, now: Timestamp) -> Option<Way> {
    if !may_pop_up(state, notice.level, now) {
        return None;
    }
    // Also what waited in an earlier run of the program.
    let waited = held.contains(&id) || !may_pop_up(state, notice.level, notice.not_before);
    let is_quiet = quiet_until(state, now).is_some();
    let own = NotificationSubject::of(notice);
    if matches!(own, NotificationSubject::Massing(_)) {
        return Some(Way::OfItsOwn(own));
    }
    Some(match notice.occasion {
        NoticeOccasion::Reminder => Way::Together(Together::Reminder),
        _ if waited && !is_quiet => Way::Together(Together::AfterQuiet),
        NoticeOccasion::FirstRead => Way::Together(Together::FirstRead),
        NoticeOccasion::News | NoticeOccasion::Edit => Way::OfItsOwn(own),
    })
}

/// The notices that are told in one notification, or in none, because what they tell of is over.
struct Told {
    notices: Vec<NoticeId>,
    named: NamedHulls,
    notification: Option<OsNotification>,
    /// What it is the notification of.
    own: Option<NotificationSubject>,
    /// It stands on the desktop already, and could not be written down.
    was_shown: bool,
    refused: Option<Text>,
    /// How often the desktop has refused the oldest of them.
    attempts: u32,
}

impl Told {
    const fn is_shown(&self) -> bool {
        self.notification.is_some() || self.was_shown
    }
}

/// Notices that go the same way.
#[derive(Default)]
struct Due {
    notices: Vec<NoticeId>,
    mains: BTreeSet<PilotId>,
    named: NamedHulls,
    /// How often the desktop has refused one of them.
    attempts: u32,
    /// Something of what they tell of is there to be shown.
    is_open: bool,
}

impl Due {
    fn add(&mut self, pending: &DueNotice) {
        self.notices.push(pending.id);
        self.mains.insert(pending.notice.main);
        self.named.add(pending.notice.main, &pending.notice.hulls);
        self.attempts = self.attempts.max(pending.attempts);
    }

    fn join(&mut self, other: Self) {
        self.notices.extend(other.notices);
        self.mains.extend(other.mains);
        self.named.join(other.named);
        self.attempts = self.attempts.max(other.attempts);
        self.is_open |= other.is_open;
    }
}

/// What is news is not told again in the same breath as what still stands.
fn tell_once(ways: &mut BTreeMap<Way, Due>) {
    let news = [Together::FirstRead, Together::AfterQuiet, Together::Many].map(Way::Together);
    let news: BTreeSet<PilotId> =
        news.iter().filter_map(|way| ways.get(way)).flat_map(|due| due.mains.clone()).collect();
    if let Some(reminder) = ways.get_mut(&Way::Together(Together::Reminder)) {
        reminder.mains.retain(|main| !news.contains(main));
    }
}

/// News of many mains at once is told together.
fn tell_many_together(ways: &mut BTreeMap<Way, Due>) {
    let is_news = |(way, due): (&Way, &Due)| {
        (matches!(way, Way::OfItsOwn(NotificationSubject::Main(_))) && due.is_open).then_some(*way)
    };
    let of_mains: Vec<Way> = ways.iter().filter_map(is_news).collect();
    if of_mains.len() <= MANY {
        return;
    }
    let mut together = Due::default();
    for due in of_mains.iter().filter_map(|way| ways.remove(way)) {
        together.join(due);
    }
    ways.insert(Way::Together(Together::Many), together);
}

/// Of how many mains there is news.
fn mains_with_news(pending: &[DueNotice]) -> usize {
    let news = pending.iter().filter(|pending| pending.notice.occasion == NoticeOccasion::News);
    news.map(|pending| pending.notice.main).collect::<BTreeSet<_>>().len()
}

impl Dispatcher<'_> {
    /// Shows what is due. Rows are marked after the desktop has taken the notification.
    pub async fn drain_os(&self, now: Timestamp) -> Result<(), StoreError> {
        if self.ports.notifier.is_none() {
            return Ok(());
        }
        let mut pending = self.store.pending(Receiver::Os, now).await?;
        self.join_refused(&mut pending, now).await?;
        if pending.is_empty() {
            return Ok(());
        }
        let with_the_next = self.store.pending(Receiver::Os, later(now, AT_ONCE)).await?;
        if mains_with_news(&with_the_next) > MANY {
            pending.retain(|one| one.attempts > 0 && with_the_next.iter().all(|next| next.id != one.id));
            pending.extend(with_the_next);
        }
        self.join_waiting(&mut pending, now).await?;
        let mut all = self.what_to_tell(&pending, now).await;
        for told in &mut all {
            let Some(notification) = told.notification.clone() else { continue };
            match self.show_on_desktop(notification.clone()).await {
                Ok(()) => {
                    // Where that cannot be written it is not shown again for it.
                    self.memory.shown_unwritten.lock().extend(&told.notices);
                    if let Some(own) = told.own {
                        self.memory.shown.lock().await.insert(own, notification);
                    }
                }
                Err(error) => told.refused = Some(Text::said(error.to_string())),
            }
        }
        let written = self.write_shown(&all).await;
        self.note_store_of_sent(written.as_ref().err().map(StoreError::text));
        written?;
        self.memory.shown_unwritten.lock().clear();
        let settled = all.iter().filter(|told| told.refused.is_none()).flat_map(|told| &told.notices);
        let mut held = self.memory.held.lock();
        for notice in settled {
            held.remove(notice);
        }
        Ok(())
    }

    /// Notes what the desktop has shown, and what it has refused.
    async fn write_shown(&self, all: &[Told]) -> Result<(), StoreError> {
        // The state is held, so that nobody is forgotten while a name is written down.
        let state = self.lock().await;
        let mut tx = self.store.begin().await?;
        for told in all {
            for notice in &told.notices {
                match &told.refused {
                    None => tx.mark_delivered(*notice, self.now()).await?,
                    Some(why) => tx.retry_later(*notice, later(self.now(), again(told.attempts)), why).await?,
                }
            }
        }
        let accepted = all.iter().filter(|told| told.is_shown() && told.refused.is_none());
        let tell = |told: &Told| {
            let named = Some(told.named.text(&state).into());
            line(self.now(), BY_ITSELF, ActivityKind::NoticeSent, text!("activity-desktop"), None, named)
        };
        let lines: Vec<Activity> = accepted.map(tell).collect();
        tx.append_activity(&lines).await?;
        tx.commit().await
    }

    /// Shows what the desktop has refused, if something else that was shown since has found out that it takes notifications again.
    pub(crate) async fn show_refused(&self, now: Timestamp) -> Result<(), StoreError> {
        if self.is_desktop_back() { self.drain_os(now).await } else { Ok(()) }
    }

    /// Once the desktop takes notifications again, what it has refused waits no longer.
    async fn join_refused(&self, pending: &mut Vec<DueNotice>, now: Timestamp) -> Result<(), StoreError> {
        if !self.note_desktop_back() {
            return Ok(());
        }
        let due: BTreeSet<NoticeId> = pending.iter().map(|pending| pending.id).collect();
        let mut waiting = self.store.pending(Receiver::Os, later(now, LONGEST_AGAIN * 2)).await?;
        waiting.retain(|one| one.attempts > 0 && !due.contains(&one.id));
        pending.extend(waiting);
        Ok(())
    }

    /// A main's notification says all that stands: what else waits of that main, or was refused by the desktop before, is told with what is due,
    /// and not once more after it.
    async fn join_waiting(&self, pending: &mut Vec<DueNotice>, now: Timestamp) -> Result<(), StoreError> {
        let due: BTreeSet<NoticeId> = pending.iter().map(|pending| pending.id).collect();
        let is_news =
            |pending: &&DueNotice| matches!(pending.notice.occasion, NoticeOccasion::News | NoticeOccasion::Edit);
        let subject = |pending: &DueNotice| NotificationSubject::of(&pending.notice);
        let with_news: BTreeSet<NotificationSubject> = pending.iter().filter(is_news).map(subject).collect();
        let all: BTreeSet<NotificationSubject> = pending.iter().map(subject).collect();
        let mut waiting = self.store.pending(Receiver::Os, later(now, LONGEST_AGAIN * 2)).await?;
        waiting.retain(|one| {
            let was_refused = one.attempts > 0 && all.contains(&subject(one));
            let is_told_with_it = is_news(&one) && with_news.contains(&subject(one));
            !due.contains(&one.id) && (was_refused || is_told_with_it)
        });
        pending.extend(waiting);
        Ok(())
    }

    /// What the notices that are due become; those that wait for the end of quiet hours are left out and remembered.
    async fn what_to_tell(&self, pending: &[DueNotice], now: Timestamp) -> Vec<Told> {
        let state = self.lock().await;
        let mut held = self.memory.held.lock();
        let unwritten = self.memory.shown_unwritten.lock();
        let mut ways: BTreeMap<Way, Due> = BTreeMap::new();
        let mut shown = Due::default();
        for pending in pending {
            if unwritten.contains(&pending.id) {
                shown.add(pending);
                continue;
            }
            let Some(way) = way(&state, &held, pending.id, &pending.notice, now) else {
                held.insert(pending.id);
                continue;
            };
            let due = ways.entry(way).or_default();
            due.add(pending);
            due.is_open |= is_open_on_desktop(&state, &pending.notice);
        }
        tell_many_together(&mut ways);
        tell_once(&mut ways);
        let told = ways.into_iter().map(|(way, due)| {
            let (own, notification) = match way {
                // What else stands of it was told before: nothing to draw attention to.
                Way::OfItsOwn(_) if !due.is_open => (None, None),
                Way::OfItsOwn(own) => (Some(own), own.notification(&state, true, now)),
                Way::Together(together) => (None, summary_notification(&state, together.summary(), &due.mains)),
            };
            let Due { notices, named, attempts, .. } = due;
            Told { notices, named, notification, own, was_shown: false, refused: None, attempts }
        });
        let Due { notices, named, attempts, .. } = shown;
        let was_shown = !notices.is_empty();
        let shown = Told { notices, named, notification: None, own: None, was_shown, refused: None, attempts };
        told.chain([shown]).collect()
    }

    /// Brings what stands on the desktop up to date: closes what no longer alerts, replaces what changed, silently. In quiet hours
    /// nothing is replaced that may not break through: some desktops show it anew.
    pub async fn reconcile_os(&self) {
        if self.ports.notifier.is_none() {
            return;
        }
        let mut shown = self.memory.shown.lock().await;
        let all: Vec<NotificationSubject> = shown.keys().copied().collect();
        for own in all {
            let (wanted, may_replace) = {
                let state = self.lock().await;
                (own.notification(&state, false, self.now()), may_pop_up(&state, AlertLevel::Critical, self.now()))
            };
            let outcome = match wanted {
                None => {
                    shown.remove(&own);
                    self.close_on_desktop(&own.tag()).await
                }
                Some(wanted) if may_replace && shown.get(&own).is_some_and(|standing| differs(standing, &wanted)) => {
                    shown.insert(own, wanted.clone());
                    self.show_on_desktop(wanted).await
                }
                Some(_) => Ok(()),
            };
            if let Err(error) = outcome {
                tracing::warn!(%error, "a notification could not be brought up to date");
            }
        }
    }

    /// The user dismissed a notification: it is not brought back by a mere change of its text.
    pub async fn notification_dismissed(&self, main: PilotId) {
        self.memory.shown.lock().await.remove(&NotificationSubject::Main(main));
    }

    /// When the desktop is to be told something; may have passed already. None: nothing waits, or there is no desktop.
    pub(crate) async fn next_for_desktop(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        if self.ports.notifier.is_none() {
            return Ok(None);
        }
        let Some(next) = self.store.next_due(Receiver::Os).await? else { return Ok(None) };
        let Some(quiet_ends) = quiet_until(&*self.lock().await, now) else { return Ok(Some(next)) };
        // Those that wait for the end of quiet hours are overdue all the time: look at the others one by one.
        let pending = self.store.pending(Receiver::Os, quiet_ends).await?;
        let state = self.lock().await;
        let breaking = pending.iter().filter(|pending| may_pop_up(&state, pending.notice.level, now));
        let due = breaking.map(|pending| {
            let tried = pending.attempts > 0;
            if tried { later(now, AGAIN) } else { pending.notice.not_before }
        });
        Ok(due.chain([quiet_ends]).min())
    }
}

fn differs(standing: &OsNotification, wanted: &OsNotification) -> bool {
    (&standing.title, &standing.body, &standing.pilots) != (&wanted.title, &wanted.body, &wanted.pilots)
}
