//! One session of the demo, from its first window to a notification.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use captrack_tests::desktop::{Desktop, Services, WebDriver, answer, close_window, done};
use captrack_tests::program::binary;

use crate::pages;
use crate::panel::Panel;

/// The screen, with room for a window of its usual size.
const SCREEN: (u32, u32) = (1440, 900);
/// What lies behind everything.
const WALLPAPER: &str = "gradient:#22304a-#0d1118";

/// Takes all pictures.
pub async fn take_all() -> Result<()> {
    // The checkout it is run from, which need not be the one it was built in.
    let tests = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let folder = Path::new(&tests).parent().context("the tests stand in no checkout")?;
    let pictures =
        Pictures { documented: folder.join("docs/screenshots"), all: folder.join("test-output/screenshots") };
    fs::create_dir_all(&pictures.documented)?;
    fs::create_dir_all(&pictures.all)?;
    let desktop = Desktop::start(SCREEN.0, SCREEN.1, Services::Installed).await?;
    clear(&desktop).await?;
    let panel = Panel::start(&desktop).await?;
    let mut demo = desktop.command(binary()?);
    demo.arg("--demo");
    let demo = WebDriver::start(&desktop, &demo).await?;
    let taken = take(&desktop, &panel, &demo, &pictures).await;
    if taken.is_err() {
        eprintln!("{}", fs::read_to_string(demo.log())?);
    }
    taken
}

async fn take(desktop: &Desktop, panel: &Panel<'_>, demo: &WebDriver, pictures: &Pictures) -> Result<()> {
    pages::take(demo, pictures).await?;
    // The one that was made small first: it takes the focus for that, whenever it comes to it.
    for title in ["CapTrack Desktop", "CapTrack Desktop settings"] {
        close_window(desktop, title).await?;
    }
    panel.take_menu(&pictures.file("tray-menu")).await?;
    panel.take_notification(&pictures.file("notification")).await
}

/// Nothing on the screen but a wallpaper.
async fn clear(desktop: &Desktop) -> Result<()> {
    let mut display = desktop.command("display");
    display.args(["-window", "root", "-size", &format!("{}x{}", SCREEN.0, SCREEN.1), WALLPAPER]);
    // It ends with 1 although it has done it.
    answer(display).await?;
    // The pointer starts in the middle of the screen, on whatever will be there.
    let mut aside = desktop.command("xdotool");
    aside.args(["mousemove", "0", &SCREEN.1.to_string()]);
    done(aside).await
}

/// Where the pictures go.
pub struct Pictures {
    /// Those of the documentation.
    documented: PathBuf,
    /// All the others, to be looked at after a change.
    all: PathBuf,
}

impl Pictures {
    /// The file of a picture of the documentation.
    pub fn file(&self, name: &str) -> PathBuf {
        named(&self.documented, name)
    }

    /// Keeps a picture.
    pub fn keep(&self, name: &str, png: &[u8], documented: bool) -> Result<()> {
        let folder = if documented { &self.documented } else { &self.all };
        Ok(fs::write(named(folder, name), png)?)
    }
}

fn named(folder: &Path, name: &str) -> PathBuf {
    let file = folder.join(format!("{name}.png"));
    println!("{}", file.display());
    file
}
