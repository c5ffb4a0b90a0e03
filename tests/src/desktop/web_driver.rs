//! The program started by WebKitWebDriver, so that its windows can be looked at and used as a person does.
//!
//! One session lasts as long as the program: windows that are made later join it, and it goes on while there are none.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Error, Result, bail, ensure};
use fantoccini::actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::page_death::explained;
use super::until::until_in;
use super::{Desktop, Running, until};

/// A program's windows.
#[derive(Debug)]
pub struct WebDriver {
    client: Client,
    driver: Running,
    log: PathBuf,
}

impl WebDriver {
    /// Starts `program` with its arguments and variables; its first window is there afterwards.
    pub async fn start(desktop: &Desktop, program: &Command) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let log = desktop.folder().join(format!("program-{port}.log"));
        let said = File::create(&log)?;
        let mut driver = desktop.command("WebKitWebDriver");
        for (name, value) in program.get_envs() {
            match value {
                Some(value) => driver.env(name, value),
                None => driver.env_remove(name),
            };
        }
        driver.arg(format!("--port={port}")).env("TAURI_WEBVIEW_AUTOMATION", "true");
        driver.stdin(Stdio::null()).stdout(said.try_clone()?).stderr(said);
        let driver = Running::start(&mut driver)?;
        let address = format!("http://127.0.0.1:{port}");
        until("WebKitWebDriver answers", async || {
            Ok(reqwest::get(format!("{address}/status")).await?.error_for_status()?)
        })
        .await?;
        let arguments: Vec<_> = program.get_args().map(|argument| argument.to_string_lossy()).collect();
        let binary = program.get_program().to_string_lossy();
        let options = json!({ "webkitgtk:browserOptions": { "binary": binary, "args": arguments } });
        let Value::Object(capabilities) = options else { bail!("capabilities are an object") };
        let connected = ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(&address).await;
        let client = connected.with_context(|| format!("{binary} showed no window"))?;
        Ok(Self { client, driver, log })
    }

    /// The file with what the program wrote on standard output and standard error.
    pub fn log(&self) -> &PathBuf {
        &self.log
    }

    /// The process that started the program: everything that belongs to the program descends from it.
    pub fn process(&self) -> u32 {
        self.driver.child.id()
    }

    /// Waits for something in a window. The error says whether the page's process has died meanwhile, or lives and does not show it.
    pub async fn until<T>(&self, what: &str, look: impl AsyncFnMut() -> Result<T>) -> Result<T> {
        self.told_apart(until(what, look).await).await
    }

    /// The same for what takes its own time.
    pub async fn until_in<T>(&self, patience: Duration, what: &str, look: impl AsyncFnMut() -> Result<T>) -> Result<T> {
        self.told_apart(until_in(patience, what, look).await).await
    }

    async fn told_apart<T>(&self, waited: Result<T>) -> Result<T> {
        match waited {
            Ok(found) => Ok(found),
            Err(error) => Err(explained(error, &self.log).await),
        }
    }

    /// How many windows the program has.
    pub async fn windows(&self) -> Result<usize> {
        Ok(self.client.windows().await?.len())
    }

    /// Turns to the window that shows a page, as soon as it does.
    pub async fn turn_to(&self, page: &str) -> Result<()> {
        self.until(&format!("the page {page} is there"), async || {
            for window in self.client.windows().await? {
                self.client.switch_to_window(window).await?;
                if self.has(&format!("[data-page={page}]")).await? {
                    return Ok(());
                }
            }
            bail!("no window shows it")
        })
        .await
    }

    async fn find(&self, css: &str) -> Result<Element> {
        self.client.find(Locator::Css(css)).await.map_err(named)
    }

    /// Whether the page has such an element now.
    pub async fn has(&self, css: &str) -> Result<bool> {
        Ok(!self.client.find_all(Locator::Css(css)).await?.is_empty())
    }

    /// Waits for an element.
    pub async fn see(&self, css: &str) -> Result<Element> {
        self.until(&format!("{css} is on the page"), async || self.find(css).await).await
    }

    /// Waits until there is no such element.
    pub async fn see_no(&self, css: &str) -> Result<()> {
        self.until(&format!("{css} is off the page"), async || {
            ensure!(!self.has(css).await?, "it is still there");
            Ok(())
        })
        .await
    }

    /// Waits for an element and for these words in it.
    pub async fn read(&self, css: &str, words: &str) -> Result<()> {
        self.until(&format!("{css} says {words}"), async || {
            // What WebDriver itself calls the text of an element lacks some that is cut at its edge and well seen.
            let of = format!("return document.querySelector({})?.innerText ?? '';", Value::from(css));
            let text = self.script(&of).await?;
            let text = text.as_str().unwrap_or_default();
            ensure!(text.contains(words), "it says {text}");
            Ok(())
        })
        .await
    }

    /// Clicks an element as soon as it can be clicked.
    pub async fn click(&self, css: &str) -> Result<()> {
        self.until(&format!("{css} can be clicked"), async || self.find(css).await?.click().await.map_err(named)).await
    }

    /// Types into a field.
    pub async fn write(&self, css: &str, words: &str) -> Result<()> {
        Ok(self.see(css).await?.send_keys(words).await?)
    }

    /// Presses keys one after the other, whatever has the focus.
    pub async fn press(&self, keys: impl IntoIterator<Item = char>) -> Result<()> {
        let strokes = keys.into_iter().fold(KeyActions::new("keys".to_owned()), |strokes, value| {
            strokes.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        Ok(self.client.perform_actions(strokes).await?)
    }

    /// Presses a key while another one, such as Control, is held.
    pub async fn press_with(&self, held: char, value: char) -> Result<()> {
        let strokes = KeyActions::new("keys".to_owned())
            .then(KeyAction::Down { value: held })
            .then(KeyAction::Down { value })
            .then(KeyAction::Up { value })
            .then(KeyAction::Up { value: held });
        Ok(self.client.perform_actions(strokes).await?)
    }

    /// Drags one element onto another with the pointer, as a hand does: not in one leap.
    pub async fn drag(&self, from: &str, onto: &str) -> Result<()> {
        let (from, onto) = (self.see(from).await?, self.see(onto).await?);
        let over = |element: Element, x| PointerAction::MoveToElement { element, duration: None, x, y: 0.0 };
        let hand = MouseActions::new("mouse".to_owned())
            .then(over(from, 0.0))
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(over(onto.clone(), 8.0))
            .then(over(onto, 0.0))
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(hand).await?;
        Ok(self.client.release_actions().await?)
    }

    /// Chooses a file in a field for files, as the desktop's dialog would.
    pub async fn choose_file(&self, css: &str, file: &Path) -> Result<()> {
        Ok(self.see(css).await?.send_keys(&file.to_string_lossy()).await?)
    }

    /// The page's source as it is now.
    pub async fn source(&self) -> Result<String> {
        Ok(self.client.source().await?)
    }

    /// Runs a script of the test's own in the page.
    pub async fn script(&self, script: &str) -> Result<Value> {
        Ok(self.client.execute(script, Vec::new()).await?)
    }

    /// Runs a script that calls its last argument when it is done, with what it found.
    pub async fn script_until_done(&self, script: &str) -> Result<Value> {
        Ok(self.client.execute_async(script, Vec::new()).await?)
    }

    /// A picture of the page as PNG: nothing is pointed at, and everything that is under way was drawn.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        let aside = PointerAction::MoveTo { duration: None, x: 1.0, y: 1.0 };
        self.client.perform_actions(MouseActions::new("mouse".to_owned()).then(aside)).await?;
        // Else the pointer counts as being there already in the next window, and is not moved.
        self.client.release_actions().await?;
        let drawn = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));";
        self.script_until_done(drawn).await?;
        Ok(self.client.screenshot().await?)
    }

    /// Makes the window's inside so large, in pixels.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        Ok(self.client.set_window_size(width, height).await?)
    }
}

/// An error by its WebDriver name, such as `no such element`: its own text is often empty.
fn named(error: CmdError) -> Error {
    match &error {
        CmdError::Standard(refused) => {
            let words = format!("{} {}", refused.error(), refused.message);
            Error::new(error).context(words)
        }
        _ => error.into(),
    }
}
