//! Sign-ins that EVE refuses: kept as such, tried again at their times, and good again with the first good answer.

use captrack_domain::ids::PilotId;
use captrack_domain::pilot::SignInState;
use captrack_domain::refused_access::RefusedAccess;
use captrack_domain::section::{SectionId, SectionKind};
use captrack_domain::text::Text;
use jiff::Timestamp;

use crate::state::unsaved_changes::AbsorbedChanges;
use crate::state::{State, needs_sign_in};

/// EVE has refused a pilot's sign-in. The sections that were asked together with it are one try.
pub fn refuse(state: &mut State, pilot: PilotId, why: &Text, now: Timestamp, absorbed: &mut AbsorbedChanges) {
    let Some(known) = state.pilots.get_mut(&pilot) else { return };
    match &mut known.sign_in {
        SignInState::Refused(refused) if refused.may_be_tried(now) => refused.again(now, why.clone()),
        SignInState::Refused(_) | SignInState::NotSignedIn => return,
        SignInState::Valid => known.sign_in = SignInState::Refused(RefusedAccess::new(now, why.clone())),
    }
    absorbed.pilots.insert(pilot);
}

/// An answer that needs the sign-in came: it is good, and what waited for it is asked at once.
pub fn accept(state: &mut State, id: SectionId, now: Timestamp, absorbed: &mut AbsorbedChanges) {
    if !needs_sign_in(id.kind) {
        return;
    }
    let Some(pilot) = state.pilots.get_mut(&id.pilot).filter(|pilot| pilot.refused().is_some()) else { return };
    pilot.sign_in = SignInState::Valid;
    absorbed.pilots.insert(id.pilot);
    for kind in SectionKind::ALL.into_iter().filter(|kind| *kind != id.kind && needs_sign_in(*kind)) {
        if let Some(section) = state.sections.get_mut(&SectionId { kind, pilot: id.pilot }) {
            section.status.due_at = section.status.due_at.min(section.status.expires.unwrap_or(now).max(now));
        }
    }
}
