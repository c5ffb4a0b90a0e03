//! Trails.

use captrack_contract::commands::Trail;
use captrack_contract::{Refusal, Trail as TrailOf};

use super::Handler;
use crate::desk::Desk;
use crate::rights::RequiredRight;

impl Handler<Trail> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, Trail { of, since }: Trail, _by: &str) -> Result<TrailOf, Refusal> {
        self.monitor.views().trail(&of, since).await
    }
}
