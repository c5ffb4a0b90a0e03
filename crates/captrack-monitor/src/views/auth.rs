//! What is shown of AllianceAuth.

use captrack_contract::{AuthView, LaneView};
use captrack_domain::ids::PilotId;
use captrack_domain::pilot::Pilot;
use captrack_domain::section::Freshness;
use captrack_ports::LaneStep;
use captrack_text::english;
use jiff::Timestamp;

use crate::judge::facts::section_freshness::of_auth;
use crate::notices::auth_trouble::auth_trouble;
use crate::state::State;
use crate::state::auth::CLOCK_MATTERS;

/// The connection and what came of it; none: there is none.
pub fn auth_view(state: &State, now: Timestamp) -> Option<AuthView> {
    let connection = state.auth.connection.as_ref()?;
    let whoami = &connection.whoami;
    let members: Vec<&Pilot> = state.pilots.values().filter(|pilot| pilot.auth.is_some()).collect();
    let is_missing = |pilot: &&&Pilot| pilot.auth.as_ref().is_some_and(|auth| auth.missing_since.is_some());
    let missing = members.iter().filter(is_missing).count();
    let is_stale = |pilot: &&&Pilot| of_auth(state, pilot, now).together().freshness != Freshness::Fresh;
    let read: Vec<Timestamp> = members.iter().filter_map(|pilot| pilot.auth.as_ref()?.assets_at).collect();
    let is_member = |pilot| state.pilots.get(pilot).is_some_and(|pilot| pilot.auth.is_some());
    let trouble = auth_trouble(connection, now);
    Some(AuthView {
        address: connection.address.to_string(),
        server: whoami.server.clone(),
        bridge: whoami.bridge.clone(),
        main_id: whoami.main,
        main_name: whoami.main_name.clone(),
        token_name: whoami.token_name.clone(),
        token_expires_at: whoami.token_expires_at,
        may_snooze: whoami.may_snooze,
        may_publish: whoami.may_publish,
        connected_at: connection.connected_at,
        last_success: connection.last_success,
        next_check: state.auth.next_due().map(|due| due.max(now)),
        trouble: trouble.as_ref().map(english),
        trouble_text: trouble,
        needs_user: connection.waits_for_user(now),
        pilots: members.len() - missing,
        missing,
        hulls: state.fleet.hulls.values().filter(|hull| is_member(&hull.pilot)).count(),
        stale: members.iter().filter(|pilot| !is_missing(pilot)).filter(is_stale).count(),
        assets_read: read.iter().min().copied().zip(read.iter().max().copied()),
        assets_every_secs: whoami.reads.assets.map(|period| period.usual_secs),
        place_every_secs: whoami.reads.location.map(|period| period.usual_secs),
        lane: whoami.fast_lane.as_ref().map(|lane| lane.location.iter().map(step).collect()).unwrap_or_default(),
        clock_ahead_secs: Some(whoami.clock_ahead_secs)
            .filter(|ahead| ahead.unsigned_abs() > CLOCK_MATTERS.unsigned_abs()),
        unsent: state.auth.unsent(),
        rules_published: connection.policy_published,
        rules_trouble: connection.policy_trouble.as_ref().map(english),
        rules_trouble_text: connection.policy_trouble.clone(),
    })
}

fn step(step: &LaneStep) -> LaneView {
    LaneView { every_secs: step.every_secs, ships: step.ships }
}

/// AllianceAuth's own page about a main's account; none: it has none, or names no such main.
pub fn audit_page(state: &State, main: PilotId) -> Option<String> {
    let template = state.auth.connection.as_ref()?.whoami.audit_url.as_ref()?;
    let is_named = state.pilots.values().any(|pilot| pilot.auth_main() == Some(main));
    is_named.then(|| template.replace("{character_id}", &main.to_string()))
}

#[cfg(test)]
mod tests {
    use captrack_domain::pilot::AuthMembership;

    use super::*;
    use crate::test_state::auth::connected;
    use crate::test_state::{KARA, MIRA, at, kara};

    #[test]
    fn there_is_a_page_about_mains_that_allianceauth_names() {
        let mut state = connected(kara(), at(0));
        assert_eq!(audit_page(&state, MIRA), None);
        let url = "https://auth.example.com/audit/r/{character_id}/account/overview";
        state.auth.connection.as_mut().unwrap().whoami.audit_url = Some(url.to_owned());
        assert_eq!(audit_page(&state, MIRA), None, "nobody is under her");
        let membership = AuthMembership { main: Some(MIRA), ..AuthMembership::default() };
        state.pilots.get_mut(&KARA).unwrap().auth = Some(membership);
        let page = format!("https://auth.example.com/audit/r/{MIRA}/account/overview");
        assert_eq!((audit_page(&state, MIRA), audit_page(&state, KARA)), (Some(page), None));
    }
}
