//! From the start of the program to the first picture of the demo's dashboard, in the real window on a desktop without a
//! screen, as somebody in front of it would see it: taken from the screen, not told by the page.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use captrack_tests::desktop::{Desktop, Running, Services, window_titled};
use captrack_tests::program::binary;

use crate::figure::{middle, missing, ms, print};

/// A window without its page is one colour, or a few where a shadow falls on it; letters alone have more than this.
const COLOURS_OF_A_PAGE: u32 = 40;
/// `window-title` of the shell's texts.
const TITLE: &str = "CapTrack Desktop";
const RUNS: usize = 5;
/// Longer than anybody would wait.
const PATIENCE: Duration = Duration::from_secs(60);

pub fn run() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    if let Err(error) = runtime.block_on(measure()) {
        missing("no first paint", &error);
    }
}

async fn measure() -> Result<()> {
    let program = binary()?;
    // The first start on a new desktop fills caches that are there on every later one, such as those of fonts and shaders.
    let (mut first, mut seen) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let desktop = Desktop::start(1280, 800, Services::OnlyStarted).await?;
        first.push(start(&desktop, &program).await?.paint);
        seen.push(start(&desktop, &program).await?);
    }
    print("first_start_to_first_paint", ms(middle(first)), "ms");
    print("start_to_window", ms(middle(seen.iter().map(|seen| seen.window).collect())), "ms");
    print("start_to_first_paint", ms(middle(seen.iter().map(|seen| seen.paint).collect())), "ms");
    Ok(())
}

/// When something was there, counted from the start of the program.
struct Seen {
    window: Duration,
    paint: Duration,
}

/// Starts the demo, looks until its page is there, and ends it.
async fn start(desktop: &Desktop, program: &Path) -> Result<Seen> {
    let started = Instant::now();
    let mut demo = desktop.run(program, &["--demo"])?;
    let (window, seen_at) = look(started, "window", async || window_titled(desktop, TITLE).await).await?;
    let painted = async || {
        let colours = colours(desktop, &window)?;
        Ok((colours > COLOURS_OF_A_PAGE).then_some(()))
    };
    let ((), painted_at) = look(started, "picture", painted).await?;
    end(&mut demo)?;
    Ok(Seen { window: seen_at, paint: painted_at })
}

/// Asks the program to end and waits until it has, so that nothing of it is left behind or runs on beside the next one.
fn end(demo: &mut Running) -> Result<()> {
    let asked = Command::new("kill").arg(demo.child.id().to_string()).status().context("kill could not be started")?;
    ensure!(asked.success(), "the program could not be asked to end");
    demo.child.wait()?;
    Ok(())
}

/// Looks until something is there: what it is, and when it was there at the latest. A look that fails is taken again: windows
/// come and go while they are counted.
async fn look<T>(
    started: Instant,
    what: &str,
    mut find: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<(T, Duration)> {
    loop {
        let looked = find().await;
        if let Ok(Some(found)) = looked {
            return Ok((found, started.elapsed()));
        }
        if started.elapsed() > PATIENCE {
            return Err(looked.err().unwrap_or_else(|| anyhow!("there is none"))).with_context(|| format!("no {what}"));
        }
        // The program that is measured shall have the processor to itself for most of the time.
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// How many colours a window shows. Nothing else goes on here meanwhile, so it may block.
fn colours(desktop: &Desktop, window: &str) -> Result<u32> {
    let mut import = desktop.command("import");
    import.args(["-silent", "-window", window, "-format", "%k", "info:-"]);
    let output = import.output().context("import could not be started; install the package imagemagick")?;
    ensure!(output.status.success(), "no picture of the window could be taken");
    String::from_utf8_lossy(&output.stdout).trim().parse().context("the number of colours")
}
