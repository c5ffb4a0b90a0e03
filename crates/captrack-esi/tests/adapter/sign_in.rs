use std::net::{Ipv4Addr, Ipv6Addr, TcpListener};
use std::time::Duration;

use captrack_esi::{JwtError, PILOT_SCOPES, SignInError, Sso, SsoError};
use captrack_http::HttpClient;
use captrack_sim::{AutoAnswer, FaultEffect, IssuerForm, Service, SimOptions, TokenDefect};
use url::Url;

use crate::desk::{Desk, browse, said};

#[tokio::test]
async fn a_pilot_signs_in_over_loopback() {
    let desk = Desk::new();
    let pilot = desk.pilot("Oona Vex");
    let (signed_in, page) = desk.sign_in(pilot).await;
    let signed_in = signed_in.unwrap();
    assert_eq!((signed_in.pilot, signed_in.name.as_str()), (pilot, "Oona Vex"));
    assert_eq!(signed_in.scopes, PILOT_SCOPES);
    assert!(page.contains("Signed in as Oona Vex"), "{page}");
    desk.check_clean(&page);

    assert!(desk.kept(pilot).is_some());
    let access = desk.access(pilot).await.unwrap();
    assert!(access.allows("esi-assets.read_assets.v1"));
    let stats = desk.control.stats().sso;
    assert_eq!((stats.sign_ins, stats.refreshes, stats.reused_codes), (1, 0, 0));
}

#[tokio::test]
async fn the_browser_is_sent_with_state_challenge_and_the_registered_callback() {
    let desk = Desk::new();
    let one = desk.esi.sso.begin(&PILOT_SCOPES).await.unwrap();
    let pairs = |url: &Url| url.query_pairs().into_owned().collect::<std::collections::HashMap<_, _>>();
    let first = pairs(one.authorize_url());
    assert_eq!(first["response_type"], "code");
    assert_eq!(first["code_challenge_method"], "S256");
    assert_eq!(first["client_id"], desk.sim.client_id());
    assert_eq!(first["redirect_uri"], format!("http://localhost:{}/callback", desk.sim.callback_port()));
    assert_eq!(first["scope"], PILOT_SCOPES.join(" "));
    assert!(!format!("{one:?}").contains(&first["state"]));
    drop(one);
    let two = desk.esi.sso.begin(&PILOT_SCOPES).await.unwrap();
    let second = pairs(two.authorize_url());
    assert_ne!(first["state"], second["state"]);
    assert_ne!(first["code_challenge"], second["code_challenge"]);
}

#[tokio::test]
async fn a_name_is_text_on_the_page() {
    let desk = Desk::new();
    let (signed_in, page) = desk.sign_in(desk.pilot("<b>Bold</b> & Brash")).await;
    assert_eq!(signed_in.unwrap().name, "<b>Bold</b> & Brash");
    assert!(page.contains("&lt;b&gt;Bold&lt;/b&gt; &amp; Brash"), "{page}");
}

#[tokio::test]
async fn a_strangers_visit_to_the_callback_changes_nothing() {
    let desk = Desk::new();
    let pilot = desk.pilot("Oona Vex");
    desk.control.auto_approve(pilot.0);
    let attempt = desk.esi.sso.begin(&PILOT_SCOPES).await.unwrap();
    let url = attempt.authorize_url().clone();
    let port = desk.sim.callback_port();
    let visits = async {
        for query in ["code=stolen&state=wrong", "code=stolen", "error=access_denied", "state=a&state=b&code=c", ""] {
            let stranger = Url::parse(&format!("http://localhost:{port}/callback?{query}")).unwrap();
            let page = browse(stranger).await;
            assert!(page.contains("This sign-in has ended"), "{page}");
            assert!(!page.contains("stolen"), "{page}");
        }
        browse(url).await
    };
    let (result, page) = tokio::join!(attempt.finish(), visits);
    assert_eq!(result.unwrap().pilot, pilot);
    assert!(page.contains("Signed in as"), "{page}");
    assert_eq!(desk.control.stats().sso.sign_ins, 1);
}

#[tokio::test]
async fn strangers_alone_do_not_make_a_sign_in_last_longer() {
    let desk = Desk::new();
    let sso = Sso::new(&desk.endpoints(), &HttpClient::new().unwrap(), desk.secrets.clone(), desk.clock())
        .with_patience(Duration::from_millis(300));
    let attempt = sso.begin(&PILOT_SCOPES).await.unwrap();
    let stranger = Url::parse(&format!("http://localhost:{}/callback?state=x", desk.sim.callback_port())).unwrap();
    let (result, _) = tokio::join!(attempt.finish(), browse(stranger));
    assert_eq!(result, Err(SignInError::TimedOut));
}

#[tokio::test]
async fn half_a_request_holds_up_no_sign_in() {
    let desk = Desk::new();
    let pilot = desk.pilot("Oona Vex");
    desk.control.auto_approve(pilot.0);
    let attempt = desk.esi.sso.begin(&PILOT_SCOPES).await.unwrap();
    let url = attempt.authorize_url().clone();
    let mut half = std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, desk.sim.callback_port())).unwrap();
    std::io::Write::write_all(&mut half, b"GET /callback?state=").unwrap();
    let (result, page) = tokio::join!(attempt.finish(), browse(url));
    assert!(result.is_ok());
    assert!(page.contains("Signed in as"), "{page}");
}

#[tokio::test]
async fn a_refused_consent_is_said_on_the_page_and_in_the_error() {
    let desk = Desk::new();
    desk.control.auto_answer(AutoAnswer::Refuse);
    let (result, page) = desk.go_through(&PILOT_SCOPES).await;
    assert_eq!(result, Err(SignInError::ConsentRefused));
    assert!(page.contains("The sign-in was refused on EVE&#39;s page"), "{page}");
}

#[tokio::test]
async fn a_scope_that_does_not_exist_is_an_error_of_the_page() {
    let desk = Desk::new();
    let (result, _) = desk.go_through(&["esi-nothing.v1"]).await;
    assert_eq!(result, Err(SignInError::PageError));
}

#[tokio::test]
async fn other_addresses_and_other_methods_do_not_end_a_sign_in() {
    let desk = Desk::new();
    let pilot = desk.pilot("Oona Vex");
    desk.control.auto_approve(pilot.0);
    let attempt = desk.esi.sso.begin(&PILOT_SCOPES).await.unwrap();
    let url = attempt.authorize_url().clone();
    let port = desk.sim.callback_port();
    let browser = reqwest::Client::builder().no_proxy().build().unwrap();
    let visits = async {
        let mut hosts = vec![format!("http://127.0.0.1:{port}")];
        if TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).is_ok() {
            hosts.push(format!("http://[::1]:{port}"));
        }
        for host in hosts {
            for path in ["/favicon.ico", "/", "/callback/more", "/robots.txt"] {
                assert_eq!(browser.get(format!("{host}{path}")).send().await.unwrap().status(), 404, "{host}{path}");
            }
            for method in [reqwest::Method::HEAD, reqwest::Method::POST] {
                let answer = browser.request(method, format!("{host}/callback?state=x")).send().await.unwrap();
                assert_eq!(answer.status(), 405);
            }
        }
        browse(url).await
    };
    let (result, page) = tokio::join!(attempt.finish(), visits);
    assert_eq!(result.unwrap().pilot, pilot);
    assert!(page.contains("Signed in as"), "{page}");
}

#[tokio::test]
async fn the_page_is_not_kept_and_the_connection_neither() {
    let desk = Desk::new();
    let sso = Sso::new(&desk.endpoints(), &HttpClient::new().unwrap(), desk.secrets.clone(), desk.clock())
        .with_patience(Duration::from_millis(300));
    let attempt = sso.begin(&PILOT_SCOPES).await.unwrap();
    let visit = reqwest::get(format!("http://localhost:{}/callback", desk.sim.callback_port()));
    let (_, answer) = tokio::join!(attempt.finish(), visit);
    let headers = answer.unwrap().headers().clone();
    assert_eq!(headers["cache-control"], "no-store");
    assert_eq!(headers["connection"], "close");
    assert_eq!(headers["referrer-policy"], "no-referrer");
    assert!(headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
}

#[tokio::test]
async fn a_taken_port_is_said_at_once() {
    let desk = Desk::new();
    let port = desk.sim.callback_port();
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap();
    assert_eq!(desk.esi.sso.begin(&PILOT_SCOPES).await.unwrap_err(), SignInError::PortTaken { port });
    drop(taken);
    // Whoever listens on the other address alone would get the code just as well.
    if let Ok(taken) = TcpListener::bind((Ipv6Addr::LOCALHOST, port)) {
        assert_eq!(desk.esi.sso.begin(&PILOT_SCOPES).await.unwrap_err(), SignInError::PortTaken { port });
        drop(taken);
    }
    assert!(desk.esi.sso.begin(&PILOT_SCOPES).await.is_ok());
}

#[tokio::test]
async fn giving_up_a_sign_in_frees_its_port_at_once() {
    let desk = Desk::new();
    let port = desk.sim.callback_port();
    drop(desk.esi.sso.begin(&PILOT_SCOPES).await.unwrap());
    drop(TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap());

    let attempt = desk.esi.sso.begin(&PILOT_SCOPES).await.unwrap();
    let given_up = tokio::time::timeout(Duration::from_millis(20), attempt.finish()).await;
    assert!(given_up.is_err());
    drop(TcpListener::bind((Ipv4Addr::LOCALHOST, port)).unwrap());
}

#[tokio::test]
async fn nobody_is_waited_for_longer_than_the_time_limit() {
    let desk = Desk::new();
    let sso = Sso::new(&desk.endpoints(), &HttpClient::new().unwrap(), desk.secrets.clone(), desk.clock())
        .with_patience(Duration::from_millis(20));
    let attempt = sso.begin(&PILOT_SCOPES).await.unwrap();
    assert_eq!(attempt.finish().await, Err(SignInError::TimedOut));
    drop(TcpListener::bind((Ipv4Addr::LOCALHOST, desk.sim.callback_port())).unwrap());
}

#[tokio::test]
async fn without_a_client_id_the_user_is_told_how_to_get_one() {
    let desk = Desk::new();
    for none in [None, Some(String::new()), Some(" ".to_owned())] {
        desk.esi.sso.register(none, 8635);
        let error = desk.esi.sso.begin(&PILOT_SCOPES).await.unwrap_err();
        let text = said(&error.text());
        for part in ["https://developers.eveonline.com/applications", "http://localhost:8635/callback", "--demo"] {
            assert!(text.contains(part), "{text}");
        }
    }
}

#[tokio::test]
async fn a_token_that_is_not_what_it_must_be_signs_nobody_in() {
    let desk = Desk::new();
    let pilot = desk.pilot("Oona Vex");
    for (defect, expected) in [
        (TokenDefect::Forged, JwtError::Signature),
        (TokenDefect::UnknownKey, JwtError::UnknownKey),
        (TokenDefect::Unsigned, JwtError::Algorithm),
        (TokenDefect::Expired, JwtError::Expired),
        (TokenDefect::OtherApplication, JwtError::OtherApplication),
        (TokenDefect::OtherAudience, JwtError::NotForEve),
        (TokenDefect::OtherIssuer, JwtError::Issuer),
        (TokenDefect::OtherSubject, JwtError::Subject),
        (TokenDefect::Garbage, JwtError::Malformed),
    ] {
        desk.control.spoil_next_token(defect);
        let (result, page) = desk.sign_in(pilot).await;
        let error = result.unwrap_err();
        assert_eq!(error, SignInError::Sso(SsoError::Token(expected)), "{defect:?}");
        desk.check_quiet(&error);
        desk.check_clean(&page);
        assert!(page.contains("Not signed in"), "{page}");
        assert_eq!(desk.kept(pilot), None);
    }
    assert!(desk.sign_in(pilot).await.0.is_ok());
}

#[tokio::test]
async fn the_issuer_may_come_without_its_scheme_but_not_be_another() {
    let desk = Desk::with(SimOptions { issuer: IssuerForm::WithoutScheme, ..SimOptions::default() });
    assert!(desk.sign_in(desk.pilot("Oona Vex")).await.0.is_ok());
    let other = IssuerForm::Other("https://login.eveonline.com".to_owned());
    let desk = Desk::with(SimOptions { issuer: other, ..SimOptions::default() });
    let (result, _) = desk.sign_in(desk.pilot("Oona Vex")).await;
    assert_eq!(result, Err(SignInError::Sso(SsoError::Token(JwtError::Issuer))));
}

#[tokio::test]
async fn a_token_without_scopes_is_a_sign_in_all_the_same() {
    let desk = Desk::new();
    desk.control.spoil_next_token(TokenDefect::NoScopes);
    let (result, _) = desk.sign_in(desk.pilot("Oona Vex")).await;
    assert!(result.unwrap().scopes.is_empty());
}

#[tokio::test]
async fn one_scope_is_a_text_and_no_scope_no_lasting_sign_in() {
    let desk = Desk::new();
    let pilot = desk.pilot("Oona Vex");
    desk.control.auto_approve(pilot.0);
    let (result, _) = desk.go_through(&PILOT_SCOPES[..1]).await;
    assert_eq!(result.unwrap().scopes, PILOT_SCOPES[..1]);
    let (result, page) = desk.go_through(&[]).await;
    assert_eq!(result, Err(SignInError::NoRefreshToken));
    assert!(page.contains("no lasting sign-in"), "{page}");
}

#[tokio::test]
async fn keys_that_were_changed_are_read_again() {
    let desk = Desk::new();
    desk.signed_in("One").await;
    desk.control.rotate_signing_key();
    desk.signed_in("Two").await;
    desk.signed_in("Three").await;
    assert_eq!(desk.control.stats().sso.jwks_reads, 2);
}

#[tokio::test]
async fn a_sign_in_that_cannot_be_kept_is_none() {
    let desk = Desk::new();
    let pilot = desk.pilot("Oona Vex");
    desk.secrets.full.set(true);
    let (result, page) = desk.sign_in(pilot).await;
    let error = result.unwrap_err();
    assert!(matches!(error, SignInError::NotStored(_)), "{error:?}");
    assert!(page.contains("keyring is locked"), "{page}");
    desk.check_quiet(&error);
    desk.check_clean(&page);
}

#[tokio::test]
async fn an_sso_in_trouble_is_told_from_one_that_cannot_be_reached() {
    let desk = Desk::new();
    let pilot = desk.pilot("Oona Vex");
    let body = Some(serde_json::json!({"error": "invalid_grant"}));
    let faults = [
        (FaultEffect::Answer { status: 503, body, headers: Vec::new() }, SsoError::Trouble(503)),
        (FaultEffect::Edge { status: 502, text: "<html>bad gateway</html>".to_owned() }, SsoError::Trouble(502)),
        (FaultEffect::Reset, SsoError::NoConnection),
        (FaultEffect::MalformedJson, SsoError::Unreadable),
        (FaultEffect::TruncatedBody, SsoError::NoConnection),
        (FaultEffect::Edge { status: 400, text: "<html>what?</html>".to_owned() }, SsoError::Unreadable),
    ];
    for (effect, expected) in faults {
        desk.fault(Service::Sso, "/v2/oauth/token", effect.clone(), 1);
        let (result, page) = desk.sign_in(pilot).await;
        let error = result.unwrap_err();
        assert_eq!(error, SignInError::Sso(expected), "{effect:?}");
        desk.check_quiet(&error);
        desk.check_clean(&page);
    }
}

#[tokio::test]
async fn metadata_that_cannot_be_read_begin_no_sign_in() {
    let desk = Desk::new();
    let metadata = "/.well-known/oauth-authorization-server";
    desk.fault(Service::Sso, metadata, FaultEffect::MalformedJson, 1);
    assert_eq!(desk.esi.sso.begin(&PILOT_SCOPES).await.unwrap_err(), SignInError::Sso(SsoError::Metadata));
    let elsewhere = serde_json::json!({
        "issuer": "https://login.eveonline.com", "authorization_endpoint": "http://evil.example/authorize",
        "token_endpoint": "http://evil.example/token", "jwks_uri": "http://evil.example/jwks",
    });
    desk.fault(
        Service::Sso,
        metadata,
        FaultEffect::Answer { status: 200, body: Some(elsewhere), headers: Vec::new() },
        1,
    );
    let error = desk.esi.sso.begin(&PILOT_SCOPES).await.unwrap_err();
    assert!(matches!(error, SignInError::Sso(SsoError::Endpoints(_))), "{error:?}");
    assert!(desk.esi.sso.begin(&PILOT_SCOPES).await.is_ok());
}

#[tokio::test]
async fn a_client_id_that_the_sso_does_not_know_is_said() {
    let desk = Desk::new();
    let pilot = desk.pilot("Oona Vex");
    let body = Some(serde_json::json!({"error": "invalid_client", "error_description": "secret-looking-text"}));
    desk.fault(Service::Sso, "/v2/oauth/token", FaultEffect::Answer { status: 401, body, headers: Vec::new() }, 1);
    let (result, page) = desk.sign_in(pilot).await;
    assert_eq!(result, Err(SignInError::Sso(SsoError::BadClient)));
    assert!(!page.contains("secret-looking-text"));
}
