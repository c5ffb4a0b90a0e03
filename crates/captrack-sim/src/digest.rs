//! Hashes and random words.

use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rand::RngCore;
use sha2::{Digest, Sha256};

/// SHA-256 in base64url without padding, as the S256 challenge of PKCE wants it (RFC 7636, 4.2).
pub(crate) fn s256(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(text.as_bytes()))
}

/// Twenty bytes of a SHA-256 in base64: the shape of EVE's owner hash.
pub(crate) fn owner_hash(text: &str) -> String {
    STANDARD.encode(&Sha256::digest(text.as_bytes())[..20])
}

/// A strong entity tag of a body, quotes included.
pub(crate) fn entity_tag(body: &[u8]) -> String {
    let mut tag = String::with_capacity(58);
    tag.push('"');
    for byte in &Sha256::digest(body)[..28] {
        // Writing to a String cannot fail.
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    tag
}

/// A random word of `bytes` random bytes in base64url: codes, refresh tokens, webhook tokens.
pub(crate) fn random_word(bytes: usize) -> String {
    let mut buffer = vec![0; bytes];
    rand::rng().fill_bytes(&mut buffer);
    URL_SAFE_NO_PAD.encode(buffer)
}

/// A number that depends on its input only: colours and shapes of pictures.
pub(crate) fn number(text: &str) -> u64 {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(8).fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_rfc_7636_comes_out() {
        assert_eq!(s256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn equal_bodies_have_equal_tags() {
        assert_eq!(entity_tag(b"[]"), entity_tag(b"[]"));
        assert_ne!(entity_tag(b"[]"), entity_tag(b"{}"));
    }
}
