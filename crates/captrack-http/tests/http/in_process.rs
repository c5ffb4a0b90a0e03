//! Servers inside the process: time-outs of hours take no time, and the rules are those of the network.

use std::future::pending;
use std::time::Duration;

use captrack_http::{HttpClient, HttpError, InProcessResponse, Request, header, user_agent};
use futures::stream::{StreamExt, iter};
use tokio::time::{Instant, sleep};
use url::Url;

fn ask() -> Request {
    Request::get(Url::parse("https://esi.example.com/status").unwrap())
}

#[tokio::test(start_paused = true)]
async fn a_server_that_never_answers_is_given_up_after_the_whole_time_and_not_before() {
    let client = HttpClient::in_process(|_| pending());
    for (client, seconds) in [(client.clone(), 30), (client.with_timeout(Duration::from_secs(3600)), 3600)] {
        let began = Instant::now();
        assert_eq!(client.send(ask()).await.unwrap_err(), HttpError::TimedOut);
        let passed = began.elapsed();
        assert!(passed >= Duration::from_secs(seconds) && passed < Duration::from_secs(seconds + 1), "{passed:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn head_and_body_share_one_time_out() {
    // The head comes after 20 s, the end of the body never does, or 9 s after the head.
    for (rest, expected) in [(3600, Err(HttpError::TimedOut)), (9, Ok(b"[]".to_vec()))] {
        let client = HttpClient::in_process(move |_| async move {
            sleep(Duration::from_secs(20)).await;
            let end = async move {
                sleep(Duration::from_secs(rest)).await;
                Ok(b"]".to_vec())
            };
            Ok(InProcessResponse::new(200).pieces(iter([Ok(b"[".to_vec())]).chain(futures::stream::once(end))))
        });
        let began = Instant::now();
        assert_eq!(client.send(ask()).await.unwrap().body(100).await, expected);
        assert!(began.elapsed() < Duration::from_secs(31), "{:?}", began.elapsed());
    }
}

#[tokio::test]
async fn the_rules_are_those_of_the_network() {
    let client = HttpClient::in_process(|request: Request| async move {
        assert_eq!(request.headers[header::USER_AGENT], user_agent().as_str());
        Ok(InProcessResponse::new(307)
            .header(header::LOCATION, "https://elsewhere.example.com/".parse().unwrap())
            .body("12345"))
    });
    let answer = client.send(ask()).await.unwrap();
    assert_eq!((answer.status(), answer.body(4).await), (307, Err(HttpError::TooLarge)));
    let insecure = Request::get(Url::parse("http://esi.example.com/").unwrap());
    assert_eq!(client.send(insecure).await.unwrap_err(), HttpError::Insecure);
    let failing = HttpClient::in_process(|_| async { Err::<InProcessResponse, _>(HttpError::UnknownHost) });
    assert_eq!(failing.send(ask()).await.unwrap_err(), HttpError::UnknownHost);
}
