//! What the real servers do on an ordinary day, when it is asked for.

use std::io::Read;

use captrack_sim::{Fault, FaultEffect, JITA_STATION, Place, RefreshTokens, Service, SimOptions};
use jiff::SignedDuration;

use crate::client::{PILOT_SCOPES, World, header};

fn with(options: SimOptions) -> World {
    World::with(options.manual())
}

#[tokio::test]
async fn entries_that_others_have_filled_are_older_than_the_request() {
    let world = with(SimOptions { others_ask: true, ..SimOptions::default() });
    let pilot = world.pilot("Kara Volkov");
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    let path = format!("/characters/{pilot}/online");
    let mut older = 0;
    for _ in 0..10 {
        let answer = world.get(&path, &token).await;
        older += u32::from(!header(&answer, "cache-control").ends_with("max-age=60"));
        assert!(header(&answer, "last-modified") <= header(&answer, "date"));
        world.advance(100);
    }
    assert!(older >= 8, "{older}");
    assert_eq!(world.sim.control().stats().esi.early_requests, 0);
}

#[tokio::test]
async fn pages_are_entries_of_their_own() {
    let world = with(SimOptions { pages_apart: true, page_size: 1, ..SimOptions::default() });
    let pilot = world.pilot("Kara Volkov");
    let control = world.sim.control();
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    for quantity in [1, 2] {
        control.stock(pilot, 34, quantity, Place::Station(JITA_STATION)).unwrap();
    }
    let page = |number| format!("/characters/{pilot}/assets?page={number}");
    let first = world.get(&page(1), &token).await;
    world.advance(600);
    control.stock(pilot, 35, 3, Place::Station(JITA_STATION)).unwrap();
    let second = world.get(&page(2), &token).await;
    assert_ne!(header(&first, "last-modified"), header(&second, "last-modified"));
    assert_ne!(header(&first, "expires"), header(&second, "expires"));
    assert_eq!((header(&first, "x-pages"), header(&second, "x-pages")), ("2", "3"));
}

#[tokio::test]
async fn answers_are_packed_for_who_takes_that_and_for_nobody_else() {
    let mut world = with(SimOptions { gzip: true, ..SimOptions::default() });
    let pilot = world.pilot("Kara Volkov");
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    for n in 0..10 {
        world.sim.control().stock(pilot, 34 + n, 1, Place::Station(JITA_STATION)).unwrap();
    }
    // One that shows what came, packed as it is.
    world.http =
        reqwest::Client::builder().no_gzip().user_agent("captrack-sim-test/1 (test@example.org)").build().unwrap();
    let path = format!("/characters/{pilot}/assets");
    let ask = async |codings: &str| {
        let answer = world.esi(&path).bearer_auth(&token).header("Accept-Encoding", codings).send().await.unwrap();
        let coding = header(&answer, "content-encoding").to_owned();
        (coding, header(&answer, "etag").to_owned(), answer.bytes().await.unwrap())
    };
    let (none, etag, plain) = ask("identity, br").await;
    assert_eq!(none, "");
    for codings in ["gzip", "br, gzip;q=0.5, deflate"] {
        let (coding, same, packed) = ask(codings).await;
        assert_eq!((coding.as_str(), same), ("gzip", etag.clone()), "{codings}");
        assert!(packed.len() < plain.len());
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, plain);
    }
    let small = world.esi("/status").header("Accept-Encoding", "gzip").send().await.unwrap();
    assert_eq!(header(&small, "content-encoding"), "", "not worth it");
}

#[tokio::test]
async fn a_renewed_access_comes_with_a_refresh_token_or_without() {
    for (refresh_tokens, kinds) in [
        (RefreshTokens::Same, ["same"; 3]),
        (RefreshTokens::LeftOut, ["none"; 3]),
        (RefreshTokens::Rotated, ["new"; 3]),
        (RefreshTokens::Mixed, ["same", "none", "new"]),
    ] {
        let world = with(SimOptions { refresh_tokens, ..SimOptions::default() });
        let pilot = world.pilot("Kara Volkov");
        let mut refresh = world.sign_in(pilot, &PILOT_SCOPES).await.refresh;
        for kind in kinds {
            let form = [
                ("grant_type", "refresh_token"),
                ("refresh_token", refresh.as_str()),
                ("client_id", &world.sim.client_id()),
            ];
            let url = format!("{}/v2/oauth/token", world.sim.sso_url());
            let answer = world.http.post(url).form(&form).send().await.unwrap();
            assert_eq!(answer.status(), 200, "{refresh_tokens:?}");
            let given = answer.json::<serde_json::Value>().await.unwrap()["refresh_token"].as_str().map(str::to_owned);
            let came = match &given {
                None => "none",
                Some(same) if *same == refresh => "same",
                Some(_) => "new",
            };
            assert_eq!(came, kind, "{refresh_tokens:?}");
            refresh = given.unwrap_or(refresh);
        }
    }
}

#[tokio::test]
async fn the_computers_clock_can_be_turned_while_the_servers_goes_on() {
    let world = with(SimOptions { servers_ahead: SignedDuration::from_secs(4), ..SimOptions::default() });
    let control = world.sim.control();
    assert_eq!(control.servers_now().duration_since(control.now()).as_secs(), 4);
    let (computer, servers) = (control.now(), control.servers_now());
    control.turn_clock(SignedDuration::from_hours(-2));
    assert_eq!(control.now(), computer - SignedDuration::from_hours(2));
    assert_eq!(control.servers_now(), servers);
    world.advance(10);
    assert_eq!(control.servers_now(), servers + SignedDuration::from_secs(10));
}

#[tokio::test]
async fn an_answer_can_lack_a_header_or_have_another_tag() {
    let world = with(SimOptions::default());
    let pilot = world.pilot("Kara Volkov");
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    let path = format!("/characters/{pilot}/assets");
    let with_fault = async |effect| {
        world.sim.control().inject(Fault::new(Service::Esi, "/characters/*/assets", effect).times(1));
        world.get(&path, &token).await
    };
    let plain = header(&world.get(&path, &token).await, "etag").to_owned();
    let without = with_fault(FaultEffect::WithoutHeader { name: "X-Pages".to_owned() }).await;
    assert!(without.headers().get("x-pages").is_none());
    let (weak, other) = (with_fault(FaultEffect::WeakEtag).await, with_fault(FaultEffect::OtherEtag).await);
    assert_eq!(header(&weak, "etag"), format!("W/{plain}"));
    assert_ne!(header(&other, "etag"), plain);
}

#[tokio::test]
async fn a_list_can_lack_its_last_fifth_once_under_a_tag_of_its_own() {
    let world = with(SimOptions::default());
    let pilot = world.pilot("Kara Volkov");
    for quantity in 1..=7 {
        world.sim.control().stock(pilot, 34, quantity, Place::Station(JITA_STATION)).unwrap();
    }
    let token = world.sign_in(pilot, &PILOT_SCOPES).await.access;
    let path = format!("/characters/{pilot}/assets");
    let whole = world.get(&path, &token).await;
    let tag = header(&whole, "etag").to_owned();
    let short = Fault::new(Service::Esi, "/characters/*/assets", FaultEffect::ShortList).times(1);
    world.sim.control().inject(short.clone());
    let lacking = world.get(&path, &token).await;
    assert_ne!(header(&lacking, "etag"), tag);
    let length = async |answer: reqwest::Response| answer.json::<Vec<serde_json::Value>>().await.unwrap().len();
    assert_eq!((length(whole).await, length(lacking).await), (7, 5));
    assert_eq!(length(world.get(&path, &token).await).await, 7);
    assert_eq!(world.sim.control().withdraw(&short), None, "it is used up");
}
