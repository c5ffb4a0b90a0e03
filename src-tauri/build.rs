//! Prepares what Tauri embeds: configuration, capabilities, icons and the page.
use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

/// What a page may ask for, window by window in `capabilities/`; what is not listed here nobody may.
const COMMANDS: &[&str] = &["execute", "board", "window"];

/// Shown in the window when the program was built before the page was.
const PLACEHOLDER: &str = "<!doctype html>
<html lang=\"en\">
  <head><meta charset=\"utf-8\"><title>CapTrack Desktop</title></head>
  <body><p>This build has no page. Run <code>cargo xtask page</code>, then build the program again.</p></body>
</html>
";

fn main() -> io::Result<()> {
    let page = Path::new("../ui/dist");
    if page.join("index.html").is_file() {
        // Files that come to the page later count too, which Tauri alone would not notice.
        println!("cargo::rerun-if-changed={}", page.display());
    } else {
        stand_in_for_the_page()?;
        println!("cargo::rerun-if-changed=../ui");
    }
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    tauri_build::try_build(attributes).map_err(io::Error::other)
}

/// Lets the workspace be checked and tested without a page, and says so.
fn stand_in_for_the_page() -> io::Result<()> {
    let folder = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?).join("placeholder");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("index.html"), PLACEHOLDER)?;
    // Tauri merges this over tauri.conf.json when it embeds the page. Debug formatting quotes a path as JSON does.
    println!("cargo::rustc-env=TAURI_CONFIG={{\"build\":{{\"frontendDist\":{:?}}}}}", folder.display().to_string());
    println!("cargo::warning=the page is not built, so the program will hold a placeholder; run cargo xtask page");
    Ok(())
}
