//! Pictures of a journey for whoever wants to look: every screen dark and light, wide and small, with the tray and `captrack status` beside it.
//! None are taken unless `CAPTRACK_TOUR` names a folder.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use anyhow::{Result, ensure};
use captrack_tests::desktop::WebDriver;

use crate::stage::Stage;

/// Waits until nothing moves any more.
const STILL: &str = "
    const done = arguments[0];
    const moving = document.getAnimations().filter(one => one.effect.getTiming().iterations !== Infinity);
    Promise.all(moving.map(one => one.finished.catch(() => null))).then(() => done(0));";
const SIZES: [(u32, u32); 2] = [(1280, 800), (900, 600)];

/// Keeps what is to be seen now under that name, of the page that is turned to.
pub async fn keep(stage: &Stage, name: &str) -> Result<()> {
    let Some(folder) = std::env::var_os("CAPTRACK_TOUR").map(PathBuf::from) else { return Ok(()) };
    fs::create_dir_all(&folder)?;
    let screen = stage.screen()?;
    let was = screen.script("return document.documentElement.dataset.theme ?? null;").await?;
    for theme in ["dark", "light"] {
        for (width, height) in SIZES {
            screen.resize(width, height).await?;
            let picture = screen
                .until("the page keeps the theme", async || {
                    screen.script(&format!("document.documentElement.dataset.theme = '{theme}';")).await?;
                    screen.script_until_done(STILL).await?;
                    let picture = screen.picture().await?;
                    // A page that has only just begun puts on its own.
                    let now = screen.script("return document.documentElement.dataset.theme;").await?;
                    ensure!(now.as_str() == Some(theme), "it has {now}");
                    Ok(picture)
                })
                .await?;
            fs::write(folder.join(format!("{name}-{theme}-{width}.png")), picture)?;
        }
    }
    screen.script(&format!("const was = {was}; if (was) document.documentElement.dataset.theme = was;")).await?;
    screen.resize(SIZES[0].0, SIZES[0].1).await?;
    words(stage, name).await
}

/// The page that is turned to, as it is.
pub async fn keep_page(screen: &WebDriver, name: &str) -> Result<()> {
    let Some(folder) = std::env::var_os("CAPTRACK_TOUR").map(PathBuf::from) else { return Ok(()) };
    fs::create_dir_all(&folder)?;
    Ok(fs::write(folder.join(format!("{name}.png")), screen.picture().await?)?)
}

/// The same without a picture of the page.
pub async fn words(stage: &Stage, name: &str) -> Result<()> {
    let Some(folder) = std::env::var_os("CAPTRACK_TOUR").map(PathBuf::from) else { return Ok(()) };
    let item = stage.tray.item().await?;
    let mut said = format!("tray label {:?}, picture {}\n", item.label().await?, item.picture().await?);
    fs::copy(item.picture().await?, folder.join(format!("{name}-tray.png"))).ok();
    for line in item.menu().await? {
        writeln!(said, "  {} {:?}", line.label, line.lines.iter().map(|line| &line.label).collect::<Vec<_>>())?;
    }
    for shown in stage.notifications.standing() {
        writeln!(said, "notification: {} | {} | {:?}", shown.title, shown.body, shown.actions)?;
    }
    for webhook in ["critical", "standard"] {
        for message in stage.world.messages_of(webhook) {
            writeln!(said, "{webhook}: {}", message.payload)?;
        }
    }
    let status = stage.run(&["status"]).await?;
    writeln!(said, "captrack status: {}\n{}{}", status.status, status.out, status.err)?;
    Ok(fs::write(folder.join(format!("{name}.txt")), said)?)
}
