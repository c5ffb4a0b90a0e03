//! Which addresses may be asked.

use url::{Host, Url};

/// Whether the host is this computer: `localhost`, or an address of the loopback interface.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Whether nobody on the way can read along: https, or plain http to this computer itself.
pub fn is_secure(url: &Url) -> bool {
    match url.scheme() {
        "https" => url.host().is_some(),
        "http" => is_loopback(url),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_computer_alone() {
        for (url, here, secure) in [
            ("http://127.0.0.1:8000/", true, true),
            ("http://127.8.9.10/", true, true),
            ("http://[::1]:8000/", true, true),
            ("http://LOCALHOST:1/", true, true),
            ("https://localhost/", true, true),
            ("https://auth.example.com/", false, true),
            ("https://localhost.example.com/", false, true),
            ("http://localhost.example.com/", false, false),
            ("http://10.0.0.1/", false, false),
            ("http://[::ffff:10.0.0.1]/", false, false),
            ("ftp://127.0.0.1/", true, false),
            ("data:text/plain,x", false, false),
        ] {
            let parsed = Url::parse(url).unwrap();
            assert_eq!((is_loopback(&parsed), is_secure(&parsed)), (here, secure), "{url}");
        }
    }
}
