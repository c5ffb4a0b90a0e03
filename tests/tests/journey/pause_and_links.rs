//! A leader pauses for an hour and resumes, looks a pilot up by keyboard, and finds what was typed in the settings after a look elsewhere.

use anyhow::{Result, ensure};
use captrack_sim::{Place, Placement};
use captrack_testing::eden::{AVATAR, DELVE};

use crate::failure_text::explained;
use crate::keys::ESCAPE;
use crate::stage::Stage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pause_ends_by_itself_or_by_hand_and_what_is_typed_stays() -> Result<()> {
    explained(Stage::new().await?, journey).await
}

async fn journey(stage: &mut Stage) -> Result<()> {
    let kara = stage.pilot("Kara Volkov")?;
    stage.world.place(Placement::flown(kara, AVATAR.0, Place::Space(DELVE.0)))?;
    stage.start().await?;
    stage.sign_in(kara).await?;
    stage.screen()?.see("[data-part=critical] [data-card]").await?;
    it_is_paused_for_an_hour_and_resumed(stage).await?;
    a_pilot_is_looked_up(stage, kara).await?;
    what_is_typed_stays(stage).await?;
    stage.quit().await
}

async fn it_is_paused_for_an_hour_and_resumed(stage: &Stage) -> Result<()> {
    let screen = stage.screen()?;
    screen.click("[data-action=pause]").await?;
    screen.click("[data-pause=hour]").await?;
    screen.read("[data-live=paused]", "Paused until").await?;
    let status = stage.run(&["status"]).await?;
    ensure!(status.out.starts_with("State: paused until 2"), "captrack status says: {}", status.out);
    screen.click("[data-action=resume]").await?;
    screen.see("[data-live=watching]").await?;
    // The notice's button puts the pause back, with its end.
    screen.click("[data-notice=done] [data-action=undo]").await?;
    screen.read("[data-live=paused]", "Paused until").await?;
    screen.click("[data-action=resume]").await?;
    screen.see("[data-live=watching]").await.map(drop)
}

async fn a_pilot_is_looked_up(stage: &Stage, main: i64) -> Result<()> {
    let screen = stage.screen()?;
    screen.script(&format!("document.querySelector(\"[data-main='{main}'] .card-toggle\").focus();")).await?;
    screen.press(['o']).await?;
    screen.read("[data-link=copy]", "Kara Volkov").await?;
    screen.press([ESCAPE]).await?;
    screen.see_no("[data-link]").await
}

async fn what_is_typed_stays(stage: &Stage) -> Result<()> {
    let screen = stage.screen()?;
    let address = "[data-field=auth-address]";
    screen.click("[data-action=open-settings]").await?;
    screen.turn_to("settings").await?;
    screen.click("[data-go=allianceauth]").await?;
    screen.write(address, "https://auth.example.org").await?;
    screen.click("[data-go=discord]").await?;
    screen.see_no(address).await?;
    screen.click("[data-go=allianceauth]").await?;
    screen.see(address).await?;
    let typed = screen.script(&format!("return document.querySelector('{address}').value;")).await?;
    ensure!(typed == "https://auth.example.org", "the field holds {typed}");
    Ok(())
}
