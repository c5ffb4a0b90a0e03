//! Which texts have words that stand outside of the marks of the pseudo-language and are no names.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};
use captrack_sim::Control;
use captrack_tests::desktop::WebDriver;
use captrack_text::unmarked_words;
use captrack_universe::universe;

/// Words that are names though no list has them: of services, programs and formats.
const OTHER_NAMES: [&str; 12] =
    ["captrack", "eve", "esi", "discord", "allianceauth", "zkillboard", "dotlan", "toml", "csv", "json", "utc", "http"];

/// What was found so far.
pub struct UnmarkedTexts {
    names: Names,
    found: BTreeMap<String, String>,
    /// How many texts were looked at.
    pub texts: usize,
}

impl UnmarkedTexts {
    /// None yet; what is called so in this New Eden may stand without marks.
    pub fn among_names_of(sim: &Control) -> Self {
        Self { names: Names::of(sim), found: BTreeMap::new(), texts: 0 }
    }

    /// The same with what somebody else says in this New Eden, in whatever language.
    pub fn and_words_of(mut self, said: &str) -> Self {
        self.names.words.extend(unmarked_words(said).iter().map(|word| word.to_lowercase()));
        self
    }

    /// Looks at all that the page says.
    pub async fn look(&mut self, screen: &WebDriver, at: &str) -> Result<()> {
        self.add(at, texts_of(screen).await?);
        Ok(())
    }

    /// The same of texts from elsewhere.
    pub fn add(&mut self, at: &str, texts: impl IntoIterator<Item = String>) {
        for text in texts {
            self.texts += 1;
            if !self.names.account_for(&text) {
                self.found.entry(text).or_insert_with(|| at.to_owned());
            }
        }
    }

    /// An error if there are any.
    pub fn none(&self) -> Result<()> {
        ensure!(self.found.is_empty(), "no file of texts has these: {:#?}", self.found);
        Ok(())
    }
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

/// What New Eden and those who live there are called.
struct Names {
    /// The words of the names of pilots, systems and ships.
    words: BTreeSet<String>,
    /// Names of alliances, corporations, structures and stations, whose words are those of every day.
    phrases: Vec<String>,
}

impl Names {
    fn of(sim: &Control) -> Self {
        let eden = universe();
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
