//! The pages, as the program's own windows show them: every page and state, dark and light, wide and small.

use anyhow::{Context, Result, ensure};
use captrack_tests::desktop::{WebDriver, until};

use crate::session::Pictures;

/// Pages of the main window besides the dashboard.
const PAGES: [&str; 3] = ["pilots", "activity", "discord"];
/// Pictures that stand in the documentation.
const DOCUMENTED: [&str; 9] = [
    "dashboard-dark",
    "dashboard-light",
    "dashboard-dark-small",
    "dashboard-regions-dark",
    "pilots-dark",
    "activity-dark",
    "discord-dark",
    "settings-alert-rules-dark",
    "settings-places-light",
];

/// So many looks in a row find as many hulls: longer than a round of the demo takes.
const LOOKS: u32 = 120;

/// Width and height, and what the pictures of that size are called besides.
const SIZES: [(u32, u32, &str); 2] = [(1280, 800, ""), (900, 600, "-small")];

/// Takes the pictures of both windows.
pub async fn take(demo: &WebDriver, pictures: &Pictures) -> Result<()> {
    demo.turn_to("dashboard").await?;
    demo.see("[data-live=watching]").await?;
    demo.see("[data-part=critical] [data-main]").await?;
    all_of_it_is_there(demo).await?;
    snooze_one(demo).await?;
    acknowledge_one(demo).await?;
    demo.click("[data-action=open-settings]").await?;
    for theme in ["dark", "light"] {
        choose_theme(demo, theme).await?;
        for (width, height, size) in SIZES {
            main_window(demo, pictures, &format!("{theme}{size}"), (width, height)).await?;
            settings_window(demo, pictures, &format!("{theme}{size}"), (width, height)).await?;
        }
    }
    Ok(())
}

/// Waits until the demo's alliance has come in: no more hulls are found for a while.
async fn all_of_it_is_there(demo: &WebDriver) -> Result<()> {
    let (mut watched, mut looks) = (0, 0);
    until("all hulls are known", async || {
        let now = demo.script("return Number(document.querySelector('[data-count=watched] b').textContent);").await?;
        let now = now.as_u64().context("the number of hulls is none")?;
        looks = if now == watched { looks + 1 } else { 0 };
        watched = now;
        ensure!(now > 0 && looks > LOOKS, "{now} are");
        Ok(())
    })
    .await
}

/// Takes a picture once nothing moves any more.
async fn keep(demo: &WebDriver, pictures: &Pictures, name: &str) -> Result<()> {
    let still = "
        const done = arguments[0];
        const moving = document.getAnimations().filter(one => one.effect.getTiming().iterations !== Infinity);
        Promise.all(moving.map(one => one.finished.catch(() => null))).then(() => done(0));";
    demo.script_until_done(still).await?;
    pictures.keep(name, &demo.picture().await?, DOCUMENTED.contains(&name))
}

async fn main_window(demo: &WebDriver, pictures: &Pictures, look: &str, (width, height): (u32, u32)) -> Result<()> {
    demo.turn_to("dashboard").await?;
    demo.resize(width, height).await?;
    demo.script("document.querySelector('[data-list=board]').scrollTop = 0;").await?;
    keep(demo, pictures, &format!("dashboard-{look}")).await?;

    let search = "[data-field=search]";
    demo.write(search, "class:titan region:delve").await?;
    demo.see("[data-chip]").await?;
    keep(demo, pictures, &format!("dashboard-search-{look}")).await?;
    demo.click("[data-action=clear-search]").await?;
    demo.write(search, "nobody of that name").await?;
    demo.see("[data-state=nothing-matches]").await?;
    keep(demo, pictures, &format!("dashboard-nothing-matches-{look}")).await?;
    demo.click("[data-action=clear-search]").await?;
    demo.see("[data-part=critical] [data-main]").await?;

    demo.click("[data-segment=region]").await?;
    demo.see("[data-card^='region/']").await?;
    keep(demo, pictures, &format!("dashboard-regions-{look}")).await?;
    demo.click("[data-segment=main]").await?;
    demo.see("[data-card^='main/']").await?;

    demo.click("[data-part=critical] [data-main] .card-head [data-action=snooze]").await?;
    demo.see("[data-snooze='3600']").await?;
    keep(demo, pictures, &format!("dashboard-snooze-{look}")).await?;
    demo.press(['\u{e00c}']).await?;
    demo.click("[data-action=open-help]").await?;
    demo.see("[data-dialog=help]").await?;
    keep(demo, pictures, &format!("help-{look}")).await?;
    demo.press(['\u{e00c}']).await?;
    demo.see_no("[data-dialog=help]").await?;

    demo.click("[data-part=critical] [data-hull] [data-action=links]").await?;
    demo.see("[data-link]").await?;
    keep(demo, pictures, &format!("dashboard-links-{look}")).await?;
    demo.press(['\u{e00c}']).await?;
    demo.see_no("[data-link]").await?;

    demo.script("document.querySelector('[data-part=critical] [data-card]').focus();").await?;
    demo.press(['x']).await?;
    demo.see("[data-bar=selection]").await?;
    keep(demo, pictures, &format!("dashboard-selection-{look}")).await?;
    demo.press(['\u{e00c}']).await?;
    demo.see_no("[data-bar=selection]").await?;

    demo.click("[data-action=pause]").await?;
    demo.see("[data-pause=until-resumed]").await?;
    keep(demo, pictures, &format!("dashboard-pause-{look}")).await?;
    demo.click("[data-pause=hour]").await?;
    demo.see("[data-live=paused]").await?;
    keep(demo, pictures, &format!("dashboard-paused-{look}")).await?;
    demo.click("[data-action=resume]").await?;
    demo.see("[data-live=watching]").await?;

    for page in PAGES {
        demo.click(&format!("[data-go={page}]")).await?;
        demo.see(&format!("[data-page={page}]")).await?;
        keep(demo, pictures, &format!("{page}-{look}")).await?;
    }
    demo.click("[data-go=dashboard]").await?;
    demo.see("[data-page=dashboard] [data-card]").await?;
    Ok(())
}

async fn settings_window(demo: &WebDriver, pictures: &Pictures, look: &str, (width, height): (u32, u32)) -> Result<()> {
    demo.turn_to("settings").await?;
    demo.resize(width, height).await?;
    let sections =
        demo.script("return [...document.querySelectorAll('[data-go]')].map(link => link.dataset.go);").await?;
    for section in sections.as_array().context("the settings have no sections")?.iter().filter_map(|name| name.as_str())
    {
        demo.click(&format!("[data-go={section}]")).await?;
        demo.see(&format!("[data-section={section}]")).await?;
        if section == "alert-rules" {
            demo.click("[data-class=dreadnought] [data-action=less]").await?;
            demo.see("[data-preview=told]").await?;
            keep(demo, pictures, &format!("settings-{section}-{look}")).await?;
            demo.click("[data-action=discard]").await?;
            demo.see_no("[data-preview=told]").await?;
            put_away(demo).await?;
            continue;
        }
        keep(demo, pictures, &format!("settings-{section}-{look}")).await?;
    }
    Ok(())
}

/// The last critical card that is in the page, so that there is something in the snoozed part.
async fn snooze_one(demo: &WebDriver) -> Result<()> {
    let last = "const all = document.querySelectorAll('[data-part=critical] [data-main]'); return all[all.length - 1].dataset.main;";
    let main = demo.script(last).await?;
    let card = format!("[data-main='{}']", main.as_str().context("there is no critical card")?);
    demo.click(&format!("{card} .card-head [data-action=snooze]")).await?;
    demo.write("[data-field=snooze-reason]", "on deployment").await?;
    demo.click("[data-snooze='21600']").await?;
    demo.see("[data-notice=done]").await?;
    put_away(demo).await
}

/// Puts away what was told.
async fn put_away(demo: &WebDriver) -> Result<()> {
    demo.click("[data-action=put-away]").await?;
    demo.see_no("[data-action=put-away]").await
}

/// The first critical card has been seen.
async fn acknowledge_one(demo: &WebDriver) -> Result<()> {
    demo.click("[data-part=critical] [data-main] [data-action=acknowledge]").await?;
    demo.write("[data-field=acknowledge-reason]", "op in Fountain").await?;
    demo.click("[data-action=acknowledge-confirm]").await?;
    demo.see("[data-part=critical] [data-note=acknowledged]").await?;
    put_away(demo).await
}

/// Chooses a theme in the settings, and waits until it is put on.
async fn choose_theme(demo: &WebDriver, theme: &str) -> Result<()> {
    demo.turn_to("settings").await?;
    demo.click("[data-go=appearance]").await?;
    demo.click(&format!("[data-theme-choice={theme}]")).await?;
    for page in ["dashboard", "settings"] {
        demo.turn_to(page).await?;
        demo.see(&format!("[data-theme={theme}]")).await?;
    }
    Ok(())
}
