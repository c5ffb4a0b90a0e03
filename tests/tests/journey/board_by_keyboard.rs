//! A whole alliance in the window, with nothing but a keyboard: from the search to an acknowledgement and a snooze.

use anyhow::{Context, Result, ensure};
use captrack_tests::desktop::WebDriver;

use crate::demo::Demo;
use crate::failure_text::explained;
use crate::keys::{DOWN, ENTER, ESCAPE};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn from_a_search_to_an_acknowledgement_and_a_snooze_by_keyboard_alone() -> Result<()> {
    explained(Demo::start().await?, async |demo| journey(&demo.screen).await).await
}

async fn journey(screen: &WebDriver) -> Result<()> {
    let first = "[data-part=critical] [data-card]";
    screen.see(first).await?;

    // A slash leads into the search, Escape out of it; what is found stays.
    search(screen).await?;
    let name = main_of_first(screen, first).await?;
    screen.press(name.chars()).await?;
    screen
        .until("only one card is left", async || {
            let cards = number(screen, "document.querySelectorAll('[data-card]').length").await?;
            let typed = screen.script("return document.querySelector('[data-field=search]')?.value;").await?;
            ensure!(cards == 1, "there are {cards}, with {typed} in the search for {name}");
            Ok(())
        })
        .await?;
    // Down out of the search leads to the card.
    screen.press([DOWN]).await?;
    focused(screen, "[data-card]").await?;

    screen.press(['a']).await?;
    screen.see("[data-field=acknowledge-reason]").await?;
    screen.press("op in Fountain".chars()).await?;
    screen.press([ENTER]).await?;
    screen.read("[data-part=critical] [data-note=acknowledged]", "op in Fountain").await?;

    focused(screen, "[data-card]").await?;
    screen.press(['s']).await?;
    screen.see("[data-snooze='3600']").await?;
    choose_the_hour(screen).await?;
    screen.see("[data-part=snoozed] [data-card]").await?;
    ensure!(!screen.has("[data-part=critical] [data-card]").await?, "it is still in the critical part");

    // The search is taken back, and the other cards are there again.
    screen.press(['/']).await?;
    screen.press([ESCAPE]).await?;
    screen.see(first).await?;
    // Once more, and the search is left.
    screen.press([ESCAPE]).await?;
    focused(screen, "[data-list=board]").await?;
    among_the_pilots(screen).await
}

/// A digit leads to the pilots, and the arrows down among them, with no look for the table between.
async fn among_the_pilots(screen: &WebDriver) -> Result<()> {
    screen.press(['2']).await?;
    screen.see("[data-list=pilots] [data-pilot]").await?;
    focused(screen, "[data-list=pilots]").await?;
    screen.press([DOWN]).await?;
    focused(screen, "[data-list=pilots] [data-pilot]").await?;
    screen.press(['s']).await?;
    screen.see("[data-snooze='3600']").await?;
    screen.press([ESCAPE]).await?;
    screen.see_no("[data-snooze]").await?;
    screen.press(['1']).await?;
    screen.see("[data-part=critical] [data-card]").await.map(drop)
}

/// The menu of durations is a list to go down in; whatever stands first, the hour is in it.
async fn choose_the_hour(screen: &WebDriver) -> Result<()> {
    for _ in 0..8 {
        let at_the_hour = "return document.activeElement?.closest('[data-snooze]')?.dataset.snooze === '3600';";
        if screen.script(at_the_hour).await?.as_bool() == Some(true) {
            return screen.press([ENTER]).await;
        }
        screen.press([DOWN]).await?;
    }
    anyhow::bail!("the hour was not reached with the arrow keys")
}

async fn main_of_first(screen: &WebDriver, card: &str) -> Result<String> {
    let script = format!("return document.querySelector(\"{card} [data-action=toggle]\").textContent.trim();");
    let name = screen.script(&script).await?;
    Ok(name.as_str().context("the first card has no name")?.to_owned())
}

async fn number(screen: &WebDriver, expression: &str) -> Result<u64> {
    screen.script(&format!("return {expression};")).await?.as_u64().context("no number")
}

/// A slash leads into the search. A key that is pressed before the window has the keyboard would be heard by nobody.
async fn search(screen: &WebDriver) -> Result<()> {
    screen
        .until("the window has the keyboard", async || {
            ensure!(screen.script("return document.hasFocus();").await?.as_bool() == Some(true), "another has it");
            Ok(())
        })
        .await?;
    screen.press(['/']).await?;
    focused(screen, "[data-field=search]").await
}

/// Waits until the focus is within such an element.
async fn focused(screen: &WebDriver, css: &str) -> Result<()> {
    let script = format!("return !!document.activeElement?.closest(\"{css}\");");
    screen
        .until(&format!("the focus is on {css}"), async || {
            ensure!(screen.script(&script).await?.as_bool() == Some(true), "it is elsewhere");
            Ok(())
        })
        .await
}
