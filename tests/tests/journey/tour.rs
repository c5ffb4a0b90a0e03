//! Bad days, one after the other in one window: each screen, the tray and `captrack status` say the truth about each, and take it back.

use anyhow::{Context, Result, ensure};
use captrack_sim::{Fault, FaultEffect, Place, Placement, Service, SimNewPilot, SimOptions};
use captrack_testing::eden::{AVATAR, DELVE, JITA, NAGLFAR};
use captrack_tests::desktop::until;

use crate::failure_text::explained;
use crate::page_process::{kill_pages, pages_that_answered};
use crate::pictures::{keep, words};
use crate::stage::{SETTINGS, Stage};

const HOUR: i64 = 3600;
/// So many dreadnoughts alert.
const THRESHOLD: usize = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_bad_day_is_said_in_the_window_the_tray_and_the_status_and_taken_back() -> Result<()> {
    explained(Stage::with_a_clock_to_turn(SimOptions::default()).await?, journey).await
}

async fn journey(stage: &mut Stage) -> Result<()> {
    let kara = stage.pilot("Kara Volkov")?;
    let boro = stage.pilot("Boro Keltar")?;
    let mira = stage.pilot("Mira Solace")?;
    let oran = stage.pilot("Oran Vaari")?;
    stage.world.place(Placement::flown(kara, AVATAR.0, Place::Space(DELVE.0)))?;
    for n in 0..THRESHOLD {
        let alt = stage.world.create_pilot(SimNewPilot::named(format!("Solace Alt {n}")).alt_of(mira))?;
        stage.world.place(Placement::flown(alt, NAGLFAR.0, Place::Space(DELVE.0)))?;
    }
    stage.start().await?;
    stage.sign_in(kara).await?;
    webhooks_are_set(stage).await?;
    stage.screen()?.click("[data-go=sign-in]").await?;
    stage.sign_in(boro).await?;
    let token = alliance_auth_is_connected(stage, oran).await?;
    stage.close(SETTINGS).await?;
    stage.screen()?.turn_to("dashboard").await?;
    let screen = stage.screen()?;
    screen.see(&format!("[data-part=critical] [data-main='{kara}']")).await?;
    screen.see(&format!("[data-part=alerting] [data-main='{mira}']")).await?;
    screen.see_no("[data-banner]:not([data-banner=other-servers])").await?;
    stage.tray_says("1 critical and 5 alerting under 2 mains").await?;
    status_says(stage, "Problems: none").await?;
    keep(stage, "0-well").await?;

    a_sign_in_is_refused_and_good_again(stage, kara).await?;
    alliance_auth_loses_a_main(stage, mira).await?;
    the_clock_is_turned(stage, kara).await?;
    a_webhook_is_dead(stage, boro).await?;
    a_region_is_snoozed(stage).await?;
    several_at_once(stage, &token).await?;
    the_page_is_killed(stage).await
}

async fn webhooks_are_set(stage: &Stage) -> Result<()> {
    let screen = stage.screen()?;
    screen.click("[data-action=open-settings]").await?;
    screen.turn_to("settings").await?;
    screen.click("[data-go=discord]").await?;
    for webhook in ["critical", "standard"] {
        stage.save_webhook(webhook).await?;
        screen.see(&format!("[data-webhook={webhook}] .webhook-url")).await?;
    }
    Ok(())
}

async fn alliance_auth_is_connected(stage: &Stage, leader: i64) -> Result<String> {
    let auth = stage.world.auth();
    auth.read_all();
    let token = auth.make_leader_token(leader)?;
    let screen = stage.screen()?;
    screen.click("[data-go=allianceauth]").await?;
    screen.write("[data-field=auth-address]", &auth.url()).await?;
    screen.click("[data-action=auth-use-token]").await?;
    screen.write("[data-field=auth-token]", &token).await?;
    screen.click("[data-action=auth-connect]").await?;
    screen.read("[data-fact=as]", "Oran Vaari").await?;
    Ok(token)
}

async fn a_sign_in_is_refused_and_good_again(stage: &Stage, kara: i64) -> Result<()> {
    let screen = stage.screen()?;
    let of_kara = format!("/characters/{kara}/ship");
    stage.world.inject(Fault::new(Service::Sso, "/v2/oauth/token", FaultEffect::token_error("invalid_grant")));
    stage.world.inject(Fault::new(Service::Esi, &of_kara, FaultEffect::access_expired()).times(1));
    let banner = "[data-banner=sign-in-again]";
    screen.read(banner, "EVE has refused the sign-in of Kara Volkov since").await?;
    keep(stage, "1-refused").await?;
    status_says(stage, "Problem: EVE has refused the sign-in of Kara Volkov since").await?;
    screen.click(&format!("{banner} [data-action=open-settings]")).await?;
    screen.turn_to("settings").await?;
    screen.see(&format!("[data-section=sign-in] [data-pilot='{kara}']")).await?;
    keep(stage, "1-refused-settings").await?;
    stage.close(SETTINGS).await?;
    screen.turn_to("dashboard").await?;
    screen.press(['2']).await?;
    screen.see("[data-page=pilots]").await?;
    keep(stage, "1-refused-pilots").await?;
    screen.press(['1']).await?;
    screen.see(&format!("[data-page=dashboard] {banner}")).await?;

    stage.world.clear_faults();
    // EVE is not asked twice within seconds of a refusal, not even then.
    screen
        .until("a check takes the refusal back", async || {
            screen.click("[data-action=check]").await?;
            ensure!(!screen.has(banner).await?, "it is still said");
            Ok(())
        })
        .await?;
    status_says(stage, "Problems: none").await
}

/// A main that is not named keeps its pilots for a day: what alerts under it goes on.
async fn alliance_auth_loses_a_main(stage: &Stage, mira: i64) -> Result<()> {
    let (screen, auth) = (stage.screen()?, stage.world.auth());
    auth.set_main(mira, false);
    auth.read_all();
    check(stage).await?;
    check(stage).await?;
    keep(stage, "2-lost-main").await?;
    screen.see(&format!("[data-part=alerting] [data-main='{mira}']")).await?;
    screen.press(['2']).await?;
    screen.see("[data-page=pilots]").await?;
    keep(stage, "2-lost-main-pilots").await?;
    screen.press(['3']).await?;
    screen.see("[data-page=activity]").await?;
    keep(stage, "2-lost-main-activity").await?;
    screen.press(['1']).await?;
    screen.see("[data-page=dashboard]").await?;
    stage.tray_says("1 critical and 5 alerting under 2 mains").await?;
    auth.set_main(mira, true);
    auth.read_all();
    check(stage).await?;
    screen.see(&format!("[data-part=alerting] [data-main='{mira}']")).await?;
    Ok(())
}

/// Asks AllianceAuth and EVE, and waits for AllianceAuth's answer.
async fn check(stage: &Stage) -> Result<()> {
    let asked = || stage.world.auth().requests().len();
    let before = asked();
    stage
        .screen()?
        .until("AllianceAuth was asked", async || {
            // While a check is under way the button does nothing.
            stage.screen()?.click("[data-action=check]").await?;
            ensure!(asked() > before, "it was not");
            Ok(())
        })
        .await
}

async fn the_clock_is_turned(stage: &Stage, kara: i64) -> Result<()> {
    let screen = stage.screen()?;
    let clock = stage.clock.as_ref().context("there is no clock to turn")?;
    let banner = "[data-banner=clock-wrong]";
    for (turned, words, status) in [
        (-HOUR, "This computer's clock is 1 h behind EVE's.", "behind EVE's"),
        (3 * HOUR, "This computer's clock is 3 h ahead of EVE's.", "ahead of EVE's"),
    ] {
        clock.turn(turned)?;
        screen.read(banner, words).await?;
        status_says(stage, status).await?;
        keep(stage, if turned < 0 { "3-clock-back" } else { "3-clock-ahead" }).await?;
        // What was read a moment ago is not hours old.
        screen
            .until("ages are true", async || {
                let ages =
                    "return [...document.querySelectorAll('.age, [data-live]')].map(age => age.innerText).join(', ');";
                let ages = screen.script(ages).await?;
                let ages = ages.as_str().unwrap_or_default();
                ensure!(!ages.contains(" h ") && !ages.contains("out of date"), "they are {ages}");
                Ok(())
            })
            .await?;
        stage.rounds(kara, 2).await?;
    }
    clock.turn(0)?;
    screen.see_no(banner).await?;
    status_says(stage, "Clock: right").await?;
    status_says(stage, "Problems: none").await
}

async fn a_webhook_is_dead(stage: &Stage, boro: i64) -> Result<()> {
    let screen = stage.screen()?;
    stage.world.delete_webhook("critical")?;
    stage.world.place(Placement::flown(boro, AVATAR.0, Place::Space(JITA.0)))?;
    screen.read("[data-banner=relay-trouble]", "Discord has refused the critical webhook since").await?;
    until("the standard channel says so", async || {
        let said: Vec<_> = stage.world.messages_of("standard").iter().map(|one| one.payload.to_string()).collect();
        ensure!(said.iter().any(|said| said.contains("critical alert cannot be delivered")), "{said:?}");
        Ok(())
    })
    .await?;
    keep(stage, "4-webhook").await?;
    status_says(stage, "Problem: Discord has refused the critical webhook since").await?;
    screen.click("[data-go=discord]").await?;
    screen.see("[data-webhook=critical] [data-trouble=true]").await?;
    keep(stage, "4-webhook-page").await?;
    screen.click("[data-action=open-settings]").await?;
    screen.turn_to("settings").await?;
    screen.click("[data-go=discord]").await?;
    screen.see("[data-webhook=critical] [data-trouble=true]").await?;
    keep(stage, "4-webhook-settings").await?;
    screen.click("[data-switch=relay-critical-to-standard]").await?;
    screen.see("[data-switch=relay-critical-to-standard][data-on=true]").await?;
    keep(stage, "4-webhook-switch").await?;
    until("the standard channel gets the alert", async || {
        let said: Vec<_> = stage.world.messages_of("standard").iter().map(|one| one.payload.to_string()).collect();
        ensure!(said.iter().any(|said| said.contains("Boro Keltar")), "{said:?}");
        Ok(())
    })
    .await?;
    keep(stage, "4-webhook-stands-in").await?;
    stage.close(SETTINGS).await?;
    screen.turn_to("discord").await?;
    keep(stage, "4-webhook-page-stands-in").await?;
    screen.press(['1']).await?;
    screen.see("[data-page=dashboard]").await?;
    keep(stage, "4-webhook-dashboard-stands-in").await
}

async fn a_region_is_snoozed(stage: &Stage) -> Result<()> {
    let screen = stage.screen()?;
    screen.click("[data-segments=group-by] [data-segment=region]").await?;
    screen.click("[data-card='region/10000060'] [data-action=snooze]").await?;
    screen.click("[data-snooze='21600']").await?;
    screen.see("[data-ask=snooze]").await?;
    keep(stage, "5-region-question").await?;
    screen.click("[data-action=snooze-confirm]:not(:disabled)").await?;
    screen.see("[data-notice=done] [data-action=undo]").await?;
    keep(stage, "5-region-snoozed").await?;
    screen.click("[data-notice=done] [data-action=undo]").await?;
    screen.read("[data-notice=done]", "Undone").await?;
    keep(stage, "5-region-undone").await?;
    screen.click("[data-segments=group-by] [data-segment=main]").await
}

async fn several_at_once(stage: &Stage, token: &str) -> Result<()> {
    let screen = stage.screen()?;
    stage.world.inject(Fault::new(Service::Sso, "/v2/oauth/token", FaultEffect::token_error("invalid_grant")));
    stage.world.inject(Fault::new(Service::Esi, "/characters/*/ship", FaultEffect::access_expired()).times(2));
    stage.clock.as_ref().context("no clock")?.turn(3 * HOUR)?;
    screen.see("[data-banner=sign-in-again]").await?;
    screen.see("[data-banner=clock-wrong]").await?;
    screen.see("[data-banner=relay-trouble]").await?;
    // What was judged while the clock was not put right yet is not shown any longer.
    screen.see_no("[data-card] [data-freshness=stale]").await?;
    keep(stage, "6-three").await?;
    stage.world.auth().revoke_token(token);
    check(stage).await?;
    // The worst two are shown, what is not urgent is folded.
    screen.see("[data-banner=relay-trouble]").await?;
    screen.see("[data-banner=auth-trouble]").await?;
    screen.read("[data-banner=more]", "2 more problems").await?;
    screen.see_no("[data-banner=clock-wrong]").await?;
    keep(stage, "6-several").await?;
    screen.click("[data-action=more-problems]").await?;
    screen.read("[data-banner=clock-wrong]", "3 h ahead").await?;
    screen.see("[data-banner=sign-in-again]").await?;
    keep(stage, "6-several-open").await?;
    screen.press(['3']).await?;
    screen.read("[data-page=activity] [data-banner=more]", "3 more problems").await?;
    keep(stage, "6-several-elsewhere").await?;
    ensure!(stage.tray.item().await?.label().await? == "2 !", "the tray marks that not everything gets through");
    Ok(())
}

/// The session of WebDriver ends with its page: from here on nobody looks at the window.
async fn the_page_is_killed(stage: &Stage) -> Result<()> {
    let program = stage.desktop.process_of(&stage.tray.item().await?.owner).await?;
    let log = stage.screen()?.log().clone();
    let problem = "Problem: CapTrack's window has kept crashing since";
    for death in 1..=3 {
        let answered = pages_that_answered(&log)?;
        kill_pages(program).await?;
        until(&format!("a page answers after death {death}"), async || {
            ensure!(pages_that_answered(&log)? > answered, "none does");
            Ok(())
        })
        .await?;
        ensure!(!stage.run(&["status"]).await?.out.contains(problem), "it is there again");
    }
    kill_pages(program).await?;
    status_says(stage, problem).await?;
    words(stage, "7-page").await?;
    stage.tray.item().await?.choose("Open CapTrack").await?;
    until("it is taken back", async || {
        let status = stage.run(&["status"]).await?;
        ensure!(!status.out.contains(problem), "it says {}", status.out);
        Ok(())
    })
    .await
}

/// Waits until `captrack status` has a line that says so.
async fn status_says(stage: &Stage, words: &str) -> Result<()> {
    until(&format!("captrack status says {words}"), async || {
        let status = stage.run(&["status"]).await?;
        ensure!(status.out.contains(words), "it says {}{}", status.out, status.err);
        Ok(())
    })
    .await
}
