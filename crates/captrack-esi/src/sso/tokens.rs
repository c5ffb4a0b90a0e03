//! Access to ESI: renewed in time, one renewal at a time for each pilot, the new refresh token kept before the new access is used.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use captrack_domain::ids::PilotId;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_ports::{Clock, PollError, Secret, SecretError, Secrets};
use jiff::Timestamp;
use parking_lot::Mutex;
use tokio::sync::Mutex as AsyncMutex;

use crate::moment::{ElapsedTime, at_least_a_second, left};
use crate::server_time::ServerTime;
use crate::sso::AUTHORIZED_APPS_PAGE;
use crate::sso::authority::{GrantedTokens, SsoAuthority};
use crate::sso::error::SsoError;
use crate::sso::grant::{Grant, secret_name};
use crate::sso::jwt::VerifiedClaims;

/// An access with less life left than this is renewed.
const LIFE_LEFT: Duration = Duration::from_secs(60);
/// The pause after the SSO could not be asked; several sections of one pilot fail at once then.
const SHORT_PAUSE: Duration = Duration::from_secs(5);
/// The first and the longest pause after an answer that will not be another one in a moment.
const SETBACK: (Duration, Duration) = (Duration::from_secs(15), Duration::from_secs(300));
/// An ESI that accepts nothing makes one renewal in this time.
const REJECTED: Duration = Duration::from_secs(300);

/// An access token, as long as it lives. Held in memory only; prints `<redacted>`.
#[derive(Clone)]
pub struct AccessToken {
    token: Secret,
    scopes: Arc<[String]>,
    /// How long it lived from the moment it was checked.
    life: Duration,
}

impl AccessToken {
    pub(crate) fn new(token: Secret, verified: &VerifiedClaims) -> Self {
        Self { token, scopes: verified.scopes.clone().into(), life: verified.life }
    }

    /// The token itself; for the one header that needs it.
    pub fn reveal(&self) -> &str {
        self.token.reveal()
    }

    /// Whether it covers a scope. A token that lists none is left to ESI to judge.
    pub fn allows(&self, scope: &str) -> bool {
        self.scopes.is_empty() || self.scopes.iter().any(|one| one == scope)
    }

    /// What it covers.
    pub fn scopes(&self) -> &[String] {
        &self.scopes
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access").field("token", &self.token).field("life", &self.life).finish_non_exhaustive()
    }
}

/// The accesses of all signed-in pilots. Cheap to clone.
#[derive(Clone)]
pub struct Tokens(Arc<Inner>);

struct Inner {
    authority: Arc<SsoAuthority>,
    secrets: Arc<dyn Secrets>,
    clock: Arc<dyn Clock>,
    pilots: Mutex<HashMap<PilotId, Arc<AsyncMutex<Standing>>>>,
}

/// How a pilot stands with the SSO.
#[derive(Default)]
struct Standing {
    access: Option<Held>,
    renewed: Option<Renewed>,
    /// Why the user must sign in again: the pilot was signed out here. Nothing is asked any more until then.
    lost: Option<Text>,
    pause: Option<Pause>,
    /// Answers in a row that will not be another one in a moment.
    setbacks: u32,
    /// ESI did not accept an access lately.
    rejected: Option<ElapsedTime>,
}

/// An access that is used, as long as it has a minute to live.
struct Held {
    access: AccessToken,
    lives: ElapsedTime,
}

impl Held {
    fn new(access: AccessToken, now: Timestamp) -> Self {
        Self { lives: ElapsedTime::new(now, access.life.saturating_sub(LIFE_LEFT)), access }
    }
}

/// A renewal that has not come through yet. The refresh token before it may be worthless by now, so it is held until it is kept
/// and checked.
struct Renewed {
    grant: Grant,
    access: Secret,
    told: Option<ServerTime>,
    kept: bool,
}

struct Pause {
    span: ElapsedTime,
    error: PollError,
}

/// Why a renewal failed.
enum Trouble {
    /// No sign-in lies among the secrets, or none that can be read; or they cannot be had.
    Secrets(Text),
    /// For good: the sign-in was deleted here. Remembered until the next one.
    Lost(Text),
    /// The SSO gave access to somebody else.
    OtherPilot,
    /// The SSO.
    Sso(SsoError),
}

impl From<SsoError> for Trouble {
    fn from(error: SsoError) -> Self {
        Self::Sso(error)
    }
}

impl Tokens {
    pub(crate) fn new(authority: Arc<SsoAuthority>, secrets: Arc<dyn Secrets>, clock: Arc<dyn Clock>) -> Self {
        Self(Arc::new(Inner { authority, secrets, clock, pilots: Mutex::default() }))
    }

    /// A pilot's access with at least a minute of life left.
    ///
    /// # Errors
    /// `SignInRefused` when the SSO refuses the sign-in (asked again whenever the caller asks, but for the few seconds in which the pilot's
    /// other sections ask) or when it was deleted here, `Later` when it cannot be renewed now.
    pub async fn access(&self, pilot: PilotId) -> Result<AccessToken, PollError> {
        let mut standing = self.0.standing(pilot).lock_owned().await;
        if let Some(answer) = standing.at_hand(self.0.clock.now()) {
            return answer;
        }
        // A task of its own: when the asker is given up between the SSO's answer and its being kept, nothing is lost.
        let inner = self.0.clone();
        let renewal = tokio::spawn(async move {
            let result = inner.renew(pilot, &mut standing).await;
            standing.note(result, inner.clock.now())
        });
        renewal.await.unwrap_or_else(|ended| match ended.try_into_panic() {
            // It is the asker's crash as well, who tells of it.
            Ok(crash) => std::panic::resume_unwind(crash),
            Err(_) => Err(PollError::Later { why: text!("access-shutting-down"), after: None }),
        })
    }

    /// ESI did not accept this access. Whether it is worth while to ask for another one now.
    pub(crate) async fn reject(&self, pilot: PilotId, rejected: &AccessToken) -> bool {
        let standing = self.0.standing(pilot);
        let mut standing = standing.lock().await;
        if standing.access.as_ref().is_some_and(|held| held.access.token != rejected.token) {
            return true;
        }
        let now = self.0.clock.now();
        if left(&mut standing.rejected, now).is_some() {
            return false;
        }
        standing.rejected = Some(ElapsedTime::new(now, REJECTED));
        standing.access = None;
        true
    }

    /// Takes a new sign-in over: kept first, then used. Without access it is renewed when it is first needed.
    pub(crate) async fn adopt(
        &self,
        pilot: PilotId,
        grant: &Grant,
        access: Option<AccessToken>,
    ) -> Result<(), SecretError> {
        let standing = self.0.standing(pilot);
        let mut standing = standing.lock().await;
        self.0.secrets.put(&secret_name(pilot), &grant.keep()).await?;
        let access = access.map(|access| Held::new(access, self.0.clock.now()));
        *standing = Standing { access, ..Standing::default() };
        Ok(())
    }

    /// Deletes a pilot's secret and gives its token back. A text tells what could not be done.
    pub(crate) async fn forget(&self, pilot: PilotId) -> Option<Text> {
        let standing = self.0.standing(pilot);
        let mut standing = standing.lock().await;
        let name = secret_name(pilot);
        let kept = self.0.secrets.get(&name).await;
        let unkept = standing.renewed.take().map(|renewed| renewed.grant);
        let grant = unkept.or_else(|| kept.as_ref().ok()?.as_ref().and_then(Grant::read));
        let deleted = self.0.secrets.delete(&name).await;
        *standing = Standing { lost: Some(text!("access-signed-out")), ..Standing::default() };
        let revoked = match &grant {
            Some(grant) => self.0.authority.revoke(&grant.client_id, &grant.refresh).await,
            None => matches!(kept, Ok(None)),
        };
        tracing::info!(pilot = pilot.0, revoked, deleted = deleted.is_ok(), "signed out");
        match (deleted, revoked) {
            (Ok(()), true) => None,
            (Ok(()), false) => Some(text!("sign-out-not-revoked", page = AUTHORIZED_APPS_PAGE)),
            (Err(error), true) => Some(text!("sign-out-not-deleted", why = error.text())),
            (Err(error), false) => Some(text!("sign-out-neither", why = error.text(), page = AUTHORIZED_APPS_PAGE)),
        }
    }
}

impl Inner {
    fn standing(&self, pilot: PilotId) -> Arc<AsyncMutex<Standing>> {
        self.pilots.lock().entry(pilot).or_default().clone()
    }

    /// Goes on with a renewal that has not come through, or begins one.
    async fn renew(&self, pilot: PilotId, standing: &mut Standing) -> Result<AccessToken, Trouble> {
        let begun = match standing.renewed.take() {
            Some(begun) => begun,
            None => self.begin(pilot).await?,
        };
        // It stays there while it is kept and checked: a crash in between must not lose the only refresh token that is good.
        let renewed = standing.renewed.insert(begun);
        if !renewed.kept {
            if let Err(error) = self.secrets.put(&secret_name(pilot), &renewed.grant.keep()).await {
                return Err(Trouble::Secrets(text!("access-not-kept", why = error.text())));
            }
            renewed.kept = true;
        }
        let verified = match self.authority.verify(&renewed.access, &renewed.grant.client_id, renewed.told).await {
            Ok(verified) => verified,
            Err(error) => {
                if matches!(error, SsoError::Token(_)) {
                    standing.renewed = None;
                }
                return Err(error.into());
            }
        };
        let accepted = self.accept(pilot, renewed, &verified).await;
        standing.renewed = None;
        accepted
    }

    async fn begin(&self, pilot: PilotId) -> Result<Renewed, Trouble> {
        let kept = self.secrets.get(&secret_name(pilot)).await.map_err(|error| Trouble::Secrets(error.text()))?;
        let place = || self.secrets.place();
        let kept = kept.ok_or_else(|| Trouble::Secrets(text!("access-no-sign-in", place = place())))?;
        let grant =
            Grant::read(&kept).ok_or_else(|| Trouble::Secrets(text!("access-sign-in-unreadable", place = place())))?;
        let GrantedTokens { access, refresh, told } = self.authority.refresh(&grant.client_id, &grant.refresh).await?;
        tracing::debug!(pilot = pilot.0, rotated = refresh.is_some(), "access renewed");
        let kept = refresh.as_ref().is_none_or(|refresh| *refresh == grant.refresh);
        let grant = Grant { refresh: refresh.unwrap_or_else(|| grant.refresh.clone()), ..grant };
        Ok(Renewed { grant, access, told, kept })
    }

    /// The last checks: the same pilot, and the same owner.
    async fn accept(
        &self,
        pilot: PilotId,
        renewed: &Renewed,
        verified: &VerifiedClaims,
    ) -> Result<AccessToken, Trouble> {
        if verified.pilot != pilot {
            return Err(Trouble::OtherPilot);
        }
        if verified.owner != renewed.grant.owner {
            tracing::warn!(pilot = pilot.0, "the character has another owner now; its sign-in is deleted");
            let lost = text!("access-other-account", pilot = verified.name.as_str());
            if let Err(error) = self.secrets.delete(&secret_name(pilot)).await {
                tracing::warn!(pilot = pilot.0, %error, "the sign-in of a character with another owner could not be deleted");
            }
            return Err(Trouble::Lost(lost));
        }
        Ok(AccessToken::new(renewed.access.clone(), verified))
    }
}

impl Standing {
    /// What is known without asking anybody.
    fn at_hand(&mut self, now: Timestamp) -> Option<Result<AccessToken, PollError>> {
        if let Some(why) = &self.lost {
            return Some(Err(PollError::SignInRefused { why: why.clone() }));
        }
        if let Some(held) = &mut self.access
            && !held.lives.is_over(now)
        {
            return Some(Ok(held.access.clone()));
        }
        let pause = self.pause.as_mut()?;
        let left = pause.span.left(now)?;
        Some(Err(match &pause.error {
            PollError::Later { why, .. } => PollError::Later { why: why.clone(), after: Some(at_least_a_second(left)) },
            other => other.clone(),
        }))
    }

    /// Remembers how a renewal went.
    fn note(&mut self, result: Result<AccessToken, Trouble>, now: Timestamp) -> Result<AccessToken, PollError> {
        let (pause, error) = match result {
            Ok(access) => {
                (self.pause, self.setbacks) = (None, 0);
                self.access = Some(Held::new(access.clone(), now));
                return Ok(access);
            }
            Err(Trouble::Lost(why)) => {
                self.access = None;
                self.lost = Some(why.clone());
                return Err(PollError::SignInRefused { why });
            }
            Err(Trouble::Secrets(why)) => {
                // Unlocking a keyring takes effect at once.
                self.pause = None;
                return Err(PollError::Later { why, after: None });
            }
            Err(Trouble::Sso(SsoError::InvalidGrant)) => {
                (SHORT_PAUSE, PollError::SignInRefused { why: text!("access-sign-in-refused") })
            }
            Err(Trouble::OtherPilot) => self.setback(text!("access-other-pilot")),
            Err(Trouble::Sso(error)) => match pause_after(&error) {
                Some(pause) => (pause, PollError::Later { why: error.text(), after: Some(pause) }),
                None => self.setback(error.text()),
            },
        };
        self.pause = Some(Pause { span: ElapsedTime::new(now, pause), error: error.clone() });
        Err(error)
    }

    /// An answer that will not be another one in a moment: it is asked for ever more seldom.
    fn setback(&mut self, why: Text) -> (Duration, PollError) {
        let pause = SETBACK.0.saturating_mul(1 << self.setbacks.min(8)).min(SETBACK.1);
        self.setbacks = self.setbacks.saturating_add(1);
        (pause, PollError::Later { why, after: Some(pause) })
    }
}

/// How long the SSO is not asked again after an error; none: ever longer.
fn pause_after(error: &SsoError) -> Option<Duration> {
    match error {
        SsoError::TooMany(after) => Some((*after).max(SHORT_PAUSE)),
        SsoError::BadClient | SsoError::Refused | SsoError::Metadata | SsoError::Endpoints(_) | SsoError::Token(_) => {
            None
        }
        SsoError::NoConnection
        | SsoError::TimedOut
        | SsoError::Trouble(_)
        | SsoError::Unreadable
        | SsoError::Crashed
        | SsoError::InvalidGrant => Some(SHORT_PAUSE),
    }
}
