//! AllianceAuth from the window: connected with a token its capitals appear and a snooze reaches it; its token is revoked, which is told;
//! the browser brings a new one back by a link, and in the end the desk parts from it.

use anyhow::{Context, Result, ensure};
use captrack_sim::{AuthControl, Place, Placement};
use captrack_testing::eden::{ARCHON, AVATAR, JITA};
use captrack_tests::desktop::until;

use crate::failure_text::explained;
use crate::stage::{SETTINGS, Stage};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whole_alliance_comes_with_a_token_and_goes_with_it() -> Result<()> {
    explained(Stage::new().await?, journey).await
}

async fn journey(stage: &mut Stage) -> Result<()> {
    let (mira, kara, boro) = (stage.pilot("Mira Solace")?, stage.pilot("Kara Volkov")?, stage.pilot("Boro Keltar")?);
    stage.world.place(Placement::flown(kara, AVATAR.0, Place::Space(JITA.0)))?;
    stage.world.place(Placement::flown(boro, ARCHON.0, Place::Space(JITA.0)))?;
    let auth = stage.world.auth();
    auth.read_all();
    let token = auth.make_leader_token(mira)?;

    stage.start().await?;
    it_is_connected_with_a_token(stage, &auth, &token).await?;
    its_capitals_are_watched_and_a_snooze_reaches_it(stage, &auth, kara).await?;
    a_pilot_signs_in_with_eve(stage, boro).await?;
    a_revoked_token_is_told(stage, &auth, &token).await?;
    the_browser_brings_a_new_one(stage, &auth, mira).await?;
    the_desk_parts_from_it(stage, kara, boro).await?;
    stage.quit().await?;
    stage.nothing_written_holds_a_secret()
}

async fn it_is_connected_with_a_token(stage: &Stage, auth: &AuthControl, token: &str) -> Result<()> {
    let screen = stage.screen()?;
    screen.click("[data-action=connect-auth]").await?;
    screen.turn_to("settings").await?;
    screen.write("[data-field=auth-address]", &auth.url()).await?;
    screen.click("[data-action=auth-use-token]").await?;
    screen.write("[data-field=auth-token]", "ctb_somebody-else").await?;
    screen.click("[data-action=auth-connect]").await?;
    screen.see("[data-auth-way=token] [data-outcome=refused]").await?;
    // The refused one is still there, selected: what is typed takes its place.
    screen.press(token.chars()).await?;
    screen.click("[data-action=auth-connect]").await?;
    screen.read("[data-fact=as]", "Mira Solace").await?;
    screen.read("[data-fact=pilots]", "3 pilots, 2 ships").await?;
    stage.page_holds_no_secret("settings").await
}

async fn its_capitals_are_watched_and_a_snooze_reaches_it(stage: &Stage, auth: &AuthControl, kara: i64) -> Result<()> {
    let screen = stage.screen()?;
    stage.close(SETTINGS).await?;
    screen.turn_to("dashboard").await?;
    screen.read(&format!("[data-part=critical] [data-main='{kara}'] [data-hull]"), "Avatar").await?;
    screen.click(&format!("[data-main='{kara}'] [data-action=snooze]")).await?;
    screen.click("#snooze-panel [data-snooze='3600']").await?;
    screen.see(&format!("[data-part=snoozed] [data-main='{kara}']")).await?;
    until("the snooze is on AllianceAuth", async || {
        let snoozes = auth.snoozes();
        let snooze = snoozes.iter().find(|snooze| snooze["pilot_id"] == kara);
        let snooze = snooze.with_context(|| format!("it has {snoozes:?}"))?;
        ensure!(snooze["state"] == "snoozed" && snooze["by"] == "Mira Solace", "{snooze}");
        Ok(())
    })
    .await
}

/// Somebody who signs in with EVE is watched beside everybody whom AllianceAuth names.
async fn a_pilot_signs_in_with_eve(stage: &Stage, pilot: i64) -> Result<()> {
    let screen = stage.screen()?;
    screen.click("[data-action=open-settings]").await?;
    screen.turn_to("settings").await?;
    screen.click("[data-go=sign-in]").await?;
    stage.sign_in(pilot).await?;
    screen.see(&format!("[data-pilot='{pilot}']")).await?;
    Ok(())
}

async fn a_revoked_token_is_told(stage: &Stage, auth: &AuthControl, token: &str) -> Result<()> {
    let screen = stage.screen()?;
    screen.click("[data-go=allianceauth]").await?;
    auth.revoke_token(token);
    screen.click("[data-action=auth-check]").await?;
    // It is tried again before anybody is asked to act.
    screen.see("[data-trouble=waits]").await?;
    screen.turn_to("dashboard").await?;
    screen.see("[data-banner=auth-trouble]").await?;
    screen.see("[data-main]").await?;
    Ok(())
}

/// The page in the browser leads to a link, with which the desktop starts the program anew: the settings show what it comes to.
async fn the_browser_brings_a_new_one(stage: &Stage, auth: &AuthControl, mira: i64) -> Result<()> {
    let screen = stage.screen()?;
    screen.turn_to("settings").await?;
    screen.click("[data-action=auth-renew]").await?;
    screen.click("[data-action=auth-sign-in]").await?;
    screen.see("[data-auth-way=waiting]").await?;
    auth.sign_in_browser(Some(mira));
    let page = stage.browser.visit().await?;
    let link = page.split('"').find(|part| part.starts_with("captrack://")).context("the page has no link")?;
    let link = link.replace("&amp;", "&");

    the_desktop_brings_links_here(stage)?;

    let stranger = stage.bring(&link.replace("state=", "state=x")).await?;
    ensure!(!stranger.status.success(), "{}", stranger.out);
    screen.see("[data-auth-way=waiting] [data-outcome=refused]").await?;

    stage.close(SETTINGS).await?;
    let brought = stage.bring(&link).await?;
    ensure!(brought.status.success(), "{}", brought.err);
    screen.turn_to("settings").await?;
    screen.see("[data-panel=allianceauth]").await?;
    screen.see_no("[data-trouble]").await?;
    stage.page_holds_no_secret("settings").await?;
    screen.turn_to("dashboard").await?;
    screen.see_no("[data-banner=auth-trouble]").await
}

/// The desktop starts the program with a link as its only argument.
fn the_desktop_brings_links_here(stage: &Stage) -> Result<()> {
    let folder = stage.desktop.folder().join("XDG_DATA_HOME/applications");
    let mut told = String::new();
    for entry in std::fs::read_dir(folder).context("the desktop was told nothing")? {
        told.push_str(&std::fs::read_to_string(entry?.path())?);
    }
    let is_only_argument = |line: &str| line.starts_with("Exec=\"") && line.ends_with("\" %u");
    ensure!(told.lines().any(is_only_argument), "{told}");
    ensure!(told.contains("x-scheme-handler/captrack"), "{told}");
    Ok(())
}

async fn the_desk_parts_from_it(stage: &Stage, kara: i64, boro: i64) -> Result<()> {
    let screen = stage.screen()?;
    screen.turn_to("settings").await?;
    screen.click("[data-action=auth-disconnect]").await?;
    screen.click("[data-dialog=auth-disconnect] [data-action=auth-disconnect-confirmed]").await?;
    screen.see("[data-panel=way-in]").await?;
    screen.turn_to("dashboard").await?;
    screen.see_no(&format!("[data-main='{kara}']")).await?;
    screen.see(&format!("[data-main='{boro}']")).await?;
    Ok(())
}
