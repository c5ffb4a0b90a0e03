//! What the real bridge answered: `bridge/recorded`, one file an answer.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use captrack_ports::{AuthAccess, Secret};
use serde::Deserialize;
use serde_json::Value;

use crate::stub::Stub;

/// A question and its answer.
#[derive(Debug, Clone, Deserialize)]
pub struct Recorded {
    pub request: Request,
    pub response: Response,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub headers: BTreeMap<String, String>,
    pub body: Option<Value>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct Response {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Option<Value>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../bridge/recorded")
}

/// The names of all files, without their extension.
pub fn names() -> BTreeSet<String> {
    let files = std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect()
}

pub fn recorded(name: &str) -> Recorded {
    let text = std::fs::read_to_string(folder().join(format!("{name}.json"))).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

impl Recorded {
    /// The body of the answer.
    pub fn body(&self) -> &Value {
        self.response.body.as_ref().unwrap()
    }

    pub fn etag(&self) -> &str {
        &self.response.headers["ETag"]
    }

    /// The sentence of an error.
    pub fn sentence(&self) -> String {
        self.body()["error"]["sentence"].as_str().unwrap().to_owned()
    }

    /// The token that the question came with; another one where it came with none.
    pub fn token(&self) -> Secret {
        let bearer = self.request.headers.get("Authorization").map(|header| header.strip_prefix("Bearer ").unwrap());
        Secret::new(bearer.unwrap_or("ctb_none"))
    }

    /// A server that gives the answer, whatever it is asked.
    pub async fn serve(&self) -> Stub {
        let headers: Vec<(&str, &str)> =
            self.response.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let body = self.response.body.as_ref().map(Value::to_string).unwrap_or_default();
        Stub::saying(self.response.status, &headers, body.as_bytes()).await
    }

    pub fn access(&self, stub: &Stub) -> AuthAccess {
        AuthAccess { address: stub.address.clone(), token: self.token() }
    }

    /// Asserts that the server was asked as the bridge was when this was recorded.
    pub fn assert_asked(&self, stub: &Stub) {
        let asked = stub.asked();
        assert_eq!(asked.len(), 1, "{asked:?}");
        assert_eq!(asked[0].target(), format!("{} {}", self.request.method, self.request.path));
        for (name, value) in &self.request.headers {
            assert_eq!(asked[0].header(&name.to_ascii_lowercase()), Some(value.as_str()), "{name}");
        }
    }
}
