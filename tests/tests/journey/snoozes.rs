//! What silences more than one sees is asked about and undone exactly; what cannot be undone is asked about. With mouse and keyboard.

use anyhow::{Context, Result, ensure};
use captrack_sim::{Place, Placement};
use captrack_testing::eden::{AVATAR, DELVE, JITA_STATION};
use captrack_tests::desktop::until;
use serde_json::Value;

use crate::failure_text::explained;
use crate::keys::{CONTROL, ENTER, F6};
use crate::stage::{SETTINGS, Stage};

const REGION: &str = "[data-card='region/10000060']";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_region_is_snoozed_after_a_question_and_everything_is_undone_from_another_page() -> Result<()> {
    explained(Stage::new().await?, journey).await
}

async fn journey(stage: &mut Stage) -> Result<()> {
    let (kara, mira) = (stage.pilot("Kara Volkov")?, stage.pilot("Mira Solace")?);
    stage.world.place(Placement::flown(kara, AVATAR.0, Place::Space(DELVE.0)))?;
    stage.world.place(Placement::stored(kara, AVATAR.0, Place::Station(JITA_STATION.0)))?;
    stage.world.place(Placement::flown(mira, AVATAR.0, Place::Space(DELVE.0)))?;
    stage.start().await?;
    let screen = stage.screen()?;
    stage.sign_in_two(kara, mira).await?;
    a_webhook_is_removed_only_after_a_question(stage).await?;
    stage.close(SETTINGS).await?;
    screen.turn_to("dashboard").await?;

    // Mira has a snooze of her own, with a reason and no end.
    let main = mira.to_string();
    let before = stage.run(&["snooze", "Mira Solace", "until-cleared", "--why", "on deployment"]).await?;
    ensure!(before.status.success(), "captrack snooze for {main}: {}", before.err);

    screen.click("[data-segments=group-by] [data-segment=region]").await?;
    screen.click(&format!("{REGION} [data-action=snooze]")).await?;
    screen.click("[data-snooze='21600']").await?;
    let question = "[data-ask=snooze]";
    screen.read(question, "with ships in Delve for 6 h?").await?;
    screen.read(question, "2 pilots with 3 ships stop alerting everywhere").await?;
    screen.read(question, "2 titans").await?;
    screen.read(question, "1 critical in Jita (The Forge)").await?;
    ensure!(critical(stage).await? == 2, "nothing is silent before the answer");
    screen.click("[data-action=snooze-cancel]").await?;
    screen.click("[data-snooze='21600']").await?;
    screen.click("[data-action=snooze-confirm]:not(:disabled)").await?;
    screen.read("[data-notice=done]", "Snoozed for 6 h").await?;
    screen.see(&format!("[data-part=snoozed] {REGION}")).await?;
    ensure!(critical(stage).await? == 0, "the titan in Jita is silent too");

    // The way back outlives the page that it began on, and a keyboard reaches it.
    screen.press(['3']).await?;
    screen.see("[data-page=activity]").await?;
    screen.see("[data-notice=done] [data-action=undo]").await?;
    screen.press([F6]).await?;
    let on_undo = "return document.activeElement?.dataset.action === 'undo';";
    ensure!(screen.script(on_undo).await?.as_bool() == Some(true), "F6 leads elsewhere");
    screen.press([ENTER]).await?;
    screen.read("[data-notice=done]", "Undone").await?;
    until("Kara alerts again", async || {
        ensure!(critical(stage).await? == 2, "she does not");
        Ok(())
    })
    .await?;
    let snooze = snooze_of(stage, mira).await?;
    ensure!(snooze["until"].is_null() && snooze["why"] == "on deployment", "Mira's snooze is now {snooze}");
    the_last_change_is_undone_by_keyboard_and_by_command(stage, kara).await?;
    a_double_click_clears_one_snooze(stage, kara).await?;
    stage.quit().await
}

/// Ctrl+Z undoes what was done last, wherever it was done, and the list is the same for the command line.
async fn the_last_change_is_undone_by_keyboard_and_by_command(stage: &Stage, kara: i64) -> Result<()> {
    let screen = stage.screen()?;
    let silent = async |is: bool| {
        until("Kara's snooze is as it should be", async || {
            ensure!(snooze_of(stage, kara).await?.is_null() != is, "it is not");
            Ok(())
        })
        .await
    };
    ensure!(stage.run(&["snooze", "Kara Volkov", "6h"]).await?.status.success(), "captrack snooze");
    silent(true).await?;
    screen.press_with(CONTROL, 'z').await?;
    screen.read("[data-notice=done]", "Undone: Snoozed Kara Volkov.").await?;
    silent(false).await?;
    screen.press(['1']).await?;
    screen.see("[data-page=dashboard]").await?;
    screen.click("[data-segments=group-by] [data-segment=main]").await?;
    screen.click(&format!("[data-part=critical] [data-main='{kara}'] [data-action=snooze]")).await?;
    screen.click("[data-snooze='3600']").await?;
    silent(true).await?;
    let list = stage.run(&["undo", "--list"]).await?;
    ensure!(list.out.contains("Snoozed Kara Volkov (this computer)"), "{} {}", list.out, list.err);
    let undone = stage.run(&["undo"]).await?;
    ensure!(undone.out == "Undone: Snoozed Kara Volkov.\n", "{} {}", undone.out, undone.err);
    silent(false).await
}

/// The second press of a double click hits the card that has moved under the pointer, and does nothing there.
async fn a_double_click_clears_one_snooze(stage: &Stage, kara: i64) -> Result<()> {
    let screen = stage.screen()?;
    let snoozed = stage.run(&["snooze", "Kara Volkov", "until-cleared"]).await?;
    ensure!(snoozed.status.success(), "captrack snooze: {}", snoozed.err);
    screen.press(['1']).await?;
    screen.see("[data-page=dashboard]").await?;
    screen.click("[data-segments=group-by] [data-segment=main]").await?;
    let clear = "[data-part=snoozed] [data-card] [data-action=clear-snooze]";
    screen
        .until("both are snoozed", async || {
            let count = format!("return document.querySelectorAll(\"{clear}\").length;");
            let count = screen.script(&count).await?;
            ensure!(count.as_u64() == Some(2), "{count} are");
            Ok(())
        })
        .await?;
    let double = format!(
        "const done = arguments[0]; const first = () => document.querySelector(\"{clear}\");
         const gone = first().closest('[data-card]').dataset.card; first().click();
         const again = () => first().closest('[data-card]').dataset.card === gone
             ? setTimeout(again, 10) : (first().click(), done(true));
         again();"
    );
    screen.script_until_done(&double).await?;
    screen.read("[data-notice=done]", "No longer snoozed: Kara Volkov").await?;
    screen.see(&format!("[data-part=critical] [data-main='{kara}']")).await?;
    let left = screen.script(&format!("return document.querySelectorAll(\"{clear}\").length;")).await?;
    ensure!(left.as_u64() == Some(1), "{left} are snoozed yet");
    Ok(())
}

async fn a_webhook_is_removed_only_after_a_question(stage: &Stage) -> Result<()> {
    let screen = stage.screen()?;
    screen.click("[data-go=discord]").await?;
    let critical = "[data-webhook=critical]";
    stage.save_webhook("critical").await?;
    screen.click(&format!("{critical} [data-action=clear-webhook]")).await?;
    screen.read(&format!("{critical} [data-ask=clear-webhook]"), "Remove this address?").await?;
    screen.click(&format!("{critical} [data-action=clear-webhook-cancel]")).await?;
    screen.see_no(&format!("{critical} [data-ask]")).await?;
    screen.see(&format!("{critical} .webhook-url")).await?;
    screen.click(&format!("{critical} [data-action=clear-webhook]")).await?;
    screen.click(&format!("{critical} [data-action=clear-webhook-confirm]:not(:disabled)")).await?;
    screen.see_no(&format!("{critical} .webhook-url")).await
}

/// How many critical ships the command line counts.
async fn critical(stage: &Stage) -> Result<u64> {
    stage.snapshot().await?["counts"]["critical"].as_u64().context("no count")
}

async fn snooze_of(stage: &Stage, pilot: i64) -> Result<Value> {
    let snapshot = stage.snapshot().await?;
    let mains = snapshot["mains"].as_array().context("no mains")?;
    let main = mains.iter().find(|main| main["main_id"] == pilot).context("no such main")?;
    Ok(main["hulls"][0]["snooze"].clone())
}
