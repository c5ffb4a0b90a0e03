//! The client id of the EVE application.

use captrack_contract::Refusal;
use captrack_contract::commands::SetClientId;
use captrack_store::settings;

use super::{Handler, stored};
use crate::desk::Desk;
use crate::rights::RequiredRight;

impl Handler<SetClientId> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, SetClientId { client_id }: SetClientId, _by: &str) -> Result<(), Refusal> {
        let client_id = client_id.trim();
        let written = async {
            let mut tx = self.monitor.shared().store().begin().await?;
            if client_id.is_empty() {
                tx.clear_setting(settings::CLIENT_ID).await?;
            } else {
                tx.put_setting(settings::CLIENT_ID, client_id).await?;
            }
            tx.commit().await
        };
        written.await.map_err(stored)?;
        let own = (!client_id.is_empty()).then(|| client_id.to_owned());
        // The addresses were checked when the desk was opened.
        if let Ok(endpoints) = self.endpoints.endpoints(own) {
            self.esi.sso.register(endpoints.client_id, endpoints.callback_port);
        }
        self.monitor.shared().announce().await;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use captrack_contract::ErrorCode;

    use super::*;
    use crate::testing::desk;

    /// The client id as a sign-in uses it, and as the store has it.
    async fn client_id(desk: &Desk) -> (Option<String>, Option<String>) {
        (desk.esi.sso.client_id(), desk.monitor.shared().store().setting(settings::CLIENT_ID).await.unwrap())
    }

    #[tokio::test]
    async fn a_client_id_that_cannot_be_written_is_the_one_of_before_and_it_succeeds_later() {
        let (desk, _folder) = desk().await;
        let of_the_first = client_id(&desk).await;
        for wanted in ["abc123", "def456", ""] {
            let before = client_id(&desk).await;
            let command = SetClientId { client_id: wanted.to_owned() };
            let mut failures = 0;
            loop {
                desk.monitor.shared().store().fail_at(failures + 1).await.unwrap();
                let done = desk.ask(command.clone()).await;
                if !desk.monitor.shared().store().has_failed() {
                    done.unwrap();
                    break;
                }
                assert_eq!(done.unwrap_err().code, ErrorCode::Internal);
                assert_eq!(client_id(&desk).await, before, "{wanted}, statement {failures}");
                failures += 1;
            }
            assert!(failures > 0);
            let own = Some(wanted.to_owned()).filter(|own| !own.is_empty());
            assert_eq!(client_id(&desk).await, if own.is_some() { (own.clone(), own) } else { of_the_first.clone() });
        }
    }
}
