//! The demo in a window: a whole alliance, with no account.

use std::path::PathBuf;

use anyhow::Result;
use captrack_tests::desktop::{Desktop, NotificationServer, Services, WebDriver};
use captrack_tests::program::binary;
use captrack_text::Language;

use crate::failure_text::Explains;

/// What opens something over the dashboard, and what is to be seen then.
pub const OVER: [(&str, &str); 6] = [
    ("[data-part=critical] [data-main] .card-head [data-action=snooze]", "[data-snooze='3600']"),
    ("[data-part=critical] [data-hull] [data-action=links]", "[data-link]"),
    ("[data-part=critical] [data-hull] [data-action=find-main]", "[data-field=find-main]"),
    ("[data-part=critical] [data-main] .card-head [data-action=acknowledge]", "[data-field=acknowledge-reason]"),
    ("[data-action=pause]", "[data-pause=until-resumed]"),
    ("[data-action=open-help]", "[data-dialog=help]"),
];

/// The program with its demo; what was started last ends first.
pub struct Demo {
    pub screen: WebDriver,
    _notifications: NotificationServer,
    _desktop: Desktop,
}

impl Demo {
    /// Starts it, and turns to its board.
    pub async fn start() -> Result<Self> {
        Self::start_in(Language::English).await
    }

    /// The same in another language.
    pub async fn start_in(language: Language) -> Result<Self> {
        let desktop = Desktop::start(1280, 800, Services::OnlyStarted).await?;
        let notifications = NotificationServer::start(&desktop).await?;
        let mut program = desktop.command(binary()?);
        program.arg("--demo").env("CAPTRACK_LANGUAGE", language.name());
        let screen = WebDriver::start(&desktop, &program).await?;
        let demo = Self { screen, _notifications: notifications, _desktop: desktop };
        demo.screen.turn_to("dashboard").await?;
        Ok(demo)
    }
}

impl Explains for Demo {
    fn logs(&self) -> Vec<PathBuf> {
        vec![self.screen.log().clone()]
    }
}
