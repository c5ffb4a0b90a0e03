//! Policy, preferences and the small things a window remembers.

use std::time::Duration;

use captrack_contract::{CardKey, ErrorCode, Refusal, SettingChange};
use captrack_domain::activity::{Activity, ActivityKind};
use captrack_domain::moment::{earlier, later};
use captrack_domain::pause::Pause;
use captrack_domain::policy::Policy;
use captrack_domain::preferences::Preferences;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_ports::PublishedPolicy;
use jiff::Timestamp;

use crate::commit::edit::EditDraft;
use crate::config::{policy_differences, preference_differences};
use crate::edit::Editor;
use crate::edit::policy_publication::note_publication;
use crate::notices::activity::{BY_ITSELF, line, setting_line};
use crate::poll::groups::retrack;
use crate::shared::refusal::{invalid, store_refused};
use crate::state::edits::{LookedAt, PauseEdit, StateEdits};

/// A pause with an end lasts no longer.
const LONGEST_PAUSE: u64 = 30 * 86_400;

/// Settings that are put in force together; what is none stays as it is.
#[derive(Debug, Default)]
pub(crate) struct NewSettings {
    pub policy: Option<Policy>,
    pub preferences: Option<Preferences>,
    pub pause: Option<PauseEdit>,
    /// What AllianceAuth has taken of them for all desks.
    pub published: Option<PublishedPolicy>,
}

impl Editor<'_> {
    /// Puts a policy in force, everywhere at once: on all desks, where rules are published.
    pub async fn save_policy(&self, policy: Policy, by: &str) -> Result<(), Refusal> {
        self.put_everywhere(NewSettings { policy: Some(policy), ..NewSettings::default() }, by).await
    }

    /// Puts settings in force together, the policy on all desks where rules are published: then nothing changes anywhere unless the
    /// server has taken it.
    pub(crate) async fn put_everywhere(&self, mut new: NewSettings, by: &str) -> Result<(), Refusal> {
        self.check_settings(&new).await?;
        if let Some(policy) = &new.policy
            && self.follows_published_rules().await
        {
            new.published = Some(self.publish(Some(policy)).await?);
        }
        self.put_settings(new, by).await
    }

    /// Puts a policy in force on this desk.
    pub(crate) async fn put_in_force(&self, policy: Policy, by: &str) -> Result<(), Refusal> {
        self.put_settings(NewSettings { policy: Some(policy), ..NewSettings::default() }, by).await
    }

    /// Keeps look and behaviour.
    pub async fn save_preferences(&self, preferences: Preferences, by: &str) -> Result<(), Refusal> {
        self.put_settings(NewSettings { preferences: Some(preferences), ..NewSettings::default() }, by).await
    }

    /// Pauses for so many seconds, or until somebody resumes. Paused, nothing is asked; what is known grows stale on screen. A pause that
    /// holds already gets the new end.
    pub async fn pause(&self, seconds: Option<u64>, by: &str) -> Result<(), Refusal> {
        if seconds.is_some_and(|seconds| !(1..=LONGEST_PAUSE).contains(&seconds)) {
            return Err(Refusal::of(ErrorCode::Invalid, text!("refused-pause-length")));
        }
        self.change(|draft| {
            let holding = draft.state.pause.filter(|pause| pause.holds(draft.now));
            let since = holding.map_or(draft.now, |pause| pause.since);
            let until = seconds.map(|seconds| later(draft.now, Duration::from_secs(seconds)));
            let pause = Some(PauseEdit(Some(Pause { since, until })));
            put(draft, NewSettings { pause, ..NewSettings::default() }, by);
            Ok(())
        })
        .await
        .map(drop)
    }

    /// Ends a pause.
    pub async fn resume(&self, by: &str) -> Result<(), Refusal> {
        self.put_settings(NewSettings { pause: Some(PauseEdit(None)), ..NewSettings::default() }, by).await
    }

    /// Ends a pause whose time has come. Whether monitoring is on.
    pub(crate) async fn end_pause(&self) -> Result<bool, Refusal> {
        let pause = {
            let state = self.lock().await;
            state.pause.map(|pause| pause.holds(state.certain(self.now())))
        };
        match pause {
            None => Ok(true),
            Some(true) => Ok(false),
            Some(false) => self.resume(BY_ITSELF).await.map(|()| true),
        }
    }

    /// Nothing that alerted so long ago is new any more: the user has looked, or has left the window then.
    pub async fn mark_seen(&self, ago: Duration) -> Result<(), Refusal> {
        self.change(|draft| {
            let looked_at = Some(LookedAt(draft.state.looked_at.max(Some(earlier(draft.now, ago)))));
            draft.put(StateEdits { looked_at, ..StateEdits::default() });
            Ok(())
        })
        .await
        .map(drop)
    }

    /// Puts settings in force together: all of them, or none and a reason.
    pub(crate) async fn put_settings(&self, new: NewSettings, by: &str) -> Result<(), Refusal> {
        self.check_settings(&new).await?;
        self.change(|draft| {
            put(draft, new, by);
            Ok(())
        })
        .await
        .map(drop)
    }

    async fn check_settings(&self, new: &NewSettings) -> Result<(), Refusal> {
        if let Some(policy) = &new.policy {
            self.check_policy(policy).await?;
        }
        let preferences = new.preferences.as_ref().map_or(Ok(()), Preferences::validate);
        preferences.map_err(|error| invalid(error.text()))
    }

    /// Remembers whether a card is open: over a restart too, if the user wants that.
    pub async fn set_collapsed(&self, card: CardKey, collapsed: bool) -> Result<(), Refusal> {
        let key = card.to_string();
        if self.lock().await.preferences.remember_collapse {
            self.store.set_card_closed(&key, collapsed).await.map_err(|error| store_refused(&error))?;
        }
        self.lock().await.closed_cards.insert(key, collapsed);
        Ok(())
    }
}

pub(super) fn put(draft: &mut EditDraft, new: NewSettings, by: &str) {
    let NewSettings { policy, preferences, pause, published } = new;
    if let Some(published) = published {
        note_publication(draft, &published, by);
    }
    let (state, now) = (&draft.state, draft.now);
    let mut told = Vec::new();
    if let Some(policy) = &policy {
        told.extend(lines(now, by, ActivityKind::Policy, &policy_differences(&state.policy, policy)));
    }
    if let Some(preferences) = &preferences {
        let differences = preference_differences(&state.preferences, preferences);
        told.extend(lines(now, by, ActivityKind::Preferences, &differences));
    }
    if let Some(PauseEdit(pause)) = pause.filter(|PauseEdit(pause)| *pause != state.pause) {
        let (old, new) = (pause_text(state.pause), pause_text(pause));
        let subject = text!("setting-monitoring");
        told.push(line(now, by, ActivityKind::Monitoring, subject, Some(old.into()), Some(new.into())));
        if pause.is_none() {
            // Nothing that was not asked meanwhile has failed.
            draft.state.watching_since = Some(now);
        }
    }
    draft.change.activity.extend(told);
    draft.put(StateEdits { policy, preferences, pause, ..StateEdits::default() });
    retrack(&mut draft.state, now, &mut draft.change.absorbed);
}

/// `on`, `off`, `off until 2026-11-22 18:40 EVE`.
fn pause_text(pause: Option<Pause>) -> Text {
    match pause {
        None => text!("value-on"),
        Some(Pause { until: None, .. }) => text!("value-off"),
        Some(Pause { until: Some(until), .. }) => text!("value-off-until", until = until),
    }
}

/// One line a setting that differs.
fn lines(at: Timestamp, by: &str, kind: ActivityKind, differences: &[SettingChange]) -> Vec<Activity> {
    differences.iter().map(|change| setting_line(at, by, kind, change)).collect()
}
