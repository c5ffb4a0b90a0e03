//! Texts that one cannot read to their end: cut at an edge, or outside of the window.

use anyhow::{Result, ensure};
use captrack_tests::desktop::WebDriver;

/// The sizes of a window at which nothing that matters is cut: the default, the small one, a laptop's screen at 150 %, and the default at 200 %.
const SIZES: [(u32, u32); 4] = [(1280, 800), (900, 600), (911, 460), (640, 400)];

/// What is cut on the page in a window of each size; it has the last one afterwards.
pub async fn cut_at_sizes(screen: &WebDriver, at: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for (width, height) in SIZES {
        screen.resize(width, height).await?;
        screen
            .until(&format!("the page is {width}x{height}"), async || {
                let now = screen.script("return [innerWidth, innerHeight];").await?;
                ensure!(now == serde_json::json!([width, height]), "it is {now}");
                Ok(())
            })
            .await?;
        crate::pictures::keep_page(screen, &format!("{}-{width}", at.replace(", ", "-"))).await?;
        found.extend(cut_texts(screen).await?.into_iter().map(|text| format!("{at}, {width}x{height}, cut {text}")));
    }
    Ok(found)
}

/// What is cut on the page that is turned to, in the window as it is. Names of pilots, places and ships may be, where a tooltip has all of them.
async fn cut_texts(screen: &WebDriver) -> Result<Vec<String>> {
    Ok(serde_json::from_value(screen.script(SCRIPT).await?)?)
}

const SCRIPT: &str = r"
    // These say what is to be known or done: a tooltip is out of reach for a keyboard.
    const MATTERS = 'button:not(.card-toggle), label, th, h1, h2, h4, .card-why, .hull-why, .chip, .note, .badge, .banner, .log-what, .log-by';
    const found = new Set();
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const near = (one, other) => one <= other + 1;
    while (nodes.nextNode()) {
        const text = nodes.currentNode.textContent.trim();
        const inside = nodes.currentNode.parentElement;
        if (!text || inside.closest('script, style, option, .unseen, [aria-hidden=true]')) continue;
        const range = document.createRange();
        range.selectNodeContents(nodes.currentNode);
        const box = range.getBoundingClientRect();
        if (box.width < 2 || getComputedStyle(inside).visibility === 'hidden') continue;
        let why = null, can_scroll = false, is_unseen = false;
        for (let around = inside; around && around !== document.documentElement; around = around.parentElement) {
            const style = getComputedStyle(around);
            const edge = around.getBoundingClientRect();
            if (edge.width <= 1 || edge.height <= 1) { is_unseen = true; break; }
            const clips = way => ['hidden', 'clip'].includes(way);
            const name = around.className || around.tagName;
            if (clips(style.overflowX) && !(near(edge.left, box.left) && near(box.right, edge.right))) why = `beside ${name}`;
            else if (style.textOverflow === 'ellipsis' && box.right > edge.right - parseFloat(style.paddingRight) + 1) why = `in ${name}`;
            else if (clips(style.overflowY) && !can_scroll && !(near(edge.top, box.top) && near(box.bottom, edge.bottom))) why = `below ${name}`;
            if (why) break;
            if (['auto', 'scroll'].includes(style.overflowX) && around.scrollWidth > around.clientWidth + 1) { why = `sideways in ${name}`; break; }
            if (['auto', 'scroll'].includes(style.overflowY)) can_scroll = true;
            if (style.position === 'fixed') break;
        }
        if (is_unseen) continue;
        if (!why && !can_scroll && !(near(0, box.left) && near(box.right, innerWidth) && near(0, box.top) && near(box.bottom, innerHeight))) {
            why = 'outside of the window';
        }
        if (!why) continue;
        const titled = inside.closest(`[title]`);
        const is_told = titled && titled.title.includes(text);
        if (!is_told || inside.closest(MATTERS)) {
            found.add(`${why}: ${inside.className || inside.tagName} ${JSON.stringify(text)}${is_told ? ' (titled)' : ''}`);
        }
    }
    return [...found];";
