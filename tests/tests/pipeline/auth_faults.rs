//! AllianceAuth fails: what is known grows stale and is told, and nothing is lost.

use captrack_domain::evaluate::Level;
use captrack_domain::section::Freshness;
use captrack_sim::{AuthPermission, FaultEffect, Place, Placement};
use captrack_testing::eden::{AVATAR, DELVE};
use jiff::SignedDuration;

use crate::auth_stage::AuthStage;

/// A desk that knows one titan through AllianceAuth and has told Discord of it.
async fn with_a_titan() -> AuthStage {
    let on = AuthStage::new().await;
    let kara = on.member("Kara Volkov");
    on.stage.world.place(Placement::stored(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    on.stage.relay().await;
    on.connect().await;
    on.stage.send().await;
    assert_eq!(on.stage.told().len(), 1);
    on
}

#[tokio::test]
async fn whatever_comes_in_place_of_an_answer_the_titan_stays_grows_stale_and_comes_back() {
    for (what, effect) in [
        ("a reset", FaultEffect::Reset),
        ("500", FaultEffect::Answer { status: 500, body: None, headers: Vec::new() }),
        ("a web page", FaultEffect::web_page(200)),
        ("a proxy's page", FaultEffect::web_page(502)),
        ("the login page", FaultEffect::login_page()),
        ("broken JSON", FaultEffect::MalformedJson),
        ("half an answer", FaultEffect::TruncatedBody),
    ] {
        let on = with_a_titan().await;
        on.auth.fail(effect);
        for _ in 0..5 {
            // Something new is to be told, which "unchanged" does not say.
            on.read_and_ask(300).await;
        }
        let hull = on.stage.only_hull().await;
        assert_eq!((hull.level, hull.freshness), (Level::Critical, Freshness::Stale), "{what}");
        let trouble = on.stage.status().await.auth_trouble.unwrap_or_else(|| panic!("{what} is not told"));
        assert!(trouble.ends_with('.') && !trouble.contains("ctb_"), "{what}: {trouble}");
        on.stage.send().await;
        assert_eq!(on.stage.told().len(), 1, "{what}: {:?}", on.stage.told());
        on.stage.world.clear_faults();
        on.stage.after(300).await;
        assert_eq!(on.stage.only_hull().await.freshness, Freshness::Fresh, "{what}");
        assert_eq!(on.stage.status().await.auth_trouble, None, "{what}");
    }
}

#[tokio::test]
async fn a_source_that_is_silent_for_half_an_hour_is_told_once_and_taken_back() {
    let on = with_a_titan().await;
    on.auth.fail(FaultEffect::Reset);
    for _ in 0..8 {
        on.stage.after(300).await;
        on.stage.send().await;
    }
    let told = |raised: &[captrack_ports::OsNotification]| {
        raised.iter().filter(|one| one.tag == "source/allianceauth").count()
    };
    assert_eq!(told(&on.stage.desktop.raised.lock()), 1);
    let said = |words: &str| on.stage.told().iter().filter(|message| message.contains(words)).count();
    assert_eq!(said("has not answered since"), 1, "{:?}", on.stage.told());
    on.stage.world.clear_faults();
    on.stage.after(300).await;
    on.stage.send().await;
    assert!(!on.stage.desktop.standing.lock().contains_key("source/allianceauth"));
    assert_eq!(said("AllianceAuth answers again"), 1, "{:?}", on.stage.told());
}

#[tokio::test]
async fn a_token_that_is_revoked_says_so_and_a_new_one_goes_on_where_it_stopped() {
    let mut on = with_a_titan().await;
    on.auth.revoke_token(&on.token);
    on.stage.after(300).await;
    let view = on.view().await;
    assert!(!view.needs_user && view.trouble.is_some_and(|why| why.contains("revoked")), "it is tried again first");
    assert_eq!(on.stage.only_hull().await.level, Level::Critical);
    on.token = on.auth.make_leader_token(on.leader.0).unwrap();
    on.connect().await;
    assert!(on.view().await.trouble.is_none());
    on.stage.send().await;
    assert_eq!(on.stage.told().len(), 1, "it is the same titan: {:?}", on.stage.told());
}

#[tokio::test]
async fn a_permission_that_is_withdrawn_hides_nothing_and_one_that_comes_back_is_found_by_itself() {
    let on = with_a_titan().await;
    on.auth.forbid(on.leader.0, AuthPermission::ViewCharacteraudit);
    on.stage.after(300).await;
    assert!(on.view().await.needs_user);
    assert_eq!(on.stage.only_hull().await.level, Level::Critical);
    on.auth.allow(on.leader.0, AuthPermission::ViewCharacteraudit).unwrap();
    on.stage.after(300).await;
    assert!(on.view().await.trouble.is_none());
}

#[tokio::test]
async fn an_answer_that_names_fewer_pilots_takes_no_hull_away_until_a_day_has_passed() {
    let on = with_a_titan().await;
    on.auth.forbid(on.leader.0, AuthPermission::GlobalHr);
    on.stage.after(300).await;
    assert_eq!(on.view().await.missing, 1);
    let hull = on.stage.only_hull().await;
    assert_eq!((hull.level, hull.freshness), (Level::Critical, Freshness::Stale));
    // While nobody asks, nobody is forgotten: only answers count.
    on.stage.world.advance(std::time::Duration::from_secs(3 * 86_400));
    on.stage.after(300).await;
    assert_eq!(on.stage.snapshot().await.counts[&Level::Critical], 1);
    for _ in 0..48 {
        on.stage.after(1800).await;
    }
    on.stage.send().await;
    assert_eq!(on.stage.snapshot().await.counts[&Level::Critical], 0, "whom nobody names for a day is not watched");
    assert!(
        on.stage.told().iter().all(|message| !message.to_lowercase().contains("resolved")),
        "{:?}",
        on.stage.told()
    );
}

#[tokio::test]
async fn a_server_whose_clock_is_an_hour_off_is_told_and_spoils_nothing() {
    for hours in [-1, 1] {
        let on = AuthStage::new().await;
        let kara = on.member("Kara Volkov");
        on.auth.set_clock_ahead(SignedDuration::from_hours(hours));
        on.stage.world.place(Placement::stored(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
        on.connect().await;
        let hull = on.stage.only_hull().await;
        assert!(hull.observed_at <= on.stage.world.now(), "{hours}: nothing was seen in the future");
        let ahead = on.view().await.clock_ahead_secs.expect("it is told");
        assert!((ahead - hours * 3600).abs() < 10, "{ahead}");
    }
}

#[tokio::test]
async fn a_token_that_may_not_read_is_refused_and_nothing_is_kept_of_it() {
    let on = AuthStage::new().await;
    let nobody = on.member("Nobody");
    let token = on.auth.make_token(nobody.0, "desk").unwrap();
    let refusal = on.try_connect(&token).await.unwrap_err();
    assert!(refusal.sentence.ends_with('.'), "{refusal}");
    let refusal = on.try_connect("ctb_wrong").await.unwrap_err();
    assert!(refusal.sentence.contains("token"), "{refusal}");
    assert!(on.stage.settings().await.auth.is_none());
    on.stage.after(600).await;
    assert!(on.stage.snapshot().await.mains.is_empty());
}
