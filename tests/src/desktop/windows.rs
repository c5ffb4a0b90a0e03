//! Windows as a person has them before their eyes, whatever the program thinks of them.

use std::fmt;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::{Desktop, answer, done, until, until_in};

/// A window that was told to close is gone sooner.
const CLOSING: Duration = Duration::from_secs(8);

/// The visible window with exactly this title, if there is one.
pub async fn window_titled(desktop: &Desktop, title: &str) -> Result<Option<String>> {
    let found = search(desktop, "--name", &format!("^{title}$")).await?;
    Ok(found.into_iter().next())
}

/// Closes a window as a person does, by the window manager's key, and waits until it is gone.
pub async fn close_window(desktop: &Desktop, title: &str) -> Result<()> {
    let window = until(&format!("there is a window {title}"), async || {
        window_titled(desktop, title).await?.context("there is none")
    })
    .await?;
    until(&format!("the window {title} is gone"), async || {
        // The key goes to the window that has the focus; a program may still be about to take it for another of its own, and a key may
        // come too early for the window manager.
        let mut activate = desktop.command("xdotool");
        activate.args(["windowactivate", "--sync", &window, "getactivewindow"]);
        let active = answer(activate).await?.out;
        ensure!(active.trim() == window, "another has the focus");
        let mut close = desktop.command("xdotool");
        close.args(["key", "alt+F4"]);
        done(close).await?;
        until_in(CLOSING, "it is gone", async || {
            ensure!(window_titled(desktop, title).await?.is_none(), "it is still on the screen");
            Ok(())
        })
        .await
    })
    .await
}

async fn search(desktop: &Desktop, by: &str, pattern: &str) -> Result<Vec<String>> {
    let mut search = desktop.command("xdotool");
    search.args(["search", "--onlyvisible", by, pattern]);
    // It fails in silence where it finds none, and with words where a window goes while it looks.
    let found = answer(search).await?;
    ensure!(found.err.is_empty(), "the search for windows broke off: {}", found.err);
    Ok(found.out.lines().map(str::to_owned).collect())
}

/// A part of the screen, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// From the left edge.
    pub x: i32,
    /// From the upper edge.
    pub y: i32,
    /// How wide.
    pub width: i32,
    /// How high.
    pub height: i32,
}

impl Area {
    /// The smallest part that holds both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let right = (self.x + self.width).max(other.x + other.width);
        let lower = (self.y + self.height).max(other.y + other.height);
        Self { x, y, width: right - x, height: lower - y }
    }

    /// So many pixels more on every side.
    #[must_use]
    pub fn widened(self, by: i32) -> Self {
        Self { x: self.x - by, y: self.y - by, width: self.width + 2 * by, height: self.height + 2 * by }
    }
}

/// As X programs take it.
impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}{:+}{:+}", self.width, self.height, self.x, self.y)
    }
}

/// Where the visible windows of a program are, by the class it gives them: the window's id and its place.
pub async fn windows_of(desktop: &Desktop, class: &str) -> Result<Vec<(String, Area)>> {
    let mut windows = Vec::new();
    for id in search(desktop, "--class", &format!("^{class}$")).await? {
        let mut geometry = desktop.command("xdotool");
        geometry.args(["getwindowgeometry", "--shell", &id]);
        let said = answer(geometry).await?;
        // One that has gone meanwhile is none.
        if !said.status.success() {
            continue;
        }
        let value = |name: &str| {
            let line = said.out.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
            line.and_then(|value| value.parse().ok()).with_context(|| format!("xdotool says no {name}"))
        };
        let area = Area { x: value("X")?, y: value("Y")?, width: value("WIDTH")?, height: value("HEIGHT")? };
        windows.push((id, area));
    }
    Ok(windows)
}
