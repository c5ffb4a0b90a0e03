//! Commands: the one door for windows, tray, notifications and command line.

use captrack_contract::{Answer, Command, Confidential, ErrorCode, PilotRef, Refusal, Reply, SettingsView, SignInView};
use captrack_domain::policy::Policy;
use captrack_domain::webhook_name::WebhookName;
use captrack_esi::PILOT_SCOPES;
use captrack_monitor::{Supervised, store_refused};
use captrack_ports::Secret;
use captrack_store::{StoreError, settings};

use crate::desk::Desk;

impl Desk {
    /// Carries a command out; when it returns, it has taken effect. What this desk's user may not do is refused.
    pub async fn execute(&self, command: Command) -> Answer {
        let done = self.monitor.caught(Supervised::Command, Box::pin(self.carry_out(command))).await;
        done.unwrap_or_else(|| {
            let sentence = "CapTrack crashed while it did this. Check whether it took effect, then try again. Report this with the log.";
            Err(Refusal::new(ErrorCode::Internal, sentence))
        })
    }

    async fn carry_out(&self, command: Command) -> Answer {
        self.allow(&command).await?;
        let monitor = &self.monitor;
        let by = &*monitor.user().await;
        let stored = |error: StoreError| store_refused(&error);
        match command {
            Command::Snapshot => Ok(Reply::Snapshot(Box::new(monitor.snapshot().await))),
            Command::Status => Ok(Reply::Status(Box::new(monitor.status(&self.surroundings()).await))),
            Command::Overview => Ok(Reply::Overview(Box::new(monitor.overview(&self.surroundings()).await))),
            Command::Check => {
                monitor.ask_all_due().await.map_err(stored)?;
                Ok(Reply::Checked(monitor.verdict().await))
            }
            Command::CheckNow => {
                monitor.hurry_everything().await;
                monitor.ask_all_due().await.map_err(stored)?;
                Ok(Reply::Checked(monitor.verdict().await))
            }
            Command::SetPaused { paused } => done(monitor.set_paused(paused, by).await),
            Command::Snooze { pilots, length, why } => {
                let undo = monitor.snooze(&pilots, length, by, why).await?;
                Ok(Reply::SnoozesChanged { undo })
            }
            Command::ClearSnooze { pilots } => {
                let undo = monitor.clear_snooze(&pilots, by).await?;
                Ok(Reply::SnoozesChanged { undo })
            }
            Command::PutSnoozes { snoozes } => {
                let decided_since = monitor.put_snoozes(snoozes, by).await?;
                Ok(Reply::SnoozesPut { decided_since })
            }
            Command::SnoozeReach { pilots, from } => {
                monitor.snooze_reach(&pilots, from.as_ref()).await.map(Reply::SnoozeReach)
            }
            Command::Acknowledge { mains, why } => done(monitor.acknowledge(&mains, why, by).await),
            Command::ClearAcknowledgement { mains } => done(monitor.clear_acknowledgement(&mains, by).await),
            Command::Pilots { search } => Ok(Reply::Pilots(Box::new(monitor.pilots_page(&search).await))),
            Command::SetMain { pilots, main } => done(monitor.set_main(&pilots, main.as_ref(), by).await),
            Command::ExportMains => Ok(Reply::File(monitor.mains_csv().await)),
            Command::ImportMains { csv, apply } => monitor.import_mains(&csv, apply, by).await.map(Reply::MainsImport),
            Command::BeginSignIn => {
                self.sign_ins.begin().await.map(|authorize_url| Reply::SignInStarted { authorize_url })
            }
            Command::FinishSignIn => self.sign_ins.finish().await.map(|(pilot, name)| Reply::SignedIn { pilot, name }),
            Command::CancelSignIn => {
                self.sign_ins.cancel().await;
                Ok(Reply::Done)
            }
            Command::SignOut { pilot } => self.sign_out(&pilot, by).await,
            Command::ConnectAuth { address, token } => {
                self.auth_sign_ins.connect(&address, &token).await.map(Reply::AuthConnected)
            }
            Command::BeginAuthSignIn { address } => {
                self.auth_sign_ins.begin(&address).await.map(|authorize_url| Reply::SignInStarted { authorize_url })
            }
            Command::FinishAuthSignIn { answer } => self.auth_sign_ins.finish(&answer).await.map(Reply::AuthConnected),
            Command::CancelAuthSignIn => {
                self.auth_sign_ins.cancel().await;
                Ok(Reply::Done)
            }
            Command::DisconnectAuth => {
                monitor.disconnect_auth(by).await.map(|remains| Reply::AuthDisconnected { remains })
            }
            Command::PublishPolicy { publish } => done(monitor.publish_policy(publish, by).await),
            Command::SetWebhook { webhook, url } => self.set_webhook(webhook, url, by).await,
            Command::ClearWebhook { webhook } => done(monitor.clear_webhook(webhook, by).await),
            Command::TestWebhook { webhook } => {
                monitor.test_webhook(webhook).await.map(|sentence| Reply::WebhookTested { sentence })
            }
            Command::SetRelay { on } => done(monitor.set_relay(on, by).await),
            Command::Discord => Ok(Reply::Discord(Box::new(monitor.discord_view().await.map_err(stored)?))),
            Command::SaveRelayOptions { options } => done(monitor.save_relay_options(options, by).await),
            Command::RetryUndeliverable { rows } => done(monitor.retry_undeliverable(&rows, by).await),
            Command::DiscardUndeliverable { rows } => done(monitor.discard_undeliverable(&rows, by).await),
            Command::Settings => Ok(Reply::Settings(Box::new(self.settings().await.map_err(stored)?))),
            Command::SavePolicy { policy } => done(monitor.save_policy(policy, by).await),
            Command::PreviewPolicy { policy } => Ok(Reply::Preview(Box::new(monitor.preview(policy).await))),
            Command::ExportConfig => Ok(Reply::File(monitor.export_config().await)),
            Command::ImportConfig { toml, apply } => {
                let import = monitor.import_config(&toml, apply, by).await?;
                Ok(Reply::SettingsImport(Box::new(import)))
            }
            Command::FindPlaces { text } => Ok(Reply::Places(monitor.find_places(&text))),
            Command::FindGroup { group } => monitor.find_group(group).await.map(Reply::Group),
            Command::Activity { query } => monitor.activity(query).await.map(Reply::Activity),
            Command::ExportActivity { query } => monitor.activity_csv(query).await.map(Reply::File),
            Command::SetClientId { client_id } => done(self.set_client_id(client_id.trim()).await),
            Command::SavePreferences { preferences } => done(monitor.save_preferences(preferences, by).await),
            Command::SetCollapsed { card, collapsed } => done(monitor.set_collapsed(card, collapsed).await),
        }
    }

    async fn sign_out(&self, pilot: &PilotRef, by: &str) -> Answer {
        let (name, remains) = self.monitor.forget_pilot(pilot, by).await?;
        Ok(Reply::SignedOut { name, remains })
    }

    async fn set_webhook(&self, webhook: WebhookName, url: Confidential, by: &str) -> Answer {
        let url = Secret::new(url.0.trim());
        done(self.monitor.set_webhook(webhook, &url, by).await)
    }

    async fn set_client_id(&self, client_id: &str) -> Result<(), Refusal> {
        let written = async {
            let mut tx = self.monitor.store().begin().await?;
            if client_id.is_empty() {
                tx.clear_setting(settings::CLIENT_ID).await?;
            } else {
                tx.put_setting(settings::CLIENT_ID, client_id).await?;
            }
            tx.commit().await
        };
        written.await.map_err(|error| store_refused(&error))?;
        let own = (!client_id.is_empty()).then(|| client_id.to_owned());
        // The addresses were checked when the desk was opened.
        if let Ok(endpoints) = self.endpoints.endpoints(own) {
            self.esi.sso.register(endpoints.client_id, endpoints.callback_port);
        }
        self.monitor.announce().await;
        Ok(())
    }

    async fn settings(&self) -> Result<SettingsView, StoreError> {
        let own: Option<String> = self.monitor.store().setting(settings::CLIENT_ID).await?;
        let policy = self.monitor.policy().await;
        let port = self.endpoints.callback_port.unwrap_or(captrack_esi::DEFAULT_CALLBACK_PORT);
        Ok(SettingsView {
            pilots: self.monitor.pilot_views().await,
            sign_in: SignInView {
                client_id: self.esi.sso.client_id(),
                client_id_is_own: own.is_some(),
                callback_url: format!("http://localhost:{port}/callback"),
                scopes: PILOT_SCOPES.iter().map(|scope| (*scope).to_owned()).collect(),
            },
            auth: self.monitor.auth_view().await,
            auth_sign_in: self.auth_sign_ins.view().await,
            auth_offer: self.auth_offer.clone(),
            webhooks: self.monitor.webhook_views().await?,
            relay: self.monitor.relays().await,
            paused: self.monitor.is_paused().await,
            rights: self.rights(),
            places: self.monitor.named_places(&policy),
            groups: self.monitor.named_groups(&policy).await,
            policy,
            default_policy: Policy::default(),
            preferences: self.monitor.preferences().await,
            demo: self.demo,
            data_folder: self.folder.display().to_string(),
            secrets_in: self.secrets_in.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }
}

fn done(result: Result<(), Refusal>) -> Answer {
    result.map(|()| Reply::Done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::desk;

    /// The client id as a sign-in uses it, and as the store has it.
    async fn client_id(desk: &Desk) -> (Option<String>, Option<String>) {
        (desk.esi.sso.client_id(), desk.monitor.store().setting(settings::CLIENT_ID).await.unwrap())
    }

    #[tokio::test]
    async fn a_client_id_that_cannot_be_written_is_the_one_of_before_and_it_succeeds_later() {
        let (desk, _folder) = desk().await;
        let of_the_first = client_id(&desk).await;
        for wanted in ["abc123", "def456", ""] {
            let before = client_id(&desk).await;
            let command = Command::SetClientId { client_id: wanted.to_owned() };
            let mut failures = 0;
            loop {
                desk.monitor.store().fail_at(failures + 1).await.unwrap();
                let done = desk.execute(command.clone()).await;
                if !desk.monitor.store().has_failed() {
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
