//! Rules, preferences and what the settings window needs.

use std::time::Duration;

use captrack_contract::commands::{
    ExportConfig, FindGroup, FindPlaces, ImportConfig, MarkSeen, PreviewPolicy, SavePolicy, SavePreferences,
    SetCollapsed, Settings,
};
use captrack_contract::{NamedGroup, NamedPlace, Preview, Refusal, SettingsImport, SettingsView, SignInView, TextFile};
use captrack_domain::policy::Policy;
use captrack_esi::PILOT_SCOPES;
use captrack_store::{StoreError, settings};

use super::{Handler, stored};
use crate::desk::Desk;
use crate::rights::RequiredRight;

impl Handler<Settings> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, Settings: Settings, _by: &str) -> Result<SettingsView, Refusal> {
        self.settings().await.map_err(stored)
    }
}

impl Handler<SavePolicy> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Administer);

    async fn handle(&self, SavePolicy { policy }: SavePolicy, by: &str) -> Result<(), Refusal> {
        self.monitor.edit().save_policy(policy, by).await
    }
}

impl Handler<PreviewPolicy> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, PreviewPolicy { policy }: PreviewPolicy, _by: &str) -> Result<Preview, Refusal> {
        Ok(self.monitor.edit().preview(policy).await)
    }
}

impl Handler<ExportConfig> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, ExportConfig: ExportConfig, _by: &str) -> Result<TextFile, Refusal> {
        Ok(self.monitor.edit().export_config().await)
    }
}

impl Handler<ImportConfig> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Administer);

    async fn needs(&self, command: &ImportConfig) -> Option<RequiredRight> {
        command.apply.then_some(RequiredRight::Administer)
    }

    async fn handle(&self, ImportConfig { toml, apply }: ImportConfig, by: &str) -> Result<SettingsImport, Refusal> {
        self.monitor.edit().import_config(&toml, apply, by).await
    }
}

impl Handler<FindPlaces> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, FindPlaces { text }: FindPlaces, _by: &str) -> Result<Vec<NamedPlace>, Refusal> {
        Ok(self.monitor.views().find_places(&text))
    }
}

impl Handler<FindGroup> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, FindGroup { group }: FindGroup, _by: &str) -> Result<NamedGroup, Refusal> {
        self.monitor.poll().find_group(group).await
    }
}

impl Handler<SavePreferences> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Administer);

    /// Only what becomes a notification is the administrators': the rest of it is the look of this desk.
    async fn needs(&self, command: &SavePreferences) -> Option<RequiredRight> {
        let notifies_alike = command.preferences.notifies_like(&self.monitor.views().preferences().await);
        (!notifies_alike).then_some(RequiredRight::Administer)
    }

    async fn handle(&self, SavePreferences { preferences }: SavePreferences, by: &str) -> Result<(), Refusal> {
        self.monitor.edit().save_preferences(preferences, by).await
    }
}

impl Handler<MarkSeen> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, MarkSeen { ago }: MarkSeen, _by: &str) -> Result<(), Refusal> {
        self.monitor.edit().mark_seen(Duration::from_secs(ago.into())).await
    }
}

impl Handler<SetCollapsed> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, SetCollapsed { card, collapsed }: SetCollapsed, _by: &str) -> Result<(), Refusal> {
        self.monitor.edit().set_collapsed(card, collapsed).await
    }
}

impl Desk {
    async fn settings(&self) -> Result<SettingsView, StoreError> {
        let own: Option<String> = self.monitor.shared().store().setting(settings::CLIENT_ID).await?;
        let policy = self.monitor.views().policy().await;
        let port = self.esi.sso.callback_port();
        Ok(SettingsView {
            pilots: self.monitor.views().pilot_views().await,
            sign_in: SignInView {
                client_id: self.esi.sso.client_id(),
                client_id_is_own: own.is_some(),
                callback_url: format!("http://localhost:{port}/callback"),
                scopes: PILOT_SCOPES.iter().map(|scope| (*scope).to_owned()).collect(),
            },
            auth: self.monitor.views().auth_view().await,
            auth_sign_in: self.auth_sign_ins.view().await,
            auth_offer: self.auth_offer.clone(),
            webhooks: self.monitor.views().webhook_views().await?,
            relay: self.monitor.views().relays().await,
            paused: self.monitor.views().is_paused().await,
            rights: self.rights(),
            places: self.monitor.views().named_places(&policy),
            groups: self.monitor.views().named_groups(&policy).await,
            policy,
            default_policy: Policy::default(),
            preferences: self.monitor.views().preferences().await,
            demo: self.demo,
            data_folder: self.folder.display().to_string(),
            secrets_in: self.secrets_in.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        })
    }
}
