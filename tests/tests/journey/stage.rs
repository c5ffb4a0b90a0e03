//! A desktop, a New Eden, and the program between them.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use captrack_sim::{Control, Sim, SimNewPilot, SimOptions};
use captrack_tests::desktop::{
    Answer, Desktop, Keyring, NotificationServer, Services, Shown, TrayItem, TrayWatcher, WebDriver, answer,
    close_window, until,
};
use captrack_tests::program::binary;
use captrack_text::Language;
use serde_json::Value;

use crate::browser::Browser;
use crate::failure_text::Explains;
use crate::traces::{no_trace_in_folder, no_trace_in_page};
use crate::turned_clock::TurnedClock;

/// The titles of the program's windows.
pub const MAIN: &str = "CapTrack Desktop";
pub const SETTINGS: &str = "CapTrack Desktop settings";

/// Everything that a journey needs; what was started last ends first.
pub struct Stage {
    running: Option<WebDriver>,
    logs: Vec<PathBuf>,
    pub browser: Browser,
    pub keyring: Keyring,
    pub notifications: NotificationServer,
    pub tray: TrayWatcher,
    pub desktop: Desktop,
    pub world: Control,
    /// What the program takes for the computer's clock, where a journey turns it.
    pub clock: Option<TurnedClock>,
    /// What the program speaks.
    pub language: Language,
    _sim: Sim,
}

impl Stage {
    /// A desktop on which the program was never started.
    pub async fn new() -> Result<Self> {
        Self::with(SimOptions::default()).await
    }

    /// The same, in a New Eden with its own ways.
    pub async fn with(options: SimOptions) -> Result<Self> {
        Self::prepared(options, "").await
    }

    /// The same, for a program whose own waits are shorter: that they are kept is shown elsewhere, on a test's own clock.
    pub async fn in_a_hurry(options: SimOptions) -> Result<Self> {
        Self::prepared(options, "hurry = 6\n").await
    }

    /// The same, for a program whose clock can be turned.
    pub async fn with_a_clock_to_turn(options: SimOptions) -> Result<Self> {
        let stage = Self::in_a_hurry(options).await?;
        let clock = TurnedClock::make(stage.desktop.folder()).await?;
        Ok(Self { clock: Some(clock), ..stage })
    }

    async fn prepared(options: SimOptions, endpoints: &str) -> Result<Self> {
        let sim = Sim::try_start(options)?;
        let desktop = Desktop::start(1600, 1000, Services::OnlyStarted).await?;
        std::fs::write(desktop.folder().join("endpoints.toml"), format!("{endpoints}{}", sim.endpoints_toml()))?;
        Ok(Self {
            running: None,
            logs: Vec::new(),
            browser: Browser::install(desktop.folder())?,
            keyring: Keyring::start(&desktop).await?,
            notifications: NotificationServer::start(&desktop).await?,
            tray: TrayWatcher::start(&desktop).await?,
            world: sim.control(),
            clock: None,
            language: Language::English,
            desktop,
            _sim: sim,
        })
    }

    /// A pilot of the alliance, online.
    pub fn pilot(&self, name: &str) -> Result<i64> {
        Ok(self.world.create_pilot(SimNewPilot::named(name).online())?)
    }

    /// Starts the program and turns to its window.
    pub async fn start(&mut self) -> Result<()> {
        let mut program = self.program(&[])?;
        if let Some(clock) = &self.clock {
            clock.put_on(&mut program);
        }
        let started = WebDriver::start(&self.desktop, &program).await?;
        self.logs.push(started.log().clone());
        started.turn_to("dashboard").await?;
        self.running = Some(started);
        Ok(())
    }

    /// The program's windows.
    pub fn screen(&self) -> Result<&WebDriver> {
        self.running.as_ref().context("the program does not run")
    }

    /// What `captrack snapshot --json` says, as another process of the same user.
    pub async fn snapshot(&self) -> Result<Value> {
        let printed = answer(self.program(&["snapshot", "--json"])?).await?;
        ensure!(printed.status.success(), "captrack snapshot: {}", printed.err);
        Ok(serde_json::from_str(&printed.out)?)
    }

    /// Starts the program with these words as another process of the same user, and waits for its end.
    pub async fn run(&self, words: &[&str]) -> Result<Answer> {
        answer(self.program(words)?).await
    }

    /// Starts the program with a link as the desktop does: with nothing beside it.
    pub async fn bring(&self, link: &str) -> Result<Answer> {
        let mut command = self.desktop.command(binary()?);
        command.arg(link);
        answer(command).await
    }

    fn program(&self, words: &[&str]) -> Result<Command> {
        let mut command = self.desktop.command(binary()?);
        command.args(words).arg("--data-dir").arg(self.data()).arg("--endpoints");
        command.arg(self.desktop.folder().join("endpoints.toml")).env("CAPTRACK_BROWSER", &self.browser.program);
        // A secret must stay out of the log however much is written there.
        command.env("CAPTRACK_LOG", "info,captrack=trace").env("CAPTRACK_LANGUAGE", self.language.name());
        Ok(command)
    }

    fn data(&self) -> PathBuf {
        self.desktop.folder().join("data")
    }

    /// Signs a pilot in on the page that has the button, as a person does whose browser asks nothing.
    pub async fn sign_in(&self, pilot: i64) -> Result<()> {
        self.world.auto_approve(pilot);
        self.screen()?.click("[data-action=sign-in]").await?;
        let page = self.browser.visit().await?;
        ensure!(page.contains("Signed in"), "the browser ends up at: {page}");
        Ok(())
    }

    /// Writes a webhook's address into the Discord section of the settings, which is shown, and saves it.
    pub async fn save_webhook(&self, webhook: &str) -> Result<()> {
        let screen = self.screen()?;
        let of = format!("[data-webhook={webhook}]");
        screen.write(&format!("{of} [data-field=webhook-url]"), &self.world.webhook_url(webhook)?).await?;
        screen.click(&format!("{of} [data-action=save-webhook]")).await
    }

    /// The same with the critical one, and a test message as the first that its channel gets.
    pub async fn save_and_test_webhook(&self) -> Result<()> {
        self.save_webhook("critical").await?;
        self.screen()?.click("[data-webhook=critical] [data-action=test-webhook]").await?;
        self.told(1).await.map(drop)
    }

    /// Signs two pilots in, of whom the first has a critical ship: one in the main window, one in the settings, which stay open.
    pub async fn sign_in_two(&self, first: i64, second: i64) -> Result<()> {
        let screen = self.screen()?;
        self.sign_in(first).await?;
        screen.see("[data-part=critical] [data-card]").await?;
        screen.click("[data-action=open-settings]").await?;
        screen.turn_to("settings").await?;
        screen.click("[data-go=sign-in]").await?;
        self.sign_in(second).await?;
        screen.see(&format!("[data-pilot='{second}']")).await.map(drop)
    }

    /// Waits until the focus is on a main's card, or in it.
    pub async fn card_has_the_focus(&self, main: i64) -> Result<()> {
        let screen = self.screen()?;
        screen
            .until("the card has the focus", async || {
                let focused = "return document.activeElement?.closest('[data-card]')?.dataset.main ?? '';";
                let focused = screen.script(focused).await?;
                ensure!(focused.as_str() == Some(&*main.to_string()), "{focused} has it");
                Ok(())
            })
            .await
    }

    /// Closes a window, and waits until it is gone from the screen and from the program.
    pub async fn close(&self, title: &str) -> Result<()> {
        let before = self.screen()?.windows().await?;
        close_window(&self.desktop, title).await?;
        until(&format!("the window {title} is destroyed"), async || {
            ensure!(self.screen()?.windows().await? < before, "it is only hidden");
            Ok(())
        })
        .await
    }

    /// Waits until the tray's menu begins with this line.
    pub async fn tray_says(&self, line: &str) -> Result<TrayItem> {
        let item = self.tray.item().await?;
        until(&format!("the tray says {line}"), async || {
            let menu = item.menu().await?;
            let first = menu.first().map(|line| line.label.clone()).unwrap_or_default();
            ensure!(first == line, "it says {first}");
            Ok(())
        })
        .await?;
        Ok(item)
    }

    /// The only notification on the desktop, as soon as there is one.
    pub async fn only_notification(&self) -> Result<Shown> {
        until("there is a notification", async || {
            let standing = self.notifications.standing();
            let [only] = standing.as_slice() else { bail!("{} stand", standing.len()) };
            Ok(only.clone())
        })
        .await
    }

    /// Waits until Discord's critical channel has so many messages; the last of them.
    pub async fn told(&self, messages: usize) -> Result<String> {
        until(&format!("Discord has {messages} messages"), async || {
            let told = self.critical_channel();
            ensure!(told.len() == messages, "it has {}", told.len());
            told.last().cloned().context("it has none")
        })
        .await
    }

    /// Everything that Discord's critical channel was told.
    pub fn critical_channel(&self) -> Vec<String> {
        self.world.messages_of("critical").iter().map(|message| message.payload.to_string()).collect()
    }

    /// Waits until a pilot was looked for so many times more.
    pub async fn rounds(&self, pilot: i64, rounds: usize) -> Result<()> {
        let looked = || {
            let of_pilot = format!("/characters/{pilot}/ship");
            self.world.requests().iter().filter(|request| request.path.starts_with(&of_pilot)).count()
        };
        let before = looked();
        until(&format!("the pilot was looked for {rounds} times more"), async || {
            ensure!(looked() >= before + rounds, "{} times", looked() - before);
            Ok(())
        })
        .await
    }

    /// Quits through the tray, and waits for the end of the process.
    pub async fn quit(&mut self) -> Result<()> {
        let item = self.tray.item().await?;
        let process = self.desktop.process_of(&item.owner).await?;
        item.choose("Quit CapTrack").await?;
        until("the program has ended", async || {
            ensure!(!runs(process), "it still runs");
            Ok(())
        })
        .await?;
        self.running = None;
        Ok(())
    }

    /// No secret that any server handed out stands in the page that is turned to.
    pub async fn page_holds_no_secret(&self, page: &str) -> Result<()> {
        no_trace_in_page(page, &self.screen()?.source().await?, &self.world.secrets())
    }

    /// Nor in any file on this desktop: the data folder with database and log, caches, temporary files, what the program wrote on
    /// its standard output and standard error.
    pub fn nothing_written_holds_a_secret(&self) -> Result<()> {
        let secrets = self.world.secrets();
        ensure!(secrets.len() > 5, "the sim knows of {} secrets only", secrets.len());
        let log = self.data().join("log");
        ensure!(no_trace_in_folder(&log, &secrets)? > 0, "there is no log in {}", log.display());
        let files = no_trace_in_folder(self.desktop.folder(), &secrets)?;
        ensure!(files > 5, "there are only {files} files");
        Ok(())
    }
}

impl Explains for Stage {
    fn logs(&self) -> Vec<PathBuf> {
        self.logs.clone()
    }
}

/// Whether a process runs; one that has ended and was not yet asked how does not.
fn runs(process: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with(['Z', 'X']))
}
