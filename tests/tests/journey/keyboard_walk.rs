//! What somebody meets who goes through a page with Tab: roles and names, as a screen reader says them.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use captrack_tests::desktop::WebDriver;

use crate::keys::TAB;

/// No page has so many stops.
const MOST: usize = 120;

/// Goes once around the page that is turned to, from its beginning: a line a stop.
pub async fn walk(screen: &WebDriver) -> Result<Vec<String>> {
    let axe = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/axe-core/axe.min.js"))?;
    screen.script(&format!("{axe}; document.activeElement?.blur(); return 0;")).await?;
    let mut stops: Vec<String> = Vec::new();
    let mut first = None;
    for _ in 0..MOST {
        screen.press([TAB]).await?;
        let stop = screen.script(STOP).await?;
        let (number, said) = (stop[0].as_u64(), stop[1].as_str().context("a stop without words")?.to_owned());
        // The end of the page leads out of it, and then to its first stop again.
        if number.is_none() || number == first {
            if stops.is_empty() {
                continue;
            }
            return Ok(stops);
        }
        first = first.or(number);
        stops.push(said);
    }
    ensure!(false, "there are more stops than {MOST}: {stops:#?}");
    Ok(stops)
}

/// The stop's number, given when it is met first, and how a screen reader says it; what differs from run to run is left out.
const STOP: &str = r"
    const here = document.activeElement;
    if (!here || here === document.body) return [null, ''];
    window.stops ??= [];
    if (!window.stops.includes(here)) window.stops.push(here);
    axe.setup(document);
    const state = ['expanded', 'pressed', 'current', 'checked'].map(name => [name, here.getAttribute(`aria-${name}`)])
        .filter(([, value]) => value !== null).map(([name, value]) => `${name}=${value}`);
    const said = [axe.commons.aria.getRole(here) ?? here.tagName.toLowerCase(), axe.commons.text.accessibleText(here), ...state].join(' | ');
    axe.teardown();
    return [window.stops.indexOf(here), said.replace(/\d\d:\d\d/g, 'hh:mm')];";
