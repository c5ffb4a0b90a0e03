//! The endpoints file.

use captrack_desk::{EndpointsFile, OwnApplication};
use captrack_http::is_loopback;

use crate::hold;

pub fn check(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match EndpointsFile::parse(text) {
        Ok(file) => {
            let endpoints = file.endpoints(OwnApplication::default()).expect("they were looked at");
            assert_eq!(endpoints.check(), Ok(()), "what is taken in can be used");
            for url in [&endpoints.esi, &endpoints.sso, &endpoints.images] {
                assert!(url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url)), "{url}");
                assert!(url.username().is_empty() && url.password().is_none() && url.query().is_none(), "{url}");
            }
            assert!(file.hurry.is_none() || is_loopback(&endpoints.esi), "{file:?}");
            file.other_servers().iter().for_each(|servers| hold::harmless(servers));
        }
        Err(error) => hold::text(&error, &[]),
    }
}
