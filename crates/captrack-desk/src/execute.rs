//! Commands: the one door for windows, tray, notifications and command line.

use captrack_contract::{
    Answer, Command, Confidential, PilotRef, Refusal, Reply, SettingsView, SignInView, WebhookName as ContractWebhook,
};
use captrack_domain::policy::Policy;
use captrack_esi::PILOT_SCOPES;
use captrack_monitor::ports::{Secret, WebhookName};
use captrack_monitor::store_refused;
use captrack_store::{StoreError, settings};

use crate::desk::Desk;

/// Who snoozes when nobody is signed in as somebody: the user of this machine.
const THIS_DESK: &str = "this desk";

impl Desk {
    /// Carries a command out; when it returns, it has taken effect.
    pub async fn execute(&self, command: Command) -> Answer {
        let monitor = &self.monitor;
        let stored = |error: StoreError| store_refused(&error);
        match command {
            Command::Snapshot => Ok(Reply::Snapshot(Box::new(monitor.snapshot().await))),
            Command::Dashboard => {
                let dashboard = monitor.dashboard(&self.surroundings()).await.map_err(stored)?;
                Ok(Reply::Dashboard(Box::new(dashboard)))
            }
            Command::Check => {
                monitor.run_cycle().await.map_err(stored)?;
                Ok(Reply::Checked(monitor.verdict().await))
            }
            Command::CheckNow => {
                monitor.hurry_everything().await;
                monitor.run_cycle().await.map_err(stored)?;
                Ok(Reply::Checked(monitor.verdict().await))
            }
            Command::SetPaused { paused } => done(monitor.set_paused(paused).await),
            Command::Snooze { pilots, length, why } => done(monitor.snooze(&pilots, length, THIS_DESK, why).await),
            Command::ClearSnooze { pilots } => done(monitor.clear_snooze(&pilots).await),
            Command::BeginSignIn => {
                self.sign_ins.begin().await.map(|authorize_url| Reply::SignInStarted { authorize_url })
            }
            Command::FinishSignIn => self.sign_ins.finish().await.map(|(pilot, name)| Reply::SignedIn { pilot, name }),
            Command::CancelSignIn => {
                self.sign_ins.cancel().await;
                Ok(Reply::Done)
            }
            Command::SignOut { pilot } => self.sign_out(&pilot).await,
            Command::SetWebhook { webhook, url } => self.set_webhook(webhook, url).await,
            Command::ClearWebhook { webhook } => done(monitor.clear_webhook(name(webhook)).await),
            Command::TestWebhook { webhook } => {
                monitor.test_webhook(name(webhook)).await.map(|sentence| Reply::WebhookTested { sentence })
            }
            Command::SetRelay { on } => done(monitor.set_relay(on).await),
            Command::Settings => Ok(Reply::Settings(Box::new(self.settings().await.map_err(stored)?))),
            Command::SavePolicy { policy } => done(monitor.save_policy(policy).await),
            Command::SetClientId { client_id } => done(self.set_client_id(client_id.trim()).await),
            Command::SavePreferences { preferences } => done(monitor.save_preferences(preferences).await),
            Command::SetCollapsed { main, collapsed } => done(monitor.set_collapsed(main, collapsed).await),
        }
    }

    async fn sign_out(&self, pilot: &PilotRef) -> Answer {
        let (name, remains) = self.monitor.forget_pilot(pilot).await?;
        Ok(Reply::SignedOut { name, remains })
    }

    async fn set_webhook(&self, webhook: ContractWebhook, url: Confidential) -> Answer {
        let url = Secret::new(url.0.trim());
        done(self.monitor.set_webhook(name(webhook), &url).await)
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
        let port = self.endpoints.callback_port.unwrap_or(captrack_esi::DEFAULT_CALLBACK_PORT);
        Ok(SettingsView {
            pilots: self.monitor.pilot_views().await,
            sign_in: SignInView {
                client_id: self.esi.sso.client_id(),
                client_id_is_own: own.is_some(),
                callback_url: format!("http://localhost:{port}/callback"),
                scopes: PILOT_SCOPES.iter().map(|scope| (*scope).to_owned()).collect(),
            },
            webhooks: self.monitor.webhook_views().await?,
            relay: self.monitor.relays().await,
            policy: self.monitor.policy().await,
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

const fn name(webhook: ContractWebhook) -> WebhookName {
    match webhook {
        ContractWebhook::Critical => WebhookName::Critical,
        ContractWebhook::Standard => WebhookName::Standard,
    }
}
