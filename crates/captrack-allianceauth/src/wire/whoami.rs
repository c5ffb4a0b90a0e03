//! `GET whoami`.

use captrack_domain::foreign_time::ForeignTime;
use captrack_domain::ids::PilotId;
use captrack_ports::{AuthAddress, FastLane, LaneStep, ReadPeriod, ReadPeriods, Revisions, Whoami};
use jiff::Timestamp;
use serde::Deserialize;
use url::Url;

use super::WireVersion;
use crate::foreign_sentence;

#[derive(Debug, Deserialize)]
pub(crate) struct Body {
    #[serde(rename = "version")]
    _version: WireVersion,
    server: Server,
    main: Main,
    token: Token,
    permissions: Permissions,
    sees: Sees,
    problems: Vec<Problem>,
    /// Bridges up to 0.1.0 do not tell it.
    #[serde(default)]
    reads: Reads,
    /// Nor this.
    revisions: Option<Told>,
    /// Nor this.
    fast_lane: Option<Lane>,
}

#[derive(Debug, Deserialize)]
struct Told {
    capitals: Option<String>,
    coverage: Option<String>,
    snoozes: Option<String>,
    acknowledgements: Option<String>,
    policy: Option<String>,
}

/// A revision beyond this is none.
const LONGEST_REVISION: usize = 256;

impl Told {
    fn read(self) -> Revisions {
        let short = |text: Option<String>| text.filter(|text| !text.is_empty() && text.len() <= LONGEST_REVISION);
        Revisions {
            roster: short(self.capitals),
            coverage: short(self.coverage),
            snoozes: short(self.snoozes),
            acknowledgements: short(self.acknowledgements),
            policy: short(self.policy),
        }
    }
}

#[derive(Debug, Deserialize)]
struct Lane {
    #[serde(default)]
    location: Vec<Step>,
    #[serde(default)]
    assets: Vec<Step>,
}

#[derive(Debug, Deserialize)]
struct Step {
    every_seconds: u64,
    characters: u64,
    ships: u64,
}

/// More steps than anybody looks through.
const MOST_STEPS: usize = 12;

impl Lane {
    fn read(self) -> FastLane {
        let steps = |steps: Vec<Step>| {
            let step = |step: Step| LaneStep {
                every_secs: step.every_seconds,
                characters: step.characters,
                ships: step.ships,
            };
            steps.into_iter().filter(|step| step.every_seconds > 0).take(MOST_STEPS).map(step).collect()
        };
        FastLane { location: steps(self.location), assets: steps(self.assets) }
    }
}

#[derive(Debug, Deserialize)]
struct Server {
    name: String,
    bridge: String,
    time: ForeignTime,
    /// Bridges up to 0.1.0 do not tell it.
    #[serde(default)]
    audit_url: Option<String>,
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
#[expect(clippy::struct_excessive_bools, reason = "each is a permission of its own")]
struct Permissions {
    read: bool,
    snooze: bool,
    policy: bool,
    #[serde(default)]
    refresh: bool,
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
    pub(crate) fn read(self, address: &AuthAddress, now: Timestamp) -> Whoami {
        Whoami {
            server: foreign_sentence::name(&self.server.name),
            bridge: foreign_sentence::name(&self.server.bridge),
            clock_ahead_secs: self.server.time.at().as_second() - now.as_second(),
            main: PilotId(self.main.character_id),
            main_name: foreign_sentence::name(&self.main.name),
            token_name: foreign_sentence::name(&self.token.name),
            token_expires_at: self.token.expires_at.at(),
            may_read: self.permissions.read,
            may_snooze: self.permissions.snooze,
            may_publish: self.permissions.policy,
            may_refresh: self.permissions.refresh,
            revisions: self.revisions.map(Told::read),
            fast_lane: self.fast_lane.map(Lane::read),
            characters: self.sees.characters,
            audit_url: self.server.audit_url.filter(|url| is_its_own_page(url, address)),
            reads: ReadPeriods {
                assets: self.reads.assets.and_then(Period::read),
                location: self.reads.location.and_then(Period::read),
            },
            problems: self
                .problems
                .iter()
                .filter_map(|problem| foreign_sentence::sentence(&problem.sentence))
                .collect(),
        }
    }
}

/// Where the id of a main goes.
const MAIN: &str = "{character_id}";
/// An address beyond this is none.
const LONGEST_URL: usize = 512;

/// Whether it is a page of the site itself, for one main: what a server tells is opened in the browser.
fn is_its_own_page(url: &str, address: &AuthAddress) -> bool {
    let Ok(page) = Url::parse(&url.replacen(MAIN, "1", 1)) else { return false };
    let own = address.url();
    let is_there = (page.scheme(), page.host(), page.port_or_known_default())
        == (own.scheme(), own.host(), own.port_or_known_default());
    let is_plain = page.username().is_empty() && page.password().is_none();
    url.len() <= LONGEST_URL && url.matches(MAIN).count() == 1 && page.path().contains('1') && is_there && is_plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_page_of_the_site_itself_is_opened() {
        let address = AuthAddress::parse("https://auth.example.com").unwrap();
        let is_taken = |url: &str| is_its_own_page(url, &address);
        assert!(is_taken("https://auth.example.com/audit/r/{character_id}/account/overview"));
        for url in [
            "https://evil.example.com/audit/r/{character_id}/",
            "http://auth.example.com/audit/r/{character_id}/",
            "https://auth.example.com:8443/audit/r/{character_id}/",
            "https://auth.example.com@evil.example.com/{character_id}/",
            "https://user@auth.example.com/{character_id}/",
            "https://auth.example.com/audit/",
            "https://auth.example.com/{character_id}/{character_id}",
            "https://{character_id}.example.com/1",
            "javascript:alert({character_id})",
            "/audit/r/{character_id}/",
            "",
        ] {
            assert!(!is_taken(url), "{url}");
        }
        assert!(!is_taken(&format!("https://auth.example.com/{{character_id}}/{}", "x".repeat(600))));
    }
}
