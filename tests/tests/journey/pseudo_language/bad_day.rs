//! The same on a day on which everything is refused: reasons come from servers and from the program, and both stand on the pages.

use anyhow::{Context, Result, ensure};
use captrack_sim::{Fault, FaultEffect, Place, Placement, Service, SimOptions};
use captrack_testing::eden::{AVATAR, JITA};
use captrack_tests::desktop::until;
use captrack_text::Language;
use serde_json::{Value, json};

use super::unmarked_texts::UnmarkedTexts;
use crate::failure_text::explained;
use crate::stage::Stage;

/// What Discord says is its own.
const DISCORDS_WORDS: &str = "Invalid Form Body";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_the_pseudo_language_a_day_on_which_everything_is_refused_has_no_word_without_marks() -> Result<()> {
    let mut stage = Stage::in_a_hurry(SimOptions::default()).await?;
    stage.language = Language::Pseudo;
    explained(stage, journey).await
}

async fn journey(stage: &mut Stage) -> Result<()> {
    let names = ["Kara Volkov", "Boro Keltar", "Mira Solace"];
    let [kara, boro, mira] = names.map(|name| stage.pilot(name));
    let (kara, boro, mira) = (kara?, boro?, mira?);
    let mut unmarked = UnmarkedTexts::among_names_of(&stage.world).and_words_of(DISCORDS_WORDS);
    stage.start().await?;
    stage.sign_in(kara).await?;
    let screen = stage.screen()?;
    screen.click("[data-action=open-settings]").await?;
    screen.turn_to("settings").await?;
    screen.click("[data-go=discord]").await?;
    stage.save_and_test_webhook().await?;
    unmarked.look(screen, "settings, a webhook that was tested").await?;
    screen.click("[data-go=sign-in]").await?;
    stage.sign_in(boro).await?;
    stage.sign_in(mira).await?;
    screen.turn_to("dashboard").await?;
    screen.click("[data-go=discord]").await?;
    screen.see("[data-page=discord]").await?;

    let body = json!({ "message": DISCORDS_WORDS, "code": 50_035 });
    discord_answers(stage, 400, Some(body));
    flies_a_titan(stage, kara)?;
    screen.read("[data-webhook=critical] [data-undeliverable]", "Kara Volkov").await?;
    screen.read("[data-webhook=critical] [data-undeliverable]", DISCORDS_WORDS).await?;
    unmarked.look(screen, "Discord, a refused message").await?;
    stage.world.clear_faults();

    discord_answers(stage, 500, None);
    flies_a_titan(stage, boro)?;
    screen.read("[data-webhook=critical] [data-waiting]", "500").await?;
    unmarked.look(screen, "Discord, which is in trouble").await?;
    stage.world.clear_faults();
    stage.told(2).await?;

    let of_kara = format!("/characters/{kara}/ship");
    stage.world.inject(Fault::new(Service::Sso, "/v2/oauth/token", FaultEffect::token_error("invalid_grant")));
    stage.world.inject(Fault::new(Service::Esi, &of_kara, FaultEffect::access_expired()).times(1));
    screen.see("[data-banner=sign-in-again]").await?;
    for page in ["dashboard", "pilots", "activity", "discord"] {
        screen.click(&format!("[data-go={page}]")).await?;
        screen.see(&format!("[data-page={page}]")).await?;
        unmarked.look(screen, &format!("{page}, with refused sign-ins")).await?;
    }
    stage.world.delete_webhook("critical")?;
    flies_a_titan(stage, mira)?;
    screen.see("[data-webhook=critical] [data-trouble=true]").await?;
    unmarked.look(screen, "Discord, a webhook that was deleted").await?;

    what_was_sent(stage, &mut unmarked).await?;
    unmarked.none()
}

fn discord_answers(stage: &Stage, status: u16, body: Option<Value>) {
    let answer = FaultEffect::Answer { status, body, headers: Vec::new() };
    stage.world.inject(Fault::new(Service::Discord, "POST *", answer));
}

fn flies_a_titan(stage: &Stage, pilot: i64) -> Result<()> {
    stage.world.place(Placement::flown(pilot, AVATAR.0, Place::Space(JITA.0))).map(drop).context("no titan")
}

/// Looks at the notifications and the messages of this day.
async fn what_was_sent(stage: &Stage, unmarked: &mut UnmarkedTexts) -> Result<()> {
    let shown = until("three notifications were shown", async || {
        let shown = stage.notifications.shown();
        ensure!(shown.len() >= 3, "{} were", shown.len());
        Ok(shown)
    })
    .await?;
    for shown in shown {
        let labels = shown.actions.into_iter().map(|(_, label)| label);
        unmarked.add("a notification", [shown.title, shown.body].into_iter().chain(labels));
    }
    for message in stage.world.messages_of("critical") {
        let mut texts = Vec::new();
        told(&message.payload, &mut texts);
        ensure!(!texts.is_empty(), "{}", message.payload);
        unmarked.add("a message on Discord", texts);
    }
    Ok(())
}

/// What is read in a message: all its texts but addresses.
fn told(payload: &Value, texts: &mut Vec<String>) {
    match payload {
        Value::String(text) if !text.starts_with("https://") => texts.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| told(value, texts)),
        Value::Object(fields) => fields.values().for_each(|value| told(value, texts)),
        _ => {}
    }
}
