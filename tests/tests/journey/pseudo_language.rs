//! Every page in the pseudo-language: a word that stands outside of its marks is a name, or English that no file of texts has.

use anyhow::{Result, ensure};
use captrack_sim::DEMO_SEED;
use captrack_tests::desktop::WebDriver;
use captrack_text::Language;

use self::unmarked_texts::UnmarkedTexts;
use crate::cut_texts::cut_at_sizes;
use crate::demo::{Demo, OVER};
use crate::failure_text::explained;
use crate::keys::ESCAPE;

mod bad_day;
mod unmarked_texts;

/// The window as it is at first.
const WIDTH: u32 = 1280;
const HEIGHT: u32 = 800;

/// The pages of the main window.
const PAGES: [&str; 4] = ["dashboard", "pilots", "activity", "discord"];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_the_pseudo_language_no_page_has_a_word_without_marks_but_names() -> Result<()> {
    explained(Demo::start_in(Language::Pseudo).await?, async |demo| journey(&demo.screen).await).await
}

async fn journey(screen: &WebDriver) -> Result<()> {
    let mut cut = Vec::new();
    let mut unmarked = UnmarkedTexts::among_names_of(&captrack_sim::demo(DEMO_SEED).control());
    screen.see("[data-part=critical] [data-hull]").await?;
    for page in PAGES {
        screen.click(&format!("[data-go={page}]")).await?;
        screen.see(&format!("[data-page={page}]")).await?;
        unmarked.look(screen, page).await?;
        // Its texts are as long as those of a language with longer words.
        cut.extend(cut_at_sizes(screen, &format!("pseudo, {page}")).await?);
        screen.resize(WIDTH, HEIGHT).await?;
    }
    screen.click("[data-go=dashboard]").await?;
    screen.see("[data-part=critical] [data-hull]").await?;
    for group in ["system", "region"] {
        screen.click(&format!("[data-segments=group-by] [data-segment={group}]")).await?;
        screen.see(&format!("[data-card^='{group}/']")).await?;
        unmarked.look(screen, &format!("dashboard by {group}")).await?;
    }
    screen.click("[data-segments=group-by] [data-segment=main]").await?;
    screen.see("[data-part=critical] [data-hull]").await?;
    for (press, see) in OVER {
        screen.click(press).await?;
        screen.see(see).await?;
        unmarked.look(screen, see).await?;
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
        unmarked.look(screen, &format!("settings, {section}")).await?;
        cut.extend(cut_at_sizes(screen, &format!("pseudo, settings, {section}")).await?);
    }
    ensure!(cut.is_empty(), "{}", cut.join("\n"));
    ensure!(unmarked.texts > 300, "{} texts were looked at", unmarked.texts);
    unmarked.none()
}
