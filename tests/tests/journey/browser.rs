//! What takes the place of the system browser: it notes which page it was to open, and the test goes there.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use captrack_tests::desktop::until;

/// The browser.
pub struct Browser {
    /// The program that `CAPTRACK_BROWSER` names.
    pub program: PathBuf,
    opened: PathBuf,
}

impl Browser {
    /// Puts it into a folder.
    pub fn install(folder: &Path) -> Result<Self> {
        let (program, opened) = (folder.join("browser"), folder.join("opened"));
        // Renamed when it is complete, so that half an address is never read.
        let script = format!("#!/bin/sh\nprintf '%s' \"$1\" > '{0}.new' && mv '{0}.new' '{0}'\n", opened.display());
        fs::write(&program, script)?;
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755))?;
        Ok(Self { program, opened })
    }

    /// Goes to the page that is opened next, and on to where it leads; what is read there.
    pub async fn visit(&self) -> Result<String> {
        let address = until("the browser is opened", async || Ok(fs::read_to_string(&self.opened)?)).await?;
        fs::remove_file(&self.opened)?;
        let answer = reqwest::get(&address).await?;
        ensure!(answer.status().is_success(), "the page answers {}", answer.status());
        Ok(answer.text().await?)
    }
}
