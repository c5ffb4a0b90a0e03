//! Why AllianceAuth does not answer as it should.

use captrack_contract::AuthErrorCode;
use captrack_domain::words::{eve_time, sentence};
use jiff::Timestamp;

use crate::state::auth::AuthConnection;

/// Why it does not answer as it should and what comes next, as sentences, for where they are renewed.
pub fn auth_trouble(connection: &AuthConnection, now: Timestamp) -> Option<String> {
    let trouble = lasting_auth_trouble(connection, now)?;
    let Some(refused) = connection.refused.as_ref().filter(|refused| !refused.is_certain(now)) else {
        return Some(trouble);
    };
    let next = if refused.may_be_tried(now) {
        "It is tried again now.".to_owned()
    } else {
        format!("Next try {}.", eve_time(refused.next_try, now))
    };
    Some(format!("{trouble} {next}"))
}

/// Why it does not answer as it should, for programs; given whenever [`auth_trouble`] says anything.
pub fn auth_trouble_code(connection: &AuthConnection) -> Option<AuthErrorCode> {
    match &connection.last_error {
        Some(_) => Some(connection.last_error_code.unwrap_or(AuthErrorCode::Other)),
        None => (connection.odd_rows.total() > 0).then_some(AuthErrorCode::InvalidRows),
    }
}

/// Why it does not answer as it should, as it may stand for hours where it is not renewed: without when it is tried again.
pub fn lasting_auth_trouble(connection: &AuthConnection, now: Timestamp) -> Option<String> {
    let Some(why) = connection.last_error.as_deref().map(sentence) else {
        let odd = connection.odd_rows.total();
        return (odd > 0).then(|| {
            let rows = if odd == 1 { "One row".to_owned() } else { format!("{odd} rows") };
            format!("{rows} of AllianceAuth's answer made no sense and did not count: ask an admin to look at its CapTrack bridge.")
        });
    };
    let Some(refused) = &connection.refused else { return Some(why) };
    let since = eve_time(refused.since, now);
    let next = if refused.is_certain(now) { ": connect again with a new one" } else { "" };
    Some(format!("{why} AllianceAuth has refused the token since {since}{next}."))
}
