//! A leader wants to know now: a card has AllianceAuth read its pilots, says when that was asked for and when it was read, and leads to the
//! audit of its account.

use anyhow::{Result, ensure};
use captrack_sim::{AuthControl, Place, Placement};
use captrack_testing::eden::{AVATAR, JITA, PERIMETER};

use crate::failure_text::explained;
use crate::pictures::keep;
use crate::stage::Stage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_has_its_pilots_read_now_and_leads_to_their_audit() -> Result<()> {
    explained(Stage::new().await?, journey).await
}

async fn journey(stage: &mut Stage) -> Result<()> {
    let (mira, kara) = (stage.pilot("Mira Solace")?, stage.pilot("Kara Volkov")?);
    let titan = stage.world.place(Placement::flown(kara, AVATAR.0, Place::Space(JITA.0)))?;
    let auth = stage.world.auth();
    auth.read_all();
    let token = auth.make_leader_token(mira)?;

    stage.start().await?;
    it_is_connected(stage, &auth, &token).await?;
    stage.world.move_hull(titan, Place::Space(PERIMETER.0))?;
    it_is_read_now(stage, kara).await?;
    its_audit_is_opened(stage, &auth, mira, kara).await?;
    stage.quit().await
}

async fn it_is_connected(stage: &Stage, auth: &AuthControl, token: &str) -> Result<()> {
    let screen = stage.screen()?;
    screen.click("[data-action=connect-auth]").await?;
    screen.turn_to("settings").await?;
    screen.write("[data-field=auth-address]", &auth.url()).await?;
    screen.click("[data-action=auth-use-token]").await?;
    screen.write("[data-field=auth-token]", token).await?;
    screen.click("[data-action=auth-connect]").await?;
    screen.read("[data-fact=as]", "Mira Solace").await?;
    screen.turn_to("dashboard").await
}

async fn it_is_read_now(stage: &Stage, kara: i64) -> Result<()> {
    let screen = stage.screen()?;
    let card = format!("[data-part=critical] [data-main='{kara}']");
    screen.read(&format!("{card} [data-hull]"), "Jita").await?;
    screen.see_no("[data-note=read-asked]").await?;
    screen.click(&format!("{card} [data-action=read-now]")).await?;
    let note = format!("{card} [data-note=read-asked]");
    screen.read(&note, "Asked").await?;
    keep(stage, "read-now-asked").await?;
    screen.read(&note, ", read ").await?;
    screen.read(&format!("{card} [data-hull]"), "Perimeter").await?;
    keep(stage, "read-now-read").await
}

async fn its_audit_is_opened(stage: &Stage, auth: &AuthControl, mira: i64, kara: i64) -> Result<()> {
    auth.sign_in_browser(Some(mira));
    stage.screen()?.click(&format!("[data-main='{kara}'] [data-action=audit]")).await?;
    let page = stage.browser.visit().await?;
    ensure!(page.contains("Character audit of Kara Volkov"), "{page}");
    Ok(())
}
