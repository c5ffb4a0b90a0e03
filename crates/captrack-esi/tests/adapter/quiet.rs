//! No secret leaves through the log.

use captrack_domain::section::SectionKind;
use captrack_ports::Source;
use captrack_sim::{FaultEffect, Service, TokenDefect};
use captrack_testing::TestLog;

use crate::desk::Desk;

#[tokio::test]
async fn the_log_holds_no_token_and_no_code_at_any_level() {
    let log = TestLog::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .with_ansi(false)
        .finish();
    // Of this thread only, and everything here runs on it.
    let guard = tracing::subscriber::set_default(subscriber);

    let desk = Desk::new();
    let pilot = desk.signed_in("Oona Vex").await;
    for kind in SectionKind::ALL {
        desk.poll(pilot, kind).await.unwrap();
    }
    desk.pass(1200);
    desk.control.spoil_next_token(TokenDefect::Forged);
    assert!(desk.access(pilot).await.is_err());
    desk.pass(301);
    desk.fault(Service::Sso, "/v2/oauth/token", FaultEffect::MalformedJson, 1);
    assert!(desk.access(pilot).await.is_err());
    desk.pass(301);
    assert!(desk.access(pilot).await.is_err(), "the malformed answer had used the refresh token up");
    desk.sign_in(pilot).await.0.unwrap();
    desk.answer("/characters/*/online", 401, None);
    desk.poll(pilot, SectionKind::Online).await.unwrap();
    desk.fault(Service::Esi, "/characters/*/online", FaultEffect::Reset, 5);
    assert!(desk.poll(pilot, SectionKind::Online).await.is_err());
    desk.esi.source.forget(pilot).await;
    drop(guard);

    let log = log.text();
    assert!(log.contains("signed in") && log.contains("signed out"), "{log}");
    desk.check_clean(&log);
    assert!(!log.contains("state="), "{log}");
}
