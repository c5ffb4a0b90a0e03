//! The process that draws the window dies: the window draws itself again where it was, and says so when it cannot.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use captrack_sim::{Place, Placement};
use captrack_tests::desktop::{done, until};

use crate::stage::Stage;

/// 1DQ1-A.
const DELVE: i64 = 30_004_759;
/// A titan.
const AVATAR: i64 = 11_567;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_whose_process_dies_is_there_again_and_after_too_many_times_a_sentence() -> Result<()> {
    let mut stage = Stage::new().await?;
    let ended = journey(&mut stage).await;
    if ended.is_err() {
        stage.explain();
    }
    ended
}

async fn journey(stage: &mut Stage) -> Result<()> {
    let kara = stage.pilot("Kara Volkov")?;
    stage.world.place(Placement::flown(kara, AVATAR, Place::Space(DELVE)))?;
    stage.start().await?;
    stage.sign_in(kara).await?;
    let screen = stage.screen()?;
    screen.see("[data-part=critical] [data-card]").await?;
    screen.click("[data-segments=group-by] [data-segment=region]").await?;
    screen.see("[data-card='region/10000060']").await?;
    let program = stage.desktop.process_of(&stage.tray.item().await?.owner).await?;

    for deaths in 1..=3 {
        let page = page_process(program)?.context("nobody draws the window")?;
        kill(page).await?;
        until(&format!("the window is drawn again after death {deaths}"), async || {
            let now = page_process(program)?.context("nobody draws it")?;
            ensure!(now != page, "it is not dead yet");
            // The web view's own driver knows the page as another one.
            stage.screen()?.turn_to("dashboard").await?;
            ensure!(stage.screen()?.has("[data-card='region/10000060']").await?, "the board is not there as it was");
            Ok(())
        })
        .await?;
    }
    let page = page_process(program)?.context("nobody draws the window")?;
    kill(page).await?;
    until("it is said that the window does not come back", async || {
        let said = stage.notifications.standing();
        ensure!(said.iter().any(|shown| shown.title.contains("keeps crashing")), "{said:?}");
        Ok(())
    })
    .await?;
    let windows = stage.desktop.process_of(&stage.tray.item().await?.owner).await?;
    ensure!(windows == program, "the program goes on");
    Ok(())
}

async fn kill(process: u32) -> Result<()> {
    let mut kill = Command::new("kill");
    kill.args(["-ABRT", &process.to_string()]);
    done(kill).await
}

/// The process below the program that draws its window.
fn page_process(program: u32) -> Result<Option<u32>> {
    let mut parents = Vec::new();
    for entry in fs::read_dir("/proc")? {
        let Ok(entry) = entry else { continue };
        let Some(process) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        // One that has gone meanwhile is none.
        let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else { continue };
        let (Some(name), Some((_, rest))) = (stat.split(['(', ')']).nth(1), stat.rsplit_once(") ")) else { continue };
        let mut fields = rest.split(' ');
        let (state, parent) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
        if state != "Z" {
            parents.push((process, name.to_owned(), parent.parse::<u32>().unwrap_or_default()));
        }
    }
    let below = |mut process: u32| {
        for _ in 0..4 {
            let Some((_, _, parent)) = parents.iter().find(|(id, _, _)| *id == process) else { return false };
            if *parent == program {
                return true;
            }
            process = *parent;
        }
        false
    };
    Ok(parents.iter().find(|(id, name, _)| name.starts_with("WebKitWebProces") && below(*id)).map(|(id, _, _)| *id))
}
