//! What a screen reader or a keyboard could not use: axe-core looks at every page of the program, in the dark and in the light.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use captrack_tests::desktop::WebDriver;
use serde_json::Value;

use crate::demo::Demo;
use crate::failure_text::explained;

/// The pages of the main window.
const PAGES: [&str; 4] = ["dashboard", "pilots", "activity", "discord"];

/// Themes with the width and height of the windows.
const LOOKS: [(&str, (u32, u32)); 4] =
    [("dark", (1280, 800)), ("light", (1280, 800)), ("dark", (900, 600)), ("light", (900, 600))];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_page_has_anything_that_axe_core_finds_serious() -> Result<()> {
    explained(Demo::start().await?, async |demo| journey(&demo.screen).await).await
}

async fn journey(screen: &WebDriver) -> Result<()> {
    screen.see("[data-part=critical] [data-card]").await?;
    let axe = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/axe-core/axe.min.js"))?;
    let mut found = Vec::new();

    for (theme, (width, height)) in LOOKS {
        screen.turn_to("dashboard").await?;
        screen.resize(width, height).await?;
        screen.click("[data-action=open-settings]").await?;
        screen.turn_to("settings").await?;
        screen.resize(width, height).await?;
        screen.click("[data-go=appearance]").await?;
        screen.click(&format!("[data-theme-choice={theme}]")).await?;
        screen.see(&format!("[data-theme={theme}]")).await?;
        for section in sections(screen).await? {
            screen.click(&format!("[data-go={section}]")).await?;
            screen.see(&format!("[data-section={section}]")).await?;
            found.extend(look(screen, &axe, &format!("settings, {section}, {theme}, {width}x{height}")).await?);
        }
        screen.turn_to("dashboard").await?;
        screen.see(&format!("[data-theme={theme}]")).await?;
        for page in PAGES {
            screen.click(&format!("[data-go={page}]")).await?;
            screen.see(&format!("[data-page={page}]")).await?;
            found.extend(look(screen, &axe, &format!("{page}, {theme}, {width}x{height}")).await?);
        }
        screen.click("[data-go=dashboard]").await?;
        screen.see("[data-page=dashboard] [data-card]").await?;
    }
    ensure!(found.is_empty(), "{}", found.join("\n"));
    Ok(())
}

async fn sections(screen: &WebDriver) -> Result<Vec<String>> {
    let named =
        screen.script("return [...document.querySelectorAll('[data-go]')].map(link => link.dataset.go);").await?;
    let named: Vec<String> = serde_json::from_value(named)?;
    ensure!(named.len() > 5, "the settings have the sections {named:?} only");
    Ok(named)
}

/// What axe-core finds serious or worse on the page as it is.
async fn look(screen: &WebDriver, axe: &str, at: &str) -> Result<Vec<String>> {
    screen.script(&format!("{axe}; return 0;")).await?;
    let script = "
        const done = arguments[0];
        // What still fades in has not its colours yet.
        Promise.all(document.getAnimations().map(one => one.finished.catch(() => null)))
            .then(() => axe.run(document, { resultTypes: ['violations'] }))
            .then(told => done(told.violations.map(one => [one.impact, one.id, one.nodes.length, one.nodes[0].target.join(' '),
                one.nodes[0].failureSummary])))
            .catch(failed => done(String(failed)));";
    let told = screen.script_until_done(script).await?;
    let told: &Vec<Value> = told.as_array().with_context(|| format!("{at}: {told}"))?;
    let serious = told.iter().filter(|one| one[0] == "serious" || one[0] == "critical");
    Ok(serious.map(|one| format!("{at}: {one}")).collect())
}
