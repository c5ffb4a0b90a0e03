//! The keys that access tokens are signed with. They are published in this repository and worth nothing: for the sim only.

use jsonwebtoken::jwk::{AlgorithmParameters, Jwk};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use serde_json::{Value, json};

/// Two key pairs, embedded because making one takes seconds: `kid` and PEM.
const PAIRS: [(&str, &str); 2] = [
    ("JWT-Signature-Key", include_str!("../../keys/only-for-the-sim-rsa-1.pem")),
    ("JWT-Signature-Key-2", include_str!("../../keys/only-for-the-sim-rsa-2.pem")),
];

/// A key pair.
pub(crate) struct KeyPair {
    pub(crate) kid: &'static str,
    pub(crate) signing: EncodingKey,
    pub(crate) checking: DecodingKey,
    modulus: String,
    exponent: String,
}

impl std::fmt::Debug for KeyPair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pair").field("kid", &self.kid).finish_non_exhaustive()
    }
}

impl KeyPair {
    fn read(kid: &'static str, pem: &str) -> Self {
        let signing = EncodingKey::from_rsa_pem(pem.as_bytes()).expect("the embedded key is a PEM of an RSA key");
        let jwk = Jwk::from_encoding_key(&signing, Algorithm::RS256).expect("an RSA key has a modulus and an exponent");
        let AlgorithmParameters::RSA(public) = &jwk.algorithm else {
            unreachable!("the public part of an RSA key is an RSA key")
        };
        Self {
            kid,
            checking: DecodingKey::from_jwk(&jwk).expect("the public part of an RSA key is an RSA key"),
            modulus: public.n.clone(),
            exponent: public.e.clone(),
            signing,
        }
    }
}

/// The key pairs, oldest first; the last one published signs.
#[derive(Debug)]
pub(crate) struct KeyPairs {
    pairs: Vec<KeyPair>,
    published: usize,
}

impl KeyPairs {
    pub(crate) fn new() -> Self {
        Self { pairs: PAIRS.iter().map(|(kid, pem)| KeyPair::read(kid, pem)).collect(), published: 1 }
    }

    /// Signs with the other key from now on; both are published.
    pub(crate) fn rotate(&mut self) {
        self.published = self.pairs.len();
        self.pairs.rotate_left(1);
    }

    /// The pair that signs now.
    pub(crate) fn current(&self) -> &KeyPair {
        &self.pairs[0]
    }

    /// A pair that does not sign now.
    pub(crate) fn other(&self) -> &KeyPair {
        &self.pairs[1]
    }

    /// The published pair of this `kid`.
    pub(crate) fn find(&self, kid: &str) -> Option<&KeyPair> {
        self.pairs[..self.published].iter().find(|pair| pair.kid == kid)
    }

    /// The key set (RFC 7517), with keys of kinds that a client has to pass over.
    pub(crate) fn set(&self) -> Value {
        let mut keys = vec![
            // An elliptic key as EVE publishes one beside the RSA key.
            json!({
                "alg": "ES256", "crv": "P-256", "kid": "ES256-Announced-Key", "kty": "EC", "use": "sig",
                "x": "6Qq7Z_-hYiQsL-FrQ2D8fQYh2sSYSn5T-ogGh6rd1WI", "y": "mdpd7R7g07zHxvh4AVLVy8RWAIyVYuqB9yTuYirhSXU",
            }),
            // Kinds that nobody knows yet.
            json!({ "kty": "AKP", "alg": "ML-DSA-65", "kid": "post-quantum", "use": "sig", "pub": "AAECAwQFBgcICQ" }),
            json!({ "kty": "KIND-OF-TOMORROW", "kid": "tomorrow" }),
        ];
        keys.extend(self.pairs[..self.published].iter().map(|pair| {
            json!({ "alg": "RS256", "e": pair.exponent, "kid": pair.kid, "kty": "RSA", "n": pair.modulus, "use": "sig" })
        }));
        json!({ "SkipUnresolvedJsonWebKeys": true, "keys": keys })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rotation_publishes_both_keys_and_signs_with_the_new_one() {
        let mut keys = KeyPairs::new();
        let before = keys.current().kid;
        assert_eq!(keys.set()["keys"].as_array().unwrap().len(), 4);
        keys.rotate();
        assert_ne!(keys.current().kid, before);
        assert!(keys.find(before).is_some());
        assert_eq!(keys.set()["keys"].as_array().unwrap().len(), 5);
    }
}
