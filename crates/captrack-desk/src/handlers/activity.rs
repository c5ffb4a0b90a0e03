//! The activity log.

use captrack_contract::commands::{Activity, ExportActivity};
use captrack_contract::{ActivityPage, Refusal, TextFile};

use super::Handler;
use crate::desk::Desk;
use crate::rights::RequiredRight;

impl Handler<Activity> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, Activity { query }: Activity, _by: &str) -> Result<ActivityPage, Refusal> {
        self.monitor.views().activity(query).await
    }
}

impl Handler<ExportActivity> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, ExportActivity { query }: ExportActivity, _by: &str) -> Result<TextFile, Refusal> {
        self.monitor.views().activity_csv(query).await
    }
}
