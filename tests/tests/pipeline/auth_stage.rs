//! A desk that is connected to the sim's AllianceAuth, and what the tests of it share.

use captrack_contract::{AuthConnected, AuthView, Confidential, Refusal, commands};
use captrack_domain::ids::PilotId;
use captrack_sim::{AuthControl, SimNewPilot};

use crate::stage::Stage;

/// A stage with a leader who has a token; everybody else is known through AllianceAuth alone.
pub struct AuthStage {
    pub stage: Stage,
    pub auth: AuthControl,
    pub leader: PilotId,
    pub token: String,
}

impl AuthStage {
    pub async fn new() -> Self {
        let stage = Stage::new().await;
        let leader = stage.pilot("Fleet Leader");
        let auth = stage.world.auth();
        let token = auth.make_leader_token(leader.0).unwrap();
        Self { stage, auth, leader, token }
    }

    /// A member of the alliance whom corptools reads from now on.
    pub fn member(&self, name: &str) -> PilotId {
        PilotId(self.stage.world.create_pilot(SimNewPilot::named(name)).unwrap())
    }

    /// Connects the desk, after corptools has read everybody.
    pub async fn connect(&self) -> AuthConnected {
        self.auth.read_all();
        self.try_connect(&self.token.clone()).await.unwrap()
    }

    pub async fn try_connect(&self, token: &str) -> Result<AuthConnected, Refusal> {
        let command = commands::ConnectAuth { address: self.auth.url(), token: Confidential(token.to_owned()) };
        self.stage.desk.ask(command).await
    }

    /// corptools reads everybody, and the desk asks again.
    pub async fn read_and_ask(&self, secs: u64) {
        self.stage.world.advance(std::time::Duration::from_secs(secs));
        self.auth.read_all();
        self.stage.desk.monitor().run_cycle().await.unwrap();
    }

    pub async fn view(&self) -> AuthView {
        self.stage.settings().await.auth.expect("the desk is connected")
    }
}
