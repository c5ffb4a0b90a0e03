//! The main job, from the first start to a snooze that outlives the program.

use anyhow::{Context, Result, ensure};
use captrack_sim::{Place, Placement, STAGING_KEEPSTAR};
use captrack_testing::eden::{ARCHON, AVATAR, DELVE, THANATOS};

use crate::failure_text::explained;
use crate::stage::{MAIN, SETTINGS, Stage};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_sign_in_to_a_notification_that_is_snoozed_where_it_stands() -> Result<()> {
    explained(Stage::new().await?, journey).await
}

async fn journey(stage: &mut Stage) -> Result<()> {
    let kara = stage.pilot("Kara Volkov")?;
    let boro = stage.pilot("Boro Keltar")?;
    stage.world.place(Placement::flown(kara, ARCHON.0, Place::Space(DELVE.0)))?;
    stage.world.place(Placement::stored(boro, THANATOS.0, Place::Structure(STAGING_KEEPSTAR)))?;

    stage.start().await?;
    the_first_pilot_signs_in(stage, kara).await?;
    the_second_pilot_signs_in_and_discord_is_set(stage, boro).await?;
    cards_are_opened_and_closed(stage, kara, boro).await?;

    let item = stage.tray_says("No alerts, 2 ships watched").await?;
    let calm = item.picture().await?;
    let process = stage.desktop.process_of(&item.owner).await?;
    stage.close(MAIN).await?;
    ensure!(stage.desktop.process_of(&item.owner).await? == process, "the program goes on in the tray");
    ensure!(stage.notifications.shown().is_empty(), "nothing has alerted yet");

    stage.world.place(Placement::flown(kara, AVATAR.0, Place::Space(DELVE.0)))?;
    let notification = stage.only_notification().await?;
    ensure!(notification.title.contains("Kara Volkov"), "{notification:?}");
    ensure!(notification.body.contains("Avatar") && notification.body.contains("1DQ1-A"), "{notification:?}");
    ensure!(notification.urgency == Some(2), "{notification:?}");
    let button = notification.actions.iter().find(|(_, label)| label == "Snooze 1 h");
    let (button, _) = button.with_context(|| format!("{notification:?} has no button for an hour"))?;
    let item = stage.tray_says("1 critical under 1 main").await?;
    ensure!(item.label().await? == "1" && item.picture().await? != calm, "the tray looks as before");
    let message = stage.told(2).await?;
    ensure!(message.contains("Avatar") && message.contains("Kara Volkov"), "{message}");

    stage.notifications.press(notification.number, button).await?;
    // What the press came to is said where it was pressed, with the way back.
    let toast = stage.only_notification().await?;
    ensure!(toast.title == "Snoozed for 1 h: Kara Volkov", "{toast:?}");
    ensure!(toast.body.contains("1 titan") && toast.body.contains("1DQ1-A (Delve)"), "{toast:?}");
    ensure!(toast.actions.iter().any(|(key, label)| key == "undo" && label == "Undo"), "{toast:?}");
    stage.tray_says("No alerts, 3 ships watched").await?;
    stage.tray.item().await?.choose("Open CapTrack").await?;
    the_card_is_snoozed_and_all_is_as_it_was_left(stage, kara, boro).await?;

    stage.rounds(kara, 2).await?;
    ensure!(alerts(stage) == 1, "{:?}", stage.notifications.shown());
    ensure!(stage.notifications.standing() == [toast], "the alert's own notification is gone");
    ensure!(stage.critical_channel().len() == 2, "{:?}", stage.critical_channel());
    stage.page_holds_no_secret("dashboard").await?;
    stage.nothing_written_holds_a_secret()?;
    let users = stage.keyring.users_of("io.github.captrack.CapTrack").await?;
    ensure!(users.len() >= 3, "two refresh tokens and a webhook are in the keyring, not only {users:?}");
    stage.quit().await?;

    stage.start().await?;
    the_card_is_snoozed_and_all_is_as_it_was_left(stage, kara, boro).await?;
    let snapshot = stage.snapshot().await?;
    ensure!(snapshot["counts"]["critical"].as_u64().unwrap_or_default() == 0, "{snapshot}");
    stage.rounds(kara, 2).await?;
    ensure!(alerts(stage) == 1, "{:?}", stage.notifications.shown());
    ensure!(stage.critical_channel().len() == 2, "{:?}", stage.critical_channel());
    stage.quit().await?;
    stage.nothing_written_holds_a_secret()
}

/// How often the desktop was told of an alert, and not of what a press came to.
fn alerts(stage: &Stage) -> usize {
    stage.notifications.shown().iter().filter(|shown| !shown.title.starts_with("Snoozed")).count()
}

async fn the_first_pilot_signs_in(stage: &Stage, pilot: i64) -> Result<()> {
    let screen = stage.screen()?;
    screen.see("[data-state=signed-out]").await?;
    stage.sign_in(pilot).await?;
    screen.see(&format!("[data-part=informational] [data-main='{pilot}']")).await?;
    screen.see_no("[data-state=signed-out]").await?;
    ensure!(stage.snapshot().await?["mains"][0]["main_name"] == "Kara Volkov", "the command line sees the same");
    Ok(())
}

async fn the_second_pilot_signs_in_and_discord_is_set(stage: &Stage, pilot: i64) -> Result<()> {
    let screen = stage.screen()?;
    screen.click("[data-action=open-settings]").await?;
    screen.turn_to("settings").await?;
    screen.click("[data-go=sign-in]").await?;
    stage.sign_in(pilot).await?;
    screen.see(&format!("[data-pilot='{pilot}']")).await?;

    screen.click("[data-go=discord]").await?;
    stage.save_and_test_webhook().await?;
    screen.see("[data-webhook=critical] [data-outcome=done]").await?;
    stage.page_holds_no_secret("settings").await?;
    stage.close(SETTINGS).await?;
    screen.turn_to("dashboard").await
}

/// Every card is left the other way round than it is by itself: an informational one open, and Kara's closed, which will be
/// critical.
async fn cards_are_opened_and_closed(stage: &Stage, kara: i64, boro: i64) -> Result<()> {
    let screen = stage.screen()?;
    let toggle = |main: i64| format!("[data-main='{main}'] [data-action=toggle]");
    let open = |main: i64| format!("[data-main='{main}'][data-collapsed=false]");
    for (main, hull) in [(kara, "Archon"), (boro, "Thanatos")] {
        screen.click(&toggle(main)).await?;
        screen.read(&format!("{} [data-hull]", open(main)), hull).await?;
    }
    screen.click(&toggle(kara)).await?;
    screen.see(&format!("[data-main='{kara}'][data-collapsed=true]")).await?;
    Ok(())
}

async fn the_card_is_snoozed_and_all_is_as_it_was_left(stage: &Stage, kara: i64, boro: i64) -> Result<()> {
    let screen = stage.screen()?;
    screen.turn_to("dashboard").await?;
    screen.see(&format!("[data-part=snoozed] [data-main='{kara}'][data-collapsed=true]")).await?;
    screen.see(&format!("[data-part=informational] [data-main='{boro}'][data-collapsed=false]")).await?;
    ensure!(!screen.has("[data-part=critical]").await?, "nothing is critical any more");
    Ok(())
}
