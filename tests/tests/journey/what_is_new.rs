//! What alerts while nobody looks is marked as new in the window, until it is marked as seen; what is acknowledged stands below, and the tray is red for
//! nothing of it.

use anyhow::{Result, ensure};
use captrack_sim::{Place, Placement};
use captrack_testing::eden::{AVATAR, DELVE, JITA, NYX};

use crate::failure_text::explained;
use crate::keys::ENTER;
use crate::stage::{MAIN, SETTINGS, Stage};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_alerts_while_nobody_looks_is_new_until_it_is_seen() -> Result<()> {
    explained(Stage::new().await?, journey).await
}

async fn journey(stage: &mut Stage) -> Result<()> {
    let (kara, mira) = (stage.pilot("Kara Volkov")?, stage.pilot("Mira Solace")?);
    stage.world.place(Placement::flown(kara, AVATAR.0, Place::Space(JITA.0)))?;
    stage.start().await?;
    let screen = stage.screen()?;
    stage.sign_in_two(kara, mira).await?;
    stage.close(SETTINGS).await?;
    screen.turn_to("dashboard").await?;
    screen.read(&card(kara, "[data-note=since]"), "since ").await?;
    screen.read(&card(kara, ".hull-why"), "Titans always alert, since").await?;
    screen.see_no("[data-action=mark-seen]").await?;

    stage.close(MAIN).await?;
    stage.world.place(Placement::flown(mira, NYX.0, Place::Space(DELVE.0)))?;
    let item = stage.tray_says("2 critical under 2 mains").await?;
    let red = item.picture().await?;
    item.choose("Open CapTrack").await?;
    screen.turn_to("dashboard").await?;
    screen.read(&card(mira, "[data-note=since].is-new"), "1 new, since ").await?;
    screen.see(&card(mira, "[data-hull] .new-mark")).await?;
    screen.see_no(&card(kara, ".is-new")).await?;
    screen.read("[data-part=critical] [data-count=new]", "1 new").await?;
    ensure!(first_card(stage).await? == mira, "the newest does not stand first");

    acknowledge(stage, mira).await?;
    screen.see_no("[data-part=critical] [data-count=new]").await?;
    screen.read("[data-part=critical] [data-count=acknowledged]", "1 acknowledged").await?;
    screen
        .until("what nobody has acknowledged stands first", async || {
            ensure!(first_card(stage).await? == kara, "it does not");
            Ok(())
        })
        .await?;
    screen.click(&card(mira, "[data-action=take-back]")).await?;
    screen.read("[data-part=critical] [data-count=new]", "1 new").await?;
    screen.click("[data-action=mark-seen]").await?;
    screen.see_no("[data-action=mark-seen]").await?;
    screen.see_no(".new-mark").await?;

    acknowledge(stage, kara).await?;
    acknowledge(stage, mira).await?;
    let item = stage.tray_says("2 critical under 2 mains, acknowledged").await?;
    ensure!(item.picture().await? != red && item.label().await? == "2", "the tray is as before");

    screen.press(['3']).await?;
    screen.see("[data-page=activity]").await?;
    screen.click("button[data-family=alerts]").await?;
    screen.read("[data-kind=alert_new]", "Nyx, Mira Solace, 1DQ1-A (Delve)").await?;
    screen.see_no("[data-line][data-family=silence]").await?;
    a_line_leads_to_its_card(stage, mira).await?;
    stage.quit().await
}

fn card(main: i64, inside: &str) -> String {
    format!("[data-part=critical] [data-main='{main}'] {inside}")
}

async fn acknowledge(stage: &Stage, main: i64) -> Result<()> {
    let screen = stage.screen()?;
    screen.click(&card(main, "[data-action=acknowledge]")).await?;
    screen.click("[data-action=acknowledge-confirm]").await?;
    screen.see(&card(main, "[data-note=acknowledged]")).await.map(drop)
}

async fn first_card(stage: &Stage) -> Result<i64> {
    let first = "return [...document.querySelectorAll('[data-part=critical] [data-card]')]
        .sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)[0]?.dataset.main;";
    let main = stage.screen()?.script(first).await?;
    Ok(main.as_str().unwrap_or_default().parse()?)
}

/// By a press and by the keyboard, to the card under which the ship is now: it is opened and has the focus.
async fn a_line_leads_to_its_card(stage: &Stage, mira: i64) -> Result<()> {
    let screen = stage.screen()?;
    screen.click(&format!("[data-kind=alert_new][data-main='{mira}'] [data-action=show-card]")).await?;
    screen.see(&card(mira, "[data-hull]")).await?;
    stage.card_has_the_focus(mira).await?;
    ensure!(stage.run(&["main", "Kara Volkov", "Mira Solace"]).await?.status.success(), "not put under Mira");
    screen.press(['3']).await?;
    let of_kara = format!("[data-kind=alert_new][data-main='{mira}'] .log-link[title*='Kara Volkov']");
    screen.see(&of_kara).await?;
    screen.see_no("[data-note=gone]").await?;
    screen.script("document.querySelector(\"[data-kind=alert_new] .log-link[title*='Kara']\").focus();").await?;
    screen.press([ENTER]).await?;
    stage.card_has_the_focus(mira).await
}
