//! Newer versions of the program itself.

use captrack_contract::commands::{LookForVersions, NewVersions};
use captrack_contract::{NewVersions as Known, Refusal};

use super::{Handler, stored};
use crate::desk::Desk;
use crate::rights::RequiredRight;

impl Handler<NewVersions> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, NewVersions: NewVersions, _by: &str) -> Result<Known, Refusal> {
        // The demo asks nobody anything, and nobody is asked about it.
        if self.demo {
            return Ok(Known { looks: Some(false), newer: None });
        }
        self.versions.known().await.map_err(stored)
    }
}

impl Handler<LookForVersions> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, LookForVersions { look }: LookForVersions, _by: &str) -> Result<Known, Refusal> {
        if !self.demo {
            self.versions.decide(look).await.map_err(stored)?;
            self.versions.ask_if_due(self.now()).await.map_err(stored)?;
        }
        self.ask(NewVersions).await
    }
}
