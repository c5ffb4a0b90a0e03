//! An answer as it came, read as far as it is of use.

use std::time::Duration;

use captrack_http::header::{ETAG, LOCATION, RETRY_AFTER};
use captrack_http::{ContentType, HeaderMap};

/// What the bridge marks its answers with; a login page, a proxy or another site does not.
const MARK: &str = "x-captrack-bridge";
/// A server that asks for a longer pause is asked again after this one: somebody will have mended it by then.
const LONGEST_PAUSE: Duration = Duration::from_secs(3600);
/// An entity tag beyond this is not sent back.
const LONGEST_ETAG: usize = 256;

/// Status and headers of an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ResponseHead {
    pub(crate) status: u16,
    /// Whether the bridge answered.
    pub(crate) is_the_bridges: bool,
    /// A web page: the bridge's own answers are JSON.
    pub(crate) is_a_page: bool,
    /// Where a redirect leads.
    pub(crate) location: Option<String>,
    pub(crate) etag: Option<String>,
    pub(crate) retry_after: Option<Duration>,
}

impl ResponseHead {
    pub(crate) fn read(status: u16, headers: &HeaderMap) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
        Self {
            status,
            is_the_bridges: headers.contains_key(MARK),
            is_a_page: ContentType::of(headers) == ContentType::Page,
            location: text(LOCATION.as_str()).map(str::to_owned),
            etag: text(ETAG.as_str()).filter(|etag| !etag.is_empty() && etag.len() <= LONGEST_ETAG).map(str::to_owned),
            retry_after: text(RETRY_AFTER.as_str())
                .and_then(|seconds| seconds.parse().ok())
                .map(|seconds| Duration::from_secs(seconds).min(LONGEST_PAUSE)),
        }
    }
}

/// An answer of the bridge that is none of its refusals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BridgeResponse {
    pub(crate) head: ResponseHead,
    pub(crate) body: Vec<u8>,
}

impl BridgeResponse {
    /// 304: what was told before still holds.
    pub(crate) const fn is_unchanged(&self) -> bool {
        self.head.status == 304
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(pairs: &[(&str, &str)]) -> ResponseHead {
        let name = |name: &str| name.parse::<captrack_http::HeaderName>().unwrap();
        ResponseHead::read(200, &pairs.iter().map(|(key, value)| (name(key), value.parse().unwrap())).collect())
    }

    #[test]
    fn the_bridge_is_known_by_its_mark() {
        assert!(head(&[("X-Captrack-Bridge", "1")]).is_the_bridges);
        assert!(!head(&[("Content-Type", "application/json")]).is_the_bridges);
    }

    #[test]
    fn a_pause_is_an_hour_at_most_and_a_date_is_none() {
        assert_eq!(head(&[("Retry-After", "7")]).retry_after, Some(Duration::from_secs(7)));
        assert_eq!(head(&[("Retry-After", "99999999999")]).retry_after, Some(LONGEST_PAUSE));
        assert_eq!(head(&[("Retry-After", "Fri, 31 Dec 2027 23:59:59 GMT")]).retry_after, None);
    }

    #[test]
    fn a_monstrous_entity_tag_is_not_kept() {
        assert_eq!(head(&[("ETag", &"x".repeat(300))]).etag, None);
        assert_eq!(head(&[("ETag", "W/\"a\"")]).etag.as_deref(), Some("W/\"a\""));
    }
}
