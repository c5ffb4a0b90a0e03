//! Asking AllianceAuth to have pilots read now. Nothing is written: what comes of it comes with the rosters that follow.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use captrack_contract::{ErrorCode, PilotRef, ReadAsked, Refusal};
use captrack_domain::ids::PilotId;
use captrack_domain::moment::later;
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use captrack_ports::RefreshAnswer;
use captrack_text::english;

use crate::edit::Editor;
use crate::edit::auth_connection::refused;
use crate::edit::snoozes::watched;
use crate::state::State;
use crate::state::auth::AuthConnection;

/// So many are asked for when everything is checked: those whose ships alert.
const MOST: usize = 500;
/// Who was asked for so lately is not asked for again with everything.
const LATELY: Duration = Duration::from_secs(60);
/// A little after it should be read it is looked for.
const A_LITTLE: Duration = Duration::from_secs(5);

impl Editor<'_> {
    /// Asks for pilots to be read now. Those whom AllianceAuth does not know, or does not own any more, are passed over; where nobody is left that is
    /// refused.
    pub async fn read_now(&self, pilots: &[PilotRef]) -> Result<ReadAsked, Refusal> {
        let connection = self.connection().await?;
        if !connection.whoami.may_refresh {
            let text = text!("refused-may-not-refresh", server = connection.whoami.server);
            return Err(Refusal::of(ErrorCode::NotAllowed, text));
        }
        let wanted: Vec<PilotId> = {
            let state = self.lock().await;
            watched(&state, pilots)?.into_iter().filter(|id| can_be_read(&state, *id)).collect()
        };
        if wanted.is_empty() {
            let text = text!("refused-reads-none", server = connection.whoami.server);
            return Err(Refusal::of(ErrorCode::Invalid, text));
        }
        self.ask_for(&wanted).await
    }

    /// Everything is checked: with it AllianceAuth is asked to read whose ships alert. That it does not is no reason not to check.
    pub async fn read_what_alerts(&self) {
        let wanted: Vec<PilotId> = {
            let state = self.lock().await;
            // A token that is refused is tried with the round alone.
            let may = |connection: &AuthConnection| connection.whoami.may_refresh && connection.refused.is_none();
            if state.auth.connection.as_ref().is_some_and(may) {
                whose_ships_alert(&state, self.now())
            } else {
                Vec::new()
            }
        };
        if wanted.is_empty() {
            return;
        }
        if let Err(refusal) = self.ask_for(&wanted).await {
            tracing::info!(why = refusal.sentence, "AllianceAuth was not asked to read pilots");
        }
    }

    async fn ask_for(&self, pilots: &[PilotId]) -> Result<ReadAsked, Refusal> {
        let connection = self.connection().await?;
        let access = self.access(&connection).await?;
        let server = self.auth_server()?;
        let answer = server.refresh(&access, pilots).await.map_err(|error| refused(&error))?;
        let now = self.now();
        let RefreshAnswer { queued, refused } = answer;
        let ready_in_secs = queued.iter().map(|(_, ready_in)| *ready_in).max();
        {
            let mut state = self.lock().await;
            let read: Vec<PilotId> = queued.iter().map(|(pilot, _)| *pilot).collect();
            state.auth.asked.note(read, now);
            // It is looked for as soon as it can be there.
            let ready_at = ready_in_secs.map(|secs| later(later(now, Duration::from_secs(secs)), A_LITTLE));
            if let (Some(ready_at), Some(connection)) = (ready_at, &mut state.auth.connection)
                && connection.not_before.is_none_or(|wish| wish <= ready_at)
            {
                connection.due_at = connection.due_at.min(ready_at);
            }
            state.revision += 1;
        }
        self.wake.notify_one();
        let state = self.lock().await;
        Ok(ReadAsked { queued: queued.len(), ready_in_secs, refused: reasons(&state, refused) })
    }
}

/// One sentence for each reason, with whom it is about.
fn reasons(state: &State, refused: Vec<(PilotId, Text)>) -> Vec<Text> {
    let mut reasons: BTreeMap<String, Vec<PilotId>> = BTreeMap::new();
    for (pilot, why) in refused {
        reasons.entry(english(&why)).or_default().push(pilot);
    }
    let said = |(why, pilots): (String, Vec<PilotId>)| match pilots.as_slice() {
        [pilot] => text!("reads-refused", pilot = state.pilot_name(*pilot), why = Argument::Said(why)),
        pilots => text!("reads-refused-several", n = pilots.len(), why = Argument::Said(why)),
    };
    reasons.into_iter().map(said).collect()
}

/// Whether AllianceAuth reads a pilot: it names it, with an owner.
pub(crate) fn can_be_read(state: &State, pilot: PilotId) -> bool {
    let auth = state.pilots.get(&pilot).and_then(|pilot| pilot.auth.as_ref());
    auth.is_some_and(|auth| !auth.left && auth.lost().is_none())
}

/// Those whose ships alert and who were not asked for just now.
fn whose_ships_alert(state: &State, now: jiff::Timestamp) -> Vec<PilotId> {
    let alerting = state.evaluation.open_alerts.values().flat_map(|standing| standing.hulls.keys());
    let owners: BTreeSet<PilotId> =
        alerting.filter_map(|key| state.fleet.hulls.get(key)).map(|hull| hull.pilot).collect();
    let was_asked = |id: &PilotId| state.auth.asked.of(*id, now).is_some_and(|asked_at| later(asked_at, LATELY) > now);
    owners.into_iter().filter(|id| can_be_read(state, *id) && !was_asked(id)).take(MOST).collect()
}
