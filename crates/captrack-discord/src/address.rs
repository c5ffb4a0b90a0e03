//! A webhook's address: where it posts, and the token that lets it.

use std::fmt;

use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_http::is_secure;
use url::Url;

/// The hosts of a webhook's address (Discord's documentation, 2026-08).
pub const DISCORD_HOSTS: [&str; 4] = ["discord.com", "discordapp.com", "canary.discord.com", "ptb.discord.com"];
/// The version this crate speaks. Without one Discord answers as its oldest version does.
const VERSION: &str = "v10";

/// Why a text is not a webhook's address. None of the texts repeats it: it may hold a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub enum AddressError {
    /// Nothing was given.
    Empty,
    /// Not a web address at all.
    NotAUrl,
    /// `user:password@host`.
    Credentials,
    /// Another server.
    NotDiscord,
    /// Another server than those of the endpoints file.
    NotListed,
    /// Readable by everybody on the way.
    PlainHttp,
    /// Right server, something else.
    NotAWebhook,
    /// Something after `?` that does not belong there, apart from `wait`, which is cleaned away.
    Query,
    /// Something after `#`.
    Fragment,
}

impl AddressError {
    /// For the user: what is wrong, and what to do.
    pub fn text(self) -> Text {
        match self {
            Self::Empty => text!("webhook-address-missing"),
            Self::NotAUrl => text!("webhook-address-unread"),
            Self::Credentials => text!("webhook-address-user"),
            Self::NotDiscord => text!("webhook-address-elsewhere"),
            Self::NotListed => text!("webhook-address-not-listed"),
            Self::PlainHttp => text!("webhook-address-plain"),
            Self::NotAWebhook => text!("webhook-address-no-webhook"),
            Self::Query => text!("webhook-address-query"),
            Self::Fragment => text!("webhook-address-fragment"),
        }
    }
}

/// A webhook's address. Two are equal when they post to the same channel or thread with the same token.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookAddress {
    /// `https://HOST/api/vN/webhooks/ID/TOKEN`: the bucket of the rate limit.
    base: Url,
    host: String,
    id: String,
    token: String,
    thread: Option<String>,
}

impl WebhookAddress {
    /// Reads `https://HOST/api[/vN]/webhooks/ID/TOKEN[?thread_id=NUMBER]`, and what differs from it harmlessly: with a slash at the end, with
    /// `wait=…` as other tools keep it, with the port of https, between angle brackets or quotes.
    ///
    /// `extra_hosts` (each `host:port`), when there are any, take the place of Discord's own; only a listed host on this computer
    /// may be plain http.
    pub fn parse(text: &str, extra_hosts: &[String]) -> Result<Self, AddressError> {
        let text = bare(text);
        if text.is_empty() {
            return Err(AddressError::Empty);
        }
        let (scheme, rest) = text.split_once("://").ok_or(AddressError::NotAUrl)?;
        let tls = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return Err(AddressError::NotAUrl),
        };
        let (host, rest) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let host = allowed_host(host, extra_hosts)?;
        let scheme = if tls { "https" } else { "http" };
        let server = Url::parse(&format!("{scheme}://{host}/")).map_err(|_| AddressError::NotAUrl)?;
        if !is_secure(&server) {
            return Err(AddressError::PlainHttp);
        }
        if rest.contains('#') {
            return Err(AddressError::Fragment);
        }
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (rest, None),
        };
        let Path { version, id, token } = Path::parse(path).ok_or(AddressError::NotAWebhook)?;
        let thread = query.map(thread).transpose()?.flatten();
        // Discord's own hosts are asked in the version this crate speaks; another server only knows what its address says.
        let version = version.or_else(|| extra_hosts.is_empty().then_some(VERSION));
        let version = version.map_or_else(String::new, |version| format!("/{version}"));
        let base = format!("{scheme}://{host}/api{version}/webhooks/{id}/{token}");
        Ok(Self {
            base: Url::parse(&base).map_err(|_| AddressError::NotAUrl)?,
            id: id.to_owned(),
            token: token.to_owned(),
            thread,
            host,
        })
    }

    /// The address without what makes it a secret: `https://discord.com/api/webhooks/1234567890/…`.
    pub fn masked(&self) -> String {
        let scheme = self.base.scheme();
        let thread = self.thread.as_ref().map_or_else(String::new, |id| format!("?thread_id={id}"));
        format!("{scheme}://{}/api/webhooks/{}/…{thread}", self.host, self.id)
    }

    /// Where a message goes. `wait=true`: without it a message that is not saved returns no error, and no id comes back.
    pub(crate) fn execute_url(&self) -> Url {
        let mut url = self.base.clone();
        url.query_pairs_mut().append_pair("wait", "true");
        if let Some(thread) = &self.thread {
            url.query_pairs_mut().append_pair("thread_id", thread);
        }
        url
    }

    /// Where a message is edited; none: that is no message's id.
    pub(crate) fn message_url(&self, id: &str) -> Option<Url> {
        if !is_id(id) {
            return None;
        }
        let mut url = self.base.clone();
        url.path_segments_mut().ok()?.extend(["messages", id]);
        if let Some(thread) = &self.thread {
            url.query_pairs_mut().append_pair("thread_id", thread);
        }
        Some(url)
    }

    /// Whose rate limit it shares: webhook id and token, whatever the thread.
    pub(crate) fn bucket(&self) -> &Url {
        &self.base
    }

    /// A text that came from outside, without this address or its token in it.
    pub(crate) fn censor(&self, text: &str) -> String {
        text.replace(self.base.as_str(), &self.masked()).replace(&self.token, "…")
    }
}

impl fmt::Debug for WebhookAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WebhookAddress({})", self.masked())
    }
}

/// The host in lower case, if a webhook may be there.
fn allowed_host(host: &str, extra_hosts: &[String]) -> Result<String, AddressError> {
    if host.contains('@') {
        return Err(AddressError::Credentials);
    }
    let host = host.to_ascii_lowercase();
    if extra_hosts.is_empty() {
        let host = host.strip_suffix(":443").unwrap_or(&host).trim_end_matches('.');
        let known = DISCORD_HOSTS.contains(&host);
        return known.then(|| host.to_owned()).ok_or(AddressError::NotDiscord);
    }
    let listed = extra_hosts.iter().any(|listed| listed.trim().eq_ignore_ascii_case(&host));
    listed.then_some(host).ok_or(AddressError::NotListed)
}

/// The three parts of `/api[/vN]/webhooks/ID/TOKEN`.
struct Path<'a> {
    version: Option<&'a str>,
    id: &'a str,
    token: &'a str,
}

impl<'a> Path<'a> {
    fn parse(path: &'a str) -> Option<Self> {
        let mut parts = path.trim_end_matches('/').strip_prefix("/api/")?.split('/');
        let mut part = parts.next()?;
        let version = is_version(part).then_some(part);
        if version.is_some() {
            part = parts.next()?;
        }
        let (id, token) = (parts.next()?, parts.next()?);
        let is_token =
            !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        (part == "webhooks" && is_id(id) && is_token && parts.next().is_none()).then_some(Self { version, id, token })
    }
}

fn is_version(part: &str) -> bool {
    part.strip_prefix('v')
        .is_some_and(|number| (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A number of Discord's, 64 bits.
pub(crate) fn is_id(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_digit()) && part.parse::<u64>().is_ok()
}

/// The thread that a query names, if it names one. `wait` is this program's to say.
fn thread(query: &str) -> Result<Option<String>, AddressError> {
    let mut thread = None;
    for part in query.split('&').filter(|part| !part.is_empty()) {
        match part.split_once('=') {
            Some(("thread_id", id)) if is_id(id) && thread.is_none() => thread = Some(id.to_owned()),
            Some(("wait", _)) => {}
            _ => return Err(AddressError::Query),
        }
    }
    Ok(thread)
}

/// Without blanks, quotes and the angle brackets that keep Discord from showing a preview, where they surround the whole.
fn bare(text: &str) -> &str {
    let text = text.trim();
    let inner = |open: char, close: char| text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    let inner = inner('<', '>').or_else(|| inner('"', '"')).or_else(|| inner('\'', '\''));
    inner.map_or(text, str::trim)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "aZ09_-secretsecret";

    fn discord(text: &str) -> Result<WebhookAddress, AddressError> {
        WebhookAddress::parse(text, &[])
    }

    fn listed(text: &str) -> Result<WebhookAddress, AddressError> {
        WebhookAddress::parse(text, &["127.0.0.1:4300".to_owned(), "relay.example:443".to_owned()])
    }

    #[test]
    fn an_address_of_each_of_discords_hosts_is_read() {
        for host in DISCORD_HOSTS {
            for version in ["", "/v10", "/v9"] {
                let text = format!(" https://{host}/api{version}/webhooks/123/{TOKEN}\n");
                let address = discord(&text).unwrap();
                let version = if version.is_empty() { "/v10" } else { version };
                assert_eq!(
                    address.execute_url().as_str(),
                    format!("https://{host}/api{version}/webhooks/123/{TOKEN}?wait=true")
                );
            }
        }
        assert!(discord(&format!("HTTPS://Discord.com/api/webhooks/123/{TOKEN}")).is_ok());
    }

    #[test]
    fn a_thread_is_kept() {
        let text = format!("https://discord.com/api/webhooks/123/{TOKEN}?thread_id=77");
        let address = discord(&text).unwrap();
        assert!(address.execute_url().as_str().ends_with("?wait=true&thread_id=77"));
        assert_eq!(address.masked(), "https://discord.com/api/webhooks/123/…?thread_id=77");
        let elsewhere = discord(&text.replace("77", "78")).unwrap();
        assert_ne!(address, elsewhere);
        assert_eq!(address.bucket(), elsewhere.bucket());
    }

    #[test]
    fn a_message_is_edited_in_its_thread() {
        let text = format!("https://discord.com/api/webhooks/123/{TOKEN}?thread_id=77");
        let address = discord(&text).unwrap();
        let url = format!("https://discord.com/api/v10/webhooks/123/{TOKEN}/messages/9?thread_id=77");
        assert_eq!(address.message_url("9").unwrap().as_str(), url);
        for no_id in ["", "@original", "9/../8", "nine"] {
            assert_eq!(address.message_url(no_id), None, "{no_id}");
        }
    }

    #[test]
    fn listed_hosts_take_the_place_of_discords_own() {
        let here = format!("http://127.0.0.1:4300/api/webhooks/1/{TOKEN}");
        let address = listed(&here).unwrap();
        assert_eq!(address.execute_url().as_str(), format!("{here}?wait=true"));
        assert!(listed(&format!("https://relay.example:443/api/webhooks/1/{TOKEN}")).is_ok());
        assert_eq!(listed(&format!("http://relay.example:443/api/webhooks/1/{TOKEN}")), Err(AddressError::PlainHttp));
        assert_eq!(listed(&format!("http://127.0.0.1:4301/api/webhooks/1/{TOKEN}")), Err(AddressError::NotListed));
        assert_eq!(listed(&format!("https://discord.com/api/webhooks/1/{TOKEN}")), Err(AddressError::NotListed));
    }

    #[test]
    fn loopback_is_what_is_on_this_computer() {
        let plain =
            |host: &str| WebhookAddress::parse(&format!("http://{host}/api/webhooks/1/{TOKEN}"), &[host.to_owned()]);
        for host in ["localhost:1", "127.0.0.1", "127.9.9.9:80", "[::1]:80", "[::1]"] {
            assert!(plain(host).is_ok(), "{host}");
        }
        for host in ["localhost.example:1", "10.0.0.1:80", "[::2]:80", "discord.com"] {
            assert_eq!(plain(host), Err(AddressError::PlainHttp), "{host}");
        }
    }

    #[test]
    fn what_is_not_an_address_is_refused_in_one_sentence_that_does_not_repeat_it() {
        let wrong = [
            ("", AddressError::Empty),
            ("hello SECRET", AddressError::NotAUrl),
            ("ftp://discord.com/api/webhooks/1/SECRET", AddressError::NotAUrl),
            ("http://discord.com/api/webhooks/1/SECRET", AddressError::PlainHttp),
            ("https://me:SECRET@discord.com/api/webhooks/1/SECRET", AddressError::Credentials),
            ("https://discord.com.evil.example/api/webhooks/1/SECRET", AddressError::NotDiscord),
            ("https://discord.com:8443/api/webhooks/1/SECRET", AddressError::NotDiscord),
            ("https://discord.com\\@evil.example/api/webhooks/1/SECRET", AddressError::Credentials),
            ("https://127.0.0.1:4300/api/webhooks/1/SECRET", AddressError::NotDiscord),
            ("https://discord.com", AddressError::NotAWebhook),
            ("https://discord.com/api/webhooks/1", AddressError::NotAWebhook),
            ("https://discord.com/api/webhooks/1/", AddressError::NotAWebhook),
            ("https://discord.com/api/webhooks/one/SECRET", AddressError::NotAWebhook),
            ("https://discord.com/api/webhooks//SECRET", AddressError::NotAWebhook),
            ("https://discord.com/api/webhooks/99999999999999999999999/SECRET", AddressError::NotAWebhook),
            ("https://discord.com/api/webhooks/1/SECRET/slack", AddressError::NotAWebhook),
            ("https://discord.com/api/webhooks/1/SE%43RET", AddressError::NotAWebhook),
            ("https://discord.com/api/webhooks/1/SEC RET", AddressError::NotAWebhook),
            ("https://discord.com/api/x/../webhooks/1/SECRET", AddressError::NotAWebhook),
            ("https://discord.com/api/v/webhooks/1/SECRET", AddressError::NotAWebhook),
            ("https://discord.com/channels/1/2", AddressError::NotAWebhook),
            ("https://discord.com/api/webhooks/1/SECRET?thread_id=7&thread_id=8", AddressError::Query),
            ("https://discord.com/api/webhooks/1/SECRET/?slack", AddressError::Query),
            ("https://discord.com/api/webhooks/1/SECRET?thread_id=", AddressError::Query),
            ("https://discord.com/api/webhooks/1/SECRET?thread_id=7&x=1", AddressError::Query),
            ("https://discord.com/api/webhooks/1/SECRET#there", AddressError::Fragment),
        ];
        for (text, error) in wrong {
            assert_eq!(discord(text), Err(error), "{text}");
            let sentence = captrack_text::english(&error.text());
            assert!(!sentence.contains("SECRET") && !sentence.contains("evil"), "{sentence}");
            assert!(!sentence.contains('\n') && !sentence.contains(". "), "{sentence}");
        }
    }

    #[test]
    fn what_differs_harmlessly_is_cleaned() {
        let clean = format!("https://discord.com/api/v10/webhooks/123/{TOKEN}?wait=true");
        for text in [
            format!("https://discord.com/api/webhooks/123/{TOKEN}/"),
            format!("https://discord.com/api/webhooks/123/{TOKEN}?wait=true"),
            format!("https://discord.com/api/webhooks/123/{TOKEN}/?wait=false"),
            format!("https://discord.com:443/api/webhooks/123/{TOKEN}"),
            format!("https://discord.com./api/webhooks/123/{TOKEN}?"),
            format!("<https://discord.com/api/webhooks/123/{TOKEN}>"),
            format!("\"https://discord.com/api/webhooks/123/{TOKEN}\"\n"),
        ] {
            let address = discord(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(address.execute_url().as_str(), clean, "{text}");
            assert_eq!(address.masked(), "https://discord.com/api/webhooks/123/…", "{text}");
        }
        for query in ["?wait=true&thread_id=42", "?thread_id=42&wait=true", "/?thread_id=42&"] {
            let address = discord(&format!("https://discord.com/api/webhooks/123/{TOKEN}{query}")).unwrap();
            assert_eq!(address.masked(), "https://discord.com/api/webhooks/123/…?thread_id=42", "{query}");
        }
    }

    #[test]
    fn the_token_is_never_shown() {
        let text = format!("https://discord.com/api/webhooks/123/{TOKEN}");
        let address = discord(&text).unwrap();
        assert_eq!(address.masked(), "https://discord.com/api/webhooks/123/…");
        assert_eq!(format!("{address:?}"), "WebhookAddress(https://discord.com/api/webhooks/123/…)");
        let censored = address.censor(&format!("no such webhook: {}", address.execute_url()));
        assert!(!censored.contains(TOKEN), "{censored}");
    }
}
