//! A pilot is dragged from a row of one card onto another: a question, an answer, and the hull stands under its new main.

use anyhow::{Result, ensure};
use captrack_sim::{Place, Placement};
use captrack_testing::eden::{AVATAR, DELVE, NYX};
use captrack_tests::desktop::until;

use crate::failure_text::explained;
use crate::keyboard_walk::walk;
use crate::keys::ENTER;
use crate::stage::Stage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pilot_is_dragged_under_another_main() -> Result<()> {
    explained(Stage::new().await?, journey).await
}

async fn journey(stage: &mut Stage) -> Result<()> {
    let (boro, kara) = (stage.pilot("Boro Keltar")?, stage.pilot("Kara Volkov")?);
    stage.world.place(Placement::flown(boro, NYX.0, Place::Space(DELVE.0)))?;
    stage.world.place(Placement::flown(kara, AVATAR.0, Place::Space(DELVE.0)))?;
    stage.start().await?;
    stage.sign_in(boro).await?;
    let screen = stage.screen()?;
    screen.click("[data-action=open-settings]").await?;
    screen.turn_to("settings").await?;
    screen.click("[data-go=sign-in]").await?;
    stage.sign_in(kara).await?;
    screen.turn_to("dashboard").await?;
    let card = |main: i64| format!("[data-part=critical] [data-main='{main}']");
    let pilot = |main: i64, pilot: i64| format!("{} [data-pilot='{pilot}'] [data-drag=pilot]", card(main));
    screen.see(&pilot(boro, boro)).await?;
    screen.see(&pilot(kara, kara)).await?;

    // Let go over its own card: nothing is asked.
    screen.drag(&pilot(kara, kara), &format!("{} .card-toggle", card(kara))).await?;
    ensure!(!screen.has("[data-action=put-under]").await?, "a pilot cannot be put where it is");

    screen.drag(&pilot(kara, kara), &format!("{} .card-toggle", card(boro))).await?;
    screen.click("[data-action=put-under]").await?;
    screen.see(&pilot(boro, kara)).await?;
    screen.see_no(&card(kara)).await?;
    until("the desk says the same", async || {
        let snapshot = stage.snapshot().await?;
        let mains = snapshot["mains"].as_array().map_or(0, Vec::len);
        ensure!(mains == 1, "there are {mains} mains");
        Ok(())
    })
    .await?;

    // Undone, and again by name, without a step to the list: Enter takes the first main that was found.
    screen.click("[data-notice=done] [data-action=undo]").await?;
    screen.see(&pilot(kara, kara)).await?;
    screen.click(&format!("{} [data-pilot='{kara}'] [data-action=find-main]", card(kara))).await?;
    screen.write("[data-field=find-main]", "boro kel").await?;
    screen.see(&format!("[data-choose='{boro}']")).await?;
    screen.press([ENTER]).await?;
    screen.see_no("[data-field=find-main]").await?;
    screen.see(&pilot(boro, kara)).await?;
    screen.click("[data-notice=done] [data-action=put-away]").await?;
    screen.see_no("[data-notice]").await?;
    what_tab_leads_to(stage).await?;
    stage.quit().await
}

/// Names and roles on the way of the keyboard through the pages, as a screen reader says them.
async fn what_tab_leads_to(stage: &Stage) -> Result<()> {
    let screen = stage.screen()?;
    screen.click("[data-action=sign-in-close]").await?;
    let mut others = Vec::new();
    for (page, stops) in [
        ("dashboard", include_str!("keyboard_walk/dashboard.txt")),
        ("pilots", include_str!("keyboard_walk/pilots.txt")),
        ("activity", include_str!("keyboard_walk/activity.txt")),
        ("discord", include_str!("keyboard_walk/discord.txt")),
    ] {
        screen.click(&format!("[data-go={page}]")).await?;
        screen.see(&format!("[data-page={page}] .list")).await?;
        let met = walk(screen).await?.join("\n");
        if met != stops.trim_end() {
            others.push(format!("on {page} Tab leads to\n{met}\n"));
        }
    }
    ensure!(others.is_empty(), "{}", others.join("\n"));
    Ok(())
}
