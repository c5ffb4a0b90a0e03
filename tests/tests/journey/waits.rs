//! A step that waits in a window says of its failure whether the page's process has died, or lives and does not show what was expected.

use std::time::Duration;

use anyhow::{Result, bail, ensure};
use captrack_tests::desktop::PageDied;

use crate::demo::Demo;
use crate::failure_text::explained;
use crate::page_process::kill_pages;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wait_tells_a_page_that_has_died_from_one_that_does_not_show_what_was_expected() -> Result<()> {
    explained(Demo::start().await?, journey).await
}

async fn journey(demo: &mut Demo) -> Result<()> {
    let screen = &demo.screen;
    let nowhere = "[data-page=nowhere]";
    let look = async || {
        ensure!(screen.has(nowhere).await?, "it is not there");
        Ok(())
    };
    let Err(failed) = screen.until_in(Duration::from_secs(1), "such a page is there", look).await else {
        bail!("there is such a page");
    };
    ensure!(failed.downcast_ref::<PageDied>().is_none(), "{failed:#}");
    let words = format!("{failed:#}");
    ensure!(words.contains("the page's process lives") && words.contains("it is not there"), "{words}");

    kill_pages(screen.process()).await?;
    let Err(died) = screen.see(nowhere).await else { bail!("there is such a page") };
    ensure!(died.downcast_ref::<PageDied>().is_some(), "{died:#}");
    ensure!(format!("{died:#}").contains(nowhere), "it says what was waited for: {died:#}");
    Ok(())
}
