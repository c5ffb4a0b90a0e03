//! The SSO as it is asked: its metadata and keys, codes and refresh tokens for access, and revocation.

use std::sync::Arc;
use std::time::Duration;

use captrack_monitor::ports::{Clock, Secret};
use jiff::Timestamp;
use oauth2::basic::{BasicClient, BasicErrorResponse, BasicErrorResponseType, BasicTokenResponse};
use oauth2::{
    AuthType, AuthUrl, AuthorizationCode, ClientId, EndpointNotSet, EndpointSet, PkceCodeVerifier, RedirectUrl,
    RefreshToken, RequestTokenError, TokenResponse, TokenUrl,
};
use tokio::sync::Mutex;
use url::Url;

use crate::agent;
use crate::endpoints::{EndpointsError, join};
use crate::server_time::ServerTimes;
use crate::sso::error::SsoError;
use crate::sso::jwt::{self, Expected, JwtError, Verified};
use crate::sso::keys::Keys;
use crate::sso::metadata::{self, Metadata};
use crate::sso::wire::{Exchange, Wire, WireError};

/// How long the metadata are taken to hold.
const METADATA_LIFE: Duration = Duration::from_secs(86_400);

/// The oauth2 crate's client, as far as it is set up here.
pub(crate) type OauthClient = BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

/// The SSO.
pub(crate) struct Authority {
    base: Url,
    wire: Wire,
    clock: Arc<dyn Clock>,
    metadata: Mutex<Option<(Timestamp, Arc<Metadata>)>>,
    keys: Mutex<Option<Arc<Keys>>>,
}

/// What the token endpoint gave.
#[derive(Debug)]
pub(crate) struct Granted {
    /// Not checked yet.
    pub access: Secret,
    pub refresh: Option<Secret>,
}

impl Authority {
    pub(crate) fn new(base: Url, clock: Arc<dyn Clock>) -> Result<Self, EndpointsError> {
        let wire = Wire::new(agent::client(&base)?, clock.clone());
        Ok(Self { base, wire, clock, metadata: Mutex::default(), keys: Mutex::default() })
    }

    /// What its clock shows, as far as it told.
    pub(crate) fn server_times(&self) -> ServerTimes {
        self.wire.server_times()
    }

    /// What the SSO says of itself, read once a day.
    pub(crate) async fn metadata(&self) -> Result<Arc<Metadata>, SsoError> {
        let mut kept = self.metadata.lock().await;
        let now = self.clock.now();
        if let Some((read_at, metadata)) = kept.as_ref()
            && now < *read_at + METADATA_LIFE
        {
            return Ok(metadata.clone());
        }
        let body = self.wire.get(join(&self.base, metadata::PATH)).await?;
        let metadata = Arc::new(Metadata::read(&self.base, &body)?);
        *kept = Some((now, metadata.clone()));
        Ok(metadata)
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
    ) -> Result<Granted, SsoError> {
        let metadata = self.metadata().await?;
        let oauth = Self::oauth(&metadata, client_id).set_redirect_uri(redirect);
        let wire = Exchange::over(&self.wire);
        granted(oauth.exchange_code(code).set_pkce_verifier(verifier).request_async(&wire).await)
    }

    /// Trades a refresh token for new access.
    pub(crate) async fn refresh(&self, client_id: &str, refresh: &Secret) -> Result<Granted, SsoError> {
        let metadata = self.metadata().await?;
        let oauth = Self::oauth(&metadata, client_id);
        let token = RefreshToken::new(refresh.reveal().to_owned());
        let wire = Exchange::over(&self.wire);
        granted(oauth.exchange_refresh_token(&token).request_async(&wire).await)
    }

    /// Checks an access token in full. Keys that were kept are read again once when they do not fit: the SSO may have changed them.
    pub(crate) async fn verify(&self, access: &Secret, client_id: &str) -> Result<Verified, SsoError> {
        let metadata = self.metadata().await?;
        let expected = Expected { issuer: &metadata.issuer, client_id, now: self.clock.now() };
        let mut kept = self.keys.lock().await;
        if let Some(keys) = kept.as_ref() {
            match jwt::verify(access.reveal(), keys, expected) {
                Err(JwtError::UnknownKey | JwtError::Signature) => {}
                verified => return Ok(verified?),
            }
        }
        let body = self.wire.get(metadata.keys.clone()).await?;
        let keys = Arc::new(Keys::read(&body).ok_or(SsoError::Metadata)?);
        *kept = Some(keys.clone());
        drop(kept);
        Ok(jwt::verify(access.reveal(), &keys, expected)?)
    }

    /// Gives a refresh token back (RFC 7009). The oauth2 crate would refuse the plain http of a server on this computer.
    pub(crate) async fn revoke(&self, client_id: &str, refresh: &Secret) -> bool {
        let Ok(metadata) = self.metadata().await else { return false };
        let Some(url) = metadata.revoke.clone() else { return false };
        let form = [("token_type_hint", "refresh_token"), ("token", refresh.reveal()), ("client_id", client_id)];
        let answer = self.wire.send(self.wire.post(url, &form)).await;
        answer.is_ok_and(|response| response.status().is_success())
    }
}

type TokenAnswer = Result<BasicTokenResponse, RequestTokenError<WireError, BasicErrorResponse>>;

/// What the token endpoint's answer means. The crate's own errors hold bodies, so none of them gets out of here.
fn granted(answer: TokenAnswer) -> Result<Granted, SsoError> {
    match answer {
        Ok(response) => Ok(Granted {
            access: Secret::new(response.access_token().secret().clone()),
            refresh: response.refresh_token().map(|token| Secret::new(token.secret().clone())),
        }),
        Err(RequestTokenError::Request(error)) => Err(error.into()),
        Err(RequestTokenError::ServerResponse(response)) => Err(refusal(response.error())),
        Err(RequestTokenError::Parse(..) | RequestTokenError::Other(_)) => Err(SsoError::Unreadable),
    }
}

fn refusal(error: &BasicErrorResponseType) -> SsoError {
    match error {
        BasicErrorResponseType::InvalidGrant => SsoError::InvalidGrant,
        BasicErrorResponseType::InvalidClient | BasicErrorResponseType::UnauthorizedClient => SsoError::BadClient,
        BasicErrorResponseType::Extension(name) if name == "invalid_token" => SsoError::InvalidGrant,
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
