//! Windows as a person has them before their eyes, whatever the program thinks of them.

use anyhow::{Context, Result, ensure};

use super::{Desktop, answer};

/// The visible window with exactly this title, if there is one.
pub async fn window_titled(desktop: &Desktop, title: &str) -> Result<Option<String>> {
    let mut search = desktop.command("xdotool");
    search.args(["search", "--onlyvisible", "--name", &format!("^{title}$")]);
    // It fails where it finds none.
    let (_, found) = answer(search).await?;
    Ok(found.lines().next().map(str::to_owned))
}

/// Closes a window as a person does, by the window manager's key.
pub async fn close_window(desktop: &Desktop, title: &str) -> Result<()> {
    let window = window_titled(desktop, title).await?.with_context(|| format!("there is no window {title}"))?;
    let mut close = desktop.command("xdotool");
    close.args(["windowactivate", "--sync", &window, "key", "alt+F4"]);
    ensure!(answer(close).await?.0.success(), "the window {title} could not be closed");
    Ok(())
}
