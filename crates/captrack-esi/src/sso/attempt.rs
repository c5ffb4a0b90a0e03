//! One sign-in, from the address that the browser is sent to until the pilot's sign-in is kept.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use captrack_domain::ids::PilotId;
use futures::future::{Either, select};
use oauth2::{CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope};
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, timeout, timeout_at};
use url::Url;

use crate::sso::authority::Authority;
use crate::sso::callback::{Brought, Listeners, Visit};
use crate::sso::error::SignInError;
use crate::sso::grant::Grant;
use crate::sso::page::{Tone, page};
use crate::sso::tokens::{Access, Tokens};

/// How long the browser may take to fetch its page.
const LAST_PAGE: Duration = Duration::from_secs(2);

/// A pilot who has signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Who.
    pub pilot: PilotId,
    /// The character's name.
    pub name: String,
    /// What was allowed.
    pub scopes: Vec<String>,
}

/// A sign-in that waits for the browser. Dropping it closes its port at once.
pub struct Attempt {
    authority: Arc<Authority>,
    tokens: Tokens,
    client_id: String,
    redirect: RedirectUrl,
    listeners: Listeners,
    url: Url,
    state: CsrfToken,
    verifier: PkceCodeVerifier,
    deadline: Instant,
}

impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt").field("port", &self.listeners.port()).finish_non_exhaustive()
    }
}

impl Attempt {
    pub(crate) async fn begin(
        authority: Arc<Authority>,
        tokens: Tokens,
        client_id: String,
        port: u16,
        scopes: &[&str],
        patience: Duration,
    ) -> Result<Self, SignInError> {
        let listeners = Listeners::open(port).await?;
        let port = listeners.port();
        let metadata = authority.metadata().await?;
        // Compared letter by letter with what is registered, so it is put together here and nowhere else.
        let redirect =
            RedirectUrl::new(format!("http://localhost:{port}/callback")).map_err(|_| SignInError::Listen { port })?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (url, state) = Authority::oauth(&metadata, &client_id)
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
    pub async fn finish(self) -> Result<SignedIn, SignInError> {
        let Self { authority, tokens, client_id, redirect, listeners, url: _, state, verifier, deadline } = self;
        let (visits, mut visit) = mpsc::channel(1);
        let (stop, stopped) = watch::channel(false);
        let mut server = Box::pin(listeners.serve(visits, &stopped));
        let first = async { timeout_at(deadline, visit.recv()).await.ok().flatten() };
        let first = match select(Box::pin(first), &mut server).await {
            Either::Left((first, _)) => first,
            Either::Right(((), _)) => None,
        };
        let Visit { brought, show } = first.ok_or(SignInError::TimedOut)?;
        // One answer is all that is waited for; whoever comes later is told so.
        visit.close();
        let signing_in = Box::pin(async {
            let code = check(brought, &state)?;
            let granted = authority.exchange(&client_id, redirect, code, verifier).await?;
            let verified = authority.verify(&granted.access, &client_id).await?;
            let grant = Grant {
                refresh: granted.refresh.ok_or(SignInError::NoRefreshToken)?,
                owner: verified.owner.clone(),
                scopes: verified.scopes.clone(),
                client_id: client_id.clone(),
            };
            let access = Access::new(granted.access, &verified);
            tokens.adopt(verified.pilot, &grant, Some(access)).await.map_err(SignInError::NotStored)?;
            tracing::info!(pilot = verified.pilot.0, "signed in");
            Ok(SignedIn { pilot: verified.pilot, name: verified.name, scopes: verified.scopes })
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

/// The code, if the answer belongs to this sign-in and is not a refusal.
fn check(brought: Brought, state: &CsrfToken) -> Result<oauth2::AuthorizationCode, SignInError> {
    if brought.state.as_ref().map(CsrfToken::secret) != Some(state.secret()) {
        return Err(SignInError::WrongState);
    }
    match (brought.error.as_deref(), brought.code) {
        (Some("access_denied"), _) => Err(SignInError::ConsentRefused),
        (Some(_), _) => Err(SignInError::PageError),
        (None, Some(code)) => Ok(code),
        (None, None) => Err(SignInError::NoCode),
    }
}

fn last_page(result: &Result<SignedIn, SignInError>) -> String {
    match result {
        Ok(signed_in) => page(
            Tone::Good,
            &format!("Signed in as {}", signed_in.name),
            "CapTrack watches this pilot's capitals from now on. You can close this page.",
        ),
        Err(error) => page(Tone::Bad, "Not signed in", &capitalised(&error.to_string())),
    }
}

fn capitalised(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).chain(['.']).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn brought(state: Option<&str>, code: Option<&str>, error: Option<&str>) -> Brought {
        Brought {
            state: state.map(|state| CsrfToken::new(state.into())),
            code: code.map(|code| oauth2::AuthorizationCode::new(code.into())),
            error: error.map(str::to_owned),
        }
    }

    fn checked(brought: Brought) -> Result<String, SignInError> {
        check(brought, &CsrfToken::new("right".into())).map(|code| code.secret().clone())
    }

    #[test]
    fn the_state_is_looked_at_before_anything_else() {
        assert_eq!(checked(brought(Some("right"), Some("c"), None)), Ok("c".into()));
        for state in [None, Some(""), Some("wrong"), Some("right2"), Some("RIGHT")] {
            assert_eq!(checked(brought(state, Some("c"), None)), Err(SignInError::WrongState));
            assert_eq!(checked(brought(state, None, Some("access_denied"))), Err(SignInError::WrongState));
        }
    }

    #[test]
    fn a_refusal_is_told_from_an_error_and_from_nothing() {
        assert_eq!(checked(brought(Some("right"), None, Some("access_denied"))), Err(SignInError::ConsentRefused));
        assert_eq!(checked(brought(Some("right"), Some("c"), Some("server_error"))), Err(SignInError::PageError));
        assert_eq!(checked(brought(Some("right"), None, None)), Err(SignInError::NoCode));
    }

    #[test]
    fn what_the_browser_brought_does_not_show_its_code() {
        let text = format!("{:?}", brought(Some("state-secret"), Some("code-secret"), None));
        assert!(!text.contains("secret\""), "{text}");
        assert!(!text.contains("code-secret"), "{text}");
    }
}
