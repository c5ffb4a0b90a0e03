//! An answer that is not the bridge's: a login page, a proxy, another site, a hotel's page. It is never the bridge's word: it is asked again,
//! whatever it says. Pure.

use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_ports::{AuthAddress, AuthError};
use url::Url;

use crate::answer::ResponseHead;
use crate::foreign_sentence::may_hold_a_secret;

/// What such an answer means, and what to do about it if it goes on.
pub(crate) fn foreign_answer(address: &AuthAddress, head: &ResponseHead) -> AuthError {
    AuthError::Later { why: why(address, head), after: head.retry_after }
}

fn why(address: &AuthAddress, head: &ResponseHead) -> Text {
    let shown = address.to_string();
    match head.status {
        300..=399 => redirect(address, head.location.as_deref()),
        404 | 410 => text!("foreign-no-bridge", address = shown),
        401 => text!("foreign-password", address = shown),
        403 => text!("foreign-firewall", address = shown),
        429 => text!("foreign-too-many", address = shown),
        status @ (408 | 425 | 500..=599) => text!("foreign-down", address = shown, status = status),
        _ if head.is_a_page => text!("foreign-page", address = shown),
        status => text!("foreign-answer", address = shown, status = status),
    }
}

fn redirect(address: &AuthAddress, location: Option<&str>) -> Text {
    let here = address.to_string();
    let target = location.and_then(|location| address.url().join(location).ok());
    let Some(target) = target else { return text!("foreign-nowhere", address = here) };
    if is_same_site(address.url(), &target) {
        if is_login(&target) {
            return text!("foreign-login");
        }
        return text!("foreign-other-page", address = here);
    }
    match shown(&target) {
        Some(site) => text!("foreign-site", address = here, site = site),
        None => text!("foreign-other-site", address = here),
    }
}

fn is_same_site(one: &Url, other: &Url) -> bool {
    (one.scheme(), one.host(), one.port_or_known_default())
        == (other.scheme(), other.host(), other.port_or_known_default())
}

/// AllianceAuth's login is `/account/login/`, and `/sso/login/` behind it.
fn is_login(target: &Url) -> bool {
    target.path().to_ascii_lowercase().contains("login") || target.query_pairs().any(|(name, _)| name == "next")
}

/// Scheme, host and port of a site, if they can be shown.
fn shown(target: &Url) -> Option<String> {
    let host = target.host_str().filter(|host| host.len() <= 100)?;
    let port = target.port().map(|port| format!(":{port}")).unwrap_or_default();
    let site = format!("{}://{host}{port}", target.scheme());
    (matches!(target.scheme(), "http" | "https") && !may_hold_a_secret(&site)).then_some(site)
}

#[cfg(test)]
mod tests {
    use captrack_text::english;

    use super::*;

    fn address() -> AuthAddress {
        AuthAddress::parse("https://auth.example.com").unwrap()
    }

    fn told(head: &ResponseHead) -> AuthError {
        foreign_answer(&address(), head)
    }

    fn led_to(location: &str) -> String {
        let head = ResponseHead { status: 302, location: Some(location.to_owned()), ..ResponseHead::default() };
        let AuthError::Later { why, .. } = told(&head) else { panic!("{location}") };
        english(&why)
    }

    #[test]
    fn the_login_page_is_recognised_and_the_admin_is_told_the_setting() {
        for location in ["/account/login/?next=/captrack-bridge/api/v1/capitals", "https://auth.example.com/sso/login"]
        {
            let why = led_to(location);
            assert!(why.contains("\"captrack_bridge\"") && why.contains("APPS_WITH_PUBLIC_VIEWS"), "{why}");
        }
    }

    #[test]
    fn another_site_is_named_and_nothing_more_of_it() {
        let why = led_to("https://www.example.com:8443/account/login/?x=y");
        assert!(why.contains("https://www.example.com:8443, where"), "{why}");
        assert!(!why.contains("login"), "{why}");
        assert!(led_to("https://ctb-.example.com/").contains("ctb-.example.com"));
    }

    #[test]
    fn a_site_that_repeats_a_token_is_not_named() {
        let why = led_to("https://CTB_recorded0001.example.com/");
        assert!(!why.to_lowercase().contains("recorded0001"), "{why}");
    }

    #[test]
    fn a_missing_bridge_and_one_that_does_not_run_are_two_things() {
        let head = |status| ResponseHead { status, ..ResponseHead::default() };
        let AuthError::Later { why, .. } = told(&head(404)) else { panic!() };
        assert!(english(&why).contains("aa-captrack-bridge"), "{why}");
        for status in [500, 502, 503, 504, 520, 522] {
            assert!(matches!(told(&head(status)), AuthError::Later { .. }), "{status}");
        }
    }

    #[test]
    fn nothing_that_another_says_is_final() {
        for status in (200..=599).filter(|status| *status != 304) {
            for is_a_page in [true, false] {
                let head =
                    ResponseHead { status, is_a_page, location: Some("/login".into()), ..ResponseHead::default() };
                assert!(matches!(told(&head), AuthError::Later { .. }), "{status}");
            }
        }
    }

    #[test]
    fn a_web_page_is_told_for_what_it_is() {
        let page = ResponseHead { status: 200, is_a_page: true, ..ResponseHead::default() };
        let AuthError::Later { why, .. } = told(&page) else { panic!() };
        assert!(english(&why).contains("web page"), "{why}");
        assert!(matches!(told(&ResponseHead { status: 200, ..ResponseHead::default() }), AuthError::Later { .. }));
    }

    #[test]
    fn a_proxys_wish_to_wait_is_kept() {
        let after = Some(std::time::Duration::from_secs(9));
        for status in [429, 503] {
            let head = ResponseHead { status, retry_after: after, ..ResponseHead::default() };
            assert!(matches!(told(&head), AuthError::Later { after: Some(wait), .. } if Some(wait) == after));
        }
    }
}
