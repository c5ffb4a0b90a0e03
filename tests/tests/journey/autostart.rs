//! Starting with the computer: what the switch in the settings writes, and what shows that a program without a window is there.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use captrack_sim::{Sim, SimOptions};
use captrack_tests::desktop::{Desktop, Running, Services, TrayWatcher, answer, until, window_titled, windows_of};
use captrack_tests::program::binary;

use crate::failure_text::{Explains, explained};
use crate::stage::{MAIN, Stage};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_switch_writes_an_entry_with_the_data_folder_and_the_desktop_s_own_switch_is_respected() -> Result<()> {
    explained(Stage::new().await?, switching).await
}

async fn switching(stage: &mut Stage) -> Result<()> {
    let settings = stage.desktop.folder().join("XDG_CONFIG_HOME");
    stage.start().await?;
    let screen = stage.screen()?;
    screen.click("[data-action=open-settings]").await?;
    screen.turn_to("settings").await?;
    screen.click("[data-go=notifications]").await?;
    screen.click("[data-switch=autostart]").await?;
    let entry = until("there is an entry", async || {
        let entry = entry_in(&settings)?.context("there is none")?;
        Ok(entry)
    })
    .await?;
    let text = fs::read_to_string(&entry)?;
    for word in ["--hidden", "--data-dir", "--endpoints", "Exec="] {
        ensure!(text.contains(word), "no {word} in {text}");
    }
    ensure!(text.contains(&binary()?.canonicalize()?.display().to_string()), "{text}");

    // The user switches it off in the desktop's own settings, then changes something else in CapTrack.
    let off = text.replace("X-GNOME-Autostart-enabled=true", "X-GNOME-Autostart-enabled=false");
    fs::write(&entry, &off)?;
    screen.click("[data-switch=sound]").await?;
    screen.see("[data-switch=sound][data-on=false]").await?;
    ensure!(fs::read_to_string(&entry)? == off, "it was switched on again");
    stage.quit().await?;

    stage.start().await?;
    let screen = stage.screen()?;
    screen.click("[data-action=open-settings]").await?;
    screen.turn_to("settings").await?;
    screen.click("[data-go=notifications]").await?;
    screen.see("[data-switch=autostart][data-on=false]").await?;
    stage.quit().await
}

/// The only entry in a folder of settings.
fn entry_in(settings: &Path) -> Result<Option<PathBuf>> {
    let Ok(entries) = fs::read_dir(settings.join("autostart")) else { return Ok(None) };
    let entries: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    let is_entry = |path: &&PathBuf| path.extension().is_some_and(|extension| extension == "desktop");
    let entries: Vec<&PathBuf> = entries.iter().filter(is_entry).collect();
    ensure!(entries.len() < 2, "{entries:?}");
    Ok(entries.first().map(PathBuf::from))
}

/// A desktop on which the program was started hidden, without a tray.
struct Hidden {
    _program: Running,
    log: PathBuf,
    desktop: Desktop,
    _sim: Sim,
}

impl Hidden {
    async fn start() -> Result<Self> {
        let desktop = Desktop::start(1400, 900, Services::OnlyStarted).await?;
        let sim = Sim::try_start(SimOptions::default())?;
        fs::write(desktop.folder().join("endpoints.toml"), format!("hurry = 3\n{}", sim.endpoints_toml()))?;
        let log = desktop.folder().join("program.log");
        let mut program = Self::program(&desktop)?;
        program.arg("--hidden").env("CAPTRACK_LOG", "info").stderr(File::create(&log)?);
        let program = Running::start(program.stdin(Stdio::null()).stdout(Stdio::null()))?;
        Ok(Self { _program: program, log, desktop, _sim: sim })
    }

    fn program(desktop: &Desktop) -> Result<Command> {
        let mut program = desktop.command(binary()?);
        program.arg("--data-dir").arg(desktop.folder().join("data")).args(["--secrets", "session", "--endpoints"]);
        program.arg(desktop.folder().join("endpoints.toml"));
        Ok(program)
    }

    /// Whether there is a main window, seen or minimised.
    async fn has_window(&self) -> Result<bool> {
        let mut search = self.desktop.command("xdotool");
        search.args(["search", "--name", &format!("^{MAIN}$")]);
        Ok(!answer(search).await?.out.trim().is_empty())
    }

    /// Whether a window of the program is open that is large enough to be a main one.
    async fn has_open_window(&self) -> Result<bool> {
        let windows = windows_of(&self.desktop, "io.github.captrack.CapTrack").await?;
        Ok(windows.iter().any(|(_, area)| area.width > 300))
    }
}

impl Explains for Hidden {
    fn logs(&self) -> Vec<PathBuf> {
        vec![self.log.clone()]
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hidden_start_without_a_tray_shows_a_minimised_window() -> Result<()> {
    explained(Hidden::start().await?, async |hidden| {
        until("there is a window", async || {
            ensure!(hidden.has_window().await?, "there is none");
            Ok(())
        })
        .await?;
        ensure!(window_titled(&hidden.desktop, MAIN).await?.is_none(), "it covers what the user sees");
        // Who starts the program once more sees it.
        let opened = answer(Hidden::program(&hidden.desktop)?).await?;
        ensure!(opened.status.success(), "{opened:?}");
        until("the window is seen", async || window_titled(&hidden.desktop, MAIN).await?.context("it is not").map(drop))
            .await
    })
    .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tray_that_comes_after_the_program_gets_its_icon_and_no_window_opens() -> Result<()> {
    explained(Hidden::start().await?, async |hidden| {
        until("the program has begun", async || {
            ensure!(hidden.desktop.folder().join("data").exists(), "it has no data folder yet");
            Ok(())
        })
        .await?;
        let tray = TrayWatcher::start(&hidden.desktop).await?;
        let icon = tray.item().await?;
        ensure!(!icon.menu().await?.is_empty(), "its menu is empty");
        until("the program has seen it", async || {
            ensure!(fs::read_to_string(&hidden.log)?.contains("the tray shows the program"), "not yet");
            Ok(())
        })
        .await?;
        ensure!(!hidden.has_open_window().await?, "a window is there, though the tray shows the program");
        Ok(())
    })
    .await
}
