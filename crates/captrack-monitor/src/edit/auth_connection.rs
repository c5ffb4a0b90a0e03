//! How a desk is connected to an AllianceAuth, and parts from it.

use std::collections::BTreeSet;
use std::time::Duration;

use captrack_contract::{AuthConnected, ErrorCode, Refusal};
use captrack_domain::acknowledgement::Acknowledgement;
use captrack_domain::activity::ActivityKind;
use captrack_domain::ids::PilotId;
use captrack_domain::snooze::Snooze;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_ports::{AuthAccess, AuthAddress, AuthError, AuthServer, Secret, Whoami};
use captrack_store::StoreError;

use crate::commit::edit::EditDraft;
use crate::edit::Editor;
use crate::edit::auth_answers::leave;
use crate::shared::refusal::store_refused;
use crate::state::auth::{AuthConnection, AuthState, Etags, TOKEN};

/// So long a server is waited for that shall revoke a token.
const REVOKING: Duration = Duration::from_secs(10);

/// What a failure is to the user.
pub fn refused(error: &AuthError) -> Refusal {
    let code = match error {
        AuthError::Token { .. } => ErrorCode::SignInRefused,
        AuthError::Permission { .. } => ErrorCode::NotAllowed,
        AuthError::Request { .. } | AuthError::Setup { .. } => ErrorCode::Invalid,
        AuthError::Silent { .. } | AuthError::Later { .. } => ErrorCode::Unavailable,
    };
    Refusal::of(code, error.text().clone().as_sentence())
}

/// The token that a new one has replaced, if it is another.
pub(crate) struct ReplacedToken(Option<AuthAccess>);

impl Editor<'_> {
    /// Keeps a connection, or a new token for the one that there is. The token is tried first: nothing changes unless it may read hulls. Its
    /// hulls are not known yet; the token that it replaces is good until [`Self::revoke_replaced`].
    pub(crate) async fn begin_connection(&self, address: AuthAddress, token: Secret) -> Result<ReplacedToken, Refusal> {
        let server = self.auth_server()?;
        if let Some(connection) = &self.lock().await.auth.connection
            && connection.address != address
        {
            let text = text!("refused-connected-elsewhere", server = connection.address.to_string());
            return Err(Refusal::of(ErrorCode::Invalid, text));
        }
        let access = AuthAccess { address, token };
        let whoami = server.whoami(&access, &BTreeSet::new()).await.map_err(|error| refused(&error))?;
        if !whoami.may_read {
            let problem = whoami.problems.first().map(|problem| Refusal::new(ErrorCode::NotAllowed, problem));
            return Err(problem.unwrap_or_else(|| Refusal::of(ErrorCode::NotAllowed, text!("refused-may-not-read"))));
        }
        let edit = self.note_connected(&access, whoami);
        let replaced = self.with_secret(TOKEN, &access.token, edit).await?;
        self.settle_rights().await;
        let replaced = replaced.filter(|replaced| *replaced != access.token);
        Ok(ReplacedToken(replaced.map(|token| AuthAccess { address: access.address, token })))
    }

    /// Makes the token useless that another has replaced, where the server can.
    pub(crate) async fn revoke_replaced(&self, replaced: ReplacedToken) {
        let (Some(replaced), Ok(server)) = (replaced.0, self.auth_server()) else { return };
        if !revoke(&*server, &replaced).await {
            tracing::info!("the token that was replaced could not be revoked");
        }
    }

    async fn note_connected(&self, access: &AuthAccess, whoami: Whoami) -> Result<(), Refusal> {
        let connect = |draft: &mut EditDraft| {
            let (auth, now) = (&mut draft.state.auth, draft.now);
            let before = auth.connection.take();
            let mut connection = match &before {
                Some(before) => before.with_a_new_token(whoami, now),
                None => AuthConnection::new(access.address.clone(), whoami, now),
            };
            connection.note_clock();
            let (main, subject) = (connection.whoami.main_name.clone(), connection.whoami.server.clone());
            auth.connection = Some(connection);
            // They belong to the account of the token.
            auth.etags = Etags::default();
            auth.coverage = None.into();
            draft.change.absorbed.auth = true;
            if before.is_none() {
                draft.change.decided = draft.state.auth.decided_before::<Snooze>(&draft.state, &main);
                draft.change.decided.extend(draft.state.auth.decided_before::<Acknowledgement>(&draft.state, &main));
            }
            draft.log(
                &main,
                ActivityKind::AllianceAuth,
                subject,
                None,
                Some(text!("activity-connected-as", main = main.as_str()).into()),
            );
            Ok(())
        };
        self.change(connect).await.map(drop)
    }

    /// The connection stays, and is asked again at once: what it told is not lost.
    pub(crate) async fn not_written_yet(&self, error: &StoreError) -> Refusal {
        let now = self.now();
        self.lock().await.auth.hurry(now);
        let code = store_refused(error).code;
        Refusal::of(code, text!("refused-answer-unsaved", why = error.text()))
    }

    pub(crate) async fn awaits_first_round(&self) -> bool {
        self.lock().await.auth.connection.as_ref().is_some_and(|connection| connection.last_attempt.is_none())
    }

    /// Says what the first round has brought; its failure is told, the connection stays.
    pub(crate) async fn auth_connected(&self) -> Result<AuthConnected, Refusal> {
        let state = self.lock().await;
        let Some(connection) = &state.auth.connection else {
            return Err(Refusal::of(ErrorCode::Invalid, text!("refused-disconnected-meanwhile")));
        };
        if let Some(why) = &connection.last_error {
            let text = text!("refused-ships-unread", why = why.clone().as_sentence());
            return Err(Refusal::of(ErrorCode::Unavailable, text));
        }
        let members: BTreeSet<PilotId> =
            state.pilots.values().filter(|pilot| pilot.auth.is_some()).map(|pilot| pilot.id).collect();
        Ok(AuthConnected {
            server: connection.whoami.server.clone(),
            main_name: connection.whoami.main_name.clone(),
            pilots: members.len(),
            hulls: state.fleet.hulls.values().filter(|hull| members.contains(&hull.pilot)).count(),
        })
    }

    /// Parts from AllianceAuth: the token is revoked there and deleted here, and everybody who was known through it alone is forgotten.
    /// Nothing is told of them. Says what has become of the token.
    pub async fn disconnect_auth(&self, by: &str) -> Result<Text, Refusal> {
        let connection = self.connection().await?;
        let access = self.access(&connection).await.ok();
        let disconnect = |draft: &mut EditDraft| {
            // A round that is under way goes on until it has ended.
            let rounds = draft.state.auth.rounds.clone();
            draft.state.auth = AuthState { rounds, ..AuthState::default() };
            draft.change.disconnected = true;
            draft.change.absorbed.auth = true;
            let (server, new) = (connection.whoami.server.clone(), Some(text!("activity-disconnected").into()));
            draft.log(by, ActivityKind::AllianceAuth, server, None, new);
            let members = draft.state.pilots.values().filter(|pilot| pilot.auth.is_some()).map(|pilot| pilot.id);
            leave(draft, members.collect());
            Ok(())
        };
        self.change(disconnect).await?;
        let remains = self.give_token_back(&connection, access).await;
        self.settle_rights().await;
        Ok(remains)
    }

    /// Revokes the token and deletes it here; says what has become of it.
    async fn give_token_back(&self, connection: &AuthConnection, access: Option<AuthAccess>) -> Text {
        let is_revoked = match (self.auth_server(), &access) {
            (Ok(server), Some(access)) => revoke(&*server, access).await,
            _ => false,
        };
        let name = &connection.whoami.token_name;
        let there = if is_revoked {
            text!("token-revoked", name = name.as_str())
        } else {
            text!("token-to-be-revoked", name = name.as_str())
        };
        match self.ports.secrets.delete(TOKEN).await {
            Ok(()) => there,
            Err(error) => {
                let not_deleted = text!("token-not-deleted", why = error.text().as_sentence());
                Text::sentences([there, not_deleted])
            }
        }
    }
}

/// Whether the server has made a token useless. A bridge that is older than this cannot.
async fn revoke(server: &dyn AuthServer, access: &AuthAccess) -> bool {
    match tokio::time::timeout(REVOKING, server.revoke(access)).await {
        Ok(Ok(())) => true,
        Ok(Err(error)) => {
            tracing::info!(%error, "a token was not revoked");
            false
        }
        Err(_) => false,
    }
}
