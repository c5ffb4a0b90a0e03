//! Where the titles of embeds lead to.

use captrack_domain::ids::PilotId;
use url::Url;

/// Discord takes no longer address.
const LONGEST: usize = 2048;

/// The address that the user has set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CardLink(Url);

impl CardLink {
    /// An https address; anything else leads nowhere, since Discord would refuse the whole message for it.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text.trim()).ok()?;
        let fits = url.as_str().len() + 100 <= LONGEST;
        (url.scheme() == "https" && url.has_host() && fits).then_some(Self(url))
    }

    /// The address for the `nth` embed about a main. Discord merges embeds that have the same one, so each gets its own.
    pub(crate) fn to_main(&self, main: PilotId, nth: usize) -> String {
        let mut url = self.0.clone();
        let name = if nth == 0 { main.to_string() } else { format!("{main}-{}", nth + 1) };
        if url.fragment().is_none() {
            url.set_fragment(Some(&format!("main-{name}")));
        } else {
            // A page that finds its way by the fragment would lose it.
            url.query_pairs_mut().append_pair("main", &name);
        }
        url.into()
    }

    /// The address as it is.
    pub(crate) fn to_page(&self) -> &str {
        self.0.as_str()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(link: &str, nth: usize) -> Option<String> {
        Some(CardLink::parse(link)?.to_main(PilotId(7), nth))
    }

    #[test]
    fn each_embed_has_an_address_of_its_own() {
        assert_eq!(to("https://auth.example.org/captrack", 0).unwrap(), "https://auth.example.org/captrack#main-7");
        assert_eq!(to("https://auth.example.org/captrack", 1).unwrap(), "https://auth.example.org/captrack#main-7-2");
        assert_eq!(to("https://auth.example.org/?a=b#/list", 0).unwrap(), "https://auth.example.org/?a=b&main=7#/list");
    }

    #[test]
    fn what_discord_would_refuse_is_no_link() {
        for link in ["http://auth.example.org", "captrack://card/1", "https://", "hello", "javascript:alert(1)"] {
            assert_eq!(to(link, 0), None, "{link}");
        }
        assert_eq!(to(&format!("https://auth.example.org/{}", "x".repeat(2000)), 0), None);
    }
}
