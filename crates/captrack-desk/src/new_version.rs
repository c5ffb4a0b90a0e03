//! Asks once a day whether there is a newer CapTrack, where the user allows it. It tells and installs nothing.

use std::time::Duration;

use captrack_contract::{NewVersion, NewVersions};
use captrack_domain::foreign_text::excerpt;
use captrack_http::header::ACCEPT;
use captrack_http::{HeaderValue, HttpClient, Request};
use captrack_store::{Store, StoreError, settings};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

/// Where the latest release is described.
const LATEST: &str = "https://api.github.com/repos/captrack/captrack-desktop/releases/latest";
/// It is asked for this often.
const EVERY: Duration = Duration::from_secs(24 * 60 * 60);
/// Whether it is time is looked at this often.
const LOOK: Duration = Duration::from_secs(10 * 60);
/// An answer is no longer, in bytes.
const LARGEST: usize = 256 * 1024;
/// So many lines of a release's notes are kept, each of so many letters.
const NOTES: (usize, usize) = (40, 300);

/// What is kept of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    looks: Option<bool>,
    asked_at: Option<Timestamp>,
    latest: Option<NewVersion>,
}

/// The latest release, as far as it matters here.
#[derive(Debug, Deserialize)]
struct Release {
    tag_name: String,
    #[serde(default)]
    body: Option<String>,
}

/// Who asks.
pub(crate) struct VersionCheck {
    store: Store,
    http: HttpClient,
    address: Option<Url>,
}

impl VersionCheck {
    /// Asks at the project's own address, or at that of an endpoints file.
    pub fn new(store: Store, http: HttpClient, other: Option<&str>) -> Self {
        let address = Url::parse(other.unwrap_or(LATEST)).ok();
        Self { store, http, address }
    }

    /// What is known.
    pub async fn known(&self) -> Result<NewVersions, StoreError> {
        let kept = self.kept().await?;
        let newer = kept.latest.filter(|latest| is_newer(&latest.version, env!("CARGO_PKG_VERSION")));
        Ok(NewVersions { looks: kept.looks, newer })
    }

    /// Whether it may look, from now on.
    pub async fn decide(&self, looks: bool) -> Result<(), StoreError> {
        let kept = self.kept().await?;
        // What was found is no secret, but who does not want to know is not told.
        let latest = kept.latest.filter(|_| looks);
        self.keep(&Kept { looks: Some(looks), asked_at: kept.asked_at.filter(|_| looks), latest }).await
    }

    /// Asks where it may and a day has passed. A server that does not answer is asked again the next day.
    pub async fn ask_if_due(&self, now: Timestamp) -> Result<(), StoreError> {
        let kept = self.kept().await?;
        if kept.looks != Some(true) || !is_due(kept.asked_at, now) {
            return Ok(());
        }
        let found = self.latest().await;
        // The user may have decided otherwise meanwhile.
        let kept = self.kept().await?;
        let latest = match found {
            Ok(found) => Some(found),
            Err(why) => {
                tracing::info!(why, "the latest version is not known");
                kept.latest.clone()
            }
        };
        if kept.looks == Some(true) {
            self.keep(&Kept { asked_at: Some(now), latest, ..kept }).await?;
        }
        Ok(())
    }

    /// Goes on asking. A store that cannot be read is looked at again.
    pub async fn go_on(&self, now: impl Fn() -> Timestamp) {
        loop {
            if let Err(error) = self.ask_if_due(now()).await {
                tracing::warn!(%error, "whether to look for a new version is not known");
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    async fn latest(&self) -> Result<NewVersion, String> {
        let address = self.address.clone().ok_or("the address is none")?;
        let json = HeaderValue::from_static("application/vnd.github+json");
        let request = Request::get(address).header(ACCEPT, json);
        let response = self.http.send(request).await.map_err(|error| error.to_string())?;
        if response.status() != 200 {
            return Err(format!("it answered {}", response.status()));
        }
        let body = response.body(LARGEST).await.map_err(|error| error.to_string())?;
        read(&body).ok_or_else(|| "its answer makes no sense".to_owned())
    }

    async fn kept(&self) -> Result<Kept, StoreError> {
        Ok(self.store.setting(settings::NEW_VERSIONS).await?.unwrap_or_default())
    }

    async fn keep(&self, kept: &Kept) -> Result<(), StoreError> {
        let mut tx = self.store.begin().await?;
        tx.put_setting(settings::NEW_VERSIONS, kept).await?;
        tx.commit().await
    }
}

/// Whether a day has passed; also where the clock was put back since.
fn is_due(asked_at: Option<Timestamp>, now: Timestamp) -> bool {
    asked_at.is_none_or(|asked_at| now < asked_at || now.duration_since(asked_at).unsigned_abs() >= EVERY)
}

/// What a release says of itself; none where it does not name a version.
fn read(body: &[u8]) -> Option<NewVersion> {
    let release: Release = serde_json::from_slice(body).ok()?;
    let version = release.tag_name.trim_start_matches('v');
    numbers(version)?;
    let notes = release.body.unwrap_or_default();
    let notes: Vec<String> = notes.lines().take(NOTES.0).map(|line| excerpt(line, NOTES.1)).collect();
    Some(NewVersion { version: version.to_owned(), notes: notes.join("\n").trim().to_owned() })
}

/// Whether a version comes after another. One that is none is not newer.
fn is_newer(version: &str, than: &str) -> bool {
    numbers(version).zip(numbers(than)).is_some_and(|(version, than)| version > than)
}

/// `1.2.3`; a preview, such as `1.2.3-beta`, is no version that people should be sent to.
fn numbers(version: &str) -> Option<[u64; 3]> {
    let mut numbers = version.split('.').map(|number| {
        let is_number = !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit());
        number.parse().ok().filter(|_| is_number)
    });
    let three = [numbers.next()??, numbers.next()??, numbers.next()??];
    numbers.next().is_none().then_some(three)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use captrack_http::InProcessResponse;

    use super::*;

    const NEWER: &str = r#"{"tag_name":"v9.1.0","html_url":"https://example.org/evil","body":"More ships.\nFaster."}"#;

    struct Stage {
        check: VersionCheck,
        asked: Arc<AtomicUsize>,
        _folder: tempfile::TempDir,
    }

    async fn stage(status: u16, body: &'static str) -> Stage {
        let folder = tempfile::tempdir().unwrap();
        let asked = Arc::new(AtomicUsize::new(0));
        let counted = asked.clone();
        let http = HttpClient::in_process(move |request: Request| {
            assert_eq!(request.url.as_str(), LATEST);
            assert!(request.body.is_none());
            counted.fetch_add(1, Ordering::Relaxed);
            async move { Ok(InProcessResponse::new(status).body(body)) }
        });
        let store = Store::open(folder.path()).await.unwrap();
        Stage { check: VersionCheck::new(store, http, None), asked, _folder: folder }
    }

    fn hour(hour: i64) -> Timestamp {
        Timestamp::from_second(1_800_000_000 + hour * 3600).unwrap()
    }

    impl Stage {
        async fn at(&self, hours: i64) -> (usize, NewVersions) {
            self.check.ask_if_due(hour(hours)).await.unwrap();
            (self.asked.load(Ordering::Relaxed), self.check.known().await.unwrap())
        }
    }

    #[tokio::test]
    async fn nothing_is_asked_before_the_user_has_allowed_it_nor_after_they_have_forbidden_it() {
        let stage = stage(200, NEWER).await;
        assert_eq!(stage.at(0).await, (0, NewVersions::default()));
        stage.check.decide(false).await.unwrap();
        assert_eq!(stage.at(100).await, (0, NewVersions { looks: Some(false), newer: None }));
    }

    #[tokio::test]
    async fn it_is_asked_once_a_day_and_a_newer_version_is_told_with_its_notes() {
        let stage = stage(200, NEWER).await;
        stage.check.decide(true).await.unwrap();
        let (asked, known) = stage.at(0).await;
        let newer = known.newer.clone().unwrap();
        assert_eq!((asked, newer.version.as_str()), (1, "9.1.0"));
        assert_eq!(newer.notes, "More ships.\nFaster.");
        assert_eq!(stage.at(23).await, (1, known.clone()));
        assert_eq!(stage.at(24).await, (2, known));
        stage.check.decide(false).await.unwrap();
        assert_eq!(stage.at(60).await, (2, NewVersions { looks: Some(false), newer: None }));
    }

    #[tokio::test]
    async fn a_server_that_does_not_answer_well_is_asked_again_the_next_day_and_nothing_is_told() {
        for (status, body) in [(404, "{}"), (200, "<html>"), (200, r#"{"tag_name":"nightly"}"#), (500, NEWER)] {
            let stage = stage(status, body).await;
            stage.check.decide(true).await.unwrap();
            assert_eq!(stage.at(0).await, (1, NewVersions { looks: Some(true), newer: None }), "{status} {body}");
            assert_eq!(stage.at(1).await.0, 1);
            assert_eq!(stage.at(24).await.0, 2);
        }
    }

    #[tokio::test]
    async fn a_decision_that_cannot_be_written_is_as_it_was_and_succeeds_later() {
        let stage = stage(200, NEWER).await;
        let mut failures = 0;
        loop {
            stage.check.store.fail_at(failures + 1).await.unwrap();
            let decided = stage.check.decide(true).await;
            if !stage.check.store.has_failed() {
                decided.unwrap();
                break;
            }
            decided.unwrap_err();
            assert_eq!(stage.check.known().await.unwrap().looks, None, "statement {failures}");
            failures += 1;
        }
        assert!(failures > 0);
        assert_eq!(stage.check.known().await.unwrap().looks, Some(true));
    }

    #[test]
    fn a_version_is_newer_by_its_numbers_and_a_preview_is_none() {
        for (version, than) in [("0.2.0", "0.1.0"), ("0.10.0", "0.9.9"), ("1.0.0", "0.99.0"), ("0.1.1", "0.1.0")] {
            assert!(is_newer(version, than) && !is_newer(than, version), "{version} {than}");
        }
        for none in ["0.1.0", "0.2", "0.2.0.1", "0.2.0-beta", "", "x.y.z", "+1.0.0", "1..0", "99999999999999999999.0.0"]
        {
            assert!(!is_newer(none, "0.1.0"), "{none}");
        }
    }
}
