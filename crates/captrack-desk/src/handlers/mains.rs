//! Who is watched, under which main.

use captrack_contract::commands::{ExportMains, ImportMains, Pilots, SetMain};
use captrack_contract::{MainsImport, PilotsView, Refusal, TextFile};

use super::Handler;
use crate::desk::Desk;
use crate::rights::RequiredRight;

impl Handler<Pilots> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, Pilots { search }: Pilots, _by: &str) -> Result<PilotsView, Refusal> {
        Ok(self.monitor.views().pilots_page(&search).await)
    }
}

impl Handler<SetMain> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Administer);

    async fn handle(&self, SetMain { pilots, main }: SetMain, by: &str) -> Result<(), Refusal> {
        self.monitor.edit().set_main(&pilots, main.as_ref(), by).await
    }
}

impl Handler<ExportMains> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, ExportMains: ExportMains, _by: &str) -> Result<TextFile, Refusal> {
        Ok(self.monitor.edit().mains_csv().await)
    }
}

impl Handler<ImportMains> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Administer);

    async fn needs(&self, command: &ImportMains) -> Option<RequiredRight> {
        command.apply.then_some(RequiredRight::Administer)
    }

    async fn handle(&self, ImportMains { csv, apply }: ImportMains, by: &str) -> Result<MainsImport, Refusal> {
        self.monitor.edit().import_mains(&csv, apply, by).await
    }
}
