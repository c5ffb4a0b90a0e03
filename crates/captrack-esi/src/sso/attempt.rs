//! One sign-in, from the address that the browser is sent to until the pilot's sign-in is kept.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use captrack_domain::ids::PilotId;
use captrack_domain::text;
use futures::future::{Either, select};
use oauth2::{CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, timeout, timeout_at};
use url::Url;

use crate::sso::authority::SsoAuthority;
use crate::sso::callback::{BrowserVisit, CallbackParameters, over};
use crate::sso::document::FetchReason;
use crate::sso::error::SignInError;
use crate::sso::grant::Grant;
use crate::sso::listeners::Listeners;
use crate::sso::page::{PageTone, page};
use crate::sso::tokens::{AccessToken, Tokens};

/// How long the browser may take to fetch its page.
const LAST_PAGE: Duration = Duration::from_secs(2);

/// A pilot who has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedInPilot {
    /// Who.
    pub pilot: PilotId,
    /// The character's name.
    pub name: String,
    /// What was allowed.
    pub scopes: Vec<String>,
}

/// A sign-in that waits for the browser. Dropping it closes its port at once.
pub struct SignInAttempt {
    authority: Arc<SsoAuthority>,
    tokens: Tokens,
    client_id: String,
    redirect: RedirectUrl,
    listeners: Listeners,
    url: Url,
    state: CsrfToken,
    verifier: PkceCodeVerifier,
    deadline: Instant,
}

impl fmt::Debug for SignInAttempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt").field("port", &self.listeners.port()).finish_non_exhaustive()
    }
}

impl SignInAttempt {
    pub(crate) async fn begin(
        authority: Arc<SsoAuthority>,
        tokens: Tokens,
        client_id: String,
        port: u16,
        scopes: &[&str],
        patience: Duration,
    ) -> Result<Self, SignInError> {
        let listeners = Listeners::open(port).await?;
        let port = listeners.port();
        let metadata = authority.metadata(FetchReason::Now).await?;
        // Compared letter by letter with what is registered, so it is put together here and nowhere else.
        let redirect =
            RedirectUrl::new(format!("http://localhost:{port}/callback")).map_err(|_| SignInError::Listen { port })?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (url, state) = SsoAuthority::oauth(&metadata, &client_id)
            .set_redirect_uri(redirect.clone())
            .authorize_url(CsrfToken::new_random)
            .add_scopes(scopes.iter().map(|scope| Scope::new((*scope).to_owned())))
            .set_pkce_challenge(challenge)
            .url();
        let deadline = Instant::now() + patience;
        Ok(Self { authority, tokens, client_id, redirect, listeners, url, state, verifier, deadline })
    }

    /// Where the browser must go.
    pub const fn authorize_url(&self) -> &Url {
        &self.url
    }

    /// Waits for the browser, trades its code for access, checks that and keeps the sign-in; then shows the page and returns.
    pub async fn finish(self) -> Result<SignedInPilot, SignInError> {
        let Self { authority, tokens, client_id, redirect, listeners, url: _, state, verifier, deadline } = self;
        let (visits, mut visit) = mpsc::channel(1);
        let (stop, stopped) = watch::channel(false);
        let mut server = Box::pin(listeners.serve(visits, &stopped));
        let ours = Box::pin(timeout_at(deadline, ours(&mut visit, &state)));
        let ours = match select(ours, &mut server).await {
            Either::Left((ours, _)) => ours.ok().flatten(),
            Either::Right(((), _)) => None,
        };
        let BrowserVisit { brought, show } = ours.ok_or(SignInError::TimedOut)?;
        // One answer is all that is waited for; whoever comes later is told so.
        visit.close();
        let signing_in = Box::pin(async {
            let code = check(brought)?;
            let granted = authority.exchange(&client_id, redirect, code, verifier).await?;
            let verified = authority.verify(&granted.access, &client_id, granted.told).await?;
            let grant = Grant {
                refresh: granted.refresh.ok_or(SignInError::NoRefreshToken)?,
                owner: verified.owner.clone(),
                scopes: verified.scopes.clone(),
                client_id: client_id.clone(),
            };
            let access = AccessToken::new(granted.access, &verified);
            tokens.adopt(verified.pilot, &grant, Some(access)).await.map_err(SignInError::NotStored)?;
            tracing::info!(pilot = verified.pilot.0, "signed in");
            Ok(SignedInPilot { pilot: verified.pilot, name: verified.name, scopes: verified.scopes })
        });
        let (result, serving) = match select(signing_in, &mut server).await {
            Either::Left((result, _)) => (result, true),
            Either::Right(((), signing_in)) => (signing_in.await, false),
        };
        // The browser may have gone; that changes nothing.
        let _ = show.send(last_page(&result));
        let _ = stop.send(true);
        if serving {
            let _ = timeout(LAST_PAGE, server).await;
        }
        result
    }
}

/// The first visit that belongs to this sign-in. Any page can send a browser here, and an old one can be loaded again: whoever comes with
/// another state, or with none, changes nothing.
pub(crate) async fn ours(visits: &mut mpsc::Receiver<BrowserVisit>, state: &CsrfToken) -> Option<BrowserVisit> {
    while let Some(visit) = visits.recv().await {
        if visit.brought.state.as_ref().map(CsrfToken::secret) == Some(state.secret()) {
            return Some(visit);
        }
        tracing::debug!("a visit to the sign-in's page that does not belong to it");
        // The browser may have gone; that changes nothing.
        let _ = visit.show.send(over());
    }
    None
}

/// The code, if the answer is not a refusal.
pub(crate) fn check(brought: CallbackParameters) -> Result<oauth2::AuthorizationCode, SignInError> {
    match (brought.error.as_deref(), brought.code) {
        (Some("access_denied"), _) => Err(SignInError::ConsentRefused),
        (Some(_), _) => Err(SignInError::PageError),
        (None, Some(code)) => Ok(code),
        (None, None) => Err(SignInError::NoCode),
    }
}

fn last_page(result: &Result<SignedInPilot, SignInError>) -> String {
    match result {
        Ok(signed_in) => {
            let title = text!("sign-in-page-signed-in", pilot = signed_in.name.as_str());
            page(PageTone::Good, &title, &text!("sign-in-page-watched"))
        }
        Err(error) => page(PageTone::Bad, &text!("sign-in-page-failed"), &error.text().as_sentence()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brought(state: Option<&str>, code: Option<&str>, error: Option<&str>) -> CallbackParameters {
        CallbackParameters {
            state: state.map(|state| CsrfToken::new(state.into())),
            code: code.map(|code| oauth2::AuthorizationCode::new(code.into())),
            error: error.map(str::to_owned),
        }
    }

    #[tokio::test]
    async fn only_a_visit_with_our_state_is_ours_whatever_else_it_brings() {
        let (visits, mut visit) = mpsc::channel(8);
        let mut pages = Vec::new();
        for state in [None, Some(""), Some("wrong"), Some("right2"), Some("RIGHT"), Some("right")] {
            let (show, shown) = tokio::sync::oneshot::channel();
            visits.send(BrowserVisit { brought: brought(state, None, Some("access_denied")), show }).await.unwrap();
            pages.push(shown);
        }
        drop(visits);
        let ours = ours(&mut visit, &CsrfToken::new("right".into())).await.unwrap();
        assert_eq!(ours.brought.state.unwrap().secret(), "right");
        for page in pages.drain(..5) {
            assert!(page.await.unwrap().contains("This sign-in has ended"));
        }
    }

    #[test]
    fn a_refusal_is_told_from_an_error_and_from_nothing() {
        let checked = |code, error| check(brought(Some("right"), code, error)).map(|code| code.secret().clone());
        assert_eq!(checked(Some("c"), None), Ok("c".into()));
        assert_eq!(checked(None, Some("access_denied")), Err(SignInError::ConsentRefused));
        assert_eq!(checked(Some("c"), Some("server_error")), Err(SignInError::PageError));
        assert_eq!(checked(None, None), Err(SignInError::NoCode));
    }

    #[test]
    fn what_the_browser_brought_does_not_show_its_code() {
        let text = format!("{:?}", brought(Some("state-secret"), Some("code-secret"), None));
        assert!(!text.contains("secret\""), "{text}");
        assert!(!text.contains("code-secret"), "{text}");
    }
}
