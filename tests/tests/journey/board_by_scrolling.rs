//! A board that is jumped about in while its alliance comes in: what is in view has its rows, however they came.

use anyhow::{Context, Result, ensure};
use captrack_tests::desktop::WebDriver;

use crate::demo::Demo;
use crate::failure_text::explained;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_jump_every_row_in_view_is_there() -> Result<()> {
    explained(Demo::start().await?, async |demo| journey(&demo.screen).await).await
}

async fn journey(screen: &WebDriver) -> Result<()> {
    screen.see("[data-part=critical] [data-card] [data-hull]").await?;
    for (width, height) in [(1280, 800), (900, 600)] {
        screen.resize(width, height).await?;
        for share in [0.0, 0.2, 0.9, 0.1, 0.5] {
            jump(screen, share).await?;
            rows_are_there(screen, share).await?;
        }
    }
    rows_that_were_refused_are_asked_for_again(screen).await
}

/// While monitoring is paused no new board brings them.
async fn rows_that_were_refused_are_asked_for_again(screen: &WebDriver) -> Result<()> {
    screen.click("[data-action=pause]").await?;
    screen.click("[data-pause=until-resumed]").await?;
    screen.see("[data-action=resume]").await?;
    jump(screen, 0.5).await?;
    // A card that is closed is opened, and for a while nobody answers what is on it.
    let open = "
        const core = window.__TAURI__.core;
        const until = performance.now() + 3000;
        window.refused = 0;
        window.__TAURI__ = { ...window.__TAURI__, core: { ...core, invoke: (name, args, options) => {
            if (name === 'board' && args.request.ask === 'rows' && performance.now() < until) {
                window.refused += 1;
                return Promise.reject({ code: 'internal', message: 'refused by the journey' });
            }
            return core.invoke(name, args, options);
        } } };
        const list = document.querySelector('[data-list=board]').getBoundingClientRect();
        const closed = [...document.querySelectorAll('[data-card][data-collapsed=true]')];
        const card = closed.find(card => card.getBoundingClientRect().top > list.top + 100);
        card.querySelector('[data-action=toggle]').click();
        return card.dataset.card;";
    let card = screen.script(open).await?;
    let card = card.as_str().context("no card is closed")?;
    screen.see(&format!("[data-card='{card}'] [data-row][aria-busy=true]")).await?;
    screen.see(&format!("[data-card='{card}'] [data-hull]")).await?;
    rows_are_there(screen, 0.5).await?;
    let refused = screen.script("return window.refused;").await?;
    ensure!(refused.as_u64().is_some_and(|n| n > 0), "no question was refused");
    Ok(())
}

/// At once, as by a drag of the scroll bar, to a share of the way down.
async fn jump(screen: &WebDriver, share: f64) -> Result<()> {
    let script = format!(
        "const list = document.querySelector('[data-list=board]');
        list.scrollTop = Math.round((list.scrollHeight - list.clientHeight) * {share});"
    );
    screen.script(&script).await?;
    Ok(())
}

/// Waits until something is in view and no row is awaited any more.
async fn rows_are_there(screen: &WebDriver, share: f64) -> Result<()> {
    let script = "
        const list = document.querySelector('[data-list=board]').getBoundingClientRect();
        const within = what => {
            const at = what.getBoundingClientRect();
            return at.bottom > list.top && at.top < list.bottom;
        };
        const count = of => [...document.querySelectorAll(of)].filter(within).length;
        return [count('[data-card]'), count('[data-row][aria-busy=true]')];";
    screen
        .until(&format!("rows are in view {share} of the way down"), async || {
            let told = screen.script(script).await?;
            let [cards, awaited] = [0, 1].map(|at| told[at].as_u64().context("no number"));
            let (cards, awaited) = (cards?, awaited?);
            ensure!(cards > 0 && awaited == 0, "{cards} cards are in view, and {awaited} rows are awaited");
            Ok(())
        })
        .await
}
