//! What undoing a change comes to in the state as it is now: what is put back, and what somebody has changed since. Pure.

use std::collections::BTreeMap;

use captrack_contract::{SettingChange, SnoozeRestore};
use captrack_domain::acknowledgement::Acknowledgement;
use captrack_domain::activity::ActivityKind;
use captrack_domain::ids::PilotId;
use captrack_domain::pause::Pause;
use captrack_domain::policy::Policy;
use captrack_domain::preferences::Preferences;
use captrack_domain::relay_options::RelayOptions;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_domain::watch::{WatchAcknowledgement, WatchAlertId};
use captrack_text::english;
use jiff::Timestamp;

use crate::config::{option_differences, policy_differences, preference_differences};
use crate::edit::snoozes::is_as_left;
use crate::edit::undo::merge::merged;
use crate::shared::undo_list::RecordedEdit;
use crate::state::State;
use crate::state::edits::{PauseEdit, StateEdits};

const SNOOZES: &[ActivityKind] = &[ActivityKind::Snoozed, ActivityKind::SnoozeCleared, ActivityKind::SnoozeEnded];
const ACKNOWLEDGEMENTS: &[ActivityKind] =
    &[ActivityKind::Acknowledged, ActivityKind::AcknowledgementCleared, ActivityKind::AcknowledgementEnded];

/// A part of a change that is not as the change left it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverwrittenPart {
    /// `the snooze of Kara Volkov`.
    pub what: Text,
    /// How the activity log calls what was changed since.
    pub subject: String,
    /// In which lines of it.
    pub kinds: &'static [ActivityKind],
}

impl OverwrittenPart {
    fn main_of(state: &State, pilot: PilotId) -> Self {
        let subject = state.pilot_name(pilot);
        Self { what: text!("undo-part-main", pilot = subject.as_str()), subject, kinds: &[ActivityKind::Main] }
    }

    fn snooze_of(state: &State, pilot: PilotId) -> Self {
        let subject = state.pilot_name(pilot);
        Self { what: text!("undo-part-snooze", pilot = subject.as_str()), subject, kinds: SNOOZES }
    }

    fn acknowledgement_of(state: &State, main: PilotId) -> Self {
        let subject = state.pilot_name(main);
        let what = text!("undo-part-acknowledgement", main = subject.as_str());
        Self { what, subject, kinds: ACKNOWLEDGEMENTS }
    }

    fn of_setting(setting: &Text, kinds: &'static [ActivityKind]) -> Self {
        let subject = english(setting);
        Self { what: text!("undo-part-setting", setting = setting.clone()), subject, kinds }
    }
}

/// What undoing a change comes to.
#[derive(Debug, Default)]
pub struct UndoPlan {
    /// What is put in force.
    pub edits: StateEdits,
    /// What stays as somebody has changed it since.
    pub overwritten: Vec<OverwrittenPart>,
}

impl UndoPlan {
    /// In this state, now.
    pub fn of(state: &State, edit: &RecordedEdit, now: Timestamp) -> Self {
        let RecordedEdit { left, before, .. } = edit;
        let mut plan = Self::default();
        if let (Some(before), Some(left)) = (&before.policy, &left.policy) {
            plan.policy(before, left, &state.policy);
        }
        if let (Some(before), Some(left)) = (&before.preferences, &left.preferences) {
            plan.preferences(before, left, &state.preferences);
        }
        if let (Some(before), Some(left)) = (&before.relay_options, &left.relay_options) {
            plan.relay_options(before, left, &state.relay.options);
        }
        if let (Some(PauseEdit(before)), Some(PauseEdit(left))) = (before.pause, left.pause) {
            plan.pause(before, left, state, now);
        }
        if let (Some(before), Some(left)) = (before.relay_on, left.relay_on) {
            let has_receiver = !before || !state.relay.webhooks.is_empty();
            if state.relay.on == left && has_receiver {
                plan.edits.relay_on = Some(before).filter(|before| *before != left);
            } else if before != left && state.relay.on != before {
                plan.overwritten.push(OverwrittenPart::of_setting(&text!("setting-relay"), &[ActivityKind::Relay]));
            }
        }
        plan.mains(state, &before.mains, &left.mains);
        for (pilot, put) in &before.snoozes {
            let over = left.snoozes.get(pilot).cloned().flatten();
            let restore = SnoozeRestore { pilot: *pilot, put: put.clone(), over };
            plan.snooze(state, &restore, now);
        }
        for (main, put) in &before.acknowledgements {
            plan.acknowledgement(state, *main, put.as_ref(), left.acknowledgements.get(main).and_then(Option::as_ref));
        }
        for (alert, put) in &before.watch_acknowledgements {
            let left = left.watch_acknowledgements.get(alert).and_then(Option::as_ref);
            plan.watch_acknowledgement(state, *alert, put.as_ref(), left);
        }
        plan
    }

    fn pause(&mut self, before: Option<Pause>, left: Option<Pause>, state: &State, now: Timestamp) {
        // What has ended meanwhile is as good as none.
        let holding = |pause: Option<Pause>| pause.filter(|pause| pause.holds(now));
        let (before, left, current) = (holding(before), holding(left), holding(state.pause));
        if before == left {
            return;
        }
        if current == left {
            self.edits.pause = Some(PauseEdit(before));
        } else {
            self.overwritten
                .push(OverwrittenPart::of_setting(&text!("setting-monitoring"), &[ActivityKind::Monitoring]));
        }
    }

    fn policy(&mut self, before: &Policy, left: &Policy, now: &Policy) {
        let back = merged(before, left, now);
        let was_some = back.settings.is_some();
        let valid = back.settings.filter(|policy| policy.validate().is_ok());
        if back.overwritten || (was_some && valid.is_none()) {
            let (made, since) = (policy_differences(before, left), policy_differences(left, now));
            self.overwrite(made, &since, &[ActivityKind::Policy]);
        }
        self.edits.policy = valid;
    }

    fn preferences(&mut self, before: &Preferences, left: &Preferences, now: &Preferences) {
        let back = merged(before, left, now);
        if back.overwritten {
            let (made, since) = (preference_differences(before, left), preference_differences(left, now));
            self.overwrite(made, &since, &[ActivityKind::Preferences]);
        }
        self.edits.preferences = back.settings.filter(|preferences| preferences.validate().is_ok());
    }

    fn relay_options(&mut self, before: &RelayOptions, left: &RelayOptions, now: &RelayOptions) {
        let back = merged(before, left, now);
        if back.overwritten {
            let (made, since) = (option_differences(before, left), option_differences(left, now));
            self.overwrite(made, &since, &[ActivityKind::Relay]);
        }
        self.edits.relay_options = back.settings.filter(|options| options.validate().is_ok());
    }

    /// Of the settings that a change made, those that were changed since.
    fn overwrite(&mut self, made: Vec<SettingChange>, since: &[SettingChange], kinds: &'static [ActivityKind]) {
        let (again, others): (Vec<SettingChange>, Vec<SettingChange>) =
            made.into_iter().partition(|change| since.iter().any(|later| later.setting == change.setting));
        let named = if again.is_empty() { others } else { again };
        self.overwritten.extend(named.iter().map(|change| OverwrittenPart::of_setting(&change.setting, kinds)));
    }

    fn mains(
        &mut self,
        state: &State,
        before: &BTreeMap<PilotId, Option<PilotId>>,
        left: &BTreeMap<PilotId, Option<PilotId>>,
    ) {
        let is_as_left = |pilot: &PilotId| {
            let known = state.pilots.get(pilot).filter(|pilot| pilot.auth_main().is_none());
            known.is_some_and(|known| left.get(pilot) == Some(&known.main))
        };
        let watched = before.iter().filter(|(pilot, _)| state.pilots.contains_key(pilot));
        let (mut back, mut later): (BTreeMap<PilotId, Option<PilotId>>, BTreeMap<PilotId, Option<PilotId>>) =
            watched.map(|(pilot, main)| (*pilot, *main)).partition(|(pilot, _)| is_as_left(pilot));
        later.retain(|pilot, main| state.pilots.get(pilot).is_some_and(|known| known.main != *main));
        // Nobody comes under somebody who is no main any more, or has become one.
        while let Some(chained) = back.iter().find(|(pilot, main)| is_chained(state, &back, **pilot, **main)) {
            let (pilot, main) = (*chained.0, *chained.1);
            back.remove(&pilot);
            later.insert(pilot, main);
        }
        self.overwritten.extend(later.into_keys().map(|pilot| OverwrittenPart::main_of(state, pilot)));
        self.edits.mains = back;
    }

    fn snooze(&mut self, state: &State, restore: &SnoozeRestore, now: Timestamp) {
        let pilot = restore.pilot;
        if !state.pilots.contains_key(&pilot) {
            return;
        }
        let put = restore.put.clone().filter(|put| put.holds(now));
        let current = state.snoozes.of(pilot, now);
        if !is_as_left(state, restore, now) {
            self.overwritten.push(OverwrittenPart::snooze_of(state, pilot));
        } else if put.is_some() || current.is_some() {
            self.edits.snoozes.insert(pilot, put);
        }
    }

    fn acknowledgement(
        &mut self,
        state: &State,
        main: PilotId,
        put: Option<&Acknowledgement>,
        left: Option<&Acknowledgement>,
    ) {
        let current = state.acknowledgements.of(main);
        match (current, left) {
            // It has ended: another ship alerts, or all is over.
            (None, Some(_)) => {}
            _ if is_the_same(current, left) => {
                self.edits.acknowledgements.insert(main, put.cloned());
            }
            _ => self.overwritten.push(OverwrittenPart::acknowledgement_of(state, main)),
        }
    }
}

/// What somebody has seen of a watch rule's alert: identity, by time, person and reason.
fn identity(seen: &WatchAcknowledgement) -> (i64, &str, Option<&str>) {
    (seen.at.as_millisecond(), &seen.by, seen.why.as_deref())
}

impl UndoPlan {
    fn watch_acknowledgement(
        &mut self,
        state: &State,
        alert: WatchAlertId,
        put: Option<&WatchAcknowledgement>,
        left: Option<&WatchAcknowledgement>,
    ) {
        let Some(open) = state.watch.alerts.get(&alert).filter(|alert| !alert.is_closed()) else { return };
        let current = state.watch.acknowledged.get(&alert);
        match (current, left) {
            // It has ended: the massing has grown.
            (None, Some(_)) => {}
            _ if current.map(identity) == left.map(identity) => {
                self.edits.watch_acknowledgements.insert(alert, put.cloned());
            }
            _ => {
                let main = open.main.or_else(|| Some(state.fact(*open.hulls.first()?)?.main));
                self.overwritten.extend(main.map(|main| OverwrittenPart::acknowledgement_of(state, main)));
            }
        }
    }
}

fn is_the_same(one: Option<&Acknowledgement>, other: Option<&Acknowledgement>) -> bool {
    // Stored times are whole milliseconds.
    let identity = |seen: &Acknowledgement| (seen.at.as_millisecond(), seen.by.clone(), seen.why.clone());
    one.map(identity) == other.map(identity)
}

/// Whether a pilot would come under somebody who is under another, or others are under a pilot who would get a main.
fn is_chained(state: &State, back: &BTreeMap<PilotId, Option<PilotId>>, pilot: PilotId, main: Option<PilotId>) -> bool {
    let Some(main) = main else { return false };
    let main_of = |id: PilotId| match back.get(&id) {
        Some(main) => main.unwrap_or(id),
        None => state.pilots.get(&id).map_or(id, captrack_domain::pilot::Pilot::main_id),
    };
    main_of(main) != main || state.pilots.keys().any(|other| *other != pilot && main_of(*other) == pilot)
}
