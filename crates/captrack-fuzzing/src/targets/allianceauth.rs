//! AllianceAuth: every answer of its bridge, and of what stands in its place. The first line says what is asked, then come the answers.

use std::collections::BTreeSet;
use std::sync::Arc;

use captrack_allianceauth::Bridge;
use captrack_domain::ids::{GroupId, ItemId, PilotId};
use captrack_domain::roster::Roster;
use captrack_ports::{
    AcknowledgementDecision, AuthAccess, AuthAddress, AuthAttempt, AuthCoverage, AuthError, AuthServer,
    ConditionalAnswer, DecisionList, PublishOutcome, PublishedPolicy, Secret, ShareOutcome, SharedAcknowledgement,
    SharedSnooze, SnoozeDecision, Whoami,
};
use captrack_testing::TestClock;
use serde_json::json;

use super::signed_in::NOW;
use crate::answers::{all, block_on, client, first_line, one_after_the_other};
use crate::hold;

const TOKEN: &str = "ctb_fuzz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcd";
const CODE: &str = "ctc_fuzzcode0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const SECRETS: [&str; 3] = [TOKEN, CODE, VERIFIER];
/// The groups that the recorded answers are about: an answer about others is none.
const GROUPS: [i64; 10] = [30, 485, 513, 547, 659, 883, 902, 1538, 4594, 5120];
/// The longest sentence of a server that is shown.
const LONGEST_WHY: usize = 300;
/// The bridge's own limit (`bridge/docs/api.md`).
const MOST_HULLS: usize = 2000;
/// The longest cursor that is kept, in bytes.
const LONGEST_CURSOR: usize = 2048;
const ETAG: &str = "W/\"before\"";

fn bridge(answers: &[u8]) -> (Bridge, AuthAccess) {
    let address = AuthAddress::parse("https://auth.example.com").expect("an address");
    let bridge = Bridge::open(&client(one_after_the_other(all(answers))), Arc::new(TestClock::standing(NOW)));
    (bridge, AuthAccess { address, token: Secret::new(TOKEN) })
}

/// What came back, if anything did; the sentence of an error is one.
fn judged<T>(answer: Result<T, AuthError>) -> Option<T> {
    answer
        .inspect_err(|error| {
            hold::text(error.text(), &SECRETS);
            if let AuthError::Later { after: Some(after), .. } = error {
                hold::wait(*after);
            }
        })
        .ok()
}

/// Something new; an entity tag is one that can be sent back.
fn new<T>(answer: ConditionalAnswer<T>) -> Option<T> {
    match answer {
        ConditionalAnswer::Unchanged => None,
        ConditionalAnswer::New(value, etag) => {
            assert!(etag.is_none_or(|etag| !etag.is_empty() && etag.len() <= 256));
            Some(value)
        }
    }
}

/// `capitals`; the whole input is the answers.
pub fn roster(bytes: &[u8]) {
    let (bridge, access) = bridge(bytes);
    let groups: BTreeSet<GroupId> = GROUPS.map(GroupId).into();
    let answer = block_on(bridge.roster(&access, &groups, Some(ETAG)));
    if let Some(roster) = judged(answer).and_then(new) {
        whole(&roster);
        let before = NOW;
        let put_back = roster.put_back(jiff::SignedDuration::from_secs(90), before);
        let times = put_back.hulls.iter().flat_map(|hull| [hull.seen_at, hull.place_at]);
        times.flatten().for_each(|time| assert!(time <= before, "{time} is still to come"));
    }
}

fn whole(roster: &Roster) {
    let pilots: BTreeSet<PilotId> = roster.pilots.iter().map(|pilot| pilot.id).collect();
    assert_eq!(pilots.len(), roster.pilots.len(), "a pilot stands twice in a roster");
    for pilot in &roster.pilots {
        assert!(pilot.id.0 > 0 && pilot.main.is_none_or(|main| main.0 > 0), "{pilot:?}");
        hold::name(&pilot.name);
        [pilot.assets_at, pilot.location_at].into_iter().flatten().for_each(hold::time);
    }
    let items: Vec<ItemId> = roster.hulls.iter().filter_map(|hull| hull.key.item()).collect();
    assert_eq!(items.iter().collect::<BTreeSet<_>>().len(), items.len(), "an item stands twice in a roster");
    for hull in &roster.hulls {
        assert!(pilots.contains(&hull.pilot), "nobody's hull: {hull:?}");
        assert!(hull.type_id.0 > 0, "{hull:?}");
        [hull.seen_at, hull.place_at].into_iter().flatten().for_each(hold::time);
    }
    roster.names.values().map(String::as_str).for_each(hold::name);
    roster.types.iter().for_each(|kind| hold::name(&kind.name));
    for (name, system) in roster.structures.values() {
        hold::name(name);
        assert!(system.is_plausible(), "{system}");
    }
}

/// Snoozes and acknowledgements, as they are listed and as the answer to what was sent.
pub fn decisions(bytes: &[u8]) {
    let (what, answers) = first_line(bytes);
    let (bridge, access) = bridge(answers);
    block_on(async {
        match what {
            "acknowledgements" => {
                let answer = judged(bridge.acknowledgements(&access, Some(ETAG)).await).and_then(new);
                answer.iter().flat_map(|list: &DecisionList<_>| &list.decisions).for_each(acknowledgement);
            }
            "send_snoozes" => {
                let sent = [snoozed(1), snoozed(2), SnoozeDecision { made: None, ..snoozed(3) }];
                let outcomes = judged(bridge.send_snoozes(&access, &sent).await);
                for (outcome, sent) in paired(outcomes, &sent) {
                    if let ShareOutcome::Stored(decision) | ShareOutcome::Superseded(decision) = outcome {
                        assert_eq!(decision.subject, sent.subject);
                        snooze(&decision);
                    }
                }
            }
            "send_acknowledgements" => {
                let sent = [acknowledged(1), AcknowledgementDecision { made: None, ..acknowledged(2) }];
                let outcomes = judged(bridge.send_acknowledgements(&access, &sent).await);
                for (outcome, sent) in paired(outcomes, &sent) {
                    if let ShareOutcome::Stored(decision) | ShareOutcome::Superseded(decision) = outcome {
                        assert_eq!(decision.subject, sent.subject);
                        acknowledgement(&decision);
                    }
                }
            }
            _ => {
                let answer = judged(bridge.snoozes(&access, Some(ETAG)).await).and_then(new);
                answer.iter().flat_map(|list: &DecisionList<_>| &list.decisions).for_each(snooze);
            }
        }
    });
}

/// Each outcome beside what it is of: none lacks and none is too many.
fn paired<T, D: Clone>(outcomes: Option<Vec<T>>, sent: &[D]) -> Vec<(T, D)> {
    let Some(outcomes) = outcomes else { return Vec::new() };
    assert_eq!(outcomes.len(), sent.len(), "outcomes");
    outcomes.into_iter().zip(sent.iter().cloned()).collect()
}

fn snooze(decision: &SnoozeDecision) {
    assert!(decision.subject.0 > 0);
    hold::time(decision.decided_at);
    hold::name(&decision.by);
    if let Some(snooze) = &decision.made {
        hold::time(snooze.since);
        snooze.until.into_iter().for_each(hold::time);
        why(snooze.why.as_deref());
    }
}

fn acknowledgement(decision: &AcknowledgementDecision) {
    assert!(decision.subject.0 > 0);
    hold::time(decision.decided_at);
    hold::name(&decision.by);
    if let Some(acknowledged) = &decision.made {
        assert!(acknowledged.hulls.len() <= MOST_HULLS, "{} hulls", acknowledged.hulls.len());
        why(acknowledged.why.as_deref());
    }
}

fn why(why: Option<&str>) {
    let Some(why) = why else { return };
    assert!(why.chars().count() <= LONGEST_WHY, "{why}");
    hold::sentence(why, &SECRETS);
}

fn snoozed(pilot: i64) -> SnoozeDecision {
    let snooze = SharedSnooze { since: NOW, until: None, why: Some("on holiday".to_owned()) };
    SnoozeDecision { subject: PilotId(pilot), made: Some(snooze), decided_at: NOW, by: String::new(), local: None }
}

fn acknowledged(main: i64) -> AcknowledgementDecision {
    let acknowledged = SharedAcknowledgement { hulls: BTreeSet::new(), why: None };
    AcknowledgementDecision {
        subject: PilotId(main),
        made: Some(acknowledged),
        decided_at: NOW,
        by: String::new(),
        local: None,
    }
}

/// Whoami, the policy, a sign-in, the end of a token, what has changed, what is read at once, and the coverage.
pub fn answers(bytes: &[u8]) {
    let (what, answers) = first_line(bytes);
    let (bridge, access) = bridge(answers);
    block_on(async {
        match what {
            "policy" => {
                let answer = judged(bridge.policy(&access, Some(ETAG)).await).and_then(new);
                answer.iter().for_each(published);
            }
            "publish" => match judged(bridge.publish(&access, Some(&json!({ "group_wait_secs": 30 })), 1).await) {
                Some(PublishOutcome::Done(there) | PublishOutcome::Overtaken(there)) => published(&there),
                None => {}
            },
            "finish" => {
                let page = access.address.url().clone();
                let verifier = Secret::new(VERIFIER);
                let attempt = AuthAttempt { address: access.address, page, state: "state".to_owned(), verifier };
                if let Some(token) = judged(bridge.finish(&attempt, &Secret::new(CODE)).await) {
                    let token = token.reveal();
                    let fits =
                        !token.is_empty() && token.len() <= 512 && token.bytes().all(|byte| byte.is_ascii_graphic());
                    assert!(fits, "a token that cannot be sent is kept: {token:?}");
                }
            }
            "revoke" => drop(judged(bridge.revoke(&access).await)),
            "changes" => {
                let asked = bridge.roster_changes(&access, &GROUPS.map(GroupId).into(), Some("before")).await;
                if let Some((changes, cursor)) = judged(asked) {
                    whole(&changes);
                    assert!(cursor.is_none_or(|cursor| !cursor.is_empty() && cursor.len() <= LONGEST_CURSOR));
                }
            }
            "coverage" => {
                let answer = judged(bridge.coverage(&access, Some(ETAG)).await).and_then(new);
                answer.iter().for_each(covered);
            }
            "refresh" => {
                let asked = [PilotId(1), PilotId(2)];
                if let Some(answer) = judged(bridge.refresh(&access, &asked).await) {
                    let told = answer.queued.iter().map(|(pilot, _)| pilot);
                    let told: Vec<_> = told.chain(answer.refused.iter().map(|(pilot, _)| pilot)).collect();
                    assert!(told.iter().all(|pilot| asked.contains(pilot)), "nobody asked for {told:?}");
                    answer.refused.iter().for_each(|(_, why)| hold::text(why, &SECRETS));
                }
            }
            _ => {
                if let Some(whoami) = judged(bridge.whoami(&access, &GROUPS.map(GroupId).into()).await) {
                    introduced(&whoami);
                }
            }
        }
    });
}

fn covered(coverage: &AuthCoverage) {
    for pilot in &coverage.pilots {
        assert!(pilot.id.0 > 0, "{pilot:?}");
        hold::name(&pilot.name);
    }
    coverage.corporations.values().filter_map(|corporation| corporation.name.as_deref()).for_each(hold::name);
}

fn introduced(whoami: &Whoami) {
    for name in [&whoami.server, &whoami.bridge, &whoami.main_name, &whoami.token_name] {
        hold::name(name);
    }
    hold::time(whoami.token_expires_at);
    assert!(whoami.problems.len() <= 100, "{} problems", whoami.problems.len());
    whoami.problems.iter().for_each(|problem| hold::sentence(problem, &SECRETS));
    let text = serde_json::to_string(whoami).expect("it can be kept");
    hold::same(whoami, &serde_json::from_str(&text).expect("what is kept can be read"));
}

fn published(published: &PublishedPolicy) {
    published.by.as_deref().into_iter().for_each(hold::name);
}
