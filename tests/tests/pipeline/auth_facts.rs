//! AllianceAuth as a source: what it names is watched, judged and told like what EVE tells.

use captrack_contract::{PilotRef, commands};
use captrack_domain::evaluate::Level;
use captrack_domain::ids::PilotId;
use captrack_domain::section::Freshness;
use captrack_sim::{JITA_STATION, Place, Placement, STAGING_KEEPSTAR, SimNewPilot};
use captrack_testing::eden::{ARCHON, AVATAR, DELVE, JITA, NYX};

use crate::auth_stage::AuthStage;
use crate::stage::english;

#[tokio::test]
async fn a_new_connection_shows_every_hull_under_its_main_and_tells_what_stands_once() {
    let on = AuthStage::new().await;
    let main = on.member("Kara Volkov");
    let alt = PilotId(on.stage.world.create_pilot(SimNewPilot::named("Kara Two").alt_of(main.0)).unwrap());
    for (pilot, type_id) in [(main, AVATAR.0), (alt, NYX.0), (alt, ARCHON.0)] {
        let place = Placement::stored(pilot.0, type_id, Place::Structure(STAGING_KEEPSTAR));
        on.stage.world.place(place).unwrap();
    }
    on.stage.relay().await;
    let connected = on.connect().await;
    assert_eq!((connected.main_name.as_str(), connected.pilots, connected.hulls), ("Fleet Leader", 3, 3));
    on.stage.send().await;

    let card = on.stage.card(main).await.unwrap();
    assert_eq!((card.main_name.as_str(), card.hulls.len(), card.level), ("Kara Volkov", 3, Level::Critical));
    assert!(card.hulls.iter().all(|hull| hull.freshness == Freshness::Fresh && hull.place_name.is_some()), "{card:?}");
    let raised = on.stage.desktop.raised.lock().clone();
    assert_eq!(raised.iter().map(|one| one.tag.as_str()).collect::<Vec<_>>(), ["summary"]);
    assert_eq!(on.stage.told().len(), 1, "{:?}", on.stage.told());
}

#[tokio::test]
async fn facts_are_as_old_as_alliance_auth_read_them_not_as_the_desk_asked() {
    let on = AuthStage::new().await;
    let kara = on.member("Kara Volkov");
    on.stage.world.place(Placement::stored(kara.0, AVATAR.0, Place::Structure(STAGING_KEEPSTAR))).unwrap();
    on.connect().await;
    let read_at = on.stage.only_hull().await.observed_at;
    for _ in 0..3 {
        on.stage.after(300).await;
    }
    let hull = on.stage.only_hull().await;
    assert_eq!((hull.observed_at, hull.freshness), (read_at, Freshness::Fresh));
    // It answers on, but corptools has not read the pilot for two of its usual rounds, a day each as far as is known.
    for _ in 0..100 {
        on.stage.after(1800).await;
    }
    assert_eq!(on.stage.only_hull().await.freshness, Freshness::Stale);
    assert!(on.view().await.trouble.is_none());
    on.read_and_ask(300).await;
    assert_eq!(on.stage.only_hull().await.freshness, Freshness::Fresh);
}

#[tokio::test]
async fn a_hull_that_moves_is_told_and_one_that_is_sold_is_over_only_after_two_reads() {
    let on = AuthStage::new().await;
    let kara = on.member("Kara Volkov");
    let titan = on.stage.world.place(Placement::stored(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    on.stage.relay().await;
    on.connect().await;
    on.stage.send().await;
    // Into a station: what floats in space is never listed, so a list that lacks it says nothing.
    on.auth.hull_moved(titan, Place::Station(JITA_STATION)).unwrap();
    on.read_and_ask(300).await;
    on.stage.send().await;
    assert_eq!(on.stage.only_hull().await.system_name.as_deref(), Some("Jita"));
    assert!(on.stage.told().iter().any(|message| message.contains("Jita")), "{:?}", on.stage.told());

    on.stage.world.remove_hull(titan).unwrap();
    on.read_and_ask(7200).await;
    assert_eq!(on.stage.snapshot().await.counts[&Level::Critical], 1, "one read that lacks it loses nothing");
    on.stage.after(300).await;
    assert_eq!(on.stage.snapshot().await.counts[&Level::Critical], 1, "the same read again is no second one");
    on.read_and_ask(7200).await;
    assert_eq!(on.stage.snapshot().await.counts[&Level::Critical], 0);
}

#[tokio::test]
async fn the_same_hull_from_both_sources_counts_once_and_eves_fresher_word_wins() {
    let on = AuthStage::new().await;
    let kara = on.stage.pilot("Kara Volkov");
    let titan = on.stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    on.connect().await;
    on.stage.sign_in(kara).await;
    on.stage.after(1).await;
    assert_eq!(on.stage.only_hull().await.system_name.as_deref(), Some("1DQ1-A"));
    // EVE sees it move at once; AllianceAuth goes on telling the old place.
    on.stage.world.move_hull(titan, Place::Space(JITA.0)).unwrap();
    on.stage.after(60).await;
    on.stage.after(300).await;
    assert_eq!(on.stage.only_hull().await.system_name.as_deref(), Some("Jita"));
}

#[tokio::test]
async fn a_pilot_who_signs_out_here_stays_as_alliance_auth_knows_them() {
    let on = AuthStage::new().await;
    let kara = on.stage.pilot("Kara Volkov");
    on.stage.world.place(Placement::flown(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    on.connect().await;
    on.stage.sign_in(kara).await;
    on.stage.after(1).await;
    let reply = on.stage.desk.ask(commands::SignOut { pilot: PilotRef::Id(kara) }).await.unwrap();
    let remains = english(&reply.remains.unwrap());
    assert!(remains.contains("AllianceAuth"), "{remains}");
    assert_eq!(on.stage.only_hull().await.pilot_id, kara);
    assert!(on.stage.settings().await.pilots.is_empty(), "nobody is signed in here any more");
}

#[tokio::test]
async fn mains_are_alliance_auths_and_are_not_changed_by_hand() {
    let on = AuthStage::new().await;
    let main = on.member("Kara Volkov");
    let alt = PilotId(on.stage.world.create_pilot(SimNewPilot::named("Kara Two").alt_of(main.0)).unwrap());
    on.stage.world.place(Placement::stored(alt.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    on.connect().await;
    let command = commands::SetMain { pilots: vec![PilotRef::Id(alt)], main: None };
    let refusal = on.stage.desk.ask(command).await.unwrap_err();
    assert!(refusal.sentence.contains("AllianceAuth"), "{refusal}");
    assert_eq!(on.stage.card(main).await.unwrap().hulls.len(), 1);
}

#[tokio::test]
async fn parting_forgets_who_was_known_through_it_alone_and_tells_nobody() {
    let mut on = AuthStage::new().await;
    let (kara, mira) = (on.stage.pilot("Kara Volkov"), on.member("Mira Solace"));
    for pilot in [kara, mira] {
        on.stage.world.place(Placement::flown(pilot.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    }
    on.stage.relay().await;
    on.connect().await;
    on.stage.sign_in(kara).await;
    on.stage.after(1).await;
    on.stage.send().await;
    let posted = on.stage.told().len();
    on.stage.desk.ask(commands::DisconnectAuth).await.unwrap();
    on.stage.after(300).await;
    on.stage.send().await;
    assert_eq!(on.stage.only_hull().await.pilot_id, kara);
    assert_eq!(on.stage.told().len(), posted, "nothing new is posted");
    assert!(!on.stage.told().iter().any(|message| message.contains("Mira Solace")), "{:?}", on.stage.told());
    assert!(on.stage.settings().await.auth.is_none());
    on.stage.die_and_restart().await;
    on.stage.after(1).await;
    assert_eq!(on.stage.only_hull().await.pilot_id, kara);
    let asked = on.auth.requests().len();
    on.stage.after(600).await;
    assert_eq!(on.auth.requests().len(), asked, "nobody asks it any more");
}

#[tokio::test]
async fn what_was_told_by_it_is_known_after_a_restart_before_it_answers_again() {
    let mut on = AuthStage::new().await;
    let kara = on.member("Kara Volkov");
    on.stage.world.place(Placement::stored(kara.0, AVATAR.0, Place::Space(DELVE.0))).unwrap();
    on.connect().await;
    on.stage.die_and_restart().await;
    assert_eq!(on.stage.only_hull().await.pilot_name, "Kara Volkov");
    on.stage.after(1).await;
    assert!(on.view().await.last_success.is_some());
    assert!(on.stage.desktop.raised.lock().is_empty(), "what was told before is not told again");
}
