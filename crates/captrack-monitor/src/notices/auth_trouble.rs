//! Why AllianceAuth does not answer as it should.

use captrack_contract::AuthErrorCode;
use captrack_domain::text;
use captrack_domain::text::{Argument, Text};
use jiff::Timestamp;

use crate::state::auth::AuthConnection;

/// Why it does not answer as it should and what comes next, as sentences, for where they are renewed.
pub fn auth_trouble(connection: &AuthConnection, now: Timestamp) -> Option<Text> {
    let trouble = lasting_auth_trouble(connection, now)?;
    let Some(refused) = connection.refused.as_ref().filter(|refused| !refused.is_certain(now)) else {
        return Some(trouble);
    };
    let next = if refused.may_be_tried(now) {
        text!("auth-tried-now")
    } else {
        text!("auth-next-try", next = Argument::at(refused.next_try, now))
    };
    Some(Text::sentences([trouble, next]))
}

/// Why it does not answer as it should, for programs; given whenever [`auth_trouble`] says anything.
pub fn auth_trouble_code(connection: &AuthConnection) -> Option<AuthErrorCode> {
    match &connection.last_error {
        Some(_) => Some(connection.last_error_code.unwrap_or(AuthErrorCode::Other)),
        None => (connection.odd_rows.total() > 0).then_some(AuthErrorCode::InvalidRows),
    }
}

/// Why it does not answer as it should, as it may stand for hours where it is not renewed: without when it is tried again.
pub fn lasting_auth_trouble(connection: &AuthConnection, now: Timestamp) -> Option<Text> {
    let Some(why) = connection.last_error.clone().map(|why| Argument::from(why.as_sentence())) else {
        let odd = connection.odd_rows.total();
        return (odd > 0).then(|| text!("auth-invalid-rows", n = odd));
    };
    let refused = connection.refused.as_ref().map(|refused| {
        let since = Argument::at(refused.since, now);
        Argument::from(if refused.is_certain(now) {
            text!("auth-refused-long", since = since)
        } else {
            text!("auth-refused-since", since = since)
        })
    });
    Some(Text::sentences([why].into_iter().chain(refused)))
}
