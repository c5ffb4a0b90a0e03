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

use crate::figure::print;
use crate::process::cpu_ms_below;
use crate::stored;

/// Nobody answers there, and nobody is asked: monitoring is paused.
const NOWHERE: &str = "esi = \"http://127.0.0.1:9\"\nsso = \"http://127.0.0.1:9\"\nimages = \"http://127.0.0.1:9\"\n";
const RUNS: usize = 11;
/// So many frames are scrolled in one go, well within a script's time also on a busy machine.
const FRAMES: usize = 60;
/// The whole list is scrolled in so many goes.
const GOES: usize = 20;

pub fn run() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    for hulls in [3_000, 30_000] {
        if let Err(error) = runtime.block_on(measure(hulls)) {
            eprintln!("no window with {hulls} hulls: {error:#}");
        }
    }
}

async fn measure(hulls: usize) -> Result<()> {
    let program = binary()?;
    let desktop = Desktop::start(1280, 800, Services::OnlyStarted).await?;
    let folder = desktop.folder().join("data");
    prepare(&folder, hulls).await?;
    let endpoints = desktop.folder().join("nowhere.toml");
    std::fs::write(&endpoints, NOWHERE)?;
    let mut start = Command::new(&program);
    start.arg("--data-dir").arg(&folder).arg("--endpoints").arg(&endpoints).args(["--secrets", "session"]);
    let window = WebDriver::start(&desktop, &start).await?;
    window.turn_to("dashboard").await?;
    window.see("[data-part=critical] [data-card]").await?;

    boundary(&window, hulls).await?;
    painted(&window, hulls).await?;
    scrolled(&window, hulls).await
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

/// From the top to the bottom of the list, frame by frame.
async fn scrolled(window: &WebDriver, hulls: usize) -> Result<()> {
    let height = number(&window.script("return document.querySelector('[data-list=board]').scrollHeight;").await?)?;
    let step = (height / (FRAMES * GOES) as f64).max(1.0);
    let script = format!(
        "const done = arguments[0], list = document.querySelector('[data-list=board]');
        const frames = []; let nodes = 0, last = performance.now();
        const go = now => {{
            frames.push(now - last); last = now;
            nodes = Math.max(nodes, document.getElementsByTagName('*').length);
            list.scrollTop += {step};
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
    if let Some((before, after)) = before.zip(cpu_ms_below(window.process())) {
        print(&format!("window_scroll_cpu_a_frame_{hulls}_hulls"), (after - before) / frames.len() as f64, "ms");
    }
    let late = frames.iter().filter(|frame| **frame > 17.5).count();
    print(&format!("window_nodes_{hulls}_hulls"), nodes, "nodes");
    print(&format!("window_scroll_pixels_a_frame_{hulls}_hulls"), step, "px");
    print(
        &format!("window_scroll_frames_over_16_7_ms_{hulls}_hulls"),
        late as f64 / frames.len() as f64,
        "of all frames",
    );
    print(&format!("window_scroll_frame_{hulls}_hulls"), middle(frames.clone()), "ms");
    frames.sort_by(f64::total_cmp);
    print(&format!("window_scroll_slowest_in_a_hundred_{hulls}_hulls"), frames[frames.len() * 99 / 100], "ms");
    Ok(())
}

fn number(value: &Value) -> Result<f64> {
    value.as_f64().with_context(|| format!("{value} is no number"))
}

fn middle(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
