//! The main window with a whole alliance in it: from the question for a board to painted cards, what crosses, how many nodes the page
//! has, and how it scrolls. In the program's own window on a desktop without a screen, where everything is drawn by the processor.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use captrack_store::{Store, settings};
use captrack_tests::desktop::{Desktop, Services, WebDriver};
use captrack_tests::program::binary;
use jiff::Timestamp;
use serde_json::Value;

use crate::figure::{missing, print};
use crate::process::cpu_ms_below;
use crate::stored;

/// Nobody answers there, and nobody is asked: monitoring is paused.
const NOWHERE: &str = "esi = \"http://127.0.0.1:9\"\nsso = \"http://127.0.0.1:9\"\nimages = \"http://127.0.0.1:9\"\n";
const RUNS: usize = 11;
/// What a wheel that is turned briskly scrolls in a frame, in pixels.
const WHEEL: f64 = 60.0;
/// So many frames are scrolled in one go, well within a script's time also on a busy machine.
const FRAMES: usize = 60;
/// And so many goes.
const GOES: usize = 20;

/// How WebKitGTK draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drawing {
    /// As for a GPU, whose part the processor takes.
    Composited,
    /// Without a compositor, as a user may choose with WebKitGTK's own variable.
    Plain,
}

impl Drawing {
    /// What the names of its figures end with.
    const fn name(self) -> &'static str {
        match self {
            Self::Composited => "",
            Self::Plain => "_without_compositing",
        }
    }
}

pub fn run() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    for hulls in [3_000, 30_000] {
        for drawing in [Drawing::Composited, Drawing::Plain] {
            if let Err(error) = runtime.block_on(measure(hulls, drawing)) {
                missing(&format!("no window with {hulls} hulls, {drawing:?}"), &error);
            }
        }
    }
}

async fn measure(hulls: usize, drawing: Drawing) -> Result<()> {
    let program = binary()?;
    let desktop = Desktop::start(1280, 800, Services::OnlyStarted).await?;
    let folder = desktop.folder().join("data");
    prepare(&folder, hulls).await?;
    let endpoints = desktop.folder().join("nowhere.toml");
    std::fs::write(&endpoints, NOWHERE)?;
    let mut start = Command::new(&program);
    start.arg("--data-dir").arg(&folder).arg("--endpoints").arg(&endpoints).args(["--secrets", "session"]);
    if drawing == Drawing::Plain {
        start.env("WEBKIT_DISABLE_COMPOSITING_MODE", "1");
    }
    let window = WebDriver::start(&desktop, &start).await?;
    window.turn_to("dashboard").await?;
    window.see("[data-part=critical] [data-card]").await?;

    if drawing == Drawing::Composited {
        boundary(&window, hulls).await?;
        painted(&window, hulls).await?;
    }
    let ends = format!("_{hulls}_hulls{}", drawing.name());
    scrolled(&window, "board", &format!("window_scroll{ends}")).await?;
    window.click("[data-go=pilots]").await?;
    window.see("[data-list=pilots] [data-pilot]").await?;
    scrolled(&window, "pilots", &format!("window_pilots_scroll{ends}")).await
}

/// An alliance that was watched for a while, and whose desk was paused then.
async fn prepare(folder: &Path, hulls: usize) -> Result<()> {
    stored::write(folder, hulls, Timestamp::now()).await;
    let store = Store::open(folder).await?;
    let mut tx = store.begin().await?;
    tx.put_setting(settings::PAUSED, &true).await?;
    tx.commit().await?;
    store.close().await;
    Ok(())
}

/// The question and its answer, without anything being drawn.
async fn boundary(window: &WebDriver, hulls: usize) -> Result<()> {
    let script = "
        const done = arguments[0], asked = performance.now();
        const request = { ask: 'board', query: { search: '', group_by: 'main' } };
        window.__TAURI__.core.invoke('board', { request })
            .then(bytes => done([performance.now() - asked, bytes.byteLength]));";
    let mut times = Vec::new();
    let mut bytes = 0.0;
    for _ in 0..RUNS {
        let told = window.script_until_done(script).await?;
        times.push(number(&told[0])?);
        bytes = number(&told[1])?;
    }
    print(&format!("window_board_asked_and_answered_{hulls}_hulls"), middle(times), "ms");
    print(&format!("window_board_bytes_{hulls}_hulls"), bytes, "bytes");
    Ok(())
}

/// From another grouping back to mains: asked for, answered, laid out and painted, all cards anew.
async fn painted(window: &WebDriver, hulls: usize) -> Result<()> {
    let script = "
        const done = arguments[0];
        const press = name => document.querySelector(`[data-segment=${name}]`).click();
        const changed = before => new Promise(tell => {
            const look = () => {
                const card = document.querySelector('[data-list=board] [data-card]');
                if (card && card.dataset.card.startsWith(before)) requestAnimationFrame(() => setTimeout(tell, 0));
                else requestAnimationFrame(look);
            };
            look();
        });
        (async () => {
            press('region');
            await changed('region/');
            const asked = performance.now();
            press('main');
            await changed('main/');
            done(performance.now() - asked);
        })();";
    let mut times = Vec::new();
    let before = cpu_ms_below(window.process());
    for _ in 0..RUNS {
        times.push(number(&window.script_until_done(script).await?)?);
    }
    let after = cpu_ms_below(window.process());
    print(&format!("window_asked_to_painted_{hulls}_hulls"), middle(times), "ms");
    if let Some((before, after)) = before.zip(after) {
        // Two boards a run. A busy machine makes the time longer, and this hardly.
        print(&format!("window_board_cpu_{hulls}_hulls"), (after - before) / (2 * RUNS) as f64, "ms");
    }
    Ok(())
}

/// Down a list and up again, frame by frame, as with a wheel.
async fn scrolled(window: &WebDriver, list: &str, figure: &str) -> Result<()> {
    let script = format!(
        "const done = arguments[0], list = document.querySelector('[data-list={list}]');
        const frames = []; let nodes = 0, last = performance.now(), step = window.benchStep || {WHEEL};
        const go = now => {{
            frames.push(now - last); last = now;
            nodes = Math.max(nodes, document.getElementsByTagName('*').length);
            const before = list.scrollTop;
            list.scrollTop += step;
            if (list.scrollTop === before) step = -step;
            window.benchStep = step;
            if (frames.length <= {FRAMES}) requestAnimationFrame(go); else done([frames.slice(1), nodes]);
        }};
        requestAnimationFrame(go);"
    );
    let (mut frames, mut nodes) = (Vec::new(), 0.0_f64);
    let before = cpu_ms_below(window.process());
    for _ in 0..GOES {
        let told = window.script_until_done(&script).await?;
        frames.extend(told[0].as_array().context("no frames")?.iter().filter_map(Value::as_f64));
        nodes = nodes.max(number(&told[1])?);
    }
    ensure!(frames.len() > FRAMES, "hardly any frames");
    let cpu = before.zip(cpu_ms_below(window.process())).context("the system does not say what it took")?;
    print(&format!("{figure}_cpu_a_frame"), (cpu.1 - cpu.0) / frames.len() as f64, "ms");
    let late = frames.iter().filter(|frame| **frame > 17.5).count();
    print(&format!("{figure}_nodes"), nodes, "nodes");
    print(&format!("{figure}_frames_over_16_7_ms"), late as f64 / frames.len() as f64, "of all frames");
    print(&format!("{figure}_frame"), middle(frames.clone()), "ms");
    frames.sort_by(f64::total_cmp);
    for (name, share) in [("95", 95), ("99", 99)] {
        print(&format!("{figure}_frame_{name}_in_100_are_under"), frames[frames.len() * share / 100], "ms");
    }
    Ok(())
}

fn number(value: &Value) -> Result<f64> {
    value.as_f64().with_context(|| format!("{value} is no number"))
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
