//! The SSO's public keys (JWKS). Keys of unknown kinds are passed over.

use jsonwebtoken::{Algorithm, DecodingKey};
use serde::Deserialize;
use serde_json::Value;

/// The keys that can be used.
#[derive(Debug, Clone, Default)]
pub(crate) struct SigningKeys(Vec<Key>);

#[derive(Debug, Clone)]
struct Key {
    id: String,
    algorithm: Algorithm,
    public: DecodingKey,
}

#[derive(Deserialize)]
struct Document {
    keys: Vec<Value>,
}

impl SigningKeys {
    /// Reads a set; none when it is not one.
    pub(crate) fn read(body: &[u8]) -> Option<Self> {
        let document: Document = serde_json::from_slice(body).ok()?;
        Some(Self(document.keys.iter().filter_map(Key::read).collect()))
    }

    /// The key of that id for that algorithm.
    pub(crate) fn find(&self, id: &str, algorithm: Algorithm) -> Option<&DecodingKey> {
        self.0.iter().find(|key| key.id == id && key.algorithm == algorithm).map(|key| &key.public)
    }
}

impl Key {
    fn read(value: &Value) -> Option<Self> {
        let text = |name: &str| value.get(name).and_then(Value::as_str);
        if text("use").is_some_and(|purpose| purpose != "sig") {
            return None;
        }
        let (algorithm, name, key) = match text("kty")? {
            "RSA" => (Algorithm::RS256, "RS256", DecodingKey::from_rsa_components(text("n")?, text("e")?)),
            "EC" if text("crv")? == "P-256" => {
                (Algorithm::ES256, "ES256", DecodingKey::from_ec_components(text("x")?, text("y")?))
            }
            _ => return None,
        };
        if text("alg").is_some_and(|told| told != name) {
            return None;
        }
        Some(Self { id: text("kid")?.to_owned(), algorithm, public: key.ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_unknown_kinds_are_passed_over() {
        let keys = SigningKeys::read(
            br#"{"SkipUnresolvedJsonWebKeys":true,"keys":[
                {"kty":"OKP","crv":"Ed25519","kid":"ed","x":"AA"},
                {"kty":"EC","crv":"P-521","kid":"large","x":"AA","y":"AA"},
                {"kty":"oct","kid":"secret","k":"AA"},
                {"kty":"quantum","kid":"new","q":[1,2]},
                {"kid":"nothing"}, 7, null,
                {"kty":"RSA","use":"enc","kid":"enc","n":"AQAB","e":"AQAB"},
                {"kty":"RSA","alg":"RS512","kid":"512","n":"AQAB","e":"AQAB"},
                {"kty":"RSA","use":"sig","alg":"RS256","kid":"good","n":"AQAB","e":"AQAB"}]}"#,
        )
        .unwrap();
        assert_eq!(keys.0.iter().map(|key| key.id.as_str()).collect::<Vec<_>>(), ["good"]);
        assert!(keys.find("good", Algorithm::RS256).is_some());
        assert!(keys.find("good", Algorithm::ES256).is_none());
        assert!(keys.find("bad", Algorithm::RS256).is_none());
    }

    #[test]
    fn what_is_no_key_set_is_none() {
        for body in ["", "[]", "{}", r#"{"keys":{}}"#] {
            assert!(SigningKeys::read(body.as_bytes()).is_none(), "{body}");
        }
    }
}
