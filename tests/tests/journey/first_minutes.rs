//! The first minutes: the demo beside the program, one pilot after another, a test message from the page that one looks for it on, and letters
//! that do nothing where one has turned them off.

use anyhow::{Context, Result, ensure};
use captrack_sim::{Place, Placement};
use captrack_testing::eden::{AVATAR, DELVE};
use captrack_tests::desktop::until;

use crate::failure_text::explained;
use crate::keys::{DOWN, ENTER, ESCAPE};
use crate::pictures;
use crate::stage::{SETTINGS, Stage};

/// Where the main window shows what a sign-in came to.
const RESULT: &str = "[data-panel=sign-in] [data-outcome=done]";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_the_demo_to_three_pilots_a_test_message_and_no_letters() -> Result<()> {
    explained(Stage::new().await?, journey).await
}

async fn journey(stage: &mut Stage) -> Result<()> {
    let pilots = [stage.pilot("Kara Volkov")?, stage.pilot("Mira Solace")?, stage.pilot("Boro Keltar")?];
    stage.world.place(Placement::flown(pilots[0], AVATAR.0, Place::Space(DELVE.0)))?;
    stage.start().await?;
    stage.screen()?.see("[data-state=signed-out]").await?;
    pictures::keep(stage, "first-screen").await?;
    the_demo_opens_beside_it(stage).await?;
    one_pilot_after_another(stage, pilots).await?;
    a_test_message_from_its_page(stage).await?;
    letters_do_nothing_once_they_are_off(stage, pilots[0]).await?;
    stage.quit().await
}

/// A program of its own, which ends without this one.
async fn the_demo_opens_beside_it(stage: &Stage) -> Result<()> {
    let screen = stage.screen()?;
    let own = stage.tray.item().await?;
    screen.click("[data-action=show-demo]").await?;
    let demo = until("the demo has an icon of its own", async || {
        let item = stage.tray.item().await?;
        ensure!(item.owner != own.owner, "there is only one");
        let menu = item.menu().await?;
        let first = menu.first().context("its menu is empty")?;
        ensure!(first.label.contains("critical"), "it says {}", first.label);
        Ok(item)
    })
    .await?;
    // Another one would only be the same once more.
    screen.click("[data-action=show-demo]").await?;
    screen.read("[data-notice=refused]", "The demo is open already").await?;
    demo.choose("Quit CapTrack").await?;
    ensure!(screen.has("[data-state=signed-out]").await?, "nothing of the demo is here");
    until("the demo's icon has gone", async || {
        ensure!(stage.desktop.process_of(&demo.owner).await.is_err(), "it is still there");
        Ok(())
    })
    .await
}

/// Each is told where it was begun, and the button for the next stands beside it.
async fn one_pilot_after_another(stage: &Stage, [kara, mira, boro]: [i64; 3]) -> Result<()> {
    let screen = stage.screen()?;
    stage.sign_in(kara).await?;
    screen.see_no("[data-state=signed-out]").await?;
    screen.read(&format!("[data-page=dashboard] {RESULT}"), "Kara Volkov is signed in").await?;
    screen.read("[data-panel=sign-in] [data-action=sign-in]", "Add another pilot").await?;
    pictures::keep(stage, "signed-in").await?;
    stage.sign_in(mira).await?;
    screen.read(RESULT, "Mira Solace is signed in").await?;
    screen.click("[data-action=sign-in-close]").await?;
    screen.see_no("[data-panel=sign-in]").await?;

    // By keyboard from the page of the pilots: the focus is on the button for the next one each time.
    screen.click("[data-go=pilots]").await?;
    screen.click("[data-page=pilots] [data-action=add-pilot]").await?;
    has_the_focus(stage, "sign-in").await?;
    stage.world.auto_approve(boro);
    screen.press([ENTER]).await?;
    let page = stage.browser.visit().await?;
    ensure!(page.contains("Signed in"), "the browser ends up at: {page}");
    screen.read(&format!("[data-page=pilots] {RESULT}"), "Boro Keltar is signed in").await?;
    has_the_focus(stage, "sign-in").await?;
    screen.see(&format!("[data-pilot='{boro}']")).await?;
    pictures::keep(stage, "pilot-added").await?;
    has_the_focus(stage, "sign-in").await?;
    screen.click("[data-action=sign-in-close]").await?;
    has_the_focus(stage, "add-pilot").await
}

async fn a_test_message_from_its_page(stage: &Stage) -> Result<()> {
    let screen = stage.screen()?;
    screen.click("[data-action=open-settings]").await?;
    screen.turn_to("settings").await?;
    screen.click("[data-go=sign-in]").await?;
    screen.read("[data-section=sign-in] [data-action=sign-in]", "Add another pilot").await?;
    screen.click("[data-go=discord]").await?;
    stage.save_webhook("critical").await?;
    screen.see("[data-webhook=critical] [data-outcome=done]").await?;
    screen.turn_to("pilots").await?;
    screen.click("[data-go=discord]").await?;
    screen.click("[data-page=discord] [data-webhook=critical] [data-action=test-webhook]").await?;
    stage.told(1).await?;
    screen.see("[data-page=discord] [data-webhook=critical] [data-outcome=done]").await.map(drop)
}

/// The arrows still lead to the card, and what comes after a letter shows that the letter was heard and did nothing.
async fn letters_do_nothing_once_they_are_off(stage: &Stage, kara: i64) -> Result<()> {
    let screen = stage.screen()?;
    screen.click("[data-go=dashboard]").await?;
    screen.see("[data-part=critical] [data-card]").await?;
    // On, as they are at first.
    screen.press(['2']).await?;
    screen.see("[data-page=pilots]").await?;
    screen.press(['1']).await?;
    screen.see("[data-part=critical] [data-card]").await?;
    switch_letters(stage, false).await?;
    screen.script(&format!("document.querySelector(\"[data-main='{kara}'] .card-toggle\").focus();")).await?;
    stage.card_has_the_focus(kara).await?;
    screen.press(['?', '2', 'g', '/', 's', 'a', 'x']).await?;
    screen.press([DOWN]).await?;
    until("the focus is on the row", async || {
        let row = screen.script("return !!document.activeElement?.closest('[data-row]');").await?;
        ensure!(row.as_bool() == Some(true), "it is elsewhere");
        Ok(())
    })
    .await?;
    for gone in
        ["[data-page=pilots]", "[data-dialog=help]", "[data-snooze]", "[data-field=acknowledge-reason]", ".is-chosen"]
    {
        ensure!(!screen.has(gone).await?, "a letter has brought {gone}");
    }
    let by_main = screen.script("return document.querySelector('[data-segment=main] input').checked;").await?;
    ensure!(by_main.as_bool() == Some(true), "a letter has grouped the cards otherwise");
    // The sheet of the keys says so, and where the switch is.
    screen.click("[data-action=open-help]").await?;
    screen.see("[data-note=letter-keys-off]").await?;
    screen.press([ESCAPE]).await?;
    screen.see_no("[data-dialog=help]").await?;
    switch_letters(stage, true).await?;
    screen.press(['2']).await?;
    screen.see("[data-page=pilots]").await.map(drop)
}

async fn switch_letters(stage: &Stage, on: bool) -> Result<()> {
    let screen = stage.screen()?;
    screen.click("[data-action=open-settings]").await?;
    screen.turn_to("settings").await?;
    screen.click("[data-go=appearance]").await?;
    screen.see(&format!("[data-switch=letter-keys][data-on={}]", !on)).await?;
    screen.click("[data-switch=letter-keys]").await?;
    screen.see(&format!("[data-switch=letter-keys][data-on={on}]")).await?;
    stage.close(SETTINGS).await?;
    screen.turn_to("dashboard").await?;
    // The window hears of it without being asked; the card that has the focus keeps it.
    until("the command line says so too", async || {
        let file = stage.run(&["config", "export"]).await?;
        ensure!(file.out.contains(&format!("letter_keys = {on}")), "{}", file.out);
        Ok(())
    })
    .await
}

async fn has_the_focus(stage: &Stage, id: &str) -> Result<()> {
    let screen = stage.screen()?;
    screen
        .until(&format!("the focus is on {id}"), async || {
            let focused = screen.script("return document.activeElement?.id ?? '';").await?;
            ensure!(focused.as_str() == Some(id), "{focused} has it");
            Ok(())
        })
        .await
}
