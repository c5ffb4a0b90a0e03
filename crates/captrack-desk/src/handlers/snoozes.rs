//! Snoozes and acknowledgements.

use captrack_contract::commands::{Acknowledge, ClearAcknowledgement, ClearSnooze, PutSnoozes, Snooze, SnoozeReach};
use captrack_contract::{Refusal, SnoozesChanged, SnoozesPut};

use super::Handler;
use crate::desk::Desk;
use crate::rights::RequiredRight;

impl Handler<Snooze> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Snooze);

    async fn handle(&self, Snooze { pilots, length, why }: Snooze, by: &str) -> Result<SnoozesChanged, Refusal> {
        let undo = self.monitor.edit().snooze(&pilots, length, by, why).await?;
        Ok(SnoozesChanged { undo })
    }
}

impl Handler<ClearSnooze> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Snooze);

    async fn handle(&self, ClearSnooze { pilots }: ClearSnooze, by: &str) -> Result<SnoozesChanged, Refusal> {
        let undo = self.monitor.edit().clear_snooze(&pilots, by).await?;
        Ok(SnoozesChanged { undo })
    }
}

impl Handler<PutSnoozes> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Snooze);

    async fn handle(&self, PutSnoozes { snoozes }: PutSnoozes, by: &str) -> Result<SnoozesPut, Refusal> {
        let decided_since = self.monitor.edit().put_snoozes(snoozes, by).await?;
        Ok(SnoozesPut { decided_since })
    }
}

impl Handler<SnoozeReach> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(
        &self,
        SnoozeReach { pilots, from }: SnoozeReach,
        _by: &str,
    ) -> Result<captrack_contract::SnoozeReach, Refusal> {
        self.monitor.views().snooze_reach(&pilots, from.as_ref()).await
    }
}

impl Handler<Acknowledge> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Snooze);

    async fn handle(&self, Acknowledge { mains, why }: Acknowledge, by: &str) -> Result<(), Refusal> {
        self.monitor.edit().acknowledge(&mains, why, by).await
    }
}

impl Handler<ClearAcknowledgement> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Snooze);

    async fn handle(&self, ClearAcknowledgement { mains }: ClearAcknowledgement, by: &str) -> Result<(), Refusal> {
        self.monitor.edit().clear_acknowledgement(&mains, by).await
    }
}
