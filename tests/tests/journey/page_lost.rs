//! The process that draws the window dies: the window draws itself again as it was, and after too many times it is said that it does
//! not. Without WebDriver, whose session dies with the page: what is looked at is the screen.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use captrack_tests::desktop::{
    Area, Desktop, NotificationServer, Running, Services, TrayWatcher, answer, done, until, windows_of,
};
use captrack_tests::program::binary;

use crate::failure_text::{Explains, explained};
use crate::page_process::{kill_pages, pages_of, pages_that_answered};

/// Where the window says by what its cards are grouped, from its upper left corner.
const GROUPING: Area = Area { x: 1080, y: 54, width: 178, height: 34 };
/// A page without a board has fewer colours.
const COLOURS_OF_A_BOARD: usize = 200;
/// A page that is still empty there, or has a banner, has fewer.
const COLOURS_OF_WORDS: usize = 40;
/// Of what is said once a page is not loaded again.
const LOST: &str = "CapTrack's window has kept crashing since";
/// So often one looks for what a key has done.
const LOOKS: usize = 8;

struct Stage {
    program: Running,
    log: PathBuf,
    notifications: NotificationServer,
    tray: TrayWatcher,
    desktop: Desktop,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_whose_process_dies_is_there_again_as_it_was_and_after_too_many_times_a_sentence() -> Result<()> {
    let desktop = Desktop::start(1400, 900, Services::OnlyStarted).await?;
    let notifications = NotificationServer::start(&desktop).await?;
    let tray = TrayWatcher::start(&desktop).await?;
    let log = desktop.folder().join("program.log");
    let mut program = desktop.command(binary()?);
    program.arg("--demo").env("CAPTRACK_LOG", "info").stdin(Stdio::null()).stdout(Stdio::null());
    let program = Running::start(program.stderr(File::create(&log)?))?;
    explained(Stage { program, log, notifications, tray, desktop }, journey).await
}

async fn journey(stage: &mut Stage) -> Result<()> {
    stage.page_answers(1).await?;
    stage.sees_a_board("at first").await?;
    let by_main = stage.grouping("main").await?;
    let by_system = until("the cards are grouped otherwise", async || {
        // A key that comes before the window has the keyboard is heard by nobody.
        stage.key("g").await?;
        // One that was heard is not pressed twice because it is drawn a little later.
        for _ in 0..LOOKS {
            let now = stage.grouping("system").await?;
            if !same(&by_main, &now).await? {
                return Ok(now);
            }
        }
        bail!("they are as before")
    })
    .await?;

    for death in 1..=3 {
        let page = stage.kill_page().await?;
        until(&format!("another process draws the window after death {death}"), async || {
            let now = stage.page()?.context("nobody does")?;
            ensure!(now != page, "it is not dead yet");
            Ok(())
        })
        .await?;
        stage.page_answers(death + 1).await?;
        stage.sees_a_board(&format!("after death {death}")).await?;
        until("the cards are grouped as they were", async || {
            ensure!(same(&by_system, &stage.grouping("again").await?).await?, "they are not");
            Ok(())
        })
        .await?;
    }
    stage.kill_page().await?;
    until("it is said that the window does not come back", async || {
        let said = stage.notifications.standing();
        ensure!(said.iter().any(|shown| shown.body.contains(LOST)), "{said:?}");
        let tray = stage.tray_words().await?;
        ensure!(tray.contains(LOST), "the tray says {tray}");
        Ok(())
    })
    .await?;
    ensure!(Path::new(&format!("/proc/{}", stage.program.child.id())).exists(), "the program goes on");

    stage.tray.item().await?.choose("Open CapTrack").await?;
    stage.sees_a_board("when it is opened again").await?;
    until("it is taken back", async || {
        let said = stage.notifications.standing();
        ensure!(said.iter().all(|shown| !shown.body.contains(LOST)), "{said:?}");
        let tray = stage.tray_words().await?;
        ensure!(!tray.contains(LOST), "the tray says {tray}");
        Ok(())
    })
    .await
}

impl Explains for Stage {
    fn logs(&self) -> Vec<PathBuf> {
        vec![self.log.clone()]
    }
}

impl Stage {
    /// The window, as soon as there is one.
    async fn window(&self) -> Result<Area> {
        until("there is a window", async || {
            let windows = windows_of(&self.desktop, "io.github.captrack.CapTrack").await?;
            windows.into_iter().map(|(_, area)| area).find(|area| area.width > 800).context("there is none")
        })
        .await
    }

    /// Waits until so many pages have answered the program's heartbeat, one after the other.
    async fn page_answers(&self, pages: usize) -> Result<()> {
        until(&format!("page {pages} answers"), async || {
            let answers = pages_that_answered(&self.log)?;
            ensure!(answers >= pages, "{answers} have answered");
            Ok(())
        })
        .await
    }

    /// Waits until a board is drawn.
    async fn sees_a_board(&self, when: &str) -> Result<()> {
        until(&format!("a board is drawn {when}"), async || {
            let picture = self.desktop.folder().join("window.png");
            self.desktop.picture(self.window().await?, &picture).await?;
            let colours = colours(&picture).await?;
            ensure!(colours > COLOURS_OF_A_BOARD, "it has {colours} colours");
            Ok(())
        })
        .await
    }

    /// A picture of the words that say how cards are grouped, as soon as they are drawn and at rest.
    async fn grouping(&self, name: &str) -> Result<PathBuf> {
        until("it is drawn how cards are grouped", async || {
            let before = self.look_at_grouping("before").await?;
            let now = self.look_at_grouping(name).await?;
            let colours = colours(&now).await?;
            ensure!(colours > COLOURS_OF_WORDS, "there are {colours} colours");
            ensure!(same(&before, &now).await?, "it is still being drawn");
            Ok(now)
        })
        .await
    }

    async fn look_at_grouping(&self, name: &str) -> Result<PathBuf> {
        let (window, file) = (self.window().await?, self.desktop.folder().join(format!("{name}.png")));
        let area = Area { x: window.x + GROUPING.x, y: window.y + GROUPING.y, ..GROUPING };
        self.desktop.picture(area, &file).await?;
        Ok(file)
    }

    async fn key(&self, key: &str) -> Result<()> {
        let mut press = self.desktop.command("xdotool");
        press.args(["key", key]);
        done(press).await
    }

    /// Kills the process that draws the window, and says which it was.
    async fn kill_page(&self) -> Result<u32> {
        kill_pages(self.program.child.id()).await?.pop().context("nobody draws the window")
    }

    /// The process below the program that draws its window.
    fn page(&self) -> Result<Option<u32>> {
        Ok(pages_of(self.program.child.id())?.pop())
    }

    /// What the tray's menu says before what can be chosen.
    async fn tray_words(&self) -> Result<String> {
        let menu = self.tray.item().await?.menu().await?;
        let words: Vec<_> = menu.into_iter().take_while(|line| !line.enabled).map(|line| line.label).collect();
        Ok(words.join(" "))
    }
}

/// How many colours a picture has.
async fn colours(picture: &Path) -> Result<usize> {
    let mut identify = Command::new("identify");
    identify.args(["-format", "%k"]).arg(picture);
    Ok(answer(identify).await?.out.trim().parse()?)
}

/// Whether two pictures show the same.
async fn same(one: &Path, other: &Path) -> Result<bool> {
    let mut compare = Command::new("compare");
    // It says in its exit code whether they differ, and how much on standard error.
    compare.args(["-metric", "AE", "-fuzz", "5%"]).args([one, other]).arg("null:");
    let answer = answer(compare).await?;
    let differing: f64 = answer.err.trim().split([' ', '(']).next().unwrap_or_default().parse().unwrap_or(f64::MAX);
    Ok(differing < 20.0)
}
