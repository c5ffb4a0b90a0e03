use std::panic::AssertUnwindSafe;
use std::time::Duration;

use captrack_domain::ids::PilotId;
use captrack_domain::section::SectionKind;
use captrack_esi::{AUTHORIZED_APPS_PAGE, PILOT_SCOPES};
use captrack_ports::{PollError, Secret, Source};
use captrack_sim::{Fault, FaultEffect, RefreshTokens, Service, SimOptions, TokenDefect};
use futures::FutureExt;
use jiff::SignedDuration;

use crate::desk::{Desk, said};

/// Just so long that the access must be renewed.
const ALMOST_OVER: u64 = 1145;

fn refused<T: std::fmt::Debug>(answer: Result<T, PollError>) -> String {
    match answer.unwrap_err() {
        PollError::SignInRefused { why } => said(&why),
        other => panic!("{other:?}"),
    }
}

fn later<T: std::fmt::Debug>(answer: Result<T, PollError>) -> String {
    match answer.unwrap_err() {
        PollError::Later { why, .. } => said(&why),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn access_is_renewed_in_its_last_minute_and_the_new_refresh_token_is_kept() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let first = desk.access(pilot).await.unwrap();
    let kept = desk.kept(pilot).unwrap();
    desk.pass(1139);
    assert_eq!(desk.access(pilot).await.unwrap().reveal(), first.reveal());
    assert_eq!(desk.refreshes(), 0);
    desk.pass(2);
    assert_ne!(desk.access(pilot).await.unwrap().reveal(), first.reveal());
    assert_ne!(desk.kept(pilot).unwrap(), kept);
    assert_eq!(desk.refreshes(), 1);
    assert_eq!(desk.control.live_refresh_tokens(pilot.0), 1);
}

#[tokio::test]
async fn many_who_ask_at_once_make_one_renewal() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.pass(ALMOST_OVER);
    let answers = futures::future::join_all((0..20).map(|_| desk.access(pilot))).await;
    assert!(answers.iter().all(Result::is_ok));
    let stats = desk.control.stats().sso;
    assert_eq!((stats.refreshes, stats.reused_refresh_tokens), (1, 0));
}

#[tokio::test]
async fn a_restart_goes_on_with_the_kept_sign_in() {
    let mut desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    for _ in 0..3 {
        desk.restart();
        desk.access(pilot).await.unwrap();
    }
    let stats = desk.control.stats().sso;
    assert_eq!((stats.refreshes, stats.reused_refresh_tokens), (3, 0));
}

#[tokio::test]
async fn an_access_whose_refresh_token_could_not_be_kept_is_not_used() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let kept = desk.kept(pilot);
    desk.pass(ALMOST_OVER);
    desk.secrets.full.set(true);
    for _ in 0..3 {
        let why = later(desk.access(pilot).await);
        assert!(why.contains("could not be kept") && why.contains("keyring is locked"), "{why}");
    }
    assert_eq!(desk.kept(pilot), kept);
    // Unlocked again: what was held is kept now, without another renewal.
    desk.secrets.full.set(false);
    desk.access(pilot).await.unwrap();
    assert_ne!(desk.kept(pilot), kept);
    let stats = desk.control.stats().sso;
    assert_eq!((stats.refreshes, stats.reused_refresh_tokens), (1, 0));
}

#[tokio::test]
async fn a_death_before_the_new_token_is_kept_loses_nothing_silently() {
    let mut desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let kept = desk.kept(pilot);
    desk.pass(ALMOST_OVER);
    desk.secrets.full.set(true);
    later(desk.access(pilot).await);
    desk.restart();
    desk.secrets.full.set(false);
    // The old token was used up by the SSO: the user is told, and what was kept stands until then.
    let why = refused(desk.access(pilot).await);
    assert!(why.contains("EVE refused the sign-in"), "{why}");
    assert_eq!(desk.kept(pilot), kept);
    desk.sign_in(pilot).await.0.unwrap();
    desk.access(pilot).await.unwrap();
}

#[tokio::test]
async fn a_crash_while_the_new_token_is_kept_loses_nothing() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let kept = desk.kept(pilot);
    desk.pass(ALMOST_OVER);
    desk.secrets.full.set(true);
    later(desk.access(pilot).await);
    desk.secrets.panics.set(true);
    let crashed = AssertUnwindSafe(desk.access(pilot)).catch_unwind().await;
    assert!(crashed.is_err(), "who asked hears of the crash");
    desk.secrets.panics.set(false);
    desk.secrets.full.set(false);
    desk.access(pilot).await.unwrap();
    assert_ne!(desk.kept(pilot), kept);
    let stats = desk.control.stats().sso;
    assert_eq!((stats.refreshes, stats.reused_refresh_tokens), (1, 0));
}

#[tokio::test]
async fn a_clock_that_crashes_at_any_moment_of_a_renewal_loses_no_sign_in() {
    for asked_before in 0..12 {
        let desk = Desk::new();
        let pilot = desk.signed_in("Oona Vex").await;
        desk.pass(ALMOST_OVER);
        desk.crash_clock_after(Some(asked_before));
        let _ = AssertUnwindSafe(desk.access(pilot)).catch_unwind().await;
        desk.crash_clock_after(None);
        desk.access(pilot).await.unwrap();
        assert_eq!(desk.control.stats().sso.reused_refresh_tokens, 0, "after {asked_before}");
    }
}

#[tokio::test]
async fn an_asker_who_gives_up_does_not_lose_the_renewal() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let kept = desk.kept(pilot);
    desk.pass(ALMOST_OVER);
    desk.fault(Service::Sso, "/v2/oauth/token", FaultEffect::Delay { millis: 150 }, 1);
    let given_up = tokio::time::timeout(Duration::from_millis(30), desk.access(pilot)).await;
    assert!(given_up.is_err());
    desk.access(pilot).await.unwrap();
    assert_ne!(desk.kept(pilot), kept);
    let stats = desk.control.stats().sso;
    assert_eq!((stats.refreshes, stats.reused_refresh_tokens), (1, 0));
}

#[tokio::test]
async fn a_refused_sign_in_is_kept_and_asked_again_but_not_by_each_section() {
    let mut desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let kept = desk.kept(pilot);
    desk.pass(ALMOST_OVER);
    for round in 0..3 {
        desk.fault(Service::Sso, "/v2/oauth/token", FaultEffect::token_error("invalid_grant"), 1);
        for _ in 0..5 {
            let why = refused(desk.access(pilot).await);
            assert!(why.contains("EVE refused the sign-in"), "{why}");
        }
        assert_eq!(asked_for_tokens(&desk), 2 + round, "the sections that ask together are one question");
        desk.pass(5);
    }
    assert_eq!(desk.kept(pilot), kept, "nothing is thrown away because of a word");
    desk.access(pilot).await.unwrap();
    // Nor after a restart.
    desk.restart();
    desk.fault(Service::Sso, "/v2/oauth/token", FaultEffect::token_error("invalid_grant"), 1);
    refused(desk.access(pilot).await);
    desk.pass(5);
    desk.access(pilot).await.unwrap();
}

/// Requests to the token endpoint, the one of the sign-in among them.
fn asked_for_tokens(desk: &Desk) -> usize {
    desk.control.requests().iter().filter(|request| request.path == "/v2/oauth/token").count()
}

#[tokio::test]
async fn a_revoked_sign_in_is_refused_whenever_it_is_asked_about() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.control.revoke_tokens(pilot.0);
    desk.pass(ALMOST_OVER);
    for _ in 0..3 {
        refused(desk.access(pilot).await);
        desk.pass(86_400);
    }
    assert_eq!(
        desk.control.stats().sso.refusals["invalid_grant"],
        3,
        "when it is tried again is for the monitor to say"
    );
    desk.sign_in(pilot).await.0.unwrap();
    desk.access(pilot).await.unwrap();
}

#[tokio::test]
async fn only_invalid_grant_refuses_a_sign_in() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.pass(ALMOST_OVER);
    let errors =
        ["invalid_token", "temporarily_unavailable", "server_error", "invalid_request", "unsupported_grant_type"];
    let mut answers: Vec<FaultEffect> = errors.map(FaultEffect::token_error).into();
    answers.push(FaultEffect::token_error("invalid_client"));
    for status in [400, 401, 403, 404, 407, 451, 502, 503, 520, 525] {
        answers.push(FaultEffect::edge(status));
    }
    let status = |status, error: &str| {
        let body = Some(serde_json::json!({"error": error, "sso_status": 400}));
        FaultEffect::Answer { status, body, headers: Vec::new() }
    };
    answers.extend([status(500, "invalid_grant"), status(429, "invalid_grant"), status(403, "token is expired")]);
    answers.push(FaultEffect::Answer { status: 302, body: None, headers: vec![("Location".into(), "/login".into())] });
    answers.push(FaultEffect::Edge { status: 200, text: "<html>Please sign in to this hotel's network</html>".into() });
    for effect in answers {
        desk.fault(Service::Sso, "/v2/oauth/token", effect.clone(), 1);
        let why = later(desk.access(pilot).await);
        assert!(!why.contains("sign in again"), "{effect:?}: {why}");
        desk.pass(301);
    }
    desk.access(pilot).await.unwrap();
}

#[tokio::test]
async fn what_the_sso_says_of_itself_once_leads_nobody_astray_for_long() {
    let mut desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.restart();
    let sso = desk.sim.sso_url();
    let astray = serde_json::json!({
        "issuer": sso,
        "authorization_endpoint": format!("{sso}/v2/oauth/authorize"),
        "token_endpoint": format!("{sso}/moved/token"),
        "jwks_uri": format!("{sso}/oauth/jwks"),
    });
    let answer = FaultEffect::Answer { status: 200, body: Some(astray), headers: Vec::new() };
    desk.fault(Service::Sso, "/.well-known/*", answer, 1);
    later(desk.access(pilot).await);
    desk.pass(31);
    desk.access(pilot).await.unwrap();
}

#[tokio::test]
async fn what_will_not_be_another_answer_in_a_moment_is_asked_for_ever_more_seldom() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.pass(ALMOST_OVER);
    let wait = || async {
        desk.fault(Service::Sso, "/v2/oauth/token", FaultEffect::token_error("unsupported_grant_type"), 1);
        let PollError::Later { why, after } = desk.access(pilot).await.unwrap_err() else { panic!() };
        assert_eq!(why.code, "sso-refused");
        desk.pass(after.unwrap().as_secs());
        after.unwrap().as_secs()
    };
    let mut waits = Vec::new();
    for _ in 0..7 {
        waits.push(wait().await);
    }
    assert_eq!(waits, [15, 30, 60, 120, 240, 300, 300]);
    desk.access(pilot).await.unwrap();
    desk.pass(ALMOST_OVER);
    assert_eq!(wait().await, 15, "a good answer begins anew");
}

#[tokio::test]
async fn an_sso_that_is_away_for_long_costs_nobody_the_sign_in() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.pass(ALMOST_OVER);
    desk.control.inject(Fault::new(Service::Sso, "/v2/oauth/token", FaultEffect::edge(503)));
    for _ in 0..40 {
        later(desk.access(pilot).await);
        desk.pass(30);
    }
    desk.control.clear_faults();
    desk.access(pilot).await.unwrap();
}

#[tokio::test]
async fn a_sign_in_that_is_not_in_the_place_of_secrets_is_looked_for_again() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.pass(ALMOST_OVER);
    let taken = desk.secrets.take_away();
    let why = later(desk.access(pilot).await);
    assert_eq!(
        why,
        "No sign-in for this pilot is in the keyring. Start CapTrack with the place of secrets you signed in with, or sign in again."
    );
    assert_eq!(desk.refreshes(), 0);
    desk.secrets.give_back(taken);
    desk.access(pilot).await.unwrap();

    desk.pass(ALMOST_OVER);
    let kept = desk.kept(pilot).unwrap();
    desk.overwrite(pilot, "half a sec");
    let why = later(desk.access(pilot).await);
    assert!(why.contains("cannot be read"), "{why}");
    desk.overwrite(pilot, kept.reveal());
    desk.access(pilot).await.unwrap();
}

#[tokio::test]
async fn the_refresh_token_may_be_a_new_one_the_same_or_left_out() {
    use RefreshTokens::{LeftOut, Mixed, Rotated, Same};
    for refresh_tokens in [Rotated, Same, LeftOut, Mixed] {
        let mut desk = Desk::with(SimOptions { refresh_tokens, ..SimOptions::default() });
        let pilot = desk.signed_in("Oona Vex").await;
        let first = desk.kept(pilot);
        for _ in 0..6 {
            desk.pass(ALMOST_OVER);
            desk.access(pilot).await.unwrap();
            desk.restart();
        }
        let stats = desk.control.stats().sso;
        assert_eq!((stats.refreshes, stats.reused_refresh_tokens), (6, 0), "{refresh_tokens:?}");
        assert_eq!(desk.kept(pilot) == first, matches!(refresh_tokens, Same | LeftOut), "{refresh_tokens:?}");
        assert_eq!(desk.control.live_refresh_tokens(pilot.0), 1, "{refresh_tokens:?}");
    }
}

#[tokio::test]
async fn a_clock_that_is_wrong_or_turned_keeps_nobody_from_being_watched() {
    for hours in [-30, -3, 3, 400 * 24] {
        let desk = Desk::new();
        desk.control.turn_clock(SignedDuration::from_hours(hours));
        let pilot = desk.signed_in("Oona Vex").await;
        desk.poll(pilot, SectionKind::Online).await.unwrap();
        for _ in 0..3 {
            desk.pass(60);
            desk.poll(pilot, SectionKind::Online).await.unwrap();
        }
        assert_eq!(desk.refreshes(), 0, "its life is a length: {hours}");
        // Put right: it goes on, with one renewal at most.
        desk.control.turn_clock(SignedDuration::from_hours(-hours));
        for _ in 0..30 {
            desk.pass(60);
            desk.poll(pilot, SectionKind::Online).await.unwrap();
        }
        let refreshes = desk.refreshes();
        assert!((1..=3).contains(&refreshes), "{hours}: {refreshes}");
    }
}

#[tokio::test]
async fn pilots_whose_renewals_come_at_once_share_one_question_for_metadata_and_keys() {
    let mut desk = Desk::new();
    let mut pilots = Vec::new();
    for n in 0..30 {
        pilots.push(desk.signed_in(&format!("Pilot {n}")).await);
    }
    let reads = |desk: &Desk, path: &str| desk.control.requests().iter().filter(|request| request.path == path).count();
    let (metadata, keys) = ("/.well-known/oauth-authorization-server", "/oauth/jwks");
    desk.restart();
    desk.control.reset_stats();
    desk.fault(Service::Sso, metadata, FaultEffect::edge(502), 1);
    let all = |pilots: &[PilotId]| {
        let asked: Vec<_> = pilots.iter().map(|pilot| desk.access(*pilot)).collect();
        futures::future::join_all(asked)
    };
    assert!(all(&pilots).await.iter().all(Result::is_err));
    desk.pass(6);
    assert!(all(&pilots).await.iter().all(Result::is_err), "nobody waits for an attempt that has just failed");
    assert_eq!(reads(&desk, metadata), 1);
    desk.pass(25);
    desk.fault(Service::Sso, keys, FaultEffect::Delay { millis: 100 }, 1);
    assert!(all(&pilots).await.iter().all(Result::is_ok));
    assert_eq!((reads(&desk, metadata), reads(&desk, keys)), (2, 1));
    // A day later the addresses still serve while newer ones cannot be had; keys that old do not.
    desk.pass(86_400);
    desk.control.inject(Fault::new(Service::Sso, metadata, FaultEffect::edge(502)));
    desk.access(pilots[0]).await.unwrap();
    assert_eq!(reads(&desk, keys), 2);
}

#[tokio::test]
async fn a_key_that_was_withdrawn_is_not_trusted_for_longer_than_a_day() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.control.inject(Fault::new(Service::Sso, "/oauth/jwks", FaultEffect::edge(503)));
    desk.pass(86_399);
    desk.access(pilot).await.unwrap();
    desk.pass(1201);
    let why = later(desk.access(pilot).await);
    assert!(why.contains("503"), "{why}");
}

#[tokio::test]
async fn a_character_that_was_sold_is_signed_out_here() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.control.sell_character(pilot.0).unwrap();
    desk.pass(ALMOST_OVER);
    let why = refused(desk.access(pilot).await);
    assert!(why.contains("Oona Vex now belongs to another account"), "{why}");
    assert_eq!(desk.kept(pilot), None);
    refused(desk.access(pilot).await);
    assert_eq!(desk.refreshes(), 1);
    // The new owner may sign in.
    desk.sign_in(pilot).await.0.unwrap();
    desk.access(pilot).await.unwrap();
}

#[tokio::test]
async fn an_sso_in_trouble_is_asked_again_later() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.pass(ALMOST_OVER);
    let body = Some(serde_json::json!({"error": "invalid_grant"}));
    for effect in [
        FaultEffect::Answer { status: 504, body: body.clone(), headers: Vec::new() },
        FaultEffect::Answer { status: 503, body, headers: Vec::new() },
        FaultEffect::Reset,
        FaultEffect::Edge { status: 500, text: "oops".to_owned() },
    ] {
        desk.fault(Service::Sso, "/v2/oauth/token", effect, 1);
        later(desk.access(pilot).await);
        // Several sections ask at once: the SSO is spared for a few seconds.
        later(desk.access(pilot).await);
        desk.pass(6);
    }
    desk.access(pilot).await.unwrap();
    assert_eq!(desk.refreshes(), 1);
}

#[tokio::test]
async fn too_many_requests_are_waited_out_as_long_as_the_sso_says() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.pass(ALMOST_OVER);
    let headers = vec![("Retry-After".to_owned(), "40".to_owned())];
    desk.fault(Service::Sso, "/v2/oauth/token", FaultEffect::Answer { status: 429, body: None, headers }, 1);
    let PollError::Later { after, .. } = desk.access(pilot).await.unwrap_err() else { panic!() };
    assert_eq!(after, Some(Duration::from_secs(40)));
    desk.pass(39);
    later(desk.access(pilot).await);
    desk.pass(1);
    desk.access(pilot).await.unwrap();
}

#[tokio::test]
async fn a_renewed_access_is_checked_in_full_and_its_refresh_token_is_not_lost() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    for defect in [TokenDefect::Forged, TokenDefect::OtherApplication, TokenDefect::Expired, TokenDefect::Unsigned] {
        desk.pass(ALMOST_OVER);
        desk.control.spoil_next_token(defect);
        later(desk.access(pilot).await);
        let refreshes = desk.refreshes();
        later(desk.access(pilot).await);
        assert_eq!(desk.refreshes(), refreshes, "asked again at once after {defect:?}");
        desk.pass(301);
        desk.access(pilot).await.unwrap();
    }
    assert_eq!(desk.control.stats().sso.reused_refresh_tokens, 0);
}

#[tokio::test]
async fn keys_that_cannot_be_read_now_cost_no_second_renewal() {
    let mut desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.restart();
    desk.fault(Service::Sso, "/oauth/jwks", FaultEffect::Edge { status: 503, text: String::new() }, 1);
    later(desk.access(pilot).await);
    desk.pass(31);
    desk.access(pilot).await.unwrap();
    let stats = desk.control.stats().sso;
    assert_eq!((stats.refreshes, stats.reused_refresh_tokens), (1, 0));
}

#[tokio::test]
async fn nobody_is_signed_in_who_never_was() {
    let desk = Desk::new();
    later(desk.access(PilotId(2_112_999_999)).await);
    assert!(desk.control.stats().sso.refusals.is_empty());
}

#[tokio::test]
async fn forgetting_a_pilot_revokes_and_deletes() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let other = desk.signed_in("Other").await;
    assert_eq!(desk.esi.source.forget(pilot).await, None);
    assert_eq!(desk.kept(pilot), None);
    assert_eq!(desk.control.live_refresh_tokens(pilot.0), 0);
    assert_eq!(desk.control.stats().sso.revocations, 1);
    refused(desk.access(pilot).await);
    desk.access(other).await.unwrap();
    assert_eq!(desk.refreshes(), 0);
}

#[tokio::test]
async fn a_pilot_is_forgotten_here_even_when_the_sso_is_away() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.fault(Service::Sso, "/v2/oauth/revoke", FaultEffect::Reset, 1);
    let sentence = said(&desk.esi.source.forget(pilot).await.unwrap());
    assert!(sentence.contains(AUTHORIZED_APPS_PAGE), "{sentence}");
    desk.check_clean(&sentence);
    assert_eq!(desk.kept(pilot), None);
}

#[tokio::test]
async fn a_sign_in_keeps_its_own_client_id() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    desk.esi.sso.register(Some("another-application".to_owned()), desk.sim.callback_port());
    desk.pass(ALMOST_OVER);
    desk.access(pilot).await.unwrap();
}

#[tokio::test]
async fn access_does_not_show_itself() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let access = desk.access(pilot).await.unwrap();
    let text = format!("{access:?}");
    assert!(text.contains("<redacted>"), "{text}");
    desk.check_clean(&text);
}

#[tokio::test]
async fn a_sign_in_that_was_made_elsewhere_is_taken_over() {
    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    let owner = {
        let kept = desk.kept(pilot).unwrap();
        serde_json::from_str::<serde_json::Value>(kept.reveal()).unwrap()["owner"].as_str().unwrap().to_owned()
    };
    desk.esi.source.forget(pilot).await;
    refused(desk.access(pilot).await);
    let client_id = desk.sim.client_id();
    let refresh = Secret::new(desk.control.grant(pilot.0, &client_id, &PILOT_SCOPES).unwrap());
    desk.esi.sso.import(pilot, refresh, &owner, &PILOT_SCOPES, &client_id).await.unwrap();
    assert!(desk.access(pilot).await.unwrap().allows(PILOT_SCOPES[0]));
}
