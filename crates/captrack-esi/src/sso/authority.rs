//! The SSO as it is asked: its metadata and keys, codes and refresh tokens for access, and revocation.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use captrack_http::{HttpClient, Request};
use captrack_ports::{Clock, Secret};
use oauth2::basic::{BasicClient, BasicErrorResponse, BasicErrorResponseType, BasicTokenResponse};
use oauth2::{
    AuthType, AuthUrl, AuthorizationCode, ClientId, EndpointNotSet, EndpointSet, PkceCodeVerifier, RedirectUrl,
    RefreshToken, RequestTokenError, TokenResponse, TokenUrl,
};
use url::Url;

use crate::endpoints::join;
use crate::moment::{later, since};
use crate::server_time::ServerTime;
use crate::sso::document::{CachedDocument, DocumentLifetime, FetchReason};
use crate::sso::error::SsoError;
use crate::sso::jwt::{self, ExpectedClaims, JwtError, VerifiedClaims};
use crate::sso::keys::SigningKeys;
use crate::sso::metadata::{self, Metadata};
use crate::sso::wire::{SsoHttp, TokenExchange, WireError};

/// The metadata are read again once a day. They hold addresses, which were checked: old ones serve as long as none newer can be had.
const METADATA: DocumentLifetime = DocumentLifetime { fresh: Duration::from_secs(86_400), dropped: None };
/// The keys are read again four times a day, and one that was withdrawn is trusted for a day at most.
const KEYS: DocumentLifetime =
    DocumentLifetime { fresh: Duration::from_secs(6 * 3600), dropped: Some(Duration::from_secs(86_400)) };

/// The oauth2 crate's client, as far as it is set up here.
pub(crate) type OauthClient = BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

/// The SSO.
pub(crate) struct SsoAuthority {
    base: Url,
    wire: Arc<SsoHttp>,
    clock: Arc<dyn Clock>,
    metadata: CachedDocument<Metadata>,
    /// What was asked there had no sensible answer: it may have named wrong addresses.
    doubted: AtomicBool,
    keys: CachedDocument<SigningKeys>,
}

/// What the token endpoint gave.
#[derive(Debug)]
pub(crate) struct GrantedTokens {
    /// Not checked yet.
    pub access: Secret,
    pub refresh: Option<Secret>,
    /// What time the SSO said it was, and when that was here.
    pub told: Option<ServerTime>,
}

impl SsoAuthority {
    pub(crate) fn new(base: Url, client: &HttpClient, clock: Arc<dyn Clock>) -> Self {
        let wire = Arc::new(SsoHttp::new(client, clock.clone()));
        let (metadata, keys) = (CachedDocument::new(METADATA), CachedDocument::new(KEYS));
        Self { base, wire, clock, metadata, doubted: AtomicBool::new(false), keys }
    }

    /// What the SSO says of itself. It is read again where what it led to made no sense: one odd answer must not lead astray for a day.
    pub(crate) async fn metadata(&self, wish: FetchReason) -> Result<Arc<Metadata>, SsoError> {
        let wish = if wish == FetchReason::Any && self.doubted.swap(false, Ordering::Relaxed) {
            FetchReason::Newer
        } else {
            wish
        };
        let (wire, base) = (self.wire.clone(), self.base.clone());
        let read = async move {
            let body = wire.get(join(&base, metadata::PATH)).await?;
            Metadata::read(&base, &body)
        };
        self.metadata.get(wish, self.clock.now(), read).await
    }

    async fn keys(&self, wish: FetchReason) -> Result<Arc<SigningKeys>, SsoError> {
        let url = self.metadata(FetchReason::Any).await?.keys.clone();
        let wire = self.wire.clone();
        let read = async move {
            let body = wire.get(url).await?;
            SigningKeys::read(&body).ok_or(SsoError::Metadata)
        };
        self.keys.get(wish, self.clock.now(), read).await
    }

    /// The oauth2 crate's client for an application.
    pub(crate) fn oauth(metadata: &Metadata, client_id: &str) -> OauthClient {
        BasicClient::new(ClientId::new(client_id.to_owned()))
            .set_auth_uri(AuthUrl::from_url(metadata.authorize.clone()))
            .set_token_uri(TokenUrl::from_url(metadata.token.clone()))
            .set_auth_type(AuthType::RequestBody)
    }

    /// Trades a code for access.
    pub(crate) async fn exchange(
        &self,
        client_id: &str,
        redirect: RedirectUrl,
        code: AuthorizationCode,
        verifier: PkceCodeVerifier,
    ) -> Result<GrantedTokens, SsoError> {
        let metadata = self.metadata(FetchReason::Any).await?;
        let oauth = Self::oauth(&metadata, client_id).set_redirect_uri(redirect);
        let wire = TokenExchange::over(&self.wire);
        let answer = oauth.exchange_code(code).set_pkce_verifier(verifier).request_async(&wire).await;
        granted(answer, wire.answered())
    }

    /// Trades a refresh token for new access.
    pub(crate) async fn refresh(&self, client_id: &str, refresh: &Secret) -> Result<GrantedTokens, SsoError> {
        let metadata = self.metadata(FetchReason::Any).await?;
        let oauth = Self::oauth(&metadata, client_id);
        let token = RefreshToken::new(refresh.reveal().to_owned());
        let wire = TokenExchange::over(&self.wire);
        let answer = oauth.exchange_refresh_token(&token).request_async(&wire).await;
        let granted = granted(answer, wire.answered());
        if granted.as_ref().is_err_and(SsoError::may_be_of_another_server) {
            self.doubted.store(true, Ordering::Relaxed);
        }
        granted
    }

    /// Checks an access token in full, its times by the clock of the SSO that gave it. Keys that were kept are read again once when they do
    /// not fit: the SSO may have changed them.
    pub(crate) async fn verify(
        &self,
        access: &Secret,
        client_id: &str,
        told: Option<ServerTime>,
    ) -> Result<VerifiedClaims, SsoError> {
        let metadata = self.metadata(FetchReason::Any).await?;
        let now = self.clock.now();
        let now = told.map_or(now, |told| later(told.date, since(told.at, now)));
        let expected = ExpectedClaims { issuer: &metadata.issuer, client_id, now };
        let keys = self.keys(FetchReason::Any).await?;
        match jwt::verify(access.reveal(), &keys, expected) {
            Err(JwtError::UnknownKey | JwtError::Signature) => {}
            verified => {
                if verified == Err(JwtError::Issuer) {
                    self.doubted.store(true, Ordering::Relaxed);
                }
                return Ok(verified?);
            }
        }
        let keys = self.keys(FetchReason::Newer).await?;
        Ok(jwt::verify(access.reveal(), &keys, expected)?)
    }

    /// Gives a refresh token back (RFC 7009). The oauth2 crate would refuse the plain http of a server on this computer.
    pub(crate) async fn revoke(&self, client_id: &str, refresh: &Secret) -> bool {
        let Ok(metadata) = self.metadata(FetchReason::Any).await else { return false };
        let Some(url) = metadata.revoke.clone() else { return false };
        let form = [("token_type_hint", "refresh_token"), ("token", refresh.reveal()), ("client_id", client_id)];
        let answer = self.wire.send(Request::post(url).form(&form)).await;
        answer.is_ok_and(|response| matches!(response.status(), 200..=299))
    }
}

type TokenAnswer = Result<BasicTokenResponse, RequestTokenError<WireError, BasicErrorResponse>>;

/// What the token endpoint's answer means. The crate's own errors hold bodies, so none of them gets out of here.
fn granted(answer: TokenAnswer, told: Option<ServerTime>) -> Result<GrantedTokens, SsoError> {
    match answer {
        Ok(response) => Ok(GrantedTokens {
            access: Secret::new(response.access_token().secret().clone()),
            refresh: response.refresh_token().map(|token| Secret::new(token.secret().clone())),
            told,
        }),
        Err(RequestTokenError::Request(error)) => Err(error.into()),
        Err(RequestTokenError::ServerResponse(response)) => Err(refusal(response.error())),
        Err(RequestTokenError::Parse(..) | RequestTokenError::Other(_)) => Err(SsoError::Unreadable),
    }
}

/// `invalid_grant` alone refuses a sign-in (RFC 6749, 5.2); see `final_answers.rs`. Everything else is a fault of the question, or trouble
/// (`temporarily_unavailable`, `server_error`, and `invalid_token`, which is none of the token endpoint's own errors).
fn refusal(error: &BasicErrorResponseType) -> SsoError {
    match error {
        BasicErrorResponseType::InvalidGrant => SsoError::InvalidGrant,
        BasicErrorResponseType::InvalidClient | BasicErrorResponseType::UnauthorizedClient => SsoError::BadClient,
        BasicErrorResponseType::Extension(name)
            if matches!(name.as_str(), "invalid_token" | "temporarily_unavailable" | "server_error") =>
        {
            SsoError::Trouble(400)
        }
        _ => SsoError::Refused,
    }
}

impl From<WireError> for SsoError {
    fn from(error: WireError) -> Self {
        match error {
            WireError::NoConnection => Self::NoConnection,
            WireError::TimedOut => Self::TimedOut,
            WireError::TooMany(after) => Self::TooMany(after),
            WireError::Trouble(status) => Self::Trouble(status),
            WireError::Unreadable => Self::Unreadable,
        }
    }
}
