//! What watch rules decide within a commit. With no rule, and nothing left of one, nothing is done.

use std::collections::BTreeSet;

use captrack_domain::alert::AlertId;
use captrack_domain::hull::HullKey;
use captrack_domain::moment::later;
use captrack_domain::notice::NoticeOccasion;
use captrack_domain::watch::{
    SpaceEpisode, WatchChanges, WatchDecideContext, WatchIndex, WatchRuleId, WatchSubject, decide,
};
use captrack_store::{StoreError, Tx};
use jiff::Timestamp;

use super::PendingChange;
use crate::judge::watch::news_of;
use crate::state::State;

/// How long a ship has been in space is written so often at most: after a kill no more than that is missing.
const SAVE_EVERY: std::time::Duration = std::time::Duration::from_secs(60);

/// What is to be written of watch rules.
#[derive(Debug, Default)]
pub(super) struct WatchDecision {
    pub changes: WatchChanges,
    /// Ships whose time in space is written again; none: they are not there any more.
    episodes: Vec<(HullKey, Option<SpaceEpisode>)>,
}

/// Before the judgement: what has just become known is news, and which rules were made or changed.
pub(super) fn prepare(state: &mut State, change: &PendingChange) -> BTreeSet<WatchRuleId> {
    if state.policy.watch.is_empty() {
        return BTreeSet::new();
    }
    if change.occasion == NoticeOccasion::News {
        let news = news_of(state, &change.absorbed.events);
        state.watch.news = Some(news);
    }
    if state.watch.index.is_of(&state.policy.watch, &state.policy.places) {
        return BTreeSet::new();
    }
    WatchIndex::new(&state.policy.watch, &state.policy.places).changed_since(&state.watch.index)
}

/// After the judgement nothing is news any more, whatever has become of it.
pub(super) fn no_longer_news(state: &mut State) {
    if state.watch.news.is_some() {
        state.watch.news = None;
    }
}

/// What the judgement changes. `withdrawn`: what was taken back from the outbox.
pub(super) fn decided(
    state: &State,
    change: &PendingChange,
    saved: &BTreeSet<WatchRuleId>,
    withdrawn: &BTreeSet<(AlertId, HullKey)>,
    now: Timestamp,
) -> WatchDecision {
    let watch = &state.watch;
    let nothing = watch.index.is_empty() && watch.alerts.is_empty() && watch.acknowledged.is_empty();
    if nothing && watch.episodes.is_empty() && watch.saved_episodes.is_empty() {
        return WatchDecision::default();
    }
    // Of a massing other ships are still to be told.
    let of_ships = withdrawn.iter().filter_map(|(alert, _)| alert.watch());
    let withdrawn = of_ships.filter(|id| matches!(id.subject, WatchSubject::Hull(_))).collect();
    let context = WatchDecideContext {
        now,
        occasion: change.occasion,
        rules: &state.policy.watch,
        saved,
        facts: &state.facts,
        introduced_now: &change.absorbed.introduced,
        withdrawn: &withdrawn,
        acknowledged: &watch.acknowledged,
    };
    let changes = decide(&watch.alerts, &watch.judgement, &context);
    WatchDecision { changes, episodes: due_episodes(state) }
}

fn due_episodes(state: &State) -> Vec<(HullKey, Option<SpaceEpisode>)> {
    let (now, saved) = (&state.watch.episodes, &state.watch.saved_episodes);
    let is_due = |(key, episode): &(&HullKey, &SpaceEpisode)| {
        saved
            .get(*key)
            .is_none_or(|saved| saved.began != episode.began || later(saved.seen_at, SAVE_EVERY) <= episode.seen_at)
    };
    let due = now.iter().filter(is_due).map(|(key, episode)| (*key, Some(*episode)));
    let over = saved.keys().filter(|key| !now.contains_key(key)).map(|key| (*key, None));
    due.chain(over).collect()
}

impl WatchDecision {
    /// Whether nothing has to be written or told.
    pub(super) fn is_empty(&self) -> bool {
        let WatchChanges { alerts, transitions, withdraw, acknowledgements_ended, until: _ } = &self.changes;
        self.episodes.is_empty()
            && alerts.is_empty()
            && transitions.is_empty()
            && withdraw.is_empty()
            && acknowledgements_ended.is_empty()
    }

    /// Puts what was decided into the state.
    pub(super) fn put(&self, state: &mut State) {
        if self.is_empty() {
            return;
        }
        let watch = &mut *state.watch;
        watch.alerts.extend(self.changes.alerts.iter().map(|alert| (alert.id, alert.clone())));
        for (id, _) in &self.changes.acknowledgements_ended {
            watch.acknowledged.remove(id);
        }
        for (key, episode) in &self.episodes {
            match episode {
                Some(episode) => drop(watch.saved_episodes.insert(*key, *episode)),
                None => drop(watch.saved_episodes.remove(key)),
            }
        }
    }

    /// Writes it. What was taken back nobody has been told of after all.
    pub(super) async fn write(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        if self.is_empty() {
            return Ok(());
        }
        let withdraw: Vec<AlertId> = self.changes.withdraw.iter().copied().map(AlertId::Watch).collect();
        let withdrawn = tx.withdraw_alerts(&withdraw).await?;
        for alert in &mut self.changes.alerts {
            if withdrawn.iter().any(|(id, _)| *id == AlertId::Watch(alert.id)) {
                (alert.sent, alert.sent_region) = (0, None);
            }
        }
        tx.put_watch_alerts(&self.changes.alerts).await?;
        for (id, _) in &self.changes.acknowledgements_ended {
            tx.clear_watch_acknowledgement(*id).await?;
        }
        for (key, episode) in &self.episodes {
            tx.put_watch_episode(*key, episode.as_ref()).await?;
        }
        Ok(())
    }
}
