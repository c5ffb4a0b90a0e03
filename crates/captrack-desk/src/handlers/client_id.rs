//! The client id of the EVE application.

use captrack_contract::commands::SetClientId;
use captrack_contract::{ErrorCode, Refusal};
use captrack_domain::text;
use captrack_store::settings;

use super::{Handler, stored};
use crate::desk::Desk;
use crate::endpoints_file::OwnApplication;
use crate::rights::RequiredRight;

impl Handler<SetClientId> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, SetClientId { client_id, callback_port }: SetClientId, _by: &str) -> Result<(), Refusal> {
        let client_id = client_id.trim();
        // The default application has a callback of its own.
        let callback_port = callback_port.filter(|_| !client_id.is_empty());
        if callback_port == Some(0) {
            return Err(Refusal::of(ErrorCode::Invalid, text!("refused-callback-port")));
        }
        let written = async {
            let mut tx = self.monitor.shared().store().begin().await?;
            if client_id.is_empty() {
                tx.clear_setting(settings::CLIENT_ID).await?;
            } else {
                tx.put_setting(settings::CLIENT_ID, client_id).await?;
            }
            match callback_port {
                Some(port) => tx.put_setting(settings::CALLBACK_PORT, &port).await?,
                None => tx.clear_setting(settings::CALLBACK_PORT).await?,
            }
            tx.commit().await
        };
        written.await.map_err(stored)?;
        let own = OwnApplication { client_id: (!client_id.is_empty()).then(|| client_id.to_owned()), callback_port };
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
    use super::*;
    use captrack_contract::commands::Settings;

    use crate::testing::desk;

    #[tokio::test]
    async fn the_callback_port_is_that_of_the_own_application_and_goes_with_it() {
        let (desk, _folder) = desk().await;
        let set = async |client_id: &str, callback_port| {
            desk.ask(SetClientId { client_id: client_id.to_owned(), callback_port }).await
        };
        let callback = async || desk.ask(Settings).await.unwrap().sign_in.callback_url;
        let before = callback().await;
        set("abc123", Some(8701)).await.unwrap();
        assert_eq!(callback().await, "http://localhost:8701/callback");
        assert_eq!(OwnApplication::kept(desk.monitor.shared().store()).await.unwrap().callback_port, Some(8701));
        let refusal = set("abc123", Some(0)).await.unwrap_err();
        assert_eq!(refusal.code, ErrorCode::Invalid);
        assert_eq!(callback().await, "http://localhost:8701/callback");
        set("", Some(8702)).await.unwrap();
        assert_eq!(callback().await, before, "the default application has its own");
    }

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
            let command = SetClientId { client_id: wanted.to_owned(), callback_port: None };
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
