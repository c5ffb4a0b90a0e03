//! Secrets for as long as the program runs.

use std::collections::BTreeMap;
use std::fmt;

use async_trait::async_trait;
use captrack_domain::text;
use captrack_domain::text::Text;
use captrack_ports::{Secret, SecretError, Secrets};
use parking_lot::Mutex;

/// "This session only": kept in memory, gone with the program. The demo keeps its secrets here too.
#[derive(Default)]
pub struct SessionSecrets {
    kept: Mutex<BTreeMap<String, Secret>>,
}

impl SessionSecrets {
    /// Holds nothing yet.
    pub fn new() -> Self {
        Self::default()
    }
}

impl fmt::Debug for SessionSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionSecrets").finish_non_exhaustive()
    }
}

#[async_trait]
impl Secrets for SessionSecrets {
    async fn get(&self, name: &str) -> Result<Option<Secret>, SecretError> {
        Ok(self.kept.lock().get(name).cloned())
    }

    async fn put(&self, name: &str, secret: &Secret) -> Result<(), SecretError> {
        self.kept.lock().insert(name.to_owned(), secret.clone());
        Ok(())
    }

    async fn delete(&self, name: &str) -> Result<(), SecretError> {
        self.kept.lock().remove(name);
        Ok(())
    }

    fn place(&self) -> Text {
        text!("place-session")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_put_can_be_had_until_it_is_deleted() {
        let secrets = SessionSecrets::new();
        assert_eq!(secrets.get("refresh/1").await, Ok(None));
        secrets.put("refresh/1", &Secret::new("first")).await.unwrap();
        secrets.put("refresh/1", &Secret::new("second")).await.unwrap();
        assert_eq!(secrets.get("refresh/1").await, Ok(Some(Secret::new("second"))));
        assert_eq!(secrets.get("refresh/2").await, Ok(None));
        secrets.delete("refresh/1").await.unwrap();
        secrets.delete("refresh/1").await.unwrap();
        assert_eq!(secrets.get("refresh/1").await, Ok(None));
    }

    #[tokio::test]
    async fn debug_tells_nothing() {
        let secrets = SessionSecrets::new();
        secrets.put("webhook/critical", &Secret::new("hush-hush")).await.unwrap();
        assert_eq!(format!("{secrets:?}"), "SessionSecrets { .. }");
    }
}
