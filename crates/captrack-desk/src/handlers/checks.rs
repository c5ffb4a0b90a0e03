//! Looking at all of it, and looking again.

use captrack_contract::commands::{Check, CheckNow, Overview, SetPaused, Snapshot, Status};
use captrack_contract::{CheckVerdict, DeskStatus, Refusal};

use super::{Handler, stored};
use crate::desk::Desk;
use crate::rights::RequiredRight;

impl Handler<Snapshot> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, Snapshot: Snapshot, _by: &str) -> Result<captrack_contract::Snapshot, Refusal> {
        Ok(self.monitor.views().snapshot().await)
    }
}

impl Handler<Status> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, Status: Status, _by: &str) -> Result<DeskStatus, Refusal> {
        Ok(self.monitor.views().status(&self.surroundings()).await)
    }
}

impl Handler<Overview> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, Overview: Overview, _by: &str) -> Result<captrack_contract::Overview, Refusal> {
        Ok(self.monitor.views().overview(&self.surroundings()).await)
    }
}

impl Handler<Check> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, Check: Check, _by: &str) -> Result<CheckVerdict, Refusal> {
        self.monitor.ask_all_due().await.map_err(stored)?;
        Ok(self.monitor.views().verdict().await)
    }
}

impl Handler<CheckNow> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, CheckNow: CheckNow, _by: &str) -> Result<CheckVerdict, Refusal> {
        self.monitor.poll().hurry_everything().await;
        self.monitor.edit().read_what_alerts().await;
        self.monitor.ask_all_due().await.map_err(stored)?;
        Ok(self.monitor.views().verdict().await)
    }
}

impl Handler<SetPaused> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Administer);

    async fn handle(&self, SetPaused { paused, seconds }: SetPaused, by: &str) -> Result<(), Refusal> {
        if paused { self.monitor.edit().pause(seconds, by).await } else { self.monitor.edit().resume(by).await }
    }
}
