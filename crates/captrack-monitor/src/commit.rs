//! Judging and persisting: what was read or edited, the alerts' transitions and their outbox rows are one transaction.

mod change;
pub mod edit;
pub mod outbox;
mod sources;
pub mod undoable;
mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::shared::MonitorCore;
use captrack_domain::activity::Activity;
use captrack_domain::alert::{AlertChanges, AlertId, DecideContext, decide};
use captrack_domain::fleet::HullEvent;
use captrack_domain::hull::HullKey;
use captrack_domain::ids::PilotId;
use captrack_domain::moment::later;
use captrack_domain::notice::{Notice, NoticeOccasion};
use captrack_domain::snooze::Snooze;
use captrack_store::{DecisionKind, HistoryEvent, StoreError, Tx, settings};
use jiff::Timestamp;

pub(crate) use crate::judge::facts::refresh::refresh;
use crate::notices::activity::{alerts, ended, stale, watch_alerts};
use crate::notices::live_messages::changed;
use crate::notices::problems::out_of_sight::alerts_out_of_sight;
use crate::notices::quiet::quiet_until;
use crate::notices::transition_notices::{all_open_alerts, notices, watch_notices};
use crate::state::State;
use crate::state::auth::decisions::NewestDecision;
use crate::state::edits::{LookedAt, PauseEdit, StateEdits};
use crate::state::judgement_expiry::JudgedUntil;
use crate::state::relay::discord_receiver;
use crate::state::stored_pause::StoredPause;
use crate::state::unsaved_changes::AbsorbedChanges;
pub(crate) use change::PendingChange;
use outbox::{back_within_the_hour, edit_wait, enqueue};
use sources::note_sources;
use watch::WatchDecision;

/// Judges and persists, with all that was read and is not written yet: it is judged, so it must not be left out. On an error
/// nothing was written, and what was read is written with the next commit.
pub(crate) async fn commit(shared: &MonitorCore, state: &mut State, change: PendingChange) -> Result<(), StoreError> {
    commit_judged(shared, state, change, refresh).await
}

/// The same with another way to bring the judgement up to date.
async fn commit_judged(
    shared: &MonitorCore,
    state: &mut State,
    mut change: PendingChange,
    refresh: impl FnOnce(&mut State, Timestamp),
) -> Result<(), StoreError> {
    change.absorbed = change.absorbed.joined(std::mem::take(&mut state.unsaved));
    note_sources(state, shared.now(), &mut change.absorbed);
    let reordered = std::mem::take(&mut state.reordered_snoozes);
    for snooze in &reordered {
        change.edits.snoozes.entry(snooze.pilot).or_insert_with(|| Some(snooze.clone()));
    }
    let committed = judge_and_write(shared, state, &change, refresh).await;
    watch::no_longer_news(state);
    if committed.is_err() {
        state.reordered_snoozes = reordered;
        state.unsaved = change.absorbed;
        // What was judged is taken back by whoever asked for it.
        state.judged = JudgedUntil::default();
    }
    match &committed {
        Ok(true) => shared.note_store(None),
        Ok(false) => {}
        Err(error) => shared.note_store(Some(error.text())),
    }
    committed.map(drop)
}

/// Whether anything had to be written.
async fn judge_and_write(
    shared: &MonitorCore,
    state: &mut State,
    change: &PendingChange,
    refresh: impl FnOnce(&mut State, Timestamp),
) -> Result<bool, StoreError> {
    let now = shared.now();
    let (tx, withdrawn) = withdraw_snoozed(shared, &change.edits.snoozes).await?;
    let saved = watch::prepare(state, change);
    refresh(state, now);
    let context = DecideContext {
        now,
        occasion: change.occasion,
        facts: &state.facts,
        introduced_now: &change.absorbed.introduced,
        withdrawn: &withdrawn,
        acknowledged: &state.acknowledgements,
        repeat: state.policy.repeat,
    };
    let mut decision = decide(&state.alerts, &state.evaluation, &context);
    let mut watched = watch::decided(state, change, &saved, &withdrawn, now);
    let watch_before = state.watch.clone();
    watched.put(state);
    let ended: Vec<PilotId> = decision.acknowledgements_ended.iter().map(|(main, _)| *main).collect();
    let ended = state.auth.decided_ends(&ended, now);
    let certain = state.certain(now);
    let over: Vec<Snooze> = state.snoozes.0.values().filter(|snooze| !snooze.holds(certain)).cloned().collect();
    let has_desktop = shared.ports.notifier.is_some();
    let mut notices = notices(state, &decision.transitions, has_desktop, now);
    notices.extend(watch_notices(state, &watched.changes.transitions, has_desktop, now));
    if !change.relay_starts.is_empty() {
        notices.extend(all_open_alerts(state, &change.relay_starts, now));
    }
    // While nobody asks, nothing gets out of sight. And an edit comes right after news.
    let is_news = change.occasion == NoticeOccasion::News;
    let hidden = (is_news && !state.is_paused()).then(|| alerts_out_of_sight(state, now));
    let stale = hidden.as_ref().map(|hidden| stale(state, hidden, now)).unwrap_or_default();
    let fingerprints = changed(state, &decision.alerts);
    let back = back_within_the_hour(state, &decision.alerts, now);
    let undecided = change.occasion == NoticeOccasion::News
        && decision == AlertChanges::default()
        && watched.is_empty()
        && over.is_empty()
        && stale.is_empty()
        && fingerprints.is_empty();
    let idle = undecided && change.absorbed.is_empty() && change.edits.is_empty();
    let only_ages = undecided && change.absorbed.changes_only_ages();
    if !idle {
        let speak = fingerprints.iter().map(|(alert, _)| *alert).collect();
        let outcome = Outcome {
            decision: &mut decision,
            watched: &mut watched,
            ended: &ended,
            over: &over,
            stale: &stale,
            notices: &notices,
            speak,
            back: &back,
        };
        if let Err(error) = write(shared, tx, state, change, outcome).await {
            state.watch = watch_before;
            return Err(error);
        }
        watched.put(state);
    }
    if let Some(hidden) = hidden {
        state.out_of_sight = hidden.into_keys().collect();
    }
    state.auth.keep(&change.decided);
    state.auth.keep(&ended);
    if !fingerprints.is_empty() {
        state.live_messages.know(fingerprints);
    }
    if !back.is_empty() {
        // Their messages had been put away.
        state.live_messages.speak_of(back.into_keys());
    }
    state.revision += 1;
    for snooze in &over {
        state.snoozes.0.remove(&snooze.pilot);
    }
    for alert in decision.alerts {
        state.alerts.insert(alert.id, alert);
    }
    for seen in decision.acknowledgements {
        state.acknowledgements.0.insert(seen.main, seen);
    }
    for (main, _) in decision.acknowledgements_ended {
        state.acknowledgements.0.remove(&main);
    }
    if change.forgotten.is_some() || !change.unlisted.is_empty() {
        forget_closed(state, change);
    }
    let quiet = quiet_until(state, now);
    let quiet_changed = std::mem::replace(&mut state.quiet_told, quiet) != quiet;
    if !only_ages || quiet_changed || state.announced_at.is_none_or(|at| later(at, pause_between_ages(state)) <= now) {
        state.announced_at = Some(now);
        shared.revision.send_replace(state.revision);
    }
    if !notices.is_empty() {
        shared.outbox.notify_one();
    }
    Ok(!idle)
}

/// Nothing that is over is continued for somebody who is forgotten.
fn forget_closed(state: &mut State, change: &PendingChange) {
    let is_forgotten = |pilot: &PilotId| change.forgotten == Some(*pilot) || change.unlisted.contains(pilot);
    let is_gone = |key: &HullKey| change.absorbed.gone.contains(key);
    state
        .alerts
        .retain(|_, alert| !alert.is_closed() || !(is_forgotten(&alert.main) || alert.hulls.iter().any(is_gone)));
}

/// The hulls of newly snoozed pilots that wait in the outbox are taken back: nobody has been told of them.
async fn withdraw_snoozed(
    shared: &MonitorCore,
    snoozes: &BTreeMap<PilotId, Option<Snooze>>,
) -> Result<(Option<Tx>, BTreeSet<(AlertId, HullKey)>), StoreError> {
    let mut withdrawn = BTreeSet::new();
    if snoozes.values().all(Option::is_none) {
        return Ok((None, withdrawn));
    }
    let mut tx = shared.store.begin().await?;
    for (pilot, _) in snoozes.iter().filter(|(_, snooze)| snooze.is_some()) {
        withdrawn.extend(tx.withdraw_pilot(*pilot).await?);
    }
    Ok((Some(tx), withdrawn))
}

async fn write(
    shared: &MonitorCore,
    begun: Option<Tx>,
    state: &State,
    change: &PendingChange,
    outcome: Outcome<'_>,
) -> Result<(), StoreError> {
    let Outcome { decision, watched, ended: ended_seen, over, stale, notices, speak, back } = outcome;
    let mut tx = match begun {
        Some(tx) => tx,
        None => shared.store.begin().await?,
    };
    write_readings(&mut tx, state, &change.absorbed).await?;
    write_edits(&mut tx, state, change).await?;
    // Before the alerts are written: what was taken back nobody has been told of after all.
    let withdrawn = tx.withdraw_alerts(&decision.withdraw).await?;
    for alert in &mut decision.alerts {
        alert.sent_hulls.retain(|key| !withdrawn.contains(&(alert.id, *key)));
    }
    tx.put_alerts(&decision.alerts).await?;
    watched.write(&mut tx).await?;
    for seen in &decision.acknowledgements {
        tx.put_acknowledgement(seen).await?;
    }
    for (main, _) in &decision.acknowledgements_ended {
        tx.clear_acknowledgement(*main).await?;
    }
    write_decided(&mut tx, ended_seen).await?;
    for snooze in over {
        tx.clear_snooze(snooze.pilot).await?;
    }
    tx.append_activity(&change.activity).await?;
    tx.append_activity(&alerts(state, &decision.transitions, shared.now())).await?;
    tx.append_activity(&watch_alerts(state, &watched.changes, shared.now())).await?;
    tx.append_activity(stale).await?;
    tx.append_activity(&ended(state, over, &decision.acknowledgements_ended, shared.now())).await?;
    enqueue(&mut tx, notices, back, &state.relay, shared.now()).await?;
    if !speak.is_empty() {
        tx.mark_messages_due(&speak, later(shared.now(), edit_wait())).await?;
    }
    for webhook in &change.relay_lost {
        tx.lose_messages(webhook.name()).await?;
    }
    if let Some(pilot) = change.forgotten {
        // Last, so that nothing written above keeps a trace of them.
        tx.forget_pilot(pilot).await?;
    }
    if !change.unlisted.is_empty() {
        tx.forget_pilots(change.unlisted.clone()).await?;
    }
    tx.commit().await
}

/// What has come of the judgement.
struct Outcome<'a> {
    decision: &'a mut AlertChanges,
    watched: &'a mut WatchDecision,
    /// What others are told of acknowledgements that have ended by themselves.
    ended: &'a [NewestDecision],
    /// Snoozes that have ended by themselves.
    over: &'a [Snooze],
    /// What the activity log says of ships that have got out of sight.
    stale: &'a [Activity],
    notices: &'a [Notice],
    /// Alerts whose messages may have to be edited.
    speak: Vec<AlertId>,
    /// Threshold alerts that were over for less than an hour, each since when.
    back: &'a BTreeMap<AlertId, Timestamp>,
}

/// A dashboard whose ages alone have changed is pulled again less often the larger it is: it crosses to the window as a whole.
fn pause_between_ages(state: &State) -> Duration {
    Duration::from_secs((state.fleet.hulls.len() as u64 / 200).clamp(1, 30))
}

async fn write_readings(tx: &mut Tx, state: &State, absorbed: &AbsorbedChanges) -> Result<(), StoreError> {
    tx.put_pilots(absorbed.pilots.iter().filter_map(|id| state.pilots.get(id))).await?;
    for section in absorbed.sections.iter().filter_map(|id| state.sections.get(id)) {
        tx.put_section(&section.status, section.reading.as_ref()).await?;
    }
    let hulls: Vec<_> = absorbed.hulls.iter().filter_map(|key| state.fleet.hulls.get(key).cloned()).collect();
    tx.put_hulls(&hulls).await?;
    for key in &absorbed.gone {
        tx.delete_hull(*key).await?;
    }
    tx.rekey_hulls(&absorbed.rekeyed).await?;
    if absorbed.auth {
        match &state.auth.connection {
            Some(connection) => tx.put_setting(settings::ALLIANCE_AUTH, connection).await?,
            None => tx.clear_setting(settings::ALLIANCE_AUTH).await?,
        }
    }
    let renamed: BTreeMap<HullKey, HullKey> = absorbed.rekeyed.iter().copied().collect();
    let renamed = |event: &HullEvent| {
        let key = renamed.get(&event.key).copied().unwrap_or(event.key);
        HistoryEvent::Hull(HullEvent { key, ..event.clone() })
    };
    let watch = absorbed.watch.iter().copied().map(HistoryEvent::Watch);
    let events: Vec<HistoryEvent> = absorbed.events.iter().map(renamed).chain(watch).collect();
    tx.append_events(&events).await
}

async fn write_decided(tx: &mut Tx, decided: &[NewestDecision]) -> Result<(), StoreError> {
    for one in decided {
        match one {
            NewestDecision::Snooze(decision, unsent) => {
                tx.put_shared_decision(DecisionKind::Snooze, decision.subject, decision, *unsent).await?;
            }
            NewestDecision::Acknowledgement(decision, unsent) => {
                tx.put_shared_decision(DecisionKind::Acknowledgement, decision.subject, decision, *unsent).await?;
            }
        }
    }
    Ok(())
}

async fn write_edits(tx: &mut Tx, state: &State, change: &PendingChange) -> Result<(), StoreError> {
    let StateEdits { policy, preferences, pause, looked_at, snoozes, acknowledgements, watch_acknowledgements, .. } =
        &change.edits;
    for (pilot, snooze) in snoozes {
        match snooze {
            Some(snooze) => tx.put_snooze(snooze).await?,
            None => tx.clear_snooze(*pilot).await?,
        }
    }
    for (main, seen) in acknowledgements {
        match seen {
            Some(seen) => tx.put_acknowledgement(seen).await?,
            None => tx.clear_acknowledgement(*main).await?,
        }
    }
    for (alert, seen) in watch_acknowledgements {
        match seen {
            Some(seen) => tx.put_watch_acknowledgement(seen).await?,
            None => tx.clear_watch_acknowledgement(*alert).await?,
        }
    }
    if change.disconnected {
        tx.clear_shared_decisions().await?;
    }
    write_decided(tx, &change.decided).await?;
    if let Some(policy) = policy {
        tx.put_setting(settings::POLICY, policy).await?;
    }
    if let Some(preferences) = preferences {
        tx.put_setting(settings::PREFERENCES, preferences).await?;
    }
    if let Some(PauseEdit(pause)) = pause {
        tx.put_setting(settings::PAUSED, &StoredPause::from(*pause)).await?;
    }
    match looked_at {
        Some(LookedAt(Some(at))) => tx.put_setting(settings::LOOKED_AT, at).await?,
        Some(LookedAt(None)) => tx.clear_setting(settings::LOOKED_AT).await?,
        None => {}
    }
    if change.relay {
        tx.put_setting(settings::RELAY, &state.relay).await?;
    }
    // What waited from before a pause of the relay is told anew as what stands, or not at all.
    for level in change.relay_stops.iter().chain(&change.relay_starts) {
        tx.withdraw_receiver(discord_receiver(*level)).await?;
    }
    Ok(())
}
