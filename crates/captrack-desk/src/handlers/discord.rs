//! Webhooks and the relay to Discord.

use captrack_contract::commands::{
    ClearWebhook, DiscardUndeliverable, Discord, RetryUndeliverable, SaveRelayOptions, SetRelay, SetWebhook,
    TestWebhook,
};
use captrack_contract::{DiscordView, Refusal, WebhookTested};
use captrack_ports::Secret;

use super::{Handler, stored};
use crate::desk::Desk;
use crate::rights::RequiredRight;

impl Handler<SetWebhook> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Administer);

    async fn handle(&self, SetWebhook { webhook, url }: SetWebhook, by: &str) -> Result<(), Refusal> {
        self.monitor.edit().set_webhook(webhook, &Secret::new(url.0.trim()), by).await
    }
}

impl Handler<ClearWebhook> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Administer);

    async fn handle(&self, ClearWebhook { webhook }: ClearWebhook, by: &str) -> Result<(), Refusal> {
        self.monitor.edit().clear_webhook(webhook, by).await
    }
}

impl Handler<TestWebhook> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Administer);

    async fn handle(&self, TestWebhook { webhook }: TestWebhook, _by: &str) -> Result<WebhookTested, Refusal> {
        let sentence = self.monitor.edit().test_webhook(webhook).await?;
        Ok(WebhookTested { sentence })
    }
}

impl Handler<SetRelay> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Administer);

    async fn handle(&self, SetRelay { on }: SetRelay, by: &str) -> Result<(), Refusal> {
        self.monitor.edit().set_relay(on, by).await
    }
}

impl Handler<Discord> for Desk {
    const NEEDS: Option<RequiredRight> = None;

    async fn handle(&self, Discord: Discord, _by: &str) -> Result<DiscordView, Refusal> {
        self.monitor.views().discord_view().await.map_err(stored)
    }
}

impl Handler<SaveRelayOptions> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Administer);

    async fn handle(&self, SaveRelayOptions { options }: SaveRelayOptions, by: &str) -> Result<(), Refusal> {
        self.monitor.edit().save_relay_options(options, by).await
    }
}

impl Handler<RetryUndeliverable> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Administer);

    async fn handle(&self, RetryUndeliverable { rows }: RetryUndeliverable, by: &str) -> Result<(), Refusal> {
        self.monitor.edit().retry_undeliverable(&rows, by).await
    }
}

impl Handler<DiscardUndeliverable> for Desk {
    const NEEDS: Option<RequiredRight> = Some(RequiredRight::Administer);

    async fn handle(&self, DiscardUndeliverable { rows }: DiscardUndeliverable, by: &str) -> Result<(), Refusal> {
        self.monitor.edit().discard_undeliverable(&rows, by).await
    }
}
