//! Why AllianceAuth does not answer as it should.

use captrack_domain::words::sentence;

use crate::state::auth::Connection;

/// Why it does not answer as it should, as a sentence.
pub fn auth_trouble(connection: &Connection) -> Option<String> {
    let Some(why) = connection.last_error.as_deref().map(sentence) else {
        let odd = connection.odd_rows.total();
        return (odd > 0).then(|| {
            let rows = if odd == 1 { "One row".to_owned() } else { format!("{odd} rows") };
            format!("{rows} of AllianceAuth's answer made no sense and did not count: ask an admin to look at its CapTrack bridge.")
        });
    };
    let Some(refused) = &connection.refused else { return Some(why) };
    let [since, next] = [refused.since, refused.next_try].map(|at| at.strftime("%H:%M").to_string());
    // As of the last try: nothing has been heard since.
    let now = connection.last_attempt.unwrap_or(refused.since);
    Some(if refused.is_certain(now) {
        let since = refused.since.strftime("%Y-%m-%d %H:%M");
        format!("{why} AllianceAuth has refused the token since {since} EVE: connect again with a new one.")
    } else {
        format!("{why} AllianceAuth has refused the token since {since} EVE; next try {next}.")
    })
}
