//! The rules as somebody changes them: a threshold with its preview, places, a file, quiet hours; and what becomes of a card meanwhile.

use anyhow::{Result, ensure};
use captrack_sim::{Place, Placement, STAGING_KEEPSTAR};
use captrack_testing::eden::{ARCHON, AVATAR, DELVE};
use serde_json::Value;

use crate::failure_text::explained;
use crate::keys::{BACKSPACE, CONTROL, ENTER};
use crate::stage::Stage;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rules_are_changed_with_a_preview_by_file_and_for_the_night() -> Result<()> {
    explained(Stage::new().await?, journey).await
}

async fn journey(stage: &mut Stage) -> Result<()> {
    let kara = stage.pilot("Kara Volkov")?;
    for _ in 0..3 {
        stage.world.place(Placement::stored(kara, ARCHON.0, Place::Structure(STAGING_KEEPSTAR)))?;
    }
    stage.start().await?;
    stage.sign_in(kara).await?;
    let card = |part: &str| format!("[data-part={part}] [data-main='{kara}']");
    stage.screen()?.see(&card("informational")).await?;

    a_lower_threshold_is_previewed_and_saved(stage, &card).await?;
    a_list_shows_what_is_in_force_when_a_choice_is_discarded(stage).await?;
    what_is_typed_survives_a_change_of_section(stage).await?;
    a_listed_region_is_left_out(stage, &card).await?;
    a_file_puts_it_back(stage, &card).await?;
    what_alerts_is_acknowledged(stage, &card).await?;
    a_night_is_quiet(stage, kara).await?;
    stage.quit().await
}

async fn settings(stage: &Stage, section: &str) -> Result<()> {
    let screen = stage.screen()?;
    screen.turn_to("dashboard").await?;
    screen.click("[data-action=open-settings]").await?;
    screen.turn_to("settings").await?;
    screen.click(&format!("[data-go={section}]")).await?;
    screen.see(&format!("[data-section={section}]")).await?;
    Ok(())
}

/// Three carriers are below five and reach three. Nothing changes before it is saved.
async fn a_lower_threshold_is_previewed_and_saved(stage: &Stage, card: &impl Fn(&str) -> String) -> Result<()> {
    let screen = stage.screen()?;
    settings(stage, "alert-rules").await?;
    for _ in 0..2 {
        screen.click("[data-class=carrier] [data-action=less]").await?;
    }
    screen.see("[data-preview] [data-list=begins][data-count='1']").await?;
    screen.turn_to("dashboard").await?;
    ensure!(screen.has(&card("informational")).await?, "a preview changes nothing");
    screen.turn_to("settings").await?;
    screen.click("[data-action=save]").await?;
    screen.turn_to("dashboard").await?;
    screen.see(&card("alerting")).await?;
    Ok(())
}

async fn a_list_shows_what_is_in_force_when_a_choice_is_discarded(stage: &Stage) -> Result<()> {
    let screen = stage.screen()?;
    settings(stage, "snoozing").await?;
    let shown = async || screen.script("return document.querySelector('[data-field=group-wait]').value;").await;
    let in_force = shown().await?;
    screen.click("[data-field=group-wait] option[value='60']").await?;
    screen.see("[data-action=save]").await?;
    ensure!(shown().await? == "60" && in_force != "60", "it was {in_force} and is {}", shown().await?);
    let shows = async |wanted: &Value| {
        screen
            .until(&format!("the list shows {wanted}"), async || {
                let now = shown().await?;
                ensure!(now == *wanted, "it shows {now}");
                Ok(())
            })
            .await
    };
    screen.click("[data-action=discard]").await?;
    shows(&in_force).await?;
    // What was discarded by mistake is there again, and not in force either.
    screen.click("[data-notice=done] [data-action=undo]").await?;
    shows(&"60".into()).await?;
    screen.see("[data-action=save]").await?;
    screen.click("[data-action=discard]").await?;
    shows(&in_force).await?;
    screen.see_no("[data-action=save]").await
}

async fn what_is_typed_survives_a_change_of_section(stage: &Stage) -> Result<()> {
    let screen = stage.screen()?;
    let typed = "[data-field=duration]";
    screen.write(typed, "17").await?;
    screen.click("[data-go=places]").await?;
    screen.see("[data-section=places]").await?;
    ensure!(!screen.has(typed).await?, "the field is in another section");
    screen.click("[data-go=snoozing]").await?;
    screen.see(typed).await?;
    let now = screen.script(&format!("return document.querySelector('{typed}').value;")).await?;
    ensure!(now == "17", "the field has {now}");
    screen.write(typed, &format!("{CONTROL}a")).await?;
    screen.write(typed, &BACKSPACE.to_string()).await
}

async fn a_listed_region_is_left_out(stage: &Stage, card: &impl Fn(&str) -> String) -> Result<()> {
    let screen = stage.screen()?;
    settings(stage, "places").await?;
    screen.click("[data-segment=all_but_listed]").await?;
    screen.write("[data-panel=list] input[role=combobox]", "delv").await?;
    screen.see("[data-place]").await?;
    screen.press([ENTER]).await?;
    screen.see("[data-panel=list] [data-tag='region/10000060']").await?;
    screen.see("[data-preview] [data-list=falls_silent][data-count='1']").await?;
    screen.click("[data-action=save]").await?;
    screen.turn_to("dashboard").await?;
    screen.see(&card("informational")).await?;
    Ok(())
}

async fn a_file_puts_it_back(stage: &Stage, card: &impl Fn(&str) -> String) -> Result<()> {
    let screen = stage.screen()?;
    let bad = stage.desktop.folder().join("bad.toml");
    std::fs::write(&bad, "[classes]\nbattleship = { mode = \"always\" }\n")?;
    let good = stage.desktop.folder().join("everywhere.toml");
    std::fs::write(&good, "[scope]\nkind = \"everywhere\"\n")?;

    settings(stage, "data").await?;
    screen.choose_file("[data-field=import-settings]", &bad).await?;
    screen.read("dialog [data-fact=why]", "battleship").await?;
    screen.click("[data-action=import-leave]").await?;

    screen.choose_file("[data-field=import-settings]", &good).await?;
    screen.see("dialog [data-change]").await?;
    screen.click("[data-action=import-apply]").await?;
    screen.turn_to("dashboard").await?;
    screen.see(&card("alerting")).await?;

    settings(stage, "data").await?;
    screen.click("[data-action=export-settings]").await?;
    screen.read("[data-notice=done]", "captrack-policy").await?;
    let exported = std::fs::read_dir(stage.desktop.folder().join("HOME").join("Downloads"))
        .or_else(|_| std::fs::read_dir(stage.desktop.folder().join("HOME")))?
        .filter_map(Result::ok)
        .find(|entry| entry.path().extension().is_some_and(|kind| kind == "toml"));
    let exported = exported.map(|entry| std::fs::read_to_string(entry.path())).transpose()?.unwrap_or_default();
    ensure!(exported.contains("carrier = { mode = \"threshold\", n = 3"), "{exported}");
    Ok(())
}

async fn what_alerts_is_acknowledged(stage: &Stage, card: &impl Fn(&str) -> String) -> Result<()> {
    let screen = stage.screen()?;
    screen.turn_to("dashboard").await?;
    let card = card("alerting");
    screen.click(&format!("{card} [data-action=acknowledge]")).await?;
    screen.write("[data-field=acknowledge-reason]", "staging for the op").await?;
    screen.click("[data-action=acknowledge-confirm]").await?;
    screen.read(&format!("{card} [data-note=acknowledged]"), "staging for the op").await?;
    screen.click(&format!("{card} [data-action=take-back]")).await?;
    screen.see_no(&format!("{card} [data-note=acknowledged]")).await
}

/// A titan in quiet hours is critical on the dashboard and silent on the desktop; when they are over it is told.
async fn a_night_is_quiet(stage: &Stage, kara: i64) -> Result<()> {
    let screen = stage.screen()?;
    settings(stage, "notifications").await?;
    screen.click("[data-switch=quiet-hours]").await?;
    // All day but for one minute twelve hours from now.
    let noon = jiff::Zoned::now().time().wrapping_add(jiff::SignedDuration::from_hours(12));
    let from = noon.wrapping_add(jiff::SignedDuration::from_mins(1));
    for (field, time) in [("quiet-from", from), ("quiet-to", noon)] {
        let field = format!("[data-field={field}]");
        screen.click(&field).await?;
        screen.write(&field, &format!("{CONTROL}a")).await?;
        screen.write(&field, &time.strftime("%H:%M").to_string()).await?;
    }
    if screen.has("[data-switch=quiet-critical][data-on=true]").await? {
        screen.click("[data-switch=quiet-critical]").await?;
    }
    screen.turn_to("dashboard").await?;
    screen.see("[data-state=quiet-hours]").await?;

    stage.world.place(Placement::flown(kara, AVATAR.0, Place::Space(DELVE.0)))?;
    screen.see(&format!("[data-part=critical] [data-main='{kara}']")).await?;
    stage.rounds(kara, 2).await?;
    ensure!(stage.notifications.shown().is_empty(), "{:?}", stage.notifications.shown());

    screen.turn_to("settings").await?;
    screen.click("[data-switch=quiet-hours]").await?;
    let told = stage.only_notification().await?;
    ensure!(format!("{} {}", told.title, told.body).contains("Kara Volkov"), "{told:?}");
    Ok(())
}
