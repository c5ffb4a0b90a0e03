//! The connection to an AllianceAuth.

use captrack_contract::commands::{
    BeginAuthSignIn, CancelAuthSignIn, ConnectAuth, DisconnectAuth, FinishAuthSignIn, PublishPolicy, ReadNow,
};
use captrack_contract::{AuthConnected, AuthDisconnected, ReadAsked, Refusal, SignInStarted};

use super::Handler;
use crate::desk::Desk;
use crate::rights::RequiredRight;

impl Handler<ConnectAuth> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, ConnectAuth { address, token }: ConnectAuth, _by: &str) -> Result<AuthConnected, Refusal> {
        self.auth_sign_ins.connect(&address, &token).await
    }
}

impl Handler<BeginAuthSignIn> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, BeginAuthSignIn { address }: BeginAuthSignIn, _by: &str) -> Result<SignInStarted, Refusal> {
        let authorize_url = self.auth_sign_ins.begin(&address).await?;
        Ok(SignInStarted { authorize_url })
    }
}

impl Handler<FinishAuthSignIn> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, FinishAuthSignIn { answer }: FinishAuthSignIn, _by: &str) -> Result<AuthConnected, Refusal> {
        self.auth_sign_ins.finish(&answer).await
    }
}

impl Handler<CancelAuthSignIn> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, CancelAuthSignIn: CancelAuthSignIn, _by: &str) -> Result<(), Refusal> {
        self.auth_sign_ins.cancel().await;
        Ok(())
    }
}

impl Handler<DisconnectAuth> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, DisconnectAuth: DisconnectAuth, by: &str) -> Result<AuthDisconnected, Refusal> {
        let remains = self.monitor.edit().disconnect_auth(by).await?;
        Ok(AuthDisconnected { remains })
    }
}

impl Handler<PublishPolicy> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Administer);

    async fn handle(&self, PublishPolicy { publish }: PublishPolicy, by: &str) -> Result<(), Refusal> {
        self.monitor.edit().publish_policy(publish, by).await
    }
}

impl Handler<ReadNow> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, ReadNow { pilots }: ReadNow, _by: &str) -> Result<ReadAsked, Refusal> {
        self.monitor.edit().read_now(&pilots).await
    }
}
