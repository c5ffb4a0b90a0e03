//! Discord when it will not: a message that it refuses is sent once more or thrown away, a limit is waited out, a webhook that is gone is
//! told. All of it seen and pressed on the Discord page.

use anyhow::{Result, ensure};
use captrack_sim::{Fault, FaultEffect, Place, Placement, Service, SimOptions};
use captrack_testing::eden::{AVATAR, JITA};
use serde_json::json;

use crate::failure_text::explained;
use crate::stage::Stage;

/// So long Discord asks to wait, in seconds.
const WAIT: f64 = 4.0;

const REFUSED: &str = "[data-webhook=critical] [data-undeliverable]";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_discord_refuses_is_sent_again_or_thrown_away_and_its_troubles_are_shown() -> Result<()> {
    explained(Stage::in_a_hurry(SimOptions::default()).await?, journey).await
}

async fn journey(stage: &mut Stage) -> Result<()> {
    let names = ["Kara Volkov", "Boro Keltar", "Mira Solace", "Oran Vaari"];
    let pilots = names.map(|name| stage.pilot(name));
    let [kara, boro, mira, oran] = pilots;
    let (kara, boro, mira, oran) = (kara?, boro?, mira?, oran?);
    stage.start().await?;
    stage.sign_in(kara).await?;
    the_way_to_the_webhooks(stage).await?;
    stage.screen()?.click("[data-go=sign-in]").await?;
    for pilot in [boro, mira, oran] {
        stage.sign_in(pilot).await?;
    }
    let screen = stage.screen()?;
    screen.turn_to("discord").await?;

    flies_a_refused_titan(stage, kara, "Kara Volkov").await?;
    stage.world.clear_faults();
    screen.click(&format!("{REFUSED} [data-action=retry-undeliverable]")).await?;
    screen.see_no(REFUSED).await?;
    let message = stage.told(2).await?;
    ensure!(message.contains("Kara Volkov"), "{message}");

    flies_a_refused_titan(stage, boro, "Boro Keltar").await?;
    screen.click(&format!("{REFUSED} [data-action=discard-undeliverable]")).await?;
    screen.see_no(REFUSED).await?;
    stage.world.clear_faults();

    let body = json!({ "message": "You are being rate limited.", "retry_after": WAIT, "global": false });
    let limited = FaultEffect::Answer { status: 429, body: Some(body), headers: Vec::new() };
    stage.world.inject(Fault::new(Service::Discord, "POST *", limited).times(1));
    flies_a_titan(stage, mira)?;
    screen.see("[data-webhook=critical] [data-paused=true]").await?;
    let message = stage.told(3).await?;
    ensure!(message.contains("Mira Solace") && !message.contains("Boro Keltar"), "{message}");
    screen.see_no("[data-paused=true]").await?;

    stage.world.delete_webhook("critical")?;
    flies_a_titan(stage, oran)?;
    screen.see("[data-webhook=critical] [data-trouble=true]").await?;
    screen.see("[data-webhook=critical] [data-waiting]").await?;
    stage.page_holds_no_secret("discord").await?;
    stage.quit().await?;
    stage.nothing_written_holds_a_secret()
}

/// Nothing is set yet: the page says so, and leads to the settings' own section.
async fn the_way_to_the_webhooks(stage: &Stage) -> Result<()> {
    let screen = stage.screen()?;
    screen.click("[data-go=discord]").await?;
    screen.see("[data-page=discord] [data-state=not-set]").await?;
    screen.click("[data-action=set-webhooks]").await?;
    screen.turn_to("settings").await?;
    screen.see("[data-section=discord]").await?;
    stage.save_and_test_webhook().await
}

fn flies_a_titan(stage: &Stage, pilot: i64) -> Result<()> {
    stage.world.place(Placement::flown(pilot, AVATAR.0, Place::Space(JITA.0)))?;
    Ok(())
}

/// The pilot flies a titan, and Discord takes no message any more: the page says so, with the reason.
async fn flies_a_refused_titan(stage: &Stage, pilot: i64, name: &str) -> Result<()> {
    let body = json!({ "message": "Invalid Form Body", "code": 50_035 });
    let refused = FaultEffect::Answer { status: 400, body: Some(body), headers: Vec::new() };
    stage.world.inject(Fault::new(Service::Discord, "POST *", refused));
    flies_a_titan(stage, pilot)?;
    stage.screen()?.read(REFUSED, name).await
}
