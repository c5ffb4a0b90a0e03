//! Every page in the pseudo-language: a word that stands outside of its marks is a name, or English that no file of texts has.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};
use captrack_sim::DEMO_SEED;
use captrack_tests::desktop::WebDriver;
use captrack_text::{Language, unmarked_words};
use captrack_universe::universe;

use crate::demo::Demo;
use crate::failure_text::explained;

/// The pages of the main window.
const PAGES: [&str; 4] = ["dashboard", "pilots", "activity", "discord"];
/// What opens something over the dashboard, and what is to be seen then.
const OVER: [(&str, &str); 4] = [
    ("[data-part=critical] [data-main] .card-head [data-action=snooze]", "[data-snooze='3600']"),
    ("[data-part=critical] [data-hull] [data-action=links]", "[data-link]"),
    ("[data-action=pause]", "[data-pause=until-resumed]"),
    ("[data-action=open-help]", "[data-dialog=help]"),
];
const ESCAPE: char = '\u{e00c}';

/// Words that are names though no list has them: of services, programs and formats.
const OTHER_NAMES: [&str; 11] =
    ["captrack", "eve", "esi", "discord", "allianceauth", "zkillboard", "dotlan", "toml", "csv", "json", "utc"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_the_pseudo_language_no_page_has_a_word_without_marks_but_names() -> Result<()> {
    explained(Demo::start_in(Language::Pseudo).await?, async |demo| journey(&demo.screen).await).await
}

async fn journey(screen: &WebDriver) -> Result<()> {
    let names = Names::of_the_demo();
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut texts = 0;
    let mut look = async |at: &str| -> Result<()> {
        for text in texts_of(screen).await? {
            texts += 1;
            if !names.account_for(&text) {
                found.entry(text).or_insert_with(|| at.to_owned());
            }
        }
        Ok(())
    };
    screen.see("[data-part=critical] [data-hull]").await?;
    for page in PAGES {
        screen.click(&format!("[data-go={page}]")).await?;
        screen.see(&format!("[data-page={page}]")).await?;
        look(page).await?;
    }
    screen.click("[data-go=dashboard]").await?;
    screen.see("[data-part=critical] [data-hull]").await?;
    for group in ["system", "region"] {
        screen.click(&format!("[data-segments=group-by] [data-segment={group}]")).await?;
        screen.see(&format!("[data-card^='{group}/']")).await?;
        look(&format!("dashboard by {group}")).await?;
    }
    screen.click("[data-segments=group-by] [data-segment=main]").await?;
    screen.see("[data-part=critical] [data-hull]").await?;
    for (press, see) in OVER {
        screen.click(press).await?;
        screen.see(see).await?;
        look(see).await?;
        screen.press([ESCAPE]).await?;
        screen.see_no(see).await?;
    }
    screen.click("[data-action=open-settings]").await?;
    screen.turn_to("settings").await?;
    let sections =
        screen.script("return [...document.querySelectorAll('[data-go]')].map(link => link.dataset.go);").await?;
    let sections: Vec<String> = serde_json::from_value(sections)?;
    ensure!(sections.len() > 5, "the settings have the sections {sections:?} only");
    for section in sections {
        screen.click(&format!("[data-go={section}]")).await?;
        screen.see(&format!("[data-section={section}]")).await?;
        look(&format!("settings, {section}")).await?;
    }
    ensure!(texts > 300, "{texts} texts were looked at");
    ensure!(found.is_empty(), "no file of texts has these: {found:#?}");
    Ok(())
}

/// What is read on the page, and what a screen reader says besides.
async fn texts_of(screen: &WebDriver) -> Result<Vec<String>> {
    let script = "
        const texts = [];
        const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (nodes.nextNode()) {
            const inside = nodes.currentNode.parentElement;
            // Keys and scopes have the names that others gave them; initials are a picture.
            if (inside.closest('script, style, kbd, code, [aria-hidden]') || inside.getClientRects().length === 0) continue;
            texts.push(nodes.currentNode.textContent.trim());
        }
        const said = ['title', 'placeholder', 'alt', 'aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext'];
        for (const element of document.body.querySelectorAll('*')) {
            texts.push(...said.map(name => element.getAttribute(name)).filter(Boolean));
        }
        return texts.filter(Boolean);";
    Ok(serde_json::from_value(screen.script(script).await?)?)
}

/// What the demo names.
struct Names {
    /// The words of the names of pilots, systems and ships.
    words: BTreeSet<String>,
    /// Names of alliances, corporations, structures and stations, whose words are those of every day.
    phrases: Vec<String>,
}

impl Names {
    fn of_the_demo() -> Self {
        let eden = universe();
        let sim = captrack_sim::demo(DEMO_SEED).control();
        let mut named: Vec<String> = sim.pilots().into_iter().map(|pilot| pilot.name).collect();
        named.extend(eden.systems().map(|system| system.name.to_owned()));
        named.extend(eden.constellations().map(|one| one.name.to_owned()));
        named.extend(eden.regions().map(|region| region.name.to_owned()));
        named.extend(eden.hull_types().map(|hull| hull.name.to_owned()));
        let words = named.iter().flat_map(|name| unmarked_words(name)).map(|word| word.to_lowercase());
        let words = words.chain(OTHER_NAMES.map(str::to_owned)).collect();
        let mut phrases = sim.names();
        phrases.extend(eden.stations().map(|station| station.name.to_owned()));
        Self { words, phrases }
    }

    /// Whether every word of a text that has no marks is one of a name.
    fn account_for(&self, text: &str) -> bool {
        let is_named = |text: &str| unmarked_words(text).iter().all(|word| self.has(word));
        let without_phrases = || self.phrases.iter().fold(text.to_owned(), |rest, name| rest.replace(name, ""));
        text.starts_with("http://") || is_named(text) || is_named(&without_phrases())
    }

    fn has(&self, word: &str) -> bool {
        // A number with its unit reads the same in every language, such as `3h` in a list of ages; one letter is a key.
        let is_with_number = word.starts_with(|first: char| first.is_ascii_digit());
        word.chars().count() == 1 || is_with_number || self.words.contains(&word.to_lowercase())
    }
}
