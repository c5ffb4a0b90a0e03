//! `GET whoami`.

use captrack_domain::foreign_time::ForeignTime;
use captrack_domain::ids::PilotId;
use captrack_ports::{ReadPeriod, ReadPeriods, Whoami};
use jiff::Timestamp;
use serde::Deserialize;

use super::Version;
use crate::text;

#[derive(Debug, Deserialize)]
pub(crate) struct Body {
    #[serde(rename = "version")]
    _version: Version,
    server: Server,
    main: Main,
    token: Token,
    permissions: Permissions,
    sees: Sees,
    problems: Vec<Problem>,
    /// Bridges up to 0.1.0 do not tell it.
    #[serde(default)]
    reads: Reads,
}

#[derive(Debug, Deserialize)]
struct Server {
    name: String,
    bridge: String,
    time: ForeignTime,
}

#[derive(Debug, Deserialize)]
struct Main {
    character_id: i64,
    name: String,
}

#[derive(Debug, Deserialize)]
struct Token {
    name: String,
    expires_at: ForeignTime,
}

#[derive(Debug, Deserialize)]
struct Permissions {
    read: bool,
    snooze: bool,
    policy: bool,
}

#[derive(Debug, Deserialize)]
struct Sees {
    characters: u64,
}

#[derive(Debug, Deserialize)]
struct Problem {
    sentence: String,
}

#[derive(Debug, Default, Deserialize)]
struct Reads {
    assets: Option<Period>,
    location: Option<Period>,
}

#[derive(Debug, Deserialize)]
struct Period {
    every_seconds: u64,
    slowest_seconds: u64,
    from: String,
}

impl Period {
    /// None: no time in which anything could be read again.
    fn read(self) -> Option<ReadPeriod> {
        let usual_secs = Some(self.every_seconds).filter(|secs| *secs > 0)?;
        let slowest_secs = self.slowest_seconds.max(usual_secs);
        Some(ReadPeriod { usual_secs, slowest_secs, observed: self.from == "observed" })
    }
}

impl Body {
    /// `now`: this computer's time when the server told its own.
    pub(crate) fn read(self, now: Timestamp) -> Whoami {
        Whoami {
            server: text::name(&self.server.name),
            bridge: text::name(&self.server.bridge),
            clock_ahead_secs: self.server.time.at().as_second() - now.as_second(),
            main: PilotId(self.main.character_id),
            main_name: text::name(&self.main.name),
            token_name: text::name(&self.token.name),
            token_expires_at: self.token.expires_at.at(),
            may_read: self.permissions.read,
            may_snooze: self.permissions.snooze,
            may_publish: self.permissions.policy,
            characters: self.sees.characters,
            reads: ReadPeriods {
                assets: self.reads.assets.and_then(Period::read),
                location: self.reads.location.and_then(Period::read),
            },
            problems: self.problems.iter().filter_map(|problem| text::sentence(&problem.sentence)).collect(),
        }
    }
}
