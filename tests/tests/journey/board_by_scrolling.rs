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
