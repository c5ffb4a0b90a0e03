//! Several cards are snoozed in one go until a time of one's own and that is undone in one; whoever acknowledges by keyboard goes on in place; a
//! notification acknowledges, and the numbers at the top filter.

use anyhow::{Context, Result, ensure};
use captrack_sim::{Place, Placement};
use captrack_testing::eden::{AVATAR, DELVE, JITA};
use captrack_tests::desktop::until;

use crate::failure_text::explained;
use crate::keys::{CONTROL, ENTER};
use crate::stage::{SETTINGS, Stage};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_are_snoozed_and_undone_at_once_and_the_keyboard_goes_on_in_place() -> Result<()> {
    explained(Stage::new().await?, journey).await
}

async fn journey(stage: &mut Stage) -> Result<()> {
    let (kara, mira) = (stage.pilot("Kara Volkov")?, stage.pilot("Mira Solace")?);
    stage.world.place(Placement::flown(kara, AVATAR.0, Place::Space(DELVE.0)))?;
    let titan = stage.world.place(Placement::flown(mira, AVATAR.0, Place::Space(JITA.0)))?;
    stage.start().await?;
    let screen = stage.screen()?;
    stage.sign_in_two(kara, mira).await?;
    stage.close(SETTINGS).await?;
    screen.turn_to("dashboard").await?;
    for main in [kara, mira] {
        screen.see(&critical(main)).await?;
    }

    the_numbers_at_the_top_filter(stage).await?;
    both_are_snoozed_and_undone_in_one_go(stage, [kara, mira]).await?;

    focus(stage, kara).await?;
    screen.press(['a']).await?;
    screen.see("[data-field=acknowledge-reason]").await?;
    screen.press([ENTER]).await?;
    screen.see(&format!("{} [data-note=acknowledged]", critical(kara))).await?;
    stage.card_has_the_focus(mira).await?;
    stage.world.move_hull(titan, Place::Space(DELVE.0))?;
    notification_acknowledges(stage, mira).await?;
    stage.quit().await
}

async fn the_numbers_at_the_top_filter(stage: &Stage) -> Result<()> {
    let screen = stage.screen()?;
    screen.click("button[data-count=snoozed]").await?;
    screen.see("button[data-count=snoozed][aria-pressed=true]").await?;
    screen.see_no("[data-card]").await?;
    screen.click("button[data-count=snoozed]").await?;
    screen.see("button[data-count=snoozed][aria-pressed=false]").await?;
    screen.see("[data-part=critical] [data-card]").await.map(drop)
}

async fn both_are_snoozed_and_undone_in_one_go(stage: &Stage, mains: [i64; 2]) -> Result<()> {
    let screen = stage.screen()?;
    for main in mains {
        focus(stage, main).await?;
        screen.press(['x']).await?;
        screen.see(&format!("{}.is-chosen", critical(main))).await?;
    }
    screen.read("[data-bar=selection]", "2 cards selected").await?;
    screen.press(['s']).await?;
    screen.write("[data-field=snooze-until]", "23:59").await?;
    screen.read("[data-note=snooze-until]", "EVE").await?;
    screen.click("[data-until=snooze]").await?;
    // They are critical where one does not see them.
    screen.click("[data-action=snooze-confirm]:not(:disabled)").await?;
    screen.read("[data-notice=done]", "Snoozed until").await?;
    screen.see_no("[data-part=critical] [data-card]").await?;
    screen.see_no("[data-bar=selection]").await?;
    screen.press_with(CONTROL, 'z').await?;
    screen.read("[data-notice=done]", "Undone: Snoozed Kara Volkov and 1 more.").await?;
    for main in mains {
        screen.see(&critical(main)).await?;
    }
    Ok(())
}

/// What is told of one main has the button; what is told of several only opens the window.
async fn notification_acknowledges(stage: &Stage, main: i64) -> Result<()> {
    let (number, button) = until("a notification can be acknowledged", async || {
        let standing = stage.notifications.standing();
        let buttons = standing.iter().flat_map(|shown| shown.actions.iter().map(move |action| (shown.number, action)));
        let found = buttons.into_iter().find(|(_, (_, label))| label == "Acknowledge");
        found.map(|(number, (key, _))| (number, key.clone())).with_context(|| format!("none can: {standing:?}"))
    })
    .await?;
    stage.notifications.press(number, &button).await?;
    stage.screen()?.see(&format!("{} [data-note=acknowledged]", critical(main))).await?;
    until("it is said", async || {
        let standing = stage.notifications.standing();
        let is_said = standing.iter().any(|shown| shown.title.starts_with("Acknowledged: Mira Solace"));
        ensure!(is_said, "{standing:?}");
        Ok(())
    })
    .await
}

fn critical(main: i64) -> String {
    format!("[data-part=critical] [data-main='{main}']")
}

/// Gives the focus to the head of a card.
async fn focus(stage: &Stage, main: i64) -> Result<()> {
    let focus = format!("document.querySelector(\"[data-main='{main}'] .card-toggle\").focus();");
    stage.screen()?.script(&focus).await?;
    stage.card_has_the_focus(main).await
}
