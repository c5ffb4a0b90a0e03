//! No secret leaves through the log.

use std::io::Write;
use std::sync::Arc;

use captrack_domain::section::SectionKind;
use captrack_ports::Source;
use captrack_sim::{Effect, Service, TokenDefect};
use parking_lot::Mutex;
use tracing_subscriber::fmt::MakeWriter;

use crate::desk::Desk;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn the_log_holds_no_token_and_no_code_at_any_level() {
    let log = Log::default();
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
    desk.fault(Service::Sso, "/v2/oauth/token", Effect::MalformedJson, 1);
    assert!(desk.access(pilot).await.is_err());
    desk.pass(301);
    assert!(desk.access(pilot).await.is_err(), "the malformed answer had used the refresh token up");
    desk.sign_in(pilot).await.0.unwrap();
    desk.answer("/characters/*/online", 401, None);
    desk.poll(pilot, SectionKind::Online).await.unwrap();
    desk.fault(Service::Esi, "/characters/*/online", Effect::Reset, 5);
    assert!(desk.poll(pilot, SectionKind::Online).await.is_err());
    desk.esi.source.forget(pilot).await;
    drop(guard);

    let log = String::from_utf8(log.0.lock().clone()).unwrap();
    assert!(log.contains("signed in") && log.contains("signed out"), "{log}");
    desk.check_clean(&log);
    assert!(!log.contains("state="), "{log}");
}
