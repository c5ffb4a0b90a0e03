//! What a screen reader or a keyboard could not use: axe-core looks at every page of the program and at what opens over it, in the dark and in the
//! light. And what nobody could read: texts that are cut, in windows of several sizes.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use captrack_tests::desktop::WebDriver;
use serde_json::Value;

use crate::cut_texts::cut_at_sizes;
use crate::demo::{Demo, OVER};
use crate::failure_text::explained;
use crate::keys::ESCAPE;

/// The pages of the main window.
const PAGES: [&str; 4] = ["dashboard", "pilots", "activity", "discord"];

/// What axe-core finds and what is meant to be so: its rule, a part of where, and why.
const EXCEPTIONS: [(&str, &str, &str); 0] = [];

/// Themes with the width and height of the windows.
const LOOKS: [(&str, (u32, u32)); 4] =
    [("dark", (1280, 800)), ("light", (1280, 800)), ("dark", (900, 600)), ("light", (900, 600))];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn axe_core_finds_nothing_on_any_page_and_no_text_that_matters_is_cut() -> Result<()> {
    explained(Demo::start().await?, async |demo| journey(&demo.screen).await).await
}

async fn journey(screen: &WebDriver) -> Result<()> {
    screen.see("[data-part=critical] [data-card]").await?;
    let axe = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/axe-core/axe.min.js"))?;
    let mut found = Vec::new();

    for (theme, (width, height)) in LOOKS {
        let is_first = (theme, (width, height)) == LOOKS[0];
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
            if is_first {
                found.extend(cut_at_sizes(screen, &format!("settings, {section}")).await?);
                screen.resize(width, height).await?;
            }
        }
        screen.turn_to("dashboard").await?;
        screen.see(&format!("[data-theme={theme}]")).await?;
        for page in PAGES {
            screen.click(&format!("[data-go={page}]")).await?;
            screen.see(&format!("[data-page={page}]")).await?;
            found.extend(look(screen, &axe, &format!("{page}, {theme}, {width}x{height}")).await?);
            if is_first {
                found.extend(cut_at_sizes(screen, page).await?);
                screen.resize(width, height).await?;
            }
        }
        screen.click("[data-go=dashboard]").await?;
        screen.see("[data-page=dashboard] [data-card]").await?;
        if (width, height) == LOOKS[0].1 {
            found.extend(look_over(screen, &axe).await?);
        }
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

/// What axe-core finds on the page as it is, however little it matters: WCAG 2.2 AA, and what it holds for good practice.
async fn look(screen: &WebDriver, axe: &str, at: &str) -> Result<Vec<String>> {
    screen.script(&format!("{axe}; return 0;")).await?;
    let script = "
        const done = arguments[0];
        const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
        // What still fades in has not its colours yet.
        Promise.all(document.getAnimations().filter(one => one.effect.getTiming().iterations !== Infinity)
            .map(one => one.finished.catch(() => null)))
            .then(() => axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }))
            .then(told => done(told.violations.flatMap(one => one.nodes.map(node =>
                [one.impact, one.id, node.target.join(' '), node.failureSummary]))))
            .catch(failed => done(String(failed)));";
    let told = screen.script_until_done(script).await?;
    let told: &Vec<Value> = told.as_array().with_context(|| format!("{at}: {told}"))?;
    let is_excused = |one: &&Value| {
        EXCEPTIONS
            .iter()
            .any(|(rule, target, _)| one[1] == *rule && one[2].as_str().is_some_and(|at| at.contains(target)))
    };
    Ok(told.iter().filter(|one| !is_excused(one)).map(|one| format!("{at}: {one}")).collect())
}

/// What is open over the dashboard, one thing after the other.
async fn look_over(screen: &WebDriver, axe: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    // The board keeps its place, and what is far from it is not on the page.
    screen.script("document.querySelector('[data-list=board]').scrollTop = 0; return 0;").await?;
    screen.see("[data-part=critical] [data-hull]").await?;
    for (press, see) in OVER {
        screen.click(press).await?;
        screen.see(see).await?;
        found.extend(look(screen, axe, see).await?);
        screen.press([ESCAPE]).await?;
        screen.see_no(see).await?;
    }
    Ok(found)
}
