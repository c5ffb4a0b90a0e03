//! Signing in with EVE and out again: what anybody may do for themselves.

use captrack_contract::commands::{BeginSignIn, CancelSignIn, FinishSignIn, SignOut};
use captrack_contract::{Refusal, SignInStarted, SignedIn, SignedOut};

use super::Handler;
use crate::desk::Desk;
use crate::rights::RequiredRight;

impl Handler<BeginSignIn> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, BeginSignIn: BeginSignIn, _by: &str) -> Result<SignInStarted, Refusal> {
        let authorize_url = self.sign_ins.begin().await?;
        Ok(SignInStarted { authorize_url })
    }
}

impl Handler<FinishSignIn> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, FinishSignIn: FinishSignIn, _by: &str) -> Result<SignedIn, Refusal> {
        let (pilot, name) = self.sign_ins.finish().await?;
        Ok(SignedIn { pilot, name })
    }
}

impl Handler<CancelSignIn> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, CancelSignIn: CancelSignIn, _by: &str) -> Result<(), Refusal> {
        self.sign_ins.cancel().await;
        Ok(())
    }
}

impl Handler<SignOut> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, SignOut { pilot }: SignOut, by: &str) -> Result<SignedOut, Refusal> {
        let (name, remains) = self.monitor.edit().forget_pilot(&pilot, by).await?;
        Ok(SignedOut { name, remains })
    }
}
