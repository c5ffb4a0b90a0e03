//! The pages, as the program's own windows show them.

use anyhow::{Context, Result};
use captrack_tests::desktop::WebDriver;

use crate::session::Pictures;

/// Takes the pictures of both windows in both themes. Afterwards the dashboard is small.
pub async fn take(demo: &WebDriver, pictures: &Pictures) -> Result<()> {
    demo.turn_to("dashboard").await?;
    demo.see("[data-live=watching]").await?;
    demo.see("[data-part=critical] [data-main]").await?;
    demo.see("[data-part=informational] [data-main]").await?;
    snooze_one(demo).await?;
    close_all_but_the_first(demo).await?;
    demo.click("[data-action=open-settings]").await?;

    choose_theme(demo, "dark").await?;
    for (section, name) in
        [("alert-rules", "settings-dark"), ("sign-in", "settings-sign-in"), ("discord", "settings-discord")]
    {
        demo.click(&format!("[data-go={section}]")).await?;
        demo.see(&format!("[data-section={section}]")).await?;
        pictures.keep(name, &demo.picture().await?)?;
    }
    demo.turn_to("dashboard").await?;
    pictures.keep("dashboard-dark", &demo.picture().await?)?;

    choose_theme(demo, "light").await?;
    demo.click("[data-go=alert-rules]").await?;
    demo.see("[data-section=alert-rules]").await?;
    pictures.keep("settings-light", &demo.picture().await?)?;
    demo.turn_to("dashboard").await?;
    pictures.keep("dashboard-light", &demo.picture().await?)?;

    choose_theme(demo, "dark").await?;
    demo.turn_to("dashboard").await?;
    demo.resize(900, 600).await?;
    pictures.keep("dashboard-small", &demo.picture().await?)
}

/// The last critical card, so that there is something in the snoozed part.
async fn snooze_one(demo: &WebDriver) -> Result<()> {
    let last = "const all = document.querySelectorAll('[data-part=critical] [data-main]'); return all[all.length - 1].dataset.main;";
    let main = demo.script(last).await?;
    let card = format!("[data-main='{}']", main.as_str().context("there is no critical card")?);
    demo.click(&format!("{card} .card-head [data-action=snooze]")).await?;
    demo.write("[data-field=snooze-reason]", "on deployment").await?;
    demo.click("[data-snooze='21600']").await?;
    demo.see(&format!("[data-part=snoozed] {card}")).await?;
    demo.click("[data-action=put-away]").await?;
    demo.see_no("[data-action=put-away]").await
}

/// One card shows its rows; of the others more are seen so.
async fn close_all_but_the_first(demo: &WebDriver) -> Result<()> {
    let open = "[data-main] + [data-main][data-collapsed=false]";
    while demo.has(open).await? {
        demo.click(&format!("{open} [data-action=toggle]")).await?;
    }
    demo.script("document.querySelector('.list').scrollTop = 0;").await?;
    Ok(())
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
