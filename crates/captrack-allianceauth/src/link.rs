//! The link that the browser brings back, or the code that the user copies from the page. Pure.

use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_ports::{AuthAddress, AuthAttempt, Secret};
use url::Url;

/// What the link begins with.
const LINK: &str = "captrack://connect";
/// How a code begins.
const CODE: &str = "ctc_";
/// The bridge's codes have 47 characters.
const LONGEST_CODE: usize = 256;

/// Why a link or a code cannot be used. Nothing of what was given is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub enum LinkError {
    /// Neither a link nor a code.
    NotALink,
    /// It has no code, or none that can be one.
    NoCode,
    /// Its address is another.
    OtherSite,
    /// Its state is not ours.
    OtherSignIn,
}

impl LinkError {
    /// For the user: what is wrong, and what to do.
    pub fn text(self) -> Text {
        match self {
            Self::NotALink => text!("link-unread"),
            Self::NoCode => text!("link-no-code"),
            Self::OtherSite => text!("link-other-site"),
            Self::OtherSignIn => text!("link-other-sign-in"),
        }
    }
}

/// The code out of `captrack://connect?url=…&code=…&state=…`, or a code alone as it is copied from the page.
///
/// A link is taken only for the sign-in that was begun: anybody can make a browser open one. A code alone is of no use without the
/// verifier of that sign-in, so it needs no state.
pub fn read_link(text: &str, attempt: &AuthAttempt) -> Result<Secret, LinkError> {
    let text = text.trim();
    if text.starts_with(CODE) {
        return code(text).ok_or(LinkError::NotALink);
    }
    let link = Url::parse(text).map_err(|_| LinkError::NotALink)?;
    let is_ours = link.as_str().starts_with(LINK) && link.host_str() == Some("connect") && link.path().len() <= 1;
    if !is_ours {
        return Err(LinkError::NotALink);
    }
    // The first of each counts; a second one is somebody's attempt to say two things.
    let field = |name: &str| link.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned());
    if field("state").as_deref() != Some(attempt.state.as_str()) {
        return Err(LinkError::OtherSignIn);
    }
    if !field("url").is_some_and(|url| is_the_same_site(&url, &attempt.address)) {
        return Err(LinkError::OtherSite);
    }
    field("code").as_deref().and_then(code).ok_or(LinkError::NoCode)
}

fn code(text: &str) -> Option<Secret> {
    let rest = text.strip_prefix(CODE)?;
    let is_word = rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    (!rest.is_empty() && text.len() <= LONGEST_CODE && is_word).then(|| Secret::new(text))
}

/// Whether both name the same host and port. Behind a proxy AllianceAuth may take itself for an http site: the scheme does not count,
/// for the code is sent to the address that was opened.
fn is_the_same_site(url: &str, address: &AuthAddress) -> bool {
    let Ok(url) = Url::parse(url) else { return false };
    (url.host(), url.port()) == (address.url().host(), address.url().port())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt() -> AuthAttempt {
        let address = AuthAddress::parse("https://auth.example.com").unwrap();
        let page = address.url().clone();
        AuthAttempt { address, page, state: "the-state-of-this-one".to_owned(), verifier: Secret::new("v") }
    }

    fn read(text: &str) -> Result<String, LinkError> {
        read_link(text, &attempt()).map(|code| code.reveal().to_owned())
    }

    const OURS: &str =
        "captrack://connect?url=https%3A%2F%2Fauth.example.com&code=ctc_abc-DEF_1&state=the-state-of-this-one";

    #[test]
    fn a_link_gives_its_code() {
        assert_eq!(read(OURS), Ok("ctc_abc-DEF_1".into()));
        assert_eq!(read(&format!("  {OURS}\n")), Ok("ctc_abc-DEF_1".into()));
        // As some systems hand it over.
        assert_eq!(read(&OURS.replace("connect?", "connect/?")), Ok("ctc_abc-DEF_1".into()));
        assert_eq!(read(&OURS.replace("https%3A", "http%3A")), Ok("ctc_abc-DEF_1".into()));
    }

    #[test]
    fn a_code_alone_is_taken_as_it_is() {
        assert_eq!(read(" ctc_abc-DEF_1 "), Ok("ctc_abc-DEF_1".into()));
    }

    #[test]
    fn a_link_of_another_sign_in_is_refused_whatever_else_it_says() {
        for text in [
            OURS.replace("the-state-of-this-one", "another"),
            OURS.replace("&state=the-state-of-this-one", ""),
            OURS.replace("&state=", "&state=x&state="),
            OURS.replace("auth.example.com", "evil.example.com").replace("the-state-of-this-one", "x"),
        ] {
            assert_eq!(read(&text), Err(LinkError::OtherSignIn), "{text}");
        }
    }

    #[test]
    fn a_link_of_another_site_is_refused() {
        for url in ["https%3A%2F%2Fevil.example.com", "https%3A%2F%2Fauth.example.com%3A8443", "", "auth"] {
            assert_eq!(read(&OURS.replace("https%3A%2F%2Fauth.example.com", url)), Err(LinkError::OtherSite), "{url}");
        }
        assert_eq!(read(&OURS.replace("url=", "u=")), Err(LinkError::OtherSite));
    }

    #[test]
    fn a_link_without_a_code_says_so() {
        for text in [
            OURS.replace("code=ctc_abc-DEF_1&", ""),
            OURS.replace("ctc_abc-DEF_1", "ctc_"),
            OURS.replace("ctc_", "ctb_"),
        ] {
            assert_eq!(read(&text), Err(LinkError::NoCode), "{text}");
        }
    }

    #[test]
    fn anything_else_is_not_a_link() {
        for text in [
            "",
            "hello",
            "https://auth.example.com/",
            "captrack://connected?code=ctc_a",
            "captrack://settings",
            "captrack://connect/elsewhere?code=ctc_a",
            "ctc_",
            "ctc_a b",
            "ctc_ä",
            "ctb_a-token",
        ] {
            assert_eq!(read(text), Err(LinkError::NotALink), "{text}");
        }
        assert_eq!(read(&format!("ctc_{}", "x".repeat(300))), Err(LinkError::NotALink));
    }

    #[test]
    fn an_error_repeats_nothing_of_the_link() {
        let error = read(&OURS.replace("the-state-of-this-one", "another")).unwrap_err();
        assert!(!error.to_string().contains("ctc_") && !format!("{error:?}").contains("ctc_"));
    }
}
