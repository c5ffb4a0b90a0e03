//! Discord from the window: a webhook is set and tested, a titan's message arrives, follows it, says that it is over; then the webhook is
//! deleted on Discord and everybody is told.

use anyhow::{Context, Result, ensure};
use captrack_sim::{DiscordMessage, Place, Placement, SimOptions};
use captrack_testing::eden::{AVATAR, JITA, JITA_STATION, PERIMETER};
use captrack_tests::desktop::until;

use crate::failure_text::explained;
use crate::keys::ESCAPE;
use crate::stage::Stage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_arrives_is_edited_and_a_dead_webhook_is_told() -> Result<()> {
    // Assets may be read again after a few seconds, so that an end can be seen.
    explained(Stage::in_a_hurry(SimOptions { list_cache_seconds: Some(3), ..SimOptions::default() }).await?, journey)
        .await
}

async fn journey(stage: &mut Stage) -> Result<()> {
    let kara = stage.pilot("Kara Volkov")?;
    let boro = stage.pilot("Boro Keltar")?;
    stage.start().await?;
    let screen = stage.screen()?;
    stage.sign_in(kara).await?;
    screen.click("[data-action=open-settings]").await?;
    screen.turn_to("settings").await?;
    screen.click("[data-go=sign-in]").await?;
    stage.sign_in(boro).await?;
    screen.click("[data-go=discord]").await?;
    stage.save_and_test_webhook().await?;
    the_focus_stays_at_the_question(stage).await?;
    screen.turn_to("dashboard").await?;

    let titan = stage.world.place(Placement::flown(kara, AVATAR.0, Place::Space(JITA.0)))?;
    let message = stage.told(2).await?;
    ensure!(message.contains("Avatar") && message.contains("Jita"), "{message}");
    let first = last_message(stage)?;

    stage.world.move_hull(titan, Place::Space(PERIMETER.0))?;
    says(stage, &first.id, "Perimeter").await?;
    it_is_on_the_discord_page(stage).await?;

    // Docked: what is left in space is not over because no list names it.
    stage.world.move_hull(titan, Place::Station(JITA_STATION.0))?;
    says(stage, &first.id, "Caldari Navy Assembly Plant").await?;
    stage.world.leave(kara)?;
    stage.world.remove_hull(titan)?;
    screen
        .until("its message says that it is over", async || {
            screen.click("[data-action=check]").await?;
            ensure!(text_of(stage, &first.id)?.contains("resolved"), "it says {}", text_of(stage, &first.id)?);
            Ok(())
        })
        .await?;
    ensure!(stage.critical_channel().len() == 2, "an end is written into its message: {:?}", stage.critical_channel());

    stage.world.delete_webhook("critical")?;
    stage.world.place(Placement::flown(boro, AVATAR.0, Place::Space(JITA.0)))?;
    screen.see("[data-banner=relay-trouble]").await?;
    until("a notification says so", async || {
        let standing = stage.notifications.standing();
        let titles: Vec<&str> = standing.iter().map(|shown| shown.title.as_str()).collect();
        ensure!(titles.iter().any(|title| title.contains("Discord")), "there are {titles:?}");
        Ok(())
    })
    .await?;
    stage.page_holds_no_secret("dashboard").await?;
    stage.quit().await?;
    stage.nothing_written_holds_a_secret()
}

/// Whoever thinks better of removing a webhook is where they were; whoever removes it goes on at the field for another.
async fn the_focus_stays_at_the_question(stage: &Stage) -> Result<()> {
    let screen = stage.screen()?;
    stage.save_webhook("standard").await?;
    let has_focus = async |css: &str| {
        screen
            .until(&format!("{css} has the focus"), async || {
                let script =
                    format!("return document.activeElement?.matches(\"[data-webhook=standard] {css}\") ?? false;");
                ensure!(screen.script(&script).await? == true, "another has it");
                Ok(())
            })
            .await
    };
    screen.click("[data-webhook=standard] [data-action=clear-webhook]").await?;
    has_focus("[data-action=clear-webhook-cancel]").await?;
    screen.press([ESCAPE]).await?;
    has_focus("[data-action=clear-webhook]").await?;
    screen.click("[data-webhook=standard] [data-action=clear-webhook]").await?;
    screen.click("[data-webhook=standard] [data-action=clear-webhook-confirm]:not(:disabled)").await?;
    has_focus("[data-field=webhook-url]").await?;
    screen.see_no("[data-webhook=standard] [data-action=test-webhook]").await
}

async fn it_is_on_the_discord_page(stage: &Stage) -> Result<()> {
    let screen = stage.screen()?;
    screen.click("[data-go=discord]").await?;
    screen.see("[data-page=discord] [data-delivery]").await?;
    stage.page_holds_no_secret("discord").await?;
    screen.click("[data-go=dashboard]").await?;
    screen.see("[data-page=dashboard] [data-card]").await?;
    Ok(())
}

fn last_message(stage: &Stage) -> Result<DiscordMessage> {
    stage.world.messages_of("critical").pop().context("Discord has no message")
}

fn text_of(stage: &Stage, id: &str) -> Result<String> {
    let messages = stage.world.messages_of("critical");
    let message = messages.iter().find(|message| message.id == id).context("the message is gone")?;
    Ok(message.payload.to_string())
}

/// Waits until a message says that.
async fn says(stage: &Stage, id: &str, word: &str) -> Result<()> {
    until(&format!("the message says {word}"), async || {
        let text = text_of(stage, id)?;
        ensure!(text.contains(word), "it says {text}");
        Ok(())
    })
    .await
}
